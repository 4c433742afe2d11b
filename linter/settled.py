"""What fixes did to a document: the changes, and the text they came to."""

from __future__ import annotations

from typing import NamedTuple

from linter.model import Safety, Span


class Change(NamedTuple):
    """What one or more rules did to one stretch of a document.

    ``span`` is in the original text; ``before`` is what stood there and
    ``after`` what stands there now. Several rules are named where a later pass
    edited what an earlier one had put in.
    """

    span: Span
    before: str
    after: str
    rules: tuple[str, ...]
    safety: Safety


class Settled(NamedTuple):
    """A document after its fixes: the new text, and how it came about.

    ``changes`` are sorted and disjoint; applied to the original text they give
    ``text``.
    """

    text: str
    changes: tuple[Change, ...]
