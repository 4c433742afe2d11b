"""What is too large for memory is told, kept as it is, and stops nothing else."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linter.reading.limits import MOST_BYTES
from linter.reading.units import ReadOptions, read_units, spooled
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from linter.tasks import Plan

STRAY = "In areas such as energy. , aerospace and more they worked."
MENDED = "In areas such as energy, aerospace and more they worked."
TOLD = "larger than 10 MB, the most that one text may have"


def record(text: str, name: str = "x") -> bytes:
    return json.dumps({"id": name, "text": text}).encode() + b"\n"


HUGE = record("word " * (MOST_BYTES // 5), "huge")


def run(*arguments: str, given: bytes | None = None) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env=os.environ,
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_a_text_that_is_too_large_is_told_and_copied(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.txt", tmp_path / "out"
    path.write_bytes(b"word " * (MOST_BYTES // 5 + 1))
    code, out, _ = run("check", str(path), "--format", "concise")
    assert code == 2
    assert f"{path}: not checked: {TOLD}; cut it into files" in out.decode()
    code, _, err = run("fix", str(path), "--output", str(copy))
    assert code == 2
    assert TOLD in err
    assert (copy / "a.txt").read_bytes() == path.read_bytes()


def test_a_text_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * MOST_BYTES)
    (unit,) = read_units(path)
    assert hasattr(unit, "document")


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["at the end", "in the middle"])
def test_a_record_that_is_too_large_stops_no_other(tmp_path: Path, end: bytes) -> None:
    path, copy = tmp_path / "a.jsonl", tmp_path / "out"
    last = record(STRAY, "last") if end else b""
    path.write_bytes(record(STRAY, "first") + HUGE.rstrip() + end + last)
    checker = Checker(Ruleset.load, ReadOptions())
    results = [*check_all(Plan([path]), checker, jobs=1)]
    (failed,) = (failure for one in results for failure in one.failed)
    assert (failed.record_line, failed.reason) == (2, f"{TOLD}; cut the record in two")
    places = [
        i.record_line for one in results for located in one.found for i in located
    ]
    assert places == ([1, 3] if end else [1])
    code, _, err = run("fix", str(path), "--output", str(copy))
    assert code == 2
    assert f"{path}:2: {TOLD}" in err
    assert (copy / "a.jsonl").read_bytes() == path.read_bytes().replace(
        STRAY.encode(), MENDED.encode()
    )


def test_a_large_file_that_has_no_lines_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(("\ufeff" + HUGE.decode()).encode("utf-16-le"))
    for item in (*read_units(path),):
        assert not hasattr(item, "document")
    results = [*check_all(Plan([path]), Checker(Ruleset.load, ReadOptions()))]
    (failed,) = (failure for one in results for failure in one.failed)
    assert TOLD in failed.reason


def test_standard_input_is_bounded_as_files_are() -> None:
    given = record(STRAY) + HUGE + record(STRAY)
    code, out, err = run("fix", "-", "--stdin-name", "a.jsonl", given=given)
    assert code == 2
    assert f"a.jsonl:2: {TOLD}" in err
    assert out == record(MENDED) + HUGE + record(MENDED)


def test_a_stream_is_taken_from_where_it_is() -> None:
    stream = io.BytesIO(b"read already, not yet")
    stream.read(14)
    with spooled(stream) as copy:
        assert (copy.read(), copy.seek(0), copy.read()) == (b"not yet", 0, b"not yet")


def test_lines_that_are_all_alike_are_cut_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": ""}\n' * 400_000)
    checker = Checker(Ruleset.load, ReadOptions())
    results = [*check_all(Plan([path]), checker, jobs=1)]
    assert len(results) >= 2
    assert sum(one.clean for one in results) == 400_000
