"""Kind ``organisations``: the name of an international organisation, garbled.

Key ``registry``, a word list of organisations: English name; other accepted
names; wrong names in other words; acronyms in English, French, German, Spanish
and Russian; source. Several values of a column are parted by semicolons.

Garbled is a name that has all the words of another in another order or form
("World Organization of Health"), or stands among the wrong ones. One that
differs in small words, hyphens or American spelling is not, and neither is one
that only has its head behind the rest ("African Unity Organization").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations, starmap
from typing import NamedTuple

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    check_keys,
    text_of,
)
from linter.kinds.stems import stem
from linter.kinds.wording import SMALL, compared
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span
from linter.nouns import Noun

_CAPITAL = r"[A-Z][\w’'-]*\w|UN|EU"
_LINK = r"(?:(?:and(?! the )|for|in|of|on|the|to|with|without|against) ){0,3}"
# Behind "and the" another name starts.
_RUN = pattern(rf"(?<![\w-])(?:{_CAPITAL})(?:(?:,(?! the ))? {_LINK}(?:{_CAPITAL}))+")
_WORD = pattern(_CAPITAL)
_LETTERS = pattern(r"[^\W\d_]+")
# By so many letters most words are told to be in no name of the list.
START = 4
# Behind the name of one body, what another one is for: it has a longer name.
_LONGER = pattern(r" (?:against|for|of|on) (?:the )?(?=[A-Z])")
REACH = 120
# Two words say too little: the European Council is not the Council of Europe.
FEWEST = 3
_HEADS = (
    "Agency Area Assembly Association Authority Bank Board Commission Committee"
    " Community Conference Cooperation Corporation Council Court Facility Federation"
    " Force Forum Fund Group Movement Office Organisation Organization Panel Program"
    " Programme System Tribunal Union"
).split()


class Organisation(NamedTuple):
    """A row of the registry."""

    name: str
    accepted: tuple[str, ...]
    wrong: tuple[str, ...]
    acronyms: tuple[str, ...]
    foreign: frozenset[str]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names it may go by."""
        return (self.name, *self.accepted)


@lru_cache(8)
def organisations_of(registry: Lexicon) -> tuple[Organisation, ...]:
    """Return the organisations of a word list, read once for all that ask.

    ``foreign`` are the acronyms of other languages that English does not use.
    """
    return tuple(starmap(_organisation, registry))


def _organisation(
    name: str, accepted: str, wrong: str, english: str, *others: str
) -> Organisation:
    *languages, source = others
    acronyms = _values(english)
    foreign = {one for column in languages for one in _values(column)}
    return Organisation(
        name,
        _values(accepted),
        _values(wrong),
        acronyms,
        frozenset(foreign - set(acronyms)),
        source,
    )


def _values(column: str) -> tuple[str, ...]:
    return tuple(column.split(";")) if column else ()


