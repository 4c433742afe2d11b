"""A ledger is kept to what can still be undone by it."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

from linter.writing.atomic import new_file
from linter.writing.entries import Line, as_bytes
from linter.writing.ledger import locked, unwritable
from linter.writing.recorded import Ledger, Recorded, read_ledger, read_lines


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
    try:
        with new_file(ledger.path, ledger.path) as new:
            number = 0
            for offset, _, line in read_lines(ledger.path):
                stays = _kept(line, offset, number, ledger, renumbered)
                number += line.get("type") == "file"
                if stays is not None:
                    new.write(as_bytes(stays))
            new.take_place()
    except OSError as error:
        raise unwritable(ledger.path, error) from None


def _kept(
    line: Line, offset: int, number: int, ledger: Ledger, renumbered: dict[int, int]
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
