"""What documents say of each other, asked of those who have read them.

When all documents are read, two rounds of work follow: which usual forms the rare
ones may stand for, and where the rare ones stand that are sure to be wrong. The
processes that read the documents know most of the forms already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TypeAlias

from linter.checking import Checked, note
from linter.reading.units import Item, ReadOptions, Unit, read_units, units_of
from linter.tasks import Part, Task

if TYPE_CHECKING:
    from linter.corpus.comparing import Comparer, Verdicts

# Rare forms in one piece of work: a tenth of a second or two.
MOST_RARE = 1000
# Bytes of documents that are held against the others in one piece of work.
MOST_HELD = 1 << 18

# The usual forms that a rare one may stand for.
Alike: TypeAlias = Mapping[str, Collection[str]]


class Matching(NamedTuple):
    """A part of the question which of the usual forms some rare ones may stand for."""

    rule: str
    rare: Sequence[str]
    usual: Sequence[str]


class Judged:
    """Verdicts on rare forms; on the way to another process they are packed once."""

    def __init__(self, verdicts: Verdicts, packed: bytes = b"") -> None:
        self.verdicts = verdicts
        self._packed = packed

    def __reduce__(self) -> tuple[object, ...]:
        import pickle

        self._packed = self._packed or pickle.dumps(self.verdicts)
        return _arrived, (self._packed,)


@lru_cache(maxsize=1)
def _arrived(packed: bytes) -> Judged:
    import pickle

    return Judged(pickle.loads(packed), packed)


class Holding(NamedTuple):
    """Files to be held against the verdicts on the forms that are in them."""

    task: Task
    judged: Judged


Work: TypeAlias = Task | Matching | Holding


class Rounds(Protocol):
    """Knows what is left to do once all tasks are done."""

    def rounds(self) -> Iterator[Iterable[Matching | Holding]]:
        """Yield round after round; the next is asked for when the last one is done."""

    def answer(self, asked: Matching, alike: Alike) -> None:
        """Take the answer to a question."""


def questions(
    rule: str, rare: Sequence[str], usual: Sequence[str]
) -> Iterator[Matching]:
    """Yield a question in parts."""
    for start in range(0, len(rare), MOST_RARE):
        yield Matching(rule, rare[start : start + MOST_RARE], usual)


def matched(asked: Matching, comparer: Comparer) -> Alike:
    """Return the usual forms that each of the rare ones may stand for."""
    return comparer.comparisons[asked.rule].matched(asked.rare, asked.usual)


def held(
    holding: Holding,
    comparer: Comparer,
    options: ReadOptions,
    typed: BinaryIO | None = None,
) -> Checked:
    """Return what is found in some files; nothing else is counted.

    What was ``typed`` stands for the file it is called by.
    """
    checked, verdicts = Checked(holding.task, again=True), holding.judged.verdicts
    for part in holding.task.parts:
        for item in _read(part, options, typed):
            if isinstance(item, Unit):
                found = comparer.findings(item.document, verdicts)
                if found:
                    note(checked, item.document, found, comparer.rules.rules)
    return checked


def _read(part: Part, options: ReadOptions, typed: BinaryIO | None) -> Iterator[Item]:
    if part.before is not None:
        return units_of(part.before, part.path, options)
    return read_units(part.path, options, typed, part.lines)
