"""Every real call is the one that a reader of it says it is (ticker, fiscal period); turns are those of the labels."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from callsheet.parse import parse_document
from callsheet.records import Section
from callsheet.sources.folder import read_document

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
EXPECTED = [
    json.loads(line)
    for line in (Path(__file__).parent / "calls_expected.jsonl").read_text(encoding="utf-8").splitlines()
]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real documents are not at {SHARED}"),
]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["file"].removeprefix("corpus/calls/"))
def test_a_real_call_gives_its_ticker_and_period(expected: dict[str, str]) -> None:
    call = parse_document(read_document(SHARED / expected["file"])).call
    assert call is not None
    assert (call.ticker, str(call.fiscal_period)) == (expected["ticker"], expected["fiscal_period"])


@pytest.mark.parametrize("layout", ["colon", "fool", "caps_two_line"])
def test_turns_speakers_roles_and_sections_are_those_of_the_labels(layout: str, tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as rows:
        for path in sorted((SHARED / "corpus" / "structure" / layout).iterdir()):
            call = parse_document(read_document(path)).call
            assert call is not None
            turns = [{"speaker": t.speaker, "role": t.role, "section": t.section, "text": t.text} for t in call.turns]
            rows.write(json.dumps({"document": {"path": path.name}, "turns": turns}) + "\n")
    scorer, labels = SHARED / "gold" / "score_structure.py", SHARED / "gold" / "structure_dev.jsonl"
    printed = subprocess.run([sys.executable, scorer, labels, found], capture_output=True, text=True, check=True).stdout
    words = printed.split()
    scores = {name: float(words[words.index(name) + 1]) for name in ("F1", "speaker", "role", "section")}
    assert min(scores.values()) >= 0.985, printed


def test_machine_transcripts_get_a_question_and_answer_part() -> None:
    paths = sorted((SHARED / "corpus" / "sp500").iterdir())
    asked = 0
    for path in paths:
        call = parse_document(read_document(path)).call
        assert call is not None
        asked += any(turn.section is Section.QUESTIONS_AND_ANSWERS for turn in call.turns)
    assert asked >= 0.95 * len(paths), f"{asked} of {len(paths)}"
