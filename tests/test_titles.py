"""Garbled titles are found; other treaties, short forms and prose are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import Match, TableError
from linter.kinds.heads import mentions_in
from linter.kinds.titles import Titles, build
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span

ROOT = Path(__file__).parent.parent
TABLE = {"kind": "titles", "registry": "treaties", "parties": "parties"}
FULL = (
    "Treaty of Good-Neighborliness and Friendly Cooperation Between the People's"
    " Republic of China and the Russian Federation"
)
SHORT = "China-Russia Treaty of Good-Neighborliness and Friendly Cooperation"


def open_lexicon(name: str) -> Lexicon:
    path = ROOT / "rules" / "titles" / "lexicons" / f"{name}.tsv"
    return Lexicon(name, lambda: path.read_text(encoding="utf-8"))


REGISTRY: Titles = build({**TABLE, "compare": "registry"}, open_lexicon)
DOCUMENT: Titles = build({**TABLE, "compare": "document"}, open_lexicon)


def found(matcher: Titles, text: str) -> list[Match]:
    return list(matcher.find(Document(text), [Span(0, len(text))]))


def pairs(matcher: Titles, text: str) -> list[tuple[str, str | None]]:
    return [(m.span.of(text), m.replacement) for m in found(matcher, text)]


def seed(name: str) -> str:
    return (ROOT / "seeds" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "title", "right"),
    [
        (
            "The Treaty of Good Neighborliness and China-Russia Friendly Cooperation.",
            "Treaty of Good Neighborliness and China-Russia Friendly Cooperation",
            FULL,
        ),
        (
            "A Russian-Chinese Treaty of Good Neighborliness and Friendly Cooperation",
            "Russian-Chinese Treaty of Good Neighborliness and Friendly Cooperation",
            FULL,
        ),
        (
            "a Treaty of Friendship and Good-Neighborly Cooperation between Russia and"
            " China was",
            "Treaty of Friendship and Good-Neighborly Cooperation between Russia and"
            " China",
            FULL,
        ),
        (
            "the Treaty on the Non-Proliferation of Nuclear Arms, which",
            "Treaty on the Non-Proliferation of Nuclear Arms",
            "Treaty on the Non-Proliferation of Nuclear Weapons",
        ),
        (
            "the Agreement on the Non-Proliferation of Nuclear Weapons was",
            "Agreement on the Non-Proliferation of Nuclear Weapons",
            "Treaty on the Non-Proliferation of Nuclear Weapons",
        ),
        (
            "the International Covenant on Social, Economic and Cultural Rights and",
            "International Covenant on Social, Economic and Cultural Rights",
            "International Covenant on Economic, Social and Cultural Rights",
        ),
        (
            "the Convention on Diversity Biological",
            "Convention on Diversity Biological",
            "Convention on Biological Diversity",
        ),
        (
            "the Charter of the Organization of Shanghai Cooperation",
            "Charter of the Organization of Shanghai Cooperation",
            "Charter of the Shanghai Cooperation Organization",
        ),
        (
            "praised the Initiative Belt and Road.",
            "Initiative Belt and Road",
            "Belt and Road Initiative",
        ),
        (
            "the Treaty of Friendship and Cooperation in Southeast Asia",
            "Treaty of Friendship and Cooperation in Southeast Asia",
            "Treaty of Amity and Cooperation in Southeast Asia",
        ),
        (
            "the Development Global Initiative",
            "Development Global Initiative",
            "Global Development Initiative",
        ),
    ],
)
def test_a_garbled_title_is_found_in_the_registry(
    text: str, title: str, right: str
) -> None:
    assert pairs(REGISTRY, text) == [(title, right)]


@pytest.mark.parametrize(
    "text",
    [
        f"the {FULL} was signed",
        "the Treaty of Good-Neighbourliness and Friendly Co-operation",
        "the China–Russia Treaty of Good Neighborliness and Friendly Cooperation",
        "the Russia-China Year of Scientific and Technological Innovation program",
        "the Treaty of Friendly Cooperation and Good-Neighborliness was extended",
        "the China-Kyrgyzstan Treaty of Friendly Cooperation and Good-Neighborliness",
        "the Treaty of Friendship, Cooperation and Good-Neighborliness with Mongolia",
        "the 1996 China-Russia Treaty of Friendly Cooperation and Good-Neighborliness",
        "the Treaty, the Convention, the Charter and the Agreement",
        "a treaty on the non-proliferation of nuclear arms",
        "the treaty on Nuclear Arms Non-Proliferation",
        "the Non-Proliferation Treaty and the Nuclear Non-Proliferation Treaty",
        "the 1968 Treaty on the Non-Proliferation of Nuclear Weapons (NPT)",
        "the Treaty on Non-proliferation of Nuclear Weapons",
        "the UN Convention on the Law of the Sea and the Law of the Sea Convention",
        "the Convention for Biological Diversity, Russia and China said",
        "the Child Rights Convention and the Convention on the Rights of the Child",
        "a Convention on the Elimination of all Forms of Discrimination Against Women",
        "the Treaty of Friendship and Cooperation between Spain and Morocco",
        "the Arms Trade Treaty, the Antarctic Treaty and the Energy Charter Treaty",
        "the Paris Agreement, the Agreement of Paris and the Paris climate accord",
        "the European Convention on Human Rights and the American Convention on"
        " Human Rights",
        "the Charter of the United Nations, the UN Charter",
        "the Treaty Banning Nuclear Weapon Tests in the Atmosphere, in Outer Space"
        " and Under Water",
        "the Agreement on Open Skies, the EU-US Open Skies Agreement",
        "the Biological Convention on Diversity of Opinion",
        "Initiative is what the Belt and the Road need.",
        "According to Protocol, the Year of the Dragon begins.",
        "",
    ],
)
def test_no_title_is_found_garbled(text: str) -> None:
    assert pairs(REGISTRY, text) == []
    assert pairs(DOCUMENT, text) == []


def test_every_registered_title_and_accepted_form_is_right() -> None:
    wrong = [
        form
        for title, _, _, shorts, *_ in open_lexicon("treaties")
        for form in (title, *shorts.split(";"))
        if found(REGISTRY, f"They recalled the {form} at length.")
    ]
    assert wrong == []


def test_a_later_mention_gets_the_short_form() -> None:
    text = (
        "The Treaty of Good Neighborliness and China-Russia Friendly Cooperation and"
        " the Russian-Chinese Treaty of Good Neighborliness and Friendly Cooperation."
    )
    first, second = found(REGISTRY, text)
    assert (first.replacement, second.replacement) == (FULL, SHORT)
    assert {first.safety, second.safety} == {Safety.SUGGESTED}
    assert FULL in first.related[0].message


def test_another_name_is_no_short_form() -> None:
    text = "The Belt and Road Initiative (BRI), once more the Initiative Belt and Road."
    (later,) = found(REGISTRY, text)
    assert later.replacement == "Belt and Road Initiative"


@pytest.mark.parametrize(
    ("text", "title", "right"),
    [
        (
            "China-Russia Year of Scientific and Technological Innovation program."
            " In the program of Year of scientific and technological innovation.",
            "Year of scientific and technological innovation",
            "Year of Scientific and Technological Innovation",
        ),
        (
            "The Pact on Ocean Fisheries. The Pact on Ocean Fisheries. The Pact on"
            " Fishery of Oceans.",
            "Pact on Fishery of Oceans",
            "Pact on Ocean Fisheries",
        ),
        (
            "The Treaty of Friendship and Peru-Chile Trade. The Treaty of Friendship"
            " and Trade between Peru and Chile.",
            "Treaty of Friendship and Peru-Chile Trade",
            "Treaty of Friendship and Trade between Peru and Chile",
        ),
        (
            "Ocean Fisheries Pact, Ocean Fisheries Pact, Fisheries Ocean Pact",
            "Fisheries Ocean Pact",
            "Ocean Fisheries Pact",
        ),
    ],
)
def test_the_rarer_wording_in_a_document_is_found(
    text: str, title: str, right: str
) -> None:
    assert pairs(DOCUMENT, text) == [(title, right)]


@pytest.mark.parametrize(
    "text",
    [
        "The Pact on Ocean Fisheries. The Pact on Fisheries Ocean.",
        "The Pact on Ocean Fisheries. The Pact on Fisheries. The Ocean Pact.",
        "The Pact on Ocean Fisheries. A pact on ocean fisheries is needed.",
        "The Pact on Ocean Fisheries. The Treaty on Fisheries of Oceans.",
        "The Pact on Labour Migration and the Pact for Labor Migration and the Pact"
        " on the Labour Migration.",
        "The Peru-Chile Pact on Trade and Fisheries, twice the Peru-Chile Pact on Trade"
        " and Fisheries, the Peru-Spain Pact on Fisheries and Trade.",
        "The 1990 Pact on Trade and Fisheries, the 1990 Pact on Trade and Fisheries,"
        " the 2001 Pact on Fisheries and Trade.",
        "The China-Russia Year of Culture Exchange. The Russia-China Year of Culture"
        " Exchange. The Russia-China Year of Culture Exchange.",
        "The Pact on Ocean Fisheries Trade. The Ocean Fisheries Trade Pact.",
        "The Treaty on Prevention of Violence\nPoland left. The Treaty on Prevention of"
        " Violence\nPoland left. The Treaty on Prevention of Violence",
        "The Year of the Ox. The Year of the ox.",
        "The Pact on Ocean Fisheries ends. The Pact on ocean. And fisheries, too.",
    ],
)
def test_no_variant_is_seen(text: str) -> None:
    assert pairs(DOCUMENT, text) == []


def test_evidence_for_a_variant_is_the_other_wording_and_its_place() -> None:
    text = "Pact on Ocean Fisheries. Pact on Ocean Fisheries. Pact on Fishery Oceans."
    (match,) = found(DOCUMENT, text)
    (related,) = match.related
    assert related.message == "“Pact on Ocean Fisheries” 2 times, first here"
    assert related.span == Span(0, 23)
    assert match.safety is Safety.SUGGESTED


def test_the_seeds_show_three_garbled_titles_and_the_official_text_none() -> None:
    dirty = seed("002_3eee78afa67e2e0f.txt")
    registry = [match.span for match in found(REGISTRY, dirty)]
    document = [match.span for match in found(DOCUMENT, dirty)]
    assert registry == [Span(322, 389), Span(2445, 2515)]
    assert document == [Span(2820, 2867)]
    clean = seed("000_bf30e21cd431873d.txt")
    assert found(REGISTRY, clean) == found(DOCUMENT, clean) == []


@pytest.mark.parametrize(
    "change", [{"compare": "corpus"}, {"registry": None}, {"severity": "error"}]
)
def test_a_table_that_does_not_say_enough_is_refused(change: dict[str, object]) -> None:
    table = {**TABLE, "compare": "registry", **change}
    with pytest.raises(TableError):
        build({k: v for k, v in table.items() if v is not None}, open_lexicon)


PIECES = st.sampled_from(
    "the The Treaty Convention Year of on and Good Neighborliness Friendly Cooperation"
    " China-Russia Russian , . \n 2001 between Innovation innovation (2) Initiative"
    " Belt Road Accordingly Treaties é – ’s".split(" ")
)


@given(st.lists(PIECES, max_size=40), st.integers(0, 200))
def test_a_text_in_two_regions_has_the_mentions_of_the_text(
    pieces: list[str], cut: int
) -> None:
    text = " ".join(pieces)
    whole = [Span(0, len(text))]
    cut = min(cut, len(text))
    halves = [Span(0, cut), Span(cut + 1, len(text))] if cut < len(text) else whole
    assert list(mentions_in(text, halves)) == list(mentions_in(text, whole))


@given(st.lists(PIECES, max_size=40))
def test_what_is_found_is_in_text_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for matcher in (REGISTRY, DOCUMENT):
        spans = [match.span for match in found(matcher, text)]
        assert spans == sorted(spans)
        assert all(len(span) and span.end <= len(text) for span in spans)
