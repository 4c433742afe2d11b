"""Files become units: what is linted, and the bytes it came from.

The bytes of all that is read from a file, in order, are the file's bytes:
nothing is dropped on the way. (A `Binary` file and one that cannot be opened
give one item without bytes; of a compressed one they are what is in it.)
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias, cast

from linter.errors import ReadError, WriteError
from linter.model import Document, Format
from linter.nouns import Noun
from linter.reading.compressed import opened, packed_by, suffix_of
from linter.reading.compressed import reason as packed_reason
from linter.reading.encodings import BINARY_HEAD, Encoded, decode, is_binary
from linter.reading.limits import CUT_FILE, MOST_BYTES, PIECE, text_bytes, too_large

if TYPE_CHECKING:
    from linter.settled import Change

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})


class ReadOptions(NamedTuple):
    """What the user said about the files: codec, fields of a record, language.

    A field is a key of the record, or a dotted path such as ``meta.text``. A
    compressed file is a failure, unless it is to be unpacked.
    """

    encoding: str | None = None
    text_field: str = "text"
    id_field: str = "id"
    language: str | None = None
    unpack: bool = False


DEFAULTS = ReadOptions()


class RawEdit(NamedTuple):
    """An edit of a decoded chunk: at ``start``, ``before`` became ``after``.

    Counts code points of the chunk (a whole file, or a line of JSON Lines) as
    it was before any edit, without a byte order mark.
    """

    start: int
    before: str
    after: str


class Unit(Noun, ABC):
    """A document and the chunk of bytes that holds it."""

    document: Document
    data: bytes
    encoding: str
    bom: bytes

    @abstractmethod
    def splice(self, changes: Sequence[Change]) -> tuple[bytes, tuple[RawEdit, ...]]:
        """Return the chunk's bytes with the changes made, and the raw edits.

        There is one raw edit for each change, in the same order. Raises
        `WriteError` where the new bytes would not read back as the new text.
        """


class Blank(NamedTuple):
    """Bytes between documents, to be kept: an empty line of JSON Lines."""

    data: bytes


class Failure(Noun):
    """Something that could not be checked or changed, and why.

    ``data`` are its bytes as they were read, to be kept.
    """

    path: PurePath | None
    record_line: int | None
    reason: str
    data: bytes = b""


class Binary(NamedTuple):
    """A file that holds no text."""

    path: PurePath | None


class ByteRange(NamedTuple):
    """A part of a JSON Lines file: whole lines, the first of them numbered."""

    start: int
    end: int
    first_line: int


Item: TypeAlias = Unit | Blank | Failure | Binary


class WholeFile(Unit):
    """A text file: the document is all of it."""

    def splice(self, changes: Sequence[Change]) -> tuple[bytes, tuple[RawEdit, ...]]:
        """Return the file's bytes with the changes made, and the raw edits."""
        encoded = Encoded(self.document.text, self.encoding, self.bom)
        if encode(encoded, encoded.text) != self.data:
            raise WriteError(f"would not come back the same in {self.encoding}")
        edits = tuple(
            RawEdit(change.span.start, change.before, change.after)
            for change in changes
        )
        text = spliced(encoded.text, edits)
        data = encode(encoded, text)
        if decode(data, self.encoding) != Encoded(text, self.encoding, self.bom):
            raise WriteError(f"would not read back the same in {self.encoding}")
        return data, edits


def read_units(
    path: Path,
    options: ReadOptions = DEFAULTS,
    stream: BinaryIO | None = None,
    byte_range: ByteRange | None = None,
) -> Iterator[Item]:
    """Yield what a file holds, in order; JSON Lines are read line by line.

    ``stream`` is read in place of the file, which then only names the format.
    A file that cannot be read is a `Failure`, not an error. Raises
    `ConfigError` where ``options`` name no encoding.
    """
    try:
        if stream is not None:
            yield from _items(stream, path, options, byte_range)
            return
        with path.open("rb") as opened:
            yield from _items(opened, path, options, byte_range)
    except OSError as error:
        yield unreadable(path, error)


