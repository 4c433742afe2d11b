"""A ledger is read, whatever happened to its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import LedgerError
from linter.model import Safety, Span
from linter.reading.units import RawEdit
from linter.writing.entries import (
    EditEntry,
    FileEntry,
    as_bytes,
    edit_entry,
    file_entry,
)
from linter.writing.ledger import create_ledger
from linter.writing.recorded import read_ledger
from tests.ledgers import edit, file, lines, write, written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger.jsonl"


def test_edits_are_found_by_file(path: Path) -> None:
    with create_ledger(path, "0.1.0") as writer:
        for name, count in [("a.txt", 2), ("b.txt", 1), ("a.txt", 3)]:
            edits = [edit(name, f"pack/{n}", 10 * n) for n in range(count)]
            with writer.recorded(file(name, count), written(*edits)):
                pass
    ledger = read_ledger(path)
    found = [[e.span.start for e in ledger.edits(entry)] for entry in ledger.files]
    assert found == [[0, 10], [0], [0, 10, 20]]
    assert ledger.rules == {"pack/0", "pack/1", "pack/2"}


@pytest.mark.parametrize("size", range(1, 400, 13))
def test_a_ledger_may_be_torn_anywhere_after_its_head(path: Path, size: int) -> None:
    write(path, "a.txt", "b.txt")
    data = path.read_bytes()
    first = data.index(b"\n", data.index(b'"file"')) + 1
    path.write_bytes(data[: first + size])
    known = [entry.entry.path for entry in read_ledger(path).files]
    assert known == ["a.txt"] + ["b.txt"] * (first + size >= len(data) - 1)


def test_keys_of_a_later_version_are_no_mistake(path: Path) -> None:
    write(path, "a.txt")
    told = [{**line, "new": 1} for line in lines(path)]
    path.write_bytes(b"\n".join(as_bytes(line) for line in told))
    assert len(read_ledger(path).files) == 1


HEAD = {"type": "ledger", "schema": 1, "tool": "mtlint", "version": "0"}
EDIT = edit().line()
FILE = file().line()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ([], "not a ledger of mtlint: it is empty"),
        (["{"], "not a ledger of mtlint: it is empty"),
        ([EDIT], ":1: not a ledger of mtlint"),
        ([["x"]], ":1: not an object; not a ledger of mtlint"),
        ([{"type": "ledger"}], ":1: schema: is missing"),
        ([{**HEAD, "schema": 2}], ":1: schema 2 is not 1; update mtlint"),
        ([HEAD, "{", FILE], ":2: not JSON; was it edited?"),
        ([HEAD, {"type": "odd"}], ":2: type: 'odd' is not known; update mtlint"),
        ([HEAD, {**EDIT, "safety": "odd"}, FILE], ":2: 'odd' is not a valid Safety"),
        ([HEAD, {**EDIT, "rules": []}, FILE], ":2: rules: must be a list of texts"),
        ([HEAD, {**EDIT, "rules": [1]}, FILE], ":2: rules: must be a list of texts"),
        ([HEAD, {**EDIT, "span": 1}, FILE], ":2: span: must be of type dict"),
        ([HEAD, {**EDIT, "span": {"start": 3, "end": 1}}], ":2: not a span: 3..1"),
        ([HEAD, {**EDIT, "raw": {"start": 0}}], ":2: before: is missing"),
        ([HEAD, {**EDIT, "record_line": "1"}], ":2: record_line: must be of type int"),
        (
            [HEAD, EDIT, {**FILE, "edits": 2}],
            ":3: edits: 2 edits of a.txt do not stand",
        ),
        ([HEAD, EDIT, {**FILE, "path": "b"}], ":3: edits: 1 edits of b do not stand"),
        ([HEAD, FILE], ":2: edits: 1 edits of a.txt do not stand before this line"),
        ([HEAD, {**FILE, "edits": 0}], ":2: edits: 0 edits of a.txt do not stand"),
        ([HEAD, EDIT, {**FILE, "encoding": None}], ":3: encoding: must be of type str"),
        (
            [HEAD, {"type": "undone", "file": 0, "rules": [["a"]], "sha256_after": ""}],
            ":2: file: there is no file 0 before this",
        ),
        (
            [HEAD, {"type": "undone", "file": 0, "rules": ["a"], "sha256_after": ""}],
            ":2: rules: must be lists of texts",
        ),
    ],
)
def test_a_ledger_that_is_amiss_is_told_by_line(
    tmp_path: Path, content: list[object], problem: str
) -> None:
    path = tmp_path / "x.jsonl"
    texts = [item if isinstance(item, str) else json.dumps(item) for item in content]
    ended = [
        text if text == "{" and item is content[-1] else text + "\n"
        for text, item in zip(texts, content, strict=True)
    ]
    path.write_text("".join(ended))
    with pytest.raises(LedgerError) as caught:
        read_ledger(path)
    assert str(caught.value).startswith(str(path))
    assert problem in str(caught.value)


def test_a_ledger_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="gone: cannot be read: No such file"):
        read_ledger(tmp_path / "gone")
    with pytest.raises(LedgerError, match="cannot be read: Is a directory"):
        read_ledger(tmp_path)


TEXT = st.text(st.characters(exclude_categories=[]), max_size=9)


@given(TEXT, TEXT, TEXT, st.none() | st.integers(1), st.booleans())
def test_an_entry_comes_back_from_its_line(
    path: str, before: str, after: str, record_line: int | None, undone: bool
) -> None:
    entry = EditEntry(
        path,
        before,
        record_line,
        ("a/b", "c/d"),
        Safety.SUGGESTED,
        Span(1, 2),
        before,
        after,
        RawEdit(5, after, before),
        undone,
    )
    line = as_bytes(entry.line())
    assert line.count(b"\n") == 1
    assert edit_entry(json.loads(line), "here") == entry
    made = FileEntry(path, after, "1", "2", 3, "utf-8")
    assert file_entry(json.loads(as_bytes(made.line())), "here") == made
