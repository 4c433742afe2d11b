"""Whether a rule does what its own texts say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from linter.errors import UnsettledError
from linter.fixing import settle
from linter.model import Document, Finding, Safety
from linter.rule import Example, Rule
from linter.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Broken:
    """A text of a rule that does not come out as the rule file says."""

    rule: str
    label: str
    text: str
    problem: str


def broken_examples(rule: Rule, everything: Ruleset) -> Iterator[Broken]:
    """Yield the texts of ``rule`` that fail, alone or under ``everything``."""
    alone = Ruleset((rule,))
    for kind in ("bad", "good", "missed"):
        for number, example in enumerate(getattr(rule, kind), 1):
            problem = _PROVE[kind](alone, everything, example)
            if problem:
                yield Broken(rule.id, f"{kind} text {number}", example.text, problem)


def _scanner(
    alone: Ruleset, example: Example
) -> Callable[[Document], Sequence[Finding]]:
    """Return what scans a text, beside the other documents it comes with."""
    if not example.documents:
        return alone.scan
    from linter.corpus import compared

    others = [
        Document(text, PurePath(str(n))) for n, text in enumerate(example.documents)
    ]
    return lambda document: compared(alone, [document, *others])[0]


def _bad(alone: Ruleset, everything: Ruleset, example: Example) -> str | None:
    scan = _scanner(alone, example)
    if not scan(example.document):
        return "is not found"
    if example.fixed is None:
        return None
    try:
        fixed = settle(example.document, scan, Safety.SUGGESTED).text
    except UnsettledError as error:
        return str(error)
    if fixed != example.fixed:
        return f"is fixed to {fixed!r}, not {example.fixed!r}"
    left = everything.scan(example.document._replace(text=fixed))
    if left:
        return f"its fixed text is found by {left[0].rule}"
    return None


def _quiet(alone: Ruleset, everything: Ruleset, example: Example) -> str | None:
    found = _scanner(alone, example)(example.document)
    return f"is found, at {found[0].span.of(example.text)!r}" if found else None


def _missed(alone: Ruleset, everything: Ruleset, example: Example) -> str | None:
    if _scanner(alone, example)(example.document):
        return "is found after all: move it to the bad texts"
    return None


_PROVE = {"bad": _bad, "good": _quiet, "missed": _missed}
