"""Words that are said twice are found the same way in one text and in a batch."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import Table, TableError, build_matcher
from linter.kinds.shapes import Joined, Run
from linter.kinds.words import WORTH_NUMPY, WordTable, word_list, word_table
from linter.lexicon import Lexicon
from linter.model import Document, Span

SHAPES = [
    Run(1, 1, 2),
    Run(1, 5, 4, commas=True),
    Run(2, 8, 2),
    Run(2, 3, 3, commas=True),
    Joined(1, 4, ("and", "or", "of the")),
    Joined(1, 3, (" (",)),
    Joined(1, 3, (", ", "/")),
]
PIECES = st.sampled_from(
    [
        *("a", "A", "plan", "Plan", "of", "the", "and", "or", "it", "s", "é", "É"),
        *(
            "internationalisation",
            "internationalization",
            "Ωmega",
            "第二",
            "\U0001f600",
        ),
        *(". ", ".\n", "!", '" (', "” (", "” ", ".” ", "\n\n"),
        *(" ", " ", " ", " ", "  ", "\t", "\u00a0", "\n", ", ", " (", ")", "/", ". "),
        *("'", "’", "-", " – ", "“", "…", "、", " , ", "\u00bf", "x\u00aay", "_"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def no_lexicon(name: str) -> Lexicon:
    return Lexicon(name, lambda: "")


def texts_found(table: Table, text: str) -> list[str]:
    matcher = build_matcher("repeat", table, no_lexicon)
    whole = [Span(0, len(text))]
    return [match.span.of(text) for match in matcher.find(Document(text), whole)]


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
@given(text=TEXTS)
def test_a_table_and_a_list_give_the_same_places(
    shape: Run | Joined, text: str
) -> None:
    words, table = word_list(text), word_table(text.encode())
    in_list = [words.starts[index] for index in shape.in_list(words)]
    in_bytes = table.starts[shape.in_table(table)].tolist()
    assert [len(text.encode()[:at].decode()) for at in in_bytes] == in_list


@given(text=TEXTS)
def test_a_table_and_a_list_hold_the_same_words(text: str) -> None:
    words, table = word_list(text), word_table(text.encode())
    assert table.gaps.tolist() == list(words.gaps)
    numbers = table.keys.tolist()
    assert len(set(zip(numbers, words.words, strict=True))) == len(set(numbers))
    assert len(set(numbers)) == len(set(words.words))


def test_a_large_batch_gives_points_and_a_small_one_is_left_to_find() -> None:
    matcher = build_matcher("repeat", {"kind": "repeat", "regex": "."}, no_lexicon)
    scan = matcher.scan  # type: ignore[attr-defined]
    filler = "".join(f"word{number} " for number in range(WORTH_NUMPY // 8))
    at = len(filler)
    assert scan(b"the plan plan") == [(0, 13)]
    assert scan((filler + "plan plan").encode()) == [(at, at)]


def test_one_loop_is_one_place_however_long() -> None:
    looped = b"no " * 3_000_000
    start = time.process_time()
    table: WordTable = word_table(looped)
    assert Run(1, 1, 2).in_table(table).tolist() == [0]
    assert Run(1, 8, 4, commas=True).in_table(table).tolist() == [0]
    assert time.process_time() - start < 20


def test_the_expression_decides_where_words_are_repeated() -> None:
    table = {
        "kind": "repeat",
        "words": [2, 4],
        "regex": r"(?P<unit>\w+(?: \w+){1,3}?)(?P<again> (?P=unit)\b)",
    }
    text = "how to go on how to go on, and how to go, how to go home"
    assert texts_found(table, text) == ["how to go on how to go on"]


def test_what_is_joined_stands_on_both_sides() -> None:
    table = {
        "kind": "repeat",
        "words": [1, 2],
        "joined": ["and", " ("],
        "regex": r"(?P<one>\w+(?: \w+)??)(?: and | \()(?P=one)\b",
    }
    text = "fear and fear, Olaf Scholz (Olaf Scholz), bread and butter"
    assert texts_found(table, text) == ["fear and fear", "Olaf Scholz (Olaf Scholz"]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"words": [0, 3]}, "words"),
        ({"words": [3, 2]}, "words"),
        ({"words": 2}, "words"),
        ({"times": 1}, "times"),
        ({"commas": "yes"}, "commas"),
        ({"joined": ["and"], "times": 3}, "times"),
        ({"joined": ["&"]}, "joined"),
        ({"regexp": "x"}, "regexp"),
    ],
    ids=str,
)
def test_a_wrong_table_names_its_key(wrong: Table, key: str) -> None:
    with pytest.raises(TableError) as caught:
        build_matcher("repeat", {"kind": "repeat", "regex": "x", **wrong}, no_lexicon)
    assert caught.value.key == key
