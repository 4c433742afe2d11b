"""Full stops of a batch behind which no word shows a verb at a glance.

What `linter.kinds.junctions` and `linter.kinds.veto` would refuse sentence by
sentence is refused here for all sentences at once, as far as single words tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from linter.kinds.junctions import (
    CERTAIN,
    MANY,
    OPENER_ENDINGS,
    OPENERS,
    PERSONAL,
    SMALL_WORDS,
)
from linter.kinds.units import units_of
from linter.kinds.words import COMMA, LINE, SPACE, STOP, key_of, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from linter.kinds.words import Keys, Numbers, WordTable

    Flags = NDArray[np.bool_]

# The shortest sentence that is judged.
FEWEST = 3
REFUSING = CERTAIN | PERSONAL


def stops_in(buffer: bytes, table: WordTable, finite: frozenset[str]) -> Numbers:
    """Return the full stops of ``buffer`` that may stand before a verbless sentence.

    ``finite`` are the words that are verbs wherever they stand. Each sentence costs as
    many steps as it has words.
    """
    firsts, lengths = _sentences(buffer, table)
    words, numbers = _words_of(firsts, lengths)
    keys = table.keys[words]
    # One that is taken for a small word is looked at again, sentence by sentence.
    small = _any_of(_may_be(keys, SMALL_WORDS), numbers, len(firsts))
    refused = _any_of(_among(keys, REFUSING), numbers, len(firsts))
    kept = ~refused & (small | (lengths < MANY))
    firsts, lengths = firsts[kept], lengths[kept]
    words, numbers = _words_of(firsts, lengths)
    verbs = _any_of(_verbs(table, words, finite), numbers, len(firsts))
    found: Numbers = table.starts[firsts[~verbs]] - 2
    return found


def _words_of(firsts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Return the words of sentences, and for each the number of its sentence."""
    import numpy as np

    before = np.repeat(firsts - np.cumsum(lengths) + lengths, lengths)
    words: Numbers = np.arange(lengths.sum()) + before
    return words, np.repeat(np.arange(len(firsts)), lengths)


def _any_of(telling: Flags, numbers: Numbers, count: int) -> Flags:
    """Return which of ``count`` sentences have a ``telling`` word."""
    import numpy as np

    some = np.zeros(count, bool)
    some[numbers[telling]] = True
    return some


def _sentences(buffer: bytes, table: WordTable) -> tuple[Numbers, Numbers]:
    """Return the first words and the lengths of sentences behind a full stop.

    Those that open as people open sentences without a verb are left out.
    """
    import numpy as np

    firsts, lengths, _ = units_of(table, (STOP, LINE))
    codes = np.frombuffer(buffer, np.uint8)
    starts = table.starts[firsts]
    here = np.flatnonzero((starts >= 2) & (lengths >= FEWEST))
    at = starts[here]
    capital = (codes[at] >= ord("A")) & (codes[at] <= ord("Z"))
    here = here[capital & (codes[at - 1] == ord(" ")) & (codes[at - 2] == ord("."))]
    here = here[_stopped(codes, table.ends[firsts[here] + lengths[here] - 1])]
    here = here[~_among(table.keys[firsts[here]], OPENERS)]
    here = here[~_ends_in(codes, table.ends[firsts[here]], OPENER_ENDINGS)]
    return firsts[here], lengths[here]


def _stopped(codes: NDArray[np.uint8], ends: Numbers) -> Flags:
    """Return which sentences end in a full stop, or a figure in percent."""
    import numpy as np

    behind = codes[np.minimum(ends, len(codes) - 1)]
    stopped: Flags = (behind == ord(".")) | (behind == ord("%"))
    return stopped


def _ends_in(codes: NDArray[np.uint8], ends: Numbers, endings: Sequence[str]) -> Flags:
    """Return which words end in one of ``endings``."""
    import numpy as np

    found = np.zeros(len(ends), bool)
    for ending in endings:
        same = np.ones(len(ends), bool)
        for back, letter in enumerate(reversed(ending), 1):
            same &= codes[ends - back] == ord(letter)
        found |= same
    return found


def _verbs(table: WordTable, words: Numbers, finite: frozenset[str]) -> Flags:
    """Return which ``words`` are ``finite`` and no parts of longer ones.

    One behind "to" does not count: what is joined to an infinitive is left out of a
    sentence before it is judged.
    """
    import numpy as np

    found = _among(table.keys[words], finite)
    at = np.flatnonzero(found)
    edge = np.zeros(256, bool)
    edge[[SPACE, COMMA, STOP, LINE]] = True
    gaps = np.append(table.gaps, np.uint8(LINE))
    alone = edge[gaps[words[at] - 1]] & edge[gaps[words[at]]]
    found[at] = alone & (table.keys[words[at] - 1] != np.uint64(key_of("to")))
    return found


def _among(keys: Keys, words: frozenset[str]) -> Flags:
    """Return which ``keys`` are among some words; most are told by 16 bits of them."""
    import numpy as np

    some, _ = _numbers(words)
    found = _may_be(keys, words)
    likely = np.flatnonzero(found)
    place = np.minimum(np.searchsorted(some, keys[likely]), len(some) - 1)
    found[likely] = some[place] == keys[likely]
    return found


def _may_be(keys: Keys, words: frozenset[str]) -> Flags:
    """Return which ``keys`` are among some words, or have their lower bits."""
    import numpy as np

    found: Flags = _numbers(words)[1][keys & np.uint64(0xFFFF)]
    return found


@cache
def _numbers(words: frozenset[str]) -> tuple[Keys, Flags]:
    """Return the sorted numbers of words, and what their lower 16 bits may be."""
    import numpy as np

    some = np.sort(keys_of([*words]))
    maybe = np.zeros(1 << 16, bool)
    maybe[some & np.uint64(0xFFFF)] = True
    return some, maybe
