"""Which spellings are one name: each family by examples, and what must stay two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.naming import is_suspect, keys, kinship, may_be_one, sought
from linter.naming.letters import lowered
from linter.naming.pairing import alike_among, pairs_among
from linter.naming.romanisation import foreign_scheme, in_foreign
from linter.naming.ways import WAYS, ways_of

NAMES = st.text("abcdefghijklmnopqrstuvwxyz-'éöşžč", min_size=1, max_size=14).map(
    str.title
)

KIN = [
    ("Zelensky", "Zelenskyy", "English"),
    ("Prokhorov", "Prohorov", "English"),
    ("Tokayev", "Tokaev", "English"),
    ("Konev", "Koněv", "foreign with its accents"),
    ("Lavrov", "Lavrovym", "a Slavic case form"),
    ("Zelensky", "Zelenskogo", "a Slavic case form"),
    ("Pavlov", "Pavlovs", "Latvian"),
    ("Turgenev", "Turghenev", "Italian"),
    ("Gudkov", "Hudkov", "Ukrainian"),
    ("Gaddafi", "Kadhafi", "Arabic"),
    ("Gaddafi", "Qadhafi", "Arabic"),
    ("Mohammed", "Muhammad", "Arabic"),
    ("Barukh", "Baruch", "German"),
    ("Stefanov", "Stephanow", "German"),
    ("Yevtushenko", "Jevtusjenko", "Dutch or Nordic"),
    ("Kirschboim", "Tzvi", None),
    ("Davutoglu", "Davudoglu", None),
    ("Xiaoping", "Hsiao-ping", "Wade-Giles"),
    ("Zedong", "Tse-tung", "Wade-Giles"),
    ("Jong-un", "Jong-eun", "Korean"),
    ("Geun-hye", "Kun-hye", "Korean"),
]


@pytest.mark.parametrize(("common", "rare", "scheme"), KIN)
def test_the_rare_form_is_a_spelling_of_the_common_one(
    common: str, rare: str, scheme: str | None
) -> None:
    found = kinship(common, rare)
    assert (found.scheme if found else None) == scheme


@pytest.mark.parametrize(
    ("common", "rare"), [pair[:2] for pair in KIN if pair[2] is not None]
)
def test_forms_of_one_name_find_each_other(common: str, rare: str) -> None:
    assert is_suspect(rare)
    assert keys(common) & sought(rare)
    assert alike_among([rare], [common, rare]) == {rare: {common}}
    (pair,) = pairs_among({rare}, {common: 2, rare: 1})
    assert (pair.common, pair.rare) == (common, rare)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Petrov", "Petrova"),
        ("Gassiyev", "Gaziyev"),
        ("Pashkevich", "Paskevich"),
        ("Hassan", "Hussein"),
        ("Haniyeh", "Hania-Bey"),
        ("Thomas", "Tomáš"),
        ("Jong-un", "Jong-in"),
        ("Jong-un", "Jeong-il"),
        ("Jae-yong", "Jae-young"),
        ("Jae-yong", "Jae-yeong"),
        ("Xiaoping", "Hsiao-p'eng"),
        ("Chiang", "Jiang"),
        ("Yijian", "Yixian"),
        ("Martinu", "Martina"),
    ],
)
def test_two_names_are_two(one: str, other: str) -> None:
    assert kinship(one, other) is None
    assert kinship(other, one) is None


def test_what_many_people_bear_has_to_be_borne_out() -> None:
    for common, rare in (("Mohammed", "Muhammad"), ("Jong-un", "Jong-eun")):
        found = kinship(common, rare)
        assert found
        assert found.borne_out


def test_only_the_spelling_of_another_press_is_foreign() -> None:
    assert [bool(k and k.foreign) for k in (kinship("Putin", "Poutine"),)] == [True]
    assert not any(
        k and k.foreign
        for k in (kinship("Zelensky", "Zelenskyy"), kinship("Gaddafi", "Kadhafi"))
    )


def test_surnames_of_a_syllable_are_compared_beside_a_given_name_only() -> None:
    assert may_be_one("Teng", "Deng")
    assert not may_be_one("Wang", "Wong")


@given(NAMES, NAMES)
def test_kin_share_a_key_and_no_name_is_kin_to_itself(one: str, other: str) -> None:
    assert kinship(one, one) is None
    if is_suspect(other) and kinship(one, other):
        assert keys(one) & sought(other)
        assert one in alike_among([other], [one])[other]


@given(st.one_of(NAMES, NAMES.map(str.lower)))
def test_whatever_a_way_suspects_has_one_of_its_signs(name: str) -> None:
    asked = tuple(way for way in WAYS if way.is_suspect(lowered(name)))
    assert ways_of(name) == asked


def test_two_suspects_may_be_each_other() -> None:
    both = ["Evmenov", "Yevmenov"]
    assert all(map(is_suspect, both))
    assert "Yevmenov" in alike_among(both, both)["Evmenov"]


# What presses write before a vowel, vowels, and what names end in.
ONSETS = (
    "b p f d t g k l m n r v w h s z x j q ph ck tz ts kh sh zh ch tch sch tsch sz cz"
    " rz cs zs dzs sj tj tsj zj ss gu qu gy ny š č ž ş ç ş ñ ň ť ţ x".split()
)
VOWELS = "a e i o u y ou ï â é ü å ie ia".split()
ENDS = "ow ew ov off in ine yne sky skis ovs evas enko ewitsch evitsj".split()
FOREIGN_NAMES = st.builds(
    lambda parts, end: ("".join(map("".join, parts)) + end).title(),
    st.lists(
        st.tuples(st.sampled_from(ONSETS), st.sampled_from(VOWELS)),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(ENDS),
)
IN_ENGLISH = str.maketrans(
    {"S": "sh", "Z": "zh", "C": "ch", "Q": "shch", "T": "ts", "X": "kh", "G": "j"}
)


@given(FOREIGN_NAMES)
def test_a_foreign_spelling_finds_what_english_writes(rare: str) -> None:
    for said in in_foreign(rare):
        common = said.translate(IN_ENGLISH).title()
        if foreign_scheme(common, rare):
            assert common in alike_among([rare], [common])[rare]


# What may stand for one sound of an Arabic, a Hebrew or a Korean name.
SOUNDS = [
    *(("sh", "sch", "ch"), ("kh", "ch", "h"), ("k", "q", "g", "c", "ck"), ("b", "bb")),
    *(("d", "dh", "dd"), ("t", "tt", "th"), ("s", "ss"), ("f", "ff", "ph"), ("l", "r")),
    *(("w", "ou", "v"), ("y", "yy"), ("tz", "ts", "z"), ("dj", "j"), ("m", "n")),
    ("p", "pp"),
]
VOICED = [("a", "e", "ae"), ("i", "ee", "y", "ie"), ("u", "ou", "oo", "eu"), ("o", "u")]


@st.composite
def spelt_twice(draw: st.DrawFn) -> tuple[str, str]:
    """Return a name of some syllables, and the same in other letters."""
    joint = draw(st.sampled_from(("", "", "-")))
    syllables = draw(st.integers(2, 3))
    names = ["", ""]
    for syllable in range(syllables):
        for sounds in (SOUNDS, VOICED, SOUNDS):
            letters = st.sampled_from(draw(st.sampled_from(sounds)))
            names = [name + draw(letters) for name in names]
        names = [name + joint * (syllable < syllables - 1) for name in names]
    return names[0].title(), names[1].title()


@given(spelt_twice())
def test_one_name_in_a_family_finds_the_other(names: tuple[str, str]) -> None:
    common, rare = names
    if is_suspect(rare) and kinship(common, rare) and keys(common) & sought(rare):
        assert common in alike_among([rare], [common])[rare]
