"""What a fix makes of a line is held against what a person made of it."""

from __future__ import annotations

import pytest

from benchmarks.postedit import verdicts
from linter.ruleset import Ruleset

RULES = Ruleset.load()


@pytest.mark.parametrize(
    ("old", "wanted", "said"),
    [
        ("They met in the 1990 s.", "They met in the 1990s.", "nearer"),
        ("They met in the 1990 s.", "They met in the 1990 s.", "farther"),
        ("They met at 11: 00 on Monday.", "They met at 11: 00 today.", "as near"),
    ],
)
def test_a_fix_brings_a_line_nearer_or_not(old: str, wanted: str, said: str) -> None:
    pairs = [("Nothing is wrong here.", "Nothing is wrong here."), (old, wanted)]
    ((finding, verdict),) = verdicts(RULES, pairs)
    assert finding.span.start >= len(pairs[0][0])
    assert verdict == said


def test_a_line_without_a_fix_is_not_judged() -> None:
    assert [*verdicts(RULES, [("He paid 50 euros.", "He paid 60 euros.")])] == []
