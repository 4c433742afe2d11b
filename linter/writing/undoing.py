"""Edits are taken back, by the ledger that recorded them.

A file is touched only while its bytes are those the ledger left; what comes
out of a full undo must be the bytes the ledger found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest, sha256
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from linter.errors import (
    LedgerError,
    MtlintError,
    UnknownRuleError,
    WriteError,
    did_you_mean,
)
from linter.reading.encodings import Encoded, decode
from linter.reading.jsonl import read_lines
from linter.writing.atomic import NewFile, new_file, same_file
from linter.writing.entries import EditEntry, RuleSets, UndoneEntry
from linter.writing.ledger import LedgerWriter
from linter.writing.recorded import Ledger, Recorded, mark_undone, read_ledger


class Outcome(StrEnum):
    """What became of a file that a ledger tells of."""

    RESTORED = "restored"
    PARTLY = "partly restored"
    KEPT = "kept"
    ALREADY = "already as it was"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Undone:
    """One file after an undo.

    ``edits`` were taken back now and ``left`` are still in; ``mixed`` of those
    were left since only some of their rules were chosen. ``reason`` says why
    it failed.
    """

    path: Path
    outcome: Outcome
    edits: int = 0
    left: int = 0
    mixed: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which edits of a file are in, and which of those go.

    ``gone`` and ``chosen`` are sets of rules: an edit is of them where one set
    holds all of its rules. No ``chosen`` stands for every edit.
    """

    gone: RuleSets
    chosen: RuleSets

    def is_in(self, edit: EditEntry) -> bool:
        return not edit.undone and not edit.among(self.gone)

    def goes(self, edit: EditEntry) -> bool:
        return self.is_in(edit) and (not self.chosen or edit.among(self.chosen))

    @property
    def out(self) -> RuleSets:
        return (*self.gone, *self.chosen)

    def count(self, edits: Iterable[EditEntry]) -> tuple[int, int, int]:
        """Count the edits that go, that stay, and that stay though in part chosen."""
        going = left = mixed = 0
        for edit in filter(self.is_in, edits):
            goes = self.goes(edit)
            going += goes
            left += not goes
            mixed += not goes and any(map(set(edit.rules).intersection, self.chosen))
        return going, left, mixed


def undo(ledger_path: Path, rules: Sequence[str] = ()) -> Iterator[Undone]:
    """Take back the edits of a ledger, of all rules or the chosen ones.

    Works from the last file to the first, and goes on after one that fails.
    A rule is named in full, without its pack, or by its pack alone. Raises
    `LedgerError` before anything is touched, and `UnknownRuleError` for a rule
    that made no edit.
    """
    ledger = read_ledger(ledger_path)
    known = sorted(ledger.rules)
    named = frozenset(rule for name in rules for rule in _named(name, known))
    return _undo_all(ledger, (named,) if rules else ())


def _named(name: str, known: Sequence[str]) -> list[str]:
    found = [
        rule
        for rule in known
        if name in {rule, rule.rpartition("/")[2]}
        or rule.startswith(name.rstrip("/") + "/")
    ]
    if not found:
        hint = did_you_mean(name, list(known))
        raise UnknownRuleError(f"{name}: made no edit in this ledger{hint}")
    return found


def _undo_all(ledger: Ledger, chosen: RuleSets) -> Iterator[Undone]:
    if not chosen:
        yield from _undo_files(ledger, chosen, None)
        return
    # A part that was undone is told in lines at the end of the ledger, file by
    # file, so that a run that is killed can go on; then the edits are marked.
    states: dict[int, UndoneEntry] = {}
    try:
        with LedgerWriter(ledger.path) as writer:
            yield from _undo_files(ledger, chosen, _Journal(writer, states))
    finally:
        if states:
            mark_undone(ledger, states)


def _undo_files(
    ledger: Ledger, chosen: RuleSets, journal: _Journal | None
) -> Iterator[Undone]:
    # A copy that was made again tells nothing any more of how it was made before.
    settled: set[str] = set()
    for recorded in reversed(ledger.files):
        entry = recorded.entry
        if entry.output in settled:
            continue
        undone = _undo_file(ledger, recorded, chosen, journal)
        if entry.output != entry.path and undone.outcome is not Outcome.FAILED:
            settled.add(entry.output)
        yield undone


