"""Where the sentences of a document are, near enough to send them one by one.

A cut too many makes a proofreader complain of half a sentence, so there are few:
between a mark and a capital or a figure, but not after an abbreviation; at empty
lines and list items; and at the end of a line that is not wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.engine.zones import HEADING, LIST_ITEM, Zone, Zones
from linter.lazy import pattern
from linter.model import Document, Span

# Longer ones are cut at a space: what is never a sentence must not end a run.
LONGEST = 1500
# A line that has been wrapped is about as long as these, and so are its fellows.
WRAPPED = range(45, 125)
MARK = pattern(r"[.!?…]+[\"'”’»)\]]*(?=(\s+)[\"'“‘«(\[]*(\w))|[。！？]+[」』”]?")
LAST_WORD = pattern(r"[\w.&’'-]+$")
ABBREVIATED = frozenset(
    "mr mrs ms dr prof st no nos vs etc gen col sen rep rev gov capt lt sgt maj hon"
    " pres jr sr inc ltd co corp cf ca e.g i.e al fig art vol pp p ed eds approx dept"
    " est jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# What is not sent: there is no prose in it.
LEFT_OUT = (Zone.CODE, Zone.FRONT_MATTER, Zone.TABLE)


def sentences(document: Document) -> list[Span]:
    """Return the sentences of a document that are prose, in order, without ends."""
    zones = Zones(document)
    return [
        sentence
        for block in _blocks(document.text)
        for sentence in _sentences_in(document.text, block)
        if not any(zones.holds(zone, sentence) for zone in LEFT_OUT)
        or not _wholly_left_out(zones, sentence)
    ]


def _wholly_left_out(zones: Zones, sentence: Span) -> bool:
    ends = (
        Span(sentence.start, sentence.start + 1),
        Span(sentence.end - 1, sentence.end),
    )
    return any(all(zones.holds(zone, end) for end in ends) for zone in LEFT_OUT)


def _blocks(text: str) -> Iterator[Span]:
    """Yield stretches of lines that run on."""
    start, before = 0, ""
    for line in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        here = line[0].strip()
        if not here or not _runs_on(before, here):
            if start < line.start():
                yield Span(start, line.start())
            start = line.start()
        before = here
    if start < len(text):
        yield Span(start, len(text))


def _runs_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    if LIST_ITEM.match(line) or HEADING.match(line) or line[0] in "|>#":
        return False
    return len(before) in WRAPPED and len(line) < WRAPPED.stop


def _sentences_in(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for mark in MARK.finditer(text, block.start, block.end):
        if _ends_here(text, mark):
            yield from _fitting(text, start, mark.end())
            start = mark.end()
    yield from _fitting(text, start, block.end)


def _ends_here(text: str, mark: re.Match[str]) -> bool:
    following = mark[2]
    if following is None:
        return True
    if not (following.isupper() or following.isdigit() or not following.islower()):
        return False
    word = LAST_WORD.search(text[max(0, mark.start() - 30) : mark.start()])
    if word is None or not mark[0].startswith(".") or mark[0].startswith(".."):
        return True
    last = word[0].lower()
    # An initial ("J. Smith"), or a dotted name ("the U.S. Senate").
    return not (len(last) == 1 or "." in last or last in ABBREVIATED)


def _fitting(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence without white space around it, in pieces if it is long."""
    while start < end:
        stop = end
        if end - start > LONGEST:
            stop = text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        piece = text[start:stop]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield Span(start + left, start + left + len(piece.strip()))
        start = stop
