"""A fixer of four rules, and files that tests fix and undo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from linter.model import Document, Safety, Span
from linter.reading.units import ReadOptions
from linter.settled import Change, Settled
from linter.writing.cleaning import clean_file
from linter.writing.ledger import create_ledger
from linter.writing.undoing import Outcome, undo

# What is found, what it becomes, and which rules did that.
WORDS = {
    "bad": ("good", ("words/bad",)),
    "évil": ("\U0001f600", ("words/evil",)),
    "stray ": ("", ("marks/stray",)),
    "mix": ("remix it", ("words/bad", "marks/mix")),
}
ANY = re.compile("|".join(WORDS))


def settle(document: Document) -> Settled:
    changes = tuple(
        Change(Span(*match.span()), match[0], *WORDS[match[0]], Safety.SAFE)
        for match in ANY.finditer(document.text)
    )
    return Settled(fixed(document.text), changes)


def fixed(text: str, words: Iterable[str] = tuple(WORDS)) -> str:
    chosen = re.compile("|".join(words))
    return chosen.sub(lambda match: WORDS[match[0]][0], text)


def fix(ledger: Path, *paths: str, encoding: str | None = None) -> None:
    with create_ledger(ledger, "0") as writer:
        for path in map(Path, paths):
            clean_file(path, path, ReadOptions(encoding=encoding), settle, writer)


def results(ledger: str = "ledger", *rules: str) -> list[tuple[str, Outcome]]:
    return [(str(u.path), u.outcome) for u in undo(Path(ledger), rules)]
