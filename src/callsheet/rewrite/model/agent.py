"""A model behind pydantic-ai: any provider, or an OpenAI-compatible server on one's own machine."""

import time
from collections.abc import Callable
from typing import Any

from openai import AsyncOpenAI
from pydantic import BaseModel, Field
from pydantic_ai import Agent, NativeOutput
from pydantic_ai.exceptions import AgentRunError, ModelAPIError, UserError
from pydantic_ai.models import Model
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from callsheet.errors import MissingError
from callsheet.lexicon import lexicon
from callsheet.rewrite.model.asking import Answer, ModelUnavailableError, Request

_ATTEMPTS = 3
_FIRST_WAIT = 1.0  # seconds; twice as long before the next
_LONGEST_ANSWER = 250  # tokens: two lines and their frame
_TIMEOUT = 300.0  # seconds; a small model on a busy machine says two tokens a second
_CANNOT_BE_USED = (400, 401, 403, 404)  # wrong request, key or name: the next line would fare no better
_TRY_AGAIN = (408, 409, 425, 429)


class Lines(BaseModel):
    """One line of the table in both languages."""

    en: str = Field(description="The line in English.")
    ko: str = Field(description="The line in Korean.")


class AgentModel:
    """Asks a model of pydantic-ai; transient errors are tried again."""

    def __init__(
        self, model: Model | str, name: str, *, native: bool = False, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Take a model.

        Args:
            model: a model, or its name with its provider's (``anthropic:claude-...``).
            name: what is kept beside its lines.
            native: whether the answer's form is asked of the server (a JSON schema) instead of by a tool.

        Raises:
            MissingError: the model cannot be used: its provider, its package or its key is missing.
        """
        self._name = name
        self._sleep = sleep
        output: Any = NativeOutput(Lines) if native else Lines
        try:
            self._agent: Agent[None, Lines] = Agent(
                model,
                output_type=output,
                instructions=lexicon("model_prompt")["instructions"],
                model_settings={"temperature": 0.0, "max_tokens": _LONGEST_ANSWER, "timeout": _TIMEOUT},
            )
        except (UserError, ImportError, ValueError) as error:
            raise MissingError(f"the model {name} cannot be used: {error}") from error

    @property
    def name(self) -> str:
        """What is kept beside the model's lines."""
        return self._name

    def write(self, request: Request) -> Answer:
        """Return the model's line; see ``LineModel``."""
        began = time.monotonic()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                result = self._agent.run_sync(request.prompt())
                break
            except ModelAPIError as error:
                status = getattr(error, "status_code", None)
                if status in _CANNOT_BE_USED:
                    raise MissingError(f"the model {self._name} cannot be used: {error}") from error
                if attempt == _ATTEMPTS or not (status is None or status in _TRY_AGAIN or status >= 500):
                    raise ModelUnavailableError(str(error)) from error
            except AgentRunError as error:  # it answered something else than a line
                raise ModelUnavailableError(str(error)) from error
            except UserError as error:
                raise MissingError(f"the model {self._name} cannot be used: {error}") from error
            self._sleep(_FIRST_WAIT * 2 ** (attempt - 1))
        return Answer(
            en=result.output.en,
            ko=result.output.ko,
            seconds=time.monotonic() - began,
            input_tokens=result.usage.input_tokens,
            output_tokens=result.usage.output_tokens,
            cost_usd=_cost(result.all_messages()),
        )


def _cost(messages: list[Any]) -> float | None:
    """Return what the answers cost by the provider's public prices, or None where they are not known."""
    total = 0.0
    for message in messages:
        if message.kind != "response":
            continue
        try:
            total += float(message.cost().total_price)
        except (LookupError, ValueError, AssertionError):
            return None
    return total


def named_model(name: str) -> AgentModel:
    """Return a provider's model: ``openai:gpt-...``, ``anthropic:claude-...``; its key stands in the environment.

    Raises:
        MissingError: it cannot be used.
    """
    return AgentModel(name, name)


def served_model(name: str, address: str, key: str) -> AgentModel:
    """Return a model behind an OpenAI-compatible server such as ``http://127.0.0.1:8080/v1``."""
    # Trying again is ours to decide: the client's own attempts would multiply with them.
    provider = OpenAIProvider(openai_client=AsyncOpenAI(base_url=address, api_key=key, max_retries=0))
    return AgentModel(OpenAIChatModel(name, provider=provider), name, native=True)
