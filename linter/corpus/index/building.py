"""Building an index: what is not known of the corpus is read, the rest is kept.

What was read goes into a store beside the index, step by step; at the end the
index is written anew from both. Whoever interrupts it gets an index of what was
read so far, and the next build goes on from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from pathlib import Path

from linter.corpus.comparing import Comparer
from linter.corpus.index import BlockRow, Index, Row, is_index, named
from linter.corpus.index.gathering import (
    ANYWHERE,
    Gatherer,
    Result,
    Seen,
    Work,
    storable,
)
from linter.corpus.index.storing import Store
from linter.corpus.index.writing import Writer
from linter.errors import ConfigError
from linter.processes import processes_for, worked
from linter.reading.units import Failure
from linter.tasks import TASK_BYTES, Part, Task, cut

# What an index says of itself that decides what it holds.
DECISIVE = ("rules", "options")
# The size of a file that could not be read in full.
UNREAD = -1


@dataclass(slots=True)
class Built:
    """What a build came to; ``removed`` counts the files that are not there now."""

    files: int = 0
    documents: int = 0
    read: int = 0
    removed: int = 0
    forms: int = 0
    failed: list[Failure] = field(default_factory=list)
    interrupted: bool = False


class Builder:
    """A build under way: the index there was, and the store of what is new."""

    def __init__(
        self,
        file: Path,
        about: Mapping[str, str],
        old: Index | None,
        keeps: Callable[[str], bool],
    ) -> None:
        self._file = file
        self._root = Path(os.path.realpath(file)).parent
        self._about = about
        self._old = old
        self._keeps = keeps
        self._store = Store(file, about)
        self._folders: dict[str, str] = {}
        # The files that are as the old index has them, and those read to the end.
        self._kept: set[str] = set()
        self._ended: set[str] = set()
        # The sizes of the files that are there, and where blocks of one begin.
        self._sizes: dict[str, int] = {}
        self._firsts: list[int] = []
        self._current = ""
        self._broken = False
        self.built = Built()

    def name(self, path: Path | str) -> str:
        """Return what the index calls a file."""
        return storable(named(self._root, str(path), self._folders)) or ""

    def unread(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield what is to be read: not what the old index has seen as it is."""
        for task in tasks:
            parts = tuple(part for part in task.parts if not self._has(part))
            if parts:
                yield Task(parts)

    def _has(self, part: Part) -> bool:
        name = self.name(part.path)
        self._sizes[name] = part.size
        if self._old is None or not self._old.has_seen(name):
            return False
        self._kept.add(name)
        return True

    def work(self, tasks: Iterable[Task]) -> Iterator[Work]:
        """Yield the tasks with what is known of their blocks."""
        for task in tasks:
            paths = {str(part.path): self.name(part.path) for part in task.parts}
            yield Work(task, {path: self._known(paths[path]) for path in paths})

    def _known(self, name: str) -> frozenset[tuple[int, bytes]]:
        known = {(block.first, block.digest) for block in self._store.blocks(name)}
        if self._old is not None:
            known |= {(ANYWHERE, block.digest) for block in self._old.blocks(name)}
        return frozenset(known)

    def take(self, result: Result) -> None:
        """Store what came of a task."""
        self.built.failed += result.failed
        for seen in result.seen:
            name = self.name(seen.path)
            if name != self._current:
                self.end_file()
                self._current = name
            rows = [*self._rows_of(name, seen)]
            self._store.add(BlockRow(name, seen.first, seen.digest), rows)
            self._firsts.append(seen.first)
            self._broken |= not seen.digest
            self.built.read += len(rows) if seen.documents is not None else 0

    def _rows_of(self, name: str, seen: Seen) -> Iterator[Row]:
        """Yield the documents of a block, new or from where it is known."""
        if seen.documents is not None:
            for line, record, mentions in seen.documents:
                yield Row(name, seen.first, line, record, mentions)
            return
        for block in self._store.blocks(name):
            if (block.first, block.digest) == (seen.first, seen.digest):
                rows = [*self._store.documents(name)]
                yield from _shifted(rows, block.first, seen.first)
                return
        assert self._old is not None
        for block in self._old.blocks(name):
            if block.digest == seen.digest:
                rows = [*self._old.documents(name)]
                yield from _shifted(rows, block.first, seen.first)
                return

    def end_file(self) -> None:
        """Note that all of the file that came last is there."""
        if self._current:
            # What could not be read is read again the next time.
            size = UNREAD if self._broken else self._sizes.get(self._current, UNREAD)
            self._store.end_file(self._current, size, self._firsts)
            self._ended.add(self._current)
        self._current, self._firsts, self._broken = "", [], False

    def finish(self, begun: int, comparer: Comparer) -> Built:
        """Write the index anew, from the store and what is kept of the old one."""
        self._store.save()
        complete = not self.built.interrupted
        known = self._old.sizes if self._old is not None else {}
        new = self._ended if complete else self._store.sizes.keys()
        others = self._kept | {name for name in known if self._keeps(name)}
        old = (others if complete else known.keys()) - new
        names = sorted({*new, *old})
        writer = Writer(self._file, {**self._about, "complete": str(complete).lower()})
        try:
            self._write(writer, names, new, comparer)
            writer.finish(begun)
        except BaseException:
            writer.abandon()
            raise
        self._store.close(keep=not complete)
        self.built.files = len(names)
        self.built.removed = len(known.keys() - {*names})
        return self.built

    def _write(
        self,
        writer: Writer,
        names: Sequence[str],
        new: Collection[str],
        comparer: Comparer,
    ) -> None:
        def source(name: str) -> Store | Index:
            if name in new:
                return self._store
            assert self._old is not None
            return self._old

        writer.add(
            ((name, source(name).sizes[name]) for name in names),
            (block for name in names for block in source(name).blocks(name)),
        )
        tallies = writer.add_documents(
            row for name in names for row in source(name).documents(name)
        )
        self.built.documents = writer.documents
        self.built.forms = len(tallies)
        comparisons = comparer.comparisons
        writer.add_forms(tallies, lambda rule, form: comparisons[rule].told(form))


