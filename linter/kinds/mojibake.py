"""Kind ``mojibake``: UTF-8 that was decoded as something else.

No keys. A run of characters that look like the bytes of UTF-8 is shown to ftfy
together with the ASCII letters it hangs on; ftfy decides whether it is one, and
what it was. Only its decoding is taken, none of its other repairs. A run whose
bytes are not all there is found, but has no replacement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from linter.kinds import Anchor, Match, OpenLexicon, Table, check_keys
from linter.kinds.pattern import Pattern
from linter.lazy import pattern
from linter.model import Document, Span
from linter.nouns import Noun

# What the bytes 80-BF of a UTF-8 sequence look like, by the codec they were
# read with: Latin-1 and Windows-1252, Windows-1251, Mac Roman, code page 437.
WESTERN = r"\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
CYRILLIC = r"°±Ііґµ¶·ё№є»јЅѕїЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї"
MAC = r"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
DOS = r"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»"
RUN = rf"""(?x)
  (?:[\u00c2-\u00df][{WESTERN}]
    |[\u00e0-\u00ef][{WESTERN}][{WESTERN}]
    |[\u00f0-\u00f4][{WESTERN}][{WESTERN}][{WESTERN}]){{1,64}}
  |â€(?![{WESTERN}])
  |ðŸ(?![{WESTERN}][{WESTERN}])
  |вЂ[{CYRILLIC}]
  |(?:[РС][{CYRILLIC}]){{2,64}}
  |[βā]€[{WESTERN}]
  |‚Ä[{MAC}]
  |√[{MAC}]
  |ΓÇ[{DOS}]
  |├[{DOS}]
"""
# ASCII on either side that ftfy may read for context.
CONTEXT = pattern(r"[!-~]{0,16}$"), pattern(r"[!-~]{0,16}")
# ftfy passes these over; no language has them, so that they need no context.
SURE = {"ΓÇ": "cp437", "â„¢": "cp1252"}
# Roots of Greek letters and of what mathematics has: "√µ", "√∂x".
ROOT = pattern(r"√[µ∂∑∏π∫Ω∞±≤≥]")
# Letters of their own where they stand alone: the operators "Â|0⟩", "[Â, B̂]".
OPERATOR = pattern(r"(?<!\w)([ÂÃ])(?=[|,;)\]⟩=])")
# How near the right letter stands where somebody tells what became of it.
NEAR = 40
# "IRMÃ”" ends a quotation in capitals.
SHOUTED = pattern(r"(?<=[A-Z]{2})[ÂÃ][”’»™®…–—]")
# A letter or mark beyond the alphabets of Europe.
FAR_OFF = pattern("[\u0590-\u1dbf\u2c00-\ua63f\ua720-\ufaff]")
# What stays of a sequence that lost its other half.
HALF = pattern(r"[ÂÃâ\u0080-\u009f\ufffd]")


class Mojibake(Noun):
    """Runs that ftfy decodes to something better."""

    pattern: Pattern

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The derived anchor of all runs."""
        return self.pattern.anchors

    def with_anchors(self, anchors: Sequence[Anchor]) -> Mojibake:
        """Return the same matcher, spared from deriving its anchor."""
        return self._replace(pattern=self.pattern.with_anchors(anchors))

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield each run that is mojibake; ``meant`` says what for."""
        text = document.text
        operators = {found[1] for found in OPERATOR.finditer(text)} if regions else ()
        for run in self.pattern.find(document, regions):
            if SHOUTED.match(text, run.span.start):
                continue
            if text[run.span.start] in operators or _is_root(text, run.span):
                continue
            right = decoded(text, run.span)
            if right and right.isalpha() and _is_beside(right, text, run.span):
                continue
            if right == run.span.of(text) or _is_strange(right, text, run.span):
                continue
            meant = "a character that is lost" if right is None else f"“{right}”"
            yield run._replace(replacement=right, values={"meant": meant})


def _is_root(text: str, span: Span) -> bool:
    """Whether a run is the root of something, and no letter of a word.

    >>> [_is_root(t, Span(2, 4)) for t in ("Bj√∂rn", "x √∂x")]
    [False, True]
    """
    before = text[max(0, span.start - 1) : span.start]
    return ROOT.match(text, span.start) is not None and not before.isalpha()


def _is_beside(right: str, text: str, span: Span) -> bool:
    """Whether the right letter stands near by, as where it is told what became of it.

    >>> _is_beside("é", "maps é to Ã©", Span(10, 12))
    True
    """
    near = text[max(0, span.start - NEAR) : span.start]
    return right in near or right in text[span.end : span.end + NEAR]


def _is_strange(right: str | None, text: str, span: Span) -> bool:
    """Whether it would be a letter of Arabic or Thai, alone among English ones.

    >>> _is_strange("\u0615", "T•Ø•R", Span(2, 4))
    True
    >>> _is_strange("μ", "5 Î¼m", Span(2, 4))
    False
    """
    if right is None or len(right) != 1 or not FAR_OFF.match(right):
        return False
    beside = text[max(0, span.start - 2) : span.start] + text[span.end : span.end + 2]
    return any(char.isascii() and char.isalpha() for char in beside)


def decoded(text: str, span: Span) -> str | None:
    """Return what a run was before it was misread, or the run if it is right.

    ``None`` where it cannot be told, because bytes are missing.

    >>> decoded("schÃ¶n", Span(3, 5)), decoded("CAFÉ™", Span(3, 5))
    ('ö', 'É™')
    """
    run = span.of(text)
    for opening, codec in SURE.items():
        if run.startswith(opening):
            return _redecoded(run, codec)
    if run in ("â€", "ðŸ"):
        return None
    before = CONTEXT[0].search(text[max(0, span.start - 16) : span.start])
    after = CONTEXT[1].match(text, span.end)
    left, right = before[0] if before else "", after[0] if after else ""
    fixed = _asked(left + run + right)
    if not fixed.startswith(left) or not fixed.endswith(right):
        return run
    fixed = fixed[len(left) : len(fixed) - len(right)]
    if fixed != run and HALF.search(fixed):
        return None
    return fixed.replace("\ufeff", "")


def _redecoded(run: str, codec: str) -> str:
    try:
        return run.encode(codec).decode()
    except UnicodeError:
        return run


@lru_cache(maxsize=1024)
def _asked(text: str) -> str:
    """Return what ftfy makes of the encoding, if it got there by decoding UTF-8."""
    from ftfy import TextFixerConfig, fix_encoding_and_explain

    config = TextFixerConfig(
        unescape_html=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        fix_c1_controls=False,
    )
    fixed, steps = fix_encoding_and_explain(text, config)
    taken = {step[1] for step in steps or ()}
    return fixed if taken & {"utf-8", "decode_inconsistent_utf8"} else text


def build(table: Table, lexicon: OpenLexicon) -> Mojibake:
    """Return the matcher; the table has no keys."""
    check_keys(table, ("kind",))
    return Mojibake(Pattern(RUN))
