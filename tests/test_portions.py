"""Very many findings of one document: a list that packs them, and what that costs."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

import pytest

from linter.checking import Checked, note
from linter.locating import Located, locate
from linter.model import Document, Finding, Severity, Span
from linter.packing import many_located, packed, unpacked
from linter.portions import (
    PORTION,
    Portions,
    in_text_order,
    list_of_findings,
)
from linter.reporters import Summary, reporter
from linter.ruleset import Ruleset
from linter.tasks import Part, Task
from tests.located import finding

RULE = "punctuation/contradictory-marks"
LOOSE = 2000
MANY = 2 * LOOSE
# Of a finding that waits to be told; as an object with its place it takes 2,000.
MOST_BYTES = 300
# And of the room that is taken while they are found and told.
MOST_AT_ONCE = 700


def made(count: int, rule: str = "a/b", step: int = 3) -> Iterator[Finding]:
    return (finding(at, at + 2, rule) for at in range(0, count * step, step))


def text_of(count: int) -> str:
    return "".join(f"{n} of the plan, , and trade in goods.\n" for n in range(count))


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.portions.MOST_LOOSE", LOOSE)


@pytest.mark.parametrize("count", [0, 1, PORTION - 1, PORTION, 3 * PORTION + 5])
def test_a_packed_list_is_like_any_list(count: int) -> None:
    numbers = Portions[int](range(count), lambda n: (n,), lambda row: int(row[0]))
    assert list(numbers) == list(range(count))
    assert len(numbers) == count
    assert numbers[: PORTION + 1] == list(range(min(count, PORTION + 1)))
    assert numbers[-3:] == list(range(count))[-3:]
    assert not count or (numbers[0], numbers[-1]) == (0, count - 1)
    with pytest.raises(IndexError):
        _ = numbers[count]


def test_few_findings_are_a_plain_list() -> None:
    assert isinstance(list_of_findings(made(LOOSE - 1)), list)
    assert isinstance(list_of_findings(made(LOOSE)), Portions)


def test_packed_findings_come_back_as_they_were() -> None:
    assert list(list_of_findings(made(MANY))) == list(made(MANY))


def test_packed_findings_of_several_rules_are_told_in_text_order() -> None:
    lists = [
        list_of_findings(made(MANY, "b/many", 5)),
        list_of_findings(made(MANY, "a/many", 3)),
        list_of_findings(made(9, "c/few", 7)),
    ]
    every = [one for some in lists for one in some]
    key: Callable[[Finding], tuple[Span, str]] = lambda one: (one.span, one.rule)  # noqa: E731
    assert list(in_text_order(lists)) == sorted(every, key=key)


def test_packed_places_travel_and_take_another_path() -> None:
    document = Document("ab," * MANY, PurePath("a.txt"), record="7", record_line=7)
    located = locate(document, list_of_findings(made(MANY)))
    assert isinstance(located, Portions)
    moved = unpacked(packed(located), "b.txt", down=2)
    assert isinstance(moved, Portions)
    expected = [item._replace(path="b.txt", record_line=9) for item in located]
    assert list(moved) == expected


def test_findings_are_told_the_same_packed_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(name: str) -> str:
        stream, summary = io.StringIO(), Summary()
        teller = reporter(name, stream)
        checked = Checked(Task((Part(Path("a.txt"), 0),)))
        rules = Ruleset.load().select([RULE])
        document = Document(text_of(50), PurePath("a.txt"))
        note(checked, document, rules.scan(document), rules.rules)
        (located,) = checked.found
        assert len(located) == summary.count(located) == 50
        teller.begin()
        teller.document("a.txt", located)
        teller.finish(summary)
        return stream.getvalue()

    names = ("text", "jsonl", "sarif", "github", "junit", "markdown", "gitlab")
    plain = [told(name) for name in names]
    monkeypatch.setattr("linter.portions.MOST_LOOSE", 10)
    monkeypatch.setattr("linter.portions.PORTION", 7)
    assert [told(name) for name in names] == plain


def test_very_many_findings_take_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("linter.portions.MOST_LOOSE", 100)
    monkeypatch.setattr("linter.portions.PORTION", 100)
    count = 3000
    document = Document(text_of(count), PurePath("a.txt"))
    rules = Ruleset.load().select([RULE])
    # What is loaded and made once does not count.
    rules.scan(Document(text_of(9)))
    locate(document, [finding(0, 1)])
    list(many_located([]))
    tracemalloc.start()
    try:
        located = locate(document, rules.scan(document))
        worst = min((item.finding.severity for item in located), default=None)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(located), worst) == (count, Severity.WARNING)
    assert kept / count < MOST_BYTES
    assert most / count < MOST_AT_ONCE


def test_the_list_of_an_ordinary_document_is_plain() -> None:
    located = locate(Document("energy. , and steel"), [finding(6, 9)])
    assert [type(item) for item in located] == [Located]
    assert isinstance(located, list)
