"""The fixed formulas of diplomacy: official, accepted and wrong wordings."""

from __future__ import annotations

from linter.model import Document
from linter.rulefile import builtin_folder, lexicon_opener
from linter.ruleset import Ruleset

OPEN = lexicon_opener(builtin_folder() / "terms" / "lexicons")
FORMULAS = OPEN("formulas").rows
WRONG = OPEN("fixed-formulas").rows


def test_there_are_a_hundred_formulas_with_notes_and_authorities() -> None:
    assert len(FORMULAS) >= 100
    assert all(len(row) == 4 and row[0] and row[1] and row[3] for row in FORMULAS)


def test_every_formula_has_a_wrong_wording_and_every_wrong_one_a_formula() -> None:
    assert {row[1] for row in WRONG} == {row[0] for row in FORMULAS}


def test_official_and_accepted_wordings_are_not_reported() -> None:
    rules = Ruleset.load().select(["terms/fixed-formula", "terms/tortured-phrase"])
    wordings = [w for row in FORMULAS for w in (row[0], *row[2].split(";")) if w]
    found = [w for w in wordings if rules.scan(Document(f"They praised {w} again."))]
    assert found == []


def test_a_wrong_wording_is_told_with_the_note_of_its_formula() -> None:
    rules = Ruleset.load().select(["terms/fixed-formula"])
    (finding,) = rules.scan(Document("They praised the Near East peace process."))
    assert finding.message == (
        "“Near East peace process” is officially “Middle East peace process”"
        " (in use since 1991)."
    )
