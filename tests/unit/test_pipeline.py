"""One document in, its findings out; whose fault a failure is."""

import pytest

from callsheet import pipeline
from callsheet.errors import CoverageError
from callsheet.pipeline import process_document
from callsheet.records import SourceDocument

DOCUMENT = SourceDocument("0" * 64, "call.txt", b"Operator : Welcome.")


def raising(error: Exception) -> object:
    def parse(document: SourceDocument) -> None:
        raise error

    return parse


def test_a_fault_of_ours_harms_only_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "parse_document", raising(KeyError("x")))
    rejection = process_document(DOCUMENT).rejection
    assert rejection is not None
    assert rejection.reason == "internal_error"
    assert "call.txt" in rejection.sentence


def test_a_wrong_coverage_file_is_no_documents_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "parse_document", raising(CoverageError("coverage.toml: [[topics]] t: wrong")))
    with pytest.raises(CoverageError, match=r"coverage\.toml"):
        process_document(DOCUMENT)


@pytest.mark.parametrize("data", [b"[" * 400 + b"]" * 400, b'{"a": ' + b"9" * 5000 + b"}"])
def test_hostile_json_is_a_damaged_document(data: bytes) -> None:
    rejection = process_document(SourceDocument("1" * 64, "call.json", data)).rejection
    assert rejection is not None
    assert rejection.reason in ("damaged_json", "not_a_call")
