"""Regular expressions that are compiled when they are first used.

A module of a dozen of them takes longer to import than a short text to check,
and most runs need few. Compiling one takes half a millisecond, and making it again
out of its code a fiftieth of that: `codes` are what can be kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from sys import byteorder
from typing import Any, TypeAlias, cast

# An expression and its flags, and what `re` compiles them to.
Source: TypeAlias = tuple[str, int]
Codes: TypeAlias = dict[Source, tuple[Any, ...]]

_met: list[Source] = []
_kept: Codes = {}


class _Lazy:
    """Stands in for a compiled expression, and hands on what is asked of it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source, int(flags)
        _met.append(self._source)

    def __getattr__(self, name: str) -> object:
        method: object = getattr(_compiled(self._source), name)
        setattr(self, name, method)
        return method


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression of `re` to be compiled later; a wrong one fails then.

    >>> pattern("b+").findall("abba")
    ['bb']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def codes() -> tuple[int, Codes]:
    """Return what the expressions that are not kept yet compile to, and for which `re`.

    Nothing for one that is wrong, or where `re` keeps its inside from us.
    """
    found: Codes = {}
    for source in _met:
        if source not in _kept and source not in found:
            try:
                found[source] = _code(*source)
            except (AttributeError, ImportError, TypeError, re.error):
                continue
    return _version(), found


def keep(version: int, codes: Mapping[Source, tuple[Any, ...]]) -> None:
    """Use from now on what `codes` returned once."""
    if version == _version():
        _kept.update(codes)


def _version() -> int:
    """Return which code this `re` understands; 0 where that cannot be told."""
    return int(getattr(import_module("_sre"), "MAGIC", 0))


def _compiled(source: Source) -> re.Pattern[str]:
    code = _kept.get(source)
    if code is None:
        return re.compile(*source)
    flags, packed, *rest = code
    words = memoryview(packed).cast("I").tolist()
    made: re.Pattern[str] = import_module("_sre").compile(
        source[0], flags, words, *rest
    )
    return made


def _code(source: str, flags: int) -> tuple[Any, ...]:
    """Compile as `re._compiler.compile` does, up to the last step."""
    parsed = import_module("re._parser").parse(source, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    # Numbers of 32 bits; few of them are asked for, and as bytes they are read at once.
    words = map(int, import_module("re._compiler")._code(parsed, flags))
    code = b"".join(word.to_bytes(4, byteorder) for word in words)
    rest = state.groups - 1, state.groupdict, tuple(names)
    return int(flags | state.flags), code, *rest
