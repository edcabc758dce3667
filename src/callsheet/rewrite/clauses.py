"""Clauses and sentences into Korean lines: statements of the trade, subject and predicate, joined clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from callsheet.rewrite.finish import is_tangled, smoothed, without_pronouns
from callsheet.rewrite.korean import settle_particles
from callsheet.rewrite.nouns import grammar
from callsheet.rewrite.patterns import matches
from callsheet.rewrite.predicates import Form, Mood, Predicate, shown, under
from callsheet.rewrite.tokens import Kind, Token
from callsheet.rewrite.verb_lexicon import auxiliaries, verb_forms
from callsheet.rewrite.verbs import VerbReader

_CONTRASTS = frozenset(["but", "however", "though", "although"])
_NEW = ("더 많은", "다수의", "점점 더 많은")  # what comes up is no topic: 더 많은 서버가
_SILENT = frozenset(["we", "i"])  # the line is the company's own: it needs no subject
_LONGEST_SUBJECT = 24  # tokens
_LONGEST_LEAD = 14  # tokens
_LONGEST_SENTENCE = 90  # tokens: spoken without a stop, it holds many statements and its reading takes long
_SLOTS = {"verb": "vp", "gerund": "ger"}  # what a joint takes, as a slot


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject (empty: the company itself) and what is said of it; ``beside`` stands first."""

    subject: str
    predicate: Predicate
    beside: str = ""

    def shown(self, form: Form = Form.FINAL) -> str | None:
        """Return the clause in a form, or None where there is none."""
        said = shown(self.predicate, form)
        if said is None:
            return None
        is_topic = form in (Form.FINAL, Form.BUT) and not self.subject.startswith(_NEW)
        mark = "(은)" if is_topic else "(이)"
        if form is Form.IF and not self.predicate.before:
            mark = ""  # 가격 하락 시
        subject = f"{self.subject}{mark}" if self.subject else ""
        return " ".join(part for part in (self.beside, subject, said) if part)


@cache
def _joints() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for joint in grammar()["joints"]:
        for words in joint["words"]:
            parts = tuple(words.split())
            index.setdefault(parts[0], []).append((parts, joint["takes"], joint["ko"]))
    for ways in index.values():
        ways.sort(key=lambda way: -len(way[0]))
    return index


@cache
def _reports() -> dict[str, list[tuple[list[str], Mood]]]:
    """Return the openings of reported statements by their first word, in their order, with their moods."""
    index: dict[str, list[tuple[list[str], Mood]]] = {}
    for opening in grammar()["reports"]:
        words = opening["words"].split()
        index.setdefault(words[0], []).append((words, Mood(opening["mood"])))
    return index


@cache
def _by_first(name: str) -> dict[str, list[list[str]]]:
    """Return a list of phrases of the grammar, in their words, by the first of these, in their order."""
    index: dict[str, list[list[str]]] = {}
    for phrase in grammar()[name]:
        words = phrase.split()
        index.setdefault(words[0], []).append(words)
    return index


