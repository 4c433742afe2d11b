"""Sentences that come again are found the same way in one text and in a batch."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import Table, TableError, build_matcher
from linter.kinds.sentences import Again, build
from linter.kinds.units import unit_at, units_in, units_of
from linter.kinds.words import LINE, STOP, word_list, word_table
from linter.lexicon import Lexicon
from linter.model import Document, Span

PIECES = st.sampled_from(
    [
        *("We won it.", "We lost.", "Who, me?", "a", "Öl", " ", " ", "\n", ". ", "!"),
        *('." ', ").", ") ", ".\n", "\n\n", "We won it. We won it. ", "x.y", "… ", "“"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def no_lexicon(name: str) -> Lexicon:
    return Lexicon(name, lambda: "")


def found_in(table: Table, text: str) -> list[str]:
    matcher = build({"kind": "sentences", **table}, no_lexicon)
    whole = [Span(0, len(text))]
    return [match.span.of(text) for match in matcher.find(Document(text), whole)]


def by_points(matcher: Again, text: str) -> list[Span]:
    """Find what a large batch would: at the points that numpy gives."""
    table = word_table(text.encode())
    starts = table.starts[matcher._in_table(table)].tolist()
    if not text.isascii():
        starts = [len(text.encode()[:start].decode()) for start in starts]
    found = matcher.find(Document(text), [Span(at, at) for at in starts])
    return [match.span for match in found]


@pytest.mark.parametrize("ends", [(STOP, LINE), (LINE,)], ids=["sentences", "lines"])
@given(text=TEXTS)
def test_a_table_and_a_list_have_the_same_units(
    ends: tuple[int, ...], text: str
) -> None:
    table = word_table(text.encode())
    firsts, lengths, keys = units_of(table, ends)
    listed = word_list(text)
    first_words = [first for first, _ in units_in(listed, ends)]
    units = [unit_at(text, listed.starts[first], ends) for first in first_words]
    assert lengths.tolist() == [len(unit.words) for unit in units]
    numbers = dict(zip(keys.tolist(), (unit.words for unit in units), strict=True))
    assert len(numbers) == len({unit.words for unit in units})
    assert firsts.tolist() == first_words


@pytest.mark.parametrize(
    "matcher",
    [Again(2, "next"), Again(2, "next-line"), Again(2, "anywhere", 3, 100)],
    ids=repr,
)
@given(text=TEXTS)
def test_points_and_the_whole_text_give_the_same(matcher: Again, text: str) -> None:
    table = word_table(text.encode())
    assert matcher._in_table(table).tolist() == matcher._in_list(word_list(text))
    whole = matcher.find(Document(text), [Span(0, len(text))])
    assert by_points(matcher, text) == [match.span for match in whole]


def test_a_sentence_follows_itself_in_its_line() -> None:
    text = (
        "It rained all day. We won it all. We won it all. Then we left.\nWe left now."
    )
    assert found_in({"place": "next"}, text) == ["We won it all. We won it all."]
    text = "We won (it all). We won (it all). Then we left."
    assert found_in({"place": "next"}, text) == ["We won (it all). We won (it all)."]


def test_a_line_follows_itself() -> None:
    text = "One. They all went home.\n\nOne. They all went home.\nThey went home."
    assert found_in({"place": "next-line"}, text) == [text[:50]]


def test_a_sentence_returns_in_ever_other_company() -> None:
    lines = [f"Never miss the news! Line {n} is new.\n" for n in "abcdef"]
    matcher = build({"kind": "sentences", "place": "anywhere"}, no_lexicon)
    text = "".join(lines)
    (match,) = matcher.find(Document(text), [Span(0, len(text))])
    assert match.span.of(text) == "Never miss the news!"
    assert match.values == {"count": "6"}
    assert len(match.related) == 5


def test_boilerplate_returns_in_the_same_company() -> None:
    text = "Some news today.\nAll rights are reserved. See the terms of use.\n" * 9
    assert found_in({"place": "anywhere"}, text) == []


def test_a_rare_sentence_of_a_long_text_may_return() -> None:
    rare = "".join(f"I do not know. He said {n} is it.\n" for n in range(5))
    text = rare + "".join(f"This is line {n}.\n" for n in range(2000))
    assert found_in({"place": "anywhere"}, text) == []


def test_ten_megabytes_of_one_sentence_are_read_once() -> None:
    start = time.process_time()
    text = "We won it all. " * 600_000
    assert len(by_points(Again(4, "next"), text)) == 300_000
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({}, "place"),
        ({"place": "here"}, "place"),
        ({"place": "next", "times": 3}, "times"),
        ({"place": "anywhere", "share": 0}, "share"),
        ({"place": "next", "words": "4"}, "words"),
        ({"place": "next", "least": 4}, "least"),
    ],
    ids=str,
)
def test_a_wrong_table_names_its_key(wrong: Table, key: str) -> None:
    with pytest.raises(TableError) as caught:
        build_matcher("sentences", {"kind": "sentences", **wrong}, no_lexicon)
    assert caught.value.key == key
