"""Verb phrases into Korean predicates: auxiliaries give the mood, the verb's frame the words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from callsheet.rewrite import glossary
from callsheet.rewrite.adjuncts import AdjunctReader
from callsheet.rewrite.nouns import grammar
from callsheet.rewrite.patterns import matches
from callsheet.rewrite.predicates import Form, Mood, Predicate, shown, under
from callsheet.rewrite.tokens import Kind, Token
from callsheet.rewrite.verb_lexicon import (
    WANTED,
    Auxiliary,
    VerbFrame,
    auxiliaries,
    frames_by_need,
    literals,
    verb_forms,
)

_DENIALS = frozenset(["not", "never", "no", "longer"])
_LOOK_AHEAD = 30  # tokens of a verb phrase


class VerbReader(AdjunctReader):
    """Reads verb phrases of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self._verb_frames: dict[str, list[VerbFrame]] = {}
        self._verbs: dict[tuple[int, int, str, bool], Predicate | None] = {}

    def is_known_word(self, word: str) -> bool:
        """As for nouns; also the forms of the verbs, and the words of their patterns."""
        return word in verb_forms() or word in literals() or super().is_known_word(word)

    def verb(self, start: int, end: int, need: str, *, passive: bool = False) -> Predicate | None:
        """Return the predicate of ``tokens[start:end]``; ``need`` is the form in which its first verb must stand."""
        if not self.is_known(start, end):
            return None
        key = (start, end, need, passive)
        if key not in self._verbs:
            self._verbs[key] = None
            self._verbs[key] = self._read_verb(start, end, need, passive)
        return self._verbs[key]

    def _read_verb(self, start: int, end: int, need: str, passive: bool) -> Predicate | None:
        if not 0 < end - start <= _LOOK_AHEAD:
            return None
        position, adverbs = self._leading_adverbs(start, end)
        denied = False
        while position < end and self.low[position] in _DENIALS:
            denied, position = True, position + 1
            position, more = self._leading_adverbs(position, end)
            adverbs = " ".join(part for part in (adverbs, more) if part)
        if position >= end:
            return None
        found = None
        if need in ("finite", "base"):
            found = self._with_auxiliary(position, end, passive)
        found = found or self._plain_verb(position, end, need, passive)
        if found is None:
            return self._coordinated(start, end, need, passive)
        if denied:
            if found.denied:
                return None
            found = replace(found, denied=True)
        return _with_adverbs(found, adverbs)

    def _leading_adverbs(self, position: int, end: int) -> tuple[int, str]:
        adverbs: list[str] = []
        while position < end:
            hit = self.entry("adverbs", position, end)
            if hit and position + hit[1] < end:
                adverbs.append(hit[0])
                position += hit[1]
            elif self.low[position] in grammar()["empty_words"] and position + 1 < end:
                position += 1
            else:
                break
        return position, " ".join(adverb for adverb in adverbs if adverb)

    def _with_auxiliary(self, start: int, end: int, passive: bool) -> Predicate | None:
        for auxiliary in auxiliaries().get(self.low[start], ()):
            stop = start + len(auxiliary.words)
            if tuple(self.low[start:stop]) != auxiliary.words or stop >= end:
                # "will not continue", "are also planning to": a word may stand inside an auxiliary
                split = self._split_auxiliary(auxiliary, start, end)
                if split is None:
                    continue
                stop = split
            if passive and auxiliary.passive:
                continue
            inner = self.verb(stop, end, auxiliary.verb, passive=passive or auxiliary.passive)
            if inner is None:
                continue
            denied = "not" in self.low[start:stop]
            if denied and inner.denied:
                continue
            mooded = _in_outer_mood(inner, auxiliary.mood)
            if mooded is not None:
                return replace(mooded, still=mooded.still or auxiliary.still, denied=mooded.denied or denied)
        return None

    def _split_auxiliary(self, auxiliary: Auxiliary, start: int, end: int) -> int | None:
        """Return where an auxiliary ends that an adverb or "not" divides, or None."""
        position = start
        for number, word in enumerate(auxiliary.words):
            while (
                number
                and position < end - 1
                and self.low[position] != word
                and (self.low[position] in grammar()["empty_words"] or self.low[position] == "not")
            ):
                position += 1
            if position >= end - 1 or self.low[position] != word:
                return None
            position += 1
        return position

    def _related(self, start: int, end: int) -> str | None:
        """Return "X that does Y", "X we are building", "X driven by Y" as a noun with its modifier."""
        comma = next((p for p in range(start, end) if self.low[p] == ","), end)
        for position in range(start + 1, min(comma, end - 1)):
            for predicate in self._behind_noun(position, end):
                modifier = shown(predicate, Form.MODIFIER) if predicate else None
                head = self.noun(start, position) if modifier else None
                if head:
                    return f"{modifier} {head}"
        return None

    def _behind_noun(self, position: int, end: int) -> Iterator[Predicate | None]:
        word = self.low[position]
        if word in ("that", "which", "who"):
            if self.low[position + 1] in ("we", "i"):
                yield self.verb(position + 2, end, "finite", passive=True)
            else:
                yield self.verb(position + 1, end, "finite")
        elif word == "where":
            clause = self.clause_behind(position + 1, end)
            yield clause
        elif word == "we":
            yield self.verb(position + 1, end, "finite", passive=True)
        else:
            for _, name in verb_forms().get(word, ()):
                if name == "participle":
                    yield self.verb(position, end, "participle", passive=True)
                elif name == "gerund" and glossary.found("nouns", [word]) is None:  # "test time scaling" is one thing
                    yield self.verb(position, end, "gerund")

    def clause_behind(self, start: int, end: int) -> Predicate | None:
        """Return what is said behind "where": the company's own doing."""
        return self.verb(start + 1, end, "finite") if self.low[start] in ("we", "i") else None

    def _plain_verb(self, start: int, end: int, need: str, passive: bool) -> Predicate | None:
        after, adverbs = self._leading_adverbs(start + 1, end)
        for lemma, name in verb_forms().get(self.low[start], ()):
            if name not in WANTED[need]:
                continue
            for frame in self._frames(lemma):
                found = (
                    self._without_object(frame, start + 1, end, done=name == "participle")
                    if passive
                    else self._active(frame, start + 1, end)
                )
                if found is None and adverbs and not passive:  # "invest heavily in X"
                    found = self._active(frame, after, end)
                    found = _with_adverbs(found, adverbs) if found else None
                if found is not None:
                    return replace(found, mood=Mood.DONE) if name == "past" and found.mood is Mood.PLAIN else found
        return None

    def _frames(self, lemma: str) -> list[VerbFrame]:
        """Return the frames of a verb whose words stand in the sentence."""
        if lemma not in self._verb_frames:
            self._verb_frames[lemma] = [frame for needed, frame in frames_by_need()[lemma] if needed <= self._said]
        return self._verb_frames[lemma]

    def _active(self, frame: VerbFrame, start: int, end: int) -> Predicate | None:
        pattern, low = frame.elements, self.low
        if not pattern:
            stops = range(start, start - 1, -1)
        elif start < end and not pattern.may_open(low[start]):
            return None
        else:
            stops = range(end, start + pattern.least[0] - 1, -1)
        for stop in stops:
            adjuncts = self.adjuncts(stop, end) if pattern.may_cover(low, start, stop) else None
            if adjuncts is None:
                continue
            adjuncts, adverbs = _adverbs_behind(adjuncts)
            for slots in matches(pattern, low, start, stop, self.fits):
                filled = self._filled(frame, slots)
                purpose = adjuncts.endswith(" 위해")
                if filled is not None and not (
                    purpose and (filled.forms or frame.lemma in grammar()["without_purpose"])
                ):
                    return _with_adverbs(filled.with_before(adjuncts), adverbs)
        return None

    def _by_agent(self, frame: VerbFrame, start: int, end: int) -> Predicate | None:
        """Return "driven by Y" as what Y does (Y가 견인): Korean names who acts, not what is acted upon."""
        position, adverbs = self._leading_adverbs(start, end) if start < end else (start, "")
        if frame.elements or self.low[position : position + 1] != ["by"]:
            return None
        for stop in range(end, position + 1, -1):
            if self.tokens[position + 1].kind is not Kind.WORD:
                return None
            rest = self.adjuncts(stop, end)
            agent = self.noun(position + 1, stop) if rest is not None else None
            if agent is not None and rest is not None:
                found = self._filled(frame, {})
                if found is None:
                    return None
                words = " ".join(part for part in (rest, f"{agent}(이)", adverbs) if part)
                return replace(found.with_before(words), passive=False)
        return None

    def _without_object(self, frame: VerbFrame, start: int, end: int, *, done: bool) -> Predicate | None:
        """Return a verb whose object stands elsewhere: in the passive (확대됨), or before "we build" (구축하는)."""
        bare = frame.without_object
        if bare is None:
            return None
        by_agent = self._by_agent(bare, start, end) if done else None
        return by_agent or self._active(bare.passive if done else bare, start, end)

    def fits(self, kind: str, start: int, end: int) -> bool:
        """As for nouns; ``vp`` a verb in its base form, ``ger`` a gerund, ``fvp`` a finite one, ``adj`` a state."""
        if kind == "vp":
            return self.verb(start, end, "base") is not None
        if kind == "ger":
            return self.verb(start, end, "gerund") is not None
        if kind == "fvp":
            return self.verb(start, end, "finite") is not None
        if kind == "any":
            return not any(word in grammar()["turning_words"] for word in self.low[start:end])
        if kind == "adj":
            return glossary.table("states").get(glossary.key_of(self.low[start:end])) is not None
        return super().fits(kind, start, end)

    def slot_text(self, kind: str, start: int, end: int, form: str | None = None) -> str | None:
        """Return what fills a slot, as a template shows it."""
        if kind in ("vp", "ger", "fvp"):
            predicate = self.verb(start, end, {"vp": "base", "ger": "gerund", "fvp": "finite"}[kind])
            return shown(predicate, Form(form or "noun")) if predicate else None
        if kind == "adj":
            state = glossary.table("states")[glossary.key_of(self.low[start:end])]
            return str(state.get(form or "final")) if state.get(form or "final") else None
        if kind == "any":
            return "-"
        return super().slot_text(kind, start, end)

    def _filled(self, frame: VerbFrame, slots: dict[str, tuple[int, int]]) -> Predicate | None:
        kinds = {element.name: element.type for element in frame.elements if element.name}
        adjectives = [name for name, kind in kinds.items() if kind == "adj"]
        texts = {}
        for name, stretch in slots.items():
            if name in adjectives:
                continue
            text = self.slot_text(kinds[name], *stretch)
            if text is None:
                return None
            texts[name] = text
        if adjectives:
            state = glossary.table("states")[glossary.key_of(self.low[slice(*slots[adjectives[0]])])]
            forms = tuple(
                (key, frame.ko.replace("{" + adjectives[0] + "}", value).format(**texts))
                for key, value in state.items()
            )
            return Predicate("", dict(forms)["final"], "", forms=forms)
        if frame.forms:
            forms = tuple((key, value.format(**texts)) for key, value in frame.forms)
            return Predicate("", dict(forms)["final"], "", forms=forms, subject=frame.subject)
        before, _, noun = frame.ko.rpartition(" ")
        passive = frame.light == "되"
        return Predicate(
            before.format(**texts), noun.format(**texts), frame.light, passive=passive, subject=frame.subject
        )

    def _coordinated(self, start: int, end: int, need: str, passive: bool) -> Predicate | None:
        """Return "V1 A and V2 B" as one predicate: the first as a noun before the second."""
        for position in range(start + 1, end - 1):
            if self.low[position] not in ("and", "or", ",", "as"):
                continue
            stop = position + 1
            while stop < end and self.low[stop] in ("and", "or", "also", "then", "well", "as"):
                stop += 1
            if self.low[position] == "as" and self.low[position : position + 3] != ["as", "well", "as"]:
                continue
            second = self.verb(stop, end, need, passive=passive)
            if second is None or second.denied:
                continue
            first = self.verb(start, position, need, passive=passive)
            if first is None or first.forms or first.denied or first.mood not in (second.mood, Mood.PLAIN, Mood.DONE):
                continue
            words = shown(replace(first, mood=Mood.PLAIN), Form.NOUN)
            if words:
                listed = self.low[position] == "," and "and" not in self.low[position:stop]
                joint = "," if listed or " 및 " in words or " 및 " in second.before else " 및"
                return second.with_before(f"{words}{joint}")
        return None


