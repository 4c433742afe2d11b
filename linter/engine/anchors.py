"""Deriving the anchor of an expression: what must occur wherever it matches.

An anchor is a superset of its rule, in the syntax that Hyperscan and RE2 share:
look-arounds, word edges and back-references are dropped or widened, optional
ends are cut, case and Unicode classes are spelled out. It may fire where the
rule does not; it must fire wherever the rule does. A test holds scanning by
anchors equal to exhaustive matching.
"""

from __future__ import annotations

from linter.engine.characters import ExpressionError, Ranges
from linter.engine.expressions import (
    Again,
    Chars,
    Choice,
    Edge,
    Expression,
    Look,
    Node,
    Repeat,
    Sequence,
    effort,
    optional,
    peeked,
    width,
    width_from,
    zero_width,
)
from linter.engine.required import required
from linter.engine.spelling import relax
from linter.kinds import Anchor

# Longer windows would make one dense paragraph cost as much as the whole text.
MOST_REACH = 4096
# Hyperscan takes no more than 16,000 bytes.
LONGEST = 8_000
# A part of an expression is told by characters of few forms; a short anchor has so
# many of them, and each of its parts is spelled out in so many characters.
FEW, FEWEST_TELLING, MOST_SPELLED = 8, 9, 400
NOT_A_WORD = "[^0-9A-Za-z_]"
WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))


def derive(expression: Expression) -> tuple[Anchor, ...]:
    """Return the anchors of ``expression``: where it matches, one of them occurs.

    Raises `ExpressionError` where nothing in particular must occur, or where a
    match could be longer than `MOST_REACH` characters.
    """
    pieces = _split(_flat(expression.tree))
    best = max(pieces, key=lambda piece: _selectivity(_relax_sequence(piece)))
    anchors = [_relax_sequence(part) for part in _parts(best)]
    if not all(anchors):
        raise ExpressionError("it can match almost anywhere; ask for some character")
    made = [anchor_of(anchor, expression) for anchor in anchors]
    if len(pieces) > 1 or not all(around := [*map(_around, _parts(best))]):
        return tuple(made)
    reach, tail = map(max, zip(*filter(None, around), strict=True))
    # One window serves all anchors of an expression.
    return tuple(anchor._replace(reach=reach, tail=tail) for anchor in made)


def _around(items: list[Node]) -> tuple[int, int] | None:
    """Return how far before and behind the end of an anchor a match is looked for.

    The anchor is what `_relax_sequence` makes of ``items``; ``None`` if not known.
    """
    kept = [i for i, item in enumerate(items) if not zero_width(item)]
    if len(kept) == 1 and isinstance(choice := items[kept[0]], Choice):
        inside = [_around(_flat(branch)) for branch in choice.branches]
        if not inside or not all(inside):
            return None
        reach, tail = map(max, zip(*filter(None, inside), strict=True))
        before, after = items[: kept[0]], items[kept[0] + 1 :]
        tests = max(map(peeked, before), default=0)
        return reach + sum(map(width, before)), max(
            tests, tail + sum(map(width, after))
        )
    while kept and optional(items[kept[-1]]):
        kept.pop()
    if not kept:
        return None
    last = kept[-1]
    looks = filter(zero_width, items[last + 1 :])
    parts = (*items[:last], _shortest(items[last], -1), *looks)
    return sum(map(width, parts)) + 1, width_from(items, last)


def _parts(items: list[Node]) -> list[list[Node]]:
    """Cut a choice in two until each part is short enough for a scanner."""
    if len(_relax_sequence(items)) <= LONGEST:
        return [items]
    for at, item in enumerate(items):
        if isinstance(item, Choice) and len(item.branches) > 1:
            half = len(item.branches) // 2
            halves = (Choice(item.branches[:half]), Choice(item.branches[half:]))
            return [
                part
                for side in halves
                for part in _parts([*items[:at], side, *items[at + 1 :]])
            ]
    raise ExpressionError("too long for a scanner; make it two rules")


def anchor_of(relaxed: str, expression: Expression) -> Anchor:
    """Return ``relaxed`` as the anchor of ``expression``."""
    reach = width(expression.tree) + 1
    if reach > MOST_REACH:
        raise ExpressionError(
            f"a match could span {reach} characters, at most {MOST_REACH} may be;"
            " give the repeats an upper bound"
        )
    return Anchor(
        relaxed,
        reach,
        confirm=expression.bounded,
        needs=required(expression.tree),
        steps=effort(expression.tree),
    )


def core(expression: Expression) -> tuple[Anchor, ...]:
    """Return a short anchor of ``expression``: the most telling part of it.

    Many long expressions make a scanner slow; this one looks for a few words
    of each, at the price of firing more often.
    """
    items = _flat(expression.tree)
    pieces: list[list[int]] = [[]]
    for at, item in enumerate(items):
        if zero_width(item):
            continue
        if _telling(item) and len(relax(item)) <= MOST_SPELLED:
            pieces[-1].append(at)
        else:
            pieces.append([])
    best = max(pieces, key=lambda piece: sum(_telling(items[at]) for at in piece))
    if sum(_telling(items[at]) for at in best) < FEWEST_TELLING:
        return derive(expression)
    anchor = anchor_of("".join(relax(items[at]) for at in best), expression)
    before = sum(map(width, items[: best[-1] + 1])) + 1
    return (anchor._replace(reach=before, tail=width_from(items, best[-1])),)


