"""JSON that any reader takes, whatever the encoding of the stream."""

from __future__ import annotations

import json
from typing import IO

from linter.lazy import pattern

# Lone surrogates cannot be written as UTF-8, and readers that split lines as
# Python's str.splitlines does would end a line at the others.
UNSAFE = pattern("[\x85\u2028\u2029\ud800-\udfff]")
LONE = pattern("[\ud800-\udfff]")


class JsonText:
    r"""Writes values as JSON for one stream.

    Other encodings than UTF-8 get ASCII: the escapes that they put in place of
    what they lack (``\xe9``) are not JSON's.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._ascii = not is_utf8(stream)

    def exact(self, value: object) -> str:
        """Return a value as JSON that gives every character back."""
        text = json.dumps(value, ensure_ascii=self._ascii)
        if text.isascii():
            return text
        return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

    def strict(self, value: object) -> str:
        """Return a value as JSON, with U+FFFD in the place of half characters.

        A strict reader refuses a whole report for one lone surrogate.
        """
        text = LONE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
        if self._ascii and not text.isascii():
            text = json.dumps(json.loads(text))
        return text


def is_utf8(stream: IO[str]) -> bool:
    """Whether a stream can take any character; one without encoding can."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"
