"""Lines offered to a model: shown where they pass, the frames' line and the reason where they do not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from callsheet.errors import MissingError
from callsheet.records import RenderedBy
from callsheet.rewrite.model import choice
from callsheet.rewrite.model.asking import Answer, LineModel, ModelUnavailableError, Request
from callsheet.rewrite.model.cache import CachedModel
from callsheet.rewrite.model.rewriting import rewrite_lines
from tests.unit.rewrite.lines import SETTING, comment
from tests.unit.rewrite.model.test_judging import EN, FIGURE, KO, WORDS

pytest.importorskip("pydantic_ai", reason="the extra llm is not installed")

from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.models.test import TestModel

from callsheet.rewrite.model.agent import AgentModel, served_model

DRAFT_EN, DRAFT_KO = "FY26 CapEx guidance: $40-44B", "FY26 CapEx 가이드선: $40~44B"
LINE = replace(comment(WORDS, FIGURE.figure_id), en=DRAFT_EN, ko=DRAFT_KO, rendered_by=RenderedBy.FRAME)


class Fixed:
    """A model that always answers the same, and counts."""

    name = "fixed"

    def __init__(self, en: str, ko: str) -> None:
        self.answer = Answer(en, ko, seconds=0.5, input_tokens=100, output_tokens=20, cost_usd=0.001)
        self.asked: list[Request] = []

    def write(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.answer


def rewritten(model: LineModel, *lines):
    return rewrite_lines(lines or [LINE], [FIGURE], [], SETTING, model)


def agent(answer: Callable[[list[ModelMessage], AgentInfo], ModelResponse]) -> AgentModel:
    return AgentModel(FunctionModel(answer), "function", sleep=lambda seconds: None)


def said(info: AgentInfo, en: str, ko: str) -> ModelResponse:
    return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, {"en": en, "ko": ko})])


def test_a_true_line_is_shown_as_the_models() -> None:
    model = Fixed(f"- {EN}.", KO)
    (line,), (rewrite,) = rewritten(model)
    assert (line.en, line.ko, line.rendered_by) == (EN, KO, RenderedBy.MODEL)
    assert (rewrite.refused_reason, rewrite.latency_seconds, rewrite.output_tokens, rewrite.cost_usd) == (
        None,
        0.5,
        20,
        0.001,
    )
    (request,) = model.asked
    assert (request.excerpt, request.figures, request.ko) == (WORDS, ("FY26 $40~44B",), LINE.ko)
    assert "server = 서버" in request.terms or "servers = 서버" in request.terms
    assert WORDS in request.prompt()


def test_a_refused_line_falls_back_and_its_reason_is_kept() -> None:
    (line,), (rewrite,) = rewritten(Fixed(EN.replace("44", "48"), KO.replace("44", "48")))
    assert line == LINE
    assert rewrite.refused_reason == "number"
    assert "48" in (rewrite.refused_found or "")
    assert "48" in rewrite.ko


def test_one_line_for_everything_is_shown_once() -> None:
    other = replace(LINE, comment_id="c-2")
    _, rewrites = rewritten(Fixed(EN, KO), LINE, other)
    assert [rewrite.refused_reason for rewrite in rewrites] == [None, "repeated"]


def test_a_model_that_answers_nothing_leaves_the_line_as_it_is() -> None:
    class Silent:
        name = "silent"

        def write(self, request: Request) -> Answer:
            raise ModelUnavailableError("503 after three attempts")

    (line,), (rewrite,) = rewritten(Silent())
    assert line == LINE
    assert (rewrite.refused_reason, rewrite.refused_found) == ("unavailable", "503 after three attempts")


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    model = Fixed(EN, KO)
    cached = CachedModel(model, tmp_path / "answers")
    first, again = (rewritten(cached) for _ in range(2))
    assert len(model.asked) == 1
    assert first[0] == again[0]
    assert (first[1][0].latency_seconds, again[1][0].latency_seconds) == (0.5, 0.0)
    rewritten(cached, replace(LINE, excerpt=WORDS + " Yes."))
    assert len(model.asked) == 2


def test_a_broken_file_in_the_cache_is_asked_anew(tmp_path: Path) -> None:
    model = Fixed(EN, KO)
    cached = CachedModel(model, tmp_path)
    rewritten(cached)
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text(encoding="utf-8")[:20], encoding="utf-8")
    rewritten(cached)
    assert len(model.asked) == 2
    assert json.loads(kept.read_text(encoding="utf-8"))["ko"] == KO


def test_an_agent_answers_with_what_it_took() -> None:
    (line,), (rewrite,) = rewritten(agent(lambda messages, info: said(info, EN, KO)))
    assert line.ko == KO
    assert rewrite.model == "function"
    assert rewrite.input_tokens > 0
    assert rewrite.cost_usd is None


def test_the_test_models_filler_is_refused() -> None:
    (line,), (rewrite,) = rewritten(AgentModel(TestModel(), "test"))
    assert line == LINE
    assert rewrite.refused_reason == "form"


def failing(times: int, status: int) -> tuple[AgentModel, list[int]]:
    attempts: list[int] = []

    def answer(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        attempts.append(status)
        if len(attempts) <= times:
            raise ModelHTTPError(status, "function", None)
        return said(info, EN, KO)

    return agent(answer), attempts


def test_transient_errors_are_tried_again() -> None:
    model, attempts = failing(2, 503)
    assert rewritten(model)[0][0].ko == KO
    assert len(attempts) == 3


def test_after_three_attempts_the_line_falls_back() -> None:
    model, attempts = failing(9, 429)
    assert rewritten(model)[1][0].refused_reason == "unavailable"
    assert len(attempts) == 3


def test_a_wrong_key_stops_with_one_sentence() -> None:
    model, attempts = failing(9, 401)
    with pytest.raises(MissingError, match="the model function cannot be used"):
        rewritten(model)
    assert len(attempts) == 1


def test_an_answer_that_is_no_line_falls_back() -> None:
    chatty = agent(lambda messages, info: ModelResponse(parts=[TextPart("I would rather talk about the weather.")]))
    assert rewritten(chatty)[1][0].refused_reason == "unavailable"


def test_no_model_writes_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(choice.MODEL, raising=False)
    assert choice.chosen_model() is None


def test_a_model_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(choice.MODEL, "gemma")
    monkeypatch.setenv(choice.ADDRESS, "http://127.0.0.1:9/v1")
    monkeypatch.setenv(choice.CACHE, str(tmp_path))
    model = choice.chosen_model()
    assert model is not None
    assert model.name == "gemma"


def test_a_model_that_does_not_exist_stops_with_one_sentence() -> None:
    with pytest.raises(MissingError, match="the model nobody:nothing cannot be used"):
        AgentModel("nobody:nothing", "nobody:nothing").write(Request("x", False, (), "x", "", ()))


def test_a_server_that_is_not_there_is_no_answer() -> None:
    model = served_model("gemma", "http://127.0.0.1:9/v1", "none")
    model._sleep = lambda seconds: None
    with pytest.raises(ModelUnavailableError):
        model.write(Request("x", False, (), "x", "", ()))
