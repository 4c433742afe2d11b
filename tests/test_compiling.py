"""Expressions are made again out of what was kept of them, and only of their own."""

from __future__ import annotations

import marshal

import pytest
import regex

from linter.engine.plan import with_code
from linter.kinds import Anchor
from linter.kinds.compiling import code_of, compiled
from linter.kinds.pattern import Pattern
from linter.model import Document, Span
from linter.ruleset import Ruleset

SOURCE = r"(?i)(?P<one>\bÉtat)(?:s|\w{2,3})(?<!x)"


def test_an_expression_made_of_its_code_matches_like_the_first() -> None:
    made, first = compiled(SOURCE, code_of(SOURCE)), regex.compile(SOURCE)
    for text in ("états", "Étatxyz", "État", "les états et ÉTATs"):
        assert [m.spans("one") for m in made.finditer(text)] == [
            m.spans("one") for m in first.finditer(text)
        ]
    assert (made.pattern, made.groupindex) == (first.pattern, first.groupindex)


@pytest.mark.parametrize("change", ["version", "source"])
def test_code_of_something_else_is_not_used(change: str) -> None:
    version, source, *rest = marshal.loads(code_of("ab"))
    if change == "version":
        version = "0"
    other = "a" if change == "source" else "ab"
    code = marshal.dumps((version, source, *rest))
    assert compiled(other, code).findall("ab a") == regex.findall(other, "ab a")


def test_what_is_no_expression_has_no_code() -> None:
    assert code_of("(") == b""


def test_a_plan_that_is_kept_has_the_code_of_each_expression_once() -> None:
    rules = Ruleset.load().select(["llm/preamble", "punctuation/glued-bracket"])
    plan = with_code(rules.engine.plan)
    told = [(o, a) for o, a in zip(plan.owners, plan.anchors, strict=True) if a.confirm]
    with_one = [(owner, a.confirm) for owner, a in told if a.code]
    assert len(with_one) == len(set(with_one))
    assert set(with_one) == {(owner, a.confirm) for owner, a in told}


def test_a_pattern_is_made_of_the_code_of_its_anchor() -> None:
    anchor = Anchor("ab", 2, confirm="ab", code=code_of("ab"))
    (match,) = Pattern("ab", known=(anchor,)).find(Document("xab"), [Span(0, 3)])
    assert match.span == Span(1, 3)
