"""A file is read, settled document by document, and written with its ledger."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

from linter.errors import WriteError
from linter.reading.units import Failure, ReadOptions, read_units, unreadable
from linter.writing.atomic import TEMPORARY, NewFile, new_file, same_file
from linter.writing.entries import EditEntry, FileEntry
from linter.writing.holding import Held, changed_meanwhile, put_in_place
from linter.writing.ledger import HeldEdits, LedgerWriter, unwritable
from linter.writing.patch import Region
from linter.writing.pieces import Piece, Settle, changed_regions, settled_pieces

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of one file.

    ``rules`` counts changes by rule; ``failures`` are documents that were left
    as they were. ``regions`` and ``before`` are for a diff: the changes and the
    file's bytes, where there was no target to write.
    """

    path: Path
    documents: int = 0
    changes: int = 0
    rules: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    binary: bool = False
    before: bytes = b""
    regions: tuple[Region, ...] = ()
    held: Held | None = None

    @property
    def changed(self) -> bool:
        """Whether the new bytes are not the old ones."""
        return self.changes > 0


@dataclass(frozen=True, slots=True)
class _Job:
    source: Path
    info: os.stat_result
    target: Path
    edits: HeldEdits
    prefix: str


@dataclass(slots=True)
class _Tally:
    """What was seen of a file so far."""

    size: int = 0
    documents: int = 0
    changes: int = 0
    binary: bool = False
    encoding: str = ""
    rules: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    digest: Hash = field(default_factory=sha256)

    def add(self, piece: Piece) -> None:
        self.size += len(piece.data)
        self.digest.update(piece.data)
        self.changes += len(piece.changes)
        self.binary |= piece.binary
        for change in piece.changes:
            self.rules.update(dict.fromkeys(change.rules, 1))
        if piece.unit is not None:
            self.documents += 1
            self.encoding = piece.unit.encoding
        if piece.failure is not None:
            self.failures.append(piece.failure._replace(data=b""))


def clean_file(
    source: Path,
    target: Path | None,
    options: ReadOptions,
    settle: Settle,
    ledger: LedgerWriter | None = None,
) -> Cleaned:
    """Settle every document of ``source`` and write the outcome to ``target``.

    The target is replaced in one step: by the fixed file, or by a copy where
    nothing is to be changed; a source that is its own target is then left
    alone. Without a target nothing is written. A document that fails keeps its
    bytes. Raises `WriteError` where the target cannot be written, or the source
    changed in the meantime.
    """
    cleaned = hold_file(source, target, options, settle)
    if cleaned.held is not None:
        put_in_place(cleaned.held, ledger)
    return replace(cleaned, held=None)


def hold_file(
    source: Path,
    target: Path | None,
    options: ReadOptions,
    settle: Settle,
    prefix: str = TEMPORARY,
) -> Cleaned:
    """Do what `clean_file` does, but leave the new file beside its place.

    The names of all files that are made for that begin with ``prefix``.
    """
    try:
        info = source.stat()
        if not stat.S_ISREG(info.st_mode):
            special = Failure(source, None, "not a regular file; it cannot be fixed")
            return Cleaned(source, failures=(special,))
        stream = source.open("rb")
    except OSError as error:
        return Cleaned(source, failures=(unreadable(source, error),))
    with stream:
        pieces = settled_pieces(read_units(source, options, stream), settle)
        if target is None:
            return _preview(source, pieces)
        try:
            with HeldEdits() as edits:
                return _clean(_Job(source, info, target, edits, prefix), pieces)
        except OSError as error:
            raise unwritable(target, error) from None


def _preview(source: Path, pieces: Iterable[Piece]) -> Cleaned:
    tally = _Tally()
    before: list[bytes] = []
    regions: list[Region] = []
    for piece in pieces:
        before.append(piece.data)
        regions += changed_regions(piece, tally.size)
        tally.add(piece)
    told = _told(source, tally)
    if not regions:
        return told
    return replace(told, before=b"".join(before), regions=tuple(regions))


def _clean(job: _Job, pieces: Iterator[Piece]) -> Cleaned:
    tally = _Tally()
    for piece in pieces:
        if piece.changes:
            written = _write(job, chain([piece], pieces), tally)
            return replace(_told(job.source, tally), held=written)
        tally.add(piece)
    copied = None if job.target == job.source else _copy(job, tally)
    return replace(_told(job.source, tally), held=copied)


def _write(job: _Job, pieces: Iterable[Piece], tally: _Tally) -> Held:
    """Write the fixed file: what was read before the first change, then the rest."""
    with _begun(job) as new:
        digest = _copy_read(job, tally, new)
        for piece in pieces:
            tally.add(piece)
            digest.update(piece.new)
            new.write(piece.new)
            _keep_edits(job, piece)
        _check_whole(job, tally)
        edits = job.edits.kept(new.target.parent, job.prefix)
        new.hold()
    entry = _file_entry(job, tally, digest)
    return Held(job.source, job.info, new.temporary, new.target, entry, edits)


def _copy(job: _Job, tally: _Tally) -> Held:
    with _begun(job) as new:
        if tally.binary:
            with job.source.open("rb") as stream:
                copyfileobj(stream, new.stream, _BLOCK)
        else:
            _copy_read(job, tally, new)
            _check_whole(job, tally)
        new.hold()
    return Held(job.source, job.info, new.temporary, new.target)


def _begun(job: _Job) -> AbstractContextManager[NewFile]:
    if job.target == job.source:
        place = job.source.resolve()
        return new_file(place, like=place, prefix=job.prefix)
    if job.target.resolve() == job.source.resolve():
        hint = "the copy would replace its own source; fix it in place"
        raise WriteError(f"{job.target}: {hint}")
    job.target.parent.mkdir(parents=True, exist_ok=True)
    return new_file(job.target, like=job.source, prefix=job.prefix)


def _copy_read(job: _Job, tally: _Tally, new: NewFile) -> Hash:
    """Copy as much as was read, and see that it is still the same."""
    digest = sha256()
    left = tally.size
    with job.source.open("rb") as stream:
        while left and (block := stream.read(min(left, _BLOCK))):
            digest.update(block)
            new.write(block)
            left -= len(block)
    if digest.digest() != tally.digest.digest():
        raise changed_meanwhile(job.source)
    return digest


def _check_whole(job: _Job, tally: _Tally) -> None:
    if tally.size != job.info.st_size or not same_file(job.info, job.source):
        raise changed_meanwhile(job.source)


def _keep_edits(job: _Job, piece: Piece) -> None:
    if piece.unit is None:
        return
    document = piece.unit.document
    for change, edit in zip(piece.changes, piece.edits, strict=True):
        entry = EditEntry(
            str(job.source),
            document.record,
            document.record_line,
            change.rules,
            change.safety,
            change.span,
            change.before,
            change.after,
            edit,
        )
        job.edits.add(entry)


def _file_entry(job: _Job, tally: _Tally, digest: Hash) -> FileEntry:
    return FileEntry(
        str(job.source),
        str(job.target),
        tally.digest.hexdigest(),
        digest.hexdigest(),
        tally.changes,
        tally.encoding,
    )


def _told(source: Path, tally: _Tally) -> Cleaned:
    return Cleaned(
        source,
        tally.documents,
        tally.changes,
        dict(tally.rules),
        tuple(tally.failures),
        tally.binary,
    )
