"""Tables drawn by chance in the ways in which reports set them, with their cells known: documents nobody tuned for.

Each number seeds one A4 page: text, a table, text. The rules, the columns, the heads over several columns, wrapped
labels, blanks, signs and brackets vary. Labels and values are made up.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.evaluation.icdar import GridCell, Relation, relations

STYLES = ("ruled", "rows", "half", "frame", "borderless", "shaded")
_STROKES = {
    "ruled": "0.5pt",
    "rows": "(x, y) => (top: 0.4pt, bottom: 0.4pt)",
    "half": "none",
    "frame": "none",
    "borderless": "none",
    "shaded": "none",
}
_WORDS = [
    "Revenue",
    "Cost",
    "Operating",
    "income",
    "Memory",
    "Logic",
    "Foundry",
    "Services",
    "Other",
    "Net",
    "Cash",
    "Tax",
]
_WORDS_KO = [
    "매출액",
    "영업이익",
    "메모리",
    "파운드리",
    "설비투자",
    "감가상각비",
    "순이익",
    "기타",
    "영업외손익",
    "현금흐름",
]
_TEXT = "#lorem({}) "
_TEXT_KO = (
    "설비투자는 지난해보다 늘었고 올해도 비슷한 수준을 유지할 전망이다. 전력과 부지가 먼저 확보된 곳부터 집행된다. "
)


@dataclass(frozen=True)
class MadeTable:
    """A page's markup and the relations of its table."""

    style: str
    markup: str
    true: Counter[Relation]


def made_table(seed: int) -> MadeTable:
    """Return the page that ``seed`` draws."""
    chance = random.Random(seed)
    style, korean = chance.choice(STYLES), chance.random() < 0.5
    columns, rows = chance.randint(2, 8), chance.randint(3, 14)
    grouped = columns >= 4 and columns % 2 == 0 and chance.random() < 0.4
    heads = _heads(chance, columns, grouped)
    body = [[_label(chance, korean), *(_value(chance) for _ in range(columns))] for _ in range(rows)]
    lines = [*heads, *body]
    cells = list(_grid_cells(heads, body, columns, grouped))
    text = _TEXT_KO * chance.randint(2, 5) if korean else _TEXT.format(chance.randint(40, 90))
    caption = "*표 1. 부문별 실적 추정* (단위: 십억원)" if korean else "*Figure 1: Segment estimates* (USD m)"
    table = _markup(chance, style, lines, columns, grouped)
    return MadeTable(style, f"{text}\n\n{caption}\n{table}\n\n{text}", relations(1, cells))


def _heads(chance: random.Random, columns: int, grouped: bool) -> list[list[str]]:
    year = chance.randint(2019, 2024)
    form = chance.choice(["{}", "FY{}", "{}F", "{}A"])
    periods = [form.format(year + number % 4 if grouped else year + number) for number in range(columns)]
    if not grouped:
        return [["", *periods]]
    half = columns // 2
    return [["", "Reported", *[""] * (half - 1), "Adjusted", *[""] * (half - 1)], ["", *periods]]


def _label(chance: random.Random, korean: bool) -> str:
    words = _WORDS_KO if korean else _WORDS
    return " ".join(chance.choices(words, k=chance.choice([1, 1, 2, 2, 3, 6])))


def _value(chance: random.Random) -> str:
    number = f"{chance.randint(1, 90_000):,}" if chance.random() < 0.6 else f"{chance.uniform(0, 900):,.1f}"
    form = chance.choice(["{}"] * 8 + ["({})", "-{}", "△{}", "{}%", "", "n.a."])
    return form.format(number)


def _grid_cells(
    heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]], columns: int, grouped: bool
) -> list[GridCell]:
    cells = []
    for row, texts in enumerate([*heads, *body]):
        for column, text in enumerate(texts):
            wide = columns // 2 if grouped and row == 0 and text else 1
            cells.append(GridCell(text, row, row, column, column + wide - 1))
    return cells


def _markup(chance: random.Random, style: str, lines: Sequence[Sequence[str]], columns: int, grouped: bool) -> str:
    half = columns // 2
    drawn: list[str] = []
    for row, texts in enumerate(lines):
        if grouped and row == 0:
            drawn += ["[]", f"table.cell(colspan: {half}, align: center)[Reported]"]
            drawn += [f"table.cell(colspan: {half}, align: center)[Adjusted]"]
        else:
            drawn += [f"[{_escaped(text)}]" for text in texts]
        last_head = row == (1 if grouped else 0)
        if style in ("half", "frame") and (last_head or row == len(lines) - 1):
            drawn.append("table.hline(stroke: 0.5pt)")
    top = "table.hline(stroke: 0.5pt), " if style in ("half", "frame") else ""
    align = chance.choice(["right", "right", "center"])
    fill = ", fill: (x, y) => if y == 0 { luma(225) }" if style == "shaded" else ""
    widths = f"({chance.choice(['1.6fr', '2fr', '3fr'])}, {', '.join(['1fr'] * columns)})"
    return (
        f"#set text(size: {chance.choice([7, 8, 9])}pt)\n#table(columns: {widths}, stroke: {_STROKES[style]}"
        f", inset: {chance.choice([2, 3, 4])}pt, align: (x, y) => if x == 0 {{ left }} else {{ {align} }}{fill},"
        f" {top}{', '.join(drawn)})\n#set text(size: 10pt)"
    )


def _escaped(text: str) -> str:
    return text.replace("$", "\\$").replace("-", "\\-", 1) if text.startswith("-") else text
