"""Documentation runs, and is complete: what a page shows works, and nothing that a user meets is left out."""

import re
from pathlib import Path

import pytest

from callsheet import runs, store
from callsheet.cli import app
from callsheet.coverage import coverage
from callsheet.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [match["code"] for match in BLOCK.finditer(README) if match["language"] == language]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "callsheet.duckdb"
    runs.process([shipped("transcripts")], path)
    return path


@pytest.mark.parametrize("query", blocks("sql"))
def test_every_query_of_the_readme_gives_rows(query: str, warehouse: Path) -> None:
    assert len(store.read_only_query(warehouse, query)) > 0


def test_the_readme_shows_sql_at_all() -> None:
    assert len(blocks("sql")) >= 3


COMMANDS = sorted(command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"callsheet {name}" in README


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "flows").glob("*.py") if path.stem != "__init__"))
def test_every_flow_is_in_the_readme(name: str) -> None:
    assert f"flows/{name}.py" in README or f"flows.{name}" in README


def test_every_folder_is_in_the_readme() -> None:
    folders = {path.name for path in (ROOT / "src" / "callsheet").iterdir() if (path / "__init__.py").exists()}
    assert {folder for folder in folders if f"{folder}/" not in README} == set()


def test_every_field_of_a_figure_has_a_word_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    for word in ("kind", "scope", "definition", "qualifier", "action", "operands", "low, high", "relation"):
        assert word in glossary


def test_pictures_and_files_that_the_readme_links_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_names_the_coverage() -> None:
    assert [company.name_en for company in coverage().companies if company.name_en not in README] == []
