"""The parties of a treaty are told by their names, the longest first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds.parties import party_marker
from linter.rulefile import builtin_folder, lexicon_opener

PARTIES = lexicon_opener(builtin_folder() / "titles" / "lexicons")("parties")
CODES = {row[0]: f"@{row[1].lower()}" for row in PARTIES}
MARK = party_marker(PARTIES)
LONGEST_FIRST = sorted(map(re.escape, CODES), key=len, reverse=True)
ANY = re.compile(rf"(?<!\w)(?:{'|'.join(LONGEST_FIRST)})(?!\w)")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("china and the people's republic of china", "@cn and the @cn"),
        ("the republic of korea and a republic", "the @kr and a republic"),
        ("china-russia", "@cn-@ru"),
        ("chinatown, indochina and chinas", "chinatown, indochina and chinas"),
        ("", ""),
    ],
)
def test_a_name_becomes_a_code(text: str, marked: str) -> None:
    assert MARK(text) == marked


WORDS = sorted({word for name in CODES for word in name.split()})


@given(
    st.lists(st.sampled_from([*WORDS, "of", "the", "and", "treaty"]), max_size=12),
    st.sampled_from([" ", "-", ", "]),
)
def test_all_names_are_found_as_one_expression_would(
    words: list[str], between: str
) -> None:
    text = between.join(words)
    assert MARK(text) == ANY.sub(lambda found: CODES[found[0]], text)
