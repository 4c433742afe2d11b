"""How the title of a treaty is worded: its head, its words, its parties and years.

Two titles name the same thing when their words have the same stems, whatever
the order, the small words and the spelling; they are worded alike when the
words themselves agree too, in their order. Parties and years are kept apart:
many treaties of friendship differ in nothing else.

>>> one = worded("Treaty of Good-Neighbourliness and Friendly Co-operation")
>>> two = worded("Treaty of Friendship and Good Neighborly Cooperation")
>>> one.key == two.key, one.words == two.words
(True, False)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Span

HEADS = (
    "Accord Agreement Charter Compact Convention Covenant Declaration Initiative"
    " Memorandum Pact Protocol Statute Treaty Year"
).split()
HEAD = pattern(
    rf"(?<![\w-])(?:(?:{'|'.join(HEADS[:-1])})s?|Treaties|Year(?=[ \n]of))(?![\w-])"
)
LONGEST_HEAD = max(map(len, HEADS)) + len("s of")
# What joins a head to the words that it governs.
LINKS = frozenset(
    "abolishing against amending among as banning between by concerning"
    " establishing for from governing in of on regarding relating relative"
    " respecting to under with".split()
)
_TELLING_LINKS = {"abolishing", "banning", "establishing", "governing"}
# Words that tell no title from another.
SMALL = (LINKS - _TELLING_LINKS) | frozenset(
    "a all an and any at government governments into its or other the their".split()
)
# What translators put for one another, as stems.
SYNONYMS = {
    "aid": "assist",
    "amity": "friend",
    "arm": "weapon",
    "ban": "prohib",
    "bannin": "prohib",
    "collab": "cooper",
    "help": "assist",
    "interd": "prohib",
}
STEM = 6
_SPELLINGS = tuple(
    (pattern(expression), repl)
    for expression, repl in (
        (r"[’']s?(?!\w)|[’'](?=\w)", ""),
        (r"\b(?:(anti|co|multi|trans)-|(non)[- ])(?=\w)", r"\1\2"),
        (r"\b(behavi|endeav|fav|harb|hon|lab|neighb)our", r"\1or"),
        (r"(?<=[a-z]{3})is(?=e[ds]?\b|ations?\b|ing\b)", "iz"),
        (r"\bprogramme", "program"),
        (r"fence\b", "fense"),
    )
)
_YEAR = pattern(r"\b(?:1[5-9]|20)\d\d\b")
_WORD = pattern(r"@[a-z]{2}|[^\W\d_]+")
_BETWEEN = pattern(
    r"\b(?:among|between|with)"
    r"(?:[\s,]+(?:and|governments?|of|the)\b)*[\s,]+@[a-z]{2}"
    r"(?:[\s,]+(?:and|governments?|of|the|@[a-z]{2})(?!\w))*"
)

Marker = Callable[[str], str]


class Shape(Enum):
    """Where the head stands: "Treaty on Open Skies", "Open Skies Treaty", neither."""

    OPENING = "opening"
    CLOSING = "closing"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Wording:
    """A title as it compares: no small words, American spelling, singular.

    A party inside the title is kept among the words, as ``@cn``; parties
    before the head or after *between* are not. ``before`` is how the parties
    before the head are written, ``key`` the stems without any party.
    """

    head: str
    shape: Shape
    words: tuple[str, ...]
    key: frozenset[str]
    parties: frozenset[str]
    years: frozenset[str]
    before: str = ""


def party_marker(lexicon: Lexicon) -> Marker:
    """Return what puts ``@cn`` in place of the names of a party.

    The lexicon has names and adjectives in small letters, and the party's code.
    """
    codes = {row[0]: row[1].lower() for row in lexicon}
    starting = defaultdict(list)
    for name in sorted(codes, key=len, reverse=True):
        starting[name[0]].append(re.escape(name[1:]))
    # By first letter, for `re` tries the branches of a choice one by one.
    names = "|".join(f"{first}(?:{'|'.join(n)})" for first, n in starting.items())
    named = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return lambda text: named.sub(lambda found: "@" + codes[found[0]], text)


def worded(title: str, mark: Marker = str) -> Wording:
    """Return the wording of a title that stands alone.

    Raises ValueError where there is no head ("Treaty", "Year", …) in it.
    """
    heads = list(HEAD.finditer(title))
    if not heads:
        raise ValueError(f"no head in {title!r}")
    opening = [head for head in heads if opens(title[head.end() :])]
    head = opening[0] if opening else heads[-1]
    left, right = title[: head.start()], title[head.end() :]
    return (
        phrased(head[0], left, right, mark) if opening else closed(head[0], left, mark)
    )


def opens(right: str) -> bool:
    """Whether what stands to the right of a head is governed by it."""
    first = re.match(r",?(?:\s+\([^)]*\))?\s+([^\W\d_]+)", right)
    return first is not None and first[1].lower() in LINKS


def phrased(head: str, left: str, right: str, mark: Marker) -> Wording:
    """Return the wording of a head with what follows it: "Treaty on Open Skies"."""
    marked = _plain(right, mark)
    inside = _words(_BETWEEN.sub(" ", marked))
    before = _plain(left, mark)
    return Wording(
        _singular(head),
        Shape.OPENING if opens(right) else Shape.BARE,
        inside,
        _key(inside),
        frozenset(re.findall(r"@([a-z]{2})", f"{before} {marked}")),
        frozenset(_YEAR.findall(f"{left} {right}")),
        _parties_as_written(left, mark),
    )


def closed(head: str, left: str, mark: Marker) -> Wording:
    """Return the wording of a head with what precedes it: "Open Skies Treaty"."""
    marked = _plain(left, mark)
    words = tuple(word for word in _words(marked) if word[0] != "@")
    return Wording(
        _singular(head),
        Shape.CLOSING,
        words,
        _key(words),
        frozenset(re.findall(r"@([a-z]{2})", marked)),
        frozenset(_YEAR.findall(left)),
        _parties_as_written(left, mark),
    )


def _parties_as_written(left: str, mark: Marker) -> str:
    """Return "china-russia" for the China–Russia that stands before a head."""
    words = re.sub("[\u2010-\u2013]", "-", left.lower()).split()
    return "-".join(word for word in words if "@" in mark(word))


def _plain(text: str, mark: Marker) -> str:
    text = text.lower().replace("’", "'")
    text = mark(re.sub("[\u2010-\u2013]", "-", text))
    for expression, repl in _SPELLINGS:
        text = expression.sub(repl, text)
    return text


def _words(marked: str) -> tuple[str, ...]:
    words = (word for word in _WORD.findall(marked) if word not in SMALL)
    return tuple(word if word[0] == "@" else _singular(word) for word in words)


def _singular(word: str) -> str:
    word = word.lower()
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _key(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if word[0] != "@")


@lru_cache(1 << 14)
def _stem(word: str) -> str:
    return SYNONYMS.get(word[:STEM], word[:STEM])


# How far before its head a title may start, and how many words may follow.
REACH, MOST_BEHIND = 120, 30
_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[A-Z\d(](?:[\w’'/()–-]*[\w)])?)"
_SMALL = f"(?:{'|'.join(sorted(SMALL))}|including)"
# A line may end within a title before or after a small word; elsewhere the next
# line is more likely a paragraph of its own.
_BEFORE = pattern(rf"(?<![\w’'–-]){_CAPITAL} (?:(?:{_CAPITAL}|and|of|for|on|the) )*\Z")
_BEHIND = pattern(
    rf"(?:,?(?: |[ \n](?:{_SMALL}[ \n]){{1,4}}){_CAPITAL}){{1,{MOST_BEHIND}}}"
)
_NEXT_TITLE = pattern(rf",?[ \n]and[ \n](?:the[ \n])?{HEAD.pattern}")
TOKEN = pattern(r"[^ \n,]*[\w)]")


@dataclass(frozen=True, slots=True)
class Mention:
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
            before = _BEFORE.search(text, max(0, head.start() - REACH), head.start())
            behind = _BEHIND.match(text, head.end())
            start = before.start() if before else head.start()
            end = behind.end() if behind and _governs(behind[0]) else head.end()
            if further := _NEXT_TITLE.search(text, head.end(), end):
                end = further.start()
            yield Mention(text, Span(*head.span()), start, end)


def _governs(right: str) -> bool:
    """Whether a head goes on in ``right``, not a list or a clause behind it."""
    return opens(right) or re.match(f" {_CAPITAL}", right) is not None
