"""Registered titles: which of them a mention is, and whether it is worded right.

Columns of the list: official title; parties, if it is between two; dates, as
2001-07-16 or less of it; other accepted forms; acronyms; source. Several values
of a column are parted by semicolons. A form without a head ("Treaty", "Year
of", …) is never met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from linter.kinds.heads import TOKEN, Mention
from linter.kinds.parties import Marker, party_marker
from linter.kinds.stems import heads_like, like_head
from linter.kinds.wording import (
    HEAD,
    SMALL,
    Shape,
    Wording,
    worded,
)
from linter.lexicon import Lexicon
from linter.model import Span
from linter.nouns import Noun

MOST_BEFORE = 8
OWN = "house style"
# An "Agreement on Open Skies" need not be the Treaty on Open Skies; with so many
# words in common, a title with another head is the same.
WORDS_WITHOUT_HEAD = 3
# How long a short form of a title may be, as a part of it.
SHORT = 2 / 3


class Registered(Noun):
    """A registered title with all its accepted forms."""

    title: str
    accepted: tuple[str, ...]
    source: str
    bilateral: bool
    years: frozenset[str]
    forms: tuple[Wording, ...]

    @cached_property
    def short(self) -> str:
        """The first accepted form if it is much shorter, else the title.

        Of two names that are as long as each other, the other one would surprise.
        """
        most = len(self.title) * SHORT
        first = self.accepted[0] if self.accepted else self.title
        return first if len(first) <= most else self.title

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties that any form names."""
        return frozenset(party for form in self.forms for party in form.parties)

    @cached_property
    def befores(self) -> frozenset[str]:
        """How parties may be written before the head."""
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
        return any(
            form.head == wording.head and form.words == wording.words
            for form in self.forms
        )

    @cached_property
    def openers(self) -> frozenset[str]:
        """The words some form has before its head, in small letters."""
        texts = (self.title, *self.accepted)
        before = (
            HEAD.split(text, maxsplit=1)[0] for text in texts if HEAD.search(text)
        )
        return frozenset(word.lower() for text in before for word in text.split())

    def start_in(self, mention: Mention) -> int:
        """Return where the title starts in a mention: "International Covenant on …"."""
        start = mention.head.start
        for token in reversed(_tokens(mention.text, mention.start, start)):
            if token.of(mention.text).lower() not in self.openers:
                break
            start = token.start
        return start

    def is_garbled_by(self, wording: Wording) -> bool:
        """Whether a wording that is not accepted is meant for this title.

        It must have all the words of the title in full, for short forms are
        shared by many. People turn "Convention on the Rights of the Child" into
        "Child Rights Convention": the head must stand where it stands there, or
        lack the word that joins it. And a treaty of two states is not known by
        its words alone.
        """
        if self.bilateral and not wording.parties:
            return False
        full = self.forms[0]
        if full.head != wording.head and len(full.key) < WORDS_WITHOUT_HEAD:
            return False
        return full.key == wording.key and wording.shape in (full.shape, Shape.BARE)


class Verdict(Noun):
    """Which registered title a mention is, where, and whether it is worded right."""

    registered: Registered
    span: Span
    right: bool


class Registry(Noun, eq=False):
    """The registered titles, found by their head and the stems of their words."""

    titles: Lexicon
    mark: Marker
    more: tuple[str, ...] = ()

    def of_head(self, head: str) -> Mapping[frozenset[str], list[Registered]]:
        """Return the titles with such a head by key; one word would say too little.

        Only what may have the head is read: a text has few, and reading all
        titles takes longer than checking a short text.
        """
        head = like_head(head)
        if head not in self._by_head:
            index: dict[frozenset[str], list[Registered]] = defaultdict(list)
            starts = tuple(like[:5] for like in heads_like(head))
            for row in (*self._further, *self.titles):
                forms = f"{row[0]};{row[3]}".lower()
                if any(start in forms for start in starts):
                    registered = self._registered(*row)
                    alike = (f for f in registered.forms if like_head(f.head) == head)
                    for key in {form.key for form in alike}:
                        if len(key) > 1:
                            index[key].append(registered)
            self._by_head[head] = index
        return self._by_head[head]

    @cached_property
    def _by_head(self) -> dict[str, dict[frozenset[str], list[Registered]]]:
        return {}

    @cached_property
    def _further(self) -> tuple[tuple[str, ...], ...]:
        """Rows for the titles that are no part of the list."""
        return tuple(
            (title, ";".join(worded(title, self.mark).parties), "", "", "", OWN)
            for title in self.more
            if HEAD.search(title)
        )

    def _registered(
        self,
        title: str,
        parties: str,
        dates: str,
        shorts: str,
        acronyms: str,
        source: str,
    ) -> Registered:
        accepted = values_of(shorts)
        return Registered(
            title,
            accepted,
            source,
            bool(parties),
            frozenset(date[:4] for date in values_of(dates)),
            tuple(
                worded(form, self.mark)
                for form in (title, *accepted)
                if HEAD.search(form)
            ),
        )

    def judge(self, mention: Mention) -> Verdict | None:
        """Return which title a mention is: a right one, else the longest garbled."""
        garbled = None
        for wording, span in self._parts(mention):
            for registered in self.of_head(wording.head).get(wording.key, ()):
                if not registered.fits(wording):
                    continue
                if registered.accepts(wording):
                    return Verdict(registered, span, right=True)
                if garbled is None and registered.is_garbled_by(wording):
                    start = min(span.start, registered.start_in(mention))
                    garbled = Verdict(registered, Span(start, span.end), right=False)
        return garbled

    def _parts(self, mention: Mention) -> Iterator[tuple[Wording, Span]]:
        """Yield the wordings a mention may have, longest first, and their places."""
        head, mark = mention.head, self.mark
        behind, before = mention.end > head.end, mention.start < head.start
        if behind and self._has_key(mention.opening(mention.end, mark)):
            start = mention.start_with_parties(mark)
            for token in reversed(_tokens(mention.text, head.end, mention.end)):
                yield mention.opening(token.end, mark), Span(start, token.end)
        if before and self._has_key(mention.closing(mention.start, mark)):
            for token in _tokens(mention.text, mention.start, head.start)[
                -MOST_BEFORE:
            ]:
                yield mention.closing(token.start, mark), Span(token.start, head.end)

    def _has_key(self, wording: Wording) -> bool:
        """Whether the words hold all those of some registered title."""
        words = wording.key
        return len(words) > 1 and any(map(words.issuperset, self.of_head(wording.head)))


@lru_cache(8)
def registry_of(titles: Lexicon, parties: Lexicon, more: tuple[str, ...]) -> Registry:
    """Return the registry of two lists, the same for all rules that name them."""
    return Registry(titles, party_marker(parties), more)


def values_of(column: str) -> tuple[str, ...]:
    """Return the values of a column that may hold several, or none."""
    return tuple(column.split(";")) if column else ()


def _tokens(text: str, start: int, end: int) -> list[Span]:
    """Return where the words are, but for small ones."""
    return [
        Span(*token.span())
        for token in TOKEN.finditer(text, start, end)
        if token[0] not in SMALL
    ]
