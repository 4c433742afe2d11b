"""A ledger is written: first of all, whole, and in turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.errors import WriteError
from linter.writing.entries import UndoneEntry, as_bytes
from linter.writing.forgetting import forget_outdated
from linter.writing.ledger import HeldEdits, LedgerWriter, create_ledger
from linter.writing.recorded import mark_undone, read_ledger
from tests.ledgers import edit, file, lines, write, written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger.jsonl"


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


def test_a_run_that_is_made_again_goes_on_behind_a_torn_line(path: Path) -> None:
    write(path, "a.txt")
    with path.open("ab") as stream:
        stream.write(as_bytes(edit("b.txt").line()) + b'{"type": "edit", "torn')
    with (
        create_ledger(path, "0.3.0", again=True) as writer,
        writer.recorded(file("b.txt"), written(edit("b.txt"))),
    ):
        pass
    files = [file.entry.path for file in read_ledger(path).files]
    assert files == ["a.txt", "b.txt"]


def test_a_ledger_that_another_run_has_rewritten_is_written_on(path: Path) -> None:
    with create_ledger(path, "0.1.0") as writer:
        with create_ledger(path, "0.1.0", again=True) as other:
            start = other.start
            with other.recorded(file("a.txt"), written(edit("a.txt"))):
                pass
        forget_outdated(path, start)
        with writer.recorded(file("b.txt"), written(edit("b.txt"))):
            pass
    files = [file.entry.path for file in read_ledger(path).files]
    assert files == ["a.txt", "b.txt"]


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
