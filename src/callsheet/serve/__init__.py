"""The review page: the comment table in a browser, corrected by the desk, kept in the warehouse."""

from callsheet.serve.app import app, new_token

__all__ = ["app", "new_token"]
