r"""Where a text stands in a line of JSON, as it is written there.

Parsing forgets how a text was written: ``é`` or ``\u00e9``, ``/`` or ``\/``.
To change a word and nothing else, an edit must be made in the raw line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from json import JSONDecoder

from linter.errors import WriteError
from linter.model import Span

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder()

# A run of plain characters, or one code point written as an escape. Halves of
# a surrogate pair that stand alone are a code point each, as in json.loads.
_TOKEN = re.compile(
    r"[^\\]+"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\."
)


def text_span(line: str, keys: Sequence[str]) -> Span:
    """Return where the text under ``keys`` stands, without its quotation marks.

    The line must hold an object with a text there. Of a key that occurs twice
    the last one counts, as in json.loads.

    >>> text_span('{"meta": {"text": "word"}}', ("meta", "text"))
    Span(start=19, end=23)
    """
    start = _past_space(line, 0)
    end = len(line)
    for key in keys:
        start, end = _value_in_object(line, start, key)
    return Span(start + 1, end - 1)


def raw_offsets(raw: str, wanted: Sequence[int]) -> list[int]:
    r"""Return where code points of a text stand in its raw form.

    ``wanted`` are sorted offsets in the parsed text; its end is one of them.

    >>> raw_offsets(r"a\u00e9b\/", [1, 2, 4])
    [1, 7, 10]
    """
    found: list[int] = []
    length = 0
    for token in _TOKEN.finditer(raw):
        if len(found) == len(wanted):
            return found
        escape = raw[token.start()] == "\\"
        following = length + (1 if escape else token.end() - token.start())
        while len(found) < len(wanted) and wanted[len(found)] < following:
            found.append(token.start() + wanted[len(found)] - length)
        length = following
    rest = wanted[len(found) :]
    if any(offset != length for offset in rest):
        raise WriteError("an edit lies outside its text")
    return found + [len(raw)] * len(rest)


def escaped(text: str, ascii_only: bool) -> str:
    r"""Return ``text`` as it stands between the quotation marks of JSON.

    >>> escaped('"é"', True), escaped('"é"', False)
    ('\\"\\u00e9\\"', '\\"é\\"')
    """
    import json

    # A lone surrogate has no bytes of its own in any encoding.
    lone = any("\ud800" <= letter <= "\udfff" for letter in text)
    return json.dumps(text, ensure_ascii=ascii_only or lone)[1:-1]


def _value_in_object(line: str, start: int, key: str) -> tuple[int, int]:
    """Return start and end of the last value under ``key`` of the object there."""
    found: tuple[int, int] | None = None
    position = _past_space(line, start + 1)
    while line[position] != "}":
        name, position = _DECODER.raw_decode(line, position)
        value = _past_space(line, _past_space(line, position) + 1)
        _, position = _DECODER.raw_decode(line, value)
        if name == key:
            found = value, position
        position = _past_space(line, position)
        if line[position] == ",":
            position = _past_space(line, position + 1)
    if found is None:
        raise WriteError(f"no {key!r} in the line as it is written")
    return found


def _past_space(line: str, position: int) -> int:
    space = _SPACE.match(line, position)
    return space.end() if space else position
