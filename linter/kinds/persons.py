"""Kind ``persons``: a public figure whose name is spelt as in another language.

Keys, all of them names of word lists: ``spellings`` has the foreign spelling of
a surname, the full name in English, the office, the language, and how sure the
spelling is: ``alone`` where it names the person by itself, ``named`` where it
needs the given name or the office before it, ``word`` where it is also a word;
``given`` has given names in other spellings, the English ones, and whether
English uses the other spelling, too; ``before`` is that of kind ``variants``.

Whoever has another given name is somebody else, and so is the one whom the
document then calls by the surname alone. A spelling in brackets or quotation
marks, or beside another spelling of the same name, is talked about. ``{name}`` is
the surname in English, ``{person}`` who bears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys, text_of
from linter.kinds.capitals import heads_entry
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span
from linter.naming import may_be_one
from linter.nouns import Noun

# Room for a given name, or for the office, before the surname.
REACH = 40
WORD = pattern(r"[^\W\d_]+")
# "Alexandre ", "Jean-Luc ", "A. ", "Mr. "; no word that ends a sentence.
BEFORE = pattern(
    r"(?<![\w-])([^\W\d_][\w’'-]*|[^\W\d_]\.|(?:Mr|Mrs|Ms)\.)[ \u00a0\n]\Z"
)
BEHIND = pattern(r"[ \u00a0\n]([^\W\d_]\w+)")
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March"
    " April May June July August September October November December".split()
)
# What the press puts before the name of a politician, of whatever office.
POLITICAL = frozenset(
    "Mr Mister President Premier Minister Leader Comrade Secretary Chairman Speaker"
    " Senator Mayor General Marshal Spokesman".split()
)
OPENING, CLOSING = "\"'“‘«„([*_", "\"'”’»“)]*_"
# What stands before a person oftener than before food.
TO_PERSONS = pattern(
    r"\b(?:about|against|ask(?:ed)?|between|by|call(?:ed)?|for|from|if|met|telling|than|that"
    r"|to(?:ld)?|toward|towards|when|whether|while|who|with)\s\Z"
)
# How far another spelling, or the country of the person, is looked for.
BESIDE, NEAR = 80, 300


class Person(NamedTuple):
    """A row of the spellings."""

    spelling: str
    name: str
    office: str
    language: str
    certain: str

    @property
    def given(self) -> str:
        """The given name in English."""
        return self.name.partition(" ")[0]

    @property
    def surname(self) -> str:
        """The surname in English."""
        return self.name.rpartition(" ")[2]


class Company(Enum):
    """What the word before a surname says of its bearer."""

    GIVEN = "the given name of the person"
    INITIAL = "an initial that may be the person's"
    OFFICE = "the office of the person"
    TITLE = "a title that the person may have"
    NOTHING = "nothing"
    OTHER = "somebody else"
    THING = "something that is named after somebody"


# What says beyond doubt that the person is meant.
TELLING = (Company.GIVEN, Company.OFFICE)


class Mention(NamedTuple):
    """Where a person may be named: the surname, and where the foreign name starts."""

    surname: Span
    start: int
    person: Person
    company: Company


class Persons(Noun):
    """Public figures, as English and as others spell them."""

    spellings: Lexicon
    given: Lexicon
    before: Lexicon

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Who is meant by a spelling."""
        return {row[0]: Person(*row) for row in self.spellings}

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The spellings."""
        return tuple(
            Anchor(spelling, len(spelling) + REACH, literal=True)
            for spelling in self.persons
        )

    @cached_property
    def _given(self) -> Mapping[tuple[str, str], bool]:
        """Pairs of given names, and whether English uses the foreign one, too."""
        return {(row[0], row[1]): row[2] == "yes" for row in self.given}

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the names that can be nobody else's, in text order."""
        text = document.text
        mentions = list(self._mentions(text, regions))
        persons = {m.person.spelling: m.person for m in mentions}
        named = {m.person.spelling for m in mentions if m.company in TELLING}
        # Asked once for each spelling: each answer takes a pass over the text.
        unsure = {s for s, one in persons.items() if self._has_stranger(text, one)}
        words = {s for s in persons if s.lower() in text}
        for mention in mentions:
            spelling = mention.person.spelling
            if mention.company is not Company.GIVEN and spelling in unsure:
                continue
            # A text on the person may speak of the dish as well.
            word = mention.person.certain == "word"
            known = mention.company in TELLING if word else spelling in named
            if known or _sure(text, mention, spelling in words):
                yield _match(mention, known)

    def _mentions(self, text: str, regions: Sequence[Span]) -> Iterator[Mention]:
        """Yield where persons may be named, and are not talked about as words."""
        for span, person in self._places(text, regions):
            company, start = self._company(text, span, person)
            if company in (Company.OTHER, Company.THING) or is_mentioned(text, span):
                continue
            if heads_entry(text, span):
                continue
            if not self._beside_another(text, span, person):
                yield Mention(span, start, person, company)

    def _places(
        self, text: str, regions: Sequence[Span]
    ) -> Iterator[tuple[Span, Person]]:
        """Yield where the spellings stand as words of their own."""
        cursor = 0
        for region in regions:
            start, last = max(cursor, region.start), region.end + REACH
            for word in WORD.finditer(text, start, last + REACH):
                if word.start() > last:
                    break
                cursor = word.end()
                person = self.persons.get(word[0])
                if person and is_whole(text, Span(*word.span())):
                    yield Span(*word.span()), person

    def _company(self, text: str, span: Span, person: Person) -> tuple[Company, int]:
        """Return what stands before a surname, and where the whole name starts."""
        behind = BEHIND.match(text, span.end)
        if behind and behind[1][0].isupper() and behind[1] not in DAYS:
            return Company.THING, span.start
        if text[span.start - 1 : span.start] == "-":
            return Company.NOTHING, span.start
        found = BEFORE.search(text, max(0, span.start - REACH), span.start)
        if not found or found[1][0].islower():
            return Company.NOTHING, span.start
        word = found[1]
        if len(word) == 2 and word[1] == ".":
            own = person.given[0]
            others = {a[0] for a, b in self._given if b == person.given}
            fits = word[0] == own or word[0] in others
            return (Company.INITIAL if fits else Company.OTHER), span.start
        if self._is_given(word, person):
            english = self._given.get((word, person.given), True)
            return Company.GIVEN, span.start if english else found.start(1)
        before = text[max(0, span.start - 2 * REACH) : found.end(1)]
        return self._title(before, word.rstrip("."), person), span.start

    def _is_given(self, word: str, person: Person) -> bool:
        """Whether a word is the given name of a person, in whatever spelling."""
        return (word, person.given) in self._given or may_be_one(person.given, word)

    def _title(self, text: str, word: str, person: Person) -> Company:
        """Return what the last word of a text says of the surname behind it."""
        office = person.office.partition(" of ")[0]
        if text.endswith(office):
            other = BEFORE.search(text.removesuffix(office))
            stands = not other or other[1][0].islower()
            return Company.OFFICE if stands else Company.TITLE
        if word in POLITICAL:
            return Company.TITLE
        listed = self.before.table.get(word)
        return Company.NOTHING if listed == ("sentence",) else Company.OTHER

    def _has_stranger(self, text: str, person: Person) -> bool:
        """Whether somebody else in the document has a surname spelt so."""
        places = re.finditer(rf"(?<!\w){person.spelling}(?!\w)", text)
        return any(
            self._company(text, Span(*one.span()), person)[0] is Company.OTHER
            for one in places
        )

    def _beside_another(self, text: str, span: Span, person: Person) -> bool:
        """Whether another spelling of the same name stands near, as in a list."""
        words = WORD.findall(text, max(0, span.start - BESIDE), span.end + BESIDE)
        return any(
            other in self.persons and self.persons[other].surname == person.surname
            for other in words
            if other != person.spelling
        )


