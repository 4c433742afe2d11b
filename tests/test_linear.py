"""No text makes scanning cost more than in proportion to its size."""

from __future__ import annotations

import time

import pytest

from linter.locating import locate
from linter.model import Document, Format
from linter.ruleset import Ruleset

RULES = Ruleset.load()
SIZE = 6_000
CORNERS = {
    "stray stops": "energy. , ",
    "only stops and commas": ". , ",
    "one word": "plan ",
    "one line without a space": "abcdefgh",
    "opening brackets": "(",
    "brackets": "([{)]} ",
    "opening quotation marks": "“ ",
    "straight quotation marks": '" x ',
    "combining marks": "e\u0301\u0302\u0303",
    "full-width marks": "a，b。",
    "numbers": "10: 30, 2021 ",
    "capitalised words": "Mishoustine Mishustin ",
    "titles": "the Treaty of Friendship and Cooperation ",
    "entities": "&amp;amp; ",
    "tokens": "<unk> ⁇ ▁x @@ ",
    "line ends": "a\r\n\r",
    "backticks": "`x `` ",
    "tags": "<b <a ",
    "dots": "...",
    "hyphens": "a - b -c ",
    "astral letters": "𝒳𝒴 ",
    "zero-width": "a\u200bb\u200d",
    "mojibake": "Ã©â€™ ",
}


def seconds(text: str, form: Format) -> float:
    """Return the least time of a few scans: the rest is somebody else's work."""
    taken = []
    for _ in range(2):
        document = Document(text, format=form)
        start = time.process_time()
        locate(document, RULES.scan(document))
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("name", CORNERS)
def test_four_times_the_text_takes_about_four_times_as_long(
    name: str, form: Format
) -> None:
    repeated = CORNERS[name] * (4 * SIZE // len(CORNERS[name]))
    small = seconds(repeated[:SIZE], form)
    large = seconds(repeated, form)
    assert large < 8 * small + 0.3, f"{large / small:.1f} times as long"
