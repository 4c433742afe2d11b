"""Each guard, once where it holds and once where it does not."""

from __future__ import annotations

import pytest

from linter.engine.guards import GUARDS, Context, point_of
from linter.kinds import Match
from linter.model import Document, Span
from linter.rulefile import builtin_folder, lexicon_opener

OPEN = lexicon_opener(builtin_folder() / "lexicons")
CHATTY = "we met. then we ate. it was fine. nobody spoke. all slept. "


def holds(guard: str, text: str, stray: str = ".") -> bool:
    """Ask a guard about the mark that ``|`` stands before, and the word behind it."""
    point = text.index("|")
    text = text.replace("|", "")
    after = point + len(stray) + 1
    end = next((i for i in range(after, len(text)) if text[i] in " ,"), len(text))
    match = Match(
        Span(point, max(end, after)),
        {
            "stray": Span(point, point + len(stray)),
            "next": Span(after, max(end, after)),
        },
    )
    return GUARDS[guard](Context(Document(text), OPEN), match)


@pytest.mark.parametrize(
    ("guard", "held", "not_held"),
    [
        ("abbreviation", "pumps, bolts, etc|. and so on", "such as energy|. and so on"),
        ("abbreviation", "the Smith Mfg|. of Ohio", "the smith made|. of iron"),
        ("initial", "in Washington, D.C|. and north", "in Washington|. and north"),
        ("initial", "by George W|. of Texas", "by George|. of Texas"),
        ("number", "No 5|. of the list", "of five|. of the list"),
        ("ellipsis", "he sang.|. and left", "he sang|. and left"),
        (
            "brand",
            "sells hardware|. iPhones are out",
            "sells hardware|. phones are out",
        ),
        ("informal", CHATTY + "he sang|. of war", "They sang|. of war"),
        ("informal", "we sang|. of war", "We sang|. of war"),
        (
            "tokenised",
            "It was . We saw . It rained . They left . So|. of",
            "So|. of it",
        ),
        ("quotation", "“We sang|. of war”", "We sang|. of “war”"),
        ("list", "- We sang|. of war", "We sang|. of war"),
        ("table", "| We sang|. of war | x |", "We sang|. of war"),
    ],
)
def test_a_guard_holds_where_it_should_and_nowhere_else(
    guard: str, held: str, not_held: str
) -> None:
    held = held.replace("| We", "¦ We").replace(" | x |", " ¦ x ¦")
    if guard == "table":
        assert table_holds("¦", held)
    else:
        assert holds(guard, held)
    assert not holds(guard, not_held)


def table_holds(bar: str, text: str) -> bool:
    """Ask the table guard, with real bars in the text."""
    point = text.index("|")
    text = text.replace("|", "", 1).replace(bar, "|")
    match = Match(Span(point, point + 4))
    return GUARDS["table"](Context(Document(text), OPEN), match)


def test_the_point_of_a_match_is_its_stray_part_or_its_start() -> None:
    assert point_of(Match(Span(3, 9), {"stray": Span(5, 6)})) == 5
    assert point_of(Match(Span(3, 9), {"stop": Span(4, 6)})) == 4
    assert point_of(Match(Span(3, 9))) == 3


def test_the_words_around_a_point_are_told() -> None:
    text = "in energy. of Ohio"
    match = Match(Span(9, 10), {"stray": Span(9, 10)})
    context = Context(Document(text), OPEN)
    assert (context.before(match), context.after(match)) == ("energy", "of")
