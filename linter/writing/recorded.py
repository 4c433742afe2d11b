"""What a ledger tells: which files were changed, and by which edits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from linter.errors import LedgerError
from linter.writing.atomic import new_file
from linter.writing.entries import (
    EditEntry,
    FileEntry,
    Line,
    UndoneEntry,
    as_bytes,
    check_head,
    edit_entry,
    file_entry,
    take,
    undone_entry,
)
from linter.writing.ledger import locked, unwritable


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of a ledger: its number from 0, and where its edits begin."""

    number: int
    entry: FileEntry
    offset: int
    undone: tuple[UndoneEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger that was read through and found whole; edits stay on disk."""

    path: Path
    files: tuple[Recorded, ...]
    rules: frozenset[str]

    def edits(self, recorded: Recorded) -> Iterator[EditEntry]:
        """Yield the edits of a file, in the order they were written."""
        where = str(self.path)
        lines = (line for _, _, line in _lines(self.path, recorded.offset))
        edits = (line for line in lines if line.get("type") == "edit")
        for line in islice(edits, recorded.entry.edits):
            yield edit_entry(line, where)

    def place(self, recorded: Recorded) -> Path:
        """Return where a file is, from here or else from where the ledger lies."""
        path = Path(recorded.entry.output)
        beside = self.path.parent / path
        return beside if not path.exists() and beside.exists() else path


def read_ledger(path: Path) -> Ledger:
    """Read a ledger through; raise `LedgerError` for anything that is amiss.

    A torn last line, and edits without the line of their file, are what a
    killed run leaves: their file was not touched, and they do not count.
    """
    files: list[Recorded] = []
    rules: set[str] = set()
    run = _Run("", 0, 0)
    headed = False
    for offset, where, line in _lines(path):
        kind = line.get("type")
        if not headed or kind == "ledger":
            # A run that was made again and did not end went on behind an earlier one.
            check_head(line, where)
            headed, run = True, _Run("", 0, 0)
        elif kind == "edit":
            edit = edit_entry(line, where)
            rules.update(edit.rules)
            run = run.with_edit(edit.path, offset)
        elif kind == "file":
            files.append(_recorded(file_entry(line, where), run, len(files), where))
            run = _Run("", 0, 0)
        elif kind == "undone":
            _add_undone(files, undone_entry(line, where), where)
        else:
            raise LedgerError(f"{where}: type: {kind!r} is not known; update mtlint")
    if not headed:
        raise LedgerError(f"{path}: not a ledger of mtlint: it is empty")
    return Ledger(path, tuple(files), frozenset(rules))


def outcomes(path: Path) -> Iterator[bytes]:
    """Yield the digests of what a ledger's files held, before their edits and after.

    Raises `LedgerError` for what is no ledger.
    """
    headed = False
    for _, where, line in _lines(path):
        if not headed:
            check_head(line, where)
            headed = True
        for key in ("sha256_before", "sha256_after"):
            if line.get("type") in {"file", "undone"} and key in line:
                yield _digest(line, key, where)


def _digest(line: Line, key: str, where: str) -> bytes:
    try:
        return bytes.fromhex(take(line, key, str, where))
    except ValueError:
        raise LedgerError(f"{where}: {key}: not a digest; was it edited?") from None


def mark_undone(ledger: Ledger, states: Mapping[int, UndoneEntry]) -> None:
    """Rewrite the ledger in one step: mark the edits that are undone.

    ``states`` are the files (by number) that were undone in part; their
    ``undone`` lines are not needed any more and go.
    """
    with locked(ledger.path):
        rewrite(ledger.path, partial(_marked, ledger, states))


def rewrite(path: Path, becomes: Callable[[Line, int, int], Line | None]) -> None:
    """Rewrite a ledger in one step; a line that becomes ``None`` goes.

    Of each line its offset is told, and the number of the file that it belongs to.
    """
    try:
        with new_file(path, path) as new:
            number = 0
            for offset, _, old in _lines(path):
                line = becomes(old, offset, number)
                number += old.get("type") == "file"
                if line is not None:
                    new.write(as_bytes(line))
            new.take_place()
    except OSError as error:
        raise unwritable(path, error) from None


@dataclass(frozen=True, slots=True)
class _Run:
    """Edit lines of one file that follow each other."""

    path: str
    offset: int
    count: int

    def with_edit(self, path: str, offset: int) -> _Run:
        if self.count and self.path == path:
            return _Run(path, self.offset, self.count + 1)
        return _Run(path, offset, 1)


def _recorded(entry: FileEntry, run: _Run, number: int, where: str) -> Recorded:
    if (run.path, run.count) != (entry.path, entry.edits) or not run.count:
        told = f"{entry.edits} edits of {entry.path}"
        raise LedgerError(f"{where}: edits: {told} do not stand before this line")
    return Recorded(number, entry, run.offset)


def _add_undone(files: list[Recorded], entry: UndoneEntry, where: str) -> None:
    if not 0 <= entry.file < len(files):
        raise LedgerError(f"{where}: file: there is no file {entry.file} before this")
    old = files[entry.file]
    files[entry.file] = replace(old, undone=(*old.undone, entry))


def _marked(
    ledger: Ledger,
    states: Mapping[int, UndoneEntry],
    line: Line,
    offset: int,
    number: int,
) -> Line | None:
    kind = line.get("type")
    if kind == "undone":
        return None if line["file"] in states else line
    if number not in states or offset < ledger.files[number].offset:
        return line
    if kind == "file":
        return {**line, "sha256_after": states[number].sha256_after}
    undone = edit_entry(line, str(ledger.path)).among(states[number].rules)
    return {**line, "undone": True} if undone else line


def _lines(path: Path, offset: int = 0) -> Iterator[tuple[int, str, Line]]:
    """Yield offset, place and content of each line, but for a torn last one."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            for number, data in enumerate(stream, 1):
                where = f"{path}:{number}"
                try:
                    line: Any = json.loads(data) if data.strip() else None
                except (ValueError, RecursionError):
                    if not data.endswith(b"\n"):
                        return
                    raise LedgerError(f"{where}: not JSON; was it edited?") from None
                if line is not None and not isinstance(line, dict):
                    raise LedgerError(f"{where}: not an object; not a ledger of mtlint")
                if line is not None:
                    yield offset, where, line
                offset += len(data)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read: {error.strerror}") from None
