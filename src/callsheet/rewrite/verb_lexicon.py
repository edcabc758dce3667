"""The verbs of frames_verbs.toml, by lemma and by every form in which a sentence can hold them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from callsheet.lexicon import lexicon
from callsheet.rewrite.nouns import grammar
from callsheet.rewrite.patterns import Pattern, parsed
from callsheet.rewrite.predicates import Mood


@dataclass(frozen=True)
class VerbFrame:
    """A verb with what it takes, and the Korean that says it.

    Attributes:
        elements: what follows the verb.
        ko: the Korean, its last word the noun that carries mood; slots in braces.
        forms: ready forms, for states.
        subject: words of which the Korean subject must hold one ("is on servers" is said of spending).
    """

    lemma: str
    elements: Pattern
    ko: str
    light: str
    forms: tuple[tuple[str, str], ...] = ()
    subject: tuple[str, ...] = ()

    @cached_property
    def without_object(self) -> "VerbFrame | None":
        """The frame of a verb whose object stands elsewhere; None where it takes none, or Korean cannot go without."""
        if not self.elements or self.elements[0].words or self.elements[0].type != "np" or self.forms:
            return None
        object_mark = "{" + self.elements[0].name + "}"
        ko = self.ko.replace(f"{object_mark}(을) ", "").replace(f"{object_mark} ", "")
        if "{" + self.elements[0].name in ko:
            return None
        return replace(self, elements=Pattern(self.elements[1:]), ko=ko)

    @cached_property
    def passive(self) -> "VerbFrame":
        """The same, said of what is done."""
        return replace(self, light="되")


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """What stands before a verb: its mood, and the form in which the verb follows."""

    words: tuple[str, ...]
    mood: Mood
    still: bool
    passive: bool
    verb: str


@cache
def auxiliaries() -> dict[str, list[Auxiliary]]:
    """Return the auxiliaries by their first word, longest first."""
    index: dict[str, list[Auxiliary]] = {}
    for entry in grammar()["auxiliaries"]:
        for words in entry["words"]:
            parts = tuple(words.split())
            auxiliary = Auxiliary(
                parts, Mood(entry["mood"]), entry.get("still", False), entry.get("passive", False), entry["verb"]
            )
            index.setdefault(parts[0], []).append(auxiliary)
    for ways in index.values():
        ways.sort(key=lambda way: -len(way.words))
    return index


def _regular(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield a regular verb's forms with their names."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    doubled = lemma + lemma[-1] if lemma in lexicon("frames_verbs")["doubling"] else stem
    yield lemma, "base"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        yield from ((lemma[:-1] + "ies", "present"), (lemma[:-1] + "ied", "past"), (lemma[:-1] + "ied", "participle"))
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"), "present"
        yield doubled + "ed", "past"
        yield doubled + "ed", "participle"
    yield (doubled if doubled != stem else stem) + "ing", "gerund"


@cache
def verb_forms() -> dict[str, list[tuple[str, str]]]:
    """Return every form of every verb of the frames: form to (lemma, name of the form)."""
    data = lexicon("frames_verbs")
    irregular: dict[str, list[str]] = data["irregular"]
    index: dict[str, list[tuple[str, str]]] = {}
    lemmas = {frame["en"].split()[0] for frame in data["verbs"]}
    lemmas.update(lemma for frame in data["verbs"] for lemma in frame.get("like", []))
    for lemma in sorted(lemmas):  # in one order on every run
        if lemma in irregular:
            present, past, participle, gerund = irregular[lemma][:4]
            named = [
                (lemma, "base"),
                (present, "present"),
                (past, "past"),
                (participle, "participle"),
                (gerund, "gerund"),
            ]
            named += [(form, "present") for form in irregular[lemma][4:]]
        else:
            named = list(_regular(lemma))
        for form, name in named:
            index.setdefault(form, []).append((lemma, name))
    return index


_EXACT = ("q", "p")  # slots that only an amount or a period fills: before those that any noun phrase fills


@cache
def verb_frames() -> dict[str, list[VerbFrame]]:
    """Return the verb frames by lemma, those that ask for most words first."""
    index: dict[str, list[VerbFrame]] = {}
    for entry in lexicon("frames_verbs")["verbs"]:
        lemma, _, rest = entry["en"].partition(" ")
        forms = tuple(
            (key, entry[key])
            for key in ("final", "will", "modifier", "as", "noun", "not", "must", "if")
            if key in entry
        )
        for one in (lemma, *entry.get("like", [])):
            frame = VerbFrame(
                one,
                parsed(rest),
                entry.get("ko", entry.get("final", "")),
                entry.get("do", "하"),
                forms,
                tuple(entry.get("subject", ())),
            )
            index.setdefault(one, []).append(frame)
    for frames in index.values():
        frames.sort(
            key=lambda frame: -sum(1 + 3 * bool(part.words) + (part.type in _EXACT) / 2 for part in frame.elements)
        )
    return index


@cache
def frames_by_need() -> dict[str, list[tuple[frozenset[str], VerbFrame]]]:
    """Return the verb frames by lemma, each with the words without which it cannot match."""
    return {lemma: [(frame.elements.needed, frame) for frame in frames] for lemma, frames in verb_frames().items()}


@cache
def literals() -> frozenset[str]:
    """Return the words that stand in the verbs' patterns."""
    frames = (frame for frames in verb_frames().values() for frame in frames)
    return frozenset(word for frame in frames for part in frame.elements for way in part.words for word in way)


# The forms in which a verb may stand where one is asked for.
WANTED = {
    "base": ("base",),
    "gerund": ("gerund",),
    "participle": ("participle",),
    "finite": ("base", "present", "past"),
}
