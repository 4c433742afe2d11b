"""A text as it is sent, and where its UTF-16 units stand in ours.

LanguageTool is Java: it counts UTF-16 units, two for what lies beyond the basic
plane, and so do its answers. CR LF is sent as one line break.
"""

from __future__ import annotations

from dataclasses import dataclass

from linter.lazy import pattern
from linter.model import Span

# What no answer can be trusted with: half a pair, and what XML and logs choke on.
UNFIT = pattern("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A text as it is sent; ``places`` has the code point of ours for each unit."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span | None:
        """Return where units of an answer stand in our text; ``None`` if nowhere.

        >>> sent("go 🌅xx").span(3, 7)
        Span(start=3, end=6)
        """
        if not 0 <= start <= end < len(self.places):
            return None
        return Span(self.places[start], self.places[end])


def sent(text: str) -> Sent:
    r"""Return a text ready to be sent.

    >>> sent("a\r\nb").text
    'a\nb'
    """
    fit = UNFIT.sub("\ufffd", text)
    places: list[int] = []
    kept: list[str] = []
    for at, char in enumerate(fit):
        if char == "\r" and fit[at + 1 : at + 2] == "\n":
            continue
        kept.append(char)
        places += [at] * (2 if char > "\uffff" else 1)
    return Sent("".join(kept), (*places, len(text)))
