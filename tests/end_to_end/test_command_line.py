"""What a user types, as a user types it: the installed command in a process of its own, on files in a folder."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from callsheet.shipped import shipped

MSFT = "MSFT_FY2025Q2.txt"


def callsheet(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "callsheet", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"},
        check=False,
    )


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``callsheet run`` has processed the sample."""
    folder = tmp_path_factory.mktemp("desk")
    done = callsheet("run", shipped("transcripts"), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "0 not used" in done.stdout
    return folder


def figure(found: Mapping[str, Any], **wanted: Any) -> dict[str, Any]:
    matches = [f for f in found["figures"] if all(f[key] == value for key, value in wanted.items())]
    assert len(matches) == 1, (wanted, found["figures"])
    return matches[0]


def test_extract_prints_the_contract(tmp_path: Path) -> None:
    done = callsheet("extract", "--with-text", shipped("transcripts/calls") / MSFT, cwd=tmp_path)
    (found,) = rows(done.stdout)
    assert found["call"] == {
        "company": "Microsoft",
        "ticker": "MSFT",
        "fiscal_period": "FY2025Q2",
        "calendar_quarter": "CY2024Q4",
        "held_on": "2025-01-29",
    }
    spent = figure(found, low=22_600_000_000)
    assert (spent["kind"], spent["period"], spent["definition"]) == ("actual", "FY2025Q2", "incl_finance_leases")
    assert figure(found, low=15_800_000_000)["definition"] == "cash_ppe"
    assert found["text"][spent["start"] : spent["end"]] == spent["text"]
    for turn in found["turns"]:
        assert found["text"][turn["start"] : turn["end"]] == turn["text"]
    question = next(c for c in found["comments"] if c["line"] == "question" and "DeepSeek" in c["excerpt"])
    answers = [c for c in found["comments"] if c["question_id"] == question["comment_id"]]
    assert answers
    assert {answer["line"] for answer in answers} == {"answer"}


def test_a_document_that_cannot_be_used_says_why_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "page.pdf").write_bytes(b"not a pdf at all")
    good = shipped("transcripts/calls") / MSFT
    done = callsheet("extract", "empty.txt", good, "page.pdf", cwd=tmp_path)
    assert done.returncode == 0
    by_name = {Path(row["document"]["path"]).name: row for row in rows(done.stdout)}
    assert by_name["empty.txt"]["document"]["error"]["reason"] == "empty"
    assert by_name["page.pdf"]["document"]["error"]["sentence"]
    assert "error" not in by_name[MSFT]["document"]

    assert callsheet("extract", "empty.txt", cwd=tmp_path).returncode == 1
    missing = callsheet("extract", "nowhere.txt", cwd=tmp_path)
    assert missing.returncode == 1
    assert "nowhere.txt" in missing.stderr
    assert "Traceback" not in missing.stderr


PASSAGE = {
    "id": "p1",
    "ticker": "XYZ",
    "fiscal_period": "FY2024Q4",
    "before": "Let me turn to next year.",
    "text": "We plan capital expenditures of $30 to $35 million in 2025.",
    "after": "Free cash flow was $12 million.",
}


