"""What arrives is kept as it came, once, and a fetch that was broken off is taken up again."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from callsheet.errors import MissingError
from callsheet.sources import DatedBy, Failure, FetchReport, Listing, Source, fetch, open_source
from callsheet.sources.failures import FetchError
from callsheet.sources.folder import Folder, document_paths
from callsheet.sources.manifest import FILE_NAME, Manifest


class Shelf:
    """A source whose documents are given beforehand; an error in the place of bytes is raised."""

    name = "shelf"

    def __init__(
        self, documents: Mapping[str, bytes | BaseException], dated: Mapping[str, DatedBy] | None = None
    ) -> None:
        self.documents = documents
        self.dated = dated or {}
        self.read_ids: list[str] = []

    def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing | Failure]:
        for name in self.documents:
            by = self.dated.get(name, DatedBy.NONE)
            moment = datetime(2025, 1, 29, 21, 30, tzinfo=UTC) if by is DatedBy.EVENT_TIME else date(2025, 1, 30)
            yield Listing(
                self.name,
                name,
                f"calls/{name}",
                f"http://shelf/{name}",
                "MSFT",
                moment if name in self.dated else None,
                by,
            )

    def read(self, listing: Listing) -> bytes:
        self.read_ids.append(listing.id)
        answer = self.documents[listing.id]
        if isinstance(answer, BaseException):
            raise answer
        return answer


def fetched(source: Source, folder: Path) -> FetchReport:
    return fetch(source, ["MSFT"], None, folder)


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / FILE_NAME).read_text().splitlines()]


def test_a_document_is_kept_as_it_came_and_the_manifest_says_from_where(tmp_path: Path) -> None:
    data = b"\xff\xfe\r\nwords \x00"
    report = fetched(Shelf({"a.json": data}), tmp_path)
    assert report.fetched == (tmp_path / "calls/a.json",)
    assert (tmp_path / "calls/a.json").read_bytes() == data
    (line,) = lines(tmp_path)
    assert line["doc_id"] == hashlib.sha256(data).hexdigest()
    assert (line["provider"], line["id"], line["url"]) == ("shelf", "a.json", "http://shelf/a.json")
    assert (line["path"], line["status"], line["reason"]) == ("calls/a.json", "fetched", None)
    assert datetime.fromisoformat(line["fetched_at"]).tzinfo is not None


def test_a_run_over_the_folder_sees_the_documents_and_not_the_manifest(tmp_path: Path) -> None:
    fetched(Shelf({"a.json": b"{}"}), tmp_path)
    assert [path.name for path in document_paths([tmp_path])] == ["a.json"]


def test_nothing_is_fetched_twice_even_when_it_was_moved_away(tmp_path: Path) -> None:
    shelf = Shelf({"a.json": b"{}"})
    fetched(shelf, tmp_path)
    (tmp_path / "calls/a.json").unlink()
    again = fetched(shelf, tmp_path)
    assert (again.fetched, again.known, shelf.read_ids) == ((), 1, ["a.json"])


def test_the_same_content_under_two_listings_is_one_file(tmp_path: Path) -> None:
    report = fetched(Shelf({"a.json": b"same", "b.json": b"same"}), tmp_path)
    assert report.fetched == (tmp_path / "calls/a.json",)
    assert [line["path"] for line in lines(tmp_path)] == ["calls/a.json", "calls/a.json"]


def test_a_file_that_stands_there_already_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/a.json").write_bytes(b"the analyst's own")
    (report,) = fetched(Shelf({"a.json": b"theirs"}), tmp_path).fetched
    assert (tmp_path / "calls/a.json").read_bytes() == b"the analyst's own"
    assert report.name == f"a_{hashlib.sha256(b'theirs').hexdigest()[:8]}.json"


def test_one_failure_does_not_keep_the_others_back_and_is_asked_for_again(tmp_path: Path) -> None:
    shelf = Shelf({"a.json": FetchError("not_found", "no a"), "b.json": b"{}"})
    report = fetched(shelf, tmp_path)
    assert [failure.reason for failure in report.failed] == ["not_found"]
    assert report.fetched == (tmp_path / "calls/b.json",)
    assert report.stopped is None
    assert fetched(Shelf({"a.json": b"now"}), tmp_path).fetched == (tmp_path / "calls/a.json",)


def test_an_empty_document_is_a_failure(tmp_path: Path) -> None:
    report = fetched(Shelf({"a.json": b" \n"}), tmp_path)
    assert [failure.reason for failure in report.failed] == ["empty"]
    assert not (tmp_path / "calls/a.json").exists()


@pytest.mark.parametrize("reason", ["unreachable", "too_many_requests", "invalid_key"])
def test_what_would_befall_every_document_ends_the_fetch(reason: str, tmp_path: Path) -> None:
    shelf = Shelf({"a.json": b"{}", "b.json": FetchError(reason, "stop"), "c.json": b"[]"})
    report = fetched(shelf, tmp_path)
    assert report.stopped == Failure("shelf", reason, "stop")
    assert shelf.read_ids == ["a.json", "b.json"]
    shelf.documents = {**shelf.documents, "b.json": b"()"}
    assert [path.name for path in fetched(shelf, tmp_path).fetched] == ["b.json", "c.json"]


def test_a_killed_fetch_leaves_whole_files_and_a_manifest_that_can_be_read(tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    with pytest.raises(Killed):
        fetched(Shelf({"a.json": b"{}", "b.json": Killed()}), tmp_path)
    with (tmp_path / FILE_NAME).open("a") as file:
        file.write('{"provider": "shelf", "id": "b.js')
    shelf = Shelf({"a.json": b"{}", "b.json": b"[]"})
    assert [path.name for path in fetched(shelf, tmp_path).fetched] == ["b.json"]
    assert shelf.read_ids == ["b.json"]
    assert fetched(shelf, tmp_path).known == 2


def test_a_file_whose_manifest_line_was_lost_is_taken_over(tmp_path: Path) -> None:
    fetched(Shelf({"a.json": b"{}"}), tmp_path)
    (tmp_path / FILE_NAME).unlink()
    fetched(Shelf({"a.json": b"{}"}), tmp_path)
    assert [path.name for path in (tmp_path / "calls").iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (DatedBy.FILING_DATE, DatedBy.EVENT_TIME, DatedBy.EVENT_TIME),
        (DatedBy.EVENT_TIME, DatedBy.FILING_DATE, DatedBy.EVENT_TIME),
        (DatedBy.EVENT_DATE, DatedBy.ACCEPTANCE, DatedBy.ACCEPTANCE),
    ],
)
def test_a_weaker_date_never_replaces_a_stronger_one(
    first: DatedBy, then: DatedBy, kept: DatedBy, tmp_path: Path
) -> None:
    fetched(Shelf({"a.json": b"{}"}, {"a.json": first}), tmp_path)
    shelf = Shelf({"a.json": b"{}"}, {"a.json": then})
    fetched(shelf, tmp_path)
    (listing,) = shelf.listings([], None)
    assert isinstance(listing, Listing)
    entry = Manifest(tmp_path).entry(listing)
    assert entry is not None
    assert entry.dated_by is kept
    assert entry.dated_at == ("2025-01-29T21:30:00+00:00" if kept is DatedBy.EVENT_TIME else "2025-01-30")


def test_a_failed_fetch_does_not_weaken_a_date_either(tmp_path: Path) -> None:
    fetched(Shelf({"a.json": FetchError("server_error", "later")}, {"a.json": DatedBy.EVENT_TIME}), tmp_path)
    fetched(Shelf({"a.json": b"{}"}, {"a.json": DatedBy.FILING_DATE}), tmp_path)
    assert lines(tmp_path)[-1]["dated_by"] == "event_time"


@pytest.mark.parametrize("path", ["../outside.json", "/outside.json", "calls/../../outside.json"])
def test_a_document_cannot_leave_the_folder(path: str, tmp_path: Path) -> None:
    class Sly(Shelf):
        def listings(self, tickers: Sequence[str], since: date | None) -> Iterator[Listing | Failure]:
            yield Listing(self.name, "a.json", path, "http://shelf/a")

    report = fetched(Sly({"a.json": b"{}"}), tmp_path / "in")
    assert [failure.reason for failure in report.failed] == ["damaged_answer"]
    assert list(tmp_path.rglob("outside*")) == []


def test_a_folder_elsewhere_is_a_source_like_any_other(tmp_path: Path) -> None:
    share, inbox = tmp_path / "share", tmp_path / "in"
    (share / "calls").mkdir(parents=True)
    (share / "calls/a.txt").write_bytes(b"words")
    source: Source = Folder(share)
    assert fetched(source, inbox).fetched == (inbox / "calls/a.txt",)
    assert fetched(source, inbox).known == 1
    assert fetch(source, [], date(2999, 1, 1), tmp_path / "other").fetched == ()
    assert lines(inbox)[0]["dated_by"] == "file_time"


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("a file")
    with pytest.raises(MissingError, match="cannot be made"):
        fetched(Shelf({"a.json": b"{}"}), tmp_path / "in")


def test_a_date_without_its_source_is_refused() -> None:
    with pytest.raises(ValueError, match="go together"):
        Listing("shelf", "a", "calls/a", "http://shelf/a", dated_at=date(2025, 1, 1))


def test_a_source_is_opened_by_its_name(tmp_path: Path) -> None:
    assert open_source(str(tmp_path)).name == "folder"
    with pytest.raises(MissingError, match="there is no source 'bloomberg'"):
        open_source("bloomberg")


@pytest.mark.parametrize(
    ("name", "variable"), [("earningscall", "EARNINGSCALL_API_KEY"), ("edgar", "CALLSHEET_EDGAR_IDENTITY")]
)
def test_without_a_key_one_sentence_names_the_variable(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(MissingError, match=variable):
        open_source(name)


@pytest.mark.parametrize(
    ("name", "module", "variable"),
    [("earningscall", "earningscall.api", "EARNINGSCALL_API_KEY"), ("edgar", "edgar", "CALLSHEET_EDGAR_IDENTITY")],
)
def test_without_the_extra_one_sentence_says_how_to_install_it(
    name: str, module: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "somebody@example.org")
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingError, match=r"pip install 'callsheet\[online\]'"):
        open_source(name)
