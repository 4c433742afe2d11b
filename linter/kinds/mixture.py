"""Kind ``mixture``: what stands against the habit of its document.

Keys: ``regex``, what is looked for; ``against``, an expression for what it is
the rarer form of; ``replacements``, a table from a group of ``regex`` to what
to write in its place. Nothing is found in a document where ``against`` occurs
no oftener than ``regex``, or fewer than `HABIT` times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.kinds.pattern import Pattern, matches_in
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import regex

# Fewer are no habit: two pairs of quotation marks make one sentence.
HABIT = 4


class Mixture(Noun):
    """One of two forms, found where the other one is the rule."""

    rare: Pattern
    common: str
    replacements: Mapping[str, str]

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchor of the rarer form."""
        return self.rare.anchors

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The rarer form, ready to match."""
        compiled = self.rare.compiled
        for group in self.replacements:
            if group not in compiled.groupindex:
                problem = f"the expression has no group {group!r}"
                raise TableError("replacements", problem)
        return compiled

    @cached_property
    def habit(self) -> regex.Pattern[str]:
        """The commoner form, ready to match."""
        import regex

        try:
            return regex.compile(self.common)
        except regex.error as error:
            raise TableError("against", str(error)) from None

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the rarer form, each with the text of the commoner one."""
        text = self.rare.readable(document.text)
        usual = sum(1 for _ in self.habit.finditer(text))
        if usual < HABIT or usual <= sum(1 for _ in self.compiled.finditer(text)):
            return
        for found in matches_in(self.compiled, text, regions, self.anchors[0]):
            yield Match(Span(*found.span()), replacement=self._replacement(found))

    def _replacement(self, found: regex.Match[str]) -> str | None:
        for group, new in self.replacements.items():
            if found.start(group) >= 0:
                return new
        return None


def build(table: Table, lexicon: OpenLexicon) -> Mixture:
    """Return the finder that ``table`` describes."""
    check_keys(table, ("kind", "regex", "against", "replacements"))
    replacements = table.get("replacements", {})
    if not isinstance(replacements, dict) or not all(
        isinstance(new, str) for new in replacements.values()
    ):
        raise TableError("replacements", "must be a table of group = text")
    rare = Pattern(text_of(table, "regex"))
    return Mixture(rare, text_of(table, "against"), replacements)
