"""A baseline is written and pruned: what is stale goes, the rest stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linter.baseline import FILE
from tests.baselines import begun, hushed, rows
from tests.calling import CUT, call, write


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return begun(tmp_path / "corpus")


def test_it_fails_on_what_is_stale_only_when_asked(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", "All is well.")
    (corpus / "texts/d1.txt").unlink()
    assert (hushed(corpus).code, hushed(corpus).error) == (0, "")
    run = hushed(corpus, "--fail-on-stale")
    assert run.code == 1
    assert "4 of the findings it holds are gone" in run.error
    assert "'. ,' in texts/d0.txt (punctuation/period-before-comma)" in run.error
    assert run.error.count("\n") == 1
    assert hushed(corpus, "--fail-on-stale", "--exit-zero").code == 0


def test_only_what_a_run_looked_at_can_be_stale(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", "All is well.")
    (corpus / "texts/d1.txt").rename(corpus / "elsewhere.txt")
    stale = ("--fail-on-stale", "texts/d2.txt")
    assert hushed(corpus, *stale).code == 0
    assert hushed(corpus, *stale, "elsewhere.txt").code == 0
    assert hushed(corpus, *stale, "--select", "repetition").code == 0
    assert hushed(corpus, *stale, "texts/d0.txt").code == 1
    assert "2 of the findings" in hushed(corpus, "--fail-on-stale").error
    assert hushed(corpus, "--fail-on-stale", "--select", "repetition").code == 0


def test_pruning_takes_out_what_is_gone_and_adds_nothing(corpus: Path) -> None:
    new = "Everything depends on their will. on the whole."
    write(corpus, "texts/d0.txt", CUT.format("0 old"), "", new)
    write(corpus, "texts/same.txt", CUT.format("our"))
    (corpus / "texts/d1.txt").rename(corpus / "moved.txt")
    run = call(corpus, "baseline", "prune")
    assert run.code == 0
    assert run.out.startswith("2 findings taken out; 6 findings of 4 documents in ")
    assert rows(corpus) == [
        ("moved.txt", ". ,", 1),
        ("moved.txt", ". on", 1),
        ("texts/d0.txt", ". on", 1),
        ("texts/d2.txt", ". ,", 1),
        ("texts/d2.txt", ". on", 1),
        ("texts/same.txt", ". on", 1),
    ]
    assert hushed(corpus, "--fail-on-stale").found == [("texts/d0.txt", ". on")]
    before = (corpus / FILE).read_bytes()
    call(corpus, "baseline", "prune")
    assert (corpus / FILE).read_bytes() == before


def test_pruning_follows_a_finding_whose_neighbours_changed(corpus: Path) -> None:
    for words in ("In fields like", "In lands of"):
        path = corpus / "texts/d0.txt"
        text = path.read_text().replace("In areas such as energy", f"{words} energy")
        path.write_text(text.replace("In fields like", words))
        call(corpus, "baseline", "prune")
        assert hushed(corpus, "--fail-on-stale").code == 0
    text = path.read_text().replace("aerospace and more", "aerospace, water")
    path.write_text(text)
    assert hushed(corpus).found == []


def test_pruning_a_part_leaves_the_rest(corpus: Path) -> None:
    for number in range(3):
        write(corpus, f"texts/d{number}.txt", "All is well.")
    call(corpus, "baseline", "prune", "texts/d1.txt")
    assert {path for path, _, _ in rows(corpus)} == {
        *("texts/d0.txt", "texts/d2.txt", "texts/same.txt")
    }
    call(corpus, "baseline", "prune", "--select", "punctuation/period-before-comma")
    assert (("texts/d0.txt", ". on", 1) in rows(corpus)) is True
    assert (("texts/d0.txt", ". ,", 1) in rows(corpus)) is False


def test_writing_a_part_leaves_the_rest(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", CUT.format("brand new"))
    write(corpus, "texts/d1.txt", "All is well.")
    call(corpus, "baseline", "write", "texts/d0.txt")
    found = rows(corpus)
    assert ("texts/d0.txt", ". ,", 1) not in found
    assert ("texts/d1.txt", ". ,", 1) in found
    assert hushed(corpus).found == []


def test_a_document_that_cannot_be_read_keeps_its_lines(corpus: Path) -> None:
    before = rows(corpus)
    (corpus / "texts/d0.txt").write_bytes(b"\xff\xfe\xff broken \xd8")
    for command in ("write", "prune"):
        run = call(corpus, "baseline", command)
        assert run.code == 2
        assert "d0.txt: not checked" in run.error
        assert rows(corpus) == before


def test_ignored_findings_are_not_written(corpus: Path) -> None:
    entry = "[[ignore]]\ntext = '. ,'\nreason = 'it is quoted'"
    write(corpus, "mtlint-ignore.toml", entry)
    call(corpus, "baseline", "write")
    assert {text for _, text, _ in rows(corpus)} == {". on"}


def test_records_of_a_file_share_its_lines(corpus: Path) -> None:
    lines = [json.dumps({"text": CUT.format("the")}) for _ in range(3)]
    write(corpus, "all.jsonl", *lines)
    call(corpus, "baseline", "write", "all.jsonl")
    assert ("all.jsonl", ". on", 3) in rows(corpus)
    write(corpus, "all.jsonl", *lines[1:], json.dumps({"text": "Clean."}), lines[0])
    assert hushed(corpus).found == []
    write(corpus, "all.jsonl", *lines, lines[0])
    assert hushed(corpus).found == [("all.jsonl", ". on")]
