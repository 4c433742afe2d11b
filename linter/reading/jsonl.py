"""JSON Lines: each line is a record, and one of its fields is the text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from linter.errors import ReadError, WriteError
from linter.model import Document, Span
from linter.reading.encodings import MARK_SIZE, Encoded, advice, decode, detect
from linter.reading.limits import CUT_LINE, MOST_BYTES, PIECE, text_bytes, too_large
from linter.reading.rawjson import escaped, raw_offsets, text_span
from linter.reading.units import (
    DEFAULTS,
    Blank,
    ByteRange,
    Failure,
    Item,
    RawEdit,
    ReadOptions,
    Unit,
    encode,
    left_alone,
    spliced,
)

if TYPE_CHECKING:
    from linter.settled import Change

# In these a line feed byte may be part of another letter, or a letter's bytes
# depend on what came before: the file is decoded whole.
_SHIFTING = ("utf-7", "utf-16", "utf-32", "iso2022", "hz")
_JSON_SPACE = " \t\r\n"


class Line(NamedTuple):
    """A line of a file with its line end; ``number`` counts from 1.

    0 stands for more of a line that is too large.
    """

    number: int
    data: bytes
    encoding: str
    bom: bytes = b""

    def decode(self) -> Encoded:
        """Return the line's text; raise `UnicodeError` where it has none."""
        text = self.data[len(self.bom) :].decode(self.encoding)
        return Encoded(text, self.encoding, self.bom)


class Record(Unit):
    """A line of JSON Lines: the document is the text under ``keys``."""

    keys: tuple[str, ...]

    def splice(self, changes: Sequence[Change]) -> tuple[bytes, tuple[RawEdit, ...]]:
        """Return the line's bytes with the changes made, and the raw edits."""
        line = Line(0, self.data, self.encoding, self.bom).decode()
        try:
            return self._spliced(line, changes)
        except (ValueError, RecursionError) as error:
            raise WriteError(f"the record would not read back: {error}") from None

    def _spliced(
        self, line: Encoded, changes: Sequence[Change]
    ) -> tuple[bytes, tuple[RawEdit, ...]]:
        plain = [RawEdit(c.span.start, c.before, c.after) for c in changes]
        expected = spliced(self.document.text, plain)
        edits = _raw_edits(line, text_span(line.text, self.keys), changes)
        text = spliced(line.text, edits)
        _check_only_text_differs(line.text, text, self.keys, expected)
        return encode(line, text), edits


def read_records(
    stream: BinaryIO,
    path: PurePath | None,
    options: ReadOptions = DEFAULTS,
    byte_range: ByteRange | None = None,
) -> Iterator[Item]:
    """Yield the records of a JSON Lines file, and what is not one."""
    try:
        lines = read_lines(stream, options.encoding, byte_range)
        yield from records_of(lines, path, options)
    except ReadError as error:
        yield from left_alone(stream, path, str(error))


def records_of(
    lines: Iterable[Line], path: PurePath | None, options: ReadOptions = DEFAULTS
) -> Iterator[Item]:
    """Yield the records that lines hold, and what is not one."""
    for line in lines:
        yield _item(line, path, options)


def read_lines(
    stream: BinaryIO, told: str | None = None, byte_range: ByteRange | None = None
) -> Iterator[Line]:
    """Yield the lines of a file (or a part of it) with their bytes as they are.

    Raises `ReadError` where the encoding has no lines until it is decoded, and
    the file cannot be.
    """
    stream.seek(0)
    bom, encoding = detect(stream.read(MARK_SIZE), told)
    if decodes_whole(encoding):
        stream.seek(0)
        data = text_bytes(stream)
        if data is None:
            raise ReadError(too_large("convert it to UTF-8"))
        # All of it is one part: the others have nothing.
        whole = byte_range is None or byte_range.start == 0
        yield from _decoded_lines(data, told) if whole else ()
        return
    part = byte_range or ByteRange(0, sys.maxsize, 1)
    stream.seek(part.start)
    number, left = part.first_line, part.end - part.start
    while left > 0 and (data := stream.readline(MOST_BYTES + 1)):
        yield Line(number, data, encoding, bom if number == 1 else b"")
        left -= len(data)
        number += 1
        # What is left of a line that is too large follows in pieces.
        large = len(data) > MOST_BYTES
        while large and not data.endswith(b"\n") and (data := stream.readline(PIECE)):
            yield Line(0, data, encoding)
            left -= len(data)


def decodes_whole(encoding: str) -> bool:
    """Whether a file has no lines until all of it is decoded."""
    return encoding.startswith(_SHIFTING) or "\n".encode(encoding) != b"\n"


