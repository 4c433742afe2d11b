"""Pairs of names are drawn by family, and judged by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.name_pairs import are_variants, different_in, family_of, groups_in
from benchmarks.names import capitalised, pairs_in, told

PERSONS = """\
lavrov, lavrova, lawrow, лавров => Q1
lebrov, лебров => Q2
kadhafi, qaddafi, qadhafi, القذافي => Q3
shapiro, שפירא, шапиро => Q4
"""


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("lavrov, лавров", "Slavic"),
        ("ada, ада", None),
        ("qaddafi, القذافي", "Arabic"),
        ("shapiro, שפירא, шапиро", None),
        ("jong-un, 정은, 正恩", "Korean"),
        ("taro, タロウ, 太郎", "Japanese"),
        ("xiaoping, 小平", "Chinese"),
        ("erdoğan", "Turkish"),
        ("smith", None),
    ],
)
def test_a_script_tells_the_family(line: str, family: str | None) -> None:
    assert family_of(line) == family


def test_names_are_read_by_family(tmp_path: Path) -> None:
    (tmp_path / "persons.txt").write_text(PERSONS, encoding="utf-8")
    groups = groups_in(tmp_path / "persons.txt")
    assert {family: len(names) for family, names in groups.items()} == {
        "Arabic": 1,
        "Slavic": 1,
    }


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("lavrov", "lawrow", True),
        ("lavrov", "lavrova", False),
        ("lavrov", "lavrov", False),
        ("kirschboim", "tzvi", False),
    ],
)
def test_variants_are_alike_and_not_of_two_sexes(
    one: str, other: str, are: bool
) -> None:
    assert are_variants(one, other) is are


def test_near_names_of_two_groups_are_two() -> None:
    groups = [frozenset({"lavrov", "lawrow"}), frozenset({"labrov"}), frozenset({"x"})]
    assert list(different_in(groups)) == [("labrov", "lavrov")]


def test_figures_are_told_by_family(tmp_path: Path) -> None:
    file = tmp_path / "same.tsv"
    file.write_text("# names\nlavrov\tlawrow\tSlavic\njong-un\tjong-eun\tKorean\n")
    pairs = pairs_in(file)
    assert pairs == {("Lavrov", "Lawrow"): "Slavic", ("Jong-un", "Jong-eun"): "Korean"}
    lines = list(told("recall", {("Lavrov", "Lawrow")}, pairs))
    assert lines == [
        "recall 0.500 of 2",
        "  Korean: 0.000 of 1",
        "  Slavic: 1.000 of 1",
    ]
    assert capitalised("o'neil") == "O'neil"
