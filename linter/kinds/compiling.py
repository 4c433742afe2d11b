"""Expressions of `regex`, and how to keep what compiling them gave.

Compiling one takes milliseconds, a rule may have dozens, and making it again out
of its code takes a hundredth of that. Nor does it take the part of `regex` that
reads expressions, which is as long to import as a page is to check.
"""

from __future__ import annotations

import copyreg
import marshal
import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
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
        return marshal.dumps(reduced[1])
    except (regex.error, KeyError, TypeError, ValueError):
        return b""


def compiled(source: str, code: bytes = b"") -> regex.Pattern[str]:
    """Return an expression, ready to match; ``code`` is what `code_of` gave once.

    Raises `ValueError` for one that is wrong.

    >>> compiled("a+", code_of("a+")).findall("aab a")
    ['aa', 'a']
    """
    if code := code or _kept.get(source, b""):
        parts = marshal.loads(code)
        if parts[0] == source:
            made: regex.Pattern[str] = _matcher().compile(*parts)
            return made
    import regex

    try:
        return regex.compile(source)
    except regex.error as error:
        raise ValueError(str(error)) from None


def _matcher() -> ModuleType:
    """Return the part of `regex` that matches, without the others.

    Whoever imports them later finds it where it belongs.
    """
    name = "regex._regex"
    if name not in sys.modules:
        found = PathFinder.find_spec(name, regex_folders())
        if found is None or found.loader is None:
            return import_module(name)
        sys.modules[name] = module_from_spec(found)
        found.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@cache
def regex_folders() -> tuple[str, ...]:
    """Return where `regex` is: code is for the very one that made it."""
    package = find_spec("regex")
    return tuple(package.submodule_search_locations or ()) if package else ()
