"""Edits go into the bytes of a file, and nothing else of it changes."""

from __future__ import annotations

import codecs
import json
from pathlib import PurePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.errors import WriteError
from linter.model import Safety, Span
from linter.reading.rawjson import raw_offsets
from linter.reading.units import RawEdit, ReadOptions, Unit, spliced, units_of
from linter.settled import Change
from tests.records import HERE, change, fix, only_unit, read


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"text": "a bad b"}', b'{"text": "a good b"}'),
        (b'{"text":"bad"}\r\n', b'{"text":"good"}\r\n'),
        (b' { "text" : "bad" } ', b' { "text" : "good" } '),
        (
            rb'{"text": "\u00e9\/\ud83d\ude00bad\n"}',
            rb'{"text": "\u00e9\/\ud83d\ude00good\n"}',
        ),
        (rb'{"text": "\u0062ad\ud83d"}', rb'{"text": "good\ud83d"}'),
        (b'{"text": "bad", "text": "bad"}', b'{"text": "bad", "text": "good"}'),
        (
            b'{"x": {"text": "bad"}, "text": "bad"}',
            b'{"x": {"text": "bad"}, "text": "good"}',
        ),
        (rb'{"te\u0078t": "bad"}', rb'{"te\u0078t": "good"}'),
        (
            b'{"n": [1e5, NaN, "}"], "text": "bad", "z": 1.0}',
            b'{"n": [1e5, NaN, "}"], "text": "good", "z": 1.0}',
        ),
        (
            '{"é": 1, "text": "\U0001f600bad\u2028"}'.encode(),
            '{"é": 1, "text": "\U0001f600good\u2028"}'.encode(),
        ),
        (codecs.BOM_UTF8 + b'{"text": "bad"}', codecs.BOM_UTF8 + b'{"text": "good"}'),
    ],
)
def test_only_the_edited_letters_change(before: bytes, after: bytes) -> None:
    assert fix(before, ("bad", "good")) == after


def test_a_nested_text_is_found_under_the_last_of_equal_keys() -> None:
    line = b'{"m": {"text": "bad"}, "m": {"a": {}, "text": "x", "text": "bad"}}'
    new = fix(line, ("bad", "good"), text_field="m.text")
    assert new == b'{"m": {"text": "bad"}, "m": {"a": {}, "text": "x", "text": "good"}}'


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (rb'{"text": "caf\u00e9 bad"}', rb'{"text": "caf\u00e9 \u201cx\u201d"}'),
        (rb'{"text": "bad"}', rb'{"text": "\u201cx\u201d"}'),
        ('{"text": "café bad"}'.encode(), '{"text": "café “x”"}'.encode()),
        (
            '{"t": "é", "text": "bad"}'.encode(),
            '{"t": "é", "text": "\\u201cx\\u201d"}'.encode(),
        ),
    ],
)
def test_new_letters_are_written_as_the_text_was(line: bytes, after: bytes) -> None:
    assert fix(line, ("bad", "“x”")) == after


def test_new_text_is_escaped() -> None:
    new = fix(b'{"text": "bad"}', ("bad", '"\\\n\t\0\x7f'))
    assert json.loads(new)["text"] == '"\\\n\t\0\x7f'


def test_several_edits_insert_delete_and_replace() -> None:
    unit = only_unit(read(rb'{"text": "\u0061bc\tef"}'))
    made = [
        Change(Span(0, 0), "", ">", ("a/b",), Safety.SAFE),
        Change(Span(0, 1), "a", "", ("a/b",), Safety.SAFE),
        Change(Span(3, 4), "\t", " ", ("a/b",), Safety.SAFE),
        Change(Span(6, 6), "", "<", ("a/b",), Safety.SAFE),
    ]
    data, edits = unit.splice(made)
    assert data == rb'{"text": ">bc ef<"}'
    assert edits == (
        RawEdit(10, "", ">"),
        RawEdit(10, r"\u0061", ""),
        RawEdit(18, r"\t", " "),
        RawEdit(22, "", "<"),
    )


def test_edits_that_would_join_halves_of_a_letter_are_refused() -> None:
    with pytest.raises(WriteError, match="would not read back the same"):
        fix(rb'{"text": "\ud83dbad\ude00"}', ("bad", ""))