def test_passages_in_findings_out(tmp_path: Path) -> None:
    (tmp_path / "passages.jsonl").write_text(json.dumps(PASSAGE) + "\n", encoding="utf-8")
    (row,) = rows(callsheet("figures", "--jsonl", "passages.jsonl", cwd=tmp_path).stdout)
    (found,) = row["figures"]
    assert (row["id"], found["low"], found["high"], found["kind"]) == ("p1", 30_000_000, 35_000_000, "guidance")
    assert (found["period"], found["text"]) == ("FY2025", "$30 to $35 million")

    (tone,) = rows(callsheet("tone", "--jsonl", "-", cwd=tmp_path, stdin=json.dumps(PASSAGE)).stdout)
    assert (tone["id"], tone["tone"], tone["forward"]) == ("p1", "neutral", True)

    (tmp_path / "broken.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    broken = callsheet("figures", "--jsonl", "broken.jsonl", cwd=tmp_path)
    assert broken.returncode == 1
    assert "broken.jsonl:1" in broken.stderr


def test_a_run_twice_is_a_run_once(desk: Path) -> None:
    again = json.loads(callsheet("run", "--json", shipped("transcripts"), cwd=desk).stdout)
    assert again["loaded"] == 0
    assert again["unchanged"] == 8
    assert again["rejected"] == []


def test_the_table_in_korean_and_english(desk: Path) -> None:
    arguments = ("table", "--company", "MSFT", "--company", "Meta", "--period", "CY2024Q4")
    korean = callsheet(*arguments, "--lang", "ko", cwd=desk).stdout
    assert "#Microsoft" in korean
    assert "당분기 CapEx $22.6B" in korean
    assert r"FY25 CapEx 가이드선: $60\~65B" in korean  # escaped, as a pair of tildes strikes through in Markdown
    assert "DeepSeek" in korean
    english = callsheet(*arguments, "--lang", "en", cwd=desk).stdout
    assert "$60-65B" in english
    assert "당분기" not in english

    written = callsheet(*arguments, "--to", "pptx", "--out", "slides", cwd=desk).stdout.strip()
    assert (desk / written).stat().st_size > 10_000


def test_the_ladder_shows_implied_values_with_their_working(desk: Path) -> None:
    ladder = callsheet("guidance", "MSFT", cwd=desk).stdout
    assert "87.8" in ladder
    assert "20.0 + 22.6 + 22.6 + 22.6" in ladder
    assert "6.7 + 8.5 + 9.2 + 14.8" in callsheet("guidance", "meta", cwd=desk).stdout
    steps = json.loads(callsheet("guidance", "MSFT", "--json", cwd=desk).stdout)["rows"]
    (implied,) = [step for step in steps if step["working"] == "20.0 + 22.6 + 22.6 + 22.6 = 87.8"]
    assert (implied["status"], implied["low"]) == ("implied", 87_800_000_000)
    assert implied["operands"][0]["low"] == 20_000_000_000


def test_corrections_go_out_to_excel_and_back(desk: Path) -> None:
    done = callsheet("review", "export", "review.xlsx", "--period", "CY2024Q4", "--company", "META", cwd=desk)
    assert done.returncode == 0, done.stderr
    done = callsheet("review", "import", "review.xlsx", "--author", "Kim", "--json", cwd=desk)
    assert json.loads(done.stdout) == {"saved": 0, "conflicts": []}
    done = callsheet("review", "import", "none.xlsx", cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    assert " ".join(done.stderr.split()) == "callsheet: none.xlsx does not exist; `callsheet review export` writes it"


def test_the_shell_learns_the_commands(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1"
    )  # the shell is named, whoever runs the tests
    done = callsheet("--show-completion", "bash", cwd=desk)
    assert "complete" in done.stdout
    assert done.returncode == 0


def test_serving_nothing_says_what_to_do(tmp_path: Path) -> None:
    done = callsheet("serve", cwd=tmp_path)
    assert done.returncode == 1
    assert "run `callsheet run` first" in " ".join(done.stderr.split())


def test_a_figure_and_a_line_are_walked_back_to_their_words(desk: Path) -> None:
    query = (
        "select figure_id from out_figures where ticker = 'META' and kind = 'guidance' "
        "and fiscal_period = 'FY2024Q4' and type = 'amount'"
    )
    (found, *_) = json.loads(callsheet("sql", "--json", query, cwd=desk).stdout)
    traced = callsheet("trace", found["figure_id"], cwd=desk).stdout
    assert "$60 billion to $65 billion" in traced or "60" in traced
    assert "Susan Li" in traced
    assert "META_FY2024Q4" in traced
    missing = callsheet("trace", "f-nothing-0", cwd=desk)
    assert missing.returncode == 1
    assert "f-nothing-0" in missing.stderr


READERS = ("spacy", "pdfplumber", "pypdfium2", "callsheet.parse", "callsheet.extract", "callsheet.pipeline")
DRAWERS = ("matplotlib", "typst", "pptx", "openpyxl", "jinja2", "starlette", "uvicorn", "prefect")


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["--help"], ()),
        (["table", "--company", "MSFT", "--out", "deck", "--to", "pptx"], ("pptx",)),
        (["table", "--company", "META", "--out", "deck", "--to", "html"], ("jinja2", "matplotlib")),
        (["table", "--company", "META"], ()),
        (["guidance", "META"], ()),
        (["chart", "--to", "svg"], ("matplotlib",)),
        (["sql", "select 1 as one"], ("pandas",)),
    ],
)
def test_a_command_loads_only_what_it_needs(desk: Path, arguments: list[str], needed: tuple[str, ...]) -> None:
    """Loading everything took several times as long as the work; the time itself is measured in ``benchmarks``."""
    watched = (*READERS, *DRAWERS, "pandas")
    code = f"""
import sys
from callsheet.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
finally:
    print("LOADED", *[name for name in {watched} if sys.modules.get(name)])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=desk,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()[-1].split()[1:]) == sorted(needed)


@pytest.mark.parametrize(
    "given", [["--file", "query.sql"], ["-- Which calls?\nselect count(*) as calls from out_calls;"]]
)
def test_a_query_may_begin_with_a_comment(desk: Path, given: list[str]) -> None:
    (desk / "query.sql").write_text("-- Which calls?\nselect count(*) as calls from out_calls;", encoding="utf-8")
    asked = callsheet("sql", "--json", *given, cwd=desk)
    assert asked.stdout == '[{"calls":6}]\n', asked.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "takes one query"),
        (["select 1", "--file", "query.sql"], "takes one query"),
        (["--file", "none.sql"], "none.sql: not readable"),
        (["select 1", "--jsn"], "--jsn"),
        (["--jsn"], "--jsn"),
    ],
)
def test_sql_says_what_it_takes(desk: Path, given: list[str], said: str) -> None:
    refused = callsheet("sql", *given, cwd=desk)
    assert refused.returncode != 0
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_sql_reads_and_never_writes(desk: Path) -> None:
    assert "8" in callsheet("sql", "select count(*) as documents from raw_documents", cwd=desk).stdout
    writes, reads = (
        ("delete from core_figures", "copy (select 1) to 'stolen.csv'"),
        ("select * from read_text('/etc/hosts')",),
    )
    for attack in (*writes, *reads):
        refused = callsheet("sql", attack, cwd=desk)
        assert refused.returncode == 1, attack
        assert "Traceback" not in refused.stderr
    assert not (desk / "stolen.csv").exists()
    nowhere = callsheet("sql", "select 1", "--warehouse", "none.duckdb", cwd=desk)
    assert nowhere.returncode == 1
    assert "callsheet run" in nowhere.stderr
