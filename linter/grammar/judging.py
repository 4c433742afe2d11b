"""A second opinion on suggested fixes: they may leave a sentence worse.

What LanguageTool finds more of in the new sentence takes the fix from those that
``fix --suggested`` makes; it is still shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from linter.errors import GrammarError
from linter.fixing import apply_edits
from linter.grammar.asking import Answer, Asker
from linter.grammar.client import ServerGoneError
from linter.grammar.sentences import LONGEST, sentences
from linter.grammar.traps import why_off
from linter.model import Document, Edit, Finding, Related, Safety, Span


def judged(
    document: Document, findings: Sequence[Finding], asker: Asker, code: str
) -> list[Finding]:
    """Return findings, with those fixes only shown that leave a sentence worse."""
    spans: list[Span] = []
    cases: list[tuple[int, str, str]] = []
    for number, finding in enumerate(findings):
        if finding.fix is None or finding.fix.safety is not Safety.SUGGESTED:
            continue
        spans = spans or sentences(document)
        stretch = _around(spans, finding.fix.edits)
        if stretch is not None:
            old = stretch.of(document.text)
            cases.append((number, old, _mended(old, stretch, finding.fix.edits)))
    texts = [text for _, old, new in cases for text in (old, new)]
    answers = iter(asker.ask(texts, code) if texts else [])
    result = list(findings)
    for number, _, _ in cases:
        result[number] = _verdict(result[number], next(answers), next(answers))
    return result


def _around(spans: Sequence[Span], edits: Sequence[Edit]) -> Span | None:
    """Return the sentences that edits are in; ``None`` where they are too far apart."""
    first = min(edit.span.start for edit in edits)
    last = max(edit.span.end for edit in edits)
    touched = [span for span in spans if span.start <= last and first <= span.end]
    if not touched:
        return None
    stretch = Span(min(first, touched[0].start), max(last, touched[-1].end))
    return stretch if len(stretch) <= LONGEST else None


def _mended(old: str, stretch: Span, edits: Sequence[Edit]) -> str:
    by = stretch.start
    here = (Edit(Span(e.span.start - by, e.span.end - by), e.text) for e in edits)
    return apply_edits(old, sorted(here))


def _verdict(finding: Finding, before: Answer, after: Answer) -> Finding:
    assert finding.fix is not None
    if isinstance(before, ServerGoneError) or isinstance(after, ServerGoneError):
        return finding
    if isinstance(before, GrammarError) or isinstance(after, GrammarError):
        why = "LanguageTool could not judge the fix"
    else:
        more = _rules(after) - _rules(before)
        if _rules(after).total() <= _rules(before).total():
            return finding
        why = (
            f"LanguageTool finds more in the mended sentence: {', '.join(sorted(more))}"
        )
    fix = finding.fix._replace(safety=Safety.SHOWN)
    return replace(finding, fix=fix, related=(*finding.related, Related(why)))


def _rules(answer: Answer) -> Counter[str]:
    matches = answer if isinstance(answer, tuple) else ()
    return Counter(match.rule for match in matches if not why_off(match.rule))
