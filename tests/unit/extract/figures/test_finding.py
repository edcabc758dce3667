"""Capex figures in single sentences: each case carries its answers; unless said otherwise on an FY2025Q2 call."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.extract.figures import figures_in_passage, find_figures
from callsheet.records import Definition, Figure, FigureKind, GuidanceAction, Qualifier, SpeakerRole
from tests.unit.extract.figures.cases import case, sentences, setting

ACTUAL = [
    "Capital expenditures were [[$410 million|amount actual FY2025Q2]] and depreciation was $300 million.",
    "We put [[$16 million|amount actual FY2025Q2]] into capital expenditures and paid $20 million in dividends.",
    "Cash from operations of $541 million less [[$187 million|amount actual FY2025Q2]] in capex left $354 million.",
    "Capex of [[2.5 billion|amount actual FY2025Q2]] was down [[12%|delta actual FY2025Q2]] sequentially.",
    "Capital expenditures, including payments on finance leases, were [[$14.8 billion|amount actual FY2025Q2]].",
    "For the trailing 12 months, cash from operations and capex were $3.8 billion and "
    "[[656 million|amount actual FY2024Q3-FY2025Q2]], respectively.",
    "Our first-half capex was [[$2.2 billion|amount actual FY2025H1]] and we still expect "
    "[[$5 billion|amount guidance FY2025]] for the full year.",
    "Year-to-date capital spending came to [[$1.9 billion|amount actual FY2025YTD]].",
    "Capex was [[$1.1 billion|amount actual FY2025Q2]] compared to [[$900 million|amount prior FY2024Q2]] last year.",
    "Last year we spent [[$700 million|amount actual FY2024]] on capex.",
    "Purchases of property and equipment were [[$88 million|amount actual FY2025Q2]].",
    "We invested NT$[[297 billion|amount actual FY2025Q2]] in capex in the quarter.".replace("NT$[[", "[[NT$"),
    "We have invested more than [[$6 billion|amount actual FY2020-FY2025]] in capex since 2020.",
]
GUIDANCE = [
    "For 2025 we expect capex of [[$60 to $65 billion|amount guidance FY2025]].",
    "In Q3 we expect capex of about [[$500 million|amount guidance FY2025Q3]].",
    "Capital expenditures should be between [[$1.0 and $1.2 billion|amount guidance FY2025]], plus or minus 5%.",
    "We raise our capex outlook to [[$9.5 billion|amount guidance FY2025]] from [[$9 billion|amount prior FY2025]].",
    "We raised our capex outlook from [[$9 billion|amount prior FY2025]] to [[$9.5 billion|amount guidance FY2025]].",
    "Depreciation will be around $250 million, capex around [[$300 million|amount guidance FY2025]], the tax rate 21%.",
    "We now see capex at the high end of our [[$400 million to $450 million|amount guidance FY2025]] range.",
    "Capex will step up to [[$250 million|amount guidance FY2026]] next year.",
    "Capital expenditures for fiscal 2026 should reach [[750 million to 800 million euros|amount guidance FY2026]].",
    "Capex guidance is [[1.3 billion to 1.4 billion|amount guidance FY2025]], and net income guidance 900 million.",
]
PLANS = [
    "The five-year capital plan is [[$36 billion|amount plan unknown]], up [[$4 billion|delta plan unknown]].",
    "We plan to invest [[$30 billion|amount plan FY2025-FY2029]] in capital over the next five years.",
    "The capital plan of [[$20 billion|amount plan FY2025-FY2028]] through 2028 drives rate base growth of 8%.",
    "We see an incremental [[$2 billion|delta plan unknown]] of capital investment in that region.",
]
CHANGES = [
    "Capex is expected to be down about [[10%|delta guidance FY2025]] this year.",
    "Capital expenditures will be up [[15% to 20%|delta guidance FY2025]] versus 2024.",
    "We lowered our 2025 capex guidance by [[$50 million|delta guidance FY2025]] to a range of "
    "[[$300 million to $350 million|amount guidance FY2025]].",
    "Capex came in [[$30 million|delta actual FY2025Q2]] below the low end of our guidance.",
    "We trimmed [[$75 million|delta guidance FY2025]] from our capital budget for the year.",
    "Free cash flow fell, driven by [[$60 million|delta actual FY2025Q2]] of higher capital expenditures.",
    "We will reduce costs by $1 billion and capex by [[$300 to $500 million|delta guidance FY2025]].",
]
RATIOS = [
    "We spent [[4.5%|ratio actual FY2025Q2]] of sales on capital expenditures in the quarter.",
    "Capital expenditures as a percentage of net sales were [[3.2%|ratio actual FY2025Q2]].",
    "We expect capital intensity of [[30% to 35%|ratio guidance FY2025]] for the full year.",
    "About [[60%|ratio guidance FY2025 component]] of our 2025 capex will go to new fabs.",
    "Our capex outlay for the year moved from [[5.3%|ratio prior FY2025]] to [[3.4%|ratio guidance FY2025]] of sales.",
]
COMPONENTS = [
    "We expect growth capex of [[$200 million|amount guidance FY2025 component]] in 2025.",
    "The 2025 capital budget is [[$2.4 billion|amount guidance FY2025]], including "
    "[[$1.6 billion|amount guidance FY2025 component]] for new plants.",
    "Capex was [[$34 billion|amount actual FY2025Q2]], including [[$5 billion|amount actual FY2025Q2 component]] "
    "of finance leases.",
]
NOT_CAPEX = [
    "Free cash flow, which is operating cash flow less capex, was $450 million.",
    "Hyperscalers are expected to spend $400 billion on capex this year.",
    "Their capex budgets of $80 billion support our outlook.",
    "R&D and capital expenditures together were $5 billion.",
    "We plan to issue $800 million of equity to fund our capital plan.",
    "We received $600 million of incentives that offset our capital expenditures.",
    "Capex was flat and revenue grew 8%.",
    "We deployed $1.1 billion of capital, including acquisitions.",
    "Capex needs are modest, and 24.5 million customers rely on us.",
    "A gigawatt of capacity takes capex of $10 billion per gigawatt.",
]


def described(figure: Figure, answer: tuple[str, ...]) -> tuple[str, ...]:
    """Return a figure in the form of a case's answer, the scope only where it is a part or the case names it."""
    period = str(figure.period) if figure.period else "unknown"
    scope = () if figure.scope == "total" else (figure.scope.value,)
    return (figure.text, figure.type.value, figure.kind.value, period, *(scope if len(answer) > 4 or scope else ()))


