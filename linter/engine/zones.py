"""What a stretch of a document is: prose, code, a link, a heading, a table.

Zones are asked for confirmed hits only. In Markdown, blocks come from a parser
(markdown-it), once a document; everything else is read off the lines around
the hit, and no further than `FAR` characters from it: lines of a program, too,
which nothing marks as such in plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum
from functools import cached_property, lru_cache

from linter.lazy import pattern
from linter.model import Document, Format, Span
from linter.nouns import Noun

FAR = 1000


class Zone(StrEnum):
    """A kind of place in a document."""

    CODE = "code"
    URL = "url"
    FRONT_MATTER = "front-matter"
    MARKUP = "markup"
    TABLE = "table"
    HEADING = "heading"
    LIST = "list"
    QUOTATION = "quotation"
    VERSE = "verse"


# No rule looks into these, and no fix may touch them.
PROTECTED = (Zone.CODE, Zone.URL, Zone.FRONT_MATTER, Zone.MARKUP)

URLS = pattern(
    r"(?:\bhttps?://|\bftp://|\bfile://|\bwww\.)[^\s<>\"]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|gov|edu|int|info|io|eu|uk|cn|ru|de|fr)\b(?:/[^\s<>\"]*)?"
)
# Every address has one of these; a full stop behind a word is none.
ADDRESS_MARK = pattern(r"@|://|\.[^\s<>\"]")
# Models write these as if they were tags; in no markup do they mean anything.
MODEL_TAG = (
    r"</?(?:unk|oov|pad|eos|bos|sep|cls|(?:start|end)_of_turn|extra_id_\d{1,3}"
    r"|think(?:ing)?|reasoning|scratchpad|reflection|translat(?:ion|ed[_-]?text)"
    r"|(?:final|english|target|source|output)[_-]?(?:text|translation))>"
)
MARKDOWN_INLINE = pattern(
    r"(?P<code>(?P<ticks>`+)(?!`).{0,1000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>\]\([^()\s]*(?:\([^()\s]*\))?[^()\n]*\)|^ {0,3}\[[^\]]+\]:\s*\S+)"
    rf"|(?P<tag>(?!{MODEL_TAG})</?[A-Za-z][^<>]{{0,1000}}>|<!--.{{0,4000}}?-->"
    # A reference stands for a character, but for one that was encoded twice.
    r"|&(?!amp;#?\w{2,8};)(?:[A-Za-z]\w{1,31}|#\d{1,7}|#[xX][\da-fA-F]{1,6});)",
    re.DOTALL | re.MULTILINE,
)
# A line of a program, of its data or of a session with it, where nothing marks it as
# such: each of these has what no sentence has.
CODE_LINE = pattern(
    r"""\s*(?:[-*][ ]+)?(?:
      >>>[ ]
      | \$[ ](?!(?:m|b|tr)illion)[a-z][\w./-]*(?:[ ]|$)
      | [\w.\[\]]+[ ][+|:]?=[ ]
        (?:["'\[{(<]|[\w.]*\w[(\[]|[a-z]\w*\.[a-z]|\w*_\w|(?:None|True|False|new)\b)
      | [a-z]\w*[_.:][\w.:]*\([^()]*\)?;?[ ]*$
      | (?:class|const|def|elif|for|function|if|let|return|var|while)\b
        (?=.*(?:\w\(|\w_\w)).*[){}\]:;][ ]*$
    )""",
    re.VERBOSE,
)
# The same for a part of it: a key with its value, an operator, a line that is cut.
CODE_PART = pattern(
    r"""["'][\w.-]+["'][ ]?:[ ]?
        (?:[\[{\d]|true\b|false\b|null\b|(?P<mark>["'])[ ]?[^"'\s]*[ ]?(?P=mark))
    |[ ](?:[=!]=|&&|\|\|)[ ]|\{[ ]*$|[ ]\\[ ]*$""",
    re.VERBOSE,
)
# Few lines of prose have one of these, without which it is none.
CODE_MARKS = ('":', "':", '" :', "' :", " == ", " != ", " && ", " || ", "{", "\\")
LIST_ITEM = pattern(r"\s*(?:[-*+•·]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s")
HEADING = pattern(r" {0,3}#{1,6}\s")
OPENING, CLOSING = "“„«‘", "”»"


class Zones(Noun):
    """The zones of one document, found as they are asked for."""

    document: Document

    def holds(self, zone: Zone, span: Span) -> bool:
        """Whether ``span`` touches a ``zone``."""
        match zone:
            case Zone.CODE:
                return self._in_marked(zone, span) or self._in_code_line(span)
            case Zone.URL:
                return self._in_marked(zone, span) or self._in_address(span)
            case Zone.QUOTATION:
                return self._quoted(span)
            case Zone.LIST:
                return bool(LIST_ITEM.match(self._line(span)))
            case Zone.HEADING:
                return self._in_marked(zone, span) or self._short_line(span)
            case Zone.TABLE:
                return self._in_marked(zone, span) or self._columns(span)
            case Zone.VERSE:
                return self._short_lines(span)
        return self._in_marked(zone, span)

    def protected(self, span: Span) -> bool:
        """Whether ``span`` touches code, an address, front matter or markup."""
        if self._marked and any(self._in_marked(zone, span) for zone in PROTECTED):
            return True
        return self._in_address(span) or self._in_code_line(span)

    @cached_property
    def _marked(self) -> dict[Zone, tuple[list[int], list[int]]]:
        """Where the zones that Markdown marks start and end, by kind."""
        if self.document.format is not Format.MARKDOWN:
            return {}
        from linter.engine.markdown import blocks

        marked: dict[Zone, tuple[list[int], list[int]]] = {}
        for span, zone in sorted(blocks(self.document.text) + self._inlines()):
            starts, ends = marked.setdefault(zone, ([], []))
            # Backticks in a block of code are code in code.
            if ends and span.start <= ends[-1]:
                ends[-1] = max(ends[-1], span.end)
            else:
                starts.append(span.start)
                ends.append(span.end)
        return marked

    def _inlines(self) -> list[tuple[Span, Zone]]:
        names = {"code": Zone.CODE, "link": Zone.URL, "tag": Zone.MARKUP}
        return [
            (Span(*found.span(name)), zone)
            for found in MARKDOWN_INLINE.finditer(self.document.text)
            for name, zone in names.items()
            if found.start(name) >= 0
        ]

    def _in_marked(self, zone: Zone, span: Span) -> bool:
        if zone not in self._marked:
            return False
        starts, ends = self._marked[zone]
        last = bisect_left(starts, max(span.end, span.start + 1)) - 1
        return last >= 0 and ends[last] > span.start

    def _in_address(self, span: Span) -> bool:
        """Whether ``span`` touches an address: these have no white space in them."""
        text = self.document.text
        start = max(0, span.start - FAR)
        end = min(len(text), span.end + FAR)
        for space in " \n\t":
            start = text.rfind(space, start, span.start) + 1 or start
            at = text.find(space, span.end, end)
            end = at if at >= 0 else end
        if not ADDRESS_MARK.search(text, start, end):
            return False
        found = URLS.finditer(text, start, end)
        return any(span.overlaps(Span(*match.span())) for match in found)

    def _in_code_line(self, span: Span) -> bool:
        """Whether the line is one of a program, though nothing marks it as code.

        What takes up a line from its start is found by a rule on such lines.
        """
        start, end = self.line_bounds(span)
        line = self.document.text[start:end].rstrip("\r")
        if span.start <= start + len(line) - len(line.lstrip()):
            return False
        return _is_code(line)

    def line_bounds(self, span: Span) -> tuple[int, int]:
        """Return the bounds of the line the span starts on, within `FAR`."""
        text = self.document.text
        low, high = max(0, span.start - FAR), span.end + FAR
        start = text.rfind("\n", low, span.start) + 1 or low
        end = text.find("\n", span.end, high)
        return start, end if end >= 0 else min(high, len(text))

    def _line(self, span: Span) -> str:
        start, end = self.line_bounds(span)
        return self.document.text[start:end]

    def _quoted(self, span: Span) -> bool:
        start, end = self.line_bounds(span)
        before = self.document.text[start : span.start]
        after = self.document.text[span.end : end]
        if '"' in after and before.count('"') % 2 == 1:
            return True
        if not any(mark in after for mark in CLOSING):
            return False
        return sum(map(before.count, OPENING)) > sum(map(before.count, CLOSING))

    def _short_line(self, span: Span) -> bool:
        """Whether the line is no sentence: short, and no full stop at its end."""
        line = self._line(span).strip()
        if HEADING.match(line):
            return True
        return len(line) < 60 and not line.endswith((".", "!", "?", ":", "”", '"'))

    def _columns(self, span: Span) -> bool:
        line = self._line(span)
        return line.count("|") >= 2 or line.count("\t") >= 2

    def _short_lines(self, span: Span) -> bool:
        """Whether the line and its neighbours are short, as in verse or lists."""
        text = self.document.text
        start = max(0, span.start - FAR)
        lines = text[start : span.end + FAR].split("\n")
        here = text.count("\n", start, span.start)
        around = [line.strip() for line in lines[max(0, here - 2) : here + 3]]
        return len(around) >= 3 and all(len(line) < 60 for line in around)


# Where there is one finding, there are more: several rules ask for the same line.
@lru_cache(256)
def _is_code(line: str) -> bool:
    """Whether a line is one of a program, or has a part that no sentence has."""
    if CODE_LINE.match(line):
        return True
    return any(mark in line for mark in CODE_MARKS) and bool(CODE_PART.search(line))
