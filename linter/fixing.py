"""Choosing edits, applying them, and scanning again until nothing is left to do.

Edits are chosen in text order. One that overlaps an earlier one waits for the
next pass, which sees the text as it is by then. What several passes did is told
as changes to the original text, so that a record of them can be undone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain
from typing import NamedTuple

from linter.errors import UnsettledError
from linter.model import Document, Edit, Finding, Safety, Span
from linter.settled import Change, Settled

MOST_PASSES = 10


class Chosen(NamedTuple):
    """An edit that will be made, and on whose word."""

    edit: Edit
    rule: str
    safety: Safety


def settle(
    document: Document, scan: Callable[[Document], Iterable[Finding]], level: Safety
) -> Settled:
    """Return ``document`` with every fix up to ``level`` made.

    Raises `UnsettledError` where fixes still want to be made after
    `MOST_PASSES` passes: they undo each other.
    """
    original = text = document.text
    changes: list[Change] = []
    for _ in range(MOST_PASSES):
        chosen = choose(scan(document._replace(text=text)), level)
        if not chosen:
            return Settled(text, tuple(changes))
        changes = compose(original, text, changes, chosen)
        text = apply_edits(text, [item.edit for item in chosen])
        rules = sorted({item.rule for item in chosen})
        # Of a text full of artifacts they are many, and it is scanned again now.
        chosen.clear()
    raise UnsettledError(
        f"the fixes of {', '.join(rules)} do not settle after {MOST_PASSES} passes;"
        " nothing was changed"
    )


def choose(findings: Iterable[Finding], level: Safety) -> list[Chosen]:
    """Return the edits to make now, sorted and disjoint; a fix is all or none."""
    chosen: list[Chosen] = []
    taken: list[Span] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.safety.within(level) or fix.safety is Safety.SHOWN:
            continue
        spans = [edit.span for edit in fix.edits]
        if any(_occupied(taken, span) for span in spans):
            continue
        for span in spans:
            insort(taken, span)
        chosen += (Chosen(edit, finding.rule, fix.safety) for edit in fix.edits)
    chosen.sort(key=lambda item: (_place(item.edit.span), item.edit.text))
    return chosen


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _occupied(taken: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` overlaps one of the sorted, disjoint spans ``taken``."""
    at = bisect_left(taken, span)
    return any(span.overlaps(other) for other in taken[max(0, at - 2) : at + 2])


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with sorted, disjoint ``edits`` made in one pass.

    >>> from linter.model import Span
    >>> apply_edits("the the cat", [Edit(Span(3, 7), "")])
    'the cat'
    """
    pieces: list[str] = []
    cursor = 0
    for edit in edits:
        if edit.span.start < cursor:
            raise ValueError(f"edits overlap at character {edit.span.start}")
        pieces += text[cursor : edit.span.start], edit.text
        cursor = edit.span.end
    pieces.append(text[cursor:])
    return "".join(pieces)


class _Stretch(NamedTuple):
    """A stretch of the current text that earlier or new edits touch."""

    span: Span
    made: tuple[Change, ...] = ()
    wanted: tuple[Chosen, ...] = ()


def compose(
    original: str, text: str, changes: Sequence[Change], chosen: Sequence[Chosen]
) -> list[Change]:
    """Return ``changes`` and then ``chosen``, told as changes to ``original``.

    ``changes`` turned ``original`` into ``text``; ``chosen`` are edits of
    ``text``. A stretch that both touch becomes one change with all its rules.
    """
    composed: list[Change] = []
    shift = 0
    for stretch in _stretches(changes, chosen):
        start = stretch.span.start + shift
        shift += sum(len(made.before) - len(made.after) for made in stretch.made)
        if len(stretch.made) == 1 and not stretch.wanted:
            composed += stretch.made
            continue
        span = Span(start, stretch.span.end + shift)
        after = apply_edits(
            stretch.span.of(text),
            [_moved(item.edit, -stretch.span.start) for item in stretch.wanted],
        )
        before = span.of(original)
        if after != before:
            composed.append(Change(span, before, after, *_names(stretch)))
    return composed


def _stretches(
    changes: Iterable[Change], chosen: Iterable[Chosen]
) -> Iterator[_Stretch]:
    """Yield earlier changes and new edits in text order, those that overlap as one."""
    wanted = (_Stretch(item.edit.span, wanted=(item,)) for item in chosen)
    # At one point, what was changed before comes first.
    placed = merge(_placed(changes), wanted, key=lambda stretch: _place(stretch.span))
    for group in _overlapping(placed):
        start, end = group[0].span.start, max(one.span.end for one in group)
        made = chain.from_iterable(one.made for one in group)
        asked = chain.from_iterable(one.wanted for one in group)
        yield _Stretch(Span(start, end), tuple(made), tuple(asked))


def _overlapping(stretches: Iterable[_Stretch]) -> Iterator[list[_Stretch]]:
    """Group sorted stretches so that those of two groups do not overlap."""
    group: list[_Stretch] = []
    covered = Span(0, 0)
    for stretch in stretches:
        if group and covered.overlaps(stretch.span):
            end = max(covered.end, stretch.span.end)
            covered = Span(covered.start, end)
            group.append(stretch)
            continue
        if group:
            yield group
        group, covered = [stretch], stretch.span
    if group:
        yield group


def _placed(changes: Iterable[Change]) -> Iterator[_Stretch]:
    """Yield the changes where they are in the text that they came to."""
    shift = 0
    for change in changes:
        start = change.span.start + shift
        yield _Stretch(Span(start, start + len(change.after)), (change,))
        shift += len(change.after) - len(change.before)


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(Span(edit.span.start + by, edit.span.end + by), edit.text)


def _names(stretch: _Stretch) -> tuple[tuple[str, ...], Safety]:
    rules: dict[str, None] = {}
    for made in stretch.made:
        rules |= dict.fromkeys(made.rules)
    rules |= dict.fromkeys(item.rule for item in stretch.wanted)
    safeties = [made.safety for made in stretch.made]
    safeties += [item.safety for item in stretch.wanted]
    return tuple(rules), max(safeties, key=lambda safety: safety.rank)
