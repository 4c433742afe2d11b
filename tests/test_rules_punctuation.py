"""What the punctuation rules promise beyond their own texts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from linter.engine.findings import TRANSFORMS
from linter.engine.profile import Profile
from linter.lexicon import canonical
from linter.model import Document, Safety, Severity
from linter.rulefile import builtin_folder
from linter.ruleset import Ruleset

RULES = Ruleset.load().select(["punctuation"])
ABBREVIATIONS = builtin_folder() / "lexicons" / "abbreviations.tsv"
SEEDS = Path(__file__).parent.parent / "seeds"


def found(text: str) -> list[str]:
    """Return the names of the rules that find something, in text order."""
    return [f.rule.removeprefix("punctuation/") for f in RULES.scan(Document(text))]


def test_the_abbreviations_are_in_canonical_form() -> None:
    text = ABBREVIATIONS.read_text(encoding="utf-8")
    assert text == canonical(text)


@pytest.mark.parametrize(
    "word",
    """sat wed sun tab pub cap fed poet cent lit gal perm sec rep gov gram id doc
    grad admin exec org prep diff ordinary energy coordination""".split(),
)
def test_a_word_that_ends_sentences_is_no_abbreviation(word: str) -> None:
    known = ABBREVIATIONS.read_text(encoding="utf-8").split("\n")
    assert word not in known


def test_a_text_full_of_stray_stops_is_not_taken_for_an_informal_one() -> None:
    stray = (
        "They held talks. on trade and aid. with all sides. of the dispute. for years. "
    )
    assert not Profile(stray * 5 + "He left. It rained. We saw it.").informal
    assert Profile("He left. we ate. it rained. you saw it. why not. ").informal


def test_the_second_seed_has_three_safe_fixes_and_the_first_has_none() -> None:
    findings = {
        path.name[:3]: RULES.scan(Document(path.read_text(encoding="utf-8")))
        for path in SEEDS.glob("*.txt")
    }
    safe = Counter(
        finding.rule
        for finding in findings["002"]
        if finding.fix and finding.fix.safety is Safety.SAFE
    )
    assert safe == {
        "punctuation/period-before-comma": 1,
        "punctuation/period-before-function-word": 2,
    }
    assert all(f.severity is Severity.INFO for f in findings["000"])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("They met at 10: 30 p.m. after the 2: 0 win.", ["split-time", "split-score"]),
        ("It is from the 16th century. century and burnt.", ["echo-after-period"]),
        ("The plant opens on Monday 25. may.", ["period-for-ordinal"]),
        ("The road is open again. (Jon Falk）", ["mismatched-brackets"]),
        (
            'They gave it the"Best Prize"award.',
            ["glued-opening-quotation-mark", "glued-quotation-mark"],
        ),
        (
            'It was the " mother river" , they say.',
            ["spaced-quotation", "stranded-comma"],
        ),
        ("They saw growth. . The end.", ["doubled-period"]),
        ("Talks in areas such as energy. , aerospace.", ["period-before-comma"]),
    ],
)
def test_one_artifact_is_reported_by_one_rule(text: str, rules: list[str]) -> None:
    assert found(text) == rules


def test_no_rule_reports_ordinary_marks() -> None:
    text = (
        "“It’s late,” she said, “and (as ever) I’m tired.” At 10:30 p.m. – not 9.30 –\n"
        "the 3rd of five well-known, state-owned firms lost 2:1; Covid-19, #NoDeal.\n"
        "See www.example.org, a.k.a. “Ex.”, vol. 3, no. 5 (pp. 3–5), e.g. Acme Inc.\n"
        'Was it X? No ... it was Y!? "Yes", "no" and "so on": a, b and c; d.\n'
    )
    assert found(text) == []


def test_a_first_letter_is_written_large() -> None:
    assert TRANSFORMS["uppercase-first"]("we") == "We"