def _shifted(rows: Iterable[Row], before: int, now: int) -> Iterator[Row]:
    """Yield the documents of one block, which begins on another line now."""
    for row in rows:
        if row.first == before:
            line = row.line + now - before if row.line else 0
            # A record without an id is called by the number of its line.
            unnamed = row.record == str(row.line)
            record = str(line) if unnamed else row.record
            yield row._replace(first=now, line=line, record=record)


def build(
    file: Path,
    tasks: Sequence[Task],
    gatherer: Gatherer,
    about: Mapping[str, str],
    jobs: int = 0,
    done: Callable[[int], None] = lambda size: None,
    keeps: Callable[[str], bool] = lambda name: False,
) -> Built:
    """Bring an index up to date with the files of ``tasks``.

    ``about`` decides, beside the texts, what is in it: where it differs from
    what an index says of itself, that one is built anew. ``done`` is told of
    the bytes that are read, ``keeps`` tells which other files of the index stay in
    it, unseen. Raises `ConfigError` for a file that is no index,
    `WriteError` where it cannot be written.
    """
    begun = time.time_ns()
    rules = gatherer.load_rules()
    comparer = Comparer.of(rules)
    assert comparer is not None
    builder = Builder(file, about, known_index(file, about), keeps)
    try:
        for work, result in _results(builder, tasks, gatherer, jobs):
            builder.take(result)
            done(work.task.size)
    except KeyboardInterrupt:
        builder.built.interrupted = True
    else:
        builder.end_file()
    return builder.finish(begun, comparer)


def _results(
    builder: Builder, tasks: Sequence[Task], gatherer: Gatherer, jobs: int
) -> Iterator[tuple[Work, Result]]:
    unread = [*builder.unread(tasks)]
    size = sum(task.size for task in unread)
    pieces = max(len(unread), size // TASK_BYTES)
    work = builder.work(cut(unread, gatherer.options))
    processes = processes_for(size, jobs, pieces)
    yield from worked(work, gatherer, processes)


def known_index(file: Path, about: Mapping[str, str]) -> Index | None:
    """Return the index that is there; ``None`` where there is none to go on from.

    Raises `ConfigError` for a file that is none.
    """
    if not file.exists():
        return None
    if not is_index(file):
        raise ConfigError(f"{file}: is not an index; say --output FILE")
    try:
        index = Index(file, about["rules"])
    except ConfigError:
        return None
    same = all(index.about(name) == about[name] for name in DECISIVE)
    return index if same else None
