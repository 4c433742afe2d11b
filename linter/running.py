"""Tasks to results, in one process or in several, in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from linter.checking import Checked, check_task, comparer_of
from linter.reading.units import Failure, ReadOptions
from linter.ruleset import Ruleset
from linter.tasks import TASK_BYTES, Task, cut, size_of

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

    def begin(self) -> Callable[[Task], Checked]:
        """Load the rules; return what checks a task with them."""
        rules = self.load_rules()
        recall = self.known.open() if self.known else None
        comparer = comparer_of(rules)
        return lambda task: check_task(task, rules, self.options, recall, comparer)

    def lost(self, task: Task) -> Checked:
        """Return what is told of a task that kills every process."""
        from linter.processes import DIED_TWICE

        failed = [Failure(part.path, None, DIED_TWICE) for part in task.parts]
        return Checked(task, failed=failed)

    def died(self, task: Task) -> None:
        """Clear up nothing: checking leaves nothing behind."""


def check_all(
    tasks: Iterable[Task], checker: Checker, jobs: int = 0
) -> Iterator[Checked]:
    """Yield what comes of each task, in order.

    ``jobs`` is the number of processes; 0 takes one a core where the work is
    worth it.
    """
    coming = iter(tasks)
    first = [*islice(coming, 2)]
    if len(first) < 2 and size_of(first) < 2 * TASK_BYTES and checker.known is None:
        # What most calls come to need not know how to work in many processes.
        yield from map(checker.begin(), first)
        return
    from linter.processes import foreseen, worked

    if checker.known:
        # Made here, so that the processes do not all make it at once.
        checker.known.settle()
    try:
        processes, waiting = foreseen(chain(first, coming), jobs)
        done = worked(cut(waiting, checker.options), checker, processes)
        for task, checked in done:
            checked.task = task
            yield checked
    finally:
        if checker.known:
            checker.known.settle()
