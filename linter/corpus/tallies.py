"""How often each form was met, in how many documents, and in whose company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse
from typing import NamedTuple, Protocol, TypeAlias

# A form as written, and what stands with it: a given name, parties and years.
Mention: TypeAlias = tuple[str, str]
# A document: the name of its file, and the line of its record or 0.
Place: TypeAlias = tuple[str, int]
# A rule and a form.
Key: TypeAlias = tuple[str, str]

MOST_PLACES = 3  # documents that are named as evidence


class Met(NamedTuple):
    """How often a document has each form, and the passages in which they stand.

    A passage is there as often as it is met. Whose company a form is in is read from
    its passages when somebody asks: of most forms nobody does.
    """

    forms: Mapping[str, int]
    passages: Sequence[str]


# What a document has, by the rule that compares it.
Mentions: TypeAlias = Mapping[str, Met]


def mentioned(mentions: Sequence[Mention]) -> Met:
    """Return mentions as passages that hold one each."""
    forms = Counter(form for form, _ in mentions)
    return Met(dict(forms), ["\t".join(mention) for mention in mentions])


class Reader(Protocol):
    """What tells of the passages of a rule which forms they hold."""

    def forms_in(self, passage: str) -> Iterable[str]:
        """Return the forms in a passage, and perhaps others, each as often as it is."""

    def mentions_in(self, passage: str) -> Iterable[Mention]:
        """Return the forms in a passage with their company."""


class MentionReader:
    """Reads the passages that `mentioned` makes."""

    def forms_in(self, passage: str) -> Iterable[str]:
        """Return the one form."""
        return (passage.partition("\t")[0],)

    def mentions_in(self, passage: str) -> Iterable[Mention]:
        """Return the one form with its company."""
        form, _, company = passage.partition("\t")
        return ((form, company),)


class Tally:
    """The mentions of one form; ``places`` are the first documents that have it."""

    __slots__ = ("company", "count", "documents", "places")

    def __init__(
        self,
        count: int = 0,
        documents: int = 0,
        company: dict[str, int] | None = None,
        places: tuple[Place, ...] = (),
    ) -> None:
        self.count = count
        self.documents = documents
        self.company = {} if company is None else company
        self.places = places

    def add(self, other: Tally) -> None:
        """Add what was met in later documents."""
        self.count += other.count
        self.documents += other.documents
        for word, count in other.company.items():
            self.company[word] = self.company.get(word, 0) + count
        if len(self.places) < MOST_PLACES:
            self.places = (*self.places, *other.places)[:MOST_PLACES]

    def less(self, other: Tally) -> Tally:
        """Return the tally without what some documents add to it."""
        company = {
            word: left
            for word, count in self.company.items()
            if (left := count - other.company.get(word, 0)) > 0
        }
        return Tally(
            max(0, self.count - other.count),
            max(0, self.documents - other.documents),
            company,
            tuple(place for place in self.places if place not in other.places),
        )


class Tallies:
    """The tallies of many documents, by rule and form.

    ``reader`` tells what reads the passages of a rule; if not given, each is a mention.
    A megabyte of text has ten thousand mentions, and nobody asks for the tallies of
    most forms: each is put together when it is asked for.
    """

    def __init__(self, reader: Callable[[str], Reader] | None = None) -> None:
        mentions = MentionReader()
        self._reader = reader or (lambda rule: mentions)
        self._rules: dict[str, _Columns] = {}

    def __len__(self) -> int:
        """Return how many forms there are."""
        return sum(len(columns.documents) for columns in self._rules.values())

    def __iter__(self) -> Iterator[Key]:
        """Yield each rule and form."""
        for rule, columns in self._rules.items():
            yield from ((rule, form) for form in columns.documents)

    def __getitem__(self, key: Key) -> Tally:
        """Return the tally of a form; one of nothing where it was never met."""
        rule, form = key
        return self._rules[rule].tally(form) if rule in self._rules else Tally()

    def clear(self) -> None:
        """Forget everything."""
        self._rules.clear()

    def note(self, place: Place, mentions: Mentions) -> None:
        """Add what one document has."""
        for rule, met in mentions.items():
            if rule not in self._rules:
                self._rules[rule] = _Columns(self._reader(rule))
            self._rules[rule].note(place, met)

    def frequent(self, rule: str, times: int, documents: int = 1) -> Iterable[str]:
        """Return the forms that were met so often at least, in so many documents."""
        if rule not in self._rules:
            return ()
        return self._rules[rule].frequent(times, documents)

    def look_up(self, rule: str, forms: Iterable[str]) -> None:
        """Find the passages that hold some forms, for their tallies to be asked for."""
        if rule in self._rules:
            self._rules[rule].look_up(forms)


class _Columns:
    """The tallies of one rule; what is done for every mention, Python does in C."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.documents: Counter[str] = Counter()
        self._times: Counter[str] = Counter()
        self._passages: Counter[str] = Counter()
        self._places: dict[str, tuple[Place, ...]] = {}
        # The forms that need no more places.
        self._placed: set[str] = set()
        # The passages that hold a form, where they were looked for.
        self._holding: dict[str, list[str]] = {}

    def note(self, place: Place, met: Met) -> None:
        self._holding.clear()
        self.documents.update(met.forms.keys())
        self._times.update(met.forms)
        self._passages.update(met.passages)
        for form in filterfalse(self._placed.__contains__, met.forms):
            self._places[form] = places = (*self._places.get(form, ()), place)
            if len(places) == MOST_PLACES:
                self._placed.add(form)

    def tally(self, form: str) -> Tally:
        if form in self.documents and form not in self._holding:
            self.look_up(self.documents)
        company: Counter[str] = Counter()
        for passage in self._holding.get(form, ()):
            for one, other in self._reader.mentions_in(passage):
                if one == form:
                    company[other] += self._passages[passage]
        places = self._places.get(form, ())
        return Tally(self._times[form], self.documents[form], dict(company), places)

    def frequent(self, times: int, documents: int) -> Iterator[str]:
        for form, met in self.documents.items():
            if met >= documents and self._times[form] >= times:
                yield form

    def look_up(self, forms: Iterable[str]) -> None:
        self._holding = {form: [] for form in forms}
        wanted = {*self._holding}
        for passage in self._passages:
            for form in wanted.intersection(self._reader.forms_in(passage)):
                self._holding[form].append(passage)
