"""Files and folders, each document once, in a fixed order."""

import hashlib
from pathlib import Path

import pytest

from callsheet.errors import MissingError
from callsheet.sources.folder import document_paths, read_document


def test_a_folder_gives_its_files_sorted_and_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "README.md", ".hidden", "a/.git/x", "~$lock.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = [path.relative_to(tmp_path).as_posix() for path in document_paths([tmp_path])]
    assert found == ["a/c.txt", "b.txt"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text("words")
    assert len(list(document_paths([file, tmp_path, file]))) == 1


def test_the_id_is_the_hash_of_the_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_bytes(b"same words")
    other.write_bytes(b"same words")
    assert read_document(one).doc_id == read_document(other).doc_id == hashlib.sha256(b"same words").hexdigest()
    assert read_document(one).name == "one.txt"


def test_what_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="does not exist"):
        list(document_paths([tmp_path / "nowhere"]))
    with pytest.raises(MissingError, match="does not exist"):
        read_document(tmp_path / "nowhere.txt")
