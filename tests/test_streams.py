"""Standard input and output that are closed or full end a run in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.calling import STRAY

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device")
CLOSED = "mtlint: -: standard input or output is closed\n"
FULL = "mtlint: standard output: cannot be written: no space left on device\n"


def shell(folder: Path, line: str, **environment: str) -> tuple[int, str]:
    """Run mtlint with a redirection; return its code and what it complained of."""
    command = line.replace("mtlint", f"'{sys.executable}' -m linter", 1)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stderr.decode()


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(STRAY.format("it"))
    return tmp_path


@pytest.mark.parametrize(
    "line",
    ["mtlint check - <&-", "mtlint fix - <&-", "mtlint check --files-from - <&-"],
)
def test_closed_input_is_not_an_empty_text(texts: Path, line: str) -> None:
    assert shell(texts, line) == (2, CLOSED)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "line",
    [
        "mtlint check . >/dev/full",
        "mtlint check a.txt --exit-zero >/dev/full",
        "mtlint fix - <a.txt >/dev/full",
        "mtlint --version >/dev/full",
    ],
)
def test_a_full_disk_behind_the_output_is_told(
    texts: Path, line: str, unbuffered: str
) -> None:
    assert shell(texts, line, PYTHONUNBUFFERED=unbuffered) == (2, FULL)


def test_closed_output_is_told(texts: Path) -> None:
    code, told = shell(texts, "mtlint check . >&-")
    assert (code, told.count("\n")) == (2, 1)
    assert "standard output: cannot be written" in told


def test_closed_streams_are_no_files_that_are_fixed(texts: Path) -> None:
    code, told = shell(texts, "mtlint fix . --in-place <&- >&- 2>&-")
    assert (code, told) == (1, "")
    assert (texts / "a.txt").read_text() == STRAY.format("it").replace(". ,", ",")


def test_complaints_that_nobody_can_read_keep_their_exit_code(texts: Path) -> None:
    assert shell(texts, "mtlint check nope 2>/dev/full") == (2, "")
