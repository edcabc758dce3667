"""Which sentences are worth a full analysis: those that name capex, and those that closely follow one.

A call has some hundred sentences and a handful that name capex, so everything dear happens behind this sieve.
"""

import re
from collections.abc import Iterator, Sequence

from callsheet.extract.figures.scene import CAPEX_WORDS, CAPITAL_OF_A_YEAR, LEASED, SPENDS_CAPITAL, SPENT_ON_PPE
from callsheet.language.phrases import lowered
from callsheet.records import Sentence

# Every phrase for capex holds one of these; a plain search for them costs a tenth of the phrase matcher.
_HINT = re.compile(r"cap|propert|p&e|pp and e|invest|expenditure|fixed assets|infrastructure plan")


def names_capex(text: str) -> bool:
    """Whether ``text`` has a word for capex."""
    low = lowered(text)
    if not _HINT.search(low):
        return False
    if CAPEX_WORDS.is_in(text) or CAPITAL_OF_A_YEAR.is_in(text):
        return True
    return any(pattern.search(low) for pattern in (SPENDS_CAPITAL, LEASED, SPENT_ON_PPE))


def candidates(sentences: Sequence[Sentence], reach: int) -> Iterator[int]:
    """Yield the positions of the sentences that name capex or stand within ``reach`` sentences behind one."""
    last = -reach - 1
    for position, sentence in enumerate(sentences):
        if names_capex(sentence.text):
            last = position
        if position - last <= reach:
            yield position
