"""The parties of a treaty, as a title names them: "China", "Chinese", "the PRC"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from linter.lazy import pattern
from linter.lexicon import Lexicon

Marker = Callable[[str], str]
_WORD = pattern(r"\w+")
# What a marker puts in a text.
PARTY = pattern(r"@([a-z]{2})")
# All that says whom a title is between, but no names that are not known.
BETWEEN = pattern(
    r"\b(?:among|between|with)"
    r"(?:[\s,]+(?:and|governments?|of|the)\b)*[\s,]+@[a-z]{2}"
    r"(?:[\s,]+(?:and|governments?|of|the|@[a-z]{2})(?!\w))*"
)
# Whom a title is between; behind these words it says what it is about.
ABOUT = r"\b(?:concerning|providing|regarding|relat\w+|respecting)\b"
_PARTIES = pattern(rf"\s*(?:among|between)\b(?:(?!{ABOUT}).)*")


def party_marker(lexicon: Lexicon) -> Marker:
    """Return what puts ``@cn`` in place of the names of a party.

    The lexicon has names and adjectives in small letters, and the party's code.
    """
    codes = {row[0]: row[1].lower() for row in lexicon}
    starting = defaultdict(list)
    for name in sorted(codes, key=len, reverse=True):
        starting[_WORD.findall(name)[0]].append(name)

    def mark(text: str) -> str:
        if starting.keys().isdisjoint(_WORD.findall(text)):
            return text
        marked, last = "", 0
        for word in _WORD.finditer(text):
            if word.start() >= last and (name := _named(word, starting)):
                marked += f"{text[last : word.start()]}@{codes[name]}"
                last = word.start() + len(name)
        return marked + text[last:]

    return mark


# One expression for all names would take longer to compile than most runs last.
def _named(word: re.Match[str], starting: dict[str, list[str]]) -> str | None:
    """Return the longest name that starts with a word."""
    text, start = word.string, word.start()
    for name in starting.get(word[0], ()):
        if text.startswith(name, start) and not _WORD.match(text, start + len(name)):
            return name
    return None


def parties_between(marked: str) -> frozenset[str]:
    """Return the parties that a title names first, before it says what it is about."""
    found = _PARTIES.match(marked)
    return frozenset(PARTY.findall(found[0])) if found else frozenset()
