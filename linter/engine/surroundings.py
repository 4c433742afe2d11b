"""What is said around a name: in which language, and whether of its spelling.

Guards of `linter.engine.guards`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.engine.profile import english_share
from linter.kinds import Match
from linter.kinds.capitals import heads_entry
from linter.lazy import pattern
from linter.naming import may_be_one

if TYPE_CHECKING:
    from linter.engine.guards import Context

# How many words on either side are looked at, and how many characters at most.
WORDS, ROOM = 4, 60
# To tell the language of a line takes some words, of which one in six is a common one
# where they are English, and seldom one in ten in another language.
FEWEST, FAR, ENGLISH_SHARE, ACCENTS = 10, 200, 0.15, 3
_WORD = pattern(r"[^\W\d_]+")
# Parts of names, where names stand on both sides of them.
_PARTICLE = pattern(
    r"(?:al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|van|von|y|zu)"
)
# Small words of other languages that are words of English, though no small ones.
_ENGLISH_TOO = frozenset(
    "ale am bet care com come die don door hat hay men met non per plus pour see sin"
    " son sun till var war".split()
)
_ACCENTED = pattern(r"[a-z]*[à-öø-ÿāăąćčďęěğīłńňőœřśşšťůűźżž]\w*")
_BEYOND_ASCII = pattern(r"[^\W\d_a-zA-Z]")
_LANGUAGE = (
    "(?:Czech|Danish|Dutch|English|Finnish|French|German|Hungarian|Italian|Norwegian"
    "|Polish|Portuguese|Russian|Spanish|Swedish|Turkish|Ukrainian)"
)
SPELLING = pattern(
    rf"""\b(?:mis)?spel(?:l|t)\w*|transliterat\w*|transcri(?:b|pt)\w*|romani[sz]\w*
    |pronounc\w*|pronunciation|orthograph\w*|etymolog\w*|toponym\w*|exonym\w*
    |endonym\w*|alphabet\w*|translat\w*|surname|rename[ds]?|a\.?k\.?a\b
    |(?:also|then|formerly)[ ]known|{_LANGUAGE}:
    |(?:[Ss]earch|[Ll]ook(?:ed)?|[Ff]iled|[Ll]isted|indexed|catalogued|entered)\b
        [^.;\n]{{0,40}}[ ]under\b
    |[Ss]ee(?:[ ]also)?[ ]under\b|[Uu]sed[ ]for:|(?:[Kk]eywords|[Tt]ags):
    |[Cc]ross-references?|[Vv]ariant[ ](?:form|name)s?
    |[Aa]uthori[sz]ed[ ](?:form|heading)s?
    |(?:in|the)[ ]{_LANGUAGE}
        (?=[ ](?:abbreviation|acronym|for|form|is|language|name|say|spelling|version
        |word|write)\b
        |[,.;:)”"’]|$)
    |the[ ](?:Czechs|Germans|Italians|Poles|Russians|Swedes|Turks)[ ](?:say|write)\b
    """,
    re.VERBOSE | re.MULTILINE,
)

# What is called after somebody, in languages whose press spells names its own way.
_CALLED = (
    "(?:Avenida|Bibliothèque|Brasserie|Café|Calle|Éditions|Fondation|Fondazione|Fundación|Gesellschaft"
    "|Gymnasium|Haus|Hotel|Hôtel|Institut|Instituto|Lycée|Maison|Musée|Museo|Muzeum|Piazza|Place"
    "|Platz|Plaza|Praça|Preis|Premio|Prix|Rua|Rue|Salle|Stiftung|Strasse|Straße|Teatr"
    "|Teatro|Théâtre|Ulica|Verlag|Via|Villa|Wodka)"
)
_NAMED = "(?:(?:is|was|are|were) (?:called|inscribed|labell?ed|named)|wrote)"
_CALLED_BEFORE = pattern(rf"(?<!\w)(?:{_CALLED}[ ](?:[A-Z]\w+[ ])?|{_NAMED}[ ])\Z")
_FIRM = (
    "(?:(?:&|and) (?:Brothers|Cie|Co|Company|Fils|Partners?|Sons?|Söhne)|AG|GmbH|KG)"
)
_CALLED_BEHIND = pattern(rf"(?:[ -]{_CALLED}|[ ]{_FIRM})(?!\w)")
_BRACKET_BEFORE = pattern(r"(?:(\w+)[ ])?\(([^()]*)\Z")
_BRACKET_BEHIND = pattern(r"[^()]*(?=\))")
_APART = pattern(r"(?:[ ]?[,;/][ ]?|[ ](?:and|or)[ ])")


def foreign_words(context: Context, match: Match) -> bool:
    """Whether words of another language stand around it, small or with accents."""
    small = context.open_lexicon("residue/small-words").table
    loans = context.open_lexicon("residue/loan-words")
    for word, particle in _around(context, match):
        languages = small.get(word, ("en",))[-1].split()
        if "en" not in languages and word not in _ENGLISH_TOO and not particle:
            return True
        if word not in small and _ACCENTED.fullmatch(word) and word not in loans:
            return True
    return False


def other_language(context: Context, match: Match) -> bool:
    """Whether the line, near by, is in another language with letters beyond ASCII."""
    text, span = context.document.text, match.span
    start, end = context.zones.line_bounds(span)
    near = text[max(start, span.start - FAR) : min(end, span.end + FAR)]
    # Lists of names and figures have few common words, too, but few accents.
    if near.isascii() or len(_BEYOND_ASCII.findall(near)) < ACCENTS:
        return False
    words = _WORD.findall(near)
    return len(words) >= FEWEST and english_share(words) < ENGLISH_SHARE


def about_spelling(context: Context, match: Match) -> bool:
    """Whether the line, near by, is about spellings, languages or names."""
    text = context.document.text
    start, end = context.zones.line_bounds(match.span)
    low = max(start, match.span.start - 3 * ROOM)
    return SPELLING.search(text, low, min(end, match.span.end + 3 * ROOM)) is not None


def cited(context: Context, match: Match) -> bool:
    """Whether it is in a reference, a foreign title, or spellings in brackets."""
    text, span = context.document.text, match.span
    start, end = context.zones.line_bounds(span)
    before = text[max(start, span.start - ROOM) : span.start]
    behind = text[span.end : min(end, span.end + ROOM)]
    if _CALLED_BEFORE.search(before) or _CALLED_BEHIND.match(behind):
        return True
    if heads_entry(text, span):
        return True
    opening, closing = _BRACKET_BEFORE.search(before), _BRACKET_BEHIND.match(behind)
    if not opening or not closing:
        return False
    name = span.of(text)
    inside = {*_APART.split(opening[2] + name + closing[0])} - {name}
    others = inside or {opening[1] or ""}
    names = {name, match.replacement or name}
    return all(one and any(may_be_one(one, other) for other in names) for one in others)


def _around(context: Context, match: Match) -> Iterator[tuple[str, bool]]:
    """Yield the words in small letters near a match, and whether they are particles."""
    text, span = context.document.text, match.span
    start, end = context.zones.line_bounds(span)
    before = list(_WORD.finditer(text, max(start, span.start - ROOM), span.start))
    behind = list(_WORD.finditer(text, span.end, min(end, span.end + ROOM)))
    for words in (before[-WORDS:], behind[:WORDS]):
        for word, left, right in zip(
            words, [None, *words], [*words[1:], None], strict=False
        ):
            if word[0].islower() and (len(word[0]) > 1 or word[0] > "z"):
                named = [
                    side is not None and side[0][0].isupper() for side in (left, right)
                ]
                yield word[0], all(named) and bool(_PARTICLE.fullmatch(word[0]))
