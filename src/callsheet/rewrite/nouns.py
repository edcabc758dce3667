"""Noun phrases into Korean: every word must be known, a name, or one that only colours; otherwise there is no line."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from callsheet.lexicon import lexicon
from callsheet.rewrite import glossary
from callsheet.rewrite.patterns import Pattern, matches, parsed
from callsheet.rewrite.tokens import Kind, Token

_LONGEST_PHRASE = 32  # tokens
_STRONG_JOINTS = (("as", "well", "as"), ("along", "with"), ("together", "with"))
_EFFECTS = (
    "변동성",
    "영향",
    "감소",
    "증가",
    "부담",
    "효과",
    "ROI",
    "수익",
    "상승",
    "하락",
)  # what something brings about
_SAID = (
    "코멘트",
    "견해",
    "업데이트",
    "질문",
    "뉴스",
    "정보",
    "논의",
    "의견",
    "영향",
    "투자",
    "지출",
    "집중",
    "관세",
    "규제",
    "제약",
)
Frame = tuple[Pattern, dict[str, Any]]
_JOINTS = (*_STRONG_JOINTS, (",",), ("and",), ("or",), ("&",), ("plus",))
_JOINT_WORDS = frozenset(joint[0] for joint in _JOINTS)


@cache
def grammar() -> dict[str, Any]:
    """Return frames_grammar.toml."""
    return lexicon("frames_grammar")


@cache
def _determiners() -> frozenset[str]:
    return frozenset(grammar()["determiners"])


@cache
def _empty() -> frozenset[str]:
    return frozenset(grammar()["empty_words"])


@cache
def by_first_word(table: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return a table of words to templates, indexed by the first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, template in sorted(grammar()[table].items(), key=lambda item: -len(item[0].split())):
        parts = tuple(words.split())
        index.setdefault(parts[0] if parts else "", []).append((parts, template))
    return index


@cache
def _attachments() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in grammar()["attachments"]:
        for word in entry["words"]:
            index.setdefault(word, []).append((tuple(entry["heads"]), entry["ko"]))
    return index


def _attached(words: tuple[str, ...], head: str) -> str | None:
    """Return how a noun takes what a preposition joins to it, where it has a way of its own: "demand for X"."""
    ways = _attachments().get(" ".join(words), ())
    return next((template for heads, template in ways if head.endswith(heads)), None)


@cache
def frames_of(name: str) -> list[Frame]:
    """Return the frames of a file with their patterns read."""
    return [(parsed(frame["match"]), frame) for frame in lexicon(name)["frames"]]


@cache
def _frames_by_need(name: str) -> dict[str, list[tuple[int, frozenset[str], Frame]]]:
    """Return the numbered frames of a file with the words that each needs, by one of these; "" where it needs none."""
    index: dict[str, list[tuple[int, frozenset[str], Frame]]] = {}
    for number, frame in enumerate(frames_of(name)):
        needed = frame[0].needed
        index.setdefault(max(needed, key=len, default=""), []).append((number, needed, frame))
    return index


@cache
def _known_words() -> frozenset[str]:
    """Return every word that some lexicon of the frames holds."""
    known: set[str] = set()
    for kind in ("nouns", "modifiers", "adverbs", "phrases", "states"):
        for entry in glossary.table(kind):
            known.update(entry.split())
    for name in ("frames_nouns", "frames_adjuncts", "frames_clauses", "questions"):
        for elements, _ in frames_of(name):
            known.update(word for part in elements for way in part.words for word in way)
    data = grammar()
    for listed in ("determiners", "empty_words", "hedges", "turning_words"):
        known.update(data[listed])
    for listed in ("prepositions", "adjuncts", "period_adjuncts", "pronouns", "object_pronouns", "openers", "counters"):
        known.update(word for entry in data[listed] for word in entry.split())
    for listed in ("droppable", "droppable_openings"):
        known.update(word for entry in data[listed] for word in entry.split())
    for table in ("auxiliaries", "joints"):
        known.update(word for entry in data[table] for words in entry["words"] for word in words.split())
    known.update(word for entry in data["reports"] for word in entry["words"].split())
    return frozenset(
        known | {"we", "i", "us", "and", "or", "not", "that", "to", "which", "who", "where", "what", "never", "no"}
    )


class NounReader:
    """Reads noun phrases of one sentence; what a stretch of tokens means is worked out once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.low = [token.low for token in tokens]
        self._said = frozenset(self.low)
        self._possible: dict[str, list[Frame]] = {}
        self._opening: dict[tuple[str, str], list[Frame]] = {}
        self._edges: dict[tuple[str, str, str], list[Frame]] = {}
        self._entries: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self._unknown = list(accumulate((not self.is_known_token(token) for token in tokens), initial=0))
        self._nouns: dict[tuple[int, int], str | None] = {}
        self._joints = [self._joint_at(position) for position in range(len(tokens))]

    def frames(self, name: str, position: int) -> list[Frame]:
        """Return the frames of a file whose words stand in the sentence, and that may begin at ``position``."""
        key = (name, self.low[position])
        if key not in self._opening:
            self._opening[key] = [frame for frame in self._frames_said(name) if frame[0].may_open(key[1])]
        return self._opening[key]

    def frames_of_stretch(self, name: str, start: int, end: int) -> list[Frame]:
        """Return the frames of a file that may cover a stretch, by its first and last word and the words they need."""
        key = (name, self.low[start], self.low[end - 1])
        if key not in self._edges:
            self._edges[key] = [frame for frame in self.frames(name, start) if frame[0].may_close(key[2])]
        said = frozenset(self.low[start:end])
        return [frame for frame in self._edges[key] if frame[0].needed <= said]

    def _frames_said(self, name: str) -> list[Frame]:
        if name not in self._possible:
            index = _frames_by_need(name)
            found = [one for word in ("", *self._said) for one in index.get(word, ()) if one[1] <= self._said]
            self._possible[name] = [frame for *_, frame in sorted(found, key=lambda one: one[0])]
        return self._possible[name]

    def entry(self, kind: str, start: int, end: int) -> tuple[str, int] | None:
        """Return the Korean of the glossary's longest entry at ``start`` that ends by ``end``, and its length."""
        key = (kind, start)
        if key not in self._entries:
            self._entries[key] = list(glossary.entries(kind, self.low, start))
        room = end - start
        return next((hit for hit in self._entries[key] if hit[1] <= room), None)

    def is_known_token(self, token: Token) -> bool:
        """Whether some lexicon holds a word, or it is a name, a number or a mark."""
        if token.kind is not Kind.WORD or glossary.is_name(token.text, first=token.first):
            return True
        return all(self.is_known_word(part) for part in token.low.removesuffix("'s").replace("-", " ").split())

    def is_known_word(self, word: str) -> bool:
        """Whether the lexicons of nouns and of grammar hold a word; readers of verbs know more."""
        return any(spelling in _known_words() for spelling in glossary.singulars(word))

    def is_known(self, start: int, end: int) -> bool:
        """Whether every word of a stretch stands in some lexicon, or is a name: otherwise no frame can read it."""
        return self._unknown[end] == self._unknown[start]

    def noun(self, start: int, end: int) -> str | None:
        """Return the noun phrase ``tokens[start:end]`` in Korean, or None where a word of it is not known."""
        if not self.is_known(start, end):
            return None
        key = (start, end)
        if key not in self._nouns:
            self._nouns[key] = None  # a phrase is no part of itself
            self._nouns[key] = self._read_noun(start, end)
        return self._nouns[key]

    def _read_noun(self, start: int, end: int) -> str | None:
        if not 0 < end - start <= _LONGEST_PHRASE or self.low[end - 1] in (",", ";"):
            return None
        if self._each_is_joined(start, end):  # "A for every B and C for every D" are two things
            ways = (self._core, self._beside, self._listed, self._framed, self._joined, self._related)
        else:  # "growth in A and B" is one growth
            ways = (self._framed, self._core, self._beside, self._joined, self._related, self._listed)
        return next((found for found in (way(start, end) for way in ways) if found), None)

    def _beside(self, start: int, end: int) -> str | None:
        """Return "A as well as B": what it joins are always two things."""
        for position in range(start + 1, end - 2):
            for words in _STRONG_JOINTS if self._joints[position] > 1 else ():
                stop = position + len(words)
                if tuple(self.low[position:stop]) == words and stop < end:
                    first = self.noun(start, position - (self.low[position - 1] == ","))
                    second = self.noun(stop, end) if first else None
                    return f"{first} 및 {second}" if second else None
        return None

    def _related(self, start: int, end: int) -> str | None:
        """Return a noun with a clause behind it; readers of verbs know how."""
        return None

    def _each_is_joined(self, start: int, end: int) -> bool:
        index = by_first_word("prepositions")
        parts: list[list[str]] = [[]]
        for word in self.low[start:end]:
            if word in ("and", "or", ","):
                parts.append([])
            else:
                parts[-1].append(word)
        firsts = [next((word for word in part if word in index), None) for part in parts if part]
        return len(firsts) > 1 and firsts[0] is not None and len(set(firsts)) == 1

    def _framed(self, start: int, end: int) -> str | None:
        """Return the phrase by a frame of frames_nouns.toml ("the majority of {x}")."""
        for elements, frame in self.frames_of_stretch("frames_nouns", start, end):
            for slots in matches(elements, self.low, start, end, self.fits):
                if any(self._is_pronoun(*stretch) for stretch in slots.values()):
                    continue
                kinds = {element.name: element.type for element in elements if element.name}
                filled = {name: self.slot_text(kinds[name], *stretch) for name, stretch in slots.items()}
                if all(filled.values()):
                    return str(frame["ko"]).format(**filled)
        return None

    def fits(self, kind: str, start: int, end: int) -> bool:
        """Whether a stretch can fill a slot: ``np`` a noun phrase, ``q`` an amount or count, ``p`` a period."""
        if kind == "q":
            return end - start == 1 and self.tokens[start].kind in (Kind.AMOUNT, Kind.COUNT)
        if kind == "p":
            return end - start == 1 and self.tokens[start].kind is Kind.PERIOD
        return self.noun(start, end) is not None

    def slot_text(self, kind: str, start: int, end: int, form: str | None = None) -> str | None:
        """Return what fills a slot, as a template shows it; ``form`` is for readers of verbs and clauses."""
        return self.tokens[start].ko if kind in ("q", "p") else self.noun(start, end)

    def _is_pronoun(self, start: int, end: int) -> bool:
        """Whether a stretch is a pronoun: it stands for a whole phrase, not for a part of one."""
        return end - start == 1 and self.low[start] in grammar()["object_pronouns"]

    def _core(self, start: int, end: int) -> str | None:
        """Return modifiers and heads, listed or not, in the order in which they stand: Korean has the same."""
        if self._is_pronoun(start, end):
            return str(grammar()["object_pronouns"][self.low[start]])
        position, text, is_head, opens = start, "", False, True
        while position < end:
            word = self.low[position]
            if position < end - 1 and (word in _empty() or (opens and word in _determiners())):
                position += 1
                continue
            next_kind = self.tokens[min(position + 1, end - 1)].kind
            if word == "or" and text and is_head and next_kind is Kind.AMOUNT:
                return None  # "$193 million, or 19% of revenue" is one value said in two ways
            if word in ("and", "or", ",", "&") and text and position < end - 1:
                text = text.rstrip(",") + (" 및" if word in ("and", "&") else " 또는" if word == "or" else ",")
                position, opens = position + 1, True
                continue
            number = self.tokens[position].kind in (Kind.AMOUNT, Kind.COUNT)
            if number and is_head and not opens:  # "Llama 4" is a name; "servers 10x" is no phrase
                if not (self.tokens[position].text.isdigit() and text[-1:].isascii()):
                    return None
                step: tuple[str, int, bool] | None = (self.tokens[position].text, position + 1, True)
            else:
                step = self._unit(position, end)
            if step is None:
                return None
            if is_head and not opens and not step[2] and word.endswith("ed"):
                return None  # "sales increased 2x" is a statement
            korean, position, is_head = step
            opens = False
            text = f"{text} {korean}" if text and korean else text or korean
        return text if is_head else None

    def _unit(self, position: int, end: int) -> tuple[str, int, bool] | None:
        """Return the Korean of the longest unit at ``position``, where it ends, and whether it can head a phrase."""
        token = self.tokens[position]
        if token.kind is Kind.COUNT:
            return self._counted(position, end)
        if self._goes_on_with_name(position):
            return token.text, position + 1, True
        if token.kind in (Kind.AMOUNT, Kind.PERIOD):
            return token.ko, position + 1, True
        if token.kind is Kind.MARK or token.text == "us":  # the pronoun, not the country
            return None
        return self._listed_unit(position, end) or self._name(position)

    def _goes_on_with_name(self, position: int) -> bool:
        """Whether a word with a capital belongs to the name before it ("Snapdragon Power"), unless both are a term."""
        if position < 1 or not self.tokens[position].text.istitle():
            return False
        before = self.tokens[position - 1]
        is_name = before.kind is Kind.WORD and before.text.istitle() and glossary.found("nouns", [before.low]) is None
        return is_name and not before.first and glossary.is_name(before.text, first=False)

    def _listed_unit(self, position: int, end: int) -> tuple[str, int, bool] | None:
        """Return the longest entry of the glossary at ``position``: a noun, a modifier, an adverb before a modifier."""
        noun, modifier = self.entry("nouns", position, end), self.entry("modifiers", position, end)
        if noun and not (modifier and modifier[1] > noun[1]):
            return noun[0], position + noun[1], True
        if modifier:
            return modifier[0], position + modifier[1], False
        adverb = self.entry("adverbs", position, end)
        if adverb and self.entry("modifiers", position + adverb[1], end):
            return adverb[0], position + adverb[1], False  # "substantially higher"
        return None

    def _name(self, position: int) -> tuple[str, int, bool] | None:
        """Return a name as it stands; of an owner, with the particle of possession."""
        token = self.tokens[position]
        owner, is_owner = token.text.removesuffix("'s"), token.low.endswith("'s")
        known = glossary.found("nouns", [owner.lower()]) if is_owner else None
        if known is None and not glossary.is_name(owner, first=token.first):
            return None
        return (f"{known or owner}의", position + 1, False) if is_owner else (owner, position + 1, True)

    def _counted(self, position: int, end: int) -> tuple[str, int, bool] | None:
        number = self.tokens[position].ko
        counters: dict[str, str] = grammar()["counters"]
        for count in (2, 1):
            words = self.low[position + 1 : position + 1 + count]
            if len(words) == count and position + 1 + count <= end:
                head, _, last = glossary.key_of(words).rpartition(" ")
                for spelling in glossary.singulars(last):
                    template = counters.get(f"{head} {spelling}".strip())
                    if template:
                        return template.format(n=number), position + 1 + count, True
        joint = next((p for p in range(position + 1, end) if self.low[p] in (",", "and", "or")), end)
        for stop in range(joint, position + 1, -1):
            noun = self._core(position + 1, stop)
            if noun:
                return f"{noun} {number}개", stop, True
        return None

    def _joined(self, start: int, end: int) -> str | None:
        """Return "A of B" and its like.

        The last preposition splits the phrase, so that a list before it stays whole; but where a list's next part opens
        with an article, it belongs to the first ("variability from A and the timing of B").
        """
        index = by_first_word("prepositions")
        positions = [position for position in range(start + 1, end - 1) if self.low[position] in index]
        if not positions:
            return None
        article = self._article_behind_joint(start, end)
        if article is not None and article < positions[0]:
            first, second = self.noun(start, article), self.noun(article + 1, end)
            return f"{first} 및 {second}" if first and second else None
        ordered = positions[:1] + positions[:0:-1] if article is not None else positions[::-1]
        return next((found for found in (self._split_at(start, p, end) for p in ordered) if found), None)

    def _article_behind_joint(self, start: int, end: int) -> int | None:
        """Return where the list's joint stands whose next part opens with an article, or None."""
        for position in range(start + 1, end - 2):
            if self.low[position] in ("and", "or") and self.low[position + 1] in ("the", "our", "a", "an", "its"):
                return position
        return None

    def _split_at(self, start: int, position: int, end: int) -> str | None:
        for words, template in by_first_word("prepositions").get(self.low[position], ()):
            stop = position + len(words)
            if tuple(self.low[position:stop]) != words or stop >= end:
                continue
            if self._is_pronoun(start, position) or self._is_pronoun(stop, end):
                continue
            head = self.noun(start, position)
            tail = self.noun(stop, end) if head is not None else None
            if head is None or tail is None:
                continue
            if stop + 1 == end and self.tokens[stop].kind is Kind.PERIOD:
                return f"{tail} {head}"
            attached = _attached(words, head)
            if attached is not None:
                return attached.format(a=head, b=tail)
            if words == ("on",) and tail.isascii() and not head.endswith(_SAID):  # the catalog on a platform
                return f"{tail}의 {head}"
            if words == ("from",) and not head.endswith(_EFFECTS):  # what a company makes is the company's
                return f"{tail}의 {head}"
            return template.format(a=head, b=tail)
        return None

    def _listed(self, start: int, end: int) -> str | None:
        """Return a list: "A, B, and C" is ``A, B, C``, two things ``A 및 B``."""
        parts: list[tuple[int, int]] = []
        opening, position = start, start
        while position < end:
            length = self._joints[position]
            if length:
                if position > opening:
                    parts.append((opening, position))
                position += length
                opening = position
            else:
                position += 1
        if opening < end:
            parts.append((opening, end))
        if len(parts) < 2 or opening >= end:
            return None
        if any(self._is_pronoun(*part) for part in parts) or self._is_said_twice(parts):
            return None
        korean = [self.noun(*part) for part in parts]
        if any(word is None for word in korean):
            return None
        words = [word for word in korean if word]
        joint = "또는" if "or" in self.low[parts[-2][1] : parts[-1][0]] else "및"
        return f" {joint} ".join(words) if len(words) == 2 else ", ".join(words)

    def _joint_at(self, position: int) -> int:
        """Return how many words a joint of lists takes at ``position``; 0 where there is none."""
        if self.low[position] not in _JOINT_WORDS:
            return 0
        return next((len(j) for j in _JOINTS if tuple(self.low[position : position + len(j)]) == j), 0)

    def _is_said_twice(self, parts: Sequence[tuple[int, int]]) -> bool:
        """Whether a list is one value said in two ways: "$90 million, or some 3% of revenue"."""
        return any(
            "or" in self.low[before[1] : after[0]]
            and self.tokens[before[1] - 1].kind is Kind.AMOUNT
            and self.tokens[after[0]].kind is Kind.AMOUNT
            for before, after in pairwise(parts)
        )
