"""House style wins over what most documents of a corpus have."""

from __future__ import annotations

import pytest

from linter.corpus import compared
from linter.housestyle import house_style
from linter.model import NO_STYLE, Document
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
