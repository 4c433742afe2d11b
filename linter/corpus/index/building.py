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
    Iterable,
    Iterator,
    Mapping,
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
from linter.corpus.index.storing import UNREAD, Store
from linter.corpus.index.writing import Writer
from linter.errors import ConfigError
from linter.processes import foreseen, worked
from linter.reading.units import Failure
from linter.tasks import Part, Task, cut

# What an index says of itself that decides what it holds.
DECISIVE = ("rules", "options")


@dataclass(slots=True)
class Built:
    """What a build came to; ``removed`` counts the files that are not there now."""

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
        # Where the blocks of the file that is read begin.
        self._firsts: list[int] = []
        self._current = ""
        self._broken = False
        self.built = Built()

    def name(self, path: Path | str) -> str:
        """Return what the index calls a file."""
        return storable(named(self._root, str(path), self._folders)) or ""

    def unread(
        self, tasks: Iterable[Task], done: Callable[[int], None]
    ) -> Iterator[Task]:
        """Yield what is to be read: not what the old index has seen as it is.

        ``done`` is told of the bytes of that.
        """
        for task in tasks:
            rest = Task(tuple(part for part in task.parts if not self._has(part)))
            done(task.size - rest.size)
            if rest.parts:
                yield rest

    def _has(self, part: Part) -> bool:
        name = self.name(part.path)
        kept = self._old is not None and self._old.has_seen(name)
        self._store.look_at(name, part.size, kept)
        return kept

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
            size = UNREAD if self._broken else self._store.size_now(self._current)
            self._store.end_file(self._current, size, self._firsts)
        self._current, self._firsts, self._broken = "", [], False

    def finish(self, begun: int, comparer: Comparer) -> Built:
        """Write the index anew, from the store and what is kept of the old one."""
        self._store.save()
        complete = not self.built.interrupted
        old = self._old.files() if self._old is not None else ()
        self.built.removed = self._store.choose(old, self._keeps if complete else None)
        writer = Writer(self._file, {**self._about, "complete": str(complete).lower()})
        try:
            self._write(writer, comparer)
            writer.finish(begun)
        except BaseException:
            writer.abandon()
            raise
        self._store.close(keep=not complete)
        return self.built

    def _write(self, writer: Writer, comparer: Comparer) -> None:
        def sources() -> Iterator[tuple[str, Store | Index]]:
            for name, _, new in self._store.chosen():
                yield name, self._store if new or not self._old else self._old

        writer.add(
            ((name, size) for name, size, _ in self._store.chosen()),
            (block for name, source in sources() for block in source.blocks(name)),
        )
        tallies = writer.add_documents(
            row for name, source in sources() for row in source.documents(name)
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
    tasks: Iterable[Task],
    gatherer: Gatherer,
    about: Mapping[str, str],
    jobs: int = 0,
    done: Callable[[int], None] = lambda size: None,
    keeps: Callable[[str], bool] = lambda name: False,
) -> Built:
    """Bring an index up to date with the files of ``tasks``.

    ``about`` decides, beside the texts, what is in it: where it differs from
    what an index says of itself, that one is built anew. ``done`` is told of
    the bytes that are read or known, ``keeps`` tells which other files of the
    index stay in it, unseen. Raises `ConfigError` for a file that is no index,
    `WriteError` where it cannot be written.
    """
    begun = time.time_ns()
    rules = gatherer.load_rules()
    comparer = Comparer.of(rules)
    assert comparer is not None
    builder = Builder(file, about, known_index(file, about), keeps)
    try:
        unread = builder.unread(tasks, done)
        for work, result in _results(builder, unread, gatherer, jobs):
            builder.take(result)
            done(work.task.size)
    except KeyboardInterrupt:
        builder.built.interrupted = True
    else:
        builder.end_file()
    return builder.finish(begun, comparer)


def _results(
    builder: Builder, unread: Iterable[Task], gatherer: Gatherer, jobs: int
) -> Iterator[tuple[Work, Result]]:
    processes, unread = foreseen(unread, jobs)
    work = builder.work(cut(unread, gatherer.options))
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
