from tests.unit.store.conftest import con, made, printed, told

__all__ = ["con", "made", "printed", "told"]
