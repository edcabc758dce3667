"""Korean grammar that lines need: particles that follow the sound of the word before them."""

import re

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_MONEY = re.compile(r"[$€¥][\d.,~$]+[KMBT]?$")
# With, without a final consonant; "으로" also goes without after ㄹ.
_PAIRS = {
    "(이)": ("이", "가"),
    "(을)": ("을", "를"),
    "(은)": ("은", "는"),
    "(와)": ("과", "와"),
    "(으로)": ("으로", "로"),
    "(이나)": ("이나", "나"),
}
_RIEUL = 8  # index of ㄹ among the final consonants
# How a Latin letter or digit at the end of a word sounds in Korean: does it close the syllable?
_CLOSED_LETTERS = frozenset("lmnr")  # spelled out: 엘, 엠, 엔, 알
_CLOSED_ENDINGS = re.compile(r"(?:[lmn]|ng|[ck]|[bp]|ek|ot|et|up|op|ap|ip|ok|ck|ue?s?t)$", re.IGNORECASE)
_CLOSED_DIGITS = frozenset("013678")
_RIEUL_DIGITS = frozenset("178")


def _final(word: str) -> int:
    """Return the final consonant of the last syllable as an index (0: none), read as a Korean would say the word."""
    bare = word.rstrip(")]}\"'”’.%+")
    last = bare[-1:] or word[-1:]
    if _HANGUL.match(last):
        return (ord(last) - 0xAC00) % 28
    if word.rstrip(")\"'").endswith("%") or _MONEY.search(word):
        return 0  # 퍼센트, 달러
    if last.isdigit():
        return _RIEUL if last in _RIEUL_DIGITS else int(last in _CLOSED_DIGITS)
    token = re.split(r"[\s/·,&-]", bare)[-1]
    if token.isupper() and len(token) <= 5:  # spelled out: GPU 지피유, LLM 엘엘엠
        return (_RIEUL if last in "LR" else 1) if last.lower() in _CLOSED_LETTERS else 0
    if last.lower() == "l":
        return _RIEUL
    return int(bool(_CLOSED_ENDINGS.search(token)))


def with_particle(word: str, mark: str) -> str:
    """Return ``word`` with the particle that fits its last sound; ``mark`` names the form after a consonant.

    >>> with_particle("서버", "(을)"), with_particle("수요", "(이)"), with_particle("하이퍼스케일", "(으로)")
    ('서버를', '수요가', '하이퍼스케일로')
    """
    closed, open_ = _PAIRS[mark]
    final = _final(word)
    if mark == "(으로)" and final == _RIEUL:
        return word + open_
    return word + (closed if final else open_)


def settle_particles(text: str) -> str:
    """Return ``text`` with every mark such as ``(을)`` turned into the particle that fits the word before it.

    >>> settle_particles("서버(이) CapEx 증가(을) 견인")
    '서버가 CapEx 증가를 견인'
    """
    parts = re.split(r"(\((?:이|을|은|와|으로)\))", text)
    settled = parts[0]
    for mark, rest in zip(parts[1::2], parts[2::2], strict=True):
        settled = (with_particle(settled, mark) if settled.strip() else settled) + rest
    return settled
