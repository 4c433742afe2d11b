"""Matches to findings: the message filled in, the fix spelled out as edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from linter.engine import decoding, figures
from linter.engine.guards import Context
from linter.engine.zones import Zone
from linter.kinds import Match
from linter.lazy import pattern
from linter.model import Edit, Finding, Fix, Related, Safety
from linter.rule import FixTemplate, Rule

NAME = pattern(r"\{(\w+)\}")
# How many places a finding tells besides its own.
MOST_PLACES = 5


def lowercase_first(text: str) -> str:
    """Write the first letter small."""
    return text[:1].lower() + text[1:]


def uppercase_first(text: str) -> str:
    """Write the first letter large."""
    return text[:1].upper() + text[1:]


def collapse_spaces(text: str) -> str:
    """Leave out all white space."""
    return "".join(text.split())


def other_honorific(text: str) -> str:
    """Write the honorific of the other sex."""
    return "Ms" if text in ("Mr", "Mister") else "Mr"


TRANSFORMS: Mapping[str, Callable[[str], str]] = {
    "unescape-entities": decoding.unescape_entities,
    "unescape-split-entities": decoding.unescape_split_entities,
    "narrow": decoding.narrow,
    "decode-bytes": decoding.decode_bytes,
    "decode-percents": decoding.decode_percents,
    "decode-escapes": decoding.decode_escapes,
    "read-as-windows-1252": decoding.read_as_windows_1252,
    "write-brackets": decoding.write_brackets,
    "lowercase-first": lowercase_first,
    "uppercase-first": uppercase_first,
    "delete-spaces": collapse_spaces,
    "other-honorific": other_honorific,
    **figures.FIGURES,
}


def finding_of(rule: Rule, match: Match, context: Context) -> Finding:
    """Return what ``rule`` reports of ``match``."""
    text = context.document.text
    words = {name: span.of(text) for name, span in match.groups.items()}
    words |= {"match": match.span.of(text), **match.values}
    if match.replacement is not None:
        words.setdefault("replacement", match.replacement)
    fix = fix_of(rule.fix, match, words, context) if rule.fix else None
    return Finding(
        rule.id,
        match.span,
        filled(rule.message, words),
        rule.severity,
        fix,
        match.related,
    )


def united(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield one finding for those of a document whose fixes are equally safe.

    It stands at the first place and holds the edits of all. Where its message
    names their number as ``{count}``, they are all it has; else one is yielded
    for each message. Where nothing is to be edited, it tells the next places.
    """
    alike: dict[tuple[Safety | None, str], list[Finding]] = {}
    for finding in findings:
        safety = finding.fix.safety if finding.fix else None
        told = "" if "{count}" in finding.message else finding.message
        alike.setdefault((safety, told), []).append(finding)
    for (safety, _), group in alike.items():
        edits = tuple(edit for one in group if one.fix for edit in one.fix.edits)
        places = () if safety else _next_places(group)
        yield group[0]._replace(
            message=filled(group[0].message, {"count": str(len(group))}),
            fix=Fix(edits, safety) if safety else None,
            related=(*group[0].related, *places),
        )


def _next_places(group: Sequence[Finding]) -> Iterator[Related]:
    """Yield where some of those stand that are not told of one by one."""
    for finding in group[1 : MOST_PLACES + 1]:
        yield Related("here, too", finding.span)
    if len(group) > MOST_PLACES + 1:
        left = len(group) - MOST_PLACES - 1
        yield Related(f"and {left} times more", group[MOST_PLACES + 1].span)


def filled(template: str, words: Mapping[str, str]) -> str:
    """Put words in the place of ``{name}``; what has no word stays.

    >>> filled("Not “{match}” but {x}.", {"match": "a"})
    'Not “a” but {x}.'
    """
    pieces = _pieces(template)
    if len(pieces) == 1:
        return template
    return "".join([words.get(name, text) for name, text in pieces])


@lru_cache(1024)
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """Return the stretches of a template: the name that each stands for, and itself.

    >>> _pieces("Not {match}.")
    (('', 'Not '), ('match', '{match}'), ('', '.'))
    """
    texts = NAME.split(template)
    return tuple(
        (text, f"{{{text}}}") if at % 2 else ("", text) for at, text in enumerate(texts)
    )


def fix_of(
    template: FixTemplate, match: Match, words: Mapping[str, str], context: Context
) -> Fix | None:
    """Return the edits of ``template`` on ``match``; none where nothing changes.

    A safe fix inside a quotation is only suggested: what somebody else said or
    wrote is not ours to change unasked.
    """
    text = context.document.text
    spans = [match.groups[name] for name in template.targets if name in match.groups]
    edits = []
    for span in spans or [match.span]:
        new = _new_text(template, match, words, span.of(text))
        if new is not None and new != span.of(text):
            edits.append(Edit(span, new))
    if not edits:
        return None
    safety = template.safety
    if match.safety is not None and match.safety.rank > safety.rank:
        safety = match.safety
    if safety is Safety.SAFE and context.zones.holds(Zone.QUOTATION, match.span):
        safety = Safety.SUGGESTED
    return Fix(tuple(edits), safety)


def _new_text(
    template: FixTemplate, match: Match, words: Mapping[str, str], old: str
) -> str | None:
    if template.transform is not None:
        return TRANSFORMS[template.transform](old)
    if template.replace is not None:
        return filled(template.replace, words)
    return match.replacement
