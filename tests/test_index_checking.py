"""What is checked is held against the index of a corpus."""

from __future__ import annotations

import json
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter.cli import main
from tests.indexed import (
    FILE,
    RARE,
    USUAL,
    build,
    corpus_in,
    findings,
    run,
    settle,
)
from tests.precommit_hooks import git


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return corpus_in(tmp_path)


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
