"""Leaving alone what is ignored while a document is being fixed.

What is ignored is known by its text and place in the document as it was. A fix
beside it changes both: from then on it is told by where it has moved to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from linter.fixing import choose
from linter.model import Document, Edit, Finding, Safety, Span
from linter.portions import list_of_findings
from linter.rule import Rule

# Returns those findings of a document that are ignored.
Hidden = Callable[[Document, Sequence[Finding]], list[Finding]]


@dataclass
class Spared:
    """What is ignored in one document, followed through the passes of a fix."""

    hidden: Hidden
    level: Safety
    _places: list[tuple[str, Span]] | None = None

    def __call__(
        self, document: Document, findings: Sequence[Finding]
    ) -> Sequence[Finding]:
        """Return the findings of the next pass without those that are ignored."""
        if self._places is None:
            ignored = self.hidden(document, findings)
            self._places = [(finding.rule, finding.span) for finding in ignored]
        places = self._places
        kept = list_of_findings(one for one in findings if not _is_among(one, places))
        edits = [chosen.edit for chosen in choose(kept, self.level)]
        self._places = [(rule, moved(span, edits)) for rule, span in places]
        return kept


def _is_among(finding: Finding, places: Iterable[tuple[str, Span]]) -> bool:
    return any(
        rule == finding.rule and span.overlaps(finding.span) for rule, span in places
    )


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Return where a stretch of text is after edits around and in it.

    >>> moved(Span(10, 12), [Edit(Span(0, 4), "")])
    Span(start=6, end=8)
    """
    start, end = span.start, span.end
    for edit in edits:
        grown = len(edit.text) - len(edit.span)
        if edit.span.end <= span.start:
            start, end = start + grown, end + grown
        elif edit.span.start < span.end:
            end += grown
    return Span(max(0, start), max(0, start, end))


def by_comments(rules: Iterable[Rule]) -> Hidden:
    """Return what tells which findings a comment in the text hides."""
    by_id = {rule.id: rule for rule in rules}

    def hidden(document: Document, findings: Sequence[Finding]) -> list[Finding]:
        from linter.comments import Hushes, has_comments, names_of

        if not has_comments(document):
            return []
        hushes = Hushes(document)
        return [
            one
            for one in findings
            if hushes.hiding(one, names_of(one, by_id.get(one.rule)))
        ]

    return hidden
