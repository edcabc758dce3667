"""What stands beside a verb: when, where, how, why; by prepositions, fixed phrases and frames_adjuncts.toml."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from callsheet.rewrite import glossary
from callsheet.rewrite.nouns import NounReader, by_first_word, grammar
from callsheet.rewrite.patterns import matches
from callsheet.rewrite.predicates import Form, Predicate, shown
from callsheet.rewrite.tokens import Kind, Token

_DURATIONS = ("년", "년 반", "개월", "개 분기", "주", "일", "시간", "기간", "수년", "수십 년")  # "for six quarters"
_COMPARISONS = ("QoQ", "YoY")


class AdjunctReader(NounReader):
    """Reads what stands beside the verbs of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self._adjuncts: dict[tuple[int, int], str | None] = {}

    @abstractmethod
    def verb(self, start: int, end: int, need: str, *, passive: bool = False) -> Predicate | None:
        """Return the predicate of a stretch; the reader of verbs knows how."""

    def adjuncts(self, start: int, end: int) -> str | None:
        """Return what stands beside a verb (when, where, how, why), or None where a word of it is not known."""
        if start >= end:
            return ""
        if not self.is_known(start, end):
            return None
        key = (start, end)
        if key not in self._adjuncts:
            self._adjuncts[key] = None
            self._adjuncts[key] = self._read_adjuncts(start, end)
        return self._adjuncts[key]

    def _read_adjuncts(self, start: int, end: int) -> str | None:
        if self.low[start] == "," or (self.low[start] in grammar()["empty_words"]):
            return self.adjuncts(start + 1, end) if start + 1 < end else None
        for korean, stop in self._first_adjunct(start, end):
            rest = self.adjuncts(stop, end)
            if rest is not None:
                is_adverb = korean in _COMPARISONS or glossary.found("adverbs", self.low[start:stop]) == korean
                parts = (rest, korean) if is_adverb else (korean, rest)  # an adverb stands next to its verb
                return " ".join(part for part in parts if part)
        return None

    def _first_adjunct(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Yield the ways to read what stands at ``start``, with where each ends."""
        yield from self._framed_adjuncts(start, end)
        phrase, adverb = self.entry("phrases", start, end), self.entry("adverbs", start, end)
        if phrase:
            yield phrase[0], start + phrase[1]
        yield from self._period_adjuncts(start, end)
        yield from self._prepositions(start, end)
        behind = self.entry("phrases", start + adverb[1], end) if adverb else None
        if adverb and behind:  # "slightly ahead of expectations": the adverb belongs to the phrase
            yield f"{adverb[0]} {behind[0]}".strip(), start + adverb[1] + behind[1]
        elif adverb:
            yield adverb[0], start + adverb[1]
        if self.low[start] == "to":
            for last in range(end, start + 1, -1):
                purpose = self.verb(start + 1, last, "base")
                text = shown(purpose, Form.TO) if purpose else None
                if text:
                    yield text, last

    def _framed_adjuncts(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        words = self.low[start:end]
        for elements, frame in self.frames("frames_adjuncts", start):
            kinds = {element.name: element.type for element in elements if element.name}
            for stop in range(end, start + 1, -1):
                if not elements.may_cover(self.low, start, stop):
                    continue
                if words[0] == "with" and self._holds_clause(start + 2, stop + 2):
                    continue  # "with X trained on Y" says what happens meanwhile, not what goes along
                for slots in matches(elements, self.low, start, stop, self.fits):
                    texts = {name: self.slot_text(kinds[name], *stretch) for name, stretch in slots.items()}
                    if all(texts.values()):
                        yield str(frame["ko"]).format(**texts), stop

    def _holds_clause(self, start: int, end: int) -> bool:
        prepositions = grammar()["prepositions"]
        return any(
            self.low[position].endswith(("ing", "ed")) and self.low[position + 1] in prepositions
            for position in range(start, min(end, len(self.low)) - 1)
        )

    def _period_adjuncts(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        if self.tokens[start].kind is Kind.PERIOD:
            yield grammar()["period_adjuncts"][""].format(b=self.tokens[start].ko), start + 1
        for parts, template in by_first_word("period_adjuncts").get(self.low[start], ()):
            stop = start + len(parts)
            if tuple(self.low[start:stop]) == parts and stop < end and self.tokens[stop].kind is Kind.PERIOD:
                listed = self._periods_listed(stop, end)
                yield template.format(b=listed[0]), listed[1]

    def _prepositions(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        for parts, template in by_first_word("adjuncts").get(self.low[start], ()):
            stop = start + len(parts)
            if tuple(self.low[start:stop]) != parts:
                continue
            if parts == ("by",) and stop < end and self.tokens[stop].kind in (Kind.AMOUNT, Kind.COUNT):
                continue  # "by 20%" is how much, not how
            for last in range(end, stop, -1):
                noun = self.noun(stop, last)
                if noun is not None and parts == ("for",) and noun.endswith(_DURATIONS):
                    yield f"{noun} 동안", last
                elif noun is not None:
                    yield template.format(b=noun), last
                elif parts[-1] in ("by", "through", "of"):
                    action = self.verb(stop, last, "gerund")
                    text = shown(action, Form.NOUN) if action else None
                    if text:
                        yield f"{text}(을) 통해", last

    def _periods_listed(self, start: int, end: int) -> tuple[str, int]:
        """Return "Q3 and Q4" as ``3Q, 4Q``, with where it ends."""
        labels, position = [self.tokens[start].ko], start + 1
        while (
            position + 1 < end
            and self.low[position] in ("and", ",", "or")
            and self.tokens[position + 1].kind is Kind.PERIOD
        ):
            labels.append(self.tokens[position + 1].ko)
            position += 2
        return ", ".join(labels), position
