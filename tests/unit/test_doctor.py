"""What ``callsheet doctor`` says of this machine."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callsheet.cli import app
from callsheet.commands import doctor
from callsheet.errors import MissingError


def test_an_installation_with_all_it_needs_is_fine(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["doctor", "--json", "--warehouse", str(tmp_path / "callsheet.duckdb")])
    assert found.exit_code == 0
    rows = {row["what"]: row for row in json.loads(found.stdout)}
    assert rows["duckdb"]["state"] == "ok"
    assert rows["published tables"]["do"] == "run `callsheet run`"
    assert "13 companies" in rows["coverage.toml"]["found"]


def test_what_is_missing_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fonts() -> Path:
        raise MissingError("the NanumGothic fonts are missing: install koreanize-matplotlib, which carries them")

    monkeypatch.setattr(doctor, "font_folder", no_fonts)
    found = CliRunner().invoke(app, ["doctor", "--warehouse", str(tmp_path / "callsheet.duckdb")])
    assert found.exit_code == 1
    assert "koreanize-matplotlib" in found.stdout
