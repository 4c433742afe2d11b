"""Kind ``titles``: the title of a treaty, charter, initiative or "Year of …", garbled.

Keys: ``compare``, what a title is held against: ``registry``, the titles of a
word list, or ``document``, the other titles of the document; ``registry`` and
``parties`` name the word lists (`wording` says how titles compare). Columns of
the registry: title, parties, years, other accepted forms, source; several
values of one column are parted by semicolons.

Garbled is a title that has all the words of another in another order or form,
or a party in their midst. One that is shorter or longer, or differs in small
words, hyphens or American spelling, is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from linter.kinds import Anchor, Match, OpenLexicon, Table, TableError
from linter.kinds import check_keys, text_of
from linter.kinds.wording import HEAD, SMALL, Marker, Shape, Wording, opens
from linter.kinds.wording import closed, party_marker, phrased, worded
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span

COMPARISONS = ("registry", "document")
# How far before its head a title may start, in characters and in words.
REACH, MOST_BEFORE, MOST_BEHIND = 120, 8, 30
CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z\d(](?:[\w’'/()–-]*[\w)])?)"
SMALL_WORD = f"(?:{'|'.join(sorted(SMALL | {'including'}))})"
BEFORE = re.compile(
    rf"(?<![\w’'–-]){CAPITAL}[ \n](?:(?:{CAPITAL}|and|of|for|on|the)[ \n])*\Z"
)
BEHIND = re.compile(
    rf"(?:,?[ \n](?:{SMALL_WORD}[ \n]){{0,4}}{CAPITAL}){{1,{MOST_BEHIND}}}"
)
NEXT_TITLE = re.compile(rf",?[ \n]and[ \n](?:the[ \n])?{HEAD.pattern}")
TOKEN = re.compile(r"[^ \n,]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A head in a text, and where the words in capitals around it start and end."""

    text: str
    head: Span
    start: int
    end: int

    def opening(self, end: int, mark: Marker) -> Wording:
        """Return the wording with what follows: "Treaty on Open Skies"."""
        left = self.text[self.start : self.head.start]
        return phrased(self._head, left, self.text[self.head.end : end], mark)

    def closing(self, start: int, mark: Marker) -> Wording:
        """Return the wording with what precedes: "Open Skies Treaty"."""
        return closed(self._head, self.text[start : self.head.start], mark)

    def start_with_parties(self, mark: Marker) -> int:
        """Return where the parties before the head start, or else the head."""
        for token in TOKEN.finditer(self.text, self.start, self.head.start):
            if "@" in mark(token[0].lower()):
                return token.start()
        return self.head.start

    @property
    def _head(self) -> str:
        return self.head.of(self.text)


def mentions_in(text: str, regions: Sequence[Span]) -> Iterator[Mention]:
    """Yield every head in ``regions`` that has a word in capitals beside it."""
    for region in regions:
        for head in HEAD.finditer(text, region.start, region.end):
            before = BEFORE.search(text, max(0, head.start() - REACH), head.start())
            behind = BEHIND.match(text, head.end())
            start = before.start() if before else head.start()
            end = behind.end() if behind else head.end()
            if behind and (further := NEXT_TITLE.search(text, head.end(), end)):
                end = further.start()
            yield Mention(text, Span(*head.span()), start, end)


@dataclass(frozen=True)
class Registered:
    """A title of the registry, with all its accepted forms."""

    title: str
    shorts: tuple[str, ...]
    source: str
    bilateral: bool
    years: frozenset[str]
    forms: tuple[Wording, ...]

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties that any form names."""
        return frozenset(party for form in self.forms for party in form.parties)

    @cached_property
    def befores(self) -> frozenset[str]:
        """How the parties may stand before the head."""
        return frozenset(form.before for form in self.forms) - {""}

    def fits(self, wording: Wording) -> bool:
        """Whether neither parties nor years tell the two apart."""
        if wording.years and self.years and not wording.years & self.years:
            return False
        if self.bilateral:
            return wording.parties in (frozenset(), self.parties)
        return wording.parties <= self.parties

    def accepts(self, wording: Wording) -> bool:
        """Whether the title may be worded so."""
        if wording.shape is Shape.BARE:
            return False
        if wording.before and self.befores and wording.before not in self.befores:
            return False
        return any(form.words == wording.words for form in self.forms)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mention turned out to be: a registered title, worded right or not."""

    registered: Registered
    span: Span
    right: bool


