"""Named conditions under which a confirmed hit is no artifact.

A rule lists guards under ``unless``. A guard looks at the *point* of a match:
its group ``stray`` or ``stop`` where there is one, else its start.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from linter.engine.clauses import no_clause, own_clause
from linter.engine.profile import LATIN_LETTERS, OTHER_LETTERS, Profile
from linter.engine.surroundings import (
    about_spelling,
    cited,
    foreign_words,
    other_language,
)
from linter.engine.topics import (
    CODES,
    LONGEST,
    MODELS,
    PROGRAMS,
    Topic,
    speaks_of,
    words_about,
)
from linter.engine.zones import Zone, Zones
from linter.kinds import Match
from linter.lazy import pattern
from linter.lexicon import Lexicon
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    from linter.kinds.finite import FiniteVerbs


class Context(Noun):
    """What guards may ask about a document; nothing is computed before it is asked."""

    document: Document
    open_lexicon: Callable[[str], Lexicon]

    @cached_property
    def zones(self) -> Zones:
        """What its stretches are."""
        return Zones(self.document)

    @cached_property
    def profile(self) -> Profile:
        """Its habits."""
        return Profile(self.document.text)

    def language(self) -> str | None:
        """Return the language declared or else seen; ``None`` where it is open."""
        declared = self.document.language
        return declared.partition("-")[0] if declared else self.profile.language

    def before(self, match: Match) -> str:
        """Return the word before the point of a match, with the marks inside it."""
        point = point_of(match)
        found = LAST_WORD.search(self.document.text[max(0, point - 40) : point])
        return found[0] if found else ""

    def after(self, match: Match) -> str:
        """Return the word behind a match."""
        end = match.groups.get("next", Span(match.span.end, match.span.end)).start
        found = FIRST_WORD.match(self.document.text, end, end + 60)
        return found[1] if found else ""

    @cached_property
    def verbs(self) -> FiniteVerbs:
        """The model that tells verbs."""
        from linter.kinds.finite import FiniteVerbs

        names = ("structure/verb-forms", "structure/verb-weights")
        return FiniteVerbs(*map(self.open_lexicon, names))

    @cached_property
    def technical(self) -> bool:
        """Whether it speaks of tokens, encodings or language models throughout."""
        return speaks_of((MODELS, CODES), self.profile.text)


Guard = Callable[[Context, Match], bool]

LAST_WORD = pattern(r"[\w.&’'-]+$")
FIRST_WORD = pattern(r"\W*([\w-]+)")
SINGLE_WORD = pattern(r"\. [a-z]+\. [a-z]")
BESIDE = 200  # characters of the line in which others like a match may stand
# No English word ends so, but for "axolotl" and "dirndl"; cut off, many do: "constr".
CLIPPED = pattern(
    r"[b-df-hj-np-tv-xz]{4,}"
    r"|[a-z]{2,}(?:[bcdfgkpt][lr]|[bcdfkpt]n|[bcdfkpt]g|[bcgkpt]d|cc|[^i]sc|q)"
)
DOTTED = pattern(r"(?:\w\.)+\w?")
FOREIGN_WORD = pattern(
    r"(?i:\w*[à-öø-ÿß]\w*|la|les?|des?|du|del|della|el|los|las|di|da|dos?|der|das|und|et|y"
    r"|pour|para|por|für|sur|femmes|mujeres|mulheres|frauen|donne)"
)
BRAND = pattern(r"[a-z]{1,2}[A-Z]\w+|mRNA\w*|\w+\.\w+")


def point_of(match: Match) -> int:
    """Return where in the text the match goes wrong."""
    for name in ("stray", "stop"):
        if name in match.groups:
            return match.groups[name].start
    return match.span.start


def abbreviation(context: Context, match: Match) -> bool:
    """Whether the word before the full stop is an abbreviation ("etc.", "Inc.")."""
    word = context.before(match).rstrip(".")
    parts = (word, re.split(r"[-’'.&]", word)[-1])
    if CLIPPED.fullmatch(parts[-1]):
        return True
    known = context.open_lexicon("abbreviations")
    # "Sat." is a day, "sat." a verb: what is listed with a capital needs one.
    return any(form in known for part in parts for form in (part, part.lower()))


def initial(context: Context, match: Match) -> bool:
    """Whether it is an initial or a dotted acronym ("J.", "U.S.", "A.T.C.")."""
    word = context.before(match)
    return len(word) <= 1 or DOTTED.fullmatch(word) is not None


def number(context: Context, match: Match) -> bool:
    """Whether a number stands before the full stop."""
    word = context.before(match)
    return bool(word) and word[-1].isdigit()


def ellipsis(context: Context, match: Match) -> bool:
    """Whether another dot or an ellipsis is part of the mark."""
    point = point_of(match)
    around = context.document.text[max(0, point - 2) : point + 3]
    return ".." in around or "…" in around or ". ." in around


def brand(context: Context, match: Match) -> bool:
    """Whether the next word is written small on purpose ("iPhone", "node.js")."""
    end = match.groups.get("next", match.span).start
    word = context.document.text[end : end + 40].split(None, 1)
    return bool(word) and BRAND.match(word[0]) is not None


def informal(context: Context, match: Match) -> bool:
    """Whether the document, or the line, does without capitals."""
    start, _ = context.zones.line_bounds(match.span)
    line = context.document.text[start : match.span.end]
    return line[:1].islower() or " i " in line or context.profile.informal


def word_by_word(context: Context, match: Match) -> bool:
    """Whether the line stops behind single words for emphasis ("out. of. control.")."""
    start, end = context.zones.line_bounds(match.span)
    near = max(start, match.span.start - BESIDE), min(end, match.span.end + BESIDE)
    return SINGLE_WORD.search(context.document.text, *near) is not None


def tokenised(context: Context, match: Match) -> bool:
    """Whether the document holds punctuation apart from words throughout."""
    return context.profile.tokenised


def code_heavy(context: Context, match: Match) -> bool:
    """Whether the document is full of options, calls and files, as a manual is."""
    return context.profile.code_heavy


def other_script(context: Context, match: Match) -> bool:
    """Whether much of the document, or of the line, is in another script than Latin."""
    if context.profile.other_script:
        return True
    start, end = context.zones.line_bounds(match.span)
    line = context.document.text[start:end]
    # Of an English line with some words left, they are two letters in five at most.
    other = 0 if line.isascii() else len(OTHER_LETTERS.findall(line))
    return other > 0 and other > 0.45 * (other + len(LATIN_LETTERS.findall(line)))


def foreign_name(context: Context, match: Match) -> bool:
    """Whether a word of another language stands next to it ("ONU Femmes")."""
    text = context.document.text
    if text[match.span.start - 1 : match.span.start] in ("'", "’"):
        return True
    before = re.findall(r"\w+", text[max(0, match.span.start - 40) : match.span.start])
    beside = (*before[-1:], context.after(match))
    return any(FOREIGN_WORD.fullmatch(word) for word in beside)


def about_codes(context: Context, match: Match) -> bool:
    """Whether the text is about tokens, markup, encodings or language models."""
    return _beside(CODES, context, match) or about_models(context, match)


def about_models(context: Context, match: Match) -> bool:
    """Whether the text is about language models."""
    return _beside(MODELS, context, match) or context.technical


def about_programs(context: Context, match: Match) -> bool:
    """Whether the text is about programs, their files and their parts."""
    return _beside(PROGRAMS, context, match)


def _beside(topic: Topic, context: Context, match: Match) -> bool:
    """Whether the line is about ``topic`` but for what the match itself says."""
    start, end = context.zones.line_bounds(match.span)
    low = max(0, start - LONGEST)
    found = words_about(topic, context.document.text[low : end + LONGEST])
    words = (Span(low + first, low + behind) for first, behind in found)
    return any(
        start <= word.start < end and not word.overlaps(match.span) for word in words
    )


def _in_zone(zone: Zone) -> Guard:
    def guard(context: Context, match: Match) -> bool:
        return context.zones.holds(zone, match.span)

    guard.__doc__ = f"Whether the match stands in a zone of kind {zone.value}."
    return guard


GUARDS: dict[str, Guard] = {
    "abbreviation": abbreviation,
    "initial": initial,
    "number": number,
    "ellipsis": ellipsis,
    "brand": brand,
    "informal": informal,
    "word-by-word": word_by_word,
    "tokenised": tokenised,
    "code-heavy": code_heavy,
    "other-script": other_script,
    "foreign-name": foreign_name,
    "foreign-words": foreign_words,
    "about-codes": about_codes,
    "about-models": about_models,
    "about-programs": about_programs,
    "about-spelling": about_spelling,
    "cited": cited,
    "other-language": other_language,
    "no-clause": no_clause,
    "own-clause": own_clause,
} | {
    zone.value: _in_zone(zone)
    for zone in (Zone.QUOTATION, Zone.HEADING, Zone.LIST, Zone.TABLE, Zone.VERSE)
}
