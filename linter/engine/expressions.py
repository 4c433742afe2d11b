"""Regular expressions as trees: characters, sequences, choices, repeats, tests."""

from __future__ import annotations

from dataclasses import dataclass

from linter.engine.characters import Ranges

# Far more than any search may take: what is beyond is not counted exactly.
MOST_STEPS = 1 << 40


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of sorted, disjoint ranges of code points."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same again, ``low`` to ``high`` times; ``possessive``, as often as can be."""

    node: Node
    low: int
    high: int
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A test of what stands before or behind, taking no characters."""

    node: Node
    behind: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Edge:
    r"""A test of a position: ``\b``, ``^``, ``$`` and their like."""

    kind: str


@dataclass(frozen=True, slots=True)
class Again:
    """The text of an earlier group once more."""

    node: Node


Node = Chars | Sequence | Choice | Repeat | Look | Edge | Again


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: its tree, and its source with bounded repeats."""

    tree: Node
    bounded: str


def width(node: Node) -> int:
    """Return how far ``node`` looks from where it starts, at the most.

    What a lookbehind sees stands before.
    """
    match node:
        case Sequence(items):
            return sum(map(width, items))
        case Choice(branches):
            return max(map(width, branches), default=0)
        case Repeat(inner, _, high):
            return high * width(inner)
        case Look(inner, behind):
            return peeked(inner) if behind else width(inner)
        case Again(inner):
            return width(inner)
        case Chars() | Edge():
            return 1


def peeked(node: Node) -> int:
    """Return how far the tests in ``node`` look ahead from where they stand."""
    match node:
        case Sequence(items) | Choice(items):
            return max(map(peeked, items), default=0)
        case Repeat(inner):
            return peeked(inner)
        case Look(inner, behind):
            return peeked(inner) if behind else width(inner)
        case Edge():
            return 1
    return 0


def width_from(items: list[Node], last: int) -> int:
    """Return how far ``items`` look from where the ``last`` of some of them starts."""
    tests = max(map(peeked, items[:last]), default=0)
    return max(tests, sum(map(width, items[last:])))


def zero_width(node: Node) -> bool:
    """Whether a node takes no characters."""
    match node:
        case Look() | Edge():
            return True
        case Sequence(items) | Choice(items):
            return all(map(zero_width, items))
        case Repeat(inner):
            return zero_width(inner)
    return False


def optional(node: Node) -> bool:
    """Whether a node may take no characters."""
    match node:
        case Repeat(inner, low):
            return low == 0 or optional(inner)
        case Choice(branches):
            return any(map(optional, branches))
        case Sequence(items):
            return all(map(optional, items))
        case Look() | Edge():
            return True
    return False


def effort(node: Node) -> int:
    """Return how many steps trying ``node`` at one place takes, at the most.

    What can fail is tried in every other way that it can match before; more than
    `MOST_STEPS` are not counted.

    >>> from linter.engine.parsing import parse
    >>> effort(parse("a*b*c").tree), effort(parse("a*+b*+c").tree)
    (8516, 132)
    """
    return _ways(node)[1]


def _ways(node: Node) -> tuple[int, int]:
    """Return in how many ways ``node`` can match, and the steps to try them all."""
    ways, steps = 1, 1
    match node:
        case Sequence(items):
            for item in items:
                more, cost = _ways(item)
                steps, ways = steps + ways * cost, ways * more
        case Choice(branches):
            tried = [_ways(branch) for branch in branches]
            ways, steps = (sum(counts) + 1 for counts in zip(*tried, strict=True))
        case Repeat(inner, _, high, possessive):
            more, cost = _ways(inner)
            times = 1
            for _ in range(high):
                steps, times = steps + times * cost, times * more
                ways += times
                if steps > MOST_STEPS:
                    break
            ways = 1 if possessive else ways
        case Look(inner):
            # Once it holds, it is not tried in another way.
            steps += _ways(inner)[1]
        case Again(inner):
            steps += width(inner)
    return min(ways, MOST_STEPS), min(steps, MOST_STEPS)
