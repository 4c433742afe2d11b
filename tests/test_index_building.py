"""An index is built in steps, with the same bytes each time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from linter.corpus.index import building
from linter.corpus.index.gathering import Result as Gathered
from tests.indexed import (
    FILE,
    RARE,
    USUAL,
    build,
    corpus_in,
    findings,
    read_anew,
    run,
    settle,
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return corpus_in(tmp_path)


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


def test_files_that_cannot_be_read_are_told_each_time(corpus: Path) -> None:
    (corpus / "docs/bad.txt").write_bytes(b"caf\xe9 au lait\n")
    (corpus / "docs/bad.jsonl").write_text('{"text": "fine"}\n{"text": \n')
    for _ in range(2):
        result = run(corpus, "index", "build", "docs")
        assert result.exit_code == 2
        assert "docs/bad.txt: " in result.stderr
        assert "docs/bad.jsonl:2: " in result.stderr
    assert "is older" not in run(corpus, "check", "--index", FILE, "docs/1.txt").stderr


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
