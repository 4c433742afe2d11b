"""A fixer of three words, and files that tests have it fix."""

from __future__ import annotations

import re
from pathlib import Path

from linter.errors import UnsettledError
from linter.model import Document, Safety, Span
from linter.reading.units import ReadOptions
from linter.settled import Change, Settled
from linter.writing.cleaning import Cleaned, clean_file

OPTIONS = ReadOptions()
WORDS = {"bad": "good", "\u00e9vil": "\U0001f600", "stray ": ""}


def settle(document: Document) -> Settled:
    """Change each of WORDS; a document with ``loop`` in it never settles."""
    if "loop" in document.text:
        raise UnsettledError("the fixes undo each other")
    found = re.finditer("|".join(WORDS), document.text)
    changes = tuple(
        Change(
            Span(*match.span()),
            match[0],
            WORDS[match[0]],
            ("words/" + match[0].strip(), "words/any"),
            Safety.SAFE,
        )
        for match in found
    )
    return Settled(fixed(document.text), changes)


def fixed(text: str) -> str:
    return re.sub("|".join(WORDS), lambda match: WORDS[match[0]], text)


def clean(source: Path, target: Path | None, encoding: str | None = None) -> Cleaned:
    return clean_file(source, target, ReadOptions(encoding), settle)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
