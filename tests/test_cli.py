"""The command line as people use it: whole processes, what they print and exit with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
STRAY = "In areas such as energy. , aerospace and more they worked.\n"
FIXED = "In areas such as energy, aerospace and more they worked.\n"


def mtlint(
    *arguments: object, stdin: bytes | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "linter", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
    )


def error_of(run: subprocess.CompletedProcess[bytes]) -> str:
    """Return the one line of an error, having seen that it is one."""
    assert run.returncode == 2
    text = run.stderr.decode()
    assert text.startswith("mtlint: ")
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(STRAY)
    (folder / "sub" / "b c é.md").write_text("# Title\n\n" + STRAY)
    (folder / "clean.txt").write_bytes(b"Nothing is wrong here.\r\n")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.dat").write_bytes(b"\x89PNG\0\0\0")
    return folder


def test_check_finds_and_says_so_by_its_exit_code(dirty: Path) -> None:
    run = mtlint("check", "--no-config", dirty)
    assert run.returncode == 1
    assert b"punctuation/period-before-comma" in run.stdout
    assert b"a.txt:1:24" in run.stdout
    assert mtlint("check", "--no-config", "--exit-zero", dirty).returncode == 0
    assert mtlint("check", "--no-config", dirty / "clean.txt").returncode == 0
    assert mtlint("check", "--no-config", dirty / "empty.txt").returncode == 0


def test_jsonl_has_a_line_a_finding_and_a_summary(dirty: Path) -> None:
    run = mtlint("check", "--no-config", "--format", "jsonl", dirty)
    *findings, summary = map(json.loads, run.stdout.splitlines())
    assert [row["type"] for row in findings] == ["finding", "finding"]
    assert summary["type"] == "summary"
    assert summary["documents"] == 4
    assert summary["passed_over"] == {"binary": 1}
    row = findings[0]
    text = Path(row["path"]).read_text()
    assert text[row["span"]["start"] : row["span"]["end"]] == row["text"] == ". ,"


def test_standard_input_is_checked_under_a_name(dirty: Path) -> None:
    run = mtlint(
        *("check", "--no-config", "--format", "concise", "--stdin-name", "x.md", "-"),
        stdin=("```\n" + STRAY + "```\n\n" + STRAY).encode(),
    )
    assert run.returncode == 1
    assert run.stdout.startswith(b"x.md:5:24: error")


def test_the_report_can_go_to_a_file(dirty: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    run = mtlint("check", "--no-config", "--format", "jsonl", "--output", report, dirty)
    assert run.returncode == 1
    assert run.stdout == b""
    assert json.loads(report.read_text().splitlines()[-1])["findings"] == 2


def test_a_cleaned_copy_mirrors_the_tree_and_can_be_undone(
    dirty: Path, tmp_path: Path
) -> None:
    before = {p: p.read_bytes() for p in dirty.rglob("*") if p.is_file()}
    output = tmp_path / "cleaned"
    run = mtlint("fix", "--no-config", dirty, "--output", output)
    assert run.returncode == 1
    assert (output / "a.txt").read_text() == FIXED
    assert (output / "sub" / "b c é.md").read_text() == "# Title\n\n" + FIXED
    for name in ("clean.txt", "empty.txt", "picture.dat"):
        assert (output / name).read_bytes() == (dirty / name).read_bytes()
    assert {p: p.read_bytes() for p in before} == before
    undone = mtlint("undo", tmp_path / "cleaned.ledger.jsonl")
    assert undone.returncode == 0
    for path, data in before.items():
        assert (output / path.relative_to(dirty)).read_bytes() == data


def test_in_place_changes_files_once_and_leaves_a_ledger(dirty: Path) -> None:
    run = mtlint("fix", "--no-config", "--in-place", ".", cwd=dirty)
    assert run.returncode == 1
    assert (dirty / "a.txt").read_text() == FIXED
    (ledger,) = (dirty / ".mtlint" / "ledgers").iterdir()
    again = mtlint("fix", "--no-config", "--in-place", ".", cwd=dirty)
    assert again.returncode == 0
    assert (dirty / "a.txt").read_text() == FIXED
    assert list((dirty / ".mtlint" / "ledgers").iterdir()) == [ledger]
    assert mtlint("undo", ledger, cwd=dirty).returncode == 0
    assert (dirty / "a.txt").read_text() == STRAY


def test_a_diff_is_a_patch_that_git_takes(dirty: Path) -> None:
    run = mtlint("fix", "--no-config", "--diff", ".", cwd=dirty)
    subprocess.run(["git", "init", "-q"], cwd=dirty, check=True)
    subprocess.run(["git", "apply"], input=run.stdout, cwd=dirty, check=True)
    assert (dirty / "a.txt").read_text() == FIXED
    assert (dirty / "sub" / "b c é.md").read_text() == "# Title\n\n" + FIXED


def test_standard_input_goes_cleaned_to_standard_output() -> None:
    run = mtlint("fix", "--no-config", "-", stdin=b"\xef\xbb\xbf" + STRAY.encode())
    assert run.stdout == b"\xef\xbb\xbf" + FIXED.encode()


def test_fixing_twice_gives_what_fixing_once_gives(tmp_path: Path) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    mtlint("fix", "--no-config", "--suggested", SEEDS, "--output", once)
    mtlint("fix", "--no-config", "--suggested", once, "--output", twice)
    for path in once.iterdir():
        assert (twice / path.name).read_bytes() == path.read_bytes()


def test_an_undecodable_file_is_told_and_nothing_else_is_lost(dirty: Path) -> None:
    (dirty / "latin.txt").write_bytes(b"caf\xe9, and more\n")
    run = mtlint("check", "--no-config", "--format", "jsonl", dirty)
    assert run.returncode == 2
    (failed,) = json.loads(run.stdout.splitlines()[-1])["failed"]
    assert failed["path"].endswith("latin.txt")
    assert "not UTF-8 at byte 3" in failed["reason"]
    assert run.stdout.count(b'"type": "finding"') == 2
    told = mtlint("check", "--no-config", "--encoding", "latin-1", dirty / "latin.txt")
    assert told.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["check", "--fromat", "text"], "'--format'"),
        (["chekc"], "did you mean 'check'?"),
        (["check", "--select", "tokns"], "did you mean 'tokens'?"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["check", "--encoding", "utf-99"], "utf-99"),
        (["check", "--config", "none.toml"], "none.toml: no such file"),
        (["check", "--rules", "nowhere"], "nowhere: no such folder of rules"),
        (["check", "-", "a.txt"], "standard input goes alone"),
        (["fix", "."], "say where the cleaned text goes"),
        (["fix", ".", "--in-place", "--diff"], "say where the cleaned text goes"),
        (["undo", "none.jsonl"], "none.jsonl"),
        (["explain", "punctuation/period-before-coma"], "did you mean"),
        (["rules", "test", "nowhere"], "no such folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    assert told in error_of(mtlint(*arguments, cwd=tmp_path))


def test_a_broken_setting_is_one_line_with_the_nearest_key(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text('selct = ["tokens"]\n')
    told = error_of(mtlint("check", cwd=tmp_path))
    assert "mtlint.toml: selct: unknown key; did you mean 'select'?" in told


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read all")
def test_a_folder_without_permission_is_told(dirty: Path) -> None:
    (dirty / "sub").chmod(0)
    try:
        run = mtlint("check", "--no-config", dirty)
    finally:
        (dirty / "sub").chmod(0o755)
    assert run.returncode == 2
    assert b"sub" in run.stdout


def test_no_arguments_show_the_help() -> None:
    run = mtlint()
    assert run.returncode == 2
    assert b"check" in run.stderr


def test_a_closed_pipe_ends_quietly(dirty: Path) -> None:
    many = dirty / "many.txt"
    many.write_text(STRAY * 20_000)
    command = [sys.executable, "-m", "linter", "check", "--no-config", str(many)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_all_processes_at_once(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(STRAY * 20_000)
    command = [sys.executable, "-m", "linter", "check", "--no-config", "--jobs", "2"]
    with subprocess.Popen(
        [*command, str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        told = process.stderr.read().decode()
    assert process.returncode == 130
    assert told == "mtlint: interrupted\n"
    deadline = time.monotonic() + 10
    while (left := alive(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def alive(group: int) -> list[str]:
    """Return the processes of a group that still run."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [row[2] for row in rows if row[0] == str(group) and row[1][0] != "Z"]


def test_verbose_says_which_optional_part_is_not_installed(tmp_path: Path) -> None:
    code = (
        "import sys; import linter.kinds.verbless as kind;"
        "kind.pipeline_name = lambda: None;"
        "from linter.__main__ import run; sys.argv[0] = 'mtlint'; run()"
    )
    text = tmp_path / "a.txt"
    text.write_text("Nothing here.\n")
    for options, lines in ((["--verbose"], 1), ([], 0)):
        run = subprocess.run(
            [sys.executable, "-c", code, "check", "--no-config", *options, str(text)],
            capture_output=True,
            check=False,
        )
        assert run.returncode == 0
        assert run.stderr.count(b"mtlint[structure]") == lines
        assert run.stderr.count(b"\n") == lines
