"""Korean predicates of the house style: a noun ends the line (``확대``), its mood stands behind it (``확대할 계획``).

A verb is shown by the Sino-Korean noun that sell-side notes use, with ``하`` (does) or ``되`` (is done) behind it
where the form needs one. States (``높음``, ``충분``) and nouns (``X는 핵심 요인``) carry their own forms.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Form(StrEnum):
    """What the predicate is used as."""

    FINAL = "final"  # ends the line: 확대, 확대할 것
    MODIFIER = "modifier"  # before a noun: 확대하는
    AS = "as"  # 확대함에 따라
    IF = "if"  # 확대 시
    BECAUSE = "because"  # 확대로 인해
    NOUN = "noun"  # 확대
    WHILE = "while"  # 확대하는 가운데
    TO = "to"  # 확대하기 위해
    UNTIL = "until"  # 확대할 때까지
    EVEN = "even"  # 확대하는 상황에서도
    BUT = "but"  # 확대하나, 확대할 것이나


class Mood(StrEnum):
    """How firmly, and for when, something is said."""

    PLAIN = "plain"
    DONE = "done"
    GOING_ON = "going_on"
    FUTURE = "future"
    EXPECTED = "expected"
    PLANNED = "planned"
    POSSIBLE = "possible"
    MAYBE = "maybe"
    NEEDED = "needed"
    HOPED = "hoped"
    WANTED = "wanted"
    TRIED = "tried"
    FOCUSED = "focused"
    SHOULD = "should"
    BEGUN = "begun"
    ABLE = "able"  # will be able to
    ABLE_EXPECTED = "able_expected"
    BEGIN_LATER = "begin_later"
    BEGIN_EXPECTED = "begin_expected"
    NEED_LATER = "need_later"
    NEED_EXPECTED = "need_expected"


# What follows the noun at the end of a line: N하는 중, N할 것 ... {do} is 하 or 되, {done} 함 or 됨, {will} 할 or 될.
_FINAL = {
    Mood.PLAIN: "{n}",
    Mood.DONE: "{n}",
    Mood.GOING_ON: "{n} 중",
    Mood.FUTURE: "{n}{will} 것",
    Mood.EXPECTED: "{n}{will} 것으로 예상",
    Mood.PLANNED: "{n}{will} 계획",
    Mood.POSSIBLE: "{n} 가능",
    Mood.MAYBE: "{n}{will} 가능성",
    Mood.NEEDED: "{n} 필요",
    Mood.HOPED: "{n} 기대",
    Mood.WANTED: "{n} 희망",
    Mood.TRIED: "{n} 추진 중",
    Mood.FOCUSED: "{n}에 집중",
    Mood.SHOULD: "{n}{will} 전망",
    Mood.BEGUN: "{n} 시작",
    Mood.ABLE: "{n} 가능할 것",
    Mood.ABLE_EXPECTED: "{n} 가능할 것으로 예상",
    Mood.NEED_LATER: "{n} 필요할 것",
    Mood.NEED_EXPECTED: "{n} 필요할 것으로 예상",
    Mood.BEGIN_LATER: "{n} 시작할 것",
    Mood.BEGIN_EXPECTED: "{n} 시작할 것으로 예상",
}
_DENIED = {
    Mood.PLAIN: "{n}{do}지 않음",
    Mood.DONE: "{n}{do}지 않음",
    Mood.GOING_ON: "{n}{do}지 않고 있음",
    Mood.FUTURE: "{n}{do}지 않을 것",
    Mood.EXPECTED: "{n}{do}지 않을 것으로 예상",
    Mood.PLANNED: "{n}{do}지 않을 계획",
    Mood.POSSIBLE: "{n} 불가",
    Mood.MAYBE: "{n}{do}지 않을 가능성",
    Mood.NEEDED: "{n} 불필요",
    Mood.WANTED: "{n}(을) 원하지 않음",
    Mood.SHOULD: "{n}{do}지 않을 전망",
    Mood.ABLE: "{n} 불가할 것",
    Mood.ABLE_EXPECTED: "{n} 불가할 것으로 예상",
    Mood.NEED_LATER: "{n} 불필요할 것",
    Mood.NEED_EXPECTED: "{n} 불필요할 것으로 예상",
}
# A mood under another: "we expect to be able to", "will need to". What is not listed keeps the outer or has no line.
_UNDER = {
    (Mood.FUTURE, Mood.POSSIBLE): Mood.ABLE,
    (Mood.EXPECTED, Mood.POSSIBLE): Mood.ABLE_EXPECTED,
    (Mood.EXPECTED, Mood.ABLE): Mood.ABLE_EXPECTED,
    (Mood.FUTURE, Mood.NEEDED): Mood.NEED_LATER,
    (Mood.EXPECTED, Mood.NEEDED): Mood.NEED_EXPECTED,
    (Mood.EXPECTED, Mood.NEED_LATER): Mood.NEED_EXPECTED,
    (Mood.FUTURE, Mood.BEGUN): Mood.BEGIN_LATER,
    (Mood.EXPECTED, Mood.BEGUN): Mood.BEGIN_EXPECTED,
    (Mood.EXPECTED, Mood.BEGIN_LATER): Mood.BEGIN_EXPECTED,
    (Mood.EXPECTED, Mood.PLAIN): Mood.EXPECTED,
    (Mood.EXPECTED, Mood.FUTURE): Mood.EXPECTED,
    (Mood.EXPECTED, Mood.GOING_ON): Mood.EXPECTED,
    (Mood.EXPECTED, Mood.EXPECTED): Mood.EXPECTED,
    (Mood.EXPECTED, Mood.SHOULD): Mood.EXPECTED,
    (Mood.EXPECTED, Mood.MAYBE): Mood.MAYBE,
}


def under(outer: Mood, inner: Mood) -> Mood | None:
    """Return the mood of what is said in ``inner`` and reported in ``outer``, or None where no form holds both.

    >>> under(Mood.EXPECTED, Mood.POSSIBLE)
    <Mood.ABLE_EXPECTED: 'able_expected'>
    """
    if outer is Mood.PLAIN:
        return inner
    if inner is Mood.PLAIN:
        return outer
    return _UNDER.get((outer, inner))


_MODIFIER = {
    Mood.FUTURE: "{n}{will}",
    Mood.EXPECTED: "{n}{will} 것으로 예상되는",
    Mood.PLANNED: "{n}{will} 계획인",
    Mood.POSSIBLE: "{n}{will} 수 있는",
    Mood.MAYBE: "{n}{will} 수 있는",
    Mood.NEEDED: "{n}해야 할",
    Mood.GOING_ON: "{n} 중인",
    Mood.DONE: "{n}{did}",
}
_OTHER = {
    Form.AS: "{n}{done}에 따라",
    Form.IF: "{n} 시",
    Form.BECAUSE: "{n}(으로) 인해",
    Form.NOUN: "{n}",
    Form.TO: "{n}{do}기 위해",
    Form.UNTIL: "{n}{will} 때까지",
}
_CONTRASTS = (
    ("예상", "예상되나"), ("필요", "필요하나"), ("가능", "가능하나"), ("중요", "중요하나"), ("높음", "높으나"),
    ("낮음", "낮으나"),
    ("않음", "않으나"), ("됨", "되나"), ("증가", "증가하나"), ("감소", "감소하나"),
)  # fmt: skip
_LIGHT = {
    "하": {"do": "하", "done": "함", "will": "할", "did": "한"},
    "되": {"do": "되", "done": "됨", "will": "될", "did": "된"},
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate before it is given its form.

    Attributes:
        before: what stands before the noun: objects, adverbs.
        noun: the noun that carries it; for a state its final form.
        light: ``하`` or ``되``; empty for a state or a noun, whose forms stand in ``forms``.
        forms: ready forms of a state (keys: final, will, modifier, as, noun, not).
        subject: words of which its subject must hold one; empty where any will do.
    """

    before: str
    noun: str
    light: str = "하"
    mood: Mood = Mood.PLAIN
    denied: bool = False
    passive: bool = False
    still: bool = False
    forms: tuple[tuple[str, str], ...] = ()
    subject: tuple[str, ...] = ()

    def with_before(self, words: str) -> "Predicate":
        """Return the predicate with ``words`` before what stands before it."""
        return replace(self, before=" ".join(part for part in (words, self.before) if part))

    def fits_subject(self, subject: str) -> bool:
        """Whether the predicate can be said of ``subject``."""
        return not self.subject or any(word in subject for word in self.subject)

    def in_mood(self, mood: Mood) -> "Predicate":
        """Return the predicate in another mood; what is only said plainly takes it, what has a mood keeps it."""
        return replace(self, mood=mood)


