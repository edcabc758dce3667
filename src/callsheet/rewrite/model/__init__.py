"""Lines by a language model, optional and off by default: it proposes, the number lock decides."""

from callsheet.rewrite.model.asking import Answer, LineModel, Request
from callsheet.rewrite.model.choice import chosen_model, chosen_name
from callsheet.rewrite.model.rewriting import rewrite_lines

__all__ = ["Answer", "LineModel", "Request", "chosen_model", "chosen_name", "rewrite_lines"]
