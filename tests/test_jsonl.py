from __future__ import annotations

import codecs
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path, PurePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.errors import WriteError
from linter.model import Document, Format, Safety, Span
from linter.reading.cutting import plan_ranges
from linter.reading.rawjson import raw_offsets
from linter.reading.units import (
    Binary,
    Blank,
    ByteRange,
    Failure,
    Item,
    RawEdit,
    ReadOptions,
    Unit,
    read_units,
    spliced,
    units_of,
)
from linter.settled import Change

HERE = PurePath("a.jsonl")


def read(data: bytes, **options: str) -> list[Item]:
    return list(units_of(data, HERE, ReadOptions(**options)))


def bytes_of(items: Sequence[Item]) -> bytes:
    return b"".join(b"" if isinstance(item, Binary) else item.data for item in items)


def only_unit(items: Sequence[Item]) -> Unit:
    (unit,) = items
    assert isinstance(unit, Unit)
    return unit


def change(text: str, before: str, after: str) -> Change:
    start = text.index(before)
    span = Span(start, start + len(before))
    return Change(span, before, after, ("pack/rule",), Safety.SAFE)


def fix(line: bytes, *words: tuple[str, str], **options: str) -> bytes:
    unit = only_unit(read(line, **options))
    text = unit.document.text
    data, edits = unit.splice([change(text, *pair) for pair in words])
    whole = line[len(unit.bom) :].decode(unit.encoding)
    assert unit.bom + spliced(whole, edits).encode(unit.encoding) == data
    return data


# What a record is


def test_a_line_is_a_document_with_its_id_and_its_place() -> None:
    data = b'{"id": "x1", "text": "one"}\n\n{"text": "two"}\r\n{"id": 7, "text": ""}'
    items = read(data, language="de")
    documents = [item.document for item in items if isinstance(item, Unit)]
    assert documents == [
        Document("one", HERE, "x1", "de", record_line=1),
        Document("two", HERE, "3", "de", record_line=3),
        Document("", HERE, "7", "de", record_line=4),
    ]
    assert bytes_of(items) == data


def test_fields_have_the_names_the_user_gave() -> None:
    line = b'{"meta": {"body": "one", "key": 5}, "text": 1}'
    unit = only_unit(read(line, text_field="meta.body", id_field="meta.key"))
    assert (unit.document.text, unit.document.record) == ("one", "5")


def test_a_key_with_a_dot_in_it_comes_before_a_path() -> None:
    line = b'{"a": {"b": "path"}, "a.b": "key"}'
    assert only_unit(read(line, text_field="a.b")).document.text == "key"


@pytest.mark.parametrize("value", ["null", "true", "[]", '""', "{}"])
def test_an_id_that_names_nothing_gives_way_to_the_line_number(value: str) -> None:
    line = b'\n{"text": "", "id": %s}' % value.encode()
    unit = read(line)[1]
    assert isinstance(unit, Unit)
    assert unit.document.record == "2"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON at column 2: Expecting property name"),
        (b'{"text": "a\tb"}', "not JSON at column 12: Invalid control character"),
        (b"[1]", "not an object; each line must be a JSON object"),
        (b'"text"', "not an object"),
        (b'{"body": ""}', 'no text under "text"; name the field with --text-field'),
        (b'{"text": null}', 'no text under "text"'),
        (b'{"text": "\xff"}', "not UTF-8 at byte 10 of the line; say --encoding if"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "", "n": %s}' % (b"1" * 5000), "not JSON: Exceeds the limit"),
    ],
)
def test_a_line_that_is_no_record_is_told_and_kept(line: bytes, reason: str) -> None:
    data = b'{"text": "one"}\n' + line + b'\n{"text": "two"}\n'
    items = read(data)
    assert [type(item).__name__ for item in items] == ["Record", "Failure", "Record"]
    failure = items[1]
    assert isinstance(failure, Failure)
    assert (failure.path, failure.record_line) == (HERE, 2)
    assert failure.reason.startswith(reason)
    assert bytes_of(items) == data


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n \t\n", codecs.BOM_UTF8])
def test_blank_lines_are_no_documents_and_stay(data: bytes) -> None:
    items = read(data)
    assert all(isinstance(item, Blank) for item in items)
    assert bytes_of(items) == data


def test_a_suffix_makes_records_markdown_or_plain_text() -> None:
    def first(name: str | None) -> Item:
        path = PurePath(name) if name else None
        return next(units_of(b'{"text": "one"}', path))

    for name in ["a.jsonl", "a.NDJSON"]:
        item = first(name)
        assert isinstance(item, Unit)
        assert item.document.text == "one"
    for name, written in [("a.md", Format.MARKDOWN), ("a.MARKDOWN", Format.MARKDOWN)]:
        item = first(name)
        assert isinstance(item, Unit)
        assert item.document.format is written
    item = first(None)
    assert isinstance(item, Unit)
    assert item.document == Document('{"text": "one"}')