def _telling(node: Node) -> int:
    """Return how many characters of ``node`` are known, at the least."""
    match node:
        case Chars(ranges):
            return int(sum(high - low + 1 for low, high in ranges) <= FEW)
        case Sequence(items):
            return sum(map(_telling, items))
        case Choice(branches):
            # Every further form is one more way to fire on ordinary text.
            return max(min(map(_telling, branches), default=0) - 1, 0)
        case Repeat(inner, low):
            return low * _telling(inner)
    return 0


def _flat(node: Node) -> list[Node]:
    """Return the items of nested sequences in one list."""
    if isinstance(node, Sequence):
        return [flat for item in node.items for flat in _flat(item)]
    return [node]


def _split(items: list[Node]) -> list[list[Node]]:
    """Cut a sequence where nothing is known of what stands there."""
    pieces: list[list[Node]] = [[]]
    for item in items:
        if _holds_again(item):
            pieces.append([])
        else:
            pieces[-1].append(item)
    return pieces


def _holds_again(node: Node) -> bool:
    match node:
        case Again():
            return True
        case Sequence(items) | Choice(items):
            return any(map(_holds_again, items))
        case Repeat(inner):
            return _holds_again(inner)
    return False


def _relax_sequence(items: list[Node]) -> str:
    """Return what must occur for ``items``; empty if nothing must."""
    consuming = [i for i, item in enumerate(items) if not zero_width(item)]
    if not consuming:
        looks = [item for item in items if isinstance(item, Look) and not item.negative]
        return _relax_sequence(_flat(looks[0].node)) if looks else ""
    first, last = consuming[0], consuming[-1]
    if first == last and isinstance(items[first], Choice):
        return _relax_branches(items[first])
    body = _trimmed([items[i] for i in consuming])
    if not body:
        return ""
    text = "".join(map(relax, body))
    if body[0] == items[first]:
        text = _left_edge(items[:first], items[first]) + text
    if body[-1] == items[last]:
        text += _right_edge(items[last + 1 :], items[last])
    return text


def _relax_branches(choice: Node) -> str:
    """Return what must occur for one of several, each with its own edges."""
    assert isinstance(choice, Choice)
    branches = [_relax_sequence(_flat(branch)) for branch in choice.branches]
    if not all(branches):
        return ""
    return "(?:" + "|".join(dict.fromkeys(branches)) + ")"


def _trimmed(items: list[Node]) -> list[Node]:
    """Cut what is optional at either end: the middle must occur all the same."""
    while items and optional(items[0]):
        items = items[1:]
    while items and optional(items[-1]):
        items = items[:-1]
    if items:
        items = [_shortest(items[0], 0), *items[1:]]
        items = [*items[:-1], _shortest(items[-1], -1)]
    return items


def _shortest(node: Node, end: int) -> Node:
    """Return what is left of a node at one ``end`` (0 or -1): once is enough.

    A scanner pays for every letter beside the part that is rare. Two letters
    are kept where more are asked for: any mark beyond ASCII passes for one.
    """
    match node:
        case Repeat(Chars() as letter, low) if low > 1:
            return Repeat(letter, 2, 2)
        case Repeat(inner, low) if low:
            return _shortest(inner, end)
        case Choice(branches):
            return Choice(tuple(_shortest(branch, end) for branch in branches))
        case Sequence(items):
            kept = [item for item in items if not zero_width(item)]
            if kept and not optional(kept[end]):
                kept[end] = _shortest(kept[end], end)
            return Sequence(tuple(kept))
    return node


def _left_edge(tests: list[Node], first: Node) -> str:
    """Return what must stand before the first character, by the tests there."""
    for test in tests:
        if isinstance(test, Look) and test.behind and not test.negative:
            return _adjoining(test)
    if any(test in (Edge("\\b"), Edge("\\m")) for test in tests) and _is_word(first):
        return f"(?:^|{NOT_A_WORD})"
    return ""


def _right_edge(tests: list[Node], last: Node) -> str:
    """Return what must stand after the last character, by the tests there."""
    for test in tests:
        if isinstance(test, Look) and not test.behind and not test.negative:
            return _adjoining(test)
    if any(test in (Edge("\\b"), Edge("\\M")) for test in tests) and _is_word(last):
        return f"(?:{NOT_A_WORD}|$)"
    return ""


def _adjoining(look: Look) -> str:
    """Return a look's content up to the end that touches the match."""
    if _holds_again(look.node) or zero_width(look.node):
        return ""
    return relax(_shortest(look.node, 0 if look.behind else -1))


def _is_word(node: Node) -> bool:
    match node:
        case Chars(ranges):
            return all(any(a <= x and y <= b for a, b in WORD) for x, y in ranges)
        case Choice(branches):
            return all(_is_word(branch) for branch in branches)
        case Repeat(inner, low):
            return low > 0 and _is_word(inner)
        case Sequence(items):
            return bool(items) and all(_is_word(item) for item in items)
    return False


def _selectivity(relaxed: str) -> int:
    """Return a rough measure of how rarely an anchor occurs: plain text counts."""
    import re

    plain = re.sub(r"\[[^\]]*\][*+?]?|\{[^}]*\}|\(\?:|[()|*+?]", "", relaxed)
    return 4 * len(plain) + len(relaxed.split("[")) if relaxed else -1