@dataclass(frozen=True, slots=True)
class _Journal:
    writer: LedgerWriter
    states: dict[int, UndoneEntry]

    @contextmanager
    def recorded(self, entry: UndoneEntry) -> Iterator[None]:
        with self.writer.recorded(entry):
            yield
        self.states[entry.file] = entry


def _undo_file(
    ledger: Ledger, recorded: Recorded, chosen: RuleSets, journal: _Journal | None
) -> Undone:
    path = ledger.place(recorded)
    try:
        with path.open("rb") as stream:
            return _undo_stream(stream, path, ledger, recorded, chosen, journal)
    except OSError as error:
        reason = f"cannot be restored: {error.strerror or error}"
    except (MtlintError, UnicodeError) as error:
        reason = str(error)
    return Undone(path, Outcome.FAILED, reason=reason)


def _undo_stream(
    stream: BufferedReader,
    path: Path,
    ledger: Ledger,
    recorded: Recorded,
    chosen: RuleSets,
    journal: _Journal | None,
) -> Undone:
    info = os.fstat(stream.fileno())
    found = file_digest(stream, "sha256").hexdigest()
    if found == recorded.entry.sha256_before:
        return Undone(path, Outcome.ALREADY)
    states = {entry.sha256_after: entry.rules for entry in recorded.undone}
    states.setdefault(recorded.entry.sha256_after, ())
    if found not in states:
        return Undone(path, Outcome.FAILED, reason="has changed since; left as it is")
    plan = _Plan(states[found], chosen)
    edits, left, mixed = plan.count(ledger.edits(recorded))
    if not edits:
        return Undone(path, Outcome.KEPT, 0, left, mixed)
    place = path.resolve()
    with new_file(place, like=place) as new:
        stream.seek(0)
        after = _write_restored(stream, ledger, recorded, plan, new)
        if not left and after != recorded.entry.sha256_before:
            raise LedgerError("its edits do not give back the file that was")
        if not same_file(info, path):
            raise WriteError("changed while it was being restored; run again")
        with _noted(journal, UndoneEntry(recorded.number, plan.out, after), left):
            new.take_place()
    outcome = Outcome.PARTLY if left else Outcome.RESTORED
    return Undone(path, outcome, edits, left, mixed)


def _noted(
    journal: _Journal | None, entry: UndoneEntry, left: int
) -> AbstractContextManager[None]:
    """Note what a partial undo leaves; a whole one is told by the file's hash."""
    return journal.recorded(entry) if journal and left else nullcontext()


def _write_restored(
    stream: BinaryIO, ledger: Ledger, recorded: Recorded, plan: _Plan, new: NewFile
) -> str:
    digest = sha256()
    edits = ledger.edits(recorded)
    for data in _restored(stream, recorded.entry.encoding, edits, plan):
        new.write(data)
        digest.update(data)
    return digest.hexdigest()


def _restored(
    stream: BinaryIO, encoding: str, edits: Iterator[EditEntry], plan: _Plan
) -> Iterator[bytes]:
    """Yield the file's bytes without the edits that go, a line at a time."""
    by_line = groupby(edits, key=lambda edit: edit.record_line)
    number, of_line = next(by_line)
    if number is None:
        yield _reverted(decode(stream.read(), encoding), of_line, plan)
        return
    for line in read_lines(stream, encoding):
        if line.number == number:
            yield _reverted(line.decode(), of_line, plan)
            number, of_line = next(by_line, (None, iter(())))
        else:
            yield line.data
    if number is not None:
        raise LedgerError(f"line {number}: an edit does not fit; is it this file's?")


def _reverted(encoded: Encoded, edits: Iterator[EditEntry], plan: _Plan) -> bytes:
    pieces: list[str] = []
    position = grown = 0
    for edit in filter(plan.is_in, edits):
        start = edit.raw.start + grown
        end = start + len(edit.raw.after)
        if start < position or encoded.text[start:end] != edit.raw.after:
            raise LedgerError(f"an edit at {edit.raw.start} does not fit the file")
        grown += len(edit.raw.after) - len(edit.raw.before)
        if plan.goes(edit):
            pieces += encoded.text[position:start], edit.raw.before
            position = end
    return encoded.encode("".join([*pieces, encoded.text[position:]]))
