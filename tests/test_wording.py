"""Titles compare by their words, heads, parties and years, and by nothing else."""

from __future__ import annotations

import pytest

from linter.kinds.parties import party_marker
from linter.kinds.wording import Shape, same_title, worded
from linter.rulefile import builtin_folder, lexicon_opener

MARK = party_marker(lexicon_opener(builtin_folder() / "titles" / "lexicons")("parties"))


def same(one: str, other: str) -> bool:
    return same_title(worded(one, MARK), worded(other, MARK))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treaty on Open Skies", "Open Skies Treaty"),
        ("Pact on Ocean Fisheries", "Agreement for Fishery of the Oceans"),
        ("Agreement on Trade between Peru and Chile", "Peru-Chile Agreement on Trade"),
        ("Treaty of Friendship and Peru-Chile Trade", "Treaty of Trade and Friendship"),
        ("Second Protocol on Fisheries", "Protocol II on Fisheries"),
        ("2nd Protocol on Fisheries", "Protocol No. 2 on Fishery"),
        ("Convention on Sub-regional Trade", "Convention on Subregional Trade"),
        ("Joint Statement on Labour Migration", "Joint Declaration on Labor Migration"),
        ("Organisation for Ocean Research", "Ocean Research Organization"),
        ("World Food Programme", "Program for World Food"),
        ("Agreement for Co-operation in Trade", "Agreement for Co operation in Trade"),
        ("Revised Pact on Fisheries and Trade", "Revised Pact on Trade and Fishery"),
        ("Treaty fixing the River Boundary", "Treaty fixing the Boundary Rivers"),
        (
            "Trade Agreement between Peru and Chile",
            "Agreement on Trade between Chile and Peru",
        ),
        ("Extension of the Pact on Fisheries", "Extension Pact on Fisheries"),
        ("Lake Basin Agreement as approved", "Agreement on the Lake Basin as approved"),
        (
            "Interesting Agreement between Peru and Chile concerning Trade",
            "Agreement between Peru and Chile concerning Trade",
        ),
        (
            "Exchange of Notes constituting a Pact between Peru and Chile on Trade",
            "Agreement between Chile and Peru on Trade",
        ),
        (
            "Treaty between Peru and Chile regarding the Exports of Cuba",
            "Treaty regarding the Exports of Cuba between Chile and Peru",
        ),
    ],
)
def test_titles_in_other_words_mean_the_same(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pact on Trade between Peru and Chile", "Pact on Trade between Peru and Cuba"),
        ("1990 Pact on Ocean Fisheries", "2001 Pact on Ocean Fisheries"),
        ("Second Protocol on Fisheries", "Third Protocol on Fisheries"),
        ("Protocol No. 4 on Fisheries", "Protocol No. 6 on Fisheries"),
        ("Agreement on Internal Trade", "Agreement on International Trade"),
        ("Protocol on Ocean Fisheries", "Treaty on Ocean Fisheries"),
        ("European Convention on Peace", "African Convention on Peace"),
        ("Optional Protocol on Fisheries", "Protocol on Fisheries"),
        ("Charter of the United Nations", "Charter of the Organization of Nations"),
        ("Convention on the Transport of Organs", "Convention on Organ Transplants"),
        ("Agreement on Trade", "Agreement on Trade and Services"),
        ("Amendments to the Pact on Ocean Fisheries", "Pact on Ocean Fisheries"),
        (
            "Amendments to Annex B of the Pact on Ocean Fisheries",
            "Amendments to Annex E of the Pact on Ocean Fisheries",
        ),
        ("Agreement amending the Pact on Fisheries", "Pact on Fisheries"),
        ("Revised Agreement on Fisheries", "Agreement on Fisheries"),
        ("Amendments of the Pact on Ocean Fisheries", "Pact on Ocean Fisheries"),
        ("Extension Agreement on Fisheries", "Agreement on Fisheries"),
        ("Protocol correcting the Pact on Fisheries", "Pact on Fisheries"),
        (
            "Trade Agreement between the Federation of Lemuria and Peru",
            "Extradition Agreement between the Federation of Lemuria and Peru",
        ),
        (
            "Lemuria Trusteeship Agreement as approved by the Assembly",
            "Atlantis Trusteeship Agreement as approved by the Assembly",
        ),
        (
            "Treaty between Peru and Chile relating to the Exports of Cuba",
            "Treaty between Peru and Cuba relating to the Exports of Chile",
        ),
        ("Loan Agreement No. 2 (Peru)", "Loan Agreement No. 2 (Cuba)"),
        (
            "Accession of Peru to the Pact on Ocean Fisheries",
            "Pact on Ocean Fisheries",
        ),
        (
            "Trade Agreement between Peru and Chile",
            "Extradition Agreement between Peru and Chile",
        ),
        ("Ocean Fisheries Agreement 2", "Ocean Fisheries Agreement No. 3"),
        ("Ocean Fisheries Agreement, 1992", "Ocean Fisheries Agreement (Lima) 2006"),
        (
            "Extradition Treaties [with Peru] of Chile",
            "Extradition Treaties [with Cuba] of Chile",
        ),
    ],
)
def test_other_words_numbers_parties_or_years_are_another_title(
    one: str, other: str
) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Convention on Nature Conservation",
            "Convention for the Conservation of Nature",
        ),
        ("Treaty of Amity and Aid", "Treaty of Assistance and Friendship"),
        ("Agreement on Labour Programmes", "Agreement on Programs of Labor"),
        ("Pact on Non-Aggression", "Pact of Non Aggression"),
    ],
)
def test_titles_with_the_same_stems_have_the_same_key(one: str, other: str) -> None:
    assert worded(one, MARK).key == worded(other, MARK).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Treaty on Open Skies", "Treaty on Open Seas"),
        ("Convention on the Rights of the Child", "Convention on Children"),
        ("Agreement on Trade", "Agreement on Trade in Services"),
        ("Protocol on Water and Health", "Protocol on Water"),
    ],
)
def test_other_titles_have_other_keys(one: str, other: str) -> None:
    assert worded(one, MARK).key != worded(other, MARK).key


def test_parties_and_years_are_kept_apart_from_the_words() -> None:
    wording = worded("2001 Sino-Russian Treaty of Peace with the United States", MARK)
    assert wording.words == ("peace",)
    assert wording.parties == {"cn", "ru", "us"}
    assert wording.years == {"2001"}
    assert wording.before == "sino-russian"
    assert wording.shape is Shape.OPENING


def test_a_title_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="no head"):
        worded("Plan of Action")
