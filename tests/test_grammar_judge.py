"""LanguageTool judges fixes: one that leaves more to find is turned down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.grammar.answers import FILE
from tests.grammar_runs import Run, answers, texts
from tests.languagetool_stub import Handler, stub


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for file in answers().parent.glob(f"{FILE}*"):
        file.unlink()
    monkeypatch.chdir(tmp_path)
    with stub() as url:
        yield url


MENDED = "repetition/doubled-word"
STOPS = "punctuation/period-before-comma"


def test_a_judge_keeps_a_fix_that_leaves_no_more_to_find(server: str) -> None:
    where = ("--grammar=judge", "--languagetool", server)
    told = Run(*where, "--suggested", command="fix", stdin="See the plan plan.\n")
    assert told.text == "See the plan.\n"


def test_a_judge_turns_down_a_fix_that_makes_it_worse(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--grammar=judge", "--languagetool", server, "--select", MENDED)
    run = Run(*where, stdin="He saw that the plan plan.\n")
    assert run.rows[0]["fix"]["safety"] == "suggested"
    monkeypatch.setattr(Handler, "worse", "the plan.")
    answers().unlink()
    worse = Run(*where, stdin="He saw that the plan plan.\n")
    assert worse.rows[0]["fix"]["safety"] == "shown"
    said = [related["message"] for related in worse.rows[0]["related"]]
    assert said == ["LanguageTool finds more in the mended sentence: STUB_WORSE"]
    kept = Run(*where, "--suggested", command="fix", stdin="See the plan plan.\n")
    assert kept.text == "See the plan plan.\n"
    answers().unlink()


CUT = "structure/cut-sentence"
CUTS = (
    "The strategic projects in areas such as energy. , aerospace and trade went on.\n"
    "They were ready to deepen the partnership of the two."
    " Coordination of both banks for an era of growth.\n"
)
JOINED = "of the two Coordination of both banks"


def test_what_joins_a_cut_sentence_must_leave_nothing_to_find(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--grammar", "--languagetool", server, "--select", CUT)
    (free, *_) = Run(*where, stdin=CUTS).rows
    assert (free["rule"], free["fix"]["safety"]) == (CUT, "suggested")
    assert any(JOINED in text for text in texts())
    monkeypatch.setattr(Handler, "worse", JOINED)
    answers().unlink()
    (found, *_) = Run(*where, stdin=CUTS).rows
    assert (found["rule"], found["fix"]["safety"]) == (CUT, "shown")
    said = [related["message"] for related in found["related"]]
    assert said == ["LanguageTool finds more in the mended sentence: STUB_WORSE"]
    answers().unlink()


def test_what_was_wrong_before_counts_where_a_sentence_is_joined(server: str) -> None:
    where = ("--grammar", "--languagetool", server, "--select", CUT)
    (found, *_) = Run(*where, stdin=CUTS.replace("both", "teh")).rows
    assert found["fix"]["safety"] == "shown"


def test_other_suggestions_are_not_judged_unasked(server: str) -> None:
    where = ("--grammar", "--languagetool", server, "--select", MENDED)
    (found, *_) = Run(*where, stdin="He saw that the plan plan of teh man.\n").rows
    assert found["fix"]["safety"] == "suggested"
    assert not any("the plan of" in text for text in texts())


@pytest.mark.parametrize(("worse", "left"), [("", " Coord"), (JOINED, ". Coord")])
def test_a_fix_leaves_a_sentence_cut_that_languagetool_dislikes_joined(
    server: str, monkeypatch: pytest.MonkeyPatch, worse: str, left: str
) -> None:
    monkeypatch.setattr(Handler, "worse", worse)
    where = ("--grammar", "--languagetool", server, "--select", f"{CUT},{STOPS}")
    told = Run(*where, "--suggested", command="fix", stdin=CUTS)
    assert f"the two{left}" in told.text
    answers().unlink()


def test_a_server_that_fails_leaves_a_join_only_shown(server: str) -> None:
    where = ("--grammar", "--languagetool", server, "--select", CUT)
    (found, *_) = Run(*where, stdin=CUTS.replace("the two", "the !500 two")).rows
    assert found["fix"]["safety"] == "shown"


def test_a_fix_without_suggestions_asks_nobody(server: str) -> None:
    where = ("--grammar=all,judge", "--languagetool", server)
    assert ", aerospace" in Run(*where, command="fix").text
    assert texts() == []
