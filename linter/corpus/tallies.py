"""How often each form was met, in how many documents, and in whose company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

# A form as written, and what stands with it: a given name, parties and years.
Mention: TypeAlias = tuple[str, str]
# The mentions of a document by rule; one that is met twice is there twice.
Mentions: TypeAlias = Mapping[str, Sequence[Mention]]
# A document: the name of its file, and the line of its record or 0.
Place: TypeAlias = tuple[str, int]
# A rule and a form.
Key: TypeAlias = tuple[str, str]

MOST_PLACES = 3  # documents that are named as evidence


@dataclass(slots=True)
class Tally:
    """The mentions of one form; ``places`` are the first documents that have it."""

    count: int = 0
    documents: int = 0
    company: dict[str, int] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

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

    A megabyte of text has ten thousand mentions, and nobody asks for the tallies of
    most forms: each is put together when it is asked for.
    """

    def __init__(self) -> None:
        self._rules: dict[str, _Columns] = defaultdict(_Columns)

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
        return self._rules[rule].tally(form)

    def clear(self) -> None:
        """Forget everything."""
        self._rules.clear()

    def note(self, place: Place, mentions: Mentions) -> None:
        """Add the mentions of one document."""
        for rule, some in mentions.items():
            self._rules[rule].note(place, some)

    def met(self, rule: str, times: int) -> Iterator[str]:
        """Yield the forms that were met so often at least."""
        return self._rules[rule].met(times)


class _Columns:
    """The tallies of one rule; what is done for every mention, Python does in C."""

    def __init__(self) -> None:
        self.counts: Counter[Mention] = Counter()
        self.documents: Counter[str] = Counter()
        self._places: dict[str, tuple[Place, ...]] = {}
        # The forms that need no more places.
        self._placed: set[str] = set()
        # Made when a tally is asked for.
        self._companies: dict[str, list[str]] | None = None

    def note(self, place: Place, mentions: Sequence[Mention]) -> None:
        self._companies = None
        self.counts.update(mentions)
        forms = {form for form, _ in mentions}
        self.documents.update(forms)
        for form in forms - self._placed:
            self._places[form] = places = (*self._places.get(form, ()), place)
            if len(places) == MOST_PLACES:
                self._placed.add(form)

    def tally(self, form: str) -> Tally:
        companies = self.companies.get(form, ())
        company = {one: self.counts[form, one] for one in companies}
        count, places = sum(company.values()), self._places.get(form, ())
        return Tally(count, self.documents[form], company, places)

    @property
    def companies(self) -> Mapping[str, Sequence[str]]:
        """What each form was met with."""
        if self._companies is None:
            self._companies = {}
            for form, company in self.counts:
                self._companies.setdefault(form, []).append(company)
        return self._companies

    def met(self, times: int) -> Iterator[str]:
        totals: Counter[str] = Counter()
        for (form, _), count in self.counts.items():
            totals[form] += count
        return (form for form, total in totals.items() if total >= times)


def tallied(documents: Iterable[tuple[Place, Mentions]]) -> Tallies:
    """Return the tallies of documents, each with what it is called."""
    tallies = Tallies()
    for place, mentions in documents:
        tallies.note(place, mentions)
    return tallies
