"""Garbled names of organisations are found; other bodies and right names are not."""

from __future__ import annotations

import pytest

from linter.kinds import Match
from linter.kinds.organisations import Organisations, build, organisations_of
from linter.kinds.wording import compared
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span
from linter.rulefile import builtin_folder, lexicon_opener

OPEN = lexicon_opener(builtin_folder() / "titles" / "lexicons")
REGISTRY: Lexicon = OPEN("organisations")
FINDER: Organisations = build(
    {"kind": "organisations", "registry": "organisations"}, OPEN
)
LIST = list(organisations_of(REGISTRY))


def found(text: str) -> list[Match]:
    return list(FINDER.find(Document(text), [Span(0, len(text))]))


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(match.span.of(text), match.replacement) for match in found(text)]


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("World Organization of Health", "World Health Organization"),
        ("Organization World of Health", "World Health Organization"),
        (
            "Organization of Shanghai Cooperation",
            "Shanghai Cooperation Organization",
        ),
        (
            "Organisation of the Shanghai Co-operation",
            "Shanghai Cooperation Organization",
        ),
        ("Organization of United Nations", "United Nations"),
        ("Monetary International Fund", "International Monetary Fund"),
        ("Economical Eurasian Union", "Eurasian Economic Union"),
        ("Bank for the Development of Africa", "African Development Bank"),
        ("International Currency Fund", "International Monetary Fund"),
        ("World Agency against Doping", "World Anti-Doping Agency"),
        (
            "Organization of the United Nations for Education, Science and Culture",
            "United Nations Educational, Scientific and Cultural Organization",
        ),
    ],
)
def test_a_garbled_name_is_found(garbled: str, right: str) -> None:
    assert pairs(f"The {garbled} met.") == [(garbled, right)]
    assert pairs(garbled) == [(garbled, right)]


@pytest.mark.parametrize(
    "text",
    [
        "the European Council and the Council of Europe, the World Bank World Cup",
        "the World Food Programme, the World Bank, and Health Organization",
        "a world organization of health and an organization of world trade",
        "the African Unity Organization and the Turkic States Organization",
        "the Organisation of Economic Cooperation and Development",
        "the Bank of International Settlements, the Security Council of the UN",
        "the International Standards Organization set the World Organization free",
        # The name goes on: it is another body's.
        "the Organization of the United Nations for Youth and Sports",
        "the Ministry of Health, the University of World Trade, the Fund",
        "",
    ],
)
def test_other_names_and_prose_are_not(text: str) -> None:
    assert found(text) == []


def test_a_name_ends_where_another_starts() -> None:
    text = "the Treaty on Cooperation and the Organization of Shanghai Cooperation met"
    assert pairs(text) == [
        ("Organization of Shanghai Cooperation", "Shanghai Cooperation Organization")
    ]


def test_every_name_in_the_registry_is_right_and_every_wrong_one_is_found() -> None:
    names = [name for one in LIST for name in one.names]
    assert [name for name in names if found(f"They met the {name} at noon.")] == []
    wrong = [name for one in LIST for name in one.wrong]
    assert [name for name in wrong if not found(f"They met the {name} here.")] == []


def test_the_registry_is_large_and_complete() -> None:
    assert len(LIST) >= 120
    assert all(len(row) == 9 and row[0] and row[8] for row in REGISTRY)
    assert sum(bool(one.acronyms and one.foreign) for one in LIST) >= 110


def test_no_name_is_that_of_two_organisations() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for one in LIST:
        for name in one.names:
            owners.setdefault(compared(name), set()).add(one.name)
    assert [names for names in owners.values() if len(names) > 1] == []


def test_a_later_mention_gets_the_acronym_and_the_source_is_told() -> None:
    text = "The World Organization of Health, the Organization of World Health"
    first, second = found(text)
    assert (first.replacement, second.replacement) == (
        "World Health Organization",
        "WHO",
    )
    assert first.safety is Safety.SUGGESTED
    assert "Constitution of the World Health Organization" in first.related[0].message
