"""From a comment to its line: figures and guidance, statements, questions; the words themselves where no frame fits."""

from dataclasses import replace

import pytest

from callsheet.records import Figure, Line, Relation, RenderedBy
from callsheet.rewrite.lines import write_lines
from tests.unit.rewrite.lines import SETTING, comment, figure, relation


def written(
    excerpt: str, *, figures: tuple[Figure, ...] = (), relations: tuple[Relation, ...] = (), line: Line = Line.BULLET
):
    ids = [f.figure_id for f in figures] + [r.relation_id for r in relations]
    [found] = write_lines([comment(excerpt, *ids, line=line)], figures, relations, SETTING)
    return found


SPENT = "Capital expenditures were $22.6 billion, driven by investments in servers and data centers."
RAISED = "We now expect 2025 capex of $64 billion to $72 billion, up from $60 billion to $65 billion."
LEVEL = "We expect quarterly spend in Q3 and Q4 to stay near the level of Q2."


def test_a_figure_with_what_it_went_into() -> None:
    line = written(SPENT, figures=(figure(SPENT, "$22.6 billion", "22.6e9", "22.6e9", "FY2025Q2"),))
    assert (line.ko, line.rendered_by) == ("당분기 CapEx $22.6B → 서버 및 데이터센터에 투자", RenderedBy.FRAME)
    assert line.en == "FY2Q25 CapEx $22.6B → invested in servers and data centers"


def test_raised_guidance_with_the_one_before() -> None:
    now = {"kind": "guidance", "qualifier": "range"}
    new = figure(RAISED, "$64 billion to $72 billion", "64e9", "72e9", "FY2025", action="raised", **now)
    old = figure(RAISED, "$60 billion to $65 billion", "60e9", "65e9", "FY2024", kind="prior", qualifier="range")
    line = written(RAISED, figures=(new, old))
    assert line.ko == "FY25 CapEx 가이드선: $64~72B로 상향 (기존 $60~65B)"
    assert line.en == "FY25 CapEx guidance raised to $64-72B (previously $60-65B)"


@pytest.mark.parametrize(
    ("kind", "period", "reference", "ko"),
    [
        ("level_with", "FY2025Q3-FY2025Q4", "FY2025Q2", "당분기(FY2Q25) 추세가 FY3Q25, 4Q25에도 이어질 것"),
        ("level_with", "FY2026", "FY2025", "FY26 CapEx는 FY25 수준 유지할 것"),
        ("growth_below", "FY2026", "FY2025", "FY26 CapEx 증가율은 FY25 대비 완만할 것"),
        ("growth_above", "FY2026", "FY2025", "FY26 CapEx 증가율은 FY25 대비 높을 것"),
    ],
)
def test_guidance_without_a_number(kind: str, period: str, reference: str, ko: str) -> None:
    words = "Spend growth will change: lower or higher, whatever the frobnication does."
    assert written(words, relations=(relation(words, kind, period, reference),)).ko == ko


def test_a_value_without_a_period_leaves_the_sentence_to_other_frames() -> None:
    words = "Servers were $3 billion of it."
    line = written(words, figures=(figure(words, "$3 billion", "3e9", "3e9", None, scope="component"),))
    assert line.ko is None or "CapEx $3B" not in line.ko


def test_sentences_of_a_line_are_led_over() -> None:
    line = written("Demand exceeds supply. Therefore, we will expand capacity. However, costs will increase.")
    assert line.ko == "수요는 공급 상회 → CAPA 확대할 것 / 다만 비용은 증가할 것"


def test_a_contrast_that_no_frame_reads_keeps_the_whole_a_quote() -> None:
    line = written("We will expand capacity. However, the frobnicators may widgetize all of it.")
    assert (line.ko, line.rendered_by) == (None, RenderedBy.QUOTE)
    assert line.en == "We will expand capacity. However, the frobnicators may widgetize all of it"


def test_a_quote_is_the_sentence_without_its_fillers() -> None:
    line = written("So, you know, I think the frobnicators, um, widgetized -- widgetized it all.")
    assert line.en == "The frobnicators widgetized it all"


