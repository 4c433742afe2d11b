"""In made-up documents the one respelt name is found, and hardly anything else."""

from __future__ import annotations

import pytest

from benchmarks.simulated import ABROAD, ENGLISH, judged, simulated, spelt
from linter.ruleset import Ruleset

DOCUMENTS = 400


@pytest.mark.parametrize("rules", ["names", "names/spelling-variant"])
def test_respelt_names_are_found_in_simulated_documents(rules: str) -> None:
    tally = judged(DOCUMENTS, Ruleset.load().select([rules]))
    assert tally.made.total() == DOCUMENTS
    assert tally.precision >= 0.98, tally.wrong
    assert tally.recall >= 0.9, tally.missed
    assert set(tally.made) == {scheme.name for scheme in ABROAD}
    by_scheme = {name: tally.found[name] / made for name, made in tally.made.items()}
    assert min(by_scheme.values()) >= 0.9, by_scheme


def test_the_same_documents_come_each_time_and_have_one_respelt_name() -> None:
    first, again = list(simulated(20)), list(simulated(20))
    assert first == again
    for one in first:
        word = one.place.of(one.document.text)
        assert one.document.text.count(word) == 1
        assert len(one.document.text.split()) > 200


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (
            "Мишустин",
            "Mishustin Michoustine Mischustin Miszustin Misjoestin Mishoustine",
        ),
        ("Журавлёв", "Zhuravlyov Jouravliov Schurawljow Żurawliow Zjoeravljov"),
        ("Назарбаев", "Nazarbayev Nazarbaïev Nasarbajew Nazarbajew Nazarbajev"),
        ("Жуковский", "Zhukovsky Joukovski Schukowski Żukowski Zjoekovski Zhoukovsky"),
    ],
)
def test_names_are_spelt_as_the_press_of_a_language_does(name: str, forms: str) -> None:
    spellings = [spelt(name, scheme) for scheme in (ENGLISH, *ABROAD)]
    assert spellings[: len(forms.split())] == forms.split()