class ClauseReader(VerbReader):
    """Reads the clauses of one sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self._clauses: dict[tuple[int, int], Clause | None] = {}
        self._lines: dict[tuple[int, int], str | None] = {}

    def fits(self, kind: str, start: int, end: int) -> bool:
        """As for verbs; ``c`` is a clause."""
        if kind == "c":
            return self.clause(start, end) is not None
        return super().fits(kind, start, end)

    def slot_text(self, kind: str, start: int, end: int, form: str | None = None) -> str | None:
        """As for verbs; a clause is shown in the form that the template names."""
        if kind == "c":
            clause = self.clause(start, end)
            return clause.shown(Form(form or "final")) if clause else None
        return super().slot_text(kind, start, end, form)

    def clause(self, start: int, end: int) -> Clause | None:
        """Return the clause ``tokens[start:end]``, or None where a part of it cannot be read."""
        if not self.is_known(start, end):
            return None
        key = (start, end)
        if key not in self._clauses:
            self._clauses[key] = None
            self._clauses[key] = self._read_clause(start, end)
        return self._clauses[key]

    def _read_clause(self, start: int, end: int) -> Clause | None:
        if end - start < 2:
            return None
        for position in range(start + 1, min(end - 1, start + _LONGEST_SUBJECT)):
            if self.low[position] == ",":
                beside = self._leading(start, position)
                inner = self.clause(position + 1, end) if beside else None
                if inner is not None and beside is not None:
                    return Clause(
                        inner.subject, inner.predicate, f"{beside}{' ' + inner.beside if inner.beside else ''}"
                    )
        found = self._reported(start, end) or self._subject_and_verb(start, end) or self._without_comma(start, end)
        return self.clause(start + 1, end) if found is None and self.low[start] == "that" else found

    def _leading(self, start: int, end: int) -> str | None:
        """Return what stands before a clause and its comma: "for a company like us, ..." is said to the company."""
        if self.low[start] == "for":
            hit = self.entry("phrases", start, end)
            if self.tokens[start + 1].kind is Kind.PERIOD or (hit and hit[1] == end - start):
                return self.adjuncts(start, end)
            noun = self.noun(start + 1, end)
            return f"{noun}에게" if noun else None
        if self.low[start] == "on" and not self.entry("phrases", start, end):
            noun = self.noun(start + 1, end)
            return f"{noun} 관련," if noun else None
        return self.adjuncts(start, end)

    def _without_comma(self, start: int, end: int) -> Clause | None:
        """Return a clause that opens with when or where it holds, without a comma: "in FY26 we expect ..."."""
        for position in range(start + 1, min(end - 2, start + 8)):
            if self.low[position] in ("we", "i"):
                beside = self.adjuncts(start, position)
                inner = self.clause(position, end) if beside else None
                if inner is not None and beside is not None:
                    return Clause(inner.subject, inner.predicate, beside)
        return None

    def _subject_and_verb(self, start: int, end: int) -> Clause | None:
        if self.low[start] in _SILENT:
            predicate = self.verb(start + 1, end, "finite")
            return Clause("", predicate) if predicate and predicate.fits_subject("") else None
        pronoun = grammar()["pronouns"].get(self.low[start])
        if pronoun is not None:
            predicate = self.verb(start + 1, end, "finite")
            if predicate and predicate.fits_subject(pronoun):
                return Clause(pronoun, predicate)
        for position in range(start + 1, min(end, start + _LONGEST_SUBJECT)):
            if not self._may_open_verb(position):
                continue
            predicate = self.verb(position, end, "finite")
            if predicate is None:
                continue
            subject = self.noun(start, position)
            if subject is not None and predicate.fits_subject(subject):
                return Clause(subject, predicate)
            gerund = self.verb(start, position, "gerund")
            doing = shown(gerund, Form.NOUN) if gerund else None
            if doing is not None and not predicate.subject:
                return Clause(doing, predicate)
        return None

    def _may_open_verb(self, position: int) -> bool:
        word = self.low[position]
        return (
            word in verb_forms()
            or word in auxiliaries()
            or word in ("not", "never")
            or word in grammar()["empty_words"]
            or word.endswith("ly")
        )

    def _reported(self, start: int, end: int) -> Clause | None:
        """Return what is expected or believed: "we expect capex to grow", "we believe that demand will last"."""
        for words, mood in _reports().get(self.low[start], ()):
            stop = start + len(words)
            if self.low[start:stop] != words or stop >= end:
                continue
            if self.low[stop] == "that" and stop + 1 < end:
                stop += 1
            inner = self.clause(stop, end)
            if inner is not None:
                both = under(mood, inner.predicate.mood)
                return Clause(inner.subject, inner.predicate.in_mood(both), inner.beside) if both else None
            found = self._object_and_infinitive(stop, end, mood)
            if found is not None:
                return found
        return None

    def _object_and_infinitive(self, start: int, end: int, mood: Mood) -> Clause | None:
        for position in range(start + 1, min(end - 1, start + _LONGEST_SUBJECT)):
            if self.low[position] != "to":
                continue
            predicate = self.verb(position + 1, end, "base")
            both = under(mood, Mood.PLAIN if predicate.mood is Mood.DONE else predicate.mood) if predicate else None
            if predicate is None or both is None:
                continue
            subject = self.noun(start, position)
            if subject is not None and predicate.fits_subject(subject):
                return Clause(subject, predicate.in_mood(both))
        return None

    def line(self, start: int, end: int) -> str | None:
        """Return ``tokens[start:end]`` as a Korean line (particles still marked), or None where no frame fits."""
        while start < end and self.low[start] in (",", ";", ":"):
            start += 1
        while start < end and self.low[end - 1] in (",", ";", ":", "and"):
            end -= 1
        key = (start, end)
        if key not in self._lines:
            self._lines[key] = None
            self._lines[key] = self._read_line(start, end) if end - start >= 2 else None
        return self._lines[key]

    def _read_line(self, start: int, end: int) -> str | None:
        return (
            self._statement(start, end)
            or self._clause_line(start, end)
            or self._joined_line(start, end)
            or self._opened_by_clause(start, end)
            or self._led_line(start, end)
            or self._spliced(start, end)
            or self.shortened(start, end)
        )

    def _led_line(self, start: int, end: int) -> str | None:
        """Return a line behind what says when or where it holds ("In our AI services, while ...")."""
        for position in range(start + 1, min(end - 2, start + _LONGEST_LEAD)):
            if self.low[position] == ",":
                beside = self._leading(start, position)
                rest = self.line(position + 1, end) if beside else None
                if rest:
                    return f"{beside} {rest}"
        return None

    def _spliced(self, start: int, end: int) -> str | None:
        """Return two statements that only a comma joins."""
        for position in range(start + 3, end - 3):
            if self.low[position] == ",":
                first = self._whole(start, position)
                second = self._whole(position + 1, end) if first else None
                if second:
                    return f"{first} / {second}"
        return None

    def _whole(self, start: int, end: int) -> str | None:
        """Return a line that leaves nothing out."""
        return self._statement(start, end) or self._clause_line(start, end)

    def _statement(self, start: int, end: int) -> str | None:
        for elements, frame in self.frames_of_stretch("frames_clauses", start, end):
            for slots in matches(elements, self.low, start, end, self.fits):
                kinds = {element.name: element.type for element in elements if element.name}
                texts = {
                    name: self.slot_text(kinds[name], *stretch, frame.get(name)) for name, stretch in slots.items()
                }
                if all(texts.values()):
                    return str(frame["ko"]).format(**texts)
        return None

    def _clause_line(self, start: int, end: int) -> str | None:
        clause = self.clause(start, end)
        return clause.shown() if clause else None

    def _joined_line(self, start: int, end: int) -> str | None:
        """Return two statements as one line, by the joint between them.

        Without a comma before the joint both must be read whole: "how technology and industry develop" is no joint.
        """
        for with_comma in (True, False):
            for position in range(start + 2, end - 1):
                if (self.low[position - 1] == "," or self.low[position] == ";") is not with_comma:
                    continue
                if not with_comma and self._whole(start, position) is None:
                    continue
                for words, takes, template in _joints().get(self.low[position], ()):
                    stop = position + len(words)
                    if tuple(self.low[position:stop]) != words or stop >= end:
                        continue
                    line = self._join(start, position, stop, end, takes, template)
                    if line is not None:
                        return line
        return None

    def _join(self, start: int, stop: int, after: int, end: int, takes: str, template: str) -> str | None:
        first = self.line(start, stop) if "{a:" not in template else ""
        if first is None:
            return self.line(after, end) if self.low[stop] == "but" else None  # what is said against it stands alone
        if takes in ("nouns", "verb", "gerund"):
            second = self.noun(after, end) if takes == "nouns" else self.slot_text(_SLOTS[takes], after, end)
            return template.format(a=first, b=second) if second else None
        if "{b:" in template:
            form = template.partition("{b:")[2].partition("}")[0]
            clause = self.clause(after, end)
            text = clause.shown(Form(form)) if clause else None
            return template.replace("{b:" + form + "}", text).replace("{a}", first) if text else None
        if "{a:" in template:
            form = template.partition("{a:")[2].partition("}")[0]
            clause = self.clause(start, stop - (self.low[stop - 1] == ","))
            text = clause.shown(Form(form)) if clause else None
            second = self.line(after, end) if text else None
            return template.replace("{a:" + form + "}", text or "").replace("{b}", second) if second else None
        second = self.line(after, end)
        return template.format(a=first, b=second) if second else None

    def _opened_by_clause(self, start: int, end: int) -> str | None:
        """Return "As A, B" with A as what B follows from; an opening that only points elsewhere is left out."""
        for parts in _by_first("droppable_openings").get(self.low[start], ()):
            if self.low[start : start + len(parts)] == parts:
                for position in range(start + len(parts), end - 2):
                    if self.low[position] == ",":
                        return self.line(position + 1, end)
        form = grammar()["openers"].get(self.low[start])
        if form is None:
            return None
        for position in range(start + 3, end - 2):
            if self.low[position] != ",":
                continue
            clause = self.clause(start + 1, position)
            text = clause.shown(Form(form)) if clause else None
            rest = self.line(position + 1, end) if text else None
            if rest:
                return f"{text}, {rest}"
        return None

    def shortened(self, start: int, end: int) -> str | None:
        """Return the line without an end that may be left out (``droppable``), as long as a statement remains."""
        for position in range(end - 2, start + 3, -1):
            for parts in _by_first("separable").get(self.low[position], ()):
                if self.low[position : position + len(parts)] == parts and self.low[position + 1] not in _CONTRASTS:
                    line = self.line(start, position)
                    if line is not None:
                        return line
            for parts in _by_first("droppable").get(self.low[position], ()):
                if (
                    self.low[position : position + len(parts)] == parts
                    and not self._turns(position, end)
                    and not self._goes_on(position, end)
                ):
                    line = self.line(start, position)
                    if line is not None:
                        return line
        return None

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether a stretch holds a comma and then a verb: the clause around it goes on behind it."""
        for position in range(start + 1, end - 1):
            if self.low[position] == "," and (
                self.low[position + 1] in auxiliaries() or self.low[position + 1] in ("is", "are", "was", "were")
            ):
                return True
        return False

    def _turns(self, start: int, end: int) -> bool:
        """Whether a stretch holds a word that turns what is said before it: it must not be left out."""
        return any(word in grammar()["turning_words"] for word in self.low[start:end])


