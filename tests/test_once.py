"""A rule that reports once makes one finding of all its places."""

from __future__ import annotations

from linter.engine.findings import united
from linter.model import Document, Edit, Finding, Fix, Safety, Severity, Span
from linter.ruleset import Ruleset

MISREAD = "It isnâ€™t so. He said “the cafÃ© is shut”. We donâ€™t know."


def found(at: int, safety: Safety | None) -> Finding:
    fix = Fix((Edit(Span(at, at + 1), ""),), safety) if safety else None
    return Finding("a/b", Span(at, at + 1), "{count} places", Severity.ERROR, fix)


def test_places_with_equally_safe_fixes_become_one_finding_at_the_first() -> None:
    safe, suggested = Safety.SAFE, Safety.SUGGESTED
    findings = [found(1, safe), found(3, suggested), found(5, safe), found(7, None)]
    first, second, third = united(findings)
    assert (first.span, first.message) == (Span(1, 2), "2 places")
    assert first.fix == Fix((Edit(Span(1, 2), ""), Edit(Span(5, 6), "")), safe)
    assert (second.span, third.fix) == (Span(3, 4), None)


def test_what_cannot_be_mended_tells_its_next_places() -> None:
    (first,) = united([found(at, None) for at in range(9)])
    assert first.message == "9 places"
    assert [one.span for one in first.related] == [Span(n, n + 1) for n in range(1, 7)]
    assert first.related[-1].message == "and 3 times more"


def test_a_text_that_was_not_translated_is_told_of_once() -> None:
    rules = Ruleset.load().select(["residue/foreign-sentence"])
    text = "It was late, and the talks went on. " + 3 * (
        "Der Minister war in der Nacht nach Berlin gefahren und ist nicht mehr da. "
    )
    (finding,) = rules.scan(Document(text))
    assert len(finding.related) == 2


def test_nothing_found_is_nothing_to_unite() -> None:
    assert list(united([])) == []


def test_a_rule_of_ours_reports_once_and_mends_all() -> None:
    rules = Ruleset.load().select(["encoding/mojibake"])
    safe, quoted = rules.scan(Document(MISREAD))
    assert "2 of this kind" in safe.message
    assert quoted.fix is not None
    assert quoted.fix.safety is Safety.SUGGESTED
    assert "isn’t" in rules.fix(Document(MISREAD)).text
    assert "don’t" in rules.fix(Document(MISREAD)).text
