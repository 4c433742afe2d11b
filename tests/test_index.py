"""The index of a corpus: built in steps, the same bytes each time, held against."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from linter.cli import main
from linter.corpus.index import building
from linter.corpus.index.gathering import Result as Gathered
from linter.errors import MtlintError

USUAL = "In May {0} said this. Then {0} said that. Later {0} and his wife left.\n"
RARE = "On the first of May they all met Mantourov in the capital.\n"
FILE = "mtlint-index.sqlite"


def run(folder: Path, *words: object, stdin: str | None = None) -> Result:
    """Run mtlint in a folder, without settings files."""
    with chdir(folder):
        args = [*map(str, words)]
        if args[:2] != ["index", "show"]:
            args.append("--no-config")
        return CliRunner().invoke(main, args, input=stdin)


def build(folder: Path, *words: object) -> Result:
    result = run(folder, "index", "build", *(words or ["docs"]))
    assert result.exit_code == 0, result.output
    return result


def refused(result: Result) -> str:
    """Return the one line that says what is wrong."""
    assert isinstance(result.exception, MtlintError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


def findings(folder: Path, *words: object, stdin: str | None = None) -> list[str]:
    result = run(folder, "check", "--format", "jsonl", *words, stdin=stdin)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows, result.output
    return [f"{row['path']}: {row['text']}" for row in rows[:-1]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with a folder of documents."""
    for n in range(6):
        path = tmp_path / "docs" / f"{n}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(USUAL.format("Manturov"), encoding="utf-8")
    texts = [USUAL.format("Manturov"), "A dull day.", USUAL.format("Shulgin")]
    lines = [json.dumps({"id": f"r{n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "docs" / "more.jsonl").write_text("\n".join(lines) + "\n")
    settle(tmp_path)
    return tmp_path


def settle(folder: Path) -> None:
    """Wait until what is written next is newer than what is there."""
    mark = folder / "mark"
    newest = max(path.stat().st_ctime_ns for path in folder.rglob("*"))
    while True:
        mark.write_text("")
        if mark.stat().st_ctime_ns > newest:
            break
    mark.unlink()


def read_anew(result: Result) -> int:
    return int(result.stdout.split("; ")[1].split()[0])


def test_the_same_corpus_gives_the_same_bytes(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.tasks.TASK_BYTES", 10)
    for jobs in ("1", "2", "3"):
        build(corpus, "docs", "--output", f"{jobs}.sqlite", "--jobs", jobs)
    one = (corpus / "1.sqlite").read_bytes()
    assert one == (corpus / "2.sqlite").read_bytes()
    assert one == (corpus / "3.sqlite").read_bytes()
    copy = tmp_path / "elsewhere"
    shutil.copytree(corpus / "docs", copy / "docs")
    build(copy, "docs", "--output", "other.sqlite")
    assert (copy / "other.sqlite").read_bytes() == one


def test_only_what_changed_is_read_again(corpus: Path) -> None:
    assert read_anew(build(corpus)) == 9
    before = (corpus / FILE).read_bytes()
    assert read_anew(build(corpus)) == 0
    assert (corpus / FILE).read_bytes() == before
    settle(corpus)
    (corpus / "docs/3.txt").write_text(RARE)
    (corpus / "docs/4.txt").unlink()
    (corpus / "docs/5.txt").rename(corpus / "docs/9.txt")
    again = build(corpus)
    assert read_anew(again) == 2
    assert "2 files taken out" in again.stdout
    after = (corpus / FILE).read_bytes()
    (corpus / FILE).unlink()
    build(corpus)
    assert (corpus / FILE).read_bytes() == after


def test_records_that_only_moved_are_not_read_again(corpus: Path) -> None:
    lines = [json.dumps({"text": f"Word {n}. " * 40 + RARE}) for n in range(900)]
    file = corpus / "docs/many.jsonl"
    file.write_text("\n".join(lines) + "\n")
    build(corpus)
    settle(corpus)
    file.write_text("\n".join([json.dumps({"text": "New."}), *lines]) + "\n")
    assert 0 < read_anew(build(corpus)) < 900
    after = (corpus / FILE).read_bytes()
    (corpus / FILE).unlink()
    build(corpus)
    assert (corpus / FILE).read_bytes() == after


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_is_of_use_and_goes_on(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    monkeypatch.setattr("linter.tasks.TASK_BYTES", 10)
    build(corpus, "docs", "--output", "whole.sqlite")
    taken = building.Builder.take
    calls = 0

    def take(self: building.Builder, result: Gathered) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:
            raise KeyboardInterrupt
        taken(self, result)

    monkeypatch.setattr(building.Builder, "take", take)
    stopped = run(corpus, "index", "build", "docs", "--jobs", jobs)
    assert stopped.exit_code == 130
    assert "build it again to go on" in stopped.stderr
    shown = run(corpus, "index", "show", "Manturov")
    assert "9 times in 3 documents" in shown.stdout
    told = run(corpus, "check", "--index", FILE, "docs/1.txt")
    assert "is not complete" in told.stderr
    done = build(corpus)
    assert read_anew(done) == 9 - 4
    assert (corpus / FILE).read_bytes() == (corpus / "whole.sqlite").read_bytes()
    assert [path.name for path in corpus.iterdir() if path.name[0] == "."] == []


def test_a_process_that_is_killed_loses_little(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linter.tasks.TASK_BYTES", 10)
    monkeypatch.setattr("linter.corpus.index.storing.SAVED_EVERY", 0.0)

    def end(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(building.Builder, "finish", end)
        run(corpus, "index", "build", "docs")
    assert not (corpus / FILE).exists()
    (corpus / "docs/0.txt").write_text(RARE)
    assert read_anew(build(corpus)) <= 2
    assert findings(corpus, "--index", FILE, "docs/0.txt") == ["docs/0.txt: Mantourov"]


def test_new_documents_are_held_against_it(corpus: Path) -> None:
    build(corpus)
    (corpus / "new.txt").write_text(RARE)
    assert findings(corpus, "new.txt") == []
    assert findings(corpus, "--index", FILE, "new.txt") == ["new.txt: Mantourov"]
    assert findings(corpus, "--index", FILE, "--no-index", "new.txt") == []
    (corpus / "sub").mkdir()
    named = findings(corpus / "sub", "--index", f"../{FILE}", "../new.txt")
    assert named == ["../new.txt: Mantourov"]


def test_it_is_a_setting(corpus: Path) -> None:
    build(corpus)
    (corpus / "mtlint.toml").write_text(f'index = "{FILE}"\n')
    (corpus / "new.txt").write_text(RARE)
    with chdir(corpus / "docs"):
        found = CliRunner().invoke(main, ["check", "../new.txt", "--format", "concise"])
        without = CliRunner().invoke(main, ["check", "../new.txt", "--no-index"])
        shown = CliRunner().invoke(main, ["index", "show", "Shulgin"])
    assert "consistency/name" in found.stdout
    assert without.exit_code == 0
    assert "3 times in 1 document" in shown.stdout


def test_standard_input_is_held_against_it(corpus: Path) -> None:
    build(corpus)
    found = findings(corpus, "--index", FILE, "-", stdin=RARE)
    assert found == ["<stdin>: Mantourov"]


def test_a_document_of_the_corpus_is_not_counted_twice(corpus: Path) -> None:
    (corpus / "docs/0.txt").write_text("They saw Mantourov. " + RARE)
    build(corpus)
    assert run(corpus, "index", "show", "Mantourov").stdout.startswith("Manturov: 18")
    # 18 to 2: a second count would make 4 of them, and no minority.
    assert len(findings(corpus, "--index", FILE, "docs/0.txt")) == 2
    (corpus / "docs/0.txt").write_text(USUAL.format("Manturov"))
    (corpus / "docs/1.txt").write_text(RARE)
    assert findings(corpus, "--index", FILE, "docs/0.txt", "docs/1.txt") == [
        "docs/1.txt: Mantourov"
    ]


def test_evidence_names_documents_from_here(corpus: Path) -> None:
    build(corpus)
    (corpus / "docs/new.txt").write_text(RARE)
    result = run(
        corpus / "docs",
        "check",
        "--index",
        f"../{FILE}",
        "new.txt",
        "--format",
        "jsonl",
    )
    row: dict[str, Any] = json.loads(result.stdout.splitlines()[0])
    assert [one["path"] for one in row["related"]] == [
        *("0.txt", "1.txt", "2.txt", "new.txt")
    ]


def test_an_old_index_says_so(corpus: Path) -> None:
    build(corpus)
    (corpus / "new.txt").write_text(RARE)

    def told() -> str:
        return run(corpus, "check", "--index", FILE, "new.txt").stderr

    assert told() == ""
    settle(corpus)
    (corpus / "docs/1.txt").write_text("Something else.\n")
    (corpus / "docs/2.txt").unlink()
    (corpus / "docs/10.txt").write_text("One more.\n")
    assert "is older than its corpus (files: 1 changed, 1 gone, 1 new)" in told()
    assert told().count("\n") == 1
    changed = ["new.txt", "docs/1.txt", "docs/10.txt"]
    told_less = run(corpus, "check", "--index", FILE, *changed).stderr
    assert "(files: 1 gone)" in told_less


def test_a_fresh_checkout_does_not_make_it_old(corpus: Path) -> None:
    build(corpus)
    settle(corpus)
    for path in (corpus / "docs").iterdir():
        os.utime(path)
    assert run(corpus, "check", "--index", FILE, "docs/1.txt").stderr == ""


@pytest.mark.parametrize(
    "content", [b"", b"This is a text.", b"SQLite format 3\0" * 99]
)
def test_a_file_that_is_no_index_is_refused(corpus: Path, content: bytes) -> None:
    (corpus / "wrong.sqlite").write_bytes(content)
    checked = run(corpus, "check", "--index", "wrong.sqlite", "docs")
    assert "wrong.sqlite: is not an index" in refused(checked)
    built = run(corpus, "index", "build", "docs", "--output", "wrong.sqlite")
    assert "wrong.sqlite: is not an index" in refused(built)
    assert (corpus / "wrong.sqlite").read_bytes() == content


def test_a_database_of_something_else_is_refused(corpus: Path) -> None:
    with sqlite3.connect(corpus / "other.sqlite") as rows:
        rows.execute("CREATE TABLE things (name)")
    rows.close()
    checked = run(corpus, "check", "--index", "other.sqlite", "docs")
    assert "is not an index" in refused(checked)
    assert "no such index" in refused(
        run(corpus, "check", "--index", "no.sqlite", "docs")
    )


def test_an_index_of_another_version_is_refused_and_rebuilt(corpus: Path) -> None:
    build(corpus)
    with sqlite3.connect(corpus / FILE) as rows:
        rows.execute("UPDATE about SET value = '0.0.1' WHERE name = 'version'")
    rows.close()
    checked = run(corpus, "check", "--index", FILE, "docs")
    assert "is of another version of mtlint; run 'mtlint index build" in refused(
        checked
    )
    assert read_anew(build(corpus)) == 9
    assert run(corpus, "check", "--index", FILE, "docs").exit_code == 0


def test_files_that_cannot_be_read_are_told_each_time(corpus: Path) -> None:
    (corpus / "docs/bad.txt").write_bytes(b"caf\xe9 au lait\n")
    (corpus / "docs/bad.jsonl").write_text('{"text": "fine"}\n{"text": \n')
    for _ in range(2):
        result = run(corpus, "index", "build", "docs")
        assert result.exit_code == 2
        assert "docs/bad.txt: " in result.stderr
        assert "docs/bad.jsonl:2: " in result.stderr
    assert "is older" not in run(corpus, "check", "--index", FILE, "docs/1.txt").stderr


def test_show_lists_spellings_counts_and_files(corpus: Path) -> None:
    (corpus / "docs/0.txt").write_text(RARE)
    build(corpus)
    shown = run(corpus, "index", "show", "Manturov").stdout.splitlines()
    assert shown[:2] == [
        "Manturov: 18 times in 6 documents",
        "    docs/1.txt: 3 times",
    ]
    assert "    and 1 more; --all names them" in shown
    assert shown[-2:] == ["Mantourov: once in 1 document", "    docs/0.txt: once"]
    full = run(corpus, "index", "show", "Mikhail Manturov", "--all").stdout
    assert "    docs/more.jsonl (record r0): 3 times" in full
    rows = run(corpus, "index", "show", "Manturov", "--format", "jsonl").stdout
    first = json.loads(rows.splitlines()[0])
    assert (first["form"], first["count"], len(first["places"])) == ("Manturov", 18, 6)


def test_show_names_the_nearest(corpus: Path) -> None:
    build(corpus)
    line = refused(run(corpus, "index", "show", "Manturav"))
    assert line.endswith("no name 'Manturav'; the nearest are Manturov")


def git(folder: Path, *arguments: str) -> None:
    told = {"GIT_CONFIG_GLOBAL": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        told |= {f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.org"}
    words: Sequence[str] = ["git", "-C", str(folder), *arguments]
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, **told})


def test_a_change_is_held_against_it_without_what_was_there(corpus: Path) -> None:
    (corpus / "docs/0.txt").write_text(RARE)
    build(corpus)
    git(corpus, "init", "--quiet", "--initial-branch", "main")
    git(corpus, "add", "--all")
    git(corpus, "commit", "--quiet", "--message", "all")
    (corpus / "docs/0.txt").write_text("One more line.\n" + RARE)
    (corpus / "docs/new.txt").write_text("They saw Mantourov again.\n")
    words = ("--index", FILE, "--base", "main", "docs")
    assert findings(corpus, *words) == ["docs/new.txt: Mantourov"]
    git(corpus, "mv", "docs/0.txt", "docs/moved.txt")
    assert findings(corpus, *words) == ["docs/new.txt: Mantourov"]


def test_two_corpora_go_in_one_index(corpus: Path) -> None:
    (corpus / "other").mkdir()
    (corpus / "other/a.txt").write_text(USUAL.format("Shulgin"))
    build(corpus, "docs", "other")
    together = (corpus / FILE).read_bytes()
    (corpus / FILE).unlink()
    build(corpus)
    assert read_anew(build(corpus, "--add", "other")) == 1
    assert (corpus / FILE).read_bytes() == together
    assert "6 times in 2 documents" in run(corpus, "index", "show", "Shulgin").stdout
    assert "8 files taken out" not in build(corpus, "other", "--add").stdout
    assert "7 files taken out" in build(corpus, "other").stdout
