"""Kind ``variants``: a name spelt as in another language, beside the English form.

In one document, a form is reported that under a foreign scheme reads like a
form the document uses at least as often (`romanisation` has the schemes).

Keys, all of them names of word lists: ``known``, names as English usually
spells them, to which a fix is safe; ``ordinary``, words and names that are
never a variant; ``apart``, pairs that are two names; ``before``, titles and
other words that stand before a surname and are no given name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys, text_of
from linter.kinds.capitals import CAPITAL, has_word, names_of, places_of
from linter.kinds.remembering import Remembered
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Related, Safety, Span
from linter.naming import is_suspect as could_be_respelt
from linter.naming import may_be_one
from linter.naming.pairing import Pair, pairs_among
from linter.naming.ways import ENGLISH
from linter.nouns import Noun

# Of two English spellings, one that stands so often is a habit, and one that stands
# once a slip: people mix two habits as often as engines do.
HABIT = 2
# Words that end so are no names, but for some: Lundqvist.
ENDINGS = (
    *("able", "ance", "ances", "ence", "ences", "ical", "ism", "isms", "ist", "ists"),
    *("ity", "ly", "ment", "ments", "ness", "ologue", "ologues", "tion", "tions"),
    *("ure", "ures"),
)
NAMES_END = ("uist", "uists", "vist", "vists")
# An initial has its full stop; after any other word it ends a sentence.
_SPACE = r"(?:[ \xa0]|\n[ \t]*)"
BEFORE = pattern(rf"(?<!\w)(?:({CAPITAL})\.?|({CAPITAL}[\w’'-]+)){_SPACE}\Z")
# "Otto Lawrow, a dentist", "one Lawrow": somebody new.
NEW_BEFORE = pattern(r"\b(?:an?|one|certain|named)[ ](?:[a-z]+[ ]){0,2}\Z")
NEW_BEHIND = pattern(r",? an? ")
# What stands between the spellings of a list.
LISTED = pattern(r"(?:[\s,;/()“”\"]|\b(?:and|or)\b)+")
BEHIND = pattern(rf"{_SPACE}(?:(?:bin|ibn|ben|al|el|abu)[ -])?({CAPITAL}\w+)")

# "Isaac Newton" and "Mark Isaak" are two people.
GIVEN, SURNAME = 1, 2

# Of words beside a name no more are kept: two names are compared by each pair of them.
COMPANY = 100


class Company(NamedTuple):
    """The words with a capital directly before and behind a name."""

    before: Set[str]
    behind: Set[str]


class Places(NamedTuple):
    """Where a name stands in a document, and with whom."""

    spans: Sequence[Span]
    company: Company


Names = Mapping[str, Places]


class Variants(Noun):
    """What is known of names beforehand."""

    known: Lexicon
    ordinary: Lexicon
    apart: Lexicon
    before: Lexicon

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """None: nothing a scanner could look for is rare enough, as "ou" or "w"."""
        return ()

    def worth_a_look(self, texts: Sequence[str]) -> Iterator[int]:
        """Yield the number of each text in which two names may be one."""
        self._pairs.clear()
        for number, text in enumerate(texts):
            if pairs := self._pairs_in(text):
                self._pairs[text] = pairs
                yield number

    def _pairs_in(self, text: str) -> list[Pair]:
        """Return the names of a text that may be one, by their letters."""
        counts, is_suspect = names_of(text), self.suspected.__getitem__
        return list(pairs_among({*filter(is_suspect, counts)}, counts))

    @cached_property
    def _pairs(self) -> dict[str, list[Pair]]:
        """What was found in the texts of a batch, until each is looked through."""
        return {}

    @cached_property
    def suspected(self) -> Remembered[bool]:
        """Whether a name could be a foreign spelling."""
        return _suspected(self.ordinary.words | self.known.words)

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that are no names, and so have no variants."""
        return frozenset(word for word, what in self.ordinary if what == "word")

    @cached_property
    def two_names(self) -> frozenset[frozenset[str]]:
        """The pairs that are two names."""
        return frozenset(frozenset(row[:2]) for row in self.apart)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield every occurrence of a rare spelling, in text order."""
        text = document.text
        pairs = self._pairs.pop(text, None) or self._pairs_in(text)
        names = {name for pair in pairs for name in (pair.rare, pair.common)}
        names = {name for name in names if not has_word(text, name.lower())}
        places = {name: self._places(text, name) for name in names}
        pairs = [pair for pair in pairs if self._one_name(pair, places)]
        rare = {pair.rare for pair in pairs}
        listed = set(_listed(text, pairs, places))
        sure = {pair for pair in pairs if self._is_sure(text, pair, places)}
        found = [
            self._match(span, pair, here, places[pair.common], pair in sure)
            for pair in pairs
            if pair.common not in rare
            for span in places[pair.rare].spans
            if span not in listed and not _is_plural(text, span)
            for here in (self._company(text, [span]),)
            if not pair.kinship.borne_out
            or any(map(_shared, here, places[pair.common].company))
        ]
        yield from sorted(found, key=lambda match: match.span)

    def _places(self, text: str, name: str) -> Places:
        spans = places_of(text, name)
        return Places(spans, self._company(text, spans))

    def _one_name(self, pair: Pair, places: Names) -> bool:
        """Whether nothing in the lists or the document tells the two forms apart."""
        if frozenset((pair.rare, pair.common)) in self.two_names:
            return False
        if pair.common in self.words:
            return False
        if pair.rare not in places or pair.common not in places:
            return False
        rare, common = places[pair.rare], places[pair.common]
        if pair.kinship.scheme == ENGLISH and not _is_slip(rare, common):
            return False
        one, other = rare.company, common.company
        if pair.kinship.scheme == ENGLISH and not _is_known(one.behind, other.behind):
            # A given name, which others spell as they like.
            return False
        if {_roles(one), _roles(other)} == {GIVEN, SURNAME}:
            return False
        return all(map(_compatible, one, other))

    def _company(self, text: str, spans: Sequence[Span]) -> Company:
        """Return who stands beside a name, without the titles before it."""
        found = (BEFORE.search(text, max(0, at.start - 30), at.start) for at in spans)
        given = {one[1] or one[2] for one in found if one} - self.before.words
        found = (BEHIND.match(text, span.end) for span in spans)
        further = {one[1] for one in found if one}
        return Company(
            *(set(islice(sorted(words), COMPANY)) for words in (given, further))
        )

    def _is_sure(self, text: str, pair: Pair, places: Names) -> bool:
        """Whether the rare form is the public figure's wherever it stands."""
        if not pair.kinship.foreign or pair.common not in self.known:
            return False
        rare, common = places[pair.rare], places[pair.common]
        given = ({word} for word in rare.company.before)
        return all(_shared(one, common.company.before) for one in given) and not any(
            NEW_BEFORE.search(text, max(0, span.start - 40), span.start)
            or NEW_BEHIND.match(text, span.end)
            for span in rare.spans
        )

    def _match(
        self, span: Span, pair: Pair, here: Company, common: Places, sure: bool
    ) -> Match:
        sure = sure and all(map(_is_known, here, common.company))
        times = "once" if len(common.spans) == 1 else f"{len(common.spans)} times"
        return Match(
            span,
            values={
                "common": pair.common,
                "scheme": pair.kinship.scheme,
                "times": times,
            },
            replacement=pair.common,
            safety=Safety.SAFE if sure else Safety.SUGGESTED,
            related=(Related(f"“{pair.common}” {times}, first here", common.spans[0]),),
        )


