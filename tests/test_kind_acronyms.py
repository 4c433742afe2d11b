"""Acronyms that do not agree with their expansions are found; all others are not."""

from __future__ import annotations

import pytest

from linter.kinds import TableError
from linter.kinds.acronyms import Acronyms, build
from linter.kinds.organisations import organisations_of
from linter.model import Document, Span
from linter.rulefile import builtin_folder, lexicon_opener

OPEN = lexicon_opener(builtin_folder() / "titles" / "lexicons")
LISTS = {"registry": "organisations", "terms": "terms"}
LANGUAGE = build({"kind": "acronyms", "check": "language", **LISTS}, OPEN)
ORDER, EXPANSIONS, ACRONYMS = (
    build({"kind": "acronyms", "check": check}, OPEN)
    for check in ("order", "expansions", "acronyms")
)


def pairs(finder: Acronyms, text: str) -> list[tuple[str, str | None]]:
    found = finder.find(Document(text), [Span(0, len(text))])
    return [(match.span.of(text), match.replacement) for match in found]


@pytest.mark.parametrize(
    ("text", "acronym", "right"),
    [
        ("the European Union (UE) met", "UE", "EU"),
        ("European Union (U.E.) laws", "U.E.", "EU"),
        ("a Shanghai Cooperation Organisation (OCS) summit", "OCS", "SCO"),
        ("the United Nations Development Program (PNUD)", "PNUD", "UNDP"),
        ("charter of the Food and Agriculture Organization (OAA)", "OAA", "FAO"),
        ("gross domestic product (PIB)", "PIB", "GDP"),
        ("Non-Governmental Organisations (ONGs)", "ONGs", "NGOs"),
        ("ShOS (the Shanghai Cooperation Organization)", "ShOS", None),
        ("OTAN (North Atlantic Treaty Organization)", "OTAN", "NATO"),
    ],
)
def test_an_acronym_of_another_language_is_found(
    text: str, acronym: str, right: str | None
) -> None:
    assert pairs(LANGUAGE, text) == ([(acronym, right)] if right else [])


@pytest.mark.parametrize(
    "text",
    [
        "the European Union (EU), the UN and the United Nations (U.N.)",
        "International Organization for Standardization (ISO)",
        "the Union of European Football Associations (UEFA), FIFA (see above)",
        "European Organization for Nuclear Research (CERN)",
        "user equipment (UE), order management system (OMS), Orbital Sciences (OCS)",
        "the union (UE) of European (UE) states",
        "non-governmental organizations (NGOs), R&D (research and development)",
        "the European Union (Union) and the European Union (2004)",
        "",
    ],
)
def test_other_acronyms_are_not(text: str) -> None:
    assert pairs(LANGUAGE, text) == []


def test_every_organisation_may_have_its_own_acronyms() -> None:
    wrong = [
        (one.name, acronym)
        for one in organisations_of(OPEN("organisations"))
        for name in one.names
        for acronym in one.acronyms
        if pairs(LANGUAGE, f"the {name} ({acronym}) met")
    ]
    assert wrong == []


def test_every_foreign_acronym_behind_its_name_is_found() -> None:
    missed = [
        (one.name, acronym)
        for one in organisations_of(OPEN("organisations"))
        if one.acronyms
        for acronym in one.foreign
        if " " not in acronym and "-" not in acronym and acronym.isascii()
        if pairs(LANGUAGE, f"the {one.name} ({acronym}) met")
        != [(acronym, one.acronyms[0])]
    ]
    assert missed == []


def test_letters_in_another_order_are_found() -> None:
    assert pairs(ORDER, "the Russian Basketball Federation (RFB)") == [("RFB", None)]
    quiet = "Russian Basketball Federation (RBF), World Bank (BW), Nature Fund (WWF)"
    assert pairs(ORDER, quiet) == []


def test_the_rarer_of_two_expansions_is_found() -> None:
    text = "Ocean Trade Board (OTB). Ocean Trade Board (OTB). Ocean Tide Bureau (OTB)."
    assert pairs(EXPANSIONS, text) == [("Ocean Tide Bureau", None)]
    text = "the Ocean Trade Board (OTB), Ocean Trade Boards (OTBs), O.T.B. (OTB)"
    assert pairs(EXPANSIONS, text) == []


def test_the_rarer_of_two_acronyms_is_found() -> None:
    text = "the Ocean Trade Board (OTB). Now the Ocean Trade Board (JCO) met."
    assert pairs(ACRONYMS, text) == [("JCO", "OTB")]
    text = "the Ocean Trade Board (OTB), Ocean Trade Board (O.T.B.), Trade Board (TB)"
    assert pairs(ACRONYMS, text) == []


def test_evidence_is_the_first_place_of_the_main_form() -> None:
    text = "the Ocean Trade Board (OTB). Now the Ocean Trade Board (JCO) met."
    (match,) = ACRONYMS.find(Document(text), [Span(0, len(text))])
    assert match.related[0].message == "“Ocean Trade Board (OTB)” first here"
    assert match.related[0].span == Span(4, 27)


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(TableError, match="check: 'all' is not one of language"):
        build({"kind": "acronyms", "check": "all"}, OPEN)