@cache
def _next_to_verb() -> frozenset[str]:
    return frozenset(grammar()["next_to_verb"])


def _adverbs_behind(adjuncts: str) -> tuple[str, str]:
    """Return adjuncts without the adverbs at their end, and those: they stand next to the verb, behind its object."""
    if not adjuncts:
        return "", ""
    words, count = adjuncts.split(" "), 0
    while count < len(words) and words[-1 - count] in _next_to_verb():
        count += 1
    kept = len(words) - count
    return " ".join(words[:kept]), " ".join(words[kept:])


def _with_adverbs(predicate: Predicate, adverbs: str) -> Predicate:
    if not adverbs:
        return predicate
    return replace(predicate, before=" ".join(part for part in (predicate.before, adverbs) if part))


def _in_outer_mood(inner: Predicate, outer: Mood) -> Predicate | None:
    """Return a predicate under an auxiliary; a mood of its own stays where the auxiliary only sets the time."""
    if inner.mood in (Mood.PLAIN, Mood.DONE) or outer is inner.mood:
        return inner.in_mood(outer)
    if outer in (Mood.PLAIN, Mood.DONE, Mood.GOING_ON):
        return inner
    if outer in (Mood.FUTURE, Mood.EXPECTED) and inner.mood in (Mood.GOING_ON, Mood.FUTURE):
        return inner.in_mood(outer)
    mood = under(outer, inner.mood)
    return inner.in_mood(mood) if mood else None
