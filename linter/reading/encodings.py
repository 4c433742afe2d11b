"""Bytes to text and back, without losing one.

No newline is translated and nothing is normalised: what `decode` returns
encodes to the bytes it was given.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from linter.errors import ConfigError, ReadError

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARK_SIZE = 4

# These codecs would add a mark of their own on the way back. Files without a
# mark that people call UTF-16 come from Windows: little-endian.
_MARKLESS = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

# Git and grep look this far for a NUL.
BINARY_HEAD = 8192


class Encoded(NamedTuple):
    """A text, and how its bytes are made: its codec and its byte order mark."""

    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text, with the same byte order mark."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, told: str | None = None) -> Encoded:
    """Decode by the byte order mark, else as ``told``, else as strict UTF-8.

    Raises `ReadError` where the bytes do not fit (its message leaves the place
    to the caller), `ConfigError` where ``told`` names no encoding.
    """
    bom, encoding = detect(data, told)
    try:
        return Encoded(data[len(bom) :].decode(encoding), encoding, bom)
    except UnicodeError as error:
        raise ReadError(_misfit(data, bom, encoding, told, error)) from None


def detect(head: bytes, told: str | None = None) -> tuple[bytes, str]:
    """Return the byte order mark at the start of ``head`` and the codec to use."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    return b"", codec_of(told) if told else "utf-8"


def codec_of(name: str) -> str:
    """Return the codec of an encoding the user named; it adds no mark itself.

    >>> codec_of("Latin1"), codec_of("UTF-16")
    ('iso8859-1', 'utf-16-le')
    """
    try:
        codec = codecs.lookup(name).name
        # Refuses codecs that turn bytes into bytes, such as zip and hex.
        "".encode(codec)
    except (LookupError, ValueError):
        problem = "is no text encoding; name one such as utf-8, cp1252 or utf-16"
        raise ConfigError(f"encoding: {name!r} {problem}") from None
    return _MARKLESS.get(codec, codec)


def is_binary(head: bytes, told: str | None = None) -> bool:
    """Whether the first bytes of a file say that it holds no text."""
    bom, encoding = detect(head)
    if told or encoding != "utf-8":
        return False
    return b"\0" in head[len(bom) : BINARY_HEAD]


def _misfit(
    data: bytes, bom: bytes, encoding: str, told: str | None, error: UnicodeError
) -> str:
    """Say where the bytes stop being text, and what to do.

    Bytes count from 0 with the mark, lines from 1.
    """
    where = ""
    if isinstance(error, UnicodeDecodeError):
        before = data[len(bom) : len(bom) + error.start].decode(encoding, "replace")
        line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
        where = f" at byte {len(bom) + error.start} (line {line})"
    return f"not {encoding.upper()}{where}; {advice(bom, told)}"


def advice(bom: bytes, told: str | None) -> str:
    """Say what to do about bytes that do not decode."""
    if bom:
        return "its byte order mark says it is, so it may be damaged"
    if told:
        return "say another --encoding"
    return "say --encoding if it is something else"
