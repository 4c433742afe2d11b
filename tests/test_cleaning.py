"""Files are fixed, into copies or in place, and every edit is recorded."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from pathlib import Path

import pytest

from linter.errors import WriteError
from linter.model import Document
from linter.settled import Settled
from linter.writing.cleaning import Cleaned, clean_file
from linter.writing.ledger import create_ledger
from linter.writing.patch import applied
from linter.writing.recorded import read_ledger
from tests.fixed_files import OPTIONS, clean, names, settle


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_copy_is_fixed_and_the_source_is_not(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "out" / "deep" / "a.txt"
    source.write_bytes(b"a bad, bad stray word\r\n")
    source.chmod(0o640)
    cleaned = clean(source, target)
    assert source.read_bytes() == b"a bad, bad stray word\r\n"
    assert target.read_bytes() == b"a good, good word\r\n"
    assert mode(target) == 0o640
    assert names(target.parent) == ["a.txt"]
    counts = {"words/bad": 2, "words/any": 3, "words/stray": 1}
    assert cleaned == Cleaned(source, documents=1, changes=3, rules=counts)
    assert cleaned.changed


def test_a_source_that_is_its_own_target_is_fixed_in_place(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    source.chmod(0o751)
    clean(source, source)
    assert (source.read_bytes(), mode(source)) == (b"good", 0o751)
    assert names(tmp_path) == ["a.txt"]


def test_a_clean_file_is_left_alone_in_place(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"fine\n")
    before = source.stat()
    assert not clean(source, source).changed
    assert source.stat() == before


@pytest.mark.parametrize(
    "data", [b"", b"fine\r\n\n\r", b"\xffnot text", b"GIF\0\1", codecs.BOM_UTF8]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_without_changes_is_copied_byte_for_byte(
    tmp_path: Path, data: bytes, name: str
) -> None:
    source, target = tmp_path / name, tmp_path / "out" / name
    source.write_bytes(data)
    source.chmod(0o600)
    cleaned = clean(source, target)
    assert (target.read_bytes(), mode(target)) == (data, 0o600)
    assert cleaned.binary is (b"\0" in data)


def test_without_a_target_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"a bad word")
    source.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        cleaned = clean(source, None)
    finally:
        tmp_path.chmod(0o700)
    assert source.read_bytes() == b"a bad word"
    assert applied(cleaned.before, cleaned.regions) == b"a good word"


def test_what_a_link_means_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "a.txt", tmp_path / "a.txt"
    real.parent.mkdir()
    real.write_bytes(b"bad")
    link.symlink_to(real)
    clean(link, link)
    assert link.is_symlink()
    assert real.read_bytes() == b"good"
    assert (names(real.parent), names(tmp_path)) == (["a.txt"], ["a.txt", "real"])


def test_a_copy_that_would_replace_its_source_is_refused(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes(b"bad")
    target.symlink_to(source)
    with pytest.raises(WriteError, match=r"b.txt: the copy would replace its own"):
        clean(source, target)
    assert source.read_bytes() == b"bad"


def test_a_copy_replaces_a_link_and_not_what_it_means(tmp_path: Path) -> None:
    source, other, target = (tmp_path / name for name in "abc")
    source.write_bytes(b"bad")
    other.write_bytes(b"other")
    target.symlink_to(other)
    clean(source, target)
    assert (target.read_bytes(), other.read_bytes()) == (b"good", b"other")


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    (tmp_path / "out").touch()
    with pytest.raises(WriteError, match=r"out/a.txt: cannot be written: "):
        clean(source, tmp_path / "out" / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_in_a_read_only_folder_is_told_and_stays(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="cannot be written: Permission denied"):
            clean(source, source)
    finally:
        tmp_path.chmod(0o700)
    assert source.read_bytes() == b"bad"


def test_edits_are_recorded_as_they_are_in_the_file(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'\n{"id": "x", "text": "\\u00e9 b\\u0061d bad"}\n')
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        clean_file(source, target, OPTIONS, settle, ledger)
    read = read_ledger(tmp_path / "ledger")
    (recorded,) = read.files
    assert recorded.entry.path == str(source)
    assert recorded.entry.output == str(target)
    assert recorded.entry.encoding == "utf-8"
    hashes = [
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (source, target)
    ]
    assert [recorded.entry.sha256_before, recorded.entry.sha256_after] == hashes
    edits = list(read.edits(recorded))
    assert [(e.record, e.record_line) for e in edits] == [("x", 2), ("x", 2)]
    assert [(e.span.start, e.before, e.after) for e in edits] == [
        (2, "bad", "good"),
        (6, "bad", "good"),
    ]
    raw = [(e.raw.start, e.raw.before, e.raw.after) for e in edits]
    assert raw == [(28, r"b\u0061d", "good"), (37, "bad", "good")]


def test_a_file_without_changes_is_not_in_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"fine")
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        for target in [tmp_path / "a.txt", tmp_path / "out", None]:
            clean_file(tmp_path / "a.txt", target, OPTIONS, settle, ledger)
    assert read_ledger(tmp_path / "ledger").files == ()


def test_edits_of_a_file_that_fails_are_not_in_the_ledger(tmp_path: Path) -> None:
    def break_down(document: Document) -> Settled:
        if document.record_line == 2:
            raise RuntimeError("a mistake of ours")
        return settle(document)

    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"text": "bad"}\n' * 2)
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        with pytest.raises(RuntimeError):
            clean_file(source, source, OPTIONS, break_down, ledger)
        clean_file(source, source, OPTIONS, settle, ledger)
    (recorded,) = read_ledger(tmp_path / "ledger").files
    assert recorded.entry.edits == 2
    assert names(tmp_path) == ["a.jsonl", "ledger"]