@pytest.mark.parametrize("marked", [*ACTUAL, *GUIDANCE, *CHANGES, *RATIOS, *COMPONENTS, *NOT_CAPEX])
def test_a_sentence_gives_its_figures(marked: str) -> None:
    expected = case(marked)
    found = find_figures(sentences(expected.text), setting())
    assert [described(f, a) for f, a in zip(found, expected.answers, strict=False)] == list(expected.answers)
    assert len(found) == len(expected.answers)


@pytest.mark.parametrize("marked", PLANS)
def test_plans(marked: str) -> None:
    expected = case(marked)
    found = find_figures(sentences(expected.text), setting())
    assert [described(figure, ("",) * 4)[:4] for figure in found] == list(expected.answers)


def test_a_fall_is_negative_and_keeps_its_open_end() -> None:
    (figure,) = find_figures(sentences("Our capex was down more than 50% last quarter."), setting())
    assert (figure.low, figure.high) == (Decimal(-50), None)


def test_an_open_amount_has_one_end() -> None:
    (figure,) = find_figures(sentences("We expect capex of up to $3 billion this year."), setting())
    assert (figure.low, figure.high, figure.qualifier) == (None, Decimal("3E9"), Qualifier.AT_MOST)


TALK = [
    (["Turning to CapEx.", "We expect $226 to $236 million."], ["$226 to $236 million"]),
    (
        ["Capital expenditures were $300 million.", "This compares to $250 million a year ago."],
        ["$300 million", "$250 million"],
    ),
    (["Capital expenditures were $300 million.", "We paid $120 million in dividends."], ["$300 million"]),
    (["Capital expenditures were $300 million.", "Liquidity was $1.5 billion."], ["$300 million"]),
    (["Our capex guide does not change.", "It remains at $2.1 billion."], ["$2.1 billion"]),
    (["Customers are cutting their capex.", "It was about $4 billion."], []),
]


@pytest.mark.parametrize(("texts", "words"), TALK)
def test_the_talk_before_can_make_it_capex(texts: list[str], words: list[str]) -> None:
    assert [figure.text for figure in find_figures(sentences(*texts), setting())] == words


