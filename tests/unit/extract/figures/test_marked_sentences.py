"""Every sentence of ``marked_sentences.txt`` and ``marked_families.txt`` gives its answers, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callsheet.extract.figures import find_figures
from callsheet.records import SpeakerRole
from tests.unit.extract.figures.cases import case, sentences, setting

_FILES = [Path(__file__).with_name(name) for name in ("marked_sentences.txt", "marked_families.txt")]


def marked() -> Iterator[tuple[str, str]]:
    """Yield the period of the call, and a line of the files."""
    for file in _FILES:
        at = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                at = line[1:]
            elif not line.startswith("#"):
                yield at, line


@pytest.mark.parametrize(("at", "line"), list(marked()))
def test_a_marked_sentence_gives_its_figures(at: str, line: str) -> None:
    talk, _, said = line.rpartition(">>")
    expected = case(said.strip())
    before = [text.strip() for text in talk.split("//") if text.strip()]
    spoken = sentences(*before, expected.text, role=SpeakerRole.UNKNOWN)
    found = [f for f in find_figures(spoken, setting(at)) if spoken[-1].span.covers(f.span)]
    facts = [(f.text, f.type, f.kind, str(f.period or "unknown"), f.scope) for f in found]
    assert [fact[: len(answer)] for fact, answer in zip(facts, expected.answers, strict=False)] == list(
        expected.answers
    )
    assert len(found) == len(expected.answers)