class Organisations(Noun):
    """Names held against a registry of organisations."""

    registry: Lexicon

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The wrong names, and two words in an order that no right name has."""
        organisations = list(organisations_of(self.registry))
        wrong = [Anchor(w, len(w) + 1, True) for o in organisations for w in o.wrong]
        turned: dict[str, set[str]] = defaultdict(set)
        for one in organisations:
            for word, earlier in _turned(one):
                turned[word].add(earlier)
        pairs = starmap(_expression, sorted(turned.items()))
        return (*wrong, *(Anchor(pair, REACH) for pair in pairs))

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the garbled names, in text order; the first one stands in full."""
        named: set[str] = set()
        text, cursor = document.text, 0
        for region in regions:
            start = max(cursor, region.start - REACH)
            for run in _RUN.finditer(text, start, region.end + REACH):
                if run.start() > region.end:
                    break
                cursor = run.end()
                for span, organisation in self._garbled(text, Span(*run.span())):
                    yield _match(span, organisation, organisation.name in named)
                    named.add(organisation.name)

    def _garbled(self, text: str, run: Span) -> Iterator[tuple[Span, Organisation]]:
        """Yield the garbled names among words in capitals, the longest first."""
        words = [
            Span(*word.span())
            for word in _WORD.finditer(text, run.start, run.end)
            if word[0].lower() not in SMALL
        ]
        known = [self._may_be_named(word.of(text)) for word in words]
        first = 0
        while first < len(words):
            span = found = None
            end = min(len(words), first + self._longest)
            end = next((i for i in range(first, end) if not known[i]), end)
            for last in range(end - 1, first, -1):
                span = Span(words[first].start, words[last].end)
                found = self._remembered(span.of(text))
                if found:
                    break
            if not found or not span:
                first += 1
                continue
            if found[1] and not _LONGER.match(text, span.end):
                yield span, found[0]
            first = next((i for i, w in enumerate(words) if w.start >= span.end), 99)

    @cached_property
    def _remembered(self) -> Callable[[str], tuple[Organisation, bool] | None]:
        """Which organisation a text names: a corpus names few, again and again."""
        return lru_cache(1 << 12)(self._named)

    def _named(self, text: str) -> tuple[Organisation, bool] | None:
        """Return which organisation a text names, and whether it is garbled."""
        wrong = self._wrong.get(text)
        if wrong:
            return wrong, True
        words = compared(text)
        for one, forms in self._by_key.get(_key(words), ()):
            # With the end of a word gone wrong, the order is still right.
            if words in forms or any(_stems(words) == _stems(form) for form in forms):
                return one, False
            if len(words) >= FEWEST:
                return one, True
        return None

    @cached_property
    def _wrong(self) -> Mapping[str, Organisation]:
        every = organisations_of(self.registry)
        return {name: one for one in every for name in one.wrong}

    @cached_property
    def _by_key(
        self,
    ) -> Mapping[tuple[str, ...], list[tuple[Organisation, set[tuple[str, ...]]]]]:
        """Organisations by the words of a name, with all forms that are right."""
        index = defaultdict(list)
        for one in organisations_of(self.registry):
            forms = {form for name in one.names for form in _forms(compared(name))}
            for key in {_key(form) for form in forms}:
                index[key].append((one, forms))
        return index

    def _may_be_named(self, word: str) -> bool:
        """Whether a word may stand in some name: most words in capitals do not."""
        return word[:START].lower() in self._starts or not word.isalpha()

    @cached_property
    def _starts(self) -> frozenset[str]:
        """How the words of all names begin."""
        every = organisations_of(self.registry)
        names = (name for one in every for name in (*one.names, *one.wrong))
        words = (word for name in names for word in _LETTERS.findall(name.lower()))
        return frozenset(word[:START] for word in words)

    @cached_property
    def _longest(self) -> int:
        """How many words in capitals a name has at most."""
        every = organisations_of(self.registry)
        return max(len(_WORD.findall(n)) for o in every for n in (*o.names, *o.wrong))


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stems of words in an order of their own.

    >>> _key(("world", "health", "organization"))
    ('health', 'organi', 'world')
    """
    return tuple(sorted(_stems(words)))


def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(stem, words))


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield how a name may be worded: as it is, or its first head at the end."""
    yield words
    if words and words[0].capitalize() in _HEADS:
        yield (*words[1:], words[0])


def _turned(organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Yield two words of a name each, the later one first."""
    for name in organisation.names:
        words = [w for w in _WORD.findall(name) if w not in SMALL]
        if len(words) >= FEWEST:
            yield from ((later, word) for word, later in combinations(words, 2))


def _expression(word: str, others: set[str]) -> str:
    """Return an expression for two words that have changed places.

    A small word may come between where the first one is a head.
    """
    behind = "|".join(sorted({_any_form(other) for other in others - {word}}))
    between = "(?:(?:of|for|on) )?(?:the )?" if word in _HEADS else ""
    return rf"\b{_any_form(word)} {between}(?:{behind})\b"


def _any_form(word: str) -> str:
    r"""Return an expression for a word, its other forms and spellings: Africa, African.

    >>> _any_form("African"), _any_form("Bank")
    ('Africa\\w*', 'Banks?')
    """
    shared = stem(word.lower())
    if len(shared) < len(word) and word.lower().startswith(shared):
        return rf"{re.escape(word[: len(shared)])}\w*"
    return f"{re.escape(word)}s?"


def _match(span: Span, organisation: Organisation, again: bool) -> Match:
    """Return the match of a garbled name; a later one may have the short form."""
    acronyms = organisation.acronyms
    name = acronyms[0] if again and acronyms else organisation.name
    evidence = f"English name: {organisation.name} ({organisation.source})"
    return Match(
        span,
        values={"name": name},
        replacement=name,
        safety=Safety.SUGGESTED,
        related=(Related(evidence),),
    )


def build(table: Table, lexicon: OpenLexicon) -> Organisations:
    """Return the finder of garbled names that ``table`` describes."""
    check_keys(table, ("kind", "registry"))
    return Organisations(lexicon(text_of(table, "registry")))
