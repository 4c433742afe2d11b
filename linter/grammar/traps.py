"""Rules of LanguageTool that are off unless selected by name, and why.

The figures are findings per 100,000 words of machine output, human translation and
edited English, as ``docs/grammar-rules.md`` has them for all rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from linter.lazy import pattern

SPELLING = "spelling: it takes names for mistakes"
TODAY = "depends on the day it runs"
TRAP = "fires on edited English, ten times in 100,000 words"
PIECES = "a line, a list item or a piece of a sentence may begin small"
ACROSS = "looks across sentences, which are sent one by one"
COVERED = "rules of mtlint look for it"
TASTE = "house style"

# Each language has its own.
SPELLERS = pattern(r"(?:MORFOLOGIK_RULE|HUNSPELL)\w*|\w*SPELL(?:ER|ING)_\w+")
PATTERNS = (
    (SPELLERS, SPELLING),
    (pattern(r"\w*UNPAIRED\w*|\w*REPEAT_BEGINNING\w*|\w*COHERENCY\w*"), ACROSS),
    (pattern(r"\w*DATE_WEEKDAY_(?:CURRENTYEAR|WITHOUT_YEAR)|\w*DATE_NEW_YEAR"), TODAY),
    (pattern(r"\w*DATE_FUTURE\w*"), TODAY),
)
OFF: Mapping[str, str] = {
    "COMMA_PARENTHESIS_WHITESPACE": COVERED,
    "CONSECUTIVE_SPACES": COVERED,
    "DOUBLE_PUNCTUATION": COVERED,
    "ENGLISH_WORD_REPEAT_RULE": COVERED,
    "WORD_REPEAT_RULE": COVERED,
    "PHRASE_REPETITION": COVERED,
    "SENTENCE_WHITESPACE": COVERED,
    "UNLIKELY_OPENING_PUNCTUATION": COVERED,
    "WHITESPACE_RULE": COVERED,
    "DASH_RULE": TASTE,
    "EN_QUOTES": TASTE,
    "TOO_LONG_PARAGRAPH": ACROSS,
    "UPPERCASE_SENTENCE_START": PIECES,
    "ALL_OF_THE": TRAP,
    "COMMA_COMPOUND_SENTENCE": TRAP,
    "COMMA_COMPOUND_SENTENCE_2": TRAP,
    "EN_A_VS_AN": TRAP,
    "EXTREME_ADJECTIVES": TRAP,
    "PER_CENT": TRAP,
    "SENT_START_CONJUNCTIVE_LINKING_ADVERB_COMMA": TRAP,
    "COVID_19": TASTE,
}
# Named in every request, so that the server saves the time: spelling takes half.
NAMED = (
    *("MORFOLOGIK_RULE_EN_US", "MORFOLOGIK_RULE_EN_GB", "MORFOLOGIK_RULE_EN_AU"),
    *("MORFOLOGIK_RULE_EN_CA", "MORFOLOGIK_RULE_EN_NZ", "MORFOLOGIK_RULE_EN_ZA"),
    *("GERMAN_SPELLER_RULE", "FR_SPELLING_RULE", "MORFOLOGIK_RULE_ES"),
    *("MORFOLOGIK_RULE_RU_RU", "MORFOLOGIK_RULE_PL_PL", "MORFOLOGIK_RULE_PT_PT"),
    *("EN_DATE_WEEKDAY_CURRENTYEAR", "DATE_NEW_YEAR", "DATE_FUTURE_VERB_PAST"),
    *OFF,
)


def why_off(rule: str) -> str | None:
    """Say why a rule is off by default; ``None`` where it is not.

    >>> why_off("MORFOLOGIK_RULE_EN_US") == SPELLING, why_off("IT_IS")
    (True, None)
    """
    if rule in OFF:
        return OFF[rule]
    return next((why for these, why in PATTERNS if these.fullmatch(rule)), None)
