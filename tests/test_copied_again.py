"""A cleaned copy that is made again takes no text of anybody else's with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.writing.holding import put_in_place
from tests.calling import STRAY, Called, call, write

MENDED = STRAY.replace(". ,", ",")
CLEAN = "All is well here."
REFUSED = "exists, and was not written by a fix that out.ledger.jsonl tells of"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents, written a while ago; one of them has something to fix."""
    for name, text in (("stray.txt", STRAY), ("clean.txt", CLEAN)):
        os.utime(write(tmp_path, f"in/{name}", text), (1, 1))
    return tmp_path


def fix(folder: Path, *options: object) -> Called:
    return call(folder, "fix", "in", "--output", "out", *options)


def break_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch, placing: Callable[..., object]
) -> None:
    """Run a fix that fails where files take their places."""
    with monkeypatch.context() as broken:
        broken.setattr("linter.cli.fix.put_in_place", placing)
        with pytest.raises(AssertionError, match="ZeroDivisionError"):
            fix(folder)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text().strip() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["stray.txt", "clean.txt"])
def test_a_text_in_the_folder_of_the_copy_is_not_replaced(
    corpus: Path, name: str
) -> None:
    write(corpus, f"out/{name}", "Mine.")
    run = fix(corpus)
    assert (run.code, REFUSED in run.error) == (2, True)
    assert run.error.startswith(f"out/{name}: ")
    assert texts(corpus / "out") == {name: "Mine."}
    assert not (corpus / "out.ledger.jsonl").exists()


@pytest.mark.parametrize("name", ["stray.txt", "clean.txt"])
def test_a_copy_that_was_edited_by_hand_is_not_replaced(
    corpus: Path, name: str
) -> None:
    assert fix(corpus).code == 1
    ledger = (corpus / "out.ledger.jsonl").read_bytes()
    write(corpus, f"out/{name}", "Edited by hand.")
    assert (fix(corpus).code, REFUSED in fix(corpus).error) == (2, True)
    assert texts(corpus / "out")[name] == "Edited by hand."
    assert (corpus / "out.ledger.jsonl").read_bytes() == ledger


def test_a_copy_is_made_again_when_its_sources_have_changed(corpus: Path) -> None:
    assert fix(corpus).code == 1
    write(corpus, "in/stray.txt", CLEAN)
    write(corpus, "in/clean.txt", STRAY)
    assert fix(corpus).code == 1
    assert texts(corpus / "out") == {"stray.txt": CLEAN, "clean.txt": MENDED}
    undone = call(corpus, "undo", "out.ledger.jsonl")
    assert undone.out.endswith("1 file: 1 restored\n")


def test_a_copy_of_the_sources_becomes_the_cleaned_copy(corpus: Path) -> None:
    write(corpus, "out/stray.txt", STRAY)
    write(corpus, "out/other.txt", "Mine.")
    assert fix(corpus).code == 1
    assert texts(corpus / "out")["stray.txt"] == MENDED
    assert texts(corpus / "out")["other.txt"] == "Mine."


def test_a_run_that_breaks_off_leaves_the_record_of_the_one_before(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fix(corpus).code == 1
    break_off(corpus, monkeypatch, lambda *_: 1 / 0)
    assert texts(corpus / "out")["stray.txt"] == MENDED
    assert fix(corpus).code == 1
    undone = call(corpus, "undo", "out.ledger.jsonl")
    assert undone.out.endswith("1 file: 1 restored\n")


def test_the_record_of_a_run_that_broke_off_is_undone_with_the_one_before(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, "in/z.txt", STRAY)
    assert fix(corpus).code == 1

    def one_only(*given: object) -> None:
        put_in_place(*given)  # type: ignore[arg-type]
        if "stray" in str(given[0]):
            raise ZeroDivisionError

    break_off(corpus, monkeypatch, one_only)
    undone = call(corpus, "undo", "out.ledger.jsonl")
    assert undone.out.endswith("2 files: 2 restored\n")
    assert texts(corpus / "out") == texts(corpus / "in")


def test_a_run_over_a_part_keeps_the_record_of_the_rest(corpus: Path) -> None:
    write(corpus, "in/a.txt", STRAY)
    assert fix(corpus).code == 1
    alone = call(corpus, "fix", "in/stray.txt", "--output", "out")
    assert alone.code == 1
    assert (corpus / "out.ledger.jsonl").read_text().count('"file"') == 2
    assert fix(corpus).code == 1
    undone = call(corpus, "undo", "out.ledger.jsonl")
    assert undone.out.endswith("2 files: 2 restored\n")


def test_what_is_undone_in_part_is_kept_in_a_record_that_shrinks(corpus: Path) -> None:
    write(corpus, "in/a.txt", STRAY)
    write(corpus, "in/both.txt", STRAY, "They kept close. on the sea.")
    assert fix(corpus).code == 1
    rules = ["--rule", "punctuation/period-before-comma"]
    assert call(corpus, "undo", *rules, "out.ledger.jsonl").code == 0
    assert call(corpus, "fix", "in/a.txt", "--output", "out").code == 1
    undone = call(corpus, "undo", "out.ledger.jsonl")
    assert "out/a.txt: 1 edit undone" in undone.out
    assert texts(corpus / "out") == texts(corpus / "in")


def test_no_copy_takes_the_place_of_the_ledger(corpus: Path) -> None:
    run = fix(corpus, "--ledger", "out/clean.txt")
    assert (run.code, "name another --ledger" in run.error) == (2, True)
    assert not (corpus / "out").exists()


def test_a_file_by_the_name_of_the_ledger_is_kept(corpus: Path) -> None:
    write(corpus, "out.ledger.jsonl", '{"text": "Mine."}')
    run = fix(corpus)
    assert (run.code, "not a ledger of mtlint" in run.error) == (2, True)
    assert (corpus / "out.ledger.jsonl").read_text() == '{"text": "Mine."}\n'
