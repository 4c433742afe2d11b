"""Names sound alike across languages, and different names do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.naming import may_be_one
from linter.naming.letters import bare
from linter.naming.romanisation import (
    ENGLISH,
    FOREIGN,
    FRENCH,
    foreign_scheme,
    in_english,
    in_foreign,
    readings,
)

NAMES = st.text("abcdefghijklmnopqrstuvwxyzšžčćłïéöüşğ'’", max_size=14).map(str.title)

ABROAD = [
    ("Mishustin", "Mishoustine", "French"),
    ("Mishustin", "Michoustine", "French"),
    ("Mishustin", "Mischustin", "German"),
    ("Mishustin", "Miszustin", "Polish"),
    ("Mishustin", "Mišustin", "Slavic Latin"),
    ("Mishustin", "Misjustin", "Dutch or Nordic"),
    ("Putin", "Poutine", "French"),
    ("Lavrov", "Lawrow", "German"),
    ("Lukashenko", "Loukachenko", "French"),
    ("Lukashenko", "Lukaschenko", "German"),
    ("Tokayev", "Tokaïev", "French"),
    ("Gorbachev", "Gorbatchev", "French"),
    ("Gorbachev", "Gorbatschow", "German"),
    ("Gorbachev", "Gorbačov", "Slavic Latin"),
    ("Khrushchev", "Khrouchtchev", "French"),
    ("Khrushchev", "Chruschtschow", "German"),
    ("Yeltsin", "Eltsine", "French"),
    ("Yeltsin", "Jelzin", "German"),
    ("Yelagin", "Yelaguine", "French"),
    ("Zhukov", "Joukov", "French"),
    ("Zhukov", "Schukow", "German"),
    ("Shoigu", "Choïgou", "French"),
    ("Zhirinovsky", "Zjirinovski", "Dutch or Nordic"),
    ("Chernyshenko", "Tchernychenko", "French"),
    ("Kuznetsov", "Kuznecov", "Slavic Latin"),
    ("Nekrasov", "Nekrassov", "French"),
    ("Japarov", "Dschaparow", "German"),
    ("Pashinyan", "Pachinian", "French"),
    ("Netanyahu", "Nétanyahou", "French"),
    ("Tashkent", "Tachkent", "French"),
    ("Aliyev", "Əliyev", None),
    ("Alekseyev", "Alekseevas", "Latvian or Lithuanian"),
    ("Zakharova", "Sacharowa", "German"),
]


@pytest.mark.parametrize(("common", "rare", "scheme"), ABROAD)
def test_a_foreign_spelling_reads_like_the_english_one(
    common: str, rare: str, scheme: str | None
) -> None:
    assert foreign_scheme(common, rare) == scheme


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Zelensky", "Zelenskyy"),
        ("Tokayev", "Tokaev"),
        ("Yevgeny", "Evgeniy"),
        ("Semyonov", "Semenov"),
        ("Gordeev", "Gordeyev"),
        ("Prokhorov", "Prohorov"),
        ("Erdogan", "Erdoğan"),
    ],
)
def test_what_english_writes_in_two_ways_is_one_name_and_not_foreign(
    one: str, other: str
) -> None:
    assert may_be_one(one, other)
    assert foreign_scheme(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivanov", "Ivanova"),
        ("Lavrov", "Lavrova"),
        ("Lavrov", "Labrov"),
        ("Putin", "Putina"),
        ("Gandhi", "Gandhiji"),
        ("Johnson", "Johnston"),
        ("Petrov", "Petrovsky"),
        ("Chernyshenko", "Chernyshev"),
        ("Borisov", "Barisov"),
        ("Macron", "Macaron"),
        ("Orban", "Urban"),
        ("Hassan", "Hussein"),
        ("Hansen", "Jansen"),
        ("Hesse", "Jesse"),
        ("Harley", "Charley"),
        ("Minister", "Ministry"),
        ("Shanghai", "Changhai"),
        ("Shagu", "Shagou"),
        ("Ishinoseki", "Ichinoseki"),
        ("Mitsuki", "Mizuki"),
        ("Jython", "Cython"),
        ("Hradec", "Hrádek"),
    ],
)
def test_two_names_are_two(one: str, other: str) -> None:
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


def test_the_english_form_is_not_a_foreign_spelling_of_the_foreign_one() -> None:
    assert [pair for *pair, _ in ABROAD if foreign_scheme(pair[1], pair[0])] == []


def test_a_name_between_vowels_and_apostrophes_is_read_once() -> None:
    assert readings("Prokof’yev", ENGLISH) == readings("Prokofyev", ENGLISH)
    assert readings("Semyonov", ENGLISH) == {"semionov", "semenov"}
    assert readings("Poutine", FRENCH) == {"putin"}


def test_english_does_not_read_letters_it_lacks() -> None:
    assert in_english("Mišustin") == frozenset()
    assert "miSustin" in in_foreign("Mišustin")


@given(NAMES)
def test_no_name_is_a_foreign_spelling_of_itself(name: str) -> None:
    assert foreign_scheme(name, name) is None
    assert may_be_one(name, name)


@given(NAMES, NAMES)
def test_a_foreign_spelling_is_a_variant_that_differs_in_letters(
    one: str, other: str
) -> None:
    if foreign_scheme(one, other):
        assert may_be_one(one, other)
        assert bare(one) != bare(other)
        assert not in_english(one) & in_english(other)


@given(NAMES)
def test_readings_hold_no_doubled_sound_and_no_accent(name: str) -> None:
    for scheme in (ENGLISH, *FOREIGN):
        for said in readings(name, scheme):
            assert all(a != b for a, b in pairwise(said)), said
            assert said.replace("ß", "").isascii()
