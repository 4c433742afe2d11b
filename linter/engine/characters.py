"""Which characters a one-character expression matches."""

from __future__ import annotations

from functools import lru_cache

LAST_CODE_POINT = 0x10FFFF
# White space has been the same in every version of Unicode since 6.3.
SPACES_BEYOND_ASCII = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

Ranges = tuple[tuple[int, int], ...]


class ExpressionError(ValueError):
    """An expression uses what rules may not use, or is not one."""


@lru_cache(maxsize=4096)
def class_ranges(source: str, ignore_case: bool) -> Ranges:
    """Return the characters that a one-character expression matches.

    ASCII is exact. Beyond it, an expression made of plain characters and
    ranges is exact too; every other one counts as matching all the rest,
    because scanners and ``regex`` know different versions of Unicode.
    """
    import regex

    flags = regex.IGNORECASE if ignore_case else 0
    try:
        member = regex.compile(source, flags).fullmatch
    except regex.error as error:
        raise ExpressionError(f"{source}: {error}") from None
    ascii_part = [(c, c) for c in range(128) if member(chr(c))]
    beyond = _plain_ranges(source, ignore_case)
    if beyond is None:
        beyond = [(128, LAST_CODE_POINT)]
    return _merge(ascii_part + beyond)


def _plain_ranges(source: str, ignore_case: bool) -> list[tuple[int, int]] | None:
    """Return the non-ASCII ranges of a plain class, or None if it is not plain."""
    if source.startswith("[^") or source == "." or "[:" in source:
        return None
    body = source[1:-1] if source.startswith("[") and len(source) > 1 else source
    if "\\\\" not in body:
        body = body.replace(r"\s", SPACES_BEYOND_ASCII)
    points = _plain_points(body)
    if points is None:
        return None
    ranges = [(max(low, 128), high) for low, high in points if high >= 128]
    if ignore_case and any(not _caseless(low, high) for low, high in ranges):
        return None
    return ranges


def _caseless(low: int, high: int) -> bool:
    if high - low > 512:
        return False
    letters = map(chr, range(low, high + 1))
    return all(c.lower() == c == c.upper() for c in letters)


def _plain_points(body: str) -> list[tuple[int, int]] | None:
    """Read a class body of characters and ranges; None if it has more in it."""
    singles: list[int | None] = []
    at = 0
    while at < len(body):
        is_range = body[at] == "-" and bool(singles)
        character, at = _code_point(body, at)
        if character is None:
            return None
        singles.append(None if is_range else character)
    points: list[tuple[int, int]] = []
    for index, single in enumerate(singles):
        if single is not None:
            points.append((single, single))
            continue
        before = singles[index - 1]
        after = singles[index + 1] if index + 1 < len(singles) else None
        if before is None or after is None:
            points.append((ord("-"), ord("-")))
        else:
            points.append((before, after))
    return points


def _code_point(text: str, at: int) -> tuple[int | None, int]:
    """Read one plain or escaped character; None for a class escape."""
    if text[at] != "\\":
        return ord(text[at]), at + 1
    letter = text[at + 1]
    digits = {"x": 2, "u": 4, "U": 8}.get(letter)
    if digits:
        end = at + 2 + digits
        return int(text[at + 2 : end], 16), end
    simple = {"n": 10, "t": 9, "r": 13, "f": 12, "v": 11, "a": 7}.get(letter)
    if simple is not None:
        return simple, at + 2
    return (None if letter.isalnum() else ord(letter)), at + 2


def _merge(ranges: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)
