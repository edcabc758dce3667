"""Lines into paragraphs: a blank belongs between words, not inside one."""

from callsheet.parse.reports.joining import LineJoiner

# One line a piece; True where the source prints a blank at its end.
PRINTS_BLANKS = [
    [
        ("서버와 네트워크에 들어간 비용이 크게 늘", False),
        ("어났지만 수익성은 지켜졌고 현금도", True),
        ("충분히 남아 있는 것으로 보인다", False),
    ],
    [
        ("데이터센터 인도가 늦어지면 장비 발주도 밀", False),
        ("리며 그 뒤의 일정에도 영향을 준다고", True),
        ("회사는 설명했다", False),
    ],
]


def joined(*lines: tuple[str, bool], prints_blanks: bool = False, known: tuple[str, ...] = ()) -> str:
    joiner = LineJoiner(prints_blanks)
    joiner.vocabulary.update(known)
    return joiner.join(lines)[0]


def test_a_printed_blank_ends_a_word_and_its_absence_goes_on_with_it() -> None:
    joiner = LineJoiner.of(PRINTS_BLANKS)
    assert joiner.prints_blanks
    text, spans = joiner.join([("비용이 크게 늘", False), ("어났지만 수익성은", True), ("지켜졌다", False)])
    assert text == "비용이 크게 늘어났지만 수익성은 지켜졌다"
    assert [span.of(text) for span in spans] == ["비용이 크게 늘", "어났지만 수익성은", "지켜졌다"]


def test_without_printed_blanks_particles_join_and_known_words_decide() -> None:
    assert joined(("하드웨어 수요", False), ("가 줄어든다", False)) == "하드웨어 수요가 줄어든다"
    assert joined(("엔지", False), ("니어링 효율화", False)) == "엔지니어링 효율화"
    assert joined(("추가", False), ("조정 과정", False), known=("추가", "조정")) == "추가 조정 과정"
    assert joined(("한계", False), ("점이 크다", False), known=("한계점이", "한계점이", "한계")) == "한계점이 크다"


def test_a_number_keeps_its_unit() -> None:
    assert joined(("영업이익은 236억", False), ("원을 기록", False)) == "영업이익은 236억원을 기록"
    assert joined(("2025", False), ("년 1분기", False)) == "2025년 1분기"


def test_english_lines_part_at_words_and_keep_their_hyphens() -> None:
    assert joined(("capital expenditures", False), ("were higher", False)) == "capital expenditures were higher"
    assert joined(("a long-", False), ("term plan", False)) == "a long-term plan"


def test_a_document_that_breaks_between_words_only_never_joins_them() -> None:
    words = ["서버", "투자", "계획", "수요", "공급", "전력", "부지", "환율", "규제", "추정", "기준", "전망"]
    lines = [(f"앞의 {one} 그리고 {other}", False) for one in words for other in words]
    assert LineJoiner.of([lines]).keeps_words_whole
