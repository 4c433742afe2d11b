"""What a finding is called when its place does not count.

A fingerprint has no position and no path in it, so that it outlives moves, new
line breaks and indents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from linter.digests import digest
from linter.model import Finding

CONTEXT = 16  # characters of context in a fingerprint: about three words a side
TELLING = 8  # with fewer characters than these, one side alone tells nothing
FAR = 4096  # no context is looked for beyond this much white space

# The rule, what stands before, the matched text, what stands after.
Identity: TypeAlias = tuple[str, str, str, str]
# The fingerprint without the number of equal findings before it; then without
# what stands after it, and without what stands before it: an edit on one side
# of a finding, or the move of a paragraph it begins, leaves one of the two.
Trace: TypeAlias = tuple[str, str, str]


def fingerprints(text: str, findings: Iterable[Finding]) -> list[str]:
    """Return a name for each finding that outlives moves and new line breaks.

    It is made of the rule, the matched text with its white space collapsed, the
    nearest characters either side without white space, and the number of equal
    ones before it: give the findings in text order. No path is in it.
    """
    numbers = Numbers()
    return [numbers.fingerprint(identity_of(text, finding)) for finding in findings]


class Numbers:
    """Tells equal findings of a document by their number."""

    def __init__(self) -> None:
        # Not by all that tells a finding: of some hundred thousand, it is much.
        self._seen: dict[str, int] = {}

    def fingerprint(self, identity: Identity) -> str:
        """Return the fingerprint of the next finding."""
        first = _digest(*identity, "1")
        number = self._seen[first] = self._seen.get(first, 0) + 1
        return first if number == 1 else _digest(*identity, str(number))


def trace_of(identity: Identity) -> Trace:
    """Return what tells a finding in another version of its text."""
    rule, before, matched, after = identity
    return (
        _digest(*identity, "1"),
        _digest(rule, before, matched)[:8] if len(before) >= TELLING else "",
        _digest(rule, matched, after)[:8] if len(after) >= TELLING else "",
    )


def _digest(*parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return digest(data, 8).hex()


def identity_of(text: str, finding: Finding) -> Identity:
    """Return the rule, the matched text, and what stands around it."""
    span = finding.span
    matched = " ".join(span.of(text).split())
    before, after = _dense_before(text, span.start), _dense_after(text, span.end)
    return finding.rule, before, matched, after


def _dense_before(text: str, at: int) -> str:
    """Return the last `CONTEXT` characters before ``at`` that are not white space.

    White space is left out, not collapsed, because a text without spaces
    between its words gains some when it is wrapped.
    """
    size = 2 * CONTEXT
    dense = "".join(text[max(0, at - size) : at].split())
    while len(dense) < CONTEXT and size < min(at, FAR):
        size *= 4
        dense = "".join(text[max(0, at - size) : at].split())
    return dense[-CONTEXT:]


def _dense_after(text: str, at: int) -> str:
    """Return the first `CONTEXT` characters after ``at`` that are not white space."""
    size = 2 * CONTEXT
    dense = "".join(text[at : at + size].split())
    while len(dense) < CONTEXT and size < min(len(text) - at, FAR):
        size *= 4
        dense = "".join(text[at : at + size].split())
    return dense[:CONTEXT]
