"""Work is done in several processes, and its results leave in order.

A process that dies takes nothing with it: what was under way is done again, and
given up when that fails, too. Leaving early, as Ctrl-C does, ends them all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from linter.garbage import collect_rarely
from linter.tasks import TASK_BYTES

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Work = TypeVar("Work")
Result = TypeVar("Result")
Given = TypeVar("Given", contravariant=True)
Made = TypeVar("Made", covariant=True)
Weighed = TypeVar("Weighed", bound="HasSize")

# Starting a second process takes as long as scanning this much text.
WORTH_PROCESSES = 8 << 20
MOST_TRIES = 2
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
    waiting = _Waiting(rounds)
    while waiting.more():
        yield from _until_one_dies(waiting, worker, processes)


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


class _Waiting:
    """Work to hand out, each with how often a process died under it."""

    def __init__(self, rounds: Iterable[Iterable[Any]]) -> None:
        self._rounds = iter(rounds)
        self._new: Iterator[Any] = iter(())
        self._again: deque[tuple[Any, int]] = deque()

    def __bool__(self) -> bool:
        if not self._again:
            self._again.extend((work, 0) for work in _next(self._new))
        return bool(self._again)

    def more(self) -> bool:
        """Whether there is work in this round, or else in one that is begun here."""
        while not self:
            for work in _next(self._rounds):
                self._new = iter(work)
                break
            else:
                return False
        return True

    def first(self) -> tuple[Any, int]:
        return self._again[0]

    def take(self) -> None:
        self._again.popleft()

    def put_back(self, suspects: Sequence[tuple[Any, int]]) -> None:
        self._again.extendleft(reversed(suspects))


def _next(new: Iterator[Any]) -> list[Any]:
    """Return one piece of work, if there is one."""
    for work in new:
        return [work]
    return []


def _until_one_dies(
    waiting: _Waiting, worker: Worker[Any, Any], processes: int
) -> Iterator[tuple[Any, Any]]:
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(processes, worker)
    running: deque[tuple[Any, int, Future[Any]]] = deque()
    try:
        while running or waiting.more():
            while waiting and _may_join(running, waiting.first()[1], processes):
                work, deaths = waiting.first()
                # A pool that broke refuses: the work must not be lost then.
                with _undisturbed():
                    future = pool.submit(_work, work)
                running.append((work, deaths, future))
                waiting.take()
            result = running[0][2].result()
            work, *_ = running.popleft()
            yield work, result
    except BrokenProcessPool:
        suspects = [(work, deaths + 1) for work, deaths, _ in running]
        if suspects and suspects[0][1] >= MOST_TRIES:
            work, _ = suspects.pop(0)
            yield work, worker.lost(work)
        waiting.put_back(suspects)
    finally:
        _stop(pool)
        for work, *_ in running:
            worker.died(work)


def _may_join(
    running: Sequence[tuple[Any, int, Future[Any]]], deaths: int, processes: int
) -> bool:
    """Whether to start one more: a few ahead, but a suspect runs alone.

    When a process dies, all that was under way is suspect; run alone, the piece
    that kills it is known.
    """
    if not running:
        return True
    return not deaths and not running[0][1] and len(running) < 3 * processes


def _pool(processes: int, worker: Worker[Any, Any]) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, get_context("spawn"), _prepare, (worker,))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C from processes that start here: it would end them with a traceback.

    They inherit that it waits; here it comes a moment later.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End all processes at once; those that are done end by themselves."""
    from multiprocessing import active_children

    pool.shutdown(wait=False, cancel_futures=True)
    while children := active_children():
        for child in children:
            child.terminate()
            child.join()


# What a worker process does its work with.
_BEGUN: list[Callable[[Any], Any]] = []


def _prepare(worker: Worker[Any, Any]) -> None:
    import gc
    import signal
    from threading import Thread

    # Nothing that is loaded is garbage, see `linter.__main__.run`.
    gc.disable()
    # Ctrl-C reaches the whole group of processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _BEGUN[:] = [worker.begin()]
    collect_rarely()


def _end_with_parent() -> None:
    """End when the first process is killed: nobody would ask for the results."""
    import os
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _work(work: object) -> object:
    return _BEGUN[0](work)