def test_a_period_named_earlier_in_the_talk_is_the_guidances() -> None:
    texts = [
        "Now to our outlook for the third quarter.",
        "Revenue should be $2 billion.",
        "Capex should be $90 million.",
    ]
    (figure,) = find_figures(sentences(*texts), setting())
    assert str(figure.period) == "FY2025Q3"


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        ("FY2024Q4", "For the full year we expect capex of $2 billion.", "FY2025"),
        ("FY2024Q4", "For the full year our capex was $2 billion.", "FY2024"),
        ("FY2024Q4", "In the first quarter we expect capex of $2 billion.", "FY2025Q1"),
        ("FY2025Q3", "For the June quarter capex was $2 billion.", "FY2025Q2"),
    ],
)
def test_relative_periods_depend_on_the_call(period: str, text: str, expected: str) -> None:
    (figure,) = find_figures(sentences(text), setting(period))
    assert str(figure.period) == expected


def test_the_analysts_own_number_is_other_and_the_companys_stays_what_it_is() -> None:
    own = "Is $5 billion the right number for your capex next year?"
    repeated = "So the $2.5 billion of capex guidance for this year, does it hold?"
    found = find_figures(sentences(own, repeated, role=SpeakerRole.ANALYST), setting())
    assert [figure.kind for figure in found] == [FigureKind.OTHER, FigureKind.GUIDANCE]


DEFINITIONS = [
    ("Capital expenditures, including finance leases, were $22.6 billion.", Definition.INCL_FINANCE_LEASES),
    ("Cash paid for PP&E was $15.8 billion.", Definition.CASH_PPE),
    ("Net capital expenditures were $90 million.", Definition.NET_OF_PROCEEDS),
    ("Capital expenditures were $90 million.", Definition.AS_STATED),
]


@pytest.mark.parametrize(("text", "definition"), DEFINITIONS)
def test_what_is_counted_as_capex(text: str, definition: Definition) -> None:
    (figure,) = find_figures(sentences(text), setting())
    assert figure.definition is definition


ACTIONS = [
    ("We expect 2025 capex of $66 to $72 billion, narrowed from $64 to $72 billion.", GuidanceAction.NARROWED),
    (
        "We expect 2025 capex of $27 to $30 billion, down from our prior range of $30 to $33 billion.",
        GuidanceAction.LOWERED,
    ),
    ("We now expect 2025 capex of $70 billion, up from our prior outlook of $65 billion.", GuidanceAction.RAISED),
    ("We continue to expect 2025 capex of $70 billion.", GuidanceAction.REITERATED),
    ("For 2025 we expect capex of $70 billion.", GuidanceAction.INITIATED),
    ("We are raising our 2025 capex guidance to $70 billion.", GuidanceAction.RAISED),
]


@pytest.mark.parametrize(("text", "action"), ACTIONS)
def test_what_guidance_does_to_the_one_before(text: str, action: GuidanceAction) -> None:
    found = find_figures(sentences(text), setting())
    assert [f.action for f in found if f.kind is FigureKind.GUIDANCE] == [action]
    assert all(f.action is None for f in found if f.kind is not FigureKind.GUIDANCE)


def test_a_subsidiarys_capex_is_a_component_and_the_companys_own_name_is_not() -> None:
    texts = ["Coastline's capital expenditures were $2 billion.", "XMPL's capital expenditures were $3 billion."]
    assert [f.scope.value for f in find_figures(sentences(*texts), setting())] == ["component", "total"]


def test_a_figure_without_a_currency_has_the_calls() -> None:
    (figure,) = find_figures(sentences("Capital expenditures were 30 billion."), setting(currency="TWD"))
    assert figure.unit == "TWD"


def test_the_same_words_get_the_same_id_on_every_run() -> None:
    texts = sentences("Capital expenditures were $410 million.")
    assert find_figures(texts, setting()) == find_figures(texts, setting())


def test_a_passage_gives_only_the_figures_of_its_text() -> None:
    row = {
        "id": "p1",
        "ticker": "XMPL",
        "fiscal_period": "FY2024Q4",
        "before": "Capital expenditures were $100 million in 2024.",
        "text": "Next year we expect $120 million.",
        "after": "Capex may rise to $130 million later.",
    }
    (figure,) = figures_in_passage(row)
    assert (figure.text, figure.span.of(row["text"]), str(figure.period)) == ("$120 million", "$120 million", "FY2025")


def test_an_empty_call_has_no_figures() -> None:
    assert find_figures([], setting()) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_figure_quotes_its_own_words(before: str, behind: str) -> None:
    text = f"{before} capex was $3 million {behind}".replace("\n", " ")
    for figure in find_figures(sentences(text), setting()):
        assert figure.span.of(text) == figure.text
