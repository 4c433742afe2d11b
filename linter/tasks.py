"""What there is to do, in tasks of about `TASK_BYTES`.

A task is some files, or a range of lines of a large JSON Lines file. Such a
file is cut when its turn comes: however large it is, the work begins at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from linter.nouns import Noun
from linter.reading.compressed import SUFFIXES
from linter.reading.units import ByteRange, ReadOptions, holds_records

# Half as much as an engine takes at once: several processes end at about the same time.
TASK_BYTES = 1 << 19
# Compressed, they may have a hundred times as much in them.
COMPRESSED_BYTES = TASK_BYTES // 16
# However small they are: what is known of so many files takes some megabytes.
MOST_PARTS = 4000


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


class Plan(Noun):
    """The tasks that some files come to, made while they are asked for.

    Each time it is gone through, the files are, too. One that is larger than a task
    is the last of its own.
    """

    paths: Iterable[Path]

    def __iter__(self) -> Iterator[Task]:
        """Group the files, in order."""
        return grouped(map(_whole, self.paths))


def size_of(tasks: Iterable[Task]) -> int:
    """Return how many bytes there are to read in all."""
    return sum(task.size for task in tasks)


def come_to(tasks: Iterable[Task], size: int) -> bool:
    """Whether there are so many bytes to read; nothing beyond is looked at."""
    return any(sofar >= size for sofar in accumulate(task.size for task in tasks))


def grouped(parts: Iterable[Part], enough: int | None = None) -> Iterator[Task]:
    """Group parts into tasks of about ``enough`` bytes, or `TASK_BYTES`, in order."""
    enough = TASK_BYTES if enough is None else enough
    gathered: list[Part] = []
    size = 0
    for part in parts:
        gathered.append(part)
        size += part.size
        if size >= enough or len(gathered) >= MOST_PARTS:
            yield Task(tuple(gathered))
            gathered, size = [], 0
    if gathered:
        yield Task(tuple(gathered))


def cut(tasks: Iterable[Task], options: ReadOptions) -> Iterator[Task]:
    """Yield the tasks in order, with large JSON Lines files cut into ranges."""
    for task in tasks:
        if is_cut(task):
            yield from grouped(p for part in task.parts for p in _ranges(part, options))
        else:
            yield task


def is_cut(task: Task) -> bool:
    """Whether a task has large files, which become tasks of their own."""
    return any(map(_is_large, task.parts))


def _whole(path: Path) -> Part:
    try:
        return Part(path, path.stat().st_size)
    except OSError:
        # Reading it will say what is wrong with it.
        return Part(path, 0)


def _is_large(part: Part) -> bool:
    if part.size <= COMPRESSED_BYTES or part.lines or part.before is not None:
        return False
    packed = part.path.suffix.lower() in SUFFIXES
    large = part.size > (COMPRESSED_BYTES if packed else 2 * TASK_BYTES)
    return large and holds_records(part.path)


def _ranges(part: Part, options: ReadOptions) -> Iterator[Part]:
    if not _is_large(part):
        yield part
        return
    from linter.reading.cutting import plan_ranges

    try:
        for lines in plan_ranges(part.path, TASK_BYTES, options):
            size = min(lines.end - lines.start, max(part.size, 2 * TASK_BYTES))
            yield Part(part.path, size, lines)
    except OSError:
        # Gone or changed meanwhile: reading it will say so.
        yield part
