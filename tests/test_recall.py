"""What was checked before is not checked again, and nobody can tell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checking import Checked, check_task
from linter.locating import locate
from linter.model import Document, Edit, Finding, Fix, Related, Safety, Severity, Span
from linter.packing import packed, unpacked
from linter.recall import RecallFile
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from tests.recalled import NONE, OPTIONS, RULES, STRAY, checked, corpus, the_task

FORMATS = (
    *("text", "concise", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"),
    "markdown",
)


def test_a_second_run_scans_nothing_and_tells_the_same(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    task = the_task(corpus(tmp_path / "texts"))
    plainly = check_task(task, RULES, OPTIONS)
    assert checked(task, tmp_path / "kept.sqlite") == plainly
    assert checked(task, tmp_path / "kept.sqlite", NONE) == plainly
    assert len(plainly.found) == 55
    assert plainly.remarks


def test_a_text_that_changed_is_scanned_and_the_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    paths = corpus(tmp_path / "texts")
    checked(the_task(paths), tmp_path / "kept.sqlite")
    paths[0].write_text(STRAY * 5)
    seen: list[str] = []

    class Watched(Ruleset):
        def scan_all(self, documents, unfinished=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            texts = list(documents)
            seen.extend(str(document.path) for document in texts)
            return super().scan_all(texts, unfinished)

    task = the_task(paths)
    again = checked(task, tmp_path / "kept.sqlite", Watched(RULES.rules))
    assert again == check_task(task, RULES, OPTIONS)
    assert seen == [str(paths[0])]


def test_a_text_is_known_by_any_name_but_not_in_another_format(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(STRAY)
    kept = tmp_path / "kept.sqlite"
    checked(the_task([first]), kept)
    first.rename(second)
    task = the_task([second])
    again = checked(task, kept, NONE)
    assert again == check_task(task, RULES, OPTIONS)
    assert again.found[0][0].path == str(second)
    other = second.rename(tmp_path / "second.md")
    with pytest.raises(AssertionError, match="scanned"):
        checked(the_task([other]), kept, NONE)


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "by line number"])
def test_records_that_moved_are_told_where_they_are_now(
    tmp_path: Path, ids: bool
) -> None:
    path, kept = tmp_path / "a.jsonl", tmp_path / "kept.sqlite"
    told = [{"text": STRAY} | ({"id": f"x{n}"} if ids else {}) for n in range(300)]
    lines = [json.dumps(one) + "\n" for one in told]
    path.write_text("".join(lines))
    checked(the_task([path]), kept)
    path.write_text("\n\n" + "".join(lines))
    task = the_task([path])
    again = checked(task, kept)
    assert again == check_task(task, RULES, OPTIONS)
    assert again.found[0][0].record_line == 3
    assert again.found[0][0].record == ("x0" if ids else "3")


def test_a_record_that_is_put_in_leaves_the_others_known(tmp_path: Path) -> None:
    path, kept = tmp_path / "a.jsonl", tmp_path / "kept.sqlite"
    lines = [
        json.dumps({"id": f"x{n}", "text": f"Report {n}. {STRAY * 20}"}) + "\n"
        for n in range(700)
    ]
    path.write_text("".join(lines))
    checked(the_task([path]), kept)
    path.write_text(lines[5] + "".join(lines))
    scanned = 0

    class Counted(Ruleset):
        def scan_all(self, documents, unfinished=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            nonlocal scanned
            texts = list(documents)
            scanned = len(texts)
            return super().scan_all(texts, unfinished)

    task = the_task([path])
    again = checked(task, kept, Counted(RULES.rules))
    assert again == check_task(task, RULES, OPTIONS)
    assert 0 < scanned < 350


def test_several_processes_share_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    tasks = [the_task([path]) for path in corpus(tmp_path / "texts", 30)]
    known = RecallFile(tmp_path / "kept.sqlite", False)
    checker = Checker(partial(Ruleset.load), OPTIONS, known)
    plainly = [check_task(task, RULES, OPTIONS) for task in tasks]
    # Only a run of several documents gathers what is compared between them.
    run = [*check_all(tasks, checker, jobs=2)]
    for one in run:
        one.gathered = None
    assert run == plainly
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [
        "kept.sqlite"
    ]
    again = [checked(task, known.file, NONE) for task in tasks]
    for one in again:
        one.gathered = None
    assert again == plainly


def test_what_could_not_be_finished_is_tried_again(tmp_path: Path) -> None:
    path, kept = tmp_path / "a.jsonl", tmp_path / "kept.sqlite"
    path.write_text("no json\n")
    assert checked(the_task([path]), kept).failed
    assert checked(the_task([path]), kept).failed


def test_whatever_comes_of_a_task_is_kept_and_sent() -> None:
    # Who adds a field adds it in `Checked.__reduce__` and in `linter.recall`; what is
    # found `again` hangs on all documents, and is kept for none.
    assert [*signature(Checked).parameters] == [
        *("task", "found", "clean", "binary", "failed", "remarks", "gathered", "again")
    ]


@given(
    st.text(min_size=8, max_size=60),
    st.sampled_from(Severity),
    st.sampled_from([*Safety, None]),
)
def test_findings_come_back_as_they_were(
    text: str, severity: Severity, safety: Safety | None
) -> None:
    fix = Fix(
        (Edit(Span(1, 3), "x"), Edit(Span(6, 6), "\ud800")), safety or Safety.SAFE
    )
    related = (Related("here", Span(0, 2)), Related("there", None, "b.txt"))
    finding = Finding("a/b", Span(2, 5), "Odd.", severity, fix, related)
    located = locate(Document(text, Path("a.txt")), [finding])
    assert unpacked(packed(located), "a.txt") == located


# A folder that the walk does not enter.
CACHE = ".venv"


def run(*arguments: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", *arguments],
        cwd=folder,
        env={**os.environ, "MTLINT_CACHE_DIR": str(folder / CACHE), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_a_run_from_the_cache_tells_the_same_in_every_format(tmp_path: Path) -> None:
    for number in range(8):
        text = f"Report {number}. {STRAY}" + "Nothing is wrong here at all.\n" * 6000
        (tmp_path / f"{number}.txt").write_text(text)
    first = [run(".", "--format", name, folder=tmp_path) for name in FORMATS[:1]]
    (kept,) = (tmp_path / CACHE / "results").glob("*.sqlite")
    again = [run(".", "--format", name, folder=tmp_path) for name in FORMATS]
    without = [
        run(".", "--format", name, "--no-cache", folder=tmp_path) for name in FORMATS
    ]
    assert again == without
    assert first == again[:1]
    run(".", "--severity", "info", folder=tmp_path)
    assert len([*(tmp_path / CACHE / "results").glob("*.sqlite")]) == 2
    assert kept.exists()


def test_without_a_cache_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STRAY * 30_000)
    run("a.txt", "--no-cache", "--statistics", folder=tmp_path)
    assert not (tmp_path / CACHE).exists()
    run("a.txt", "--statistics", folder=tmp_path, MTLINT_CACHE_SIZE="0")
    assert not (tmp_path / CACHE / "results").exists()
