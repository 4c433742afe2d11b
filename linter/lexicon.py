"""Word lists that come with a pack.

A lexicon is a UTF-8 TSV file. Lines that start with ``#`` are its head: they
name ``columns:`` (two or more), ``source:`` and ``licence:``. Rows are sorted
by code point and unique, so that two people who add a word do not conflict,
and a test can compare the file with its canonical form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from linter.nouns import Noun

HEAD_KEYS = ("columns", "source", "licence")


class Lexicon(Noun):
    """A word list; read from ``open_text`` when first asked, not before.

    ``stamp`` is another one when the list has changed.
    """

    name: str
    open_text: Callable[[], str]
    stamp: str = ""

    @cached_property
    def _lines(self) -> list[str]:
        return [line for line in self.open_text().split("\n") if line]

    @cached_property
    def head(self) -> dict[str, str]:
        """What the head says: columns, source, licence."""
        pairs = (line[1:].partition(":") for line in self._lines if line[0] == "#")
        return {key.strip(): value.strip() for key, colon, value in pairs if colon}

    @cached_property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows in file order."""
        return [tuple(line.split("\t")) for line in self._lines if line[0] != "#"]

    @cached_property
    def words(self) -> frozenset[str]:
        """The first column."""
        return frozenset(
            line.partition("\t")[0] for line in self._lines if line[0] != "#"
        )

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The second column of a list that has two, by the first."""
        # Five times as fast as `table`, for a list of ten thousands.
        rows = "\t".join([line for line in self._lines if line[0] != "#"])
        cells = rows.split("\t")
        return dict(zip(cells[::2], cells[1::2], strict=True))

    @cached_property
    def table(self) -> dict[str, tuple[str, ...]]:
        """The other columns by the first."""
        return {row[0]: row[1:] for row in self.rows}

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self.rows)


def canonical(text: str) -> str:
    r"""Return a lexicon's text in canonical form: head, then rows sorted, unique.

    >>> canonical("# licence: CC0\nb\na\na \n")
    '# licence: CC0\na\nb\n'
    """
    lines = [line.rstrip() for line in text.splitlines()]
    head = [line for line in lines if line.startswith("#")]
    rows = sorted({line for line in lines if line and not line.startswith("#")})
    return "\n".join(head + rows) + "\n"
