"""A finding has its place: line, column and an excerpt."""

from __future__ import annotations

import pickle
import re
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.lines import AT_ONCE, Lines
from linter.locating import EXCERPT, Excerpt, excerpt, locate
from linter.model import Document, Edit, Fix, Related, Safety, Span
from tests.located import RULE, all_of, finding, only

BREAKING = st.text(alphabet="ab \r\n\u2028\x0b\x0c\x85😀é")


@given(BREAKING)
def test_a_position_leads_back_to_its_offset(text: str) -> None:
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
    lines = Lines(text)
    for offset in range(len(text), -1, -1):
        line, column = lines.position(offset)
        assert starts[line - 1] + column - 1 == offset
        assert line == len(starts) or offset < starts[line]


@given(BREAKING)
def test_lines_are_those_between_the_line_breaks(text: str) -> None:
    lines = Lines(text)
    expected = re.split(r"\r\n|\r|\n", text)
    found = [lines.line_text(number) for number in range(1, len(expected) + 1)]
    assert found == expected
    with pytest.raises(ValueError, match="line"):
        lines.line_text(len(expected) + 1)


@given(BREAKING, st.lists(st.integers(0, 40)))
def test_positions_do_not_depend_on_the_order_of_questions(
    text: str, offsets: list[int]
) -> None:
    lines = Lines(text)
    for offset in (offset for offset in offsets if offset <= len(text)):
        lines.line_text(1)
        assert lines.position(offset) == Lines(text).position(offset)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_no_other_character_ends_a_line(separator: str) -> None:
    assert Lines(f"a{separator}b").position(2) == (1, 3)


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match=r"is not in 0\.\.2"):
        Lines("ab").position(offset)


def test_a_line_past_the_first_is_not_looked_for_without_need() -> None:
    lines = Lines("one\ntwo\nthree\nfour\n" * 1000)
    assert lines.position(1) == (1, 2)
    assert len(lines._starts) <= 2 * AT_ONCE


def test_an_astral_character_is_one_column() -> None:
    located = only("😀😀 . ,", finding(3, 6))
    assert (located.line, located.column, located.end_column) == (1, 4, 7)


def test_a_combining_mark_is_a_column_of_its_own() -> None:
    assert only("e\u0301 . ,", finding(3, 6)).column == 4


def test_the_end_is_exclusive_and_may_be_on_another_line() -> None:
    located = only("one\r\ntwo", finding(2, 7))
    assert (located.line, located.column) == (1, 3)
    assert (located.end_line, located.end_column) == (2, 3)
    assert located.text == "e\r\ntw"


def test_findings_come_in_text_order() -> None:
    findings = [
        finding(4, 5),
        finding(0, 3),
        finding(0, 1, "b/b"),
        finding(0, 1, "a/a"),
    ]
    located = locate(Document("a, b, c"), findings)
    found = [(item.column, item.end_column, item.finding.rule) for item in located]
    assert found == [(1, 2, "a/a"), (1, 2, "b/b"), (1, 4, RULE), (5, 6, RULE)]


def test_the_origin_of_the_document_is_kept() -> None:
    document = Document("a, b", PurePath("c.jsonl"), "id 7", record_line=3)
    (located,) = locate(document, [finding(0, 1)])
    assert (located.path, located.record, located.record_line) == ("c.jsonl", "id 7", 3)


def test_a_document_without_a_path_has_a_name_all_the_same() -> None:
    assert only("a", finding(0, 1)).path == "<text>"


def test_a_located_finding_travels_between_processes() -> None:
    fix = Fix((Edit(Span(0, 1), "b"),), Safety.SAFE)
    located = only("a, b", finding(0, 1, RULE, fix, Related("there", Span(3, 4))))
    assert pickle.loads(pickle.dumps(located)) == located


def test_evidence_in_the_same_document_has_a_place() -> None:
    related = (
        Related("here", Span(4, 5)),
        Related("there", Span(0, 1), "other.txt"),
        Related("nowhere"),
        Related("past the end", Span(0, 99)),
    )
    located = only("one\ntwo", finding(0, 3, RULE, None, *related))
    assert located.related_at == ((2, 1), None, None, None)


def test_a_short_line_is_shown_whole() -> None:
    shown = only("one\r\nenergy. , and\r\nthree", finding(11, 14)).excerpt
    assert shown == Excerpt("energy. , and", 6, 9)


def test_a_span_over_several_lines_is_shown_on_its_first() -> None:
    assert only("one\ntwo\nthree", finding(2, 9)).excerpt == Excerpt("one", 2, 3)


def test_an_empty_span_at_the_end_has_a_place_in_the_excerpt() -> None:
    assert only("one\ntwo", finding(7, 7)).excerpt == Excerpt("two", 3, 3)


@given(
    st.text(alphabet="ab \n\r", max_size=30),
    st.integers(0, 400),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_an_excerpt_is_a_bounded_part_of_the_line(
    head: str, before: int, size: int, after: int
) -> None:
    text = f"{head}\n{'b' * before}{'x' * size}{'a' * after}\nend"
    line_start = len(head) + 1
    span = Span(line_start + before, line_start + before + size)
    shown = excerpt(text, span, line_start)
    line = text[line_start:-4]
    start = before - shown.start
    end = start + len(shown.text)
    assert shown.text == line[start:end]
    assert len(shown.text) == min(len(line), EXCERPT)
    assert shown.end == min(before + size, end) - start
    assert (shown.cut_before, shown.cut_after) == (start > 0, end < len(line))


def test_a_line_of_megabytes_is_not_carried() -> None:
    text = "word " * 2_000_000
    shown = only(text, finding(5_000_000, 5_000_004)).excerpt
    assert len(shown.text) == EXCERPT
    assert shown.text[shown.start : shown.end] == "word"
    assert shown.cut_before
    assert shown.cut_after


def test_many_findings_in_one_long_line_are_all_located() -> None:
    text = "in areas such as energy. , aerospace " * 20_000
    located = locate(Document(text), all_of(text, ". ,"))
    assert len({item.fingerprint for item in located}) == 20_000
    assert located[-1].column == text.rindex(". ,") + 1


def test_many_findings_beside_much_white_space_are_all_located() -> None:
    text = " " * 20_000
    located = locate(Document(text), [finding(at, at + 1) for at in range(20_000)])
    assert located[-1].column == 20_000
