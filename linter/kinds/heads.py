"""Where a title may be in a text: a head, and the words in capitals around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.kinds.parties import Marker
from linter.kinds.wording import (
    HEAD,
    LONGEST_HEAD,
    NUMBERED,
    SMALL,
    Wording,
    closed,
    opens,
    phrased,
)
from linter.lazy import pattern
from linter.model import Span
from linter.nouns import Noun

# How far before its head a title may start, and how many words may follow.
REACH, MOST_BEHIND = 120, 30
_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z\d(](?:[\w’'/()–-]*[\w)])?)"
_SMALL = f"(?:{'|'.join(sorted(SMALL))}|including)"
# A line may end within a title before or after a small word; elsewhere the next
# line is more likely a paragraph of its own.
_JOINING = ("and", "of", "for", "on", "the")
_BEFORE = pattern(
    rf"(?<![\w’'–-]){_CAPITAL} (?:(?:{_CAPITAL}|{'|'.join(_JOINING)}) )*\Z"
)
_BEHIND = pattern(
    rf"(?:{NUMBERED}(?= [a-z]))?"
    rf"(?:,?(?: |[ \n](?:{_SMALL}[ \n]){{1,4}}){_CAPITAL}){{1,{MOST_BEHIND}}}"
)
_NEXT_TITLE = pattern(rf",?[ \n]and[ \n](?:the[ \n])?{HEAD.pattern}")
TOKEN = pattern(r"[^ \n,]*[\w)]")


class Mention(Noun):
    """A head in a text, and where the words in capitals around it start and end."""

    text: str
    head: Span
    start: int
    end: int

    def opening(self, end: int, mark: Marker) -> Wording:
        """Return the wording with what follows: "Treaty on Open Skies"."""
        left = self.text[self.start : self.head.start]
        right = self.text[self.head.end : end]
        return phrased(self.head.of(self.text), left, right, mark)

    def closing(self, start: int, mark: Marker) -> Wording:
        """Return the wording with what precedes: "Open Skies Treaty"."""
        return closed(self.head.of(self.text), self.text[start : self.head.start], mark)

    def start_with_parties(self, mark: Marker) -> int:
        """Return where the parties before the head start, or else the head."""
        for token in TOKEN.finditer(self.text, self.start, self.head.start):
            if "@" in mark(token[0].lower()):
                return token.start()
        return self.head.start

    @property
    def opens(self) -> bool:
        """Whether words in capitals follow that the head governs."""
        return self.end > self.head.end and opens(self.text[self.head.end : self.end])


def mentions_in(text: str, regions: Sequence[Span]) -> Iterator[Mention]:
    """Yield every head in ``regions``, in text order."""
    for region in regions:
        # Past the end, for a head must be seen with what stands behind it.
        for head in HEAD.finditer(text, region.start, region.end + LONGEST_HEAD + 1):
            if head.start() > region.end:
                break
            behind = _BEHIND.match(text, head.end())
            start = _start(text, head.start())
            end = behind.end() if behind and _governs(behind[0]) else head.end()
            if further := _NEXT_TITLE.search(text, head.end(), end):
                end = further.start()
            yield Mention(text, Span(*head.span()), start, end)


def _start(text: str, head: int) -> int:
    """Return where the words in capitals before a head start, or else the head."""
    low = max(0, head - REACH)
    word = text[low:head].rpartition(" ")[0].split()[-1:]
    # Most heads stand alone, and to search takes long.
    if not word or (
        word[0].isalpha() and word[0].islower() and word[0] not in _JOINING
    ):
        return head
    before = _BEFORE.search(text, low, head)
    return before.start() if before else head


def _governs(right: str) -> bool:
    """Whether a head goes on in ``right``, not a list or a clause behind it."""
    return opens(right) or re.match(f" {_CAPITAL}", right) is not None
