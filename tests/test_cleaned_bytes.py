"""Of a file that is fixed, all bytes stay but those of the edits."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import ConfigError
from linter.model import Document, Safety, Span
from linter.reading.units import Failure
from linter.settled import Change, Settled
from linter.writing.cleaning import clean_file
from linter.writing.patch import applied
from tests.fixed_files import OPTIONS, clean, fixed, names

TEXT = "\u00e9vil a\r\nbad\rb\n\nbad \u00e9vil stray \U0001f600\u2028"


@pytest.mark.parametrize("end", ["", "\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("records", [True, False])
def test_encoding_mark_and_line_ends_are_kept(
    tmp_path: Path, end: str, encoding: str, marked: bool, records: bool
) -> None:
    record = json.dumps({"text": TEXT}, ensure_ascii=False) if records else TEXT
    good = json.dumps({"text": fixed(TEXT)}, ensure_ascii=False) if records else None
    bom = "\ufeff" if marked else ""
    source = tmp_path / ("a.jsonl" if records else "a.txt")
    before = f"{bom}{record}{end}".encode(encoding)
    source.write_bytes(before)
    options = {} if marked else {"encoding": encoding}
    shown = clean(source, None, **options)
    clean(source, source, **options)
    after = source.read_bytes()
    assert after == f"{bom}{good or fixed(TEXT)}{end}".encode(encoding)
    assert applied(shown.before, shown.regions) == after
    assert len(shown.regions) == shown.changes == 5


def test_an_encoding_with_shift_states_is_shown_right(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("日bad本".encode("iso2022_jp"))
    shown = clean(source, None, encoding="iso2022_jp")
    expected = "日good本".encode("iso2022_jp")
    assert applied(shown.before, shown.regions) == expected


def test_documents_that_fail_keep_their_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    lines = [
        b'{"text": "bad loop"}\r\n',
        b"not json\n",
        b"\n",
        b'{"text": "b\\u0061d"}\n',
        b'{"text": "\xff"}\n',
        b'{"text": "fine"}',
    ]
    source.write_bytes(b"".join(lines))
    cleaned = clean(source, target)
    lines[3] = b'{"text": "good"}\n'
    assert target.read_bytes() == b"".join(lines)
    assert [failure.record_line for failure in cleaned.failures] == [1, 2, 5]
    first = Failure(source, 1, "the fixes undo each other")
    assert cleaned.failures[0] == first
    assert (cleaned.documents, cleaned.changes) == (3, 1)


def test_an_edit_that_the_encoding_cannot_hold_is_a_failure(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("bad évil".encode("latin-1"))
    cleaned = clean(source, source, encoding="latin-1")
    assert source.read_bytes() == "bad évil".encode("latin-1")
    assert not cleaned.changed
    (failure,) = cleaned.failures
    assert failure.reason.endswith("in iso8859-1; convert the file to UTF-8")


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (failure,) = clean(tmp_path / "gone.txt", tmp_path / "out").failures
    assert failure.reason == "cannot be read: No such file or directory"
    os.mkfifo(tmp_path / "pipe")
    (failure,) = clean(tmp_path / "pipe", tmp_path / "out").failures
    assert failure.reason == "not a regular file; it cannot be fixed"
    assert names(tmp_path) == ["pipe"]


def test_an_encoding_that_is_none_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"bad")
    with pytest.raises(ConfigError):
        clean(tmp_path / "a.txt", tmp_path / "out", encoding="utf-9")
    assert names(tmp_path) == ["a.txt"]


def test_a_change_that_changes_no_byte_is_none(tmp_path: Path) -> None:
    def settle_nothing(document: Document) -> Settled:
        same = Change(Span(0, 1), "a", "a", ("a/b",), Safety.SAFE)
        return Settled(document.text, (same,))

    source = tmp_path / "a.txt"
    source.write_bytes(b"a")
    assert not clean_file(source, source, OPTIONS, settle_nothing).changed


@given(st.lists(st.sampled_from(["bad", "x", "\n", "évil", "stray ", "😀"])))
def test_regions_are_the_difference_of_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    source = tmp_path_factory.mktemp("any") / "a.txt"
    source.write_bytes("".join(words).encode())
    shown = clean(source, None)
    assert shown.changed is bool(shown.regions)
    if shown.changed:
        expected = fixed("".join(words)).encode()
        assert applied(shown.before, shown.regions) == expected
