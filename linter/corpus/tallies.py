"""How often each form was met, in how many documents, and in whose company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# A form as written, and what stands with it: a given name, parties and years.
Mention: TypeAlias = tuple[str, str]
# How often a document has each mention, by the rule that compares them.
Mentions: TypeAlias = Mapping[str, Mapping[Mention, int]]
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
    # The document that was noted last, by its number.
    last: int = field(default=0, compare=False, repr=False)

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


class Tallies(dict[Key, Tally]):
    """The tallies of many documents, by rule and form."""

    noted = 0

    def note(self, place: Place, mentions: Mentions) -> None:
        """Add the mentions of one document."""
        self.noted += 1
        number = self.noted
        for rule, counts in mentions.items():
            for (form, company), count in counts.items():
                key = rule, form
                tally = self.get(key)
                if tally is None:
                    self[key] = Tally(count, 1, {company: count}, (place,), number)
                    continue
                tally.count += count
                tally.company[company] = tally.company.get(company, 0) + count
                # A form may come with several companies in one document.
                if tally.last != number:
                    tally.last = number
                    tally.documents += 1
                    if len(tally.places) < MOST_PLACES:
                        tally.places = (*tally.places, place)

    def merge(self, others: Mapping[Key, Tally]) -> None:
        """Add the tallies of later documents."""
        for key, tally in others.items():
            if key in self:
                self[key].add(tally)
            else:
                self[key] = tally


def tallied(documents: Iterable[tuple[Place, Mentions]]) -> Tallies:
    """Return the tallies of documents, each with what it is called."""
    tallies = Tallies()
    for place, mentions in documents:
        tallies.note(place, mentions)
    return tallies