# What a state's ``will`` form takes behind it at the end of a line, by mood; 것 for all others.
_STATE_ENDS = {
    Mood.MAYBE: "가능성",
    Mood.POSSIBLE: "가능성",
    Mood.EXPECTED: "것으로 예상",
    Mood.SHOULD: "것으로 예상",
    Mood.ABLE_EXPECTED: "것으로 예상",
}
_LATER_NEEDS = (Mood.NEED_LATER, Mood.NEED_EXPECTED)
_STATED = (Mood.PLAIN, Mood.DONE, Mood.GOING_ON)


def _state(predicate: Predicate, form: Form) -> str | None:
    """Return a state in a form, or None where it has none."""
    forms = dict(predicate.forms)
    stated, final, will = predicate.mood in _STATED, form is Form.FINAL, forms.get("will")
    if predicate.denied:
        return forms.get("not") if final and stated else None
    if stated:
        return forms.get(form.value)
    if predicate.mood in _LATER_NEEDS:
        return None
    if predicate.mood is Mood.NEEDED:
        return forms.get("must") if final else None
    if will and final:
        return f"{will} {_STATE_ENDS.get(predicate.mood, '것')}"
    return will if form is Form.MODIFIER else None


def _though(final: str) -> str:
    """Return a line's end as the first half of a contrast: 예상되나, 필요하나, 증가할 것이나."""
    for end, turned in _CONTRASTS:
        if final.endswith(end):
            return final[: -len(end)] + turned
    return f"{final}이나"


