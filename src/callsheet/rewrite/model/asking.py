"""What a model is asked and what it answers, whatever model it is."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Protocol

from callsheet.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Request:
    """One line to be written: everything that a model may know of it, and all that its answer depends on.

    Attributes:
        excerpt: the exact words that the line stands for; data, never an instruction.
        asks: whether the line is an analyst's question.
        figures: the figures that the line states, as the house style shows them (``FY25 $60~65B``).
        en, ko: the line as the frames write it; ``ko`` empty where none fits.
        terms: the glossary's Korean for words of the excerpt, as ``server = 서버``.
    """

    excerpt: str
    asks: bool
    figures: tuple[str, ...]
    en: str
    ko: str
    terms: tuple[str, ...]

    def key(self, model: str) -> str:
        """Return the name of the answer in a cache: a hash of the model, the prompt and everything asked."""
        content = [model, lexicon("model_prompt"), asdict(self)]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def prompt(self) -> str:
        """Return the words that are sent to the model."""
        template: str = lexicon("model_prompt")["request"]
        fields = {**asdict(self), "figures": "; ".join(self.figures) or "-", "terms": "; ".join(self.terms) or "-"}
        fields["kind"] = "question" if self.asks else "statement"
        return template.format(**{**fields, "ko": self.ko or "-"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, and what that took.

    Attributes:
        seconds: from question to answer, retries included.
        cost_usd: None where the provider's prices are not known, as for a model on one's own machine.
    """

    en: str
    ko: str
    seconds: float
    input_tokens: int
    output_tokens: int
    cost_usd: float | None = None


class ModelUnavailableError(Exception):
    """A model gave no answer to one request, after all attempts; the line stays as the frames wrote it."""


class LineModel(Protocol):
    """Something that writes lines."""

    @property
    def name(self) -> str:
        """The model's name, as it is kept beside its lines."""
        ...

    def write(self, request: Request) -> Answer:
        """Return the model's line.

        Raises:
            ModelUnavailableError: it gave none.
            MissingError: it cannot be used at all (no such model, no key).
        """
        ...
