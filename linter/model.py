"""The nouns of a text: what is read, what is found, what is changed.

Offsets are code points of the document's text exactly as it was decoded:
nothing is normalised, stripped or padded before it is counted.

What a run makes by the thousand are named tuples, all else is a `Noun`.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from linter.nouns import Noun


class Severity(StrEnum):
    """How sure we are that a finding is an artifact, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; a larger rank is a milder severity."""
        return _RANKS[self.value]

    def at_least(self, other: Severity) -> bool:
        """Whether this severity is as bad as ``other`` or worse."""
        return self.rank <= other.rank


class Safety(StrEnum):
    """Who may apply a fix: anyone, those who ask for it, nobody."""

    SAFE = "safe"
    SUGGESTED = "suggested"
    SHOWN = "shown"

    @property
    def rank(self) -> int:
        """0 for the safest; a larger rank is a riskier fix."""
        return _RANKS[self.value]

    def within(self, level: Safety) -> bool:
        """Whether a run that applies fixes up to ``level`` applies this one."""
        return self.rank <= level.rank


class Evidence(StrEnum):
    """What findings of a rule say of who wrote the document."""

    PROOF = "proof"
    SIGN = "sign"
    HUMAN = "human"


_RANKS = {
    str(value): rank for kind in (Severity, Safety) for rank, value in enumerate(kind)
}


class Format(StrEnum):
    """What the text of a document is written in."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class Span(Noun):
    """A half-open range of code points in one document."""

    __slots__ = ("end", "start")

    start: int
    end: int

    # Spans are made by the thousand: this takes a third of the time.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

    def __reduce__(self) -> tuple[type[Span], tuple[int, int]]:
        return Span, (self.start, self.end)

    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character, or an empty one lies inside.

        >>> Span(0, 3).overlaps(Span(3, 5)), Span(0, 3).overlaps(Span(2, 2))
        (False, True)
        """
        if self == other:
            return True
        return self.start < other.end and other.start < self.end


_set_start = Span.__dict__["start"].__set__
_set_end = Span.__dict__["end"].__set__


class Edit(NamedTuple):
    """Put ``text`` in place of a span: an empty span inserts, empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are made, or none."""

    edits: tuple[Edit, ...]
    safety: Safety


class Related(NamedTuple):
    """A piece of evidence for a finding: another spelling, a count, a place."""

    message: str
    span: Span | None = None
    path: str | None = None


class Finding(NamedTuple):
    """One place in a document where a rule sees an artifact."""

    rule: str
    span: Span
    message: str
    severity: Severity
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Document(NamedTuple):
    """One text with its origin: a file, or one record of a JSON Lines file.

    ``record`` is the record's id (or its number where it has none),
    ``record_line`` the line of the file it stands on, from 1. ``language`` is
    what the user declared, as a BCP 47 tag; ``None`` lets the text decide.
    """

    text: str
    path: PurePath | None = None
    record: str | None = None
    language: str | None = None
    format: Format = Format.PLAIN
    record_line: int | None = None
