"""Kind ``places``: a place by a name that English does not use for it.

Key ``names``, a word list: the name as it is written, what English says in its
place (of several, parted by semicolons, the one that the document has most, else
the first; an article in front is written where none stands), the language, and
``anywhere`` or ``placed``: the latter is only found behind "in", "from" or "to".

Not found is what is part of another name ("Universität Wien", "Moskau Street"),
of an address or a title page ("1010 Wien", "Wien: Springer"), or stands alone in
brackets or quotation marks. ``{name}`` is the English name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys, text_of
from linter.kinds.persons import is_mentioned, is_whole
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span
from linter.nouns import Noun

# Room for an article.
REACH = 5
ARTICLE = pattern(r"(?<!\w)[Tt]he[ \u00a0\n]\Z")
PLACED = pattern(
    r"(?<!\w)(?:[Aa]round|[Ff]rom|[Ii]n|[Ii]nto|[Nn]ear|[Oo]utside|[Tt]hrough|[Tt]o"
    r"|[Tt]owards?|[Vv]ia|[Vv]isit(?:ed|ing|s)?)[ \u00a0\n](?:the[ \u00a0\n])?\Z"
)
BEFORE = pattern(r"(?<![\w’'-])([^\W\d_][\w’'-]*|\d+)[ \u00a0\n]\Z")
# A capital behind, unless a sentence, a day or a month starts there.
BEHIND = pattern(
    r"[ \u00a0\n](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March"
    r"|April|May\b|June|July|August|September|October|November|December|I\b)[^\W\d_a-zß-ÿ]"
    r"|: ?[A-Z]|, \d{4}|-[^\W\d_a-zß-ÿ]"
    r"|[ ](?:cake|cat|curry|duck|man|mix|opera|pepper)\b"
)
# What stands with a capital at the start of a sentence, before the name of a place.
OPENERS = frozenset(
    """
    After Against All Although And As At Because Before Between But By Central
    Concerning During Eastern For From Greater How If In Inside Into Like Modern
    Near Neither Northern Of Off On Once Only Or Out Outside Over Since So Southern
    That The Then There Through To Today Toward Towards Under Until Via Was Western
    What When Where Whether While Why Will With Within Without Yet
    """.split()
)


# What is called after places, and has its name behind it.
THINGS = frozenset(
    """
    album band boat bookshop brand café cafe cinema club company cruiser destroyer film
    horse hotel liner magazine movie newspaper novel opera restaurant ship song steamer
    vessel yacht
    """.split()
)


class Place(NamedTuple):
    """A row of the names."""

    name: str
    english: str
    language: str
    where: str

    @property
    def forms(self) -> list[str]:
        """What English may call it, the usual form first."""
        return self.english.split(";")


class Places(Noun):
    """Places, as English and as others call them."""

    names: Lexicon

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """What place is meant by a name."""
        return {row[0]: Place(*row) for row in self.names}

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The names; those that are parts of common words, only as words."""
        # A cache of the anchors is to have the code of the expression.
        _ = self._expression
        return tuple(
            Anchor(rf"\b{re.escape(name)}\b", len(name))
            if place.where == "placed" and name.isascii()
            else Anchor(name, len(name), literal=True)
            for name, place in self.places.items()
        )

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        """Any of the names, the longest first."""
        ordered = sorted(self.places, key=lambda name: (-len(name), name))
        return pattern(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the places that are no part of another name, in text order."""
        text, cursor = document.text, 0
        english = dict[Place, str]()
        for region in regions:
            start, end = max(cursor, region.start), region.end + self._longest
            for found in self._expression.finditer(text, start, end):
                span = Span(*found.span())
                if span.start > region.end:
                    break
                cursor = span.end
                place = self.places[found[0]]
                if _stands_alone(text, span, place):
                    if place not in english:
                        english[place] = max(place.forms, key=text.count)
                    yield _match(text, span, place.language, english[place])

    @cached_property
    def _longest(self) -> int:
        """How long a match may be, and one more for what stands behind it."""
        return max(map(len, self.places)) + 1


def _stands_alone(text: str, span: Span, place: Place) -> bool:
    """Whether a name is a place, and no part of a longer name."""
    if not is_whole(text, span) or is_mentioned(text, span):
        return False
    if BEHIND.match(text, span.end):
        return False
    low = max(0, span.start - 20)
    if place.where == "placed":
        return PLACED.search(text, low, span.start) is not None
    before = BEFORE.search(text, low, span.start)
    if before and before[1] in THINGS:
        return False
    return not before or before[1][0].islower() or before[1] in OPENERS


def _match(text: str, span: Span, language: str, english: str) -> Match:
    """Return the match of a name, with the article that English may want."""
    bare = english.removeprefix("the ")
    article = ARTICLE.search(text, max(0, span.start - REACH), span.start)
    new = bare if article or bare == english else _article(text, span) + bare
    return Match(
        span,
        values={"name": bare, "language": language},
        replacement=new,
        safety=Safety.SUGGESTED,
    )


def _article(text: str, span: Span) -> str:
    """Return the article as it is written at ``span``."""
    before = text[max(0, span.start - 3) : span.start].rstrip()
    return "the " if before and before[-1] not in ".!?:" else "The "


def build(table: Table, lexicon: OpenLexicon) -> Places:
    """Return the finder of places that ``table`` describes."""
    check_keys(table, ("kind", "names"))
    return Places(lexicon(text_of(table, "names")))
