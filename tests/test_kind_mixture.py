"""A form is a mixture only where the other one is a habit."""

from __future__ import annotations

import pytest

from linter.kinds import Table, TableError, build_matcher
from linter.kinds.mixture import HABIT
from linter.lexicon import Lexicon
from linter.model import Document, Span

TABLE: Table = {
    "kind": "mixture",
    "regex": "(?P<sign>&)|(?P<word>plus)",
    "against": r"\band\b",
    "replacements": {"sign": "and"},
}


def found(text: str) -> list[tuple[str, str | None]]:
    """Return the rarer forms of ``text`` with what to write."""
    matcher = build_matcher("mixture", TABLE, lambda name: Lexicon(name, str))
    matches = matcher.find(Document(text), [Span(0, len(text))])
    return [(match.span.of(text), match.replacement) for match in matches]


def test_the_rarer_form_is_found_and_replaced_by_its_group() -> None:
    text = "a and b and c & d and e and f plus g"
    assert found(text) == [("&", "and"), ("plus", None)]


@pytest.mark.parametrize(
    "text",
    [
        "and " * (HABIT - 1) + "&",
        "and & " * HABIT,
        "& " * HABIT + "and",
        "and " * HABIT,
    ],
)
def test_without_a_habit_nothing_is_found(text: str) -> None:
    assert not found(text)


def test_one_more_than_the_other_is_a_habit() -> None:
    assert len(found("and & " * HABIT + "and")) == HABIT


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("against", "(", "against: "),
        ("replacements", {"none": "x"}, "the expression has no group 'none'"),
        ("replacements", {"sign": 1}, "must be a table of group = text"),
        ("regex", 1, "regex: must be a text"),
    ],
)
def test_a_wrong_table_is_refused(key: str, value: object, problem: str) -> None:
    def build_and_find() -> None:
        table = {**TABLE, key: value}
        matcher = build_matcher("mixture", table, lambda name: Lexicon(name, str))
        list(matcher.find(Document("& and and and and and"), [Span(0, 20)]))

    with pytest.raises(TableError, match=problem):
        build_and_find()
