"""What changed between two editions, kind by kind, with the cause that a person reads."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from callsheet.exports import changes
from callsheet.records import (
    ByHand,
    Change,
    ChangeKind,
    EditionFigure,
    EditionLine,
    Override,
    ReadFrom,
    Span,
    TableEdition,
)

PUBLISHED = datetime(2025, 2, 3, 9)
RAW = ReadFrom("raw", "calls/raw.txt", datetime(2025, 2, 1), "1")
EDITED = ReadFrom("edited", "calls/edited.txt", datetime(2025, 2, 4), "1")
NEXT_CALL = ReadFrom("next", "calls/next.txt", datetime(2025, 5, 1), "1")
LINE = EditionLine(
    comment_id="c-1",
    company_code="META",
    fiscal_period="FY2024Q4",
    section="capex",
    line="bullet",
    excerpt="We expect to build more data centers next year.",
    spans=(Span(10, 57),),
    en="More data centers next year",
    ko="내년 더 많은 데이터센터 구축 예상",
    read=RAW,
)
GUIDANCE = EditionFigure(
    figure_id="f-1",
    company_code="META",
    definition="incl_finance_leases",
    period="FY2025",
    status="guidance",
    low=Decimal("60e9"),
    high=Decimal("65e9"),
    unit="USD",
    qualifier="range",
    action="initiated",
    stated_in="FY2024Q4",
    known_on=date(2025, 1, 29),
    working="",
    read=RAW,
)


def edition(*content: EditionLine | EditionFigure) -> TableEdition:
    return TableEdition(
        number=1,
        published_at=PUBLISHED,
        company_codes=("META",),
        calendar_quarter="CY2024Q4",
        form="full",
        lines=tuple(one for one in content if isinstance(one, EditionLine)),
        figures=tuple(one for one in content if isinstance(one, EditionFigure)),
    )


def since(
    then: tuple[EditionLine | EditionFigure, ...],
    now: tuple[EditionLine | EditionFigure, ...],
    *overrides: Override,
) -> list[Change]:
    return changes(edition(*then), edition(*now), overrides)


def by_hand(field: str, value: str, target: str = "c-1", day: int = 5) -> Override:
    return Override(target, field, value, "K. Analyst", "house style", datetime(2025, 2, day, 8, 30))


def test_nothing_changed() -> None:
    assert since((LINE, GUIDANCE), (LINE, GUIDANCE)) == []


def test_a_correction_names_who_when_and_why() -> None:
    corrected = replace(LINE, ko="내년 증설", by_hand=ByHand("K. Analyst", "house style"))
    (change,) = since((LINE,), (corrected,), by_hand("ko", "내년 증설"))
    assert (change.kind, change.before, change.after) == (ChangeKind.CORRECTED, LINE.ko, "내년 증설")
    assert change.cause == "ko corrected by K. Analyst, 2025-02-05 08:30 UTC: house style"


def test_a_correction_made_before_the_edition_is_no_change() -> None:
    corrected = replace(LINE, ko="내년 증설", by_hand=ByHand("K. Analyst", "house style"))
    assert since((corrected,), (corrected,), by_hand("ko", "내년 증설", day=2)) == []


def test_a_line_hidden_by_hand_and_one_that_is_no_longer_found() -> None:
    (hidden,) = since((LINE,), (), by_hand("hidden", "true"))
    assert (hidden.kind, hidden.after) == (ChangeKind.CORRECTED, "")
    assert hidden.cause.startswith("hidden by K. Analyst")
    (gone,) = since((LINE,), ())
    assert gone.kind is ChangeKind.GONE


def test_a_line_shown_again_by_hand() -> None:
    (change,) = since((), (LINE,), by_hand("hidden", "false"))
    assert (change.kind, change.cause.split(" by ")[0]) == (ChangeKind.CORRECTED, "shown again")


def test_the_edited_transcript_rewords_a_line() -> None:
    edited = replace(
        LINE,
        comment_id="c-2",
        excerpt="We expect to build far more data centers next year.",
        en="Far more data centers next year",
        ko="내년 훨씬 더 많은 데이터센터 구축 예상",
        read=EDITED,
    )
    (change,) = since((LINE,), (edited,))
    assert (change.kind, change.before, change.after) == (ChangeKind.REWORDED, LINE.ko, edited.ko)
    assert change.cause == "another transcript of the call is in force: calls/edited.txt"


def test_other_capitals_and_commas_of_another_transcript_are_no_change() -> None:
    spoken = replace(LINE, ko=None)
    assert since((spoken,), (replace(spoken, en="More data centers, next year", read=EDITED),)) == []


def test_the_same_document_read_anew_gives_another_line() -> None:
    again = replace(
        LINE,
        comment_id="c-9",
        spans=(Span(12, 60),),
        ko="내년 데이터센터 증설 예상",
        read=replace(RAW, extractor_version="2"),
    )
    (change,) = since((LINE,), (again,))
    assert change.kind is ChangeKind.REPARSED
    assert change.cause == "the same document, calls/raw.txt, was read by callsheet 1, now by 2"


def test_a_correction_of_a_line_that_was_read_anew_is_not_lost_without_a_word() -> None:
    corrected = replace(LINE, ko="내년 증설", by_hand=ByHand("K. Analyst", "house style"))
    again = replace(LINE, comment_id="c-9", read=replace(RAW, extractor_version="2"))
    (change,) = since((corrected,), (again,))
    assert change.kind is ChangeKind.REPARSED
    assert "the correction by K. Analyst (house style) was of the old line" in change.cause


def test_a_new_line_says_whether_its_document_is_new() -> None:
    (came,) = since((), (replace(LINE, read=EDITED),))
    assert (came.kind, came.cause) == (ChangeKind.NEW, "calls/edited.txt came in since")
    (found,) = since((), (replace(LINE, read=replace(RAW, extractor_version="2")),))
    assert (found.kind, found.cause) == (ChangeKind.NEW, "calls/raw.txt was there; callsheet 2 reads this in it")


def test_a_later_call_revises_guidance() -> None:
    raised = replace(
        GUIDANCE,
        figure_id="f-2",
        low=Decimal("64e9"),
        high=Decimal("72e9"),
        action="raised",
        stated_in="FY2025Q1",
        known_on=date(2025, 4, 30),
        read=NEXT_CALL,
    )
    (change,) = since((GUIDANCE,), (raised,))
    assert (change.kind, change.before, change.after) == (ChangeKind.REVISED, "$60-65B", "$64-72B")
    assert change.cause == "the FY2025Q1 call of 2025-04-30 guides otherwise (raised)"
    assert change.place == "capex FY25, guidance, incl_finance_leases"


def test_a_later_value_of_a_period_that_was_over_is_restated() -> None:
    actual = replace(
        GUIDANCE, status="actual", period="FY2024Q4", low=Decimal("14.8e9"), high=Decimal("14.8e9"), qualifier="exact"
    )
    later = replace(
        actual,
        low=Decimal("14.9e9"),
        high=Decimal("14.9e9"),
        stated_in="FY2025Q4",
        known_on=date(2026, 1, 28),
        read=NEXT_CALL,
    )
    (change,) = since((actual,), (later,))
    assert (change.kind, change.before, change.after) == (ChangeKind.RESTATED, "$14.8B", "$14.9B")


def test_an_implied_value_is_revised_with_its_working() -> None:
    implied = replace(GUIDANCE, status="implied", working="20.0 + 22.6 + 22.6 + 22.6 = 87.8")
    other = replace(implied, low=Decimal("88e9"), working="20.0 + 22.6 + 21.4 + 24.0 = 88.0", read=NEXT_CALL)
    (change,) = since((implied,), (other,))
    assert (change.kind, change.cause) == (
        ChangeKind.REVISED,
        "follows from what was said: 20.0 + 22.6 + 21.4 + 24.0 = 88.0",
    )


def test_a_figure_of_the_same_document_is_read_anew_or_corrected_by_hand() -> None:
    other = replace(GUIDANCE, high=Decimal("66e9"), read=replace(RAW, extractor_version="2"))
    assert [change.kind for change in since((GUIDANCE,), (other,))] == [ChangeKind.REPARSED]
    corrected = replace(GUIDANCE, high=Decimal("66e9"))
    (change,) = since((GUIDANCE,), (corrected,), by_hand("high", "66000000000", target="f-1"))
    assert (change.kind, change.cause) == (
        ChangeKind.CORRECTED,
        "high corrected by K. Analyst, 2025-02-05 08:30 UTC: house style",
    )
