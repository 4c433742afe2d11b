"""A second opinion on suggested fixes: they may leave a sentence worse.

What LanguageTool finds more of in the new sentence takes the fix from those that
``fix --suggested`` makes; it is still shown. Where a rule has its fixes checked, what
they leave must be free of findings altogether.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from linter.errors import GrammarError
from linter.fixing import apply_edits
from linter.grammar.asking import Answer, Asker
from linter.grammar.client import ServerGoneError
from linter.grammar.sentences import LONGEST, sentences
from linter.grammar.traps import why_off
from linter.model import Document, Edit, Finding, Related, Safety, Span


class Case(NamedTuple):
    """A fix to judge: of which finding, and the sentence it leaves.

    ``before`` is the sentence as it is; none where it does not matter.
    """

    number: int
    after: str
    before: str | None


def judged(
    document: Document,
    findings: Sequence[Finding],
    asker: Asker,
    code: str,
    checked: Collection[str] = (),
    *,
    every: bool = True,
) -> list[Finding]:
    """Return findings, with those fixes only shown that leave a sentence worse.

    The fixes of ``checked`` rules must leave nothing to find; unless ``every`` fix is
    judged, no others are.
    """
    asked = (n for n, one in enumerate(findings) if every or one.rule in checked)
    cases = [*_cases(document, findings, asked, checked)]
    texts = [text for case in cases for text in case[1:] if text is not None]
    answers = iter(asker.ask(texts, code) if texts else [])
    result = list(findings)
    for case in cases:
        after = next(answers)
        before = () if case.before is None else next(answers)
        result[case.number] = _verdict(result[case.number], before, after)
    return result


def _cases(
    document: Document,
    findings: Sequence[Finding],
    asked: Iterable[int],
    checked: Collection[str],
) -> Iterator[Case]:
    spans: list[Span] = []
    for number in asked:
        fix = findings[number].fix
        if fix is None or fix.safety is not Safety.SUGGESTED:
            continue
        spans = spans or sentences(document)
        stretch = _around(spans, fix.edits)
        if stretch is not None:
            old = stretch.of(document.text)
            alone = findings[number].rule in checked
            new = _mended(old, stretch, fix.edits)
            yield Case(number, new, None if alone else old)


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
    return finding._replace(fix=fix, related=(*finding.related, Related(why)))


def _rules(answer: Answer) -> Counter[str]:
    matches = answer if isinstance(answer, tuple) else ()
    return Counter(match.rule for match in matches if not why_off(match.rule))
