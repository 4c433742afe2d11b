"""The processes that work for the first one, each with a pipe of its own.

The first process has no threads for them, as a pool of the standard library does:
that takes longer to start, and to tell what came of a piece of work.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeAlias

from linter.garbage import collect_rarely

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from queue import SimpleQueue

    from linter.processes import Worker

# Work with its place in a round.
Piece: TypeAlias = tuple[int, Any]

MOST_TRIES = 2
# A process has the next piece of work before it is done with one.
MOST_GIVEN = 2
# For each process, so much work is begun behind a piece that takes long.
MOST_AHEAD = 3


class _Round:
    """Work to hand out, and how often a process died under each piece."""

    def __init__(self, all_work: Iterable[Any]) -> None:
        self._new = enumerate(all_work)
        self._again: deque[Piece] = deque()
        self._number = -1
        self.deaths: Counter[int] = Counter()

    def next(self, below: int) -> Piece | None:
        """Return the next piece, if there is one whose number is small enough."""
        if self._again:
            return self._again.popleft()
        if self._number + 1 < below:
            for piece in self._new:
                self._number = piece[0]
                return piece
        return None

    def put_back(self, pieces: Iterable[Piece]) -> None:
        """Take pieces to be done again."""
        self._again = deque(sorted([*pieces, *self._again]))


class Team:
    """Processes that do the work of a worker; where one dies, all are replaced."""

    def __init__(self, worker: Worker[Any, Any], size: int) -> None:
        self._worker = worker
        self._size = size
        self._processes: list[_Process] = []
        # What came of pieces whose turn has not come, by their numbers.
        self._done: dict[int, tuple[Any, Any]] = {}

    def done(self, all_work: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Yield each piece of work, in order, with what came of it."""
        round_ = _Round(all_work)
        for number in count():
            while number not in self._done:
                self._hand_out(round_, number + MOST_AHEAD * self._size)
                if not any(process.given for process in self._processes):
                    return
                self._take_answers(round_)
            yield self._done.pop(number)

    def _hand_out(self, round_: _Round, below: int) -> None:
        """Give all processes enough to do."""
        while len(self._processes) < self._size:
            with _undisturbed():
                self._processes.append(_Process(self._worker))
        while len((idlest := self._idlest).given) < MOST_GIVEN:
            piece = round_.next(below)
            if piece is None:
                return
            idlest.give(piece)

    @property
    def _idlest(self) -> _Process:
        return min(self._processes, key=lambda process: len(process.given))

    def _take_answers(self, round_: _Round) -> None:
        """Wait for a process, and note what came of its work."""
        busy = [one for one in self._processes if one.given]
        ready = wait([one.connection for one in busy])
        for process in [one for one in busy if one.connection in ready]:
            try:
                succeeded, result = process.connection.recv()
            except (EOFError, OSError):
                self._begin_again(process, round_)
                return
            if not succeeded:
                raise result
            number, work = process.given.popleft()
            self._done[number] = work, result

    def _begin_again(self, dead: _Process, round_: _Round) -> None:
        """Have all done again that is not told; give up what a process died of twice.

        What a worker clears up behind a process may belong to another one, or to what
        one has done.
        """
        untold = {number: work for number, (work, _) in self._done.items()}
        untold |= {n: work for process in self._processes for n, work in process.given}
        self.stop()
        number, work = dead.given[0]
        round_.deaths[number] += 1
        if round_.deaths[number] >= MOST_TRIES:
            self._done[number] = untold.pop(number), self._worker.lost(work)
        round_.put_back(untold.items())

    def stop(self) -> None:
        """End all processes at once, and clear up behind them."""
        given = [work for process in self._processes for _, work in process.given]
        untold = [work for work, _ in self._done.values()] + given
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join()
        self._processes.clear()
        self._done.clear()
        for work in untold:
            self._worker.died(work)


class _Process:
    """A process that works, and what it was given: the first of it is under way."""

    def __init__(self, worker: Worker[Any, Any]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.given: deque[Piece] = deque()
        with theirs:
            process = context.Process(target=_serve, args=(theirs, worker))
            process.start()
        self.kill, self.join = process.kill, process.join

    def give(self, piece: Piece) -> None:
        """Hand out a piece; that the process is dead is found out by whoever waits."""
        self.given.append(piece)
        with suppress(OSError):
            self.connection.send(piece[1])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C from processes that start here: it would end them with a traceback.

    They inherit that it waits; here it comes a moment later.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    # What looks after processes lets Ctrl-C through when it starts.
    ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, worker: Worker[Any, Any]) -> None:
    """Do what work comes, in a process of its own, and tell what comes of it."""
    import gc
    import signal
    from queue import SimpleQueue
    from threading import Thread

    # Nothing that is loaded is garbage, see `linter.__main__.run`.
    gc.disable()
    # Ctrl-C reaches the whole group of processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    given: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(connection, given), daemon=True).start()
    try:
        done = worker.begin()
        collect_rarely()
        while True:
            connection.send((True, done(given.get())))
    except Exception as error:
        import traceback

        error.add_note(f"In a process of its own:\n{traceback.format_exc()}")
        connection.send((False, error))


def _listen(connection: Connection, given: SimpleQueue[Any]) -> None:
    """Take work as it comes: the first process never waits for another to take it.

    When the first process is killed, nobody asks for the results.
    """
    import os

    with suppress(EOFError, OSError):
        while True:
            given.put(connection.recv())
    os._exit(1)
