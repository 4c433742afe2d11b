"""Paths to results: what to read, in how many processes, in which order.

Work is handed out in tasks of about `TASK_BYTES`, whole files or line ranges of
large JSON Lines files. Results leave in input order whatever the number of
processes. A process that dies takes nothing with it: its task is run again, and
told as failed when that fails too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.errors import ScanError
from linter.locating import Located, locate
from linter.model import Document, Finding, Format
from linter.reading.units import (
    Binary,
    ByteRange,
    Failure,
    Item,
    ReadOptions,
    Unit,
    holds_records,
    read_units,
    units_of,
)
from linter.ruleset import Ruleset

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from linter.comments import Remark

TASK_BYTES = 1 << 20
# Starting a second process takes as long as scanning this much text.
WORTH_PROCESSES = 8 << 20
MOST_TRIES = 2
# A comment that says what not to report has this in it, see `linter.comments`.
MARK = "mtlint-"


class Part(NamedTuple):
    """A file to check, or a range of its lines.

    ``before`` are the bytes of an earlier version, to be checked in its place.
    """

    path: Path
    size: int
    lines: ByteRange | None = None
    before: bytes | None = None


class Task(NamedTuple):
    """What is checked in one go."""

    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return sum(part.size for part in self.parts)

    @property
    def is_past(self) -> bool:
        """Whether it is about earlier versions of the files."""
        return any(part.before is not None for part in self.parts)


@dataclass(slots=True)
class Checked:
    """What came of a task: documents with findings, and counts of the rest.

    ``remarks`` are on comments in a text that say what not to report there.
    """

    task: Task
    found: list[list[Located]] = field(default_factory=list)
    clean: int = 0
    binary: int = 0
    failed: list[Failure] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)


def plan(paths: Iterable[Path], options: ReadOptions) -> list[Task]:
    """Group files into tasks; a large JSON Lines file becomes several."""
    return grouped(part for path in paths for part in _parts(path, options))


def grouped(parts: Iterable[Part]) -> list[Task]:
    """Group parts into tasks of about `TASK_BYTES`, in order."""
    tasks: list[Task] = []
    gathered: list[Part] = []
    size = 0
    for part in parts:
        gathered.append(part)
        size += part.size
        if size >= TASK_BYTES:
            tasks.append(Task(tuple(gathered)))
            gathered, size = [], 0
    return [*tasks, Task(tuple(gathered))] if gathered else tasks


def _parts(path: Path, options: ReadOptions) -> Iterator[Part]:
    try:
        size = path.stat().st_size
        if not holds_records(path) or size <= 2 * TASK_BYTES:
            yield Part(path, size)
            return
        from linter.reading.jsonl import plan_ranges

        for lines in plan_ranges(path, TASK_BYTES, options):
            yield Part(path, lines.end - lines.start, lines)
    except OSError:
        # Reading it will say what is wrong with it.
        yield Part(path, 0)


def check_items(items: Iterable[Item], rules: Ruleset, checked: Checked) -> Checked:
    """Scan what was read, and add what came of it to ``checked``."""

    def unfinished(document: Document, error: ScanError) -> None:
        line = document.record_line
        checked.failed.append(Failure(document.path, line, str(error)))

    documents = _documents(items, checked)
    for document, findings in rules.scan_all(documents, unfinished):
        _note(checked, document, findings, rules)
    return checked


def _documents(items: Iterable[Item], checked: Checked) -> Iterator[Document]:
    """Yield the documents, and note what is none."""
    for item in items:
        if isinstance(item, Unit):
            yield item.document
        elif isinstance(item, Failure):
            checked.failed.append(item)
        elif isinstance(item, Binary):
            checked.binary += 1


def _note(
    checked: Checked, document: Document, findings: list[Finding], rules: Ruleset
) -> None:
    located = locate(document, findings) if findings else []
    if document.format is not Format.PLAIN and MARK in document.text:
        from linter.comments import obeyed

        located, remarks = obeyed(document, located, rules.rules)
        checked.remarks += ((str(document.path), remark) for remark in remarks)
    if located:
        checked.found.append(located)
    else:
        checked.clean += 1


def check_task(task: Task, rules: Ruleset, options: ReadOptions) -> Checked:
    """Read and scan the files of one task."""
    items = (item for part in task.parts for item in _read(part, options))
    return check_items(items, rules, Checked(task))


def _read(part: Part, options: ReadOptions) -> Iterator[Item]:
    if part.before is not None:
        return units_of(part.before, part.path, options)
    return read_units(part.path, options, byte_range=part.lines)


def check_all(
    tasks: Sequence[Task],
    load_rules: Callable[[], Ruleset],
    options: ReadOptions,
    jobs: int = 0,
) -> Iterator[Checked]:
    """Yield what comes of each task, in order.

    ``jobs`` is the number of processes; 0 takes one a core where the work is
    worth it. ``load_rules`` is called once in every process.
    """
    processes = min(jobs or _worthwhile(tasks), len(tasks))
    if processes <= 1:
        rules = load_rules()
        for task in tasks:
            yield check_task(task, rules, options)
        return
    yield from _check_in_processes(tasks, load_rules, options, processes)


def _worthwhile(tasks: Sequence[Task]) -> int:
    import os

    if sum(task.size for task in tasks) < WORTH_PROCESSES:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_in_processes(
    tasks: Sequence[Task],
    load_rules: Callable[[], Ruleset],
    options: ReadOptions,
    processes: int,
) -> Iterator[Checked]:
    from concurrent.futures.process import BrokenProcessPool

    waiting = deque((task, 0) for task in tasks)
    while waiting:
        pool = _pool(processes, load_rules, options)
        running: deque[tuple[Task, int, Future[Checked]]] = deque()
        try:
            while waiting or running:
                while waiting and _may_join(running, waiting[0][1], processes):
                    task, deaths = waiting[0]
                    # A pool that broke refuses: the task must not be lost then.
                    running.append((task, deaths, pool.submit(_check_here, task)))
                    waiting.popleft()
                result = running[0][2].result()
                running.popleft()
                yield result
        except BrokenProcessPool:
            suspects = [(task, deaths + 1) for task, deaths, _ in running]
            if suspects and suspects[0][1] >= MOST_TRIES:
                yield _lost(suspects.pop(0)[0])
            waiting.extendleft(reversed(suspects))
        finally:
            _stop(pool)


def _may_join(
    running: Sequence[tuple[Task, int, Future[Checked]]], deaths: int, processes: int
) -> bool:
    """Whether to start one more task: a few ahead, but a suspect runs alone.

    When a process dies, every task that was under way is suspect; run alone,
    the one that kills it is known.
    """
    if not running:
        return True
    return not deaths and not running[0][1] and len(running) < 3 * processes


def _lost(task: Task) -> Checked:
    reason = "the process that checked it died twice; check it alone to see why"
    return Checked(
        task, failed=[Failure(part.path, None, reason) for part in task.parts]
    )


def _pool(
    processes: int, load_rules: Callable[[], Ruleset], options: ReadOptions
) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(
        processes, get_context("spawn"), _prepare, (load_rules, options)
    )


def _stop(pool: ProcessPoolExecutor) -> None:
    """End all processes at once; those that are done end by themselves."""
    from multiprocessing import active_children

    pool.shutdown(wait=False, cancel_futures=True)
    while children := active_children():
        for child in children:
            child.terminate()
            child.join()


# What a worker process keeps between its tasks.
_PREPARED: list[tuple[Ruleset, ReadOptions]] = []


def _prepare(load_rules: Callable[[], Ruleset], options: ReadOptions) -> None:
    import signal

    # Ctrl-C reaches the whole group of processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _PREPARED[:] = [(load_rules(), options)]


def _check_here(task: Task) -> Checked:
    checked = check_task(task, *_PREPARED[0])
    if task.is_past:
        # The old versions need not travel back.
        parts = (Part(p.path, p.size, p.lines, before=b"") for p in task.parts)
        checked.task = Task(tuple(parts))
    return checked
