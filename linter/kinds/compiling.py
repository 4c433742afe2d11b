"""Expressions of `regex`, and how to keep what compiling them gave.

Compiling one takes milliseconds, a rule may have dozens, and making it again out
of its code takes a hundredth of that.
"""

from __future__ import annotations

import copyreg
import marshal
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


# What the expressions that no anchor has are compiled to, where a cache has it.
_kept: dict[str, bytes] = {}


def keep(codes: Iterable[tuple[str, bytes]]) -> None:
    """Use from now on what `code_of` gave once for some expressions."""
    _kept.update(codes)


def code_of(source: str) -> bytes:
    """Return what an expression is compiled to; nothing where that cannot be had."""
    import regex

    try:
        made = regex.compile(source)
        reduced = copyreg.dispatch_table[type(made)](made)
        # Plain values in the versions that we know; another one may do otherwise.
        return marshal.dumps((regex.__version__, *reduced[1]))
    except (regex.error, KeyError, TypeError, ValueError):
        return b""


def compiled(source: str, code: bytes = b"") -> regex.Pattern[str]:
    """Return an expression, ready to match; ``code`` is what `code_of` gave once.

    Raises `regex.error` for one that is wrong.

    >>> compiled("a+", code_of("a+")).findall("aab a")
    ['aa', 'a']
    """
    import regex

    if code := code or _kept.get(source, b""):
        version, *parts = marshal.loads(code)
        if version == regex.__version__ and parts[0] == source:
            made: regex.Pattern[str] = import_module("regex._regex").compile(*parts)
            return made
    return regex.compile(source)
