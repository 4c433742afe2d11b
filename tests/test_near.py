"""Rules that look only near findings of others, and fixes that others must like."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.errors import RuleError
from linter.model import Document, Finding, Safety, Severity
from linter.ruleset import Ruleset

STRAY = "A stop. , and more."
CUT = "It is Big. Cut and done."
PACK = 'summary = "A pack."\n'
WITNESS = """
summary = "A comma."
message = "A comma."
severity = "{severity}"
[match]
kind = "pattern"
regex = '[.] ,'
[[bad]]
text = "a. , b"
[[good]]
text = "a, b"
"""
WAITING = """
summary = "Big."
message = "Big."
severity = "warning"
[near]
rules = ["own/comma"]
lines = {lines}
[match]
kind = "pattern"
regex = 'Big(?P<stop>[.])'
[fix]
delete = "stop"
safety = "suggested"
checked = true
[[bad]]
text = "a. , b Big. c"
[[good]]
text = "a, b Big. c"
"""
OTHER = """
summary = "Big Cut."
message = "Big Cut."
severity = "warning"
[match]
kind = "pattern"
regex = 'Big Cut'
[[bad]]
text = "Big Cut"
[[good]]
text = "Big. Cut"
"""


def rules(folder: Path, lines: int = 1, severity: str = "error") -> Ruleset:
    pack = folder / "own"
    pack.mkdir()
    texts = {
        "pack": PACK,
        "comma": WITNESS.format(severity=severity),
        "waiting": WAITING.format(lines=lines),
        "other": OTHER,
    }
    for name, text in texts.items():
        (pack / f"{name}.toml").write_text(text, encoding="utf-8")
    return Ruleset.load([folder], builtin=False)


def found(some: Ruleset, text: str, rule: str = "own/waiting") -> list[Finding]:
    return [one for one in some.scan(Document(text)) if one.rule == rule]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (CUT, 0),
        (f"{STRAY}\n{CUT}", 1),
        (f"{CUT}\n{STRAY}", 1),
        (f"{CUT} {STRAY} {CUT}", 2),
        (f"{STRAY}\n\n{CUT}", 0),
        (f"{CUT}\n\n{STRAY}", 0),
    ],
)
def test_a_rule_looks_so_many_lines_around_what_it_asks_for(
    tmp_path: Path, text: str, times: int
) -> None:
    assert len(found(rules(tmp_path), text)) == times


def test_it_finds_the_same_where_the_other_rule_is_not_chosen(tmp_path: Path) -> None:
    everything = rules(tmp_path, severity="info")
    text = f"{STRAY}\n{CUT}"
    chosen = everything.select(["own/waiting"])
    assert [one.rule for one in chosen.scan(Document(text))] == ["own/waiting"]
    severe = everything.select(at_least=Severity.WARNING)
    assert "own/comma" not in {one.rule for one in severe.scan(Document(text))}
    assert found(severe, text) == found(everything, text) != []


def test_it_finds_the_same_in_a_batch_as_alone(tmp_path: Path) -> None:
    some = rules(tmp_path)
    documents = [Document(f"{STRAY}\n{CUT}"), Document(CUT), Document(STRAY)]
    batch = [findings for _, findings in some.scan_all(documents)]
    assert batch == [some.scan(document) for document in documents]
    assert batch[0] == some.engine.scan_exhaustively(documents[0])


def test_a_fix_that_others_dislike_is_only_shown(tmp_path: Path) -> None:
    some = rules(tmp_path)
    (liked,) = found(some, f"{STRAY}\nIt is Big. Not so.")
    (disliked,) = found(some, f"{STRAY}\n{CUT}")
    assert liked.fix is not None
    assert liked.fix.safety is Safety.SUGGESTED
    assert disliked.fix is not None
    assert disliked.fix.safety is Safety.SHOWN
    assert disliked.fix.edits != ()


def test_only_the_mended_sentence_is_shown_to_others(tmp_path: Path) -> None:
    (liked,) = found(rules(tmp_path), f"{STRAY} It is Big. Not so. Big Cut.")
    assert liked.fix is not None
    assert liked.fix.safety is Safety.SUGGESTED


@pytest.mark.parametrize(
    ("near", "problem"),
    [
        ('rules = ["own/coma"]\nlines = 1', "'own/coma' is no rule"),
        ('rules = ["own/waiting"]\nlines = 1', "looks everywhere"),
        ("rules = []\nlines = 1", "at least one rule"),
        ('rules = ["own/comma"]', "lines: must be a number"),
        ('rules = ["own/comma"]\nlines = 1\nwords = 2', "words: unknown key"),
    ],
)
def test_a_wrong_table_is_told_in_one_line(
    tmp_path: Path, near: str, problem: str
) -> None:
    rules(tmp_path)
    file = tmp_path / "own" / "waiting.toml"
    before, _, behind = WAITING.format(lines=1).partition("[near]")
    rest = behind[behind.index("[match]") :]
    file.write_text(f"{before}[near]\n{near}\n{rest}", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        Ruleset.load([tmp_path], builtin=False)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_checked_goes_with_near_only(tmp_path: Path) -> None:
    rules(tmp_path)
    file = tmp_path / "own" / "other.toml"
    fix = '[fix]\nreplace = "x"\nsafety = "suggested"\nchecked = true\n[[bad]]'
    file.write_text(OTHER.replace("[[bad]]", fix), encoding="utf-8")
    with pytest.raises(RuleError, match="near"):
        Ruleset.load([tmp_path], builtin=False)


def test_a_text_without_line_ends_costs_no_more(tmp_path: Path) -> None:
    some = rules(tmp_path)
    text = f"{STRAY} {'word ' * 20_000}{CUT}"
    assert found(some, text) == []
    assert len(found(some, f"{'word ' * 20_000}{STRAY} {CUT}")) == 1
