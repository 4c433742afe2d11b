"""Edits of chosen rules are undone, and the others stay."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import UnknownRuleError
from linter.writing import undoing
from linter.writing.recorded import read_ledger
from linter.writing.undoing import Outcome, Undone, undo
from tests.undone_files import fix, fixed, results


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_edits_of_chosen_rules_are_undone_one_after_the_other(here: Path) -> None:
    text = "stray bad évil bad mix stray évil"
    Path("a").write_text(text)
    fix(Path("ledger"), "a")
    done = Path("a").read_bytes()
    assert list(undo(Path("ledger"), ["words/bad"])) == [
        Undone(Path("a"), Outcome.PARTLY, edits=2, left=5, mixed=1)
    ]
    assert Path("a").read_text() == fixed(text, ["évil", "stray ", "mix"])
    assert list(undo(Path("ledger"), ["bad"])) == [
        Undone(Path("a"), Outcome.KEPT, left=5, mixed=1)
    ]
    assert list(undo(Path("ledger"), ["evil"])) == [
        Undone(Path("a"), Outcome.PARTLY, edits=2, left=3)
    ]
    assert Path("a").read_text() == fixed(text, ["stray ", "mix"])
    lines = Path("ledger").read_text().splitlines()
    marks = [json.loads(line).get("undone") for line in lines]
    assert marks == [None, None, True, True, True, None, None, True, None]
    assert results() == [("a", Outcome.RESTORED)]
    assert Path("a").read_text() == text
    assert done != Path("a").read_bytes()


def test_all_rules_one_by_one_give_the_file_back(here: Path) -> None:
    data = (
        codecs.BOM_UTF8
        + '{"text": "\\u0062ad évil"}\n{"text": "stray bad mix"}'.encode()
    )
    Path("a.jsonl").write_bytes(data)
    fix(Path("ledger"), "a.jsonl")
    assert results("ledger", "words/evil") == [("a.jsonl", Outcome.PARTLY)]
    assert results("ledger", "stray") == [("a.jsonl", Outcome.PARTLY)]
    assert results("ledger", "marks", "bad") == [("a.jsonl", Outcome.RESTORED)]
    assert Path("a.jsonl").read_bytes() == data
    assert results("ledger", "bad") == [("a.jsonl", Outcome.ALREADY)]


def test_a_pack_stands_for_its_rules(here: Path) -> None:
    Path("a").write_text("bad évil stray mix")
    fix(Path("ledger"), "a")
    (undone,) = undo(Path("ledger"), ["words/"])
    assert (undone.edits, undone.left, undone.mixed) == (2, 2, 1)


def test_a_rule_that_made_no_edit_is_told_with_the_nearest(here: Path) -> None:
    Path("a").write_text("bad")
    fix(Path("ledger"), "a")
    hint = "words/bat: made no edit in this ledger; did you mean 'words/bad'?"
    with pytest.raises(UnknownRuleError, match=re.escape(hint)):
        undo(Path("ledger"), ["words/bat"])
    assert Path("a").read_text() == "good"


def test_a_file_without_edits_of_the_rule_is_kept(here: Path) -> None:
    Path("a").write_text("bad")
    Path("b").write_text("évil")
    fix(Path("ledger"), "a", "b")
    assert results("ledger", "evil") == [("b", Outcome.RESTORED), ("a", Outcome.KEPT)]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_partial_undo_that_is_killed_can_go_on(
    here: Path, monkeypatch: pytest.MonkeyPatch, replaced: bool
) -> None:
    """Killed after the note of the first file, before or after it is replaced."""
    text = "bad évil stray x"
    for name in ["a", "b"]:
        Path(name).write_text(text)
    fix(Path("ledger"), "a", "b")
    after = Path("a").read_bytes()
    monkeypatch.setattr(undoing, "mark_undone", lambda *_: None)
    steps = undo(Path("ledger"), ["words/evil"])
    assert next(steps).outcome is Outcome.PARTLY
    del steps
    if not replaced:
        Path("b").write_bytes(after)
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert len(read_ledger(Path("ledger")).files[1].undone) == 1
    if replaced:
        assert results("ledger", "evil") == [("b", Outcome.KEPT), ("a", Outcome.PARTLY)]
    assert results("ledger", "bad") == [("b", Outcome.PARTLY), ("a", Outcome.PARTLY)]
    expected = fixed(text, ["stray "] if replaced else ["stray ", "évil"])
    assert Path("b").read_text() == expected
    assert results() == [("b", Outcome.RESTORED), ("a", Outcome.RESTORED)]
    assert [Path(name).read_text() for name in "ab"] == [text, text]


def test_a_partial_undo_that_cannot_write_is_not_noted(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a").write_text("bad évil")
    fix(Path("ledger"), "a")
    ledger = Path("ledger").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    (undone,) = undo(Path("ledger"), ["evil"])
    assert undone.reason == "cannot be restored: No space left on device"
    assert Path("ledger").read_bytes() == ledger
    assert sorted(path.name for path in here.iterdir()) == ["a", "ledger"]


PARTS = st.sampled_from(["bad", "évil", "stray ", "mix", "x", "\n", "\r\n", "😀"])
RULES = ["words/bad", "words/evil", "marks/stray", "marks/mix"]


@given(
    st.lists(PARTS, max_size=20).map("".join),
    st.lists(st.sets(st.sampled_from(RULES), min_size=1), max_size=4),
    st.sampled_from(["a.txt", "a.jsonl"]),
    st.booleans(),
)
def test_undoing_by_rule_in_any_order_ends_with_the_bytes_that_were(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    choices: list[set[str]],
    name: str,
    ascii_only: bool,
) -> None:
    root = tmp_path_factory.mktemp("any")
    path, ledger = root / name, root / "ledger"
    if name == "a.jsonl":
        lines = [
            json.dumps({"text": t}, ensure_ascii=ascii_only) for t in (text, "bad")
        ]
        text = "\n".join(lines)
    path.write_bytes(text.encode())
    fix(ledger, str(path))
    for chosen in choices:
        known = read_ledger(ledger).rules
        list(undo(ledger, sorted(chosen & known)) if chosen & known else ())
    last = list(undo(ledger))
    assert all(u.outcome in {Outcome.RESTORED, Outcome.ALREADY} for u in last)
    assert path.read_bytes() == text.encode()