def test_a_file_with_nul_bytes_is_binary(tmp_path: Path) -> None:
    for name in ["a.txt", "a.jsonl"]:
        path = tmp_path / name
        path.write_bytes(b'{"text": "\0"}')
        assert list(read_units(path)) == [Binary(path)]


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    reason = "cannot be read: No such file or directory"
    assert list(read_units(gone)) == [Failure(gone, None, reason)]
    (failure,) = read_units(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.reason == "cannot be read: Is a directory"


def test_a_text_that_cannot_be_decoded_is_a_failure_with_its_bytes() -> None:
    (failure,) = units_of(b"a\xff", PurePath("a.txt"))
    assert isinstance(failure, Failure)
    assert (failure.record_line, failure.data) == (None, b"a\xff")
    assert failure.reason.startswith("not UTF-8 at byte 1 (line 1)")


def test_a_pipe_is_read_once() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, offset: int, whence: int = 0) -> int:
            raise io.UnsupportedOperation("seek")

    stream = Pipe(b'{"text": "one"}\n')
    assert only_unit(list(read_units(Path(HERE), stream=stream))).document.text == "one"


# Encodings of records


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("marked", [True, False])
def test_records_are_read_in_every_encoding(encoding: str, marked: bool) -> None:
    text = '{"text": "bad\u010a\U0001f600"}\r\n\n{"text": "\u0a0a bad"}'
    bom = "\ufeff".encode(encoding) if marked else b""
    data = bom + text.encode(encoding)
    items = read(data, **({} if marked else {"encoding": encoding}))
    assert bytes_of(items) == data
    new = b""
    for item in items:
        if isinstance(item, Unit):
            found = change(item.document.text, "bad", "gööd")
            new += item.splice([found])[0]
        elif isinstance(item, Blank):
            new += item.data
    expected = text.replace("bad", "gööd").encode(encoding)
    assert [
        json.loads(line)
        for line in new[len(bom) :].decode(encoding).split("\n")
        if line.strip()
    ] == [
        json.loads(line)
        for line in expected.decode(encoding).split("\n")
        if line.strip()
    ]
    assert new == bom + expected


def test_an_encoding_without_a_letter_gets_it_as_an_escape() -> None:
    new = fix(b'{"text": "caf\xe9 bad"}', ("bad", "“é”"), encoding="cp1250")
    assert json.loads(new.decode("cp1250"))["text"] == "café “é”"
    new = fix(b'{"text": "caf\xe9 bad"}', ("bad", "中"), encoding="latin-1")
    assert new == b'{"text": "caf\xe9 \\u4e2d"}'


def test_a_file_that_cannot_be_decoded_whole_is_one_failure() -> None:
    data = codecs.BOM_UTF16_LE + '{"text": "a"}\n'.encode("utf-16-le") + b"\x00\xd8"
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.data == data
    assert "at byte 30 (line 2)" in failure.reason


# Splicing


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


# Parts of large files


def test_ranges_cut_a_file_into_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [b'{"text": "%s"}\n' % (b"x" * (7 * n % 50)) for n in range(200)]
    path.write_bytes(b"\n".join(lines)[:-1])
    whole = list(read_units(path))
    for size in [1, 10, 64, 1000, 10**6]:
        parts = [
            item
            for part in plan_ranges(path, size)
            for item in read_units(path, byte_range=part)
        ]
        assert parts == whole


def test_ranges_of_a_marked_file_have_one_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(codecs.BOM_UTF8 + b'{"text": "a"}\n' * 9)
    ranges = tuple(plan_ranges(path, 20))
    assert [part.first_line for part in ranges] == [1, 3, 5, 7, 9]
    items = [item for part in ranges for item in read_units(path, byte_range=part)]
    assert items == list(read_units(path))


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.txt", "utf-8"), ("a.jsonl", "utf-16"), ("a.jsonl", "hz")]
)
def test_what_has_no_lines_is_one_range(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes('{"text": "a"}\n'.encode(encoding) * 9)
    options = ReadOptions(encoding=encoding)
    size = path.stat().st_size
    assert tuple(plan_ranges(path, 20, options)) == (ByteRange(0, size, 1),)


def test_a_part_of_a_file_that_has_no_lines_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "a"}\n'.encode("utf-16"))
    assert list(read_units(path, byte_range=ByteRange(9, 30, 2))) == []


def test_an_empty_file_has_one_empty_range(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    assert tuple(plan_ranges(path, 10)) == (ByteRange(0, 0, 1),)
    assert list(read_units(path, byte_range=ByteRange(0, 0, 1))) == []


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = b'{"text": "%s"}\n' % (b"x" * 1000)
    path.write_bytes(line * 1000)
    with path.open("rb") as stream:
        items = read_units(path, stream=stream)
        for _ in range(3):
            next(items)
        assert stream.tell() < 100_000


@given(st.binary(max_size=200), st.sampled_from([HERE, PurePath("a.txt")]))
def test_all_bytes_of_a_file_are_in_its_items(data: bytes, path: PurePath) -> None:
    items = list(units_of(data, path))
    assume(not any(isinstance(item, Binary) for item in items))
    assert bytes_of(items) == data


def test_ranges_hold_for_random_line_lengths(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"".join(b"x" * chance.randrange(5) + b"\n" for _ in range(99)))
    for size in range(1, 40):
        ranges = tuple(plan_ranges(path, size))
        assert [part.start for part in ranges[1:]] == [part.end for part in ranges[:-1]]
        items = [i for part in ranges for i in read_units(path, byte_range=part)]
        assert items == list(read_units(path))
