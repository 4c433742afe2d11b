"""Stretches of a file: what they held, and what they hold once settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from linter.errors import MtlintError
from linter.model import Document
from linter.reading.units import Binary, Failure, Item, RawEdit, Unit
from linter.settled import Change, Settled
from linter.writing.patch import Region, applied

# Documents are looked at in batches of about so many characters.
AHEAD = 1 << 20


@runtime_checkable
class LooksAhead(Protocol):
    """Settles documents faster when it is told beforehand which will come."""

    def __call__(self, document: Document) -> Settled:
        """Return a document with its fixes made."""

    def look_ahead(self, documents: Sequence[Document]) -> None:
        """Do what can be done for all of them at once."""


Settle = Callable[[Document], Settled] | LooksAhead


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file: its bytes, its new bytes, and how they came about."""

    data: bytes
    new: bytes
    unit: Unit | None = None
    changes: tuple[Change, ...] = ()
    edits: tuple[RawEdit, ...] = ()
    failure: Failure | None = None
    binary: bool = False


def settled_pieces(items: Iterable[Item], settle: Settle) -> Iterator[Piece]:
    """Settle what a file holds; a document that fails stays as it is."""
    ahead = _looked_at(items, settle) if isinstance(settle, LooksAhead) else items
    for item in ahead:
        if isinstance(item, Unit):
            yield _settled(item, settle)
        elif isinstance(item, Failure):
            yield Piece(item.data, item.data, failure=item)
        elif isinstance(item, Binary):
            yield Piece(b"", b"", binary=True)
        else:
            yield Piece(item.data, item.data)


def _looked_at(items: Iterable[Item], settle: LooksAhead) -> Iterator[Item]:
    """Yield items in order, after a look at the documents of many of them."""
    for batch in _batches(items):
        settle.look_ahead([item.document for item in batch if isinstance(item, Unit)])
        yield from batch


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.document.text) if isinstance(item, Unit) else 0
        if size >= AHEAD:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _settled(unit: Unit, settle: Settle) -> Piece:
    try:
        changes = settle(unit.document).changes
        new, edits = unit.splice(changes) if changes else (unit.data, ())
    except MtlintError as error:
        line = unit.document.record_line
        failure = Failure(unit.document.path, line, str(error))
        return Piece(unit.data, unit.data, unit, failure=failure)
    if new == unit.data:
        return Piece(unit.data, unit.data, unit)
    return Piece(unit.data, new, unit, changes, edits)


def changed_regions(piece: Piece, offset: int) -> list[Region]:
    """Return the changed bytes of a piece that begins at ``offset`` of its file."""
    unit = piece.unit
    if unit is None or not piece.edits:
        return []
    text = piece.data[len(unit.bom) :].decode(unit.encoding)
    regions: list[Region] = []
    position, letters = len(unit.bom), 0
    for edit in piece.edits:
        position += len(text[letters : edit.start].encode(unit.encoding))
        before, after = (t.encode(unit.encoding) for t in (edit.before, edit.after))
        regions.append(Region(position, before, after))
        position += len(before)
        letters = edit.start + len(edit.before)
    if applied(piece.data, regions) != piece.new:
        # An encoding with shift states, where a letter's bytes have no one place.
        regions = [Region(0, piece.data, piece.new)]
    return [replace(region, start=offset + region.start) for region in regions]
