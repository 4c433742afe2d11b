"""Work is done in several processes, and its results leave in order.

A process that dies takes nothing with it: what was under way is done again, and
given up when that fails, too. Leaving early, as Ctrl-C does, ends them all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Protocol, TypeVar

from linter.tasks import TASK_BYTES

Work = TypeVar("Work")
Result = TypeVar("Result")
Given = TypeVar("Given", contravariant=True)
Made = TypeVar("Made", covariant=True)
Weighed = TypeVar("Weighed", bound="HasSize")

# Starting a second process takes as long as scanning this much text.
WORTH_PROCESSES = 8 << 20
DIED_TWICE = "the process that worked on it died twice; try it alone to see why"


class HasSize(Protocol):
    """Work that knows how many bytes there are to read."""

    @property
    def size(self) -> int:
        """How many bytes there are to read."""


class Worker(Protocol[Given, Made]):
    """What each process gets, to do its work with; small enough to be sent."""

    def begin(self) -> Callable[[Given], Made]:
        """Prepare for work, once in every process."""

    def lost(self, work: Given) -> Made:
        """Return what to tell of work that kills every process."""

    def died(self, work: Given) -> None:
        """Clear up after a process that ended in the middle of its work."""


def processes_for(size: int, asked: int, pieces: int) -> int:
    """Return how many processes are worth it for so many bytes in pieces."""
    if asked:
        return min(asked, pieces)
    if size < WORTH_PROCESSES:
        return 1
    return min(_cores(), pieces)


def _cores() -> int:
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def foreseen(all_work: Iterable[Weighed], asked: int) -> tuple[int, Iterator[Weighed]]:
    """Return how many processes some work is worth, and all of it.

    However much there is, only the first of it is looked at ahead.
    """
    enough = asked or _cores()
    coming = iter(all_work)
    first: list[Weighed] = []
    size = pieces = 0
    for work in coming:
        first.append(work)
        size += work.size
        # A large file is cut when its turn comes.
        pieces = max(len(first), size // TASK_BYTES)
        if pieces >= enough and (asked or size >= WORTH_PROCESSES):
            break
    return processes_for(size, asked, pieces), chain(first, coming)


def worked(
    all_work: Iterable[Work],
    worker: Worker[Work, Result],
    processes: int,
    rounds: Iterable[Iterable[Work]] = (),
) -> Generator[tuple[Work, Result], None, None]:
    """Yield each piece of work, in order, with what came of it.

    Each of the further ``rounds`` is asked for when all work before it is done.
    """
    rounds = chain((all_work,), rounds)
    if processes <= 1:
        yield from _one_by_one(chain.from_iterable(rounds), worker)
        return
    from linter.team import Team

    team = Team(worker, processes)
    try:
        for one in rounds:
            yield from team.done(one)
    finally:
        team.stop()


def _one_by_one(
    all_work: Iterable[Work], worker: Worker[Work, Result]
) -> Iterator[tuple[Work, Result]]:
    done = worker.begin()
    for work in all_work:
        try:
            result = done(work)
        except BaseException:
            worker.died(work)
            raise
        yield work, result
