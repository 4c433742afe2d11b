"""Expressions are made again out of what was kept of them, and only of their own."""

from __future__ import annotations

import marshal

import pytest
import regex

from linter.engine.plan import with_code
from linter.kinds import Anchor, compiling
from linter.kinds.compiling import code_of, compiled
from linter.kinds.pattern import Pattern
from linter.model import Document, Span
from linter.ruleset import Ruleset, matcher_of

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


def test_a_plan_that_is_kept_has_the_code_of_what_has_no_anchor() -> None:
    rules = Ruleset.load().select(["repetition/loop", "numbers/impossible-date"])
    sources = {one for rule in rules.rules for one in expressions(matcher_of(rule))}
    kept = dict(with_code(rules.engine.plan).codes)
    assert kept == {source: code_of(source) for source in sources}
    assert sources


def expressions(matcher: object) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(matcher, "expressions", ())
    return found


def test_an_expression_is_made_of_the_code_that_was_kept_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiling, "_kept", {})
    compiling.keep([(SOURCE, code_of(SOURCE))])
    monkeypatch.delattr(regex, "compile")
    assert compiled(SOURCE).findall("les états") == ["état"]


def test_a_pattern_is_made_of_the_code_of_its_anchor() -> None:
    anchor = Anchor("ab", 2, confirm="ab", code=code_of("ab"))
    (match,) = Pattern("ab", known=(anchor,)).find(Document("xab"), [Span(0, 3)])
    assert match.span == Span(1, 3)