def korean_line(tokens: Sequence[Token], *, follows: bool = False, named: str | None = None) -> str | None:
    """Return a sentence as a Korean line in the house style, or None where no frame fits it.

    ``follows``: the line stands behind that of the sentence before it, to which a pronoun may then point; ``named``:
    what the sentence before it only named ("I talked about X. It is ..."), which stands in the pronoun's place.
    """
    if len(tokens) > _LONGEST_SENTENCE:
        return None
    reader = ClauseReader(tokens)
    readings = (reader.line(0, len(tokens)), reader.shortened(0, len(tokens)))  # the second where the first is tangled
    finished = (_finished(line, follows=follows, named=named) for line in readings if line is not None)
    return next((line for line in finished if line is not None), None)


def _finished(line: str, *, follows: bool, named: str | None) -> str | None:
    if named is not None and line.startswith("이(은) "):
        line = f"{named}{line[1:]}"
    shown = without_pronouns(smoothed(line), follows=follows)
    return None if shown is None or is_tangled(shown) else settle_particles(shown)


def named_subject(tokens: Sequence[Token]) -> str | None:
    """Return a sentence that only names something, in Korean; None where it says more, or a word of it is not known."""
    if not 1 < len(tokens) <= _LONGEST_SUBJECT:
        return None
    return ClauseReader(tokens).noun(0, len(tokens))