@dataclass(frozen=True)
class Registry:
    """The registered titles, found by their head and the stems of their words."""

    titles: Lexicon
    mark: Marker

    @cached_property
    def index(self) -> dict[tuple[str, frozenset[str]], list[Registered]]:
        """The titles by head and key; one word alone says too little."""
        index: dict[tuple[str, frozenset[str]], list[Registered]] = defaultdict(list)
        for row in self.titles:
            registered = self._registered(*row)
            for at in {(f.head, f.key) for f in registered.forms if len(f.key) > 1}:
                index[at].append(registered)
        return index

    @cached_property
    def keys(self) -> dict[str, list[frozenset[str]]]:
        """The keys of each head."""
        keys = defaultdict(list)
        for head, key in self.index:
            keys[head].append(key)
        return keys

    def _registered(
        self, title: str, parties: str, years: str, forms: str, source: str
    ) -> Registered:
        shorts = tuple(form for form in forms.split(";") if form)
        return Registered(
            title,
            shorts,
            source,
            bool(parties),
            frozenset(year for year in years.split(";") if year),
            tuple(worded(form, self.mark) for form in (title, *shorts)),
        )

    def judge(self, mention: Mention) -> Verdict | None:
        """Say which registered title a mention is; the longest garbled, or a right one."""
        garbled = None
        for wording, span in self._parts(mention):
            for registered in self.index.get((wording.head, wording.key), ()):
                if registered.fits(wording):
                    if registered.accepts(wording):
                        return Verdict(registered, span, right=True)
                    if wording.parties or not registered.bilateral:
                        garbled = garbled or Verdict(registered, span, right=False)
        return garbled

    def _parts(self, mention: Mention) -> Iterator[tuple[Wording, Span]]:
        """Yield the wordings a mention may have, longest first, and where they are."""
        text, head = mention.text, mention.head
        if self._known_in(mention.opening(mention.end, self.mark)):
            start = mention.start_with_parties(self.mark)
            tokens = [*TOKEN.finditer(text, head.end, mention.end)]
            for token in reversed(tokens):
                if token[0] not in SMALL:
                    wording = mention.opening(token.end(), self.mark)
                    yield wording, Span(start, token.end())
        if self._known_in(mention.closing(mention.start, self.mark)):
            for token in [*TOKEN.finditer(text, mention.start, head.start)][-MOST_BEFORE:]:
                if token[0] not in SMALL:
                    wording = mention.closing(token.start(), self.mark)
                    yield wording, Span(token.start(), head.end)

    def _known_in(self, wording: Wording) -> bool:
        """Whether some registered title could be among the words."""
        return any(key <= wording.key for key in self.keys.get(wording.head, ()))


@dataclass(frozen=True)
class Titles:
    """Titles held against a registry, or against each other."""

    compare: str
    registry: Registry

    anchors = (Anchor(HEAD.pattern, REACH + 12),)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the garbled titles, in text order."""
        mentions = list(mentions_in(document.text, regions))
        if self.compare == "registry":
            found = list(self._unlike_registered(mentions))
        else:
            found = list(self._unlike_others(mentions))
        yield from sorted(found, key=lambda match: match.span)

    def _unlike_registered(self, mentions: Sequence[Mention]) -> Iterator[Match]:
        """Yield titles that are garbled forms of registered ones."""
        named: set[str] = set()
        for mention in mentions:
            if verdict := self.registry.judge(mention):
                title = verdict.registered.title
                if not verdict.right:
                    yield _match_registered(verdict, again=title in named)
                named.add(title)
