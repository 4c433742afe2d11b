"""Regular expressions that are compiled when they are first used.

A module of a dozen of them takes longer to import than a short text to check,
and most runs need few.
"""

from __future__ import annotations

import re
from typing import cast


class _Lazy:
    """Stands in for a compiled expression, and hands on what is asked of it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        method: object = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression of `re` to be compiled later; a wrong one fails then.

    >>> pattern("b+").findall("abba")
    ['bb']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))
