"""One artifact, one finding: where two rules see it, one of them yields."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.corpus import compared
from linter.engine.yielding import remaining, yielding
from linter.errors import RuleError
from linter.model import Document, Finding, Severity, Span
from linter.rule import Rule
from linter.ruleset import Ruleset

RULES = Ruleset.load()
BAD = [(rule.id, one) for rule in RULES.rules for one in rule.bad]
# Their spans hold a stretch of text for what stands at its ends, or for what it
# is as a whole. Something else can be wrong inside.
ENCLOSING = {
    *("punctuation/spaced-quotation", "punctuation/spaced-brackets"),
    *("punctuation/mismatched-brackets", "punctuation/period-inside-running-quotation"),
    *("residue/agency-dateline", "residue/editor-credit", "residue/reporter-byline"),
    *("residue/foreign-sentence", "residue/end-mark"),
    *("repetition/repeated-sentence", "repetition/repeated-line", "repetition/loop"),
    *("repetition/recurring-sentence", "llm/code-fence", "llm/reasoning-block"),
    *("structure/dangling-opener", "structure/verbless-sentence"),
    *("llm/source-and-translation", "llm/json-wrapper", "tokens/backtick-quote"),
    "llm/closing-offer",
}


def found(start: int, end: int, rule: str = "a/a") -> Finding:
    return Finding(rule, Span(start, end), "", Severity.ERROR)


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(
    lambda pair: found(pair[0], pair[0] + pair[1])
)


@given(st.lists(SPANS), st.lists(SPANS))
def test_what_overlaps_a_finding_of_a_stronger_rule_goes(
    weak: list[Finding], strong: list[Finding]
) -> None:
    kept = remaining(
        {"a/weak": weak, "a/strong": strong}, {"a/weak": frozenset({"a/strong"})}
    )
    quiet = [f for f in weak if not any(f.span.overlaps(s.span) for s in strong)]
    assert kept == {"a/weak": quiet, "a/strong": strong}


def test_the_last_of_three_rules_is_silent_though_the_second_is_too() -> None:
    chain = {"a/third": frozenset({"a/second"}), "a/second": frozenset({"a/first"})}
    places = {"a/first": (0, 3), "a/second": (2, 6), "a/third": (5, 8)}
    kept = remaining({rule: [found(*at)] for rule, at in places.items()}, chain)
    assert [rule for rule, findings in kept.items() if findings] == ["a/first"]


def test_a_rule_yields_to_no_rule_that_is_not_chosen() -> None:
    text = f"It was {'the birth of ' * 5}a star."
    alone = RULES.select(["repetition/same-word-around-of"])
    assert [f.rule for f in RULES.scan(Document(text))] == ["repetition/loop"]
    assert [f.rule for f in alone.scan(Document(text))] == [alone.rules[0].id]


def test_a_rule_that_yields_to_none_we_know_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pack.toml").write_text('summary = "Ours."\n')
    (tmp_path / "own" / "x.toml").write_text(
        'summary = "X."\nmessage = "X."\nseverity = "error"\n'
        'yields-to = ["repetition/lop"]\n'
        '[match]\nkind = "phrases"\nany = ["xyzzy"]\n'
        '[[bad]]\ntext = "xyzzy"\n[[good]]\ntext = "xyz"\n'
    )
    with pytest.raises(
        RuleError, match=r"x\.toml: yields-to: no rule 'repetition/lop'; did"
    ):
        Ruleset.load([tmp_path])


@pytest.mark.parametrize(
    ("rule", "to"),
    [(rule, to) for rule in RULES.rules for to in rule.yields_to],
    ids=lambda value: value.id if isinstance(value, Rule) else value,
)
def test_no_two_rules_yield_to_each_other(rule: Rule, to: str) -> None:
    assert rule.id not in RULES[to].yields_to
    assert yielding([rule]) == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("They lived in fear fear and fear of it.", "repetition/doubled-word"),
        ("The roots or roots of roots.", "repetition/same-word-around-or"),
        (
            "The figures of the year are told at the end of this report, and in the "
            "notes on them; see " + "表199 " * 20 + "below.",
            "repetition/loop",
        ),
        (
            "The European Union (EU) met. The European Union (UE) met.",
            "titles/untranslated-acronym",
        ),
        ("<translation>\nThe talks were held.", "llm/wrapper-tag"),
        ("The talks were held.\nMachine translated by Google", "llm/tool-watermark"),
        ("### Translation:\n\nThe talks were held in Minsk.", "llm/prompt-heading"),
    ],
)
def test_of_two_rules_that_see_one_artifact_the_nearer_one_tells_it(
    text: str, rule: str
) -> None:
    unyielding = Ruleset(tuple(one._replace(yields_to=()) for one in RULES.rules))
    assert {found.rule for found in RULES.scan(Document(text))} == {rule}
    assert len({found.rule for found in unyielding.scan(Document(text))}) == 2


def test_documents_tell_nothing_of_a_name_that_is_wrong_by_itself() -> None:
    usual = "In May Sakhalin was hit. Then Sakhalin was quiet. Later Sakhalin was hit."
    texts = ["They met him in Sahalin on Monday.", *[usual] * 4]
    documents = [Document(text, Path(str(n))) for n, text in enumerate(texts)]
    assert [found.rule for found in RULES.scan(documents[0])] == ["names/exonym"]
    assert not any(compared(RULES, documents))
    alone = compared(RULES.select(["consistency"]), documents)
    assert [found.rule for found in alone[0]] == ["consistency/name"]


def made_texts() -> Iterator[tuple[str, Document]]:
    """Yield the bad texts of all rules: alone, in other company, and enclosed."""
    for name, example in BAD:
        yield name, example.document
        for before, after in (('He said: "', '" It is so.'), ("( ", " ) it is so.")):
            text = before + example.text + after
            yield name, example.document._replace(text=text)
    chosen = random.Random(4)
    for between, count in (("\n\n", 12), (" ", 6)):
        for _ in range(60):
            some = chosen.sample(BAD, count)
            text = between.join(example.text for _, example in some)
            yield " + ".join(name for name, _ in some), Document(text)


def said_twice(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same artifact."""
    if one.span == other.span:
        return True
    rules = {one.rule, other.rule}
    # House style is another matter than translation.
    style = any(rule.startswith("typography/") for rule in rules)
    return one.span.overlaps(other.span) and not style and not rules & ENCLOSING


def test_no_two_rules_report_one_artifact() -> None:
    twice = {
        f"{name}: {one.rule} {one.span.of(document.text)!r}, {other.rule}"
        for name, document in made_texts()
        for one, other in combinations(RULES.scan(document), 2)
        if said_twice(one, other)
    }
    assert sorted(twice) == []
