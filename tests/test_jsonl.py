"""JSON Lines are read: what a record is, in every encoding."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest

from linter.model import Document, Format
from linter.reading.blocks import Block, read_blocks
from linter.reading.units import (
    DEFAULTS,
    Binary,
    Blank,
    Failure,
    Item,
    Unit,
    read_units,
    units_of,
)
from tests.records import HERE, bytes_of, change, fix, only_unit, read


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


@pytest.mark.parametrize(
    ("pack", "packer"),
    [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz")],
)
def test_a_compressed_file_is_told_with_the_way_to_read_it(
    pack: Callable[[bytes], bytes], packer: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl.z"
    path.write_bytes(pack(b'{"text": "one"}\n'))
    (failure,) = read_units(path)
    assert isinstance(failure, Failure)
    assert failure.reason == (
        f"compressed; unpack it, or use '{packer} -dc FILE"
        " | mtlint fix --stdin-name a.jsonl -'"
    )
    assert failure.data == path.read_bytes()
    (block,) = read_blocks(path, DEFAULTS)
    assert isinstance(block, Block)
    assert [type(item) for item in block.units(DEFAULTS)] == [Failure]


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
