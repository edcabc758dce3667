from tests.unit.store.conftest import con, made, told

__all__ = ["con", "made", "told"]
