"""How what an expression matches is written for a scanner.

The syntax is what Hyperscan and RE2 share. What they cannot do is left out or
widened: tests of a position fall away, many repeats become any number.
"""

from __future__ import annotations

from linter.engine.characters import LAST_CODE_POINT, ExpressionError, Ranges
from linter.engine.expressions import Chars, Choice, Node, Repeat, Sequence

# A scanner unrolls bounded repeats; above this an open repeat is cheaper.
MOST_UNROLLED = 8


def relax(node: Node) -> str:
    """Return an expression for a superset of what ``node`` matches, in place."""
    match node:
        case Chars(ranges):
            return _class(ranges)
        case Sequence(items):
            return "".join(map(relax, items))
        case Choice(branches):
            return "(?:" + "|".join(dict.fromkeys(map(relax, branches))) + ")"
        case Repeat(inner, low, high):
            return _repeat(relax(inner), low, high)
    return ""


def _repeat(inner: str, low: int, high: int) -> str:
    if not inner:
        return ""
    low = min(low, MOST_UNROLLED)
    is_class = inner[0] == "[" and inner.find("]") == len(inner) - 1
    one = inner if is_class else f"(?:{inner})"
    if (low, high) == (1, 1):
        return inner
    if high > MOST_UNROLLED:
        return one + ("*" if low == 0 else "+" if low == 1 else f"{{{low},}}")
    return one + ("?" if (low, high) == (0, 1) else f"{{{low},{high}}}")


def _class(ranges: Ranges) -> str:
    if ranges == ((0, LAST_CODE_POINT),):
        return r"[\x{0}-\x{10ffff}]"
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _character(ranges[0][0])
    if not ranges:
        raise ExpressionError("a character class that matches nothing")
    spelled = (
        _character(low) if low == high else f"{_character(low)}-{_character(high)}"
        for low, high in ranges
    )
    return "[" + "".join(spelled) + "]"


def _character(code_point: int) -> str:
    character = chr(code_point)
    if character.isascii() and (character.isalnum() or character in " ,;:!%@_\"'<>&~`"):
        return character
    return f"\\x{{{code_point:x}}}"
