"""A rule as its file tells it, and what belongs to one: texts, a fix, a house style."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from linter.model import Document, Evidence, Format, Safety, Severity
from linter.nouns import Noun


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
