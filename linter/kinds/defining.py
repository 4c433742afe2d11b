"""Where a text says what an acronym stands for: "World Health Organization (WHO)".

An acronym fits its expansion when its letters come in it in their order, the
first one at the start of a word. The shortest such stretch before the acronym
is its expansion, as Schwartz and Hearst found (A Simple Algorithm for
Identifying Abbreviation Definitions in Biomedical Text, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from linter.kinds import Anchor
from linter.kinds.remembering import read_once
from linter.kinds.wording import compared, stems
from linter.lazy import pattern
from linter.model import Span
from linter.nouns import Noun

# Two capitals at least, and more of them than small letters: WHO, PhD, NGOs, R&D.
ACRONYM = r"(?=[^\s()]*[A-Z][^\s()]*[A-Z])[A-Z][A-Za-z0-9&./-]{0,10}[A-Za-z0-9]\.?"
IN_BRACKETS = pattern(rf"(?<=[\w’'”\"]) \(({ACRONYM})\)")
# A scanner tells where an anchor ends; this is how far before it starts.
LONGEST = 20
BEHIND = Anchor(r" \([A-Z][A-Za-z0-9&./-]{1,12}\)", LONGEST)
_LINK = r"(?:and|for|in|of|on|the|to|&)"
_NAME = r"[A-Z][\w’'&.-]*"
# What may be the name of something, up to the bracket.
_NAMED = pattern(rf"{_NAME}(?: (?:{_LINK} ){{0,3}}{_NAME}){{1,12}}\Z")
# "Later the World Bank": what stands before the article is no part of a name.
_BEFORE_NAME = pattern(rf"(?:\w+ )?[Tt]he (?={_NAME} )")
_STOP = pattern(r"[.!?;:()\n]\s|\n")
_PLURAL = pattern(r"(?<=[A-Z\d])[’']?s\Z")
REACH = 150


class Definition(Noun):
    """An acronym, what it is said to stand for, and whether its letters say so.

    One that does not fit may be that of another language, or of something else.
    """

    text: str
    acronym: Span
    expansion: Span
    fits: bool

    @cached_property
    def short(self) -> str:
        """The acronym as written, but in the singular and without full stops."""
        return singular(self.acronym.of(self.text)).replace(".", "")

    @cached_property
    def long(self) -> str:
        """The expansion as written, on one line."""
        return " ".join(self.expansion.of(self.text).split())

    @cached_property
    def key(self) -> frozenset[str]:
        """The stems of the expansion: what two that mean the same share."""
        return stems(self.long)


def definitions_in(
    text: str, regions: Sequence[Span] | None = None
) -> tuple[Definition, ...]:
    """Return the acronyms that stand in brackets behind their expansion, in order.

    ``regions`` are where `BEHIND` occurs; all of the text if not given.
    """
    whole = [Span(0, len(text))] if regions is None else regions
    return _definitions(text, tuple(whole))


@read_once
def _definitions(text: str, regions: Sequence[Span]) -> tuple[Definition, ...]:
    found = (
        defined(text, Span(*bracket.span(1)), bracket.start())
        for region in regions
        for bracket in IN_BRACKETS.finditer(text, region.start, region.end + 1)
    )
    return tuple(filter(None, found))


def defined(text: str, acronym: Span, end: int) -> Definition | None:
    """Return what an acronym stands for, if that may be read before ``end``.

    It is the stretch that the letters fit, or else the name that stands there.
    """
    low = max(0, end - REACH)
    for stop in _STOP.finditer(text, low, end):
        low = stop.end()
    start = fitting(singular(acronym.of(text)), text, low, end)
    if start is not None:
        return Definition(text, acronym, Span(start, end), fits=True)
    named = _NAMED.search(text, low, end)
    if named and (before := _BEFORE_NAME.match(text, named.start(), end)):
        named = _NAMED.search(text, before.end(), end)
    return (
        Definition(text, acronym, Span(named.start(), end), fits=False)
        if named
        else None
    )


def fitting(acronym: str, text: str, low: int, end: int) -> int | None:
    """Return where the shortest stretch before ``end`` starts that an acronym fits.

    >>> words = "in the World Health Organization"
    >>> words[fitting("WHO", words, 0, len(words)):]
    'World Health Organization'
    >>> fitting("OMS", words, 0, len(words)) is None
    True
    """
    letters = [c for c in acronym.lower() if c.isalnum()]
    before = text[low:end].lower()
    at = len(before)
    for letter in reversed(letters[1:]):
        at = before.rfind(letter, 0, at)
        if at < 0:
            return None
    at = before.rfind(letters[0], 0, at)
    while at > 0 and before[at - 1].isalnum():
        at = before.rfind(letters[0], 0, at)
    return low + at if at >= 0 else None


def initials_of(expansion: str) -> str:
    """Return the initials of all words but small ones.

    >>> initials_of("Organization for Security and Co-operation in Europe")
    'osce'
    """
    return "".join(word[0] for word in compared(expansion) if len(word) > 1)


def singular(acronym: str) -> str:
    """Return an acronym without the ending of the plural or the possessive.

    >>> [singular(acronym) for acronym in ("NGOs", "SARS", "WHO's")]
    ['NGO', 'SARS', 'WHO']
    """
    return _PLURAL.sub("", acronym) if acronym.endswith("s") else acronym
