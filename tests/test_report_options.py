"""Where reports go, and what options make of them."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import threading
import time
from pathlib import Path, PurePath

import pytest
from click.testing import CliRunner

from linter.cli import main
from linter.cli.reporting import Tellers
from linter.locating import Suppression, locate
from linter.model import Document, Finding, Severity, Span
from linter.reporters import Summary, reporter
from tests.reporting_runs import STRAY, command, environment, on_unix

Run = subprocess.CompletedProcess[bytes]


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
    monkeypatch.setattr("linter.cli.checked.check_all", crash)
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
    told.document([suppressed, second], [second])
    told.document([suppressed], [])
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
