"""Places and fixes: every format says the same of the same text, in its own units."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.lines import Region
from linter.locating import LONGEST_REWRITE, Located, locate
from linter.model import Document, Edit, Finding, Fix, Safety, Severity, Span
from linter.reporters import CLASSES, Summary, reporter

RULE = "punctuation/period-before-comma"
AWKWARD = st.text(alphabet="ab \t\r\n\u2028é文😀\u0301", max_size=40)
Json = dict[str, Any]


def report(name: str, document: Document, finding: Finding) -> str:
    """Return what a reporter writes on one finding."""
    stream = io.StringIO(newline="")
    located = locate(document, [finding])
    summary = Summary()
    summary.count(located)
    teller = reporter(name, stream)
    teller.begin()
    teller.document(str(document.path), located)
    teller.finish(summary)
    return stream.getvalue()


def at(span: Span, fix: Fix | None = None) -> Finding:
    return Finding(RULE, span, "Stray.", Severity.ERROR, fix)


@dataclass(frozen=True)
class Case:
    """A text, a part of it, and where that is."""

    text: str
    part: str
    place: Region
    byte_columns: tuple[int, int]

    @property
    def span(self) -> Span:
        start = self.text.index(self.part)
        return Span(start, start + len(self.part))

    @property
    def in_bytes(self) -> Region:
        start, end = self.byte_columns
        return Region(self.place.line, start, self.place.end_line, end)


CASES = {
    "plain": Case("energy. , and", ". ,", Region(1, 7, 1, 10), (7, 10)),
    "astral": Case("𝒂𝒃 😀 . , x", ". ,", Region(1, 6, 1, 9), (15, 18)),
    "inside": Case("a文😀文b", "😀", Region(1, 3, 1, 4), (5, 9)),
    "combining": Case("cafe\u0301 . ,", ". ,", Region(1, 7, 1, 10), (8, 11)),
    "crlf": Case("é\r\nenergy. , and\r\n", ". ,", Region(2, 7, 2, 10), (7, 10)),
    "lone cr": Case("one\ré. ,", ". ,", Region(2, 2, 2, 5), (3, 6)),
    "tabs": Case("\ta\tenergy. ,", ". ,", Region(1, 10, 1, 13), (10, 13)),
    "no line end": Case("a\u2028文. ,", ". ,", Region(1, 4, 1, 7), (8, 11)),
    "lines": Case("a😀.\r\n\r\né two", ".\r\n\r\né ", Region(1, 3, 3, 3), (6, 4)),
    "to the end": Case("文.\n", ".\n", Region(1, 2, 2, 1), (4, 1)),
    "empty": Case("文\n", "", Region(1, 1, 1, 1), (1, 1)),
}


def _printed(pattern: str) -> Callable[[str], tuple[int, ...]]:
    def read(output: str) -> tuple[int, ...]:
        found = re.search(pattern, output, re.M)
        assert found, output
        return tuple(map(int, found.groups()))

    return read


def _jsonl(output: str) -> tuple[int, ...]:
    row = json.loads(output.split("\n")[0])
    return row["line"], row["column"], row["end_line"], row["end_column"]


def _region(region: Json) -> tuple[int, ...]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return tuple(region[name] for name in names)


def _sarif(output: str) -> tuple[int, ...]:
    (run,) = json.loads(output)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    return _region(physical["region"])


def _github(output: str) -> tuple[int, ...]:
    given = dict(re.findall(r"(\w+)=(\d+)[,:]", output.partition("title=")[0]))
    names = ("line", "col", "endLine", "endColumn")
    return tuple(int(given[name]) for name in names if name in given)


def _gitlab(output: str) -> tuple[int, ...]:
    location = json.loads(output)[0]["location"]
    positions = location["positions"]
    assert location["lines"]["begin"] == positions["begin"]["line"]
    return _pair(positions["begin"]) + _pair(positions["end"])


def _pair(position: Json) -> tuple[int, int]:
    return position["line"], position["column"]


def _rdjson(output: str) -> tuple[int, ...]:
    range_ = json.loads(output)["diagnostics"][0]["location"]["range"]
    return _pair(range_["start"]) + _pair(range_["end"])


def _junit(output: str) -> tuple[int, ...]:
    (failure,) = ElementTree.fromstring(output).iter("failure")
    return _printed(r"^(\d+):(\d+): ")(failure.text or "")


READERS: dict[str, Callable[[str], tuple[int, ...]]] = {
    "text": _printed(r"^a\.txt:(\d+):(\d+): "),
    "concise": _printed(r"^a\.txt:(\d+):(\d+): "),
    "jsonl": _jsonl,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "rdjson": _rdjson,
    "markdown": _printed(r"`a\.txt:(\d+):(\d+)`"),
}
ONLY_START = {"text", "concise", "junit", "markdown"}


def expected(name: str, case: Case) -> tuple[int, ...]:
    place = case.in_bytes if name == "rdjson" else case.place
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    if name == "github" and place.line != place.end_line:
        return place.line, place.end_line  # columns are for one line only
    return start if name in ONLY_START else start + end


def test_every_format_has_its_places_tested() -> None:
    assert set(READERS) == set(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_place_is_told_in_the_units_of_the_format(case: Case, name: str) -> None:
    document = Document(case.text, PurePath("a.txt"))
    output = report(name, document, at(case.span))
    assert READERS[name](output) == expected(name, case)


@pytest.mark.parametrize("name", CLASSES)
def test_of_a_record_the_line_in_the_file_is_told(name: str) -> None:
    document = Document("energy.\n. , and", PurePath("a.txt"), "id-7", record_line=12)
    fix = Fix((Edit(Span(8, 9), ""),), Safety.SAFE)
    output = report(name, document, at(Span(8, 11), fix))
    assert "id-7" in output
    if name in ("sarif", "github", "gitlab", "rdjson"):
        assert "record id-7, line 2, column 1: Stray." in output
        assert "replacements" not in output
        assert "suggestions" not in output
    if name == "sarif":
        assert _sarif(output) == (12, 1, 12, 1)
        assert "snippet" not in output
    elif name == "rdjson":
        place = json.loads(output)["diagnostics"][0]["location"]["range"]
        assert place == {"start": {"line": 12, "column": 1}}
    elif name in ("github", "gitlab"):
        assert READERS[name](output)[:2] == (12, 1)


def offset_of(text: str, line: int, column: int, in_bytes: bool = False) -> int:
    """Return the offset of a place, worked out another way than in the linter."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
    start = starts[line - 1]
    if not in_bytes:
        return start + column - 1
    head = text[start:].encode()[: column - 1]
    return start + len(head.decode())


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def sarif_edits(text: str, output: str) -> list[tuple[int, int, str]]:
    (fix,) = json.loads(output)["runs"][0]["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    edits = []
    for replacement in change["replacements"]:
        line, column, end_line, end_column = _region(replacement["deletedRegion"])
        start, end = (
            offset_of(text, line, column),
            offset_of(text, end_line, end_column),
        )
        edits.append(
            (start, end, replacement.get("insertedContent", {}).get("text", ""))
        )
    return edits


def rdjson_edits(text: str, output: str) -> list[tuple[int, int, str]]:
    edits = []
    for suggestion in json.loads(output)["diagnostics"][0]["suggestions"]:
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        first = offset_of(text, *_pair(start), in_bytes=True)
        last = offset_of(text, *_pair(end), in_bytes=True)
        edits.append((first, last, suggestion["text"]))
    return edits


@given(AWKWARD, st.data())
def test_a_fix_in_a_report_makes_the_same_text(text: str, data: st.DataObject) -> None:
    places = st.sets(st.integers(0, len(text)), max_size=4).map(sorted)
    cuts = data.draw(places) or [0]
    cuts += [len(text)] * (len(cuts) % 2)
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = tuple(Edit(span, data.draw(AWKWARD)) for span in spans)
    wanted = edited(text, [(e.span.start, e.span.end, e.text) for e in edits])
    finding = at(spans[0], Fix(edits[::-1], Safety.SUGGESTED))
    document = Document(text, PurePath("a.txt"))
    assert edited(text, sarif_edits(text, report("sarif", document, finding))) == wanted
    assert (
        edited(text, rdjson_edits(text, report("rdjson", document, finding))) == wanted
    )


@pytest.mark.parametrize("name", ["sarif", "rdjson"])
def test_a_fix_that_is_only_shown_is_not_offered(name: str) -> None:
    fix = Fix((Edit(Span(0, 1), "b"),), Safety.SHOWN)
    output = report(name, Document("a", PurePath("a.txt")), at(Span(0, 1), fix))
    assert "replacements" not in output
    assert "suggestions" not in output


def located(text: str, *edits: Edit) -> Located:
    finding = at(Span(0, 1), Fix(edits, Safety.SAFE))
    return locate(Document(text), [finding])[0]


def test_edits_far_from_each_other_are_not_one_suggestion() -> None:
    text = "a" * (LONGEST_REWRITE + 1)
    near, far = Edit(Span(0, 1), "b"), Edit(Span(len(text) - 1, len(text)), "b")
    assert located(text, near).rewrite is not None
    assert located(text, near, far).rewrite is None
    assert located(text, Edit(Span(0, 1), text)).rewrite is None


def test_bytes_of_a_long_line_are_counted_once() -> None:
    # Counting from the start of the line each time takes a minute for this.
    text = "é. , " * 100_000
    findings = [at(Span(i, i + 3)) for i in range(1, len(text), 5)]
    last = locate(Document(text), findings)[-1]
    assert last.bytes_at == Region(1, 6 * 99_999 + 3, 1, 6 * 99_999 + 6)
