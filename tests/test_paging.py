"""A long report is paged on a terminal, and nowhere else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.cli import paging
from tests.reporting_runs import STRAY, command, environment, on_unix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a text in it that has two findings."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(STRAY * 2)
    return tmp_path


def on_terminal(arguments: list[str], cwd: Path, **more: str) -> tuple[int, str]:
    """Run a command on a terminal of 24 lines; return its exit code and output."""
    import pty

    screen = {"TERM": "xterm", "LINES": "24", "COLUMNS": "80"}
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        arguments,
        cwd=cwd,
        env=environment(**screen | more),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    output = b""
    while True:
        try:
            data = os.read(ours, 1 << 16)
        except OSError:  # Linux says so where the other end is closed
            break
        if not data:
            break
        output += data
    os.close(ours)
    return run.wait(timeout=20), output.decode()


@pytest.fixture
def pager(folder: Path) -> dict[str, str]:
    """Make a pager that writes to a file what it is given."""
    program = folder / "pager"
    program.write_text(f"#!/bin/sh\ncat > {folder}/paged\n")
    program.chmod(0o755)
    return {"PAGER": str(program)}


@on_unix
def test_a_long_report_is_paged_on_a_terminal(
    folder: Path, pager: dict[str, str]
) -> None:
    (folder / "texts" / "a.txt").write_text(STRAY * 10)
    code, output = on_terminal(command("texts"), folder, **pager)
    paged = (folder / "paged").read_text()
    assert (code, output) == (1, "")
    assert "\x1b[1;31merror\x1b[0m" in paged
    assert paged.endswith("10 can be fixed with 'mtlint fix'.\n")


@on_unix
@pytest.mark.parametrize(
    ("options", "more"),
    [
        ([], {}),  # it fits
        (["--no-pager", "--group-by=rule"], {}),
        (["--pager"], {"CI": "true"}),
        (["--pager"], {"TERM": "dumb"}),
        (["--pager"], {"MTLINT_PAGER": ""}),
        (["--pager"], {"MTLINT_PAGER": "cat"}),
        (["--pager", "--format=jsonl"], {}),
    ],
)
def test_a_report_is_not_paged(
    options: list[str], more: dict[str, str], folder: Path, pager: dict[str, str]
) -> None:
    code, output = on_terminal(command("texts", *options), folder, **(pager | more))
    assert code == 1
    assert "period-before-comma" in output
    assert not (folder / "paged").exists()


@on_unix
def test_a_short_report_is_paged_if_it_is_asked_for(
    folder: Path, pager: dict[str, str]
) -> None:
    own = {"MTLINT_PAGER": pager["PAGER"], "PAGER": "false"}
    code, output = on_terminal(command("texts", "--pager"), folder, **own)
    assert (code, output) == (1, "")
    assert "period-before-comma" in (folder / "paged").read_text()


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)


@pytest.fixture
def paging_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(paging, "_page", lambda text: pytest.fail("was paged"))
    return Terminal


def test_what_was_held_back_is_shown_when_the_run_ends_early(
    paging_to: Callable[[], Terminal],
) -> None:
    terminal = paging_to()

    def interrupted() -> None:
        with paging.paged(terminal, always=True) as page:  # type: ignore[arg-type]
            page.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.text == "half"


def test_a_huge_report_is_not_held_back(
    paging_to: Callable[[], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_HELD", 10)
    terminal = paging_to()
    with paging.paged(terminal, always=True) as page:  # type: ignore[arg-type]
        page.write("0123456789")
        assert terminal.text == ""
        page.write("a")
        page.write("b")
        assert terminal.text == "0123456789ab"
    assert terminal.text == "0123456789ab"
