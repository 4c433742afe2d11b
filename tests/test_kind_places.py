"""Places by foreign names are found; what is called after them is not."""

from __future__ import annotations

import pytest

from linter.kinds import Match, TableError
from linter.kinds.places import Places, build
from linter.model import Document, Safety, Severity, Span
from linter.rule import HouseStyle
from linter.rulefile import builtin_folder, lexicon_opener
from linter.ruleset import Ruleset

OPEN = lexicon_opener(builtin_folder() / "names" / "lexicons")
FINDER: Places = build({"kind": "places", "names": "exonyms"}, OPEN)
RULES = Ruleset.load()
OLDER = RULES.select(["names/historical-place"])


def found(text: str) -> list[Match]:
    return list(FINDER.find(Document(text), [Span(0, len(text))]))


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(match.span.of(text), match.replacement) for match in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pékin agreed.", [("Pékin", "Beijing")]),
        (
            "from Moscou to Varsovie",
            [("Moscou", "Moscow"), ("Varsovie", "Warsaw")],
        ),
        ("In Kiew’s centre, and the Kiew-based firm", [("Kiew", "Kyiv")] * 2),
        ("The Kiew that they knew", [("Kiew", "Kyiv")]),
        ("He left Moskau Monday.", [("Moskau", "Moscow")]),
        ("in Corée du Nord", [("Corée du Nord", "North Korea")]),
        ("in Wien, from Lisboa", [("Wien", "Vienna"), ("Lisboa", "Lisbon")]),
        ("He moved to Pays-Bas.", [("Pays-Bas", "the Netherlands")]),
        ("In the Pays-Bas it rains.", [("Pays-Bas", "Netherlands")]),
        ("It rains. États-Unis won.", [("États-Unis", "The United States")]),
        ("Peking, Pékin and Peking", [("Pékin", "Peking")]),
        ("Kiev was hot. In Kiew too.", [("Kiew", "Kiev")]),
    ],
)
def test_a_place_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hotel Moskau, Moskau Street, Radio Varsovie, Club Pékin",
        "1010 Wien, 75001 Varsovie",
        "The cruiser Moskau, the hotel Varsovie and the film Kiew",
        "Moskau: Progress. Varsovie, 1931. Moscou-Montparnasse",
        "“Kiew” and (Moscou) and *Pékin*",
        "Wien’s law, Professor Wien, Wien and Lisboa alone",
        "kiew, KIEW, Kiews, Moskauer",
        "www.Kiew.de, @Moskau, #Pékin, /Varsovie",
        "Credit Suisse, Deutschland and the Japon vase",
        "Beijing, Moscow, Warsaw, Kyiv, Kiev, Peking, Macau and Calcutta",
        "Nice, Cuba, Canton, Granada, Roma, Damas, Salvador, Georgia, Chili",
        "",
    ],
)
def test_no_place_is_found(text: str) -> None:
    assert pairs(text) == []


def test_a_place_is_one_finding_with_all_places_in_its_fix() -> None:
    text = "In Kiew it rained. Moskau was dry. She left Kiew."
    findings = RULES.select(["names/exonym"]).scan(Document(text))
    assert [len(f.fix.edits) for f in findings if f.fix] == [2, 1]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (HouseStyle(), ["Bombay"]),
        (HouseStyle(accepted=("Bombay",)), []),
        (HouseStyle({"Bombay": ("Mumbai",)}), []),
        (HouseStyle(forbidden={"Bombay": "Mumbai"}), []),
    ],
)
def test_house_style_decides_on_older_names(
    style: HouseStyle, expected: list[str]
) -> None:
    text = "They lived in Bombay for years."
    findings = OLDER.with_house_style(style, HouseStyle()).scan(Document(text))
    assert [finding.span.of(text) for finding in findings] == expected
    assert {finding.severity for finding in findings} <= {Severity.INFO}


def test_house_style_says_what_is_written_for_a_foreign_name() -> None:
    style = HouseStyle({"Peking": ("Beijing",)})
    rules = RULES.select(["names/exonym"]).with_house_style(style, HouseStyle())
    fixed = rules.fix(Document("They met in Pékin on Friday."), Safety.SUGGESTED)
    assert fixed.text == "They met in Peking on Friday."


def test_the_lists_agree_with_each_other() -> None:
    older = {row[0] for row in OPEN("historical-places")}
    english = {form for place in FINDER.places.values() for form in place.forms}
    assert not older & FINDER.places.keys()
    assert not english & FINDER.places.keys()
    assert {place.where for place in FINDER.places.values()} == {"anywhere", "placed"}
    assert not OPEN("public-names").words & FINDER.places.keys()


@pytest.mark.parametrize("table", [{}, {"names": 3}, {"names": "exonyms", "in": "x"}])
def test_a_wrong_table_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(TableError):
        build({"kind": "places", **table}, OPEN)
