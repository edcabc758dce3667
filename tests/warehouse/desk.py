"""A desk's inbox in small: calls of a few hundred words in our own words, estimates, and a file that cannot be used."""

from collections.abc import Iterator
from pathlib import Path

_CALL = """{name} Q{quarter} {year} Earnings Call

Operator : Hello, and welcome to the {name} {ordinal} Quarter {year} Earnings Call. All participants can hear, but \
only the speakers can be heard until questions begin. [Operator Instructions] I will hand over to Dana Whitlow, \
Director of Investor Relations.

Dana Whitlow : Thanks, and welcome. With me are Rowan Pike, our CEO, and Mira Stone, our CFO. Statements about the \
future carry risks, which our filings describe. Rowan, please start.

Rowan Pike : Thanks, Dana. This was a good quarter. Demand for AI is strong, and customers ask for more capacity than \
we have. Models such as DeepSeek make each query cheaper, and cheaper queries mean that more of them are asked.

Mira Stone : Good afternoon. Revenue was ${revenue} billion, up 12%. Capital expenditures, including principal \
payments on finance leases, were ${spent} billion. We now expect capital expenditures for the full year {year} to be \
${low} billion to ${high} billion, raised from our earlier range. For next year we expect significant growth in \
capital expenditures. With that, let us take questions.

Operator : Thank you. The first question is from Naomi Castell of Fairwater Research. Please go ahead.

Naomi Castell : Thanks. Mira, your range for the year implies a big jump in capex. Is that timing, or something more?

Mira Stone : It is some of each. Servers that arrive late are paid for late, and we put more into data centers as \
well. Spending is uneven from one quarter to the next, so I would not read too much into a single one.

Operator : This concludes our call. Thank you for joining us, and goodbye.
"""
_ORDINALS = ("First", "Second", "Third", "Fourth")
_COMPANIES = ("Meta", "Amazon", "Alphabet", "Oracle", "Broadcom", "IBM")
_ESTIMATES = """provider,kind,ticker,fiscal_period,metric,low,high,unit,as_of_on,source
Example,consensus,AMZN,FY2025,capital_expenditures,94500000000,94500000000,USD,2025-01-31,a made-up provider
Example,consensus,META,FY2025,capital_expenditures,{meta},{meta},USD,2025-01-31,a made-up provider
"""


def calls(count: int) -> Iterator[tuple[str, str]]:
    """Yield file name and text of ``count`` calls; no two are alike."""
    for number in range(count):
        quarter, name = number % 4, _COMPANIES[number // 4 % len(_COMPANIES)]
        year = 2024 - number // (4 * len(_COMPANIES))
        spent = 6 + 1.5 * quarter + 0.1 * (number // 4)
        yield (
            f"{name}_{year}_Q{quarter + 1}.txt",
            _CALL.format(
                name=name,
                year=year,
                quarter=quarter + 1,
                ordinal=_ORDINALS[quarter],
                revenue=f"{30 + number}.5",
                spent=f"{spent:.1f}",
                low=30 + number // 4,
                high=34 + number // 4,
            ),
        )


def write_inbox(folder: Path, count: int) -> list[Path]:
    """Write ``count`` calls, two files of estimates that share a snapshot, and an empty file; return their paths."""
    folder.mkdir(parents=True)
    files = dict(calls(count))
    files["estimates.csv"] = _ESTIMATES.format(meta=61_000_000_000)
    files["estimates_again.csv"] = "\n".join(_ESTIMATES.splitlines()[:2]) + "\n"
    files["empty.txt"] = ""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())
