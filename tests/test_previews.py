"""A preview shows what an edit does to the words around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linter.locating import PREVIEW, Preview, preview
from linter.model import Edit, Fix, Safety, Span
from tests.located import RULE, finding, only


def test_a_preview_shows_the_words_around_an_edit() -> None:
    text = "major projects in areas such as energy. , aerospace and connectivity"
    at = text.index(". ,")
    shown = preview(text, [Edit(Span(at, at + 2), "")])
    assert shown == Preview(
        "…in areas such as energy. , aerospace and…",
        "…in areas such as energy, aerospace and…",
    )


def test_a_preview_shows_a_line_break_that_goes() -> None:
    shown = preview("one\ntwo.\nthree\nfour", [Edit(Span(8, 9), " ")])
    assert shown == Preview("two.\nthree", "two. three")


def test_a_preview_makes_all_edits_that_are_near() -> None:
    shown = preview("(one)", [Edit(Span(4, 5), "]"), Edit(Span(0, 1), "[")])
    assert shown == Preview("(one)", "[one]")


def test_a_preview_counts_the_edits_that_are_far_away() -> None:
    text = "Mishoustine " * 40
    edits = [Edit(Span(at, at + 11), "Mishustin") for at in (0, 120, 240)]
    shown = preview(text, edits)
    assert shown == Preview(
        "Mishoustine Mishoustine…", "Mishustin Mishoustine…", more=2
    )


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_preview_is_bounded(deleted: int, inserted: int) -> None:
    text = "a" * 500 + "b" * deleted + "c" * 500
    shown = preview(text, [Edit(Span(500, 500 + deleted), "d" * inserted)])
    assert shown is not None
    assert len(shown.before) <= PREVIEW + 8
    assert len(shown.after) <= PREVIEW + 8


def test_a_fix_without_edits_has_no_preview() -> None:
    assert only("a", finding(0, 1, RULE, Fix((), Safety.SHOWN))).preview is None
