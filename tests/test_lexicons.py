"""Every word list is in canonical form, and says where its words come from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linter.lexicon import HEAD_KEYS, canonical
from linter.rulefile import read_lexicon

RULES = Path(__file__).parent.parent / "rules"
LEXICONS = sorted(RULES.rglob("*.tsv"))


def name(path: Path) -> str:
    return path.relative_to(RULES).as_posix()


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_a_lexicon_is_sorted_unique_and_without_stray_spaces(path: Path) -> None:
    tidy = canonical(path.read_bytes().decode()).encode()
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(tidy)
    assert path.read_bytes() == tidy, "run 'make snapshots' to put it in order"


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_the_head_of_a_lexicon_names_columns_source_and_licence(path: Path) -> None:
    head = read_lexicon(path).head
    assert [key for key in HEAD_KEYS if not head.get(key)] == []


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_the_rows_of_a_lexicon_have_no_empty_first_column(path: Path) -> None:
    rows = read_lexicon(path).rows
    assert rows
    assert [row for row in rows if not row[0] or row[0] != row[0].strip()] == []


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_the_comments_of_a_lexicon_all_stand_in_its_head(path: Path) -> None:
    lines = path.read_bytes().decode().splitlines()
    rows = [number for number, line in enumerate(lines) if not line.startswith("#")]
    assert not any(line.startswith("#") for line in lines[rows[0] :])
