"""What is read in words and in texts more than once, kept within bounds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Others = TypeVarTuple("Others")

# Of so many runs it is known which names they hold; then all is forgotten.
MOST_RUNS = 1 << 17
# The texts of a batch are read for what is compared across documents, and then again
# by rules: of so much text, of a batch and then some, it is kept what was read.
MOST_TEXT = 1 << 21


class Remembered(dict[str, T]):
    """What is ``read`` in a word or a run of them, read once.

    All is forgotten before it is too much.
    """

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, run: str) -> T:
        if len(self) >= MOST_RUNS:
            self.clear()
        self[run] = found = self._read(run)
        return found


def read_once(
    read: Callable[[str, Unpack[Others]], T],
) -> Callable[[str, Unpack[Others]], T]:
    """Keep what a function returns for the last texts, its first argument."""
    kept: OrderedDict[tuple[object, ...], tuple[T, int]] = OrderedDict()
    total = 0

    @wraps(read)
    def reading(text: str, /, *others: *Others) -> T:
        nonlocal total
        key = (text, *others)
        if key not in kept:
            result = read(text, *others)
            total += len(text)
            while kept and total > MOST_TEXT:
                _, (_, size) = kept.popitem(last=False)
                total -= size
            kept[key] = result, len(text)
        return kept[key][0]

    return reading