def _decoded_lines(data: bytes, told: str | None) -> Iterator[Line]:
    encoded = decode(data, told)
    lines = [line.encode(encoded.encoding) for line in _split(encoded.text)]
    lines[0] = encoded.bom + lines[0]
    if b"".join(lines) != data:
        problem = f"cannot be taken apart in {encoded.encoding}; convert it to UTF-8"
        raise ReadError(problem)
    for number, line in enumerate(lines, 1):
        bom = encoded.bom if number == 1 else b""
        yield Line(number, line, encoded.encoding, bom)


def _split(text: str) -> list[str]:
    r"""Cut at line feeds only, as reading bytes by line does; never into none.

    >>> _split("a\r\nb\x85c\n"), _split("")
    (['a\r\n', 'b\x85c\n'], [''])
    """
    *lines, last = text.split("\n")
    ended = [line + "\n" for line in lines]
    return [*ended, last] if last or not ended else ended


def _item(line: Line, path: PurePath | None, options: ReadOptions) -> Item:
    if not line.number:
        return Blank(line.data)
    if len(line.data) > MOST_BYTES:
        return Failure(path, line.number, too_large(CUT_LINE), line.data)
    try:
        text = line.decode().text
        if not text.strip(_JSON_SPACE):
            return Blank(line.data)
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = _complaint(error, line, options)
        return Failure(path, line.number, reason, line.data)
    if not isinstance(record, dict):
        reason = "not an object; each line must be a JSON object"
        return Failure(path, line.number, reason, line.data)
    return _record(record, line, path, options)


def _complaint(error: Exception, line: Line, options: ReadOptions) -> str:
    if isinstance(error, UnicodeDecodeError):
        place = f"at byte {len(line.bom) + error.start} of the line"
        hint = advice(line.bom, options.encoding)
        return f"not {line.encoding.upper()} {place}; {hint}"
    if isinstance(error, json.JSONDecodeError):
        column = 1 + min(error.pos, len(error.doc.rstrip(_JSON_SPACE)))
        return f"not JSON at column {column}: {error.msg}; mend the line"
    if isinstance(error, RecursionError):
        return "nested too deeply; remove the line"
    return f"not JSON: {error}; mend the line"


def _record(
    record: dict[str, Any], line: Line, path: PurePath | None, options: ReadOptions
) -> Item:
    keys = _keys_of(record, options.text_field)
    text = _under(record, keys) if keys else None
    if not keys or not isinstance(text, str):
        field = options.text_field
        reason = f'no text under "{field}"; name the field with --text-field'
        return Failure(path, line.number, reason, line.data)
    name = _name(record, options.id_field) or str(line.number)
    document = Document(text, path, name, options.language, record_line=line.number)
    return Record(document, line.data, line.encoding, line.bom, keys)


def _keys_of(record: dict[str, Any], field: str) -> tuple[str, ...] | None:
    """Return the keys that lead to a field: its own name, or its dotted parts."""
    if field in record:
        return (field,)
    keys = tuple(field.split("."))
    value: Any = record
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return keys


def _under(record: dict[str, Any], keys: Sequence[str]) -> object:
    value: Any = record
    for key in keys:
        value = value[key]
    return value


def _name(record: dict[str, Any], field: str) -> str | None:
    keys = _keys_of(record, field)
    value = _under(record, keys) if keys else None
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _raw_edits(
    line: Encoded, place: Span, changes: Sequence[Change]
) -> tuple[RawEdit, ...]:
    raw = place.of(line.text)
    ends = [offset for c in changes for offset in (c.span.start, c.span.end)]
    at = [place.start + offset for offset in raw_offsets(raw, ends)]
    return tuple(
        RawEdit(start, line.text[start:end], _as_written(change.after, raw, line))
        for change, start, end in zip(changes, at[::2], at[1::2], strict=True)
    )


def _as_written(text: str, raw: str, line: Encoded) -> str:
    """Escape a new text as its neighbours are, and as the encoding needs."""
    plain = escaped(text, raw.isascii())
    try:
        plain.encode(line.encoding)
    except UnicodeEncodeError:
        return escaped(text, True)
    return plain


def _check_only_text_differs(
    before: str, after: str, keys: Sequence[str], text: str
) -> None:
    # NaN differs from itself; its name does not.
    expected = json.loads(before, parse_constant=str)
    found = json.loads(after, parse_constant=str)
    holder = expected
    for key in keys[:-1]:
        holder = holder[key]
    holder[keys[-1]] = text
    if found != expected:
        raise WriteError("the record would not read back the same")
