"""Which model writes, if any: said by the environment, so that every run and flow of a desk does alike."""

import os
from functools import cache
from pathlib import Path

from callsheet.errors import MissingError
from callsheet.rewrite.model.asking import LineModel
from callsheet.rewrite.model.cache import CachedModel

MODEL, ADDRESS, KEY, CACHE = (
    "CALLSHEET_MODEL",
    "CALLSHEET_MODEL_URL",
    "CALLSHEET_MODEL_KEY",
    "CALLSHEET_MODEL_CACHE",
)
_CACHE = Path("warehouse/model_lines")


def chosen_name() -> str:
    """Return the name of the model that writes lines; empty where none does, which is the default."""
    return os.environ.get(MODEL, "").strip()


def chosen_model() -> LineModel | None:
    """Return the model that the environment names, its answers cached; None where it names none.

    ``CALLSHEET_MODEL`` is a provider's model (``openai:gpt-...``) or, with ``CALLSHEET_MODEL_URL``, a model behind an
    OpenAI-compatible server; ``CALLSHEET_MODEL_KEY`` is that server's key, ``CALLSHEET_MODEL_CACHE`` the
    folder of answers.

    Raises:
        MissingError: the extra ``llm`` is not installed, or the model cannot be used.
    """
    name = chosen_name()
    if not name:
        return None
    environment = os.environ
    return _model(
        name,
        environment.get(ADDRESS, "").strip(),
        environment.get(KEY, "none"),
        Path(environment.get(CACHE) or _CACHE),
    )


@cache
def _model(name: str, address: str, key: str, folder: Path) -> LineModel:
    try:
        from callsheet.rewrite.model.agent import named_model, served_model  # noqa: PLC0415
    except ImportError as error:
        raise MissingError(
            f"{MODEL} is set, but the extra llm is not installed: pip install 'callsheet[llm]'"
        ) from error
    return CachedModel(served_model(name, address, key) if address else named_model(name), folder)
