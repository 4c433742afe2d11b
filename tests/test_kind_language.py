"""Sentences in another language are told by their small words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import Table, TableError, build_matcher
from linter.kinds.language import OtherLanguage
from linter.kinds.words import WORTH_NUMPY
from linter.lexicon import Lexicon
from linter.model import Document, Span

SMALL = """der\tde
die\tde
und\tde
nicht\tde
les\tfr ca
des\tde fr
in\tde en
the\ten
of\ten
is\ten
"""
WORDS = st.sampled_from(
    [*"der die und nicht les des in the of is Haus Öl".split(), ". ", "\n", "“", ","]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def open_small_words(name: str) -> Lexicon:
    return Lexicon(name, lambda: SMALL)


def matcher(words: int = 4, share: int = 30) -> OtherLanguage:
    return OtherLanguage(open_small_words("small-words"), words, share)


def found_in(text: str, regions: list[Span] | None = None) -> list[tuple[str, str]]:
    whole = [Span(0, len(text))] if regions is None else regions
    matches = matcher().find(Document(text), whole)
    return [(match.span.of(text), match.values["language"]) for match in matches]


def test_a_sentence_is_told_by_three_small_words() -> None:
    text = "This is it. Der Wind und die See ruhten nicht. The end of it."
    assert found_in(text) == [("Der Wind und die See ruhten nicht.", "de")]


@pytest.mark.parametrize(
    "text",
    [
        "Der Wind der See der Nacht der Welt.",
        "The end of der Wind und die See is in the book of the sea, is it.",
        "Er rief: “Der Wind und die See ruhten nicht.”",
        "Der und die.",
    ],
    ids=["one word only", "in an English sentence", "a quotation", "too short"],
)
def test_a_sentence_is_left_alone(text: str) -> None:
    assert found_in(text) == []


@given(text=TEXTS)
def test_a_large_batch_finds_what_a_small_one_does(text: str) -> None:
    filler = "This is the text of it. " * (WORTH_NUMPY // 20) + "\n"
    points = [
        Span(len(buffer.decode()), len(buffer.decode()))
        for start, _ in matcher().scan((filler + text).encode())
        if (buffer := (filler + text).encode()[:start])
    ]
    assert found_in(filler + text, points) == found_in(filler + text)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"lexicon": "small-words", "words": 0}, "words"),
        ({"lexicon": "small-words", "share": "30"}, "share"),
        ({"words": 7}, "lexicon"),
        ({"lexicon": "small-words", "language": "de"}, "language"),
    ],
    ids=str,
)
def test_a_wrong_table_names_its_key(wrong: Table, key: str) -> None:
    with pytest.raises(TableError) as caught:
        build_matcher("language", {"kind": "language", **wrong}, open_small_words)
    assert caught.value.key == key
