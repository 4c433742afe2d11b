"""House style, obeyed: what it accepts is no finding, what it wants fixes offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from linter.model import Edit, Finding, Fix, Span
from linter.rule import HouseStyle

# The rule that reports what is forbidden; all others leave that to it.
FORBIDDING = "forbidden-form"
# What may follow a form of a title that is meant: its parties or its year.
_PARTIES = re.compile(r",?\s+(?:among|between|of\s+\d{4}|with)\b")


def obeying(finding: Finding, style: HouseStyle, text: str) -> Finding | None:
    """Return a finding as the house wants it; ``None`` where it accepts the text."""
    forbids = finding.rule.endswith(FORBIDDING)
    wanted = _places((*style.accepted, *style.canonical), finding, text)
    if any(_means(place, finding.span, text) for place in wanted):
        return None
    if forbids:
        return finding
    forbidden = _places(tuple(style.forbidden), finding, text)
    if any(place.overlaps(finding.span) for place in forbidden):
        return None
    return _offering(finding, style, text)


def _places(forms: Sequence[str], finding: Finding, text: str) -> Iterator[Span]:
    """Yield where forms stand near a finding, as whole words."""
    if not forms:
        return
    expression, longest = _any_of(tuple(forms))
    low = max(0, finding.span.start - longest)
    for found in expression.finditer(text, low, finding.span.end + longest):
        yield Span(*found.span())


@lru_cache(8)
def _any_of(forms: tuple[str, ...]) -> tuple[re.Pattern[str], int]:
    """Return an expression for any of some forms, and how long a match may be."""
    ordered = sorted(forms, key=len, reverse=True)
    # A line may end where a space stands.
    spelt = (r"\s+".join(map(re.escape, form.split())) for form in ordered)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)"), len(ordered[0]) + 9


def _means(place: Span, found: Span, text: str) -> bool:
    """Whether a form that stands at ``place`` is what was found.

    It covers it, or stands at its end, behind an honorific or the parties, or at
    its start, before the parties.
    """
    if place.end == found.end or (place.start <= found.start <= found.end <= place.end):
        return True
    return place.start == found.start and bool(_PARTIES.match(text, place.end))


def _offering(finding: Finding, style: HouseStyle, text: str) -> Finding | None:
    """Return a finding whose fix writes the canonical form."""
    if finding.fix is None:
        return finding
    edits = [
        Edit(edit.span, house_form(edit.text, style) or edit.text)
        for edit in finding.fix.edits
    ]
    if all(edit.text == edit.span.of(text) for edit in edits):
        return None
    pairs = zip(finding.fix.edits, edits, strict=True)
    changed = {new.text for old, new in pairs if old.text != new.text}
    if not changed:
        return finding
    told = " and ".join(f"“{form}”" for form in sorted(changed))
    message = f"{finding.message} House style: {told}."
    fix = Fix(tuple(edits), finding.fix.safety)
    return finding._replace(fix=fix, message=message)


def house_form(form: str, style: HouseStyle) -> str | None:
    """Return what the house writes for a form; ``None`` where it says nothing of it.

    >>> style = HouseStyle({"Peking": ("Beijing",)}, forbidden={"Kiev": "Kyiv"})
    >>> [house_form(form, style) for form in ("Beijing", "Kiev", "Moscow")]
    ['Peking', 'Kyiv', None]
    """
    named = _by_name(tuple(style.canonical.items()), tuple(style.forbidden.items()))
    if form in named:
        return named[form]
    return next((one for one in style.canonical if _alike(one, form)), None)


@lru_cache(8)
def _by_name(
    canonical: tuple[tuple[str, tuple[str, ...]], ...],
    forbidden: tuple[tuple[str, str], ...],
) -> Mapping[str, str]:
    others = {other: form for form, names in canonical for other in names}
    return dict(forbidden) | others | {form: form for form, _ in canonical}


def _alike(one: str, other: str) -> bool:
    """Whether two forms are one name or one title."""
    if " " in one or " " in other:
        from linter.kinds.wording import compared

        return sorted(compared(one)) == sorted(compared(other)) != []
    from linter.naming import may_be_one

    return may_be_one(one, other)
