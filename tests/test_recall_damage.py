"""A file of what was checked may be damaged, full or shared: it is done without."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from linter import results
from linter.checking import check_task
from linter.digests import digest
from linter.recall import RecallFile
from linter.results import Results
from tests.recalled import NONE, OPTIONS, RULES, checked, corpus, the_task


@pytest.mark.parametrize(
    "damage",
    [b"", b"no database at all, but some text" * 300, b"SQLite format 3\0" + b"x" * 99],
    ids=["empty", "foreign", "torn"],
)
def test_a_file_that_is_damaged_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "texts").mkdir()
    task = the_task(corpus(tmp_path / "texts"))
    kept = tmp_path / "kept.sqlite"
    kept.write_bytes(damage)
    plainly = check_task(task, RULES, OPTIONS)
    assert checked(task, kept) == plainly
    assert checked(task, kept) == plainly
    assert checked(task, kept, NONE) == plainly


def test_damage_in_the_middle_is_never_told_as_a_result(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    task = the_task(corpus(tmp_path / "texts", 40))
    kept = tmp_path / "kept.sqlite"
    plainly = checked(task, kept)
    RecallFile(kept, False).settle()
    whole = kept.read_bytes()
    for start in range(100, len(whole), len(whole) // 15):
        kept.write_bytes(whole[:start] + b"\x5a" * 40 + whole[start + 40 :])
        assert checked(task, kept) == plainly
        assert checked(task, kept) == plainly


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = Results(tmp_path / "file" / "kept.sqlite")
    found.keep({b"key": b"value"})
    assert found.find([b"key"]) == {}


def test_what_is_full_makes_room_and_keeps_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(results.SIZE_VARIABLE, "1")
    kept = Results(tmp_path / "kept.sqlite")
    keys = [digest(str(number).encode()) for number in range(400)]
    for key in keys:
        kept.keep({key: os.urandom(10_000)})
    there = kept.find(keys)
    kept.close()
    assert 30 < len(there) < 105
    assert keys[-1] in there
    assert (tmp_path / "kept.sqlite").stat().st_size <= 1 << 20


def test_files_that_were_not_used_for_long_make_room(tmp_path: Path) -> None:
    for number in range(5):
        file = tmp_path / f"{number}.sqlite"
        file.write_bytes(b"x" * 1000)
        os.utime(file, (number, number))
    results.make_room(tmp_path, 4000)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["3.sqlite", "4.sqlite"]


def test_two_that_write_at_once_disturb_nobody(tmp_path: Path) -> None:
    one, other = Results(tmp_path / "kept"), Results(tmp_path / "kept")
    for number in range(20):
        one.keep({b"one%d" % number: b"1"})
        other.keep({b"other%d" % number: b"2"})
    assert one.find([b"other19"]) == {b"other19": b"2"}
    assert other.find([b"one19", b"none"]) == {b"one19": b"1"}
    one.close()
    other.close()
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_a_file_without_its_table_is_no_crash(tmp_path: Path) -> None:
    kept = Results(tmp_path / "kept")
    with sqlite3.connect(tmp_path / "kept") as database:
        database.execute("DROP TABLE results")
    database.close()
    assert kept.find([b"key"]) == {}
    kept.keep({b"key": b"value"})
