"""No text makes scanning cost more than in proportion to its size."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.checking import Checked, check_items
from linter.fixing import settle
from linter.locating import locate
from linter.model import Document, Format, Safety
from linter.reading.units import units_of
from linter.reporters import CLASSES, Summary, reporter
from linter.ruleset import Ruleset
from linter.settled import Settled
from linter.tasks import Task
from linter.writing.pieces import changed_regions, settled_pieces

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
    "names in company": "Ann Mishoustine went. Bob Mishustin said. ",
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


def scan_and_locate(text: str, form: Format) -> None:
    document = Document(text, format=form)
    locate(document, RULES.scan(document))


def check_and_report(text: str) -> None:
    """Do all that `mtlint check` does with a file, in every format."""
    items = units_of(text.encode(), Path("a.txt"))
    checked = check_items(items, RULES, Checked(Task(())))
    summary = Summary(rules={rule.id: rule for rule in RULES.rules})
    for located in checked.found:
        summary.count(located)
    for name in CLASSES:
        told = reporter(name, io.StringIO())
        told.begin()
        for located in checked.found:
            told.document("a.txt", located)
        told.finish(summary)


def fix_and_record(text: str) -> None:
    """Do all that `mtlint fix` does with a file, but for the disk."""

    def settled(document: Document) -> Settled:
        return settle(document, RULES.scan, Safety.SUGGESTED)

    for piece in settled_pieces(units_of(text.encode(), Path("a.txt")), settled):
        changed_regions(piece, 0)


def ratio(
    run: Callable[[str], None], unit: str, size: int = SIZE
) -> tuple[float, float]:
    """Return how long a text takes, and one that is four times as long.

    Each is the least time of a few runs: the rest is somebody else's work.
    """
    repeated = unit * (4 * size // len(unit))
    taken = []
    for text in (repeated[:size], repeated):
        times = []
        for _ in range(2):
            start = time.process_time()
            run(text)
            times.append(time.process_time() - start)
        taken.append(min(times))
    return taken[0], taken[1]


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("name", CORNERS)
def test_four_times_the_text_takes_about_four_times_as_long(
    name: str, form: Format
) -> None:
    small, large = ratio(lambda text: scan_and_locate(text, form), CORNERS[name])
    assert large < 8 * small + 0.3, f"{large / small:.1f} times as long"


@pytest.mark.parametrize("run", [check_and_report, fix_and_record])
@pytest.mark.parametrize("name", CORNERS)
def test_a_whole_run_on_it_does_too(name: str, run: Callable[[str], None]) -> None:
    small, large = ratio(run, CORNERS[name])
    assert large < 8 * small + 0.3, f"{large / small:.1f} times as long"


def test_many_matches_of_an_expression_take_as_long_as_each_of_them() -> None:
    rules = RULES.select(["terms/new-crown"])
    unit = "The new crown pneumonia was seen there. "

    def scan(text: str) -> None:
        assert len(rules.scan(Document(text))) == text.count("crown")

    small, large = ratio(scan, unit, 240_000)
    assert large < 8 * small + 0.3, f"{large / small:.1f} times as long"
