"""What titles and acronyms a text mentions, and which of them mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.kinds.defining import Definition, definitions_in
from linter.kinds.parties import party_marker
from linter.kinds.registry import Registry, registry_of
from linter.kinds.titling import titles_in
from linter.lexicon import Lexicon
from linter.model import Span

ROOT = Path(__file__).parent.parent


def open_lexicon(name: str) -> Lexicon:
    path = ROOT / "rules" / "titles" / "lexicons" / f"{name}.tsv"
    return Lexicon(name, lambda: path.read_text(encoding="utf-8"))


REGISTRY: Registry = registry_of(open_lexicon("treaties"), open_lexicon("parties"), ())
MARK = party_marker(open_lexicon("parties"))


def test_a_text_tells_its_titles_with_their_places_and_official_forms() -> None:
    text = (
        "The Treaty on the Non-Proliferation of Nuclear Arms and the 1999 Peru-Chile\n"
        "Pact on Ocean Fisheries were read. The Paris Agreement, the Treaty and"
        " a pact on fisheries were not; nor was the Pact on Fish."
    )
    found = [
        (title.text, title.official, title.span.of(text))
        for title in titles_in(text, REGISTRY)
    ]
    assert found == [
        (
            "Treaty on the Non-Proliferation of Nuclear Arms",
            "Treaty on the Non-Proliferation of Nuclear Weapons",
            "Treaty on the Non-Proliferation of Nuclear Arms",
        ),
        ("Pact on Ocean Fisheries", None, "Pact on Ocean Fisheries"),
    ]


def test_what_means_the_same_has_the_same_identity() -> None:
    text = "The 1999 Peru-Chile Pact on Ocean Fisheries, the Chile-Peru Ocean Fisheries"
    one, other = titles_in(f"{text} Pact of 1999.", REGISTRY)
    assert one.identity == ("fisher ocean treaty", "cl pe", "1999", "")
    assert other.identity == ("fisher ocean treaty", "cl pe", "", "")


def defined(text: str) -> list[tuple[str, str, bool]]:
    return [(one.short, one.long, one.fits) for one in definitions_in(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "by the World Health Organization (WHO) in",
            "WHO",
            "World Health Organization",
        ),
        ("and gross domestic product (GDP) grew", "GDP", "gross domestic product"),
        (
            "the non-governmental organizations (NGOs)",
            "NGO",
            "non-governmental organizations",
        ),
        ("the Department of Research & Design (R&D)", "R&D", "Research & Design"),
        ("the United Nations (U.N.) met", "UN", "United Nations"),
        ("Oh. The North Atlantic Council (NAC)", "NAC", "North Atlantic Council"),
    ],
)
def test_an_acronym_that_fits_is_read_with_its_expansion(
    text: str, short: str, long: str
) -> None:
    assert defined(text) == [(short, long, True)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("of the European Union (UE) met", "UE", "European Union"),
        ("the World Health Organization (OMS)", "OMS", "World Health Organization"),
        (
            "Shanghai Cooperation Organization (OCS)",
            "OCS",
            "Shanghai Cooperation Organization",
        ),
    ],
)
def test_an_acronym_that_does_not_fit_has_the_name_before_it(
    text: str, short: str, long: str
) -> None:
    assert defined(text) == [(short, long, False)]


@pytest.mark.parametrize(
    "text",
    [
        "he said (OK) and left",
        "World Health Organization (Geneva)",
        "World Health Organization (2001)",
        "World Health Organization. (WHO)",
        "(WHO)",
        "",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert defined(text) == []


def test_expansions_that_mean_the_same_share_their_key() -> None:
    def key(text: str) -> frozenset[str]:
        return Definition(text, Span(0, 0), Span(0, len(text)), fits=True).key

    one, other = (
        "Shanghai Cooperation Organization",
        "Organisation of Shanghai Co-operation",
    )
    assert key(one) == key(other)
    assert key(one) != key("Shanghai Cooperative Bank")
