"""What a change brings: the documents it touches, as they are and as they were."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.cli.options import read_options, walk_options
from linter.config import Loaded
from linter.errors import ReadError
from linter.reading.covering import Coverage, real_place
from linter.reading.git import (
    Change,
    Repository,
    changes,
    contents,
    merge_base,
    repository,
)
from linter.reading.units import ReadOptions, Unit, holds_records, units_of
from linter.tasks import Part, Plan, Task, grouped

# What git puts in place of a byte in a name that it quotes.
QUOTED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
ESCAPES = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r"}
ESCAPES |= {b"t": b"\t", b"v": b"\v"}


@dataclass(frozen=True, slots=True)
class Touched:
    """A document that a change touches: what it is called, and its old content.

    ``path`` names both versions, so that the same settings hold for both;
    ``now`` tells whether it is still there.
    """

    path: Path
    blob: str | None
    now: bool


def listed(source: Path) -> list[Path]:
    """Return the paths that a file lists, or standard input for ``-``.

    They end with a NUL or with a line break. A name in quotes, as git prints
    those with unusual letters, is read as git means it.
    """
    if source == Path("-"):
        data = sys.stdin.buffer.read()
    else:
        try:
            data = source.read_bytes()
        except OSError as error:
            raise ReadError(f"{source}: cannot be read: {error.strerror}") from None
    ended = b"\0" if b"\0" in data else b"\n"
    names = [
        name if ended == b"\0" else name.rstrip(b"\r") for name in data.split(ended)
    ]
    return [_path(name, quoted=ended == b"\n") for name in names if name]


def _path(name: bytes, quoted: bool) -> Path:
    if quoted and len(name) > 1 and name.startswith(b'"') and name.endswith(b'"'):
        name = QUOTED.sub(lambda found: _unescaped(found[1]), name[1:-1])
    return Path(os.fsdecode(name))


def _unescaped(escape: bytes) -> bytes:
    if len(escape) == 3:
        return bytes([int(escape, 8) & 0xFF])
    return ESCAPES.get(escape, escape)


def tasks_of_change(
    paths: Sequence[Path], loaded: Loaded, base: str, skip: Sequence[Path] = ()
) -> list[Task]:
    """Return what to check: old versions first, then the documents as they are.

    Only what git says has changed is looked at, and of that what ``paths`` stand
    for. Raises `ReadError` where git cannot tell.
    """
    place = _place(paths)
    coverage = Coverage(paths, walk_options(loaded, skip))
    found = changes(place, merge_base(place, base))
    _check_there(coverage, found)
    touched = sorted(_touched(coverage, found), key=lambda one: one.path.parts)
    options = read_options(loaded.settings)
    old = [one for one in touched if one.blob]
    texts = contents(place, [one.blob for one in old if one.blob])
    parts: list[Part] = []
    new = {one.path: _whole(one.path) for one in touched if one.now}
    for one, data in zip(old, texts, strict=True):
        if one.now and holds_records(one.path):
            data, new[one.path] = _differing(one.path, data, options)
        parts.append(Part(one.path, len(data), before=data))
    now = (part for some in new.values() for part in some)
    return [*grouped(parts), *grouped(now)]


def _place(paths: Sequence[Path]) -> Repository:
    """Return the one repository that all paths are in."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    known = next((folder for folder in folders if folder.is_dir()), Path())
    place = repository(known)
    for path in paths:
        if not real_place(path).is_relative_to(place.root):
            raise ReadError(f"{path}: is not in {place.root}; check it without --base")
    return place


def _check_there(coverage: Coverage, found: Sequence[Change]) -> None:
    """Raise `ReadError` for a file that was named and is not, nor was, there."""
    gone = {change.before for change in found}
    for real, given in coverage.files.items():
        if real not in gone and not given.exists() and not given.is_symlink():
            raise ReadError(f"{given}: no such file or folder")


def _touched(coverage: Coverage, found: Sequence[Change]) -> Iterator[Touched]:
    """Yield the changed documents that are to be looked at, under one name each.

    What only moved brings nothing, unless it comes from where nobody looks.
    """
    for change in found:
        name = coverage.name(change.path) if change.path else None
        before = coverage.name(change.before) if change.before else None
        named = name is not None and change.path in coverage.files
        if before is None and named and change.before is not None:
            out = coverage.forces_out(change.before)
            before = None if out else change.before
        if change.same and name and before:
            continue
        path = name or before
        if path is not None:
            blob = change.blob if before else None
            yield Touched(path, blob, now=name is not None)


def _whole(path: Path) -> list[Part]:
    return [part for task in Plan([path]) for part in task.parts]


def _differing(
    path: Path, before: bytes, options: ReadOptions
) -> tuple[bytes, list[Part]]:
    """Return the old records that are gone, and where the new ones are."""
    from linter.reading.differing import differing

    try:
        with path.open("rb") as stream:
            found = differing(before, stream, options.encoding)
    except OSError:
        found = None
    if found is None:
        return before, _whole(path)
    gone, ranges = found
    return gone, [Part(path, lines.end - lines.start, lines) for lines in ranges]


def old_texts(tasks: Iterable[Task], options: ReadOptions) -> Iterator[tuple[str, str]]:
    """Yield the old versions that tasks are about: what each is called, its text."""
    for part in (part for task in tasks for part in task.parts):
        for item in units_of(part.before or b"", part.path, options):
            if isinstance(item, Unit):
                yield str(part.path), item.document.text
