"""Korean particles follow the sound of the word before them, also of names and numbers."""

import pytest

from callsheet.rewrite.korean import settle_particles


@pytest.mark.parametrize(
    ("marked", "settled"),
    [
        ("서버(이)", "서버가"),
        ("증설(이)", "증설이"),
        ("CAPA(을)", "CAPA를"),
        ("GPU(은)", "GPU는"),
        ("LLM(은)", "LLM은"),
        ("$22.6B(을)", "$22.6B를"),
        ("40%(이)", "40%가"),
        ("서울(으로)", "서울로"),
        ("학습(으로)", "학습으로"),
        ("자체 칩(와) 서버(와)", "자체 칩과 서버와"),
        ("(금융리스 포함)", "(금융리스 포함)"),
    ],
)
def test_particles(marked: str, settled: str) -> None:
    assert settle_particles(marked) == settled
