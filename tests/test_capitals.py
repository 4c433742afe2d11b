"""Names are found in runs of words as they would be found in the text itself."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from linter.kinds.capitals import NAME, has_word, names_of, places_of
from linter.kinds.variants import Variants
from linter.model import Document
from linter.ruleset import Ruleset

RULES = Ruleset.load().select(["names/spelling-variant"])
PIECES = (
    *("Mishoustine", "Shoïgu", "LAVROV", "MiShustin", "Mishustin’s", "→Mishustin"),
    *("@Putin", "“Lavrov”", "漢Lavrov", "Lavrov漢", "Żelazny", "O’Connor", "Al-Assad"),
    *(
        "Tse-tung",
        "J.-P.",
        "Mr.",
        "Saint—Denis",
        "www.Example",
        "Foo/Barbaz",
        "X2Seven",
    ),
    *(" ", " ", " ", "\n", ". ", "-", "_", "/", "’", "the", "Ab"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_runs_hold_the_names_of_the_text(text: str) -> None:
    names = NAME.findall(text)
    assert names_of(text) == Counter(names)
    assert list(names_of(text)) == list(dict.fromkeys(names))
    for name, count in Counter(names).items():
        places = places_of(text, name)
        assert len(places) == count
        assert {text[place.start : place.end] for place in places} == {name}


def test_only_texts_in_which_two_names_may_be_one_are_looked_at() -> None:
    matcher = RULES.engine.matcher(0)
    assert isinstance(matcher, Variants)
    texts = ["Mishoustine and Mishustin.", "Mishoustine spoke.", "Mishustin spoke."]
    assert list(matcher.worth_a_look(texts)) == [0]


def test_documents_of_a_batch_are_searched_each_for_itself() -> None:
    texts = [
        "Mishoustine, Mishustin, Mishustin.",
        "Mishoustine.",
        "“Lawrow saw Lavrov.”",
    ]
    documents = [Document(text) for text in texts]
    together = list(RULES.scan_all(documents))
    assert together == [(one, RULES.engine.scan_exhaustively(one)) for one in documents]
    assert [len(found) for _, found in together] == [1, 0, 1]


def test_a_word_stands_between_anything_but_letters() -> None:
    assert has_word("a poutine_2", "poutine")
    assert has_word("poutine", "poutine")
    assert not has_word("époutine poutines", "poutine")
