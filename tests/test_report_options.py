"""Reports as people and CI ask for them on the command line."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest
from click.testing import CliRunner

from linter.cli import main, paging
from linter.cli.check import check as check_command
from linter.cli.reporting import Tellers
from linter.locating import Suppression, locate
from linter.model import Document, Finding, Severity, Span
from linter.reporters import Summary, reporter

STRAY = "In areas such as energy. , aerospace and more they worked.\n"
NAMES = ("CI", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
Run = subprocess.CompletedProcess[bytes]

on_unix = pytest.mark.skipif(os.name == "nt", reason="signals, pipes, terminals")


def command(*arguments: object) -> list[str]:
    return [
        sys.executable,
        "-m",
        "linter",
        "check",
        "--no-config",
        *map(str, arguments),
    ]


def environment(**more: str) -> dict[str, str]:
    """Return the environment, as if no CI ran us."""
    return {k: v for k, v in os.environ.items() if k not in NAMES} | more


def check(*arguments: object, cwd: Path, **more: str) -> Run:
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        check=False,
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a text in it that has two findings."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(STRAY * 2)
    return tmp_path


def test_a_report_goes_to_a_file_that_is_not_there_yet(folder: Path) -> None:
    run = check("texts", "--output", "new.txt", cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (1, b"", b"")
    assert (folder / "new.txt").read_text().startswith("texts/a.txt:1:24: error")
    if os.name != "nt":
        other = folder / "other"
        other.touch()
        assert (folder / "new.txt").stat().st_mode == other.stat().st_mode


def test_several_reports_are_written_at_once(folder: Path) -> None:
    reports = ("sarif", "gitlab", "junit", "rdjson", "markdown", "jsonl")
    options = [f"--report={name}=out.{name}" for name in reports]
    run = check("texts", "--format=concise", *options, "--report=github", cwd=folder)
    lines = run.stdout.decode().splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        *("texts/a.txt:1:24:", "texts/a.txt:2:24:", "1"),
        *("::error", "::error", "mtlint:"),
    ]
    assert names(folder) == sorted(["texts", *(f"out.{name}" for name in reports)])
    log = json.loads((folder / "out.sarif").read_bytes())
    assert len(log["runs"][0]["results"]) == 2
    assert len(json.loads((folder / "out.gitlab").read_bytes())) == 2
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--report", "sarf"], "'sarf' is not one of text,"),
        (["--report", "sarf=x"], "; did you mean 'sarif'?"),
        (["--report", "sarif="], "no file after 'sarif='"),
        (["--report", "sarif"], "write --report sarif=FILE"),
        (["--format", "jsonl", "--report", "github"], "cannot have jsonl and github"),
        (["--report", "sarif=x", "--output", "x"], "two reports would go to this file"),
        (["--report", "sarif=./x", "--report", "junit=x"], "two reports would go"),
        (["--statistics", "--format", "jsonl"], "--statistics is for the text report"),
        (["--group-by", "rule", "--format", "sarif"], "--group-by is for the text"),
        (["--output", "texts/a.txt", "texts/a.txt"], "is to be checked"),
        (["--report", "junit=no/where", "texts"], "no/where: cannot be written"),
        (["--output", "texts", "texts"], "texts: cannot be written: is a directory"),
    ],
)
def test_a_wrong_choice_of_reports_is_told_in_one_line(
    options: list[str], told: str, folder: Path
) -> None:
    run = check(*options, cwd=folder)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().count("\n") == 1
    assert told in run.stderr.decode()
    assert names(folder) == ["texts"]
    assert (folder / "texts" / "a.txt").read_text() == STRAY * 2


def test_nothing_is_written_before_the_rules_are_read(folder: Path) -> None:
    run = check("--format", "gitlab", "--select", "no/such", "texts", cwd=folder)
    assert (run.returncode, run.stdout) == (2, b"")


def test_a_report_in_the_folder_is_not_checked(folder: Path) -> None:
    for _ in range(2):
        options = ("--format=jsonl", "--output=all.jsonl", "--report=text=all.txt")
        check(".", *options, cwd=folder)
        last = (folder / "all.jsonl").read_text().splitlines()[-1]
        assert json.loads(last)["documents"] == 1


@on_unix
def test_ctrl_c_leaves_the_old_report(folder: Path) -> None:
    old = folder / "out.txt"
    old.write_text("old")
    run = subprocess.Popen(
        command("-", "--output=out.txt", "--report=sarif=new.sarif"),
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while len(names(folder)) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(names(folder)) == 4  # two files in the making
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=20)
    assert (run.returncode, errors) == (130, b"mtlint: interrupted\n")
    assert names(folder) == ["out.txt", "texts"]
    assert old.read_text() == "old"


def test_a_crash_leaves_the_old_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("half way")

    old = folder / "out.txt"
    old.write_text("old")
    callback = check_command.callback
    assert callback is not None
    monkeypatch.setitem(callback.__globals__, "check_all", crash)
    arguments = ["check", "--no-config", str(folder / "texts"), "--output", str(old)]
    result = CliRunner().invoke(main, arguments)
    assert isinstance(result.exception, RuntimeError)
    assert names(folder) == ["out.txt", "texts"]
    assert old.read_text() == "old"


@on_unix
def test_a_report_keeps_mode_and_link_of_the_old_one(folder: Path) -> None:
    old = folder / "real.txt"
    old.write_text("old")
    old.chmod(0o604)
    (folder / "link.txt").symlink_to(old)
    check("texts", "--output=link.txt", cwd=folder)
    assert (folder / "link.txt").is_symlink()
    assert stat.S_IMODE(old.stat().st_mode) == 0o604
    assert "a.txt:1:24" in old.read_text()


@on_unix
def test_a_pipe_is_written_to_and_not_replaced(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    check("texts", "--output=pipe", cwd=folder)
    reader.join(timeout=20)
    assert "a.txt:1:24" in read[0]
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is ever full here")
@pytest.mark.parametrize("name", ["text", "sarif"])
def test_a_full_disk_is_told_in_one_line(name: str, folder: Path) -> None:
    run = check("texts", f"--report={name}=/dev/full", cwd=folder)
    assert run.returncode == 2
    assert run.stderr == (
        b"mtlint: /dev/full: cannot be written: no space left on device\n"
    )


def test_the_page_of_a_github_step_has_all_findings(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("before\n")
    run = check("texts", "--report=github", cwd=folder, GITHUB_STEP_SUMMARY=str(page))
    assert run.returncode == 1
    text = page.read_text()
    assert text.startswith("before\n## mtlint\n\n1 document checked, 2 findings")
    assert "`texts/a.txt:2:24`" in text
    check("texts", cwd=folder, GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text() == text


def test_a_page_that_cannot_be_written_ends_no_run(folder: Path) -> None:
    page = str(folder / "no" / "page.md")
    run = check(
        *("texts", "--report=github", "--report=sarif=x.sarif"),
        cwd=folder,
        GITHUB_STEP_SUMMARY=page,
    )
    assert run.returncode == 1
    assert run.stderr.decode().startswith(f"mtlint: {page}: cannot be written: ")
    assert json.loads((folder / "x.sarif").read_bytes())


def test_paths_for_services_start_at_the_checkout(folder: Path) -> None:
    (folder / ".git").mkdir()
    inside = folder / "texts"

    def path(**more: str) -> object:
        run = check("a.txt", "--format=gitlab", cwd=inside, **more)
        return json.loads(run.stdout)[0]["location"]["path"]

    assert path() == "texts/a.txt"
    assert path(GITHUB_WORKSPACE=str(folder.parent)) == f"{folder.name}/texts/a.txt"
    assert path(CI_PROJECT_DIR=str(inside)) == "a.txt"
    assert path(GITHUB_WORKSPACE=str(folder / "elsewhere")) == "texts/a.txt"


def test_suppressed_findings_are_told_to_those_who_mark_them() -> None:
    text = "energy. , and steel. , too"
    found = [Finding("a/b", Span(at, at + 3), "x", Severity.ERROR) for at in (6, 19)]
    first, second = locate(Document(text, PurePath("a.txt")), found)
    streams = {name: io.StringIO() for name in ("sarif", "jsonl")}
    told = Tellers([reporter(name, stream) for name, stream in streams.items()])
    suppressed = first._replace(suppression=Suppression(True))
    told.document([suppressed, second])
    told.document([suppressed])
    told.finish(Summary())
    results = json.loads(streams["sarif"].getvalue())["runs"][0]["results"]
    assert ["suppressions" in result for result in results] == [False, True, True]
    (row, _) = map(json.loads, streams["jsonl"].getvalue().splitlines())
    assert row["column"] == 20


def test_findings_can_be_grouped(folder: Path) -> None:
    (folder / "texts" / "b.txt").write_text(STRAY)
    by_rule = check("texts", "--group-by=rule", "--no-show-source", cwd=folder)
    assert by_rule.stdout.decode().startswith(
        "punctuation/period-before-comma: 3 findings\n"
        "Full stop left before a comma.\n\n"
        "texts/a.txt:1:24: error\n"
        "  Stray full stop before a comma.\n"
        "  fix (safe):\n"
    )
    by_document = check("texts", "--group-by=document", "--no-show-source", cwd=folder)
    assert by_document.stdout.decode().startswith(
        "texts/a.txt: 2 findings\n\n"
        "1:24: error punctuation/period-before-comma\n"
        "  Stray full stop before a comma.\n"
    )
    assert b"\ntexts/b.txt: 1 finding\n" in by_document.stdout
    assert b"    1 | " not in by_document.stdout


def test_statistics_are_the_table_alone(folder: Path) -> None:
    run = check("texts", "--statistics", cwd=folder)
    assert run.returncode == 1
    assert run.stdout.decode() == (
        "2 error   punctuation/period-before-comma  Full stop left before a comma.\n\n"
        "1 document checked, 2 findings: 2 errors.\n"
        "2 can be fixed with 'mtlint fix'.\n"
    )


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
