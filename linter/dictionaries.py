"""Words that are right as they are, by the documents they are right in.

A dictionary is a plain file with a word or phrase a line. A finding is hidden
where what it covers is one of them, written like that; an entry without capitals
stands for its forms with capitals as well.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.errors import ConfigError
from linter.reading.ignoring import Ignored


@dataclass(frozen=True)
class Dictionary:
    """The words of one file, and the documents it is for (``None``: all)."""

    file: Path
    words: Collection[str]
    places: Ignored | None = None

    def is_for(self, path: Path) -> bool:
        """Whether it counts in a document."""
        return self.places is None or self.places.verdict(path, False) is True

    def holds(self, text: str) -> bool:
        r"""Whether a text is one of its words.

        >>> Dictionary(Path("w"), {"Poutine", "plan plan"}).holds("plan\nplan")
        True
        """
        folded = " ".join(text.split())
        return folded in self.words or folded.lower() in self.words


def find_dictionary(
    dictionaries: Sequence[Dictionary], path: Path, text: str
) -> Dictionary | None:
    """Return the first dictionary for a document that holds ``text``."""
    # Looking a word up is cheaper than matching a path.
    holding = (one for one in dictionaries if one.holds(text))
    return next((one for one in holding if one.is_for(path)), None)


def words_of(data: bytes, file: Path) -> frozenset[str]:
    r"""Return the words of a file: one a line, comments after ``#``.

    Raises `ConfigError` for what is not UTF-8.

    >>> sorted(words_of(b"# ours\nPoutine  # the dish\n\nplan plan\n", Path("w")))
    ['Poutine', 'plan plan']
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}: is not UTF-8; save it as UTF-8") from None
    lines = (_without_comment(line) for line in text.splitlines())
    return frozenset(" ".join(line.split()) for line in lines if line.strip())


def _without_comment(line: str) -> str:
    """Return a line up to its comment; a ``#`` inside a word is part of it."""
    if line.lstrip().startswith("#"):
        return ""
    return line.partition(" #")[0].partition("\t#")[0]
