"""A text as titles compare: small letters, one way to spell and to put hyphens."""

from __future__ import annotations

from linter.kinds.parties import Marker
from linter.lazy import pattern

# Parts of words: some are no words by themselves, so that a space may part them, too.
_PARTS = "anti|bi|co|inter|intra|macro|micro|multi|non|semi|socio|sub|trans"
_PREFIXES = f"{_PARTS}|counter|mid|over|pre|re|super|under"
_MARKS = {ord("’"): "'", **dict.fromkeys(range(0x2010, 0x2014), "-")}
# With what a text has wherever there is a match: to ask for that takes no time.
_SPELLINGS = tuple(
    (telling, pattern(expression), repl)
    for telling, expression, repl in (
        ("'", r"'s?(?!\w)|'(?=\w)", ""),
        ("-", rf"\b({_PREFIXES})-(?=\w)", r"\1"),
        ("", rf"\b({_PARTS}) (?=\w)", r"\1"),
        ("our", r"\b(behavi|endeav|fav|harb|hon|lab|neighb)our", r"\1or"),
        ("is", r"(?<=[a-z]{3})(?<!rev)is(?=e[ds]?\b|ations?\b|ing\b)", "iz"),
        ("programme", r"\bprogramme", "program"),
        ("", r"(\d)(?:st|nd|rd|th)\b", r"\1"),
        ("no", r"\bno\.? ?(?=\d|[ivx]+\b)", ""),
        ("fence", r"fence\b", "fense"),
    )
)


def plainly(text: str, mark: Marker) -> str:
    """Return a text in American spelling, with the codes of parties."""
    text = mark(typed(text))
    for telling, expression, repl in _SPELLINGS:
        if telling in text:
            text = expression.sub(repl, text)
    return text


def typed(text: str) -> str:
    """Return a text in small letters, with the marks that a keyboard has."""
    text = text.lower()
    return text if text.isascii() else text.translate(_MARKS)