def units_of(
    data: bytes, path: PurePath | None, options: ReadOptions = DEFAULTS
) -> Iterator[Item]:
    """Yield what bytes in memory hold; ``path`` names them and their format."""
    return _items(io.BytesIO(data), path, options, None)


def unreadable(path: PurePath | None, error: OSError) -> Failure:
    """Return the failure of a file or folder that the system does not give."""
    return Failure(path, None, f"cannot be read: {error.strerror or error}")


def holds_records(path: PurePath | None) -> bool:
    """Whether the name of a file says that each line is a record."""
    return path is not None and suffix_of(path) in RECORD_SUFFIXES


def spliced(text: str, edits: Sequence[RawEdit]) -> str:
    """Return ``text`` with sorted, disjoint edits made.

    >>> spliced("one two", [RawEdit(0, "one", "1"), RawEdit(7, "", "!")])
    '1 two!'
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        end = edit.start + len(edit.before)
        if edit.start < position or text[edit.start : end] != edit.before:
            raise WriteError(f"an edit at {edit.start} does not fit the text")
        pieces += text[position : edit.start], edit.after
        position = end
    return "".join([*pieces, text[position:]])


def encode(encoded: Encoded, text: str) -> bytes:
    """Encode ``text`` as ``encoded`` was; raise `WriteError` where that fails."""
    try:
        return encoded.encode(text)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        problem = f"cannot be written in {encoded.encoding}; convert the file to UTF-8"
        raise WriteError(f"{letter!r} {problem}") from None


def _items(
    stream: BinaryIO,
    path: PurePath | None,
    options: ReadOptions,
    byte_range: ByteRange | None,
) -> Iterator[Item]:
    if not stream.seekable():
        # A pipe cannot be looked at twice.
        with spooled(stream) as copy:
            yield from _items(copy, path, options, byte_range)
        return
    head = stream.read(BINARY_HEAD)
    stream.seek(0)
    # What is wrong with the whole file is told once, whatever the number of parts.
    begins = byte_range is None or byte_range.start == 0
    if packer := packed_by(head):
        yield from _unpacked(stream, packer, path, options, byte_range)
    elif is_binary(head, options.encoding):
        if begins:
            yield Binary(path)
    elif holds_records(path):
        from linter.reading.jsonl import read_records

        yield from read_records(stream, path, options, byte_range)
    else:
        data = text_bytes(stream)
        if data is None:
            yield from left_alone(stream, path, too_large(CUT_FILE))
        else:
            yield _whole(data, path, options)


def _unpacked(
    stream: BinaryIO,
    packer: str,
    path: PurePath | None,
    options: ReadOptions,
    byte_range: ByteRange | None,
) -> Iterator[Item]:
    ranged = path if byte_range else None
    inside = opened(stream, packer, ranged) if options.unpack else None
    if inside:
        try:
            # Once: what is compressed in it is told of.
            once = options._replace(unpack=False)
            yield from _items(inside, path, once, byte_range)
        except OSError as error:
            yield unreadable(path, error)
    elif byte_range is None or byte_range.start == 0:
        yield from left_alone(stream, path, packed_reason(packer, path, options.unpack))


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give what is left of a stream so that it can be looked at twice.

    A large one goes to a temporary file without a name.
    """
    from shutil import copyfileobj
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(max_size=MOST_BYTES) as copy:
        copyfileobj(stream, copy, PIECE)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def left_alone(
    stream: BinaryIO, path: PurePath | None, reason: str
) -> Iterator[Failure | Blank]:
    """Yield the failure of a whole file, and its bytes piece by piece."""
    stream.seek(0)
    yield Failure(path, None, reason, stream.read(PIECE))
    while data := stream.read(PIECE):
        yield Blank(data)


def _whole(data: bytes, path: PurePath | None, options: ReadOptions) -> Item:
    try:
        encoded = decode(data, options.encoding)
    except ReadError as error:
        return Failure(path, None, str(error), data)
    markdown = path is not None and suffix_of(path) in MARKDOWN_SUFFIXES
    document = Document(
        encoded.text,
        path,
        language=options.language,
        format=Format.MARKDOWN if markdown else Format.PLAIN,
    )
    return WholeFile(document, data, encoded.encoding, encoded.bom)