def shown(predicate: Predicate, form: Form = Form.FINAL) -> str | None:
    """Return the predicate in ``form``, or None where the house style has no true form for it.

    >>> shown(Predicate("CAPA", "확대", mood=Mood.PLANNED))
    'CAPA 확대할 계획'
    """
    if form is Form.BUT:
        final = shown(predicate, Form.FINAL)
        return _though(final) if final else None
    if form in (Form.EVEN, Form.WHILE):
        modifier = shown(predicate, Form.MODIFIER)
        return f"{modifier} {'상황에서도' if form is Form.EVEN else '가운데'}" if modifier else None
    if predicate.forms:
        end = _state(predicate, form)
        end = f"지속 {end}" if end and predicate.still else end
    else:
        noun = f"지속 {predicate.noun}" if predicate.still else predicate.noun
        light = "되" if predicate.passive else predicate.light
        if form is Form.FINAL:
            table = _DENIED if predicate.denied else _FINAL
            pattern = table.get(predicate.mood)
            if pattern == "{n}" and predicate.passive:
                pattern = "{n}{done}"
        elif predicate.denied:
            pattern = {Form.MODIFIER: "{n}{do}지 않는", Form.AS: "{n}{do}지 않음에 따라"}.get(form)
        elif form is Form.MODIFIER:
            pattern = _MODIFIER.get(predicate.mood, "{n}{do}는")
        elif predicate.mood in (Mood.PLAIN, Mood.DONE, Mood.GOING_ON, Mood.FUTURE, Mood.EXPECTED):
            pattern = _OTHER[form]
        else:
            pattern = {Form.AS: "{n}{will} 수 있음에 따라"}.get(form) if predicate.mood is Mood.POSSIBLE else None
        end = pattern.format(n=noun, **_LIGHT[light]) if pattern else None
    if end is None:
        return None
    return f"{predicate.before} {end}".strip()
