"""What the wheel ships is what the repository holds: no sample forgotten, no desk's own document packed."""

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_every_sample_that_is_tracked_ships_in_the_wheel_and_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "transcripts"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        pytest.skip("not a git checkout: what is tracked cannot be told")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    samples = {source for source in packed if source.startswith("transcripts/")}
    assert samples == {path for path in listed if not path.endswith("README.md")}
    assert all(target == f"callsheet/_shipped/{source}" for source, target in packed.items())
    assert all((ROOT / source).exists() for source in packed)
