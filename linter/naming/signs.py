"""Signs: expressions that tell which spellings of a name could be another one's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.lazy import pattern

# What may be before the letter of a sign, the letter or hyphen, and what follows.
_PARTS = pattern(r"(\\b|\^|\[[^\]]+\])?([\w-])?(.*)")


def any_of(signs: Iterable[str]) -> str:
    r"""Return an expression for any of some signs, by the letter that each must have.

    So `re` passes over other letters, and finds it in less than half of the time. A
    sign begins with its letter, or with a choice of letters or an edge before it.

    >>> print(any_of(["sz", "[eo]w", "skis", "[áé].*", r"\bh", "-"]))
    s(?:z|kis)|w(?:(?<=[eo]w))|á(?:.*)|é(?:.*)|h(?:(?<=\bh))|-(?:)
    """
    groups: dict[str, list[str]] = {}
    for sign in dict.fromkeys(signs):
        for letter, rest in _lettered(sign):
            groups.setdefault(letter, []).append(rest)
    return "|".join(f"{key}(?:{'|'.join(rest)})" for key, rest in groups.items())


def _lettered(sign: str) -> Iterator[tuple[str, str]]:
    """Yield the letters that a sign may have, each with the rest of the sign."""
    parts = _PARTS.fullmatch(sign)
    assert parts is not None
    before, letter, rest = parts.groups("")
    if letter:
        yield letter, f"(?<={before}{letter}){rest}" if before else rest
    else:
        yield from ((one, rest) for one in before[1:-1])