# The rule that compares documents asks for the same names, with the same lists.
@lru_cache(4)
def _suspected(spared: frozenset[str]) -> Remembered[bool]:
    """Return whether a name, but for some, could be a foreign spelling."""
    return Remembered(
        lambda name: (
            name not in spared and not _is_word(name) and could_be_respelt(name)
        )
    )


def _listed(text: str, pairs: Iterable[Pair], places: Names) -> Iterator[Span]:
    """Yield where spellings of one name stand side by side, as a catalogue has them."""
    forms: dict[str, set[str]] = {}
    for pair in pairs:
        forms.setdefault(pair.common, {pair.common}).add(pair.rare)
    for names in forms.values():
        run: list[Span] = []
        for span in sorted(span for name in names for span in places[name].spans):
            if run and not LISTED.fullmatch(text, run[-1].end, span.start):
                yield from _each_once(text, run)
                run = []
            run.append(span)
        yield from _each_once(text, run)


def _each_once(text: str, run: Sequence[Span]) -> Sequence[Span]:
    forms = {span.of(text) for span in run}
    if not len(run) == len(forms) > 1:
        return ()
    # "Lavrov, and Lawrow was there": two names joined so are no list.
    return () if len(run) == 2 and "and" in text[run[0].end : run[1].start] else run


def _is_plural(text: str, span: Span) -> bool:
    """Whether a name is the plural of a family: "the Markovics"."""
    return text[span.end - 1] == "s" and text.endswith((" the ", "The "), 0, span.start)


def _is_word(name: str) -> bool:
    return name.endswith(ENDINGS) and not name.endswith(NAMES_END)


def _is_slip(rare: Places, common: Places) -> bool:
    """Whether one of two English spellings is the exception, and not a second habit."""
    return len(rare.spans) == 1 and len(common.spans) >= HABIT


def _roles(company: Company) -> int:
    """Return whether a name with this company is given, a surname, or both."""
    return (SURNAME if company.before else 0) | (GIVEN if company.behind else 0)


def _compatible(some: Set[str], others: Set[str]) -> bool:
    """Whether two names with these words beside them may be one person."""
    return not some or not others or _shared(some, others)


def _is_known(here: Set[str], there: Set[str]) -> bool:
    """Whether the words beside one name, if any, stand beside the other."""
    return not here or _shared(here, there)


def _shared(some: Set[str], others: Set[str]) -> bool:
    """Whether one of the words is the same, however it is spelt."""
    return any(may_be_one(one, other) for one in some for other in others)


def build(table: Table, lexicon: OpenLexicon) -> Variants:
    """Return the finder of variants with the word lists that ``table`` names."""
    keys = ("known", "ordinary", "apart", "before")
    check_keys(table, ("kind", *keys))
    return Variants(*(lexicon(text_of(table, key)) for key in keys))