def _match(mention: Mention, named: bool) -> Match:
    """Return the match of a name, with the given name where it is foreign, too."""
    person, surname = mention.person, mention.surname
    # A club has a president, too: of one whose name is a word, that says little.
    by_name = mention.company is Company.GIVEN
    sure = named and (
        person.certain == "alone" or (person.certain == "word" and by_name)
    )
    whole = mention.start < surname.start
    return Match(
        Span(mention.start, surname.end),
        values={
            "spelling": person.spelling,
            "name": person.surname,
            "person": f"{person.name}, {person.office}",
        },
        replacement=f"{person.given} {person.surname}" if whole else person.surname,
        safety=Safety.SAFE if sure else Safety.SUGGESTED,
    )


def is_whole(text: str, span: Span) -> bool:
    """Whether a word is no part of an address, a double name or another word.

    >>> [is_whole(t, Span(4, 9)) for t in ("pro-Putin", "Ann-Putin", "the.Putin")]
    [True, False, False]
    """
    before = text[max(0, span.start - 2) : span.start]
    after = text[span.end : span.end + 2]
    if re.search(r"[@#/\\._]\Z", before) or re.match(r"[@/\\_]", after):
        return False
    if before[-1:] == "-":
        start = WORD.findall(text, max(0, span.start - 20), span.start - 1)
        return bool(start) and start[-1].islower()
    return not (after[:1] == "-" and after[1:].isupper())


def is_mentioned(text: str, span: Span) -> bool:
    """Whether a name stands in brackets, quotation marks or italics of its own."""
    before = text[max(0, span.start - 1) : span.start]
    after = text[span.end : span.end + 1]
    return bool(before and after) and before in OPENING and after in CLOSING


def _sure(text: str, mention: Mention, also_small: bool) -> bool:
    """Whether a surname that no given name goes with is the person's, and a name.

    ``also_small`` tells that the text has it in small letters, too.
    """
    surname, person = mention.surname, mention.person
    if person.certain != "word":
        return person.certain == "alone"
    if mention.company is not Company.NOTHING:
        return True
    country = person.office.rpartition(" of ")[2]
    return (
        not also_small
        and country in text[max(0, surname.start - NEAR) : surname.end + NEAR]
        and TO_PERSONS.search(text, max(0, surname.start - 9), surname.start)
        is not None
    )


def build(table: Table, lexicon: OpenLexicon) -> Persons:
    """Return the finder of public figures that ``table`` describes."""
    keys = ("spellings", "given", "before")
    check_keys(table, ("kind", *keys))
    return Persons(*(lexicon(text_of(table, key)) for key in keys))
