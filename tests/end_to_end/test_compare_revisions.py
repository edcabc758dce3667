"""``make compare`` in a repository of its own: the old revision's rules find the old side, ours the new one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMIT = ("-c", "user.name=A Test", "-c", "user.email=test@example.invalid", "commit", "--quiet", "-m", "old rules")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_a_rule_that_the_old_revision_lacks_shows_as_gains(tmp_path: Path) -> None:
    for name in ("src", "warehouse", "transcripts"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.duckdb*"))
    for name in ("Makefile", "coverage.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    # A revision that finds no figure at all.
    finding = tmp_path / "src/callsheet/extract/figures/__init__.py"
    finding.write_text(
        finding.read_text(encoding="utf-8") + "\n\ndef find_figures(*_, **__):\n    return []\n", encoding="utf-8"
    )
    for command in (("init", "--quiet"), ("add", "--all"), COMMIT):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    venv = Path(sys.prefix)
    made = subprocess.run(
        ["make", "compare", f"VENV={venv}", "-o", f"{venv}/.ready", "CORPUS=transcripts/calls/MSFT_FY2025Q2.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    report = (tmp_path / "out/compare/changes.md").read_text(encoding="utf-8")
    assert "| actual | 0 | 2 | 0 | 0 |" in report
    assert "`$22.6 billion`: kind actual, period FY2025Q2" in report
    assert "## Lost" not in report
