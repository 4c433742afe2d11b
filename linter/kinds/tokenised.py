"""Kind ``tokenised``: a document that still is as its tokeniser left it.

No keys. Where most commas and full stops stand apart from their words, each
space that detokenising takes out is a match. A line is only touched when it is
proved: tokenising the new line must give the tokens of the old one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys
from linter.lazy import pattern
from linter.model import Document, Span
from linter.nouns import Noun

APART = pattern(r"(?<=[\w)\]\"'%]) [,.](?=\s|$)(?! \.)")
# Behind it stands white space, of which there are many kinds beyond ASCII.
EDGE = r"[0-9A-Za-z_)\]\"'%\x{80}-\x{10ffff}] [,.](?:[^!-~]|$)"
CLOSE = pattern(r"(?<=\w)[,.](?=\s|$)")
# So many marks apart, and more than as many as are not: people do not do that.
FEWEST = 3
LEFTWARD = pattern(r"[,.;:!?)\]}%”’]+$|(?:['’](?:s|re|ve|ll|d|m|t)|n['’]t)$", re.I)
RIGHTWARD = pattern(r"[(\[{“‘$£€]+$")
NUMBER = pattern(r"\d[\d.,]*$")
TOKEN = pattern(
    r"\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m|t)\b|\w+|[^\w\s]",
    re.IGNORECASE,
)
# How Moses and the Penn Treebank part "don't": "don 't", "do n't".
MOSES_NEGATION = pattern(r"(?<=n) (?=['’]t\b)", re.IGNORECASE)


class Tokenised(Noun):
    """Spaces that a tokeniser put in, in documents that are full of them."""

    anchors: tuple[Anchor, ...] = (Anchor(EDGE, 3),)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield every space to take out; if none is sure, the first mark."""
        text = document.text
        apart = sum(1 for _ in _marks_apart(text, regions))
        if apart < FEWEST:
            return
        # Nearly always there are more within the first lines.
        close = sum(1 for _ in islice(CLOSE.finditer(text), apart))
        if apart <= close:
            return
        joints = [joint for line in _lines(text) for joint in joints_of(text, line)]
        for joint in joints:
            yield Match(joint, replacement="")
        if not joints:
            yield Match(Span(*next(_marks_apart(text, regions)).span()))


def _marks_apart(text: str, regions: Sequence[Span]) -> Iterator[re.Match[str]]:
    for region in regions:
        for mark in APART.finditer(text, region.start, region.end + 4):
            if mark.start() <= region.end:
                yield mark


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line.rstrip("\r\n")))
        start += len(line)


def joints_of(text: str, line: Span) -> list[Span]:
    """Return the spaces of a line that part what belongs together.

    None where the line does not prove right when it is tokenised again.
    """
    spaces = list(re.compile(" +").finditer(text, line.start, line.end))
    words = line.of(text).split(" ")
    if len(words) != len(spaces) + 1:
        return []
    joined = [
        Span(*space.span())
        for at, space in enumerate(spaces)
        if _belong(words[at], words[at + 1], words[at + 2 : at + 3])
    ]
    joined = sorted({*joined, *_quoted(words, spaces)})
    return joined if joined and _proved(text, line, joined) else []


def _belong(left: str, right: str, beyond: Sequence[str]) -> bool:
    """Whether two neighbouring tokens are written without a space."""
    if not left or not right or ".." in (right[:2], left[-1] + right[0]):
        return False
    if right == "." and "." in beyond:
        return False
    if right in ",.:" and beyond and _one_number(left, right, beyond[0]):
        return False
    if right == "%":
        return bool(NUMBER.match(left))
    if RIGHTWARD.match(left):
        return left not in "$£€" or bool(NUMBER.match(right))
    return bool(LEFTWARD.match(right))


def _one_number(left: str, mark: str, right: str) -> bool:
    """Whether a number, or a time of day, may have been taken apart here."""
    digits = NUMBER.match(left) and NUMBER.match(right)
    return bool(digits) and (mark != "," or len(right) == 3)


def _quoted(words: Sequence[str], spaces: Sequence[re.Match[str]]) -> list[Span]:
    """Return the spaces inside pairs of straight quotation marks."""
    marks = [at for at, word in enumerate(words) if word == '"']
    if len(marks) % 2:
        return []
    opening = [Span(*spaces[at].span()) for at in marks[0::2] if at < len(spaces)]
    closing = [Span(*spaces[at - 1].span()) for at in marks[1::2]]
    return opening + closing


def _proved(text: str, line: Span, joints: Sequence[Span]) -> bool:
    """Whether tokenising the detokenised line gives the tokens it had."""
    pieces, cursor = [], line.start
    for joint in joints:
        pieces.append(text[cursor : joint.start])
        cursor = joint.end
    joined = "".join(pieces) + text[cursor : line.end]
    had = MOSES_NEGATION.sub("", line.of(text))
    return TOKEN.findall(joined) == TOKEN.findall(had)


def build(table: Table, lexicon: OpenLexicon) -> Tokenised:
    """Return the matcher; the table has no keys."""
    check_keys(table, ("kind",))
    return Tokenised()
