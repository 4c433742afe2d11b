"""The nouns of mtlint: what is read, what is found, what is changed.

Offsets are code points of the document's text exactly as it was decoded:
nothing is normalised, stripped or padded before it is counted.

What a run makes by the thousand are named tuples, all else is a `Noun`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path, PurePath
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


class Example(NamedTuple):
    """A text that comes with a rule: found (bad), left alone (good), or missed.

    ``documents`` are the texts of the other documents of a corpus, for a rule
    that compares documents.
    """

    text: str
    fixed: str | None = None
    note: str = ""
    format: Format = Format.PLAIN
    documents: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """The text as a document to scan."""
        return Document(self.text, format=self.format)


class Texts(NamedTuple):
    """The texts of a rule: they prove it, and explain it."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    missed: tuple[Example, ...] = ()


class FixTemplate(NamedTuple):
    """How a rule mends what it found.

    ``targets`` are the named parts of the match to edit (empty: all of it).
    The new text is ``replace`` with ``{name}`` filled in, or what the named
    ``transform`` makes of the old text, or, if both are ``None``, the
    replacement that the matching algorithm offers. A fix that is ``checked`` is
    only shown where, made, it leaves a sentence in which another rule finds
    something.
    """

    safety: Safety
    targets: tuple[str, ...] = ()
    replace: str | None = None
    transform: str | None = None
    checked: bool = False


class Near(NamedTuple):
    """What must be found near by for a rule to look at all.

    ``rules`` are ids; a finding of one of them opens ``lines`` lines before and
    behind it. ``witnesses`` are these rules themselves: they are asked even where
    they are not chosen, so that a rule finds the same in any company.
    """

    rules: tuple[str, ...]
    lines: int
    witnesses: tuple[Rule, ...] = ()


class HouseStyle(NamedTuple):
    """How a corpus owner wants names or titles.

    ``canonical`` are the forms to write, each with other names of the same thing;
    ``accepted`` ones are never reported; ``forbidden`` ones always, with what to
    write instead. ``file`` says more of the same.
    """

    canonical: Mapping[str, tuple[str, ...]] = {}
    accepted: tuple[str, ...] = ()
    forbidden: Mapping[str, str] = {}
    file: Path | None = None


NO_STYLE = HouseStyle()


class Rule(Noun):
    """One kind of artifact, as its rule file tells it.

    ``match`` is the table the rule's kind reads; ``lexicon`` opens a word list
    of the rule's pack by name, ``read_texts`` reads the rule's own texts, which
    a scan has no use for. ``languages`` are the languages of text the rule
    is meant for (empty: any). A rule that reports ``once`` makes one finding of
    all its places in a document. One that has ``near`` looks only near findings
    of other rules. What it reports obeys ``house``, if there is one.
    It is silent where one of the rules in ``yields_to`` finds something that
    overlaps. ``evidence`` is what its findings say of the document as a whole.
    """

    id: str
    summary: str
    message: str
    severity: Severity
    kind: str
    match: dict[str, object]
    unless: tuple[str, ...] = ()
    fix: FixTemplate | None = None
    why: str = ""
    languages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    since: str = ""
    enabled: bool = True
    once: bool = False
    near: Near | None = None
    yields_to: tuple[str, ...] = ()
    evidence: Evidence | None = None
    source: str = ""
    house: HouseStyle | None = None
    read_texts: Callable[[], Texts] = Texts
    lexicon: Callable[[str], object] | None = None

    def __eq__(self, other: object) -> bool:
        """Whether two say the same, wherever that is read."""
        return isinstance(other, Rule) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def _told(self) -> list[object]:
        files = ("read_texts", "lexicon")
        return [getattr(self, n) for n in self._fields if n not in files]

    @property
    def bad(self) -> tuple[Example, ...]:
        """Texts the rule finds."""
        return self.read_texts().bad

    @property
    def good(self) -> tuple[Example, ...]:
        """Near misses it leaves alone."""
        return self.read_texts().good

    @property
    def missed(self) -> tuple[Example, ...]:
        """Artifacts it is known to miss."""
        return self.read_texts().missed

    @property
    def compares(self) -> bool:
        """Whether it compares documents, and finds nothing in one alone."""
        return self.kind == "consistency"

    @property
    def pack(self) -> str:
        """The folder the rule belongs to."""
        return self.id.rpartition("/")[0]
