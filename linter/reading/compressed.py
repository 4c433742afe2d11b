"""Compressed files, read as what is in them.

Their first bytes say that they are compressed, their name what they hold:
``corpus.jsonl.gz`` holds records. They are read, never written: no two programs
compress to the same bytes, so that no edit of one could be taken back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol
from weakref import finalize

from linter.reading.encodings import BINARY_HEAD

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from zstandard import ZstdDecompressor

# How compressed files begin, and what unpacks them: RFC 1952, RFC 8878, xz, bzip2.
_PACKERS = {
    "gzip": rb"\x1f\x8b\x08",
    "zstd": rb"\x28\xb5\x2f\xfd",
    "xz": rb"\xfd7zXZ\x00",
    # What has nothing in it begins with its end.
    "bzip2": rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)",
}
_PACKED = re.compile(
    b"|".join(b"(?P<%b>%b)" % (name.encode(), mark) for name, mark in _PACKERS.items())
)
SUFFIXES = frozenset({".gz", ".zst", ".xz", ".bz2"})
DAMAGED = "what is compressed in it is damaged, or cut off"
# What is unpacked at a time.
CHUNK = 1 << 17
# zstd gives all at once that its input holds, which may be ten thousand times as much.
ZSTD_CHUNK = 1 << 12


def packed_by(head: bytes) -> str | None:
    r"""Return the program that made a compressed file, by its first bytes.

    >>> packed_by(b"\x1f\x8b\x08rest"), packed_by(b"text")
    ('gzip', None)
    """
    found = _PACKED.match(head)
    return found.lastgroup if found else None


def suffix_of(path: PurePath) -> str:
    """Return the suffix, in small letters, of what a file holds.

    >>> suffix_of(PurePath("a.MD")), suffix_of(PurePath("a.jsonl.gz"))
    ('.md', '.jsonl')
    """
    suffix = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() if suffix in SUFFIXES else suffix


def opened(
    stream: BinaryIO, packer: str, ranged: PurePath | None = None
) -> BinaryIO | None:
    """Return a stream of what a compressed one holds; reading it raises `OSError`.

    ``None`` where the library is missing that unpacks it. Going back means to begin
    again, but at the very start. ``ranged`` names the file if it is read range by
    range: the stream is that of the last time then, so that it need only go on.
    """
    try:
        if ranged is None:
            return unpacked(stream, packer)
        info = Path(ranged).stat()
        return _ranged(ranged, packer, (info.st_ino, info.st_mtime_ns, info.st_size))
    except ImportError:
        return None


def unpacked(stream: BinaryIO, packer: str) -> BinaryIO:
    """Return a stream of what a compressed one holds, or raise `ImportError`."""
    return io.BufferedReader(_Unpacked(stream, _UNPACKERS[packer]()), CHUNK)


@lru_cache(maxsize=1)
def _ranged(path: PurePath, packer: str, _: tuple[int, ...]) -> BinaryIO:
    chunks = _UNPACKERS[packer]()
    file = Path(path).open("rb")  # noqa: SIM115
    stream = io.BufferedReader(_Unpacked(file, chunks), CHUNK)
    # It is open as long as somebody has the stream.
    finalize(stream, file.close)
    return stream


def reason(packer: str, path: PurePath | None, wanted: bool) -> str:
    """Say why a compressed file was not read, though ``wanted``, and the way out."""
    hint = "unpack it"
    if wanted and packer == "zstd":
        hint = "pip install 'mtlint[zstd]'"
    command = "check" if wanted else "fix"
    inside = f" --stdin-name {path.stem}" if path and path.suffix else ""
    piped = f"'{packer} -dc FILE | mtlint {command}{inside} -'"
    return f"compressed; {hint}, or use {piped}"


_Chunks = Callable[[BinaryIO], Iterator[bytes]]


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, chunks: _Chunks) -> None:
        self._stream = stream
        self._chunks = chunks
        # Kept, so that one can look at the start from anywhere.
        self._head = b""
        self._wanted = 0
        self._rewind()

    def _rewind(self) -> None:
        self._stream.seek(0)
        self._more = self._chunks(self._stream)
        # What was unpacked last: who has read ahead comes back to it.
        self._chunk, self._at = memoryview(b""), 0
        self._damage: OSError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation("the end is not known")
        self._wanted = offset + (self._wanted if whence == io.SEEK_CUR else 0)
        return self._wanted

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer).cast("B")
        data = memoryview(self._head)[self._wanted :] or self._next()
        count = min(len(into), len(data))
        into[:count] = data[:count]
        self._wanted += count
        return count

    def _next(self) -> memoryview:
        """Return what is unpacked behind the place that is wanted."""
        if self._wanted < self._at:
            self._rewind()
        while self._wanted >= self._at + len(self._chunk):
            if not self._unpack():
                return memoryview(b"")
        return self._chunk[self._wanted - self._at :]

    def _unpack(self) -> bool:
        """Unpack some more; return whether there was more."""
        if self._damage:
            raise self._damage
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in self._more:
                pieces.append(piece)
                size += len(piece)
                if size >= CHUNK:
                    break
        except OSError as error:
            # It is told behind what is whole.
            self._damage = error
        before = self._chunk[-CHUNK:]
        self._at += len(self._chunk) - len(before)
        self._chunk = memoryview(b"".join((before, *pieces)))
        self._head = self._head or bytes(self._chunk[:BINARY_HEAD])
        if self._damage and not pieces:
            raise self._damage
        return bool(pieces)


def _gzip() -> _Chunks:
    import gzip
    import zlib

    return partial(_of_file, gzip.open, zlib.error)


def _xz() -> _Chunks:
    import lzma

    return partial(_of_file, lzma.open, lzma.LZMAError)


def _bzip2() -> _Chunks:
    import bz2

    return partial(_of_file, bz2.open, EOFError)


def _zstd() -> _Chunks:
    import zstandard

    return partial(_of_frames, zstandard.ZstdDecompressor(), zstandard.ZstdError)


_UNPACKERS = {"gzip": _gzip, "zstd": _zstd, "xz": _xz, "bzip2": _bzip2}


def _of_file(
    opened: Callable[[BinaryIO], _Readable],
    damage: type[Exception],
    stream: BinaryIO,
) -> Iterator[bytes]:
    try:
        # Whole as far as it goes: the rest may be damaged.
        yield from iter(partial(opened(stream).read1, CHUNK), b"")
    except OSError as error:
        raise error if error.errno else OSError(DAMAGED) from None
    except (EOFError, damage):
        raise OSError(DAMAGED) from None


def _of_frames(
    decompressor: ZstdDecompressor, damage: type[Exception], stream: BinaryIO
) -> Iterator[bytes]:
    """Unpack frame by frame: a reader of the library does not tell a cut one."""
    frame = None
    try:
        for data in iter(partial(stream.read, ZSTD_CHUNK), b""):
            while data:
                frame = frame or decompressor.decompressobj()
                yield frame.decompress(data)
                data = frame.unused_data
                frame = None if frame.eof else frame
    except damage:
        raise OSError(DAMAGED) from None
    if frame:
        raise OSError(DAMAGED)
