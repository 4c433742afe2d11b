"""Public figures in foreign spelling are found; namesakes and words are not."""

from __future__ import annotations

from collections import Counter

import pytest

from linter.kinds import Match, TableError
from linter.kinds.persons import Persons, build
from linter.model import Document, Safety, Span
from linter.rule import HouseStyle
from linter.rulefile import builtin_folder, lexicon_opener
from linter.ruleset import Ruleset

OPEN = lexicon_opener(builtin_folder() / "names" / "lexicons")
TABLE = {
    "kind": "persons",
    "spellings": "foreign-spellings",
    "given": "given-names",
    "before": "before-names",
}
FINDER: Persons = build(TABLE, OPEN)
RULES = Ruleset.load()


def found(text: str) -> list[Match]:
    return list(FINDER.find(Document(text), [Span(0, len(text))]))


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(match.span.of(text), match.replacement) for match in found(text)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Later Mishoustine left.", ("Mishoustine", "Mishustin")),
        ("He met Loukachenko’s envoy.", ("Loukachenko", "Lukashenko")),
        ("the pro-Loukachenko press", ("Loukachenko", "Lukashenko")),
        ("the Loukachenko-led bloc", ("Loukachenko", "Lukashenko")),
        ("Vladimir Poutine", ("Poutine", "Putin")),
        ("V. Poutine", ("Poutine", "Putin")),
        ("Mr. Poutine spoke", ("Poutine", "Putin")),
        ("Wladimir\nPoutine", ("Wladimir\nPoutine", "Vladimir Putin")),
        ("Alexandre Loukachenko", ("Alexandre Loukachenko", "Alexander Lukashenko")),
        ("Aleksandr Loukachenko", ("Loukachenko", "Lukashenko")),
        ("He met Selenskyj Monday.", ("Selenskyj", "Zelensky")),
        ("Boris Jelzin", ("Jelzin", "Yeltsin")),
        ("Youri Andropow", ("Youri Andropow", "Yuri Andropov")),
        ("Prime Minister Voronine and Vladimir Voronine", ("Voronine", "Voronin")),
    ],
)
def test_a_public_figure_is_found(text: str, pair: tuple[str, str]) -> None:
    assert pair in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Poutine is served with gravy.",
        "Poutine and Russia. A plate of Poutine in Russia. The Poutine in Russia.",
        "He asked for poutine in Russia, and for Poutine he paid.",
        "Alain Poutine",
        "Alain Poutine came. Later Prime Minister Poutine and Mr. Poutine left.",
        "A. Poutine and J. Loukachenko",
        "Andropow, Karpow and Gagarine are names",
        "Antoine Volodine and Professor Lawrow",
        "Loukachenko Street, Poutine Week, the Mishoustine Prize",
        "“Loukachenko” and (Selenskyj) and *Mishoustine*",
        "Loukachenko, Lukaschenko and Łukaszenka are one",
        "loukachenko, LOUKACHENKO, Loukachenkos, Loukachenkova",
        "www.Loukachenko.by, @Loukachenko, #Poutine, /Loukachenko, Jean-Loukachenko",
        "Lukashenko, Putin, Mishustin, Zelensky, Zelenskyy",
        "",
    ],
)
def test_nobody_is_found(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("He met Loukachenko.", Safety.SUGGESTED),
        ("He met Mr Loukachenko.", Safety.SUGGESTED),
        ("He met A. Loukachenko.", Safety.SUGGESTED),
        ("He met Minister Loukachenko.", Safety.SUGGESTED),
        ("He met Canadian President Loukachenko.", Safety.SUGGESTED),
        ("He met Leonid Kravtchouk.", Safety.SUGGESTED),
        ("The club’s President Poutine came.", Safety.SUGGESTED),
        ("He met Alexander Loukachenko.", Safety.SAFE),
        ("He met President Loukachenko.", Safety.SAFE),
    ],
)
def test_a_fix_is_safe_where_it_is_said_who_is_meant(text: str, safety: Safety) -> None:
    assert [match.safety for match in found(text)] == [safety]


def test_whoever_is_named_once_is_known_by_the_surname() -> None:
    text = (
        "Later Loukachenko spoke. Alexander Loukachenko left. So Loukachenko was gone."
    )
    assert [match.safety for match in found(text)] == [Safety.SAFE] * 3


def test_a_text_on_the_person_may_speak_of_the_dish_as_well() -> None:
    text = (
        "Vladimir Poutine likes it. Poutine is served hot. In Russia, Poutine is new."
    )
    assert pairs(text) == [("Poutine", "Putin")]
    assert found(text)[0].span.start == len("Vladimir ")


def test_a_name_is_one_finding_and_two_names_are_two() -> None:
    text = "He met Mishoustine and Loukachenko. Loukachenko left with Mishoustine."
    rules = RULES.select(["names/foreign-spelling"])
    findings = rules.scan(Document(text))
    assert [finding.span.of(text) for finding in findings] == [
        "Mishoustine",
        "Loukachenko",
    ]
    assert rules.fix(Document(text), Safety.SUGGESTED).text == (
        "He met Mishustin and Lukashenko. Lukashenko left with Mishustin."
    )


def test_what_is_found_beside_the_english_form_is_left_to_that_rule() -> None:
    text = "Mikhail Mishustin came. Mishustin spoke. Mishoustine left."
    found = RULES.scan(Document(text))
    assert [finding.rule for finding in found] == ["names/spelling-variant"]


def test_house_style_says_how_a_name_is_mended() -> None:
    text = "He met Selenskyj in Kyiv."
    style = HouseStyle({"Zelenskyy": ()})
    rules = RULES.with_house_style(style, HouseStyle())
    assert rules.fix(Document(text), Safety.SUGGESTED).text == (
        "He met Zelenskyy in Kyiv."
    )


def test_the_spellings_are_no_english_ones() -> None:
    rows = FINDER.persons.values()
    english = {person.surname for person in rows}
    assert not english & FINDER.persons.keys()
    assert not FINDER.persons.keys() & OPEN("public-names").words
    assert {person.certain for person in rows} == {"alone", "named", "word"}
    assert all(len(one) >= 5 for one in FINDER.persons)


def test_a_person_has_one_office() -> None:
    offices = {(person.name, person.office) for person in FINDER.persons.values()}
    twice = Counter(name for name, _ in offices)
    assert [name for name, times in twice.items() if times > 1] == []


@pytest.mark.parametrize("change", [{"given": None}, {"before": 3}, {"lexicon": "x"}])
def test_a_table_without_its_word_lists_is_refused(change: dict[str, object]) -> None:
    table = {k: v for k, v in {**TABLE, **change}.items() if v is not None}
    with pytest.raises(TableError):
        build(table, OPEN)
