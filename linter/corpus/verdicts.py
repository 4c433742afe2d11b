"""When a form is sure to be the rare one of two for the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linter.corpus.tallies import Place, Tally
from linter.model import Related
from linter.nouns import Noun

# Nine in ten, and five times at least: fewer mentions are chance.
SHARE = 10
FEWEST = 5
FEWEST_DOCUMENTS = 2
# What it takes against a form that was met once.
LEAST_USUAL = SHARE - 1


class Verdict(Noun):
    """A rare form, the usual one, and how often each was met.

    ``note`` is what the comparison has to say besides.
    """

    rare: str
    common: str
    minority: Tally
    majority: Tally
    note: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        """What a message may name."""
        others = self.majority
        return {
            "common": self.common,
            "times": times(others.count),
            "documents": documents(others.documents),
        }

    @property
    def evidence(self) -> tuple[Related, ...]:
        """Both forms with their counts, and where they are first."""
        return (*_told(self.common, self.majority), *_told(self.rare, self.minority))


def is_minority(mine: Tally, other: Tally) -> bool:
    """Whether one form is so rare beside another that it must be a slip."""
    return (
        other.count >= FEWEST
        and SHARE * mine.count <= mine.count + other.count
        and other.documents >= max(FEWEST_DOCUMENTS, mine.documents + 1)
    )


def times(count: int) -> str:
    """Say how often.

    >>> times(1), times(3)
    ('once', '3 times')
    """
    return "once" if count == 1 else f"{count} times"


def documents(count: int) -> str:
    """Say in how many documents.

    >>> documents(1), documents(3)
    ('1 document', '3 documents')
    """
    return f"{count} document{'' if count == 1 else 's'}"


def _told(form: str, tally: Tally) -> Iterator[Related]:
    counted = f"“{form}” {times(tally.count)} in {documents(tally.documents)}"
    for number, place in enumerate(tally.places):
        told = f"“{form}” here, too" if number else f"{counted}, first here"
        yield Related(f"{told}{_record(place)}", path=place[0])


def _record(place: Place) -> str:
    return f" (record on line {place[1]})" if place[1] else ""
