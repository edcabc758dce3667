"""DeepSeek mentions of real calls against their labels; ``pytest -m shared -s`` prints the figures."""

from pathlib import Path

import pytest

from callsheet.evaluation.deepseek import LABELS, score_labels

GOLD = Path(__file__).parents[2] / "../shared/gold"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_dir(), reason="the real documents are not beside this checkout"),
]


def test_every_mention_is_found_none_made_up_and_its_answer_linked() -> None:
    score = score_labels(GOLD.resolve() / LABELS)
    print("\n" + "\n".join(score.lines()))
    assert score.mentions == 76
    assert score.found == 76
    assert score.made_up == []
    assert score.linked >= 0.9 * score.answers
