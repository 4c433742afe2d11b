"""House style wins over what most documents of a corpus have."""

from __future__ import annotations

import pytest

from linter.corpus import compared
from linter.housestyle import house_style
from linter.model import Document
from linter.rule import NO_STYLE
from linter.ruleset import Ruleset

FISH, FISH_TURNED = (
    f"Agreement on {words}"
    for words in ("Fisheries and Marine Transport", "Marine Transport and Fisheries")
)
USUAL = {
    "name": ("Mishustin spoke. Then Mishustin left.", "He saw Mishoustine."),
    "title": (
        f"The {FISH} holds. All like the {FISH}.",
        f"He likes the {FISH_TURNED} best.",
    ),
    "acronym": (
        "A Pacific Trade Group (PTG) flag, the Pacific Trade Group (PTG).",
        "A Pacific Trade Group (GCP) ship came in.",
    ),
    "term": ("In Kyiv it rained. From Kyiv they went home.", "He flew to Kiev."),
}
SLIPS = {
    "name": ("Mishoustine", "Mishustin"),
    "title": (FISH_TURNED, FISH),
    "acronym": ("GCP", "PTG"),
    "term": ("Kiev", "Kyiv"),
}


def offered(what: str, **told: object) -> list[str | None]:
    """Return what fixes write for a rare form, if the house has a style."""
    rules = Ruleset.load().select([f"consistency/{what}"])
    house = house_style(told) if told else NO_STYLE
    named = what in ("name", "term")
    rules = rules.with_house_style(*((house, NO_STYLE)[:: 1 if named else -1]))
    usual, rare = USUAL[what]
    documents = [Document(text) for text in (rare, *[usual] * 5)]
    here, *there = compared(rules, documents)
    assert not any(there)
    return [one.fix.edits[0].text if one.fix else None for one in here]


@pytest.mark.parametrize("what", SLIPS)
def test_what_the_house_wants_wins_over_what_most_documents_have(what: str) -> None:
    rare, usual = SLIPS[what]
    assert offered(what) == [usual]
    assert offered(what, accepted=[rare]) == []
    assert offered(what, canonical=[rare]) == []
    assert offered(what, forbidden={rare: usual}) == []
    assert offered(what, canonical={"Other Form": [usual]}) == ["Other Form"]


def test_a_term_may_be_a_name_or_a_title() -> None:
    rules = Ruleset.load().select(["consistency/term"])
    names = house_style({"accepted": ["Kiev"]})
    titles = house_style({"accepted": ["Burma"]})
    (rule,) = rules.with_house_style(names, titles).rules
    assert rule.house is not None
    assert set(rule.house.accepted) == {"Kiev", "Burma"}


@pytest.mark.parametrize("also", [[], ["titles"]], ids=["alone", "with titles"])
def test_a_third_wording_is_told_once_by_the_rule_that_knows_more(
    also: list[str],
) -> None:
    third = "Agreement on Transport of Marine Fisheries"
    house = house_style({"canonical": [third]})
    rules = Ruleset.load().select(["consistency/title", *also])
    rules = rules.with_house_style(NO_STYLE, house)
    usual, rare = USUAL["title"]
    here, *_ = compared(rules, [Document(text) for text in (rare, *[usual] * 5)])
    # A known title is the business of titles/not-canonical, where that runs.
    assert [one.rule for one in here] == ([] if also else ["consistency/title"])
    told = [one.rule for one in rules.scan(Document(rare))]
    assert told == (["titles/not-canonical"] if also else [])


@pytest.mark.parametrize("also", [[], ["titles"]], ids=["alone", "with titles"])
def test_what_a_document_words_otherwise_itself_is_left_to_the_rule_on_variants(
    also: list[str],
) -> None:
    rules = Ruleset.load().select(["consistency/title", *also])
    text = "They praised the Agreement on Marine Transport and Fishery. "
    text = 2 * text + "Then the Agreement on Transport of Fishery and Marines held."
    usual, _ = USUAL["title"]
    here, *_ = compared(rules, [Document(one) for one in (text, *[usual] * 12)])
    slips = [one.span.of(text) for one in here]
    assert ("Agreement on Transport of Fishery and Marines" in slips) is not bool(also)
    assert slips.count("Agreement on Marine Transport and Fishery") == 2


def test_an_acronym_of_another_language_is_told_once() -> None:
    usual = "The European Union (EU) met. All of the European Union (EU) agreed."
    text = "The European Union (UE) met."
    for also, count in ([], 1), (["titles/untranslated-acronym"], 0):
        rules = Ruleset.load().select(["consistency/acronym", *also])
        here, *_ = compared(rules, [Document(one) for one in (text, *[usual] * 5)])
        assert len(here) == count
