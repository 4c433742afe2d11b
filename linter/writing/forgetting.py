"""A ledger is kept to what can still be undone by it."""

from __future__ import annotations

from functools import partial
from hashlib import file_digest
from pathlib import Path

from linter.writing.entries import Line
from linter.writing.ledger import locked
from linter.writing.recorded import Ledger, Recorded, read_ledger, rewrite


def forget_outdated(path: Path, start: int) -> None:
    """Rewrite a ledger in one step, without what a later run has made again.

    The lines of that run begin at the offset ``start``, and stay. Of earlier ones
    stay those of files that still are what they were left as.
    """
    with locked(path):
        _forget(read_ledger(path), start)


def _forget(ledger: Ledger, start: int) -> None:
    again = {one.entry.output for one in ledger.files if one.offset >= start}
    kept = [
        one.number
        for one in ledger.files
        if one.offset >= start
        or (one.entry.output not in again and _is_as_left(ledger, one))
    ]
    renumbered = {old: new for new, old in enumerate(kept)}
    rewrite(ledger.path, partial(_kept, ledger, renumbered))


def _kept(
    ledger: Ledger, renumbered: dict[int, int], line: Line, offset: int, number: int
) -> Line | None:
    kind = line.get("type")
    if kind == "ledger":
        return None if offset else line
    if kind == "undone":
        file = renumbered.get(line["file"])
        return None if file is None else {**line, "file": file}
    whole = number in renumbered and offset >= ledger.files[number].offset
    return line if whole else None


def _is_as_left(ledger: Ledger, recorded: Recorded) -> bool:
    try:
        with ledger.place(recorded).open("rb") as stream:
            found = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return False
    return found in {
        recorded.entry.sha256_after,
        *(undone.sha256_after for undone in recorded.undone),
    }
