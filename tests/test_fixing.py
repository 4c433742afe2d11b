"""Edits are chosen, applied and told so that they can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import UnsettledError
from linter.fixing import Chosen, apply_edits, choose, compose, settle
from linter.model import Document, Edit, Finding, Fix, Safety, Severity, Span
from linter.settled import Change

TEXT = st.text(alphabet="abc ", max_size=24)


@st.composite
def chosen_edits(draw: st.DrawFn, text: str) -> list[Chosen]:
    """Draw sorted, disjoint edits of a text."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    chosen = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(alphabet="xyz", max_size=3))
        rule = draw(st.sampled_from(["p/one", "p/two"]))
        chosen.append(Chosen(Edit(Span(start, end), new), rule, Safety.SAFE))
    return chosen


def finding(start: int, end: int, new: str, rule: str = "p/r") -> Finding:
    span = Span(start, end)
    fix = Fix((Edit(span, new),), Safety.SAFE)
    return Finding(rule, span, "Wrong.", Severity.ERROR, fix)


@given(st.data())
def test_applying_edits_equals_replacing_from_the_end(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    edits = [item.edit for item in data.draw(chosen_edits(text))]
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.span.start] + edit.text + expected[edit.span.end :]
    assert apply_edits(text, edits) == expected


def test_overlapping_edits_are_refused_with_the_place() -> None:
    with pytest.raises(ValueError, match="overlap at character 1"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


@given(st.data())
def test_changes_of_many_passes_lead_from_the_original_to_the_text(
    data: st.DataObject,
) -> None:
    original = text = data.draw(TEXT)
    changes: list[Change] = []
    for _ in range(data.draw(st.integers(1, 4))):
        chosen = data.draw(chosen_edits(text))
        changes = compose(original, text, changes, chosen)
        text = apply_edits(text, [item.edit for item in chosen])
    told = [Edit(change.span, change.after) for change in changes]
    assert apply_edits(original, told) == text
    assert all(change.before == change.span.of(original) for change in changes)
    assert all(change.before != change.after for change in changes)


def test_a_stretch_that_two_rules_edit_is_one_change_with_both_names() -> None:
    first = [Chosen(Edit(Span(2, 4), "xy"), "p/one", Safety.SAFE)]
    changes = compose("abcdef", "abcdef", [], first)
    second = [Chosen(Edit(Span(3, 5), ""), "p/two", Safety.SUGGESTED)]
    changes = compose("abcdef", "abxyef", changes, second)
    assert changes == [
        Change(Span(2, 5), "cde", "x", ("p/one", "p/two"), Safety.SUGGESTED)
    ]


def test_an_edit_that_is_taken_back_later_leaves_no_change() -> None:
    there = [Chosen(Edit(Span(0, 1), "x"), "p/one", Safety.SAFE)]
    back = [Chosen(Edit(Span(0, 1), "a"), "p/two", Safety.SAFE)]
    assert compose("ab", "xb", compose("ab", "ab", [], there), back) == []


def test_an_overlapping_fix_waits_for_the_next_pass() -> None:
    chosen = choose(
        [finding(0, 3, ""), finding(2, 5, ""), finding(5, 6, "")], Safety.SAFE
    )
    assert [item.edit.span for item in chosen] == [Span(0, 3), Span(5, 6)]


def test_the_edits_of_one_fix_are_made_together_or_not_at_all() -> None:
    both = Fix((Edit(Span(0, 1), ""), Edit(Span(4, 6), "")), Safety.SAFE)
    pair = Finding("p/pair", Span(0, 6), "Wrong.", Severity.ERROR, both)
    first = finding(5, 7, "")
    chosen = choose([first, pair], Safety.SAFE)
    assert [item.rule for item in chosen] == ["p/r"]


@pytest.mark.parametrize(
    ("safety", "level", "made"),
    [
        (Safety.SAFE, Safety.SAFE, True),
        (Safety.SUGGESTED, Safety.SAFE, False),
        (Safety.SUGGESTED, Safety.SUGGESTED, True),
        (Safety.SHOWN, Safety.SUGGESTED, False),
        (Safety.SHOWN, Safety.SHOWN, False),
    ],
)
def test_a_fix_is_made_only_by_those_who_may(
    safety: Safety, level: Safety, made: bool
) -> None:
    span = Span(0, 1)
    fix = Fix((Edit(span, ""),), safety)
    found = Finding("p/r", span, "Wrong.", Severity.ERROR, fix)
    assert bool(choose([found], level)) is made


def test_settling_goes_on_until_nothing_is_found() -> None:
    def scan(document: Document) -> list[Finding]:
        at = document.text.find("aa")
        return [finding(at, at + 2, "a")] if at >= 0 else []

    settled = settle(Document("xaaaay"), scan, Safety.SAFE)
    assert settled.text == "xay"
    assert settled.changes == (Change(Span(1, 5), "aaaa", "a", ("p/r",), Safety.SAFE),)


def test_fixes_that_undo_each_other_are_refused_and_named() -> None:
    def scan(document: Document) -> list[Finding]:
        other = "b" if document.text == "a" else "a"
        return [finding(0, 1, other, f"p/to-{other}")]

    with pytest.raises(UnsettledError, match=r"the fixes of p/to-\w do not settle"):
        settle(Document("a"), scan, Safety.SAFE)
