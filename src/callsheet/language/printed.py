"""Numbers as tables print them, with the signs that the trade uses: △ and brackets for what is negative."""

import re
from decimal import Decimal, InvalidOperation

_VALUE = re.compile(
    r"(?P<sign>[△▲▼+\-–−]?)\(?(?P<inner>[△▲\-–−]?)[$₩€£¥]?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\)?\s?(?:%p?|[xX배원]|bps?)?(?:\*+|[¹²³]|\d\))?"
)


def cell_value(text: str) -> Decimal | None:
    """Return what a printed number is worth, without its unit; None for anything else.

    >>> [str(cell_value(text)) for text in ("1,065.3", "(117.0)", "△3.2%", "n.a.")]
    ['1065.3', '-117.0', '-3.2', 'None']
    """
    bare = text.strip()
    match = _VALUE.fullmatch(bare)
    if not match:
        return None
    try:
        value = Decimal(match["number"].replace(",", ""))
    except InvalidOperation:
        return None
    negative = match["sign"] in {"△", "▲", "▼", "-", "–", "−"} or bool(match["inner"])
    bracketed = bare.startswith("(") and bare.rstrip("*").endswith(")")
    return -value if negative or bracketed else value
