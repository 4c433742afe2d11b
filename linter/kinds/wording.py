"""How the title of a treaty is worded: its head, its words, its parties and years.

Two titles name the same thing when their words have the same stems, whatever
the order, the small words and the spelling; they are worded alike when the
words themselves agree too, in their order. Parties and years are kept apart:
many treaties of friendship differ in nothing else.

>>> one = worded("Treaty of Good-Neighbourliness and Friendly Co-operation")
>>> two = worded("Treaty of Friendship and Good Neighborly Cooperation")
>>> same_title(one, two), one.words == two.words
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from linter.kinds.parties import ABOUT, BETWEEN, PARTY, Marker, parties_between
from linter.kinds.spelling import plainly, typed
from linter.kinds.stems import like_head, plain_word, singular, stem
from linter.lazy import pattern
from linter.nouns import Noun

HEADS = (
    "Accord Agreement Charter Communiqué Compact Convention Covenant Declaration"
    " Initiative Memorandum Organisation Organization Pact Program Programme Protocol"
    " Statement Statute Summit Treaty Year"
).split()
_INITIALS = "".join(sorted({head[0] for head in HEADS}))
HEAD = pattern(
    rf"\b(?=[{_INITIALS}])(?<!-)"
    rf"(?:(?:{'|'.join(HEADS[:-1])})s?|Treaties|Year(?=[ \n]of))(?![\w-])"
)
LONGEST_HEAD = max(map(len, HEADS)) + len("s of")
# What joins a head to the words that it governs.
LINKS = frozenset(
    "abolishing against amending among as banning between by concerning correcting"
    " establishing extending for from governing implementing in modifying of on"
    " prolonging regarding relating relative renewing replacing respecting revising"
    " supplementing suspending terminating to under with".split()
)
# What one treaty does to another.
_CHANGING = frozenset(
    "amending correcting extending implementing modifying prolonging renewing replacing"
    " revising supplementing suspending terminating".split()
)
_TELLING_LINKS = _CHANGING | {"abolishing", "banning", "establishing", "governing"}
# What before a head tells a title from another; "historic" and "new" do not.
_LEADING = frozenset(
    "additional african amended amendment american arab asian draft european extension"
    " framework interamerican interim islamic modification nordic optional prolongation"
    " renewal revised revision subsidiary supplementary termination".split()
)
# "Amendments to the Convention": a title of its own, and so is what amends it.
_ANOTHER = pattern(
    r"\b(?:accession|adjustment|amendment|annex|appendi|exchange|extension|follow"
    r"|modification|protocol|revision|supplement)\w*\b.*\bto\b"
    rf"|\b(?:{'|'.join(sorted(_CHANGING))})\b"
)
# Words that tell no title from another.
SMALL = (LINKS - _TELLING_LINKS) | frozenset(
    "a all an and any at government governments into its or other the their".split()
)
# Behind a head: "Protocol No. 4 to", "Protocol II on".
NUMBERED = r"\s+(?:[Nn]o\.? ?)?(?:\d{1,2}|[IVX]+)(?![\w-])"
_YEAR_ALONE = r"(?:1[5-9]|20)\d\d\b"
_YEAR = pattern(rf"\b{_YEAR_ALONE}")
_WORD = pattern(r"@[a-z]{2}|[^\W\d_]+|\d+(?!\w)")
# These tell what it is about, but in the name of a state: "Federation of Rhodesia".
_NO_STATE = "".join(
    rf"(?<!{state} )"
    for state in "colony commonwealth federation government kingdom republic state"
    " union".split()
)
_NO_SUBJECT = pattern(
    rf"\s*(?:among|between)\b(?!.*{ABOUT})"
    rf"(?!.*\b{_NO_STATE}(?:for|of|on)\b(?! (?:the )?@))"
)
_QUALIFIED = pattern(r"\s*as\b")
_MODIFIERS = pattern(rf"(?:(?!(?:{'|'.join(sorted(LINKS))})\b)[\w-]+\s+){{1,3}}\Z")
_IN_BRACKETS = pattern(r"[(\[]([^)\]]*)[)\]]")

# "Treaty of 1999": a year is nothing that a head governs.
_FIRST = pattern(
    rf",?(?:\s+[(\[][^)\]]*[)\]]|{NUMBERED})?\s+([^\W\d_]+)(?!\s+{_YEAR_ALONE})"
)
# "Agreement 2", "Agreement (No. 33 of 1962)".
_NUMBER_BEHIND = pattern(r"\s+\(?(?:[Nn]o\.? ?)?(\d{1,2}|[IVX]+)(?![\w-])")


class Shape(Enum):
    """Where the head stands: "Treaty on Open Skies", "Open Skies Treaty", neither."""

    OPENING = "opening"
    CLOSING = "closing"
    BARE = "bare"


class Wording(Noun):
    """A title as it compares: no small words, American spelling, singular.

    A party inside the title is kept among the words, as ``@cn``; parties
    before the head or after *between* are not. ``before`` is how the parties
    before the head are written, ``key`` the stems without any party. Of the
    ``parties`` that a title names, it is ``between`` some, and may be about others.
    """

    head: str
    shape: Shape
    words: tuple[str, ...]
    key: frozenset[str]
    parties: frozenset[str]
    years: frozenset[str]
    before: str = ""
    between: frozenset[str] = frozenset()

    @property
    def identity(self) -> Identity:
        """What the title is told by."""
        key = sorted(self.key | {like_head(self.head)})
        told = self.parties, self.years, self.between
        return Identity(" ".join(key), *map(_joined, told))


class Identity(NamedTuple):
    """What tells titles apart, as texts that can be kept and compared.

    ``key`` has the stems of head and words, ``parties`` the codes of states,
    ``years`` the years, ``between`` the states behind that word; each sorted,
    parted by spaces, and empty where a title has none.
    """

    key: str
    parties: str
    years: str
    between: str


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def same_title(one: Wording, other: Wording) -> bool:
    """Whether two wordings name the same thing, as far as they tell.

    They have the same words but for order, form and small ones, synonymous heads,
    and neither parties nor years that tell them apart. A title that names no
    parties may be that of any: compare `Identity` where that is too much.
    """
    return one.identity.key == other.identity.key and may_be_one(one, other)


def may_be_one(one: Wording, other: Wording) -> bool:
    """Whether neither parties nor years tell two titles of the same words apart."""
    return (
        _agree(one.parties, other.parties)
        and _agree(one.between, other.between)
        and _agree(one.years, other.years)
    )


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or some == others


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
    if opening:
        return phrased(head[0], left, right, mark)
    number = _NUMBER_BEHIND.match(right)
    told = [number[1] if number else "", *_YEAR.findall(right)]
    told += [one for one in _IN_BRACKETS.findall(right) if "@" in plainly(one, mark)]
    return closed(head[0], " ".join((left, *told)), mark)


def opens(right: str) -> bool:
    """Whether what stands to the right of a head is governed by it.

    >>> opens(" on Open Skies"), opens(" fixing the Boundary"), opens(" and Annex")
    (True, True, False)
    """
    first = _FIRST.match(right)
    if first is None:
        return False
    word = first[1]
    return word.lower() in LINKS or (word.islower() and word.endswith("ing"))


@lru_cache(1 << 12)
def phrased(head: str, left: str, right: str, mark: Marker) -> Wording:
    """Return the wording of a head with what follows it: "Treaty on Open Skies"."""
    marked = plainly(right, mark)
    before = plainly(left, mark)
    words = _words(BETWEEN.sub(" ", marked))
    if not words or _leads(before, marked):
        words = (*_content(before), *words)
    return Wording(
        singular(head),
        Shape.OPENING if opens(right) else Shape.BARE,
        words,
        _key((*_leading(before), *words)),
        frozenset(PARTY.findall(f"{before} {marked}")),
        frozenset(_YEAR.findall(f"{left} {right}")),
        _parties_as_written(left, mark) if "@" in before else "",
        parties_between(marked),
    )


def _leads(before: str, marked: str) -> bool:
    """Whether what a title is on stands before the head.

    "Loan Agreement between Chile and Rhodesia", "Trusteeship Agreement as approved".
    """
    if _QUALIFIED.match(marked):
        return True
    bare = _IN_BRACKETS.sub("", marked)
    return bool(_MODIFIERS.match(before) and _NO_SUBJECT.match(bare))


def _leading(before: str) -> Iterator[str]:
    """Yield the words before a head, and the numbers, that tell it from others."""
    another = _ANOTHER.search(before)
    for word in _words(before):
        if another or word in _LEADING or word.isdigit():
            yield word


@lru_cache(1 << 12)
def closed(head: str, left: str, mark: Marker) -> Wording:
    """Return the wording of a head with what precedes it: "Open Skies Treaty"."""
    marked = plainly(left, mark)
    words = _content(marked)
    return Wording(
        singular(head),
        Shape.CLOSING,
        words,
        _key(words),
        frozenset(PARTY.findall(marked)),
        frozenset(_YEAR.findall(left)),
        _parties_as_written(left, mark) if "@" in marked else "",
    )


def _parties_as_written(left: str, mark: Marker) -> str:
    """Return "china-russia" for the China–Russia that stands before a head."""
    return "-".join(word for word in typed(left).split() if "@" in mark(word))


def stems(text: str, mark: Marker = str) -> frozenset[str]:
    """Return what two names that mean the same have in common, whatever their order.

    >>> stems("Organisation of Shanghai Cooperation") == stems(
    ...     "Shanghai Cooperation Organization"
    ... )
    True
    """
    return _key(_words(plainly(text, mark)))


def compared(text: str) -> tuple[str, ...]:
    """Return the words of a name as they compare, in their order.

    >>> compared("Organisation for Economic Co-operation")
    ('organization', 'economic', 'cooperation')
    """
    return _words(plainly(text, str))


def _words(marked: str) -> tuple[str, ...]:
    words = [word for word in _WORD.findall(marked) if word not in SMALL]
    return tuple([plain_word(word) for word in words if not _YEAR.fullmatch(word)])


def _content(marked: str) -> tuple[str, ...]:
    """Return the words that are no parties."""
    return tuple(word for word in _words(marked) if word[0] != "@")


def _key(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset([stem(word) for word in words if word[0] != "@"])
