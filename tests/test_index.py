"""An index tells what it is, and what it knows."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.indexed import (
    FILE,
    RARE,
    build,
    corpus_in,
    read_anew,
    refused,
    run,
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return corpus_in(tmp_path)


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
