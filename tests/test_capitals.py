"""Names are found in runs of words as they would be found in the text itself."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import capitals
from linter.kinds.capitals import NAME, Remembered, has_word, names_of, places_of
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
    texts = ["Mishoustine, Mishustin, Mishustin.", "Mishoustine.", "é. Lawrow, Lavrov."]
    documents = [Document(text) for text in texts]
    together = list(RULES.scan_all(documents))
    assert together == [(one, RULES.engine.scan_exhaustively(one)) for one in documents]
    assert [len(found) for _, found in together] == [1, 0, 1]


@pytest.mark.parametrize("limit", ["MOST_RUNS", "MOST_TEXT"])
def test_what_is_remembered_of_names_is_bounded(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(capitals, limit, 100)
    monkeypatch.setattr(capitals, "_names", Remembered(capitals.NAME.findall))
    monkeypatch.setattr(capitals, "_texts", capitals._Texts())
    for number in range(300):
        name = "N" + "".join(chr(97 + int(digit)) for digit in f"{number:06}")
        assert names_of(f"Then {name} came.") == {name: 1}
        assert len(capitals._names) <= capitals.MOST_RUNS
        assert sum(map(len, capitals._texts)) <= capitals.MOST_TEXT


def test_a_word_stands_between_anything_but_letters() -> None:
    assert has_word("a poutine_2", "poutine")
    assert has_word("poutine", "poutine")
    assert not has_word("époutine poutines", "poutine")