@pytest.mark.parametrize("span", [Span(0, 2), Span(4, 7), Span(5, 9)])
def test_a_change_that_does_not_fit_is_refused(span: Span) -> None:
    for name in [HERE, PurePath("a.txt")]:
        unit = next(units_of(b'{"text": "a word"}', name))
        assert isinstance(unit, Unit)
        with pytest.raises(WriteError, match="does not fit"):
            unit.splice([Change(span, "wor", "x", ("a/b",), Safety.SAFE)])


def test_a_text_file_keeps_its_mark_and_line_ends() -> None:
    data = codecs.BOM_UTF16_BE + "a\r\nbad\rb\n".encode("utf-16-be")
    unit = next(units_of(data, PurePath("a.txt")))
    assert isinstance(unit, Unit)
    new, edits = unit.splice([change(unit.document.text, "bad", "\U0001f600")])
    expected = codecs.BOM_UTF16_BE + "a\r\n\U0001f600\rb\n".encode("utf-16-be")
    assert (new, edits) == (expected, (RawEdit(3, "bad", "\U0001f600"),))


def test_a_letter_that_the_encoding_of_a_text_lacks_is_refused() -> None:
    unit = next(units_of(b"bad", PurePath("a.txt"), ReadOptions(encoding="latin-1")))
    assert isinstance(unit, Unit)
    with pytest.raises(WriteError, match="'中' cannot be written in iso8859-1"):
        unit.splice([change("bad", "bad", "中")])


def test_a_text_that_would_begin_with_a_byte_order_mark_is_refused() -> None:
    unit = next(units_of(b"bad", PurePath("a.txt")))
    assert isinstance(unit, Unit)
    with pytest.raises(WriteError, match="would not read back the same"):
        unit.splice([change("bad", "bad", "\ufeff")])


def test_bytes_that_do_not_come_back_the_same_are_refused() -> None:
    # ISO-2022-JP can say the same in more than one way.
    data = b"\x1b(Jbad\x1b(B"
    unit = next(units_of(data, PurePath("a.txt"), ReadOptions(encoding="iso2022_jp")))
    assert isinstance(unit, Unit)
    with pytest.raises(WriteError, match="would not come back the same"):
        unit.splice([change(unit.document.text, "bad", "good")])


PLAIN = st.characters(exclude_characters='"\\', exclude_categories=["Cs", "Cc"])
HEX = st.integers(0, 0xFFFF).flatmap(
    lambda n: st.sampled_from([f"\\u{n:04x}", f"\\u{n:04X}"])
)
RAW = st.lists(
    PLAIN
    | st.sampled_from([r"\"", r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t"])
    | st.sampled_from([r"\ud83d\ude00", r"\uD83D", r"\uDe00", "\U0001f600"])
    | HEX
).map("".join)


@given(RAW, st.data())
def test_offsets_in_raw_text_are_those_of_parsing(
    raw: str, data: st.DataObject
) -> None:
    text = json.loads(f'"{raw}"')
    wanted = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    cuts = raw_offsets(raw, wanted)
    for offset, cut in zip(wanted, cuts, strict=True):
        parts = [json.loads(f'"{part}"') for part in (raw[:cut], raw[cut:])]
        assert parts == [text[:offset], text[offset:]]


@given(RAW, st.data())
def test_splicing_and_taking_back_gives_the_line_for_any_escapes(
    raw: str, data: st.DataObject
) -> None:
    line = f'{{"a": "{raw}", "text": "{raw}", "z": 1}}\n'.encode()
    unit = only_unit(read(line))
    text = unit.document.text
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    changes = [
        Change(
            Span(a, b), text[a:b], data.draw(st.text(max_size=3)), ("a/b",), Safety.SAFE
        )
        for a, b in zip(ends[::2], ends[1::2], strict=False)
    ]
    try:
        new, edits = unit.splice(changes)
    except WriteError:
        assume(False)
    plain = [RawEdit(c.span.start, c.before, c.after) for c in changes]
    old = json.loads(line)
    assert json.loads(new) == {**old, "text": spliced(text, plain)}
    grown, back = 0, []
    for edit in edits:
        back.append(RawEdit(edit.start + grown, edit.after, edit.before))
        grown += len(edit.after) - len(edit.before)
    assert spliced(new.decode(), back).encode() == line