def test_two_comments_never_show_the_same_line() -> None:
    same = [comment("We will expand capacity."), comment("And so we will expand our capacity.")]
    first, second = write_lines(same, (), (), SETTING)
    assert (first.ko, second.ko) == ("CAPA 확대할 것", None)


@pytest.mark.parametrize(
    ("question", "ko"),
    [
        ("How should we think about capital intensity?", "Q. 자본집약도에 대한 견해?"),
        ("Can you talk about supply constraints?", "Q. 공급 제약 관련 코멘트?"),
        ("Are there any supply constraints?", "Q. 공급 제약 여부?"),
        ("What does the capex outlook mean for margins?", "Q. CapEx 전망이 마진에 갖는 의미?"),
        ("As you grow, how does this impact your margins over time?", "Q. 마진에 미칠 영향?"),
        ("What does your spending look like?", "Q. 지출 전망?"),
        ("When will you deploy GPUs?", "Q. GPU 배치 시점?"),
        ("Following up on open source, how do you view inference?", "Q. 오픈소스 관련, 추론에 대한 평가?"),
        ("Are you building it now, and are GPUs scarce?", "Q. GPU 관련 견해?"),
        ("Whither DeepSeek, whence all those GPUs, and wherefore inference?", "Q. DeepSeek, GPU, 추론 관련 견해?"),
    ],
)
def test_questions(question: str, ko: str) -> None:
    line = written(question, line=Line.QUESTION)
    assert (line.ko, line.en) == (ko, f"Q. {question}")


def test_a_question_about_nothing_known_shows_its_words() -> None:
    line = written("Whither frobnication?", line=Line.QUESTION)
    assert (line.ko, line.en, line.rendered_by) == (None, "Whither frobnication?", RenderedBy.QUOTE)


def test_no_comments_no_lines() -> None:
    assert write_lines([], (), (), SETTING) == []


def guided(words: str, text: str, low: str, high: str, **kind: str) -> Figure:
    return figure(words, text, low, high, "FY2025", kind="guidance", **kind)


MISREAD = [
    # denied, the width of a range, points, by how much guidance moved, a part named before
    ("I do not expect that capex returns to $24 billion.", "$24 billion", "24e9", "24e9", {}),
    ("We kept the $5 billion range of our outlook.", "$5 billion", "5e9", "5e9", {}),
    ("We lower the midpoint of capex guidance by $25 million.", "$25 million", "-25e6", "-25e6", {"type_": "delta"}),
    ("Capex of $13 billion will be spent in these areas.", "$13 billion", "13e9", "13e9", {}),
]


@pytest.mark.parametrize(("words", "text", "low", "high", "kind"), MISREAD)
def test_a_figure_that_its_sentence_does_not_state_is_no_capex_line(
    words: str, text: str, low: str, high: str, kind: dict[str, str]
) -> None:
    line = written(words, figures=(guided(words, text, low, high, **kind),))
    assert line.ko is None or not line.ko.startswith("FY25 CapEx")


def test_two_values_under_one_name_are_left_to_the_sentence() -> None:
    words = "Capex was $947 million, and growth spend $388 million."
    ends = [("$947 million", "947e6"), ("$388 million", "388e6")]
    line = written(words, figures=tuple(figure(words, text, low, low, "FY2025Q2") for text, low in ends))
    assert line.ko is None or "CapEx $388M" not in line.ko


@pytest.mark.parametrize(
    "words", ["We expect networking spend to frobnicate.", "This business will outgrow the wafers."]
)
def test_guidance_on_a_part_or_on_something_else_is_no_capex_line(words: str) -> None:
    line = written(words, relations=(relation(words, "growth_above", "FY2026", "FY2025"),))
    assert line.ko is None or "CapEx" not in line.ko


def test_a_second_statement_stands_behind_the_guidance() -> None:
    words = "The growth rate will be lower than FY25 and the mix will shift to servers."
    stated = replace(relation(words, "growth_below", "FY2026", "FY2025"), text="lower than FY25")
    assert written(words, relations=(stated,)).ko == "FY26 CapEx 증가율은 FY25 대비 완만할 것 / 비중은 서버로 전환될 것"
