"""Undoing gives the bytes back that were there, or says why not."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.cli.undo import undo as command
from linter.errors import LedgerError
from linter.model import Document
from linter.reading.units import ReadOptions
from linter.settled import Settled
from linter.writing.cleaning import clean_file
from linter.writing.ledger import create_ledger
from linter.writing.undoing import Outcome, Undone, undo
from tests.undone_files import fix, results, settle


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


TEXT = "évil a\r\nbad\rb\n\nbad mix évil stray \U0001f600\u2028"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("ascii_only", [None, True, False])
def test_undoing_gives_the_bytes_back(
    here: Path, end: str, encoding: str, marked: bool, ascii_only: bool | None
) -> None:
    text = TEXT if encoding != "cp1252" else "a bad stray word\r\n"
    if ascii_only is not None:
        text = json.dumps({"text": text}, ensure_ascii=ascii_only)
        text = f"\n{text}\r\n \n{text}"
    name = "a.txt" if ascii_only is None else "a.jsonl"
    bom = "\ufeff" if marked and encoding != "cp1252" else ""
    before = f"{bom}{text}{end}".encode(encoding)
    Path(name).write_bytes(before)
    Path(name).chmod(0o640)
    fix(Path("ledger"), name, encoding=None if bom else encoding)
    assert Path(name).read_bytes() != before
    assert results() == [(name, Outcome.RESTORED)]
    assert Path(name).read_bytes() == before
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o640
    assert results() == [(name, Outcome.ALREADY)]


def test_the_written_copy_is_what_is_undone(here: Path) -> None:
    Path("a.txt").write_bytes(b"bad")
    with create_ledger(Path("ledger"), "0") as ledger:
        clean_file(Path("a.txt"), Path("out/a.txt"), ReadOptions(), settle, ledger)
    assert Path("out/a.txt").read_bytes() == b"good"
    assert results() == [("out/a.txt", Outcome.RESTORED)]
    assert Path("out/a.txt").read_bytes() == b"bad"


def test_a_file_is_found_beside_its_ledger(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_bytes(b"bad")
    fix(Path("ledger"), "a.txt")
    (here / "else").mkdir()
    monkeypatch.chdir(here / "else")
    assert results("../ledger") == [("../a.txt", Outcome.RESTORED)]
    assert (here / "a.txt").read_bytes() == b"bad"


def test_a_file_that_changed_since_is_left_and_others_are_not(here: Path) -> None:
    for name in ["a", "b", "c"]:
        Path(name).write_bytes(b"bad " + name.encode())
    fix(Path("ledger"), "a", "b", "c")
    Path("b").write_bytes(b"good b, and more")
    found = list(undo(Path("ledger")))
    assert found[1] == Undone(
        Path("b"), Outcome.FAILED, reason="has changed since; left as it is"
    )
    assert [Path(name).read_bytes() for name in "abc"] == [
        b"bad a",
        b"good b, and more",
        b"bad c",
    ]


def test_a_file_that_is_gone_is_a_failure(here: Path) -> None:
    Path("a").write_bytes(b"bad")
    fix(Path("ledger"), "a")
    Path("a").unlink()
    (undone,) = undo(Path("ledger"))
    assert undone.outcome is Outcome.FAILED
    assert undone.reason == "cannot be restored: No such file or directory"


def test_a_file_that_was_fixed_twice_goes_back_all_the_way(here: Path) -> None:
    def settle_first(document: Document) -> Settled:
        settled = settle(document)
        text = document.text.replace(settled.changes[0].before, "", 1)
        change = settled.changes[0]._replace(after="")
        return Settled(text, (change,))

    Path("a").write_text("bad évil")
    with create_ledger(Path("ledger"), "0") as ledger:
        for _ in range(2):
            clean_file(Path("a"), Path("a"), ReadOptions(), settle_first, ledger)
    assert Path("a").read_text() == " "
    assert results() == [("a", Outcome.RESTORED), ("a", Outcome.RESTORED)]
    assert Path("a").read_text() == "bad évil"


def test_what_a_link_means_is_restored(here: Path) -> None:
    Path("real").write_bytes(b"bad")
    Path("link").symlink_to("real")
    fix(Path("ledger"), "link")
    assert results() == [("link", Outcome.RESTORED)]
    assert Path("link").is_symlink()
    assert Path("real").read_bytes() == b"bad"


def test_a_killed_run_that_replaced_nothing_needs_no_undo(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a").write_bytes(b"bad")
    fix(Path("ledger"), "a")
    Path("a").write_bytes(b"bad")
    with Path("ledger").open("ab") as ledger:
        ledger.write(b'{"type": "edit", "pa')
    assert results() == [("a", Outcome.ALREADY)]


def test_edits_that_do_not_give_the_file_back_are_refused(here: Path) -> None:
    Path("a").write_bytes(b"bad bad")
    for old, new, reason in [
        ('{"start": 4, "before": "bad"', '{"start": 4, "before": "mad"', "give back"),
        ('{"start": 4, "before": "bad"', '{"start": 5, "before": "bad"', "not fit"),
        ('"record_line": null', '"record_line": 7', "line 7: an edit does not fit"),
    ]:
        fix(Path("ledger"), "a")
        text = Path("ledger").read_text()
        assert old in text
        Path("ledger").write_text(text.replace(old, new))
        (undone,) = undo(Path("ledger"))
        assert undone.outcome is Outcome.FAILED
        assert reason in undone.reason
        assert Path("a").read_bytes() == b"good good"
        Path("ledger").unlink()
        Path("a").write_bytes(b"bad bad")


def test_a_broken_ledger_touches_nothing(here: Path) -> None:
    Path("a").write_bytes(b"bad")
    fix(Path("ledger"), "a")
    with Path("ledger").open("ab") as ledger:
        ledger.write(b'{"type": "odd"}\n')
    with pytest.raises(LedgerError, match=r"^ledger:4: type: 'odd' is not known"):
        undo(Path("ledger"))
    assert Path("a").read_bytes() == b"good"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_command_tells_each_file_in_a_line(here: Path) -> None:
    for name, text in [
        ("a", "bad"),
        ("b", "bad mix évil"),
        ("c", "évil"),
        ("d", "bad"),
    ]:
        Path(name).write_text(text)
    fix(Path("ledger"), "a", "b", "c", "d")
    Path("d").write_text("changed")
    result = run("ledger", "--rule", "bad")
    assert result.stdout.splitlines() == [
        "c: 0 edits undone, 1 left",
        "b: 1 edit undone, 2 left, 1 of them made with other rules, too",
        "a: 1 edit undone",
        "4 files: 1 restored, 1 partly restored, 1 kept, 1 failed",
    ]
    assert result.stderr == "d: has changed since; left as it is\n"
    assert result.exit_code == 2


def test_the_command_ends_with_0_when_all_is_as_it_was(here: Path) -> None:
    Path("a").write_text("bad")
    fix(Path("ledger"), "a")
    assert run("ledger").output == "a: 1 edit undone\n1 file: 1 restored\n"
    again = run("ledger")
    assert again.output == "a: already as it was\n1 file: 1 already as it was\n"
    assert again.exit_code == 0


def test_the_command_has_nothing_to_do_for_an_empty_ledger(here: Path) -> None:
    fix(Path("ledger"))
    result = run("ledger")
    assert (result.output, result.exit_code) == ("0 files: none\n", 0)


def test_the_command_leaves_errors_to_its_caller(here: Path) -> None:
    result = run("gone")
    assert isinstance(result.exception, LedgerError)
