from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import LedgerError, WriteError
from linter.model import Safety, Span
from linter.reading.units import RawEdit
from linter.writing.entries import (
    EditEntry,
    FileEntry,
    UndoneEntry,
    as_bytes,
    edit_entry,
    file_entry,
)
from linter.writing.ledger import HeldEdits, LedgerWriter, create_ledger
from linter.writing.recorded import mark_undone, read_ledger


def edit(path: str = "a.txt", rule: str = "pack/rule", start: int = 0) -> EditEntry:
    return EditEntry(
        path,
        None,
        None,
        (rule,),
        Safety.SAFE,
        Span(start, start + 3),
        "bad",
        "good",
        RawEdit(start, "bad", "good"),
    )


def written(*edits: EditEntry) -> bytes:
    return b"".join(as_bytes(edit.line()) for edit in edits)


def file(path: str = "a.txt", edits: int = 1) -> FileEntry:
    return FileEntry(path, f"out/{path}", "11", "22", edits, "utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger.jsonl"


def write(path: Path, *paths: str) -> None:
    with create_ledger(path, "0.1.0") as writer:
        for name in paths:
            with writer.recorded(file(name), written(edit(name))):
                pass


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


# Writing


def test_a_ledger_says_first_what_it_is(path: Path) -> None:
    create_ledger(path, "0.1.0").close()
    head = {"type": "ledger", "schema": 1, "tool": "mtlint", "version": "0.1.0"}
    assert lines(path) == [head]


def test_a_line_has_the_keys_of_schema_1(path: Path) -> None:
    write(path, "a.txt")
    assert lines(path)[1:] == [
        {
            "type": "edit",
            "path": "a.txt",
            "record": None,
            "record_line": None,
            "rule": "pack/rule",
            "rules": ["pack/rule"],
            "safety": "safe",
            "span": {"start": 0, "end": 3},
            "before": "bad",
            "after": "good",
            "raw": {"start": 0, "before": "bad", "after": "good"},
        },
        {
            "type": "file",
            "path": "a.txt",
            "output": "out/a.txt",
            "sha256_before": "11",
            "sha256_after": "22",
            "edits": 1,
            "encoding": "utf-8",
        },
    ]


def test_a_ledger_that_is_there_is_not_written_over(path: Path) -> None:
    write(path, "a.txt")
    with pytest.raises(WriteError, match=r"ledger.jsonl: exists, and may be needed"):
        create_ledger(path, "0.1.0")
    assert len(lines(path)) == 3
    create_ledger(path, "0.1.0", replace=True).close()
    assert len(lines(path)) == 1


def test_a_ledger_where_none_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in [tmp_path, tmp_path / "file" / "ledger"]:
        with pytest.raises(WriteError):
            create_ledger(path, "0.1.0")
    with pytest.raises(WriteError, match="cannot be written: No such file"):
        LedgerWriter(tmp_path / "gone")


def test_edits_are_on_disk_while_the_file_is_replaced(path: Path) -> None:
    with create_ledger(path, "0.1.0") as writer:
        assert len(lines(path)) == 1
        with writer.recorded(file(), written(edit())):
            assert [line["type"] for line in lines(path)] == ["ledger", "edit", "file"]


def test_what_was_recorded_is_taken_out_where_the_file_is_not_replaced(
    path: Path,
) -> None:
    with create_ledger(path, "0.1.0") as writer:
        edits = written(edit("a.txt"))
        with (
            pytest.raises(OSError, match="full"),
            writer.recorded(file("a.txt"), edits),
        ):
            raise OSError("full")
        assert len(lines(path)) == 1
        with writer.recorded(file("b.txt"), written(edit("b.txt"))):
            pass
    assert [entry.entry.path for entry in read_ledger(path).files] == ["b.txt"]


@pytest.mark.parametrize("count", [0, 3, 9000], ids=["no", "few", "many"])
def test_edits_that_are_held_wait_in_memory_or_in_a_file(
    tmp_path: Path, path: Path, count: int
) -> None:
    edits = [edit(start=10 * number) for number in range(count)]
    with HeldEdits() as held:
        for one in edits:
            held.add(one)
        kept = held.kept(tmp_path, ".mtlint-x-")
    with create_ledger(path, "0.1.0") as writer, writer.recorded(file(), kept):
        pass
    assert isinstance(kept, Path) == (count > 1000)
    assert len([*tmp_path.glob(".mtlint-x-*")]) == (count > 1000)
    assert lines(path)[1:-1] == [one.line() for one in edits]


def test_two_writers_take_turns(path: Path) -> None:
    with create_ledger(path, "0.1.0") as one, LedgerWriter(path) as two:
        for writer, name in [(two, "b.txt"), (one, "a.txt")]:
            with writer.recorded(file(name), written(edit(name))):
                pass
    assert [entry.entry.path for entry in read_ledger(path).files] == ["b.txt", "a.txt"]


def test_a_writer_goes_on_after_a_torn_line(path: Path) -> None:
    write(path, "a.txt")
    whole = path.read_bytes()
    for tail in [b'{"type": "edit", "pa', b"\0\0\0"]:
        path.write_bytes(whole + as_bytes(edit("torn").line()) + tail)
        edits = written(edit("b.txt"))
        with LedgerWriter(path) as writer, writer.recorded(file("b.txt"), edits):
            pass
        assert [f.entry.path for f in read_ledger(path).files] == ["a.txt", "b.txt"]


def test_a_writer_goes_on_after_a_last_line_without_line_feed(path: Path) -> None:
    write(path, "a.txt")
    path.write_bytes(path.read_bytes()[:-1])
    edits = written(edit("b.txt"))
    with LedgerWriter(path) as writer, writer.recorded(file("b.txt"), edits):
        pass
    assert [f.entry.path for f in read_ledger(path).files] == ["a.txt", "b.txt"]


# Reading


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
        ([HEAD, HEAD], ":2: type: 'ledger' is not known; update mtlint"),
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


# Marking


def test_marks_keep_everything_else_of_a_ledger(path: Path) -> None:
    with create_ledger(path, "0.1.0") as writer:
        for name in ["a.txt", "b.txt"]:
            edits = [edit(name, rule) for rule in ["x/one", "x/two"]]
            with writer.recorded(file(name, 2), written(*edits)):
                pass
        kept = UndoneEntry(0, (frozenset(["x/one"]),), "33")
        state = UndoneEntry(1, (frozenset(["x/two"]),), "44")
        for entry in [kept, state]:
            with writer.recorded(entry):
                pass
    before = lines(path)
    mark_undone(read_ledger(path), {1: state})
    after = lines(path)
    assert after[:4] == before[:4]
    assert after[4] == before[4]
    assert after[5] == {**before[5], "undone": True}
    assert after[6] == {**before[6], "sha256_after": "44"}
    assert after[7:] == [kept.line()]
    assert read_ledger(path).files[0].undone == (kept,)
