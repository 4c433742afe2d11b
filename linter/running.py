"""Tasks to results, in one process or in several, in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from linter.checking import Checked, check_task
from linter.reading.units import Failure, ReadOptions
from linter.rounds import Alike, Holding, Matching, Rounds, Work, held, matched
from linter.ruleset import Ruleset
from linter.tasks import TASK_BYTES, Task, cut, is_cut, size_of

if TYPE_CHECKING:
    from linter.recall import RecallFile


class Checker(NamedTuple):
    """What checks tasks: rules, how to read, and what is known from before.

    Small enough to be sent to another process. ``load_rules`` is called once in
    every process.
    """

    load_rules: Callable[[], Ruleset]
    options: ReadOptions
    known: RecallFile | None = None

    def begin(self) -> Callable[[Work], Checked | Alike]:
        """Load the rules; return what does work with them."""
        rules = self.load_rules()
        recall = self.known.open() if self.known else None
        comparer = rules.comparer

        def done(work: Work) -> Checked | Alike:
            if isinstance(work, Task):
                return check_task(work, rules, self.options, recall, comparer)
            assert comparer is not None
            if isinstance(work, Matching):
                return matched(work, comparer)
            return held(work, comparer, self.options)

        return done

    def lost(self, work: Work) -> Checked | Alike:
        """Return what is told of work that kills every process.

        A question is answered here: nothing may be missed without a word.
        """
        from linter.processes import DIED_TWICE

        if isinstance(work, Matching):
            return self.begin()(work)
        task, again = (work, False) if isinstance(work, Task) else (work.task, True)
        failed = [Failure(part.path, None, DIED_TWICE) for part in task.parts]
        return Checked(task, failed=failed, again=again)

    def died(self, work: Work) -> None:
        """Clear up nothing: checking leaves nothing behind."""


def check_all(
    tasks: Iterable[Task], checker: Checker, jobs: int = 0, rounds: Rounds | None = None
) -> Iterator[Checked]:
    """Yield what comes of each task, in order, and of the ``rounds`` that follow.

    ``jobs`` is the number of processes; 0 takes one a core where the work is
    worth it.
    """
    for work, result in _worked(tasks, checker, jobs, rounds):
        if isinstance(result, Checked):
            assert not isinstance(work, Matching)
            result.task = work.task if isinstance(work, Holding) else work
            yield result
        elif rounds is not None and isinstance(work, Matching):
            rounds.answer(work, result)


def _worked(
    tasks: Iterable[Task], checker: Checker, jobs: int, rounds: Rounds | None
) -> Generator[tuple[Work, Checked | Alike], None, None]:
    """Yield all work with what came of it."""
    coming = iter(tasks)
    first = [*islice(coming, 2)]
    further = rounds.rounds() if rounds else ()
    small = size_of(first) < 2 * TASK_BYTES and not any(map(is_cut, first))
    if len(first) < 2 and small and checker.known is None:
        # What most calls come to need not know how to work in many processes.
        done = checker.begin()
        for work in chain(first, chain.from_iterable(further)):
            yield work, done(work)
        return
    from linter.processes import foreseen, worked

    if checker.known:
        # Made here, so that the processes do not all make it at once.
        checker.known.settle()
    try:
        processes, waiting = foreseen(chain(first, coming), jobs)
        planned = cut(waiting, checker.options)
        yield from worked(planned, checker, processes, further)
    finally:
        if checker.known:
            checker.known.settle()
