"""Findings in lists; where a document has very many, in lists that pack them.

A text that is nothing but artifacts has some hundred thousand. Each takes half a
kilobyte as objects, and a tenth of that as bytes: all but the last portion are kept as
bytes, and made objects again, a portion at a time, while somebody goes through them.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias, TypeVar, overload

from linter.model import Edit, Finding, Fix, Related, Safety, Severity, Span

Item = TypeVar("Item")
Row: TypeAlias = tuple[Any, ...]

# More than any but odd texts have: few lists are ever packed.
MOST_LOOSE = 20_000
PORTION = 1000

_SEVERITIES = {str(one): one for one in Severity}
_SAFETIES = {str(one): one for one in Safety}


class Portions(Sequence[Item]):
    """A list that grows at its end, and keeps what is whole portions as bytes.

    ``row`` takes an item apart into plain values, ``made`` makes it of them again.
    To go through all costs some microseconds an item, each time.
    """

    def __init__(
        self,
        items: Iterable[Item],
        row: Callable[[Item], Row],
        made: Callable[[Row], Item],
    ) -> None:
        self._row, self._made = row, made
        self._packed: list[bytes] = []
        self._rest: list[Item] = []
        self._opened: tuple[int, list[Item]] = (-1, [])
        for item in items:
            self.append(item)

    def append(self, item: Item) -> None:
        """Add an item at the end."""
        self._rest.append(item)
        if len(self._rest) == PORTION:
            self._packed.append(self._bytes())
            self._rest = []

    def dump(self) -> list[bytes]:
        """Return everything as bytes, for `loaded`."""
        return [*self._packed, self._bytes()]

    @classmethod
    def loaded(
        cls,
        dumped: Sequence[bytes],
        row: Callable[[Item], Row],
        made: Callable[[Row], Item],
    ) -> Portions[Item]:
        """Return the list that was dumped."""
        found = cls((), row, made)
        *found._packed, rest = dumped
        found._rest = found._items(rest)
        return found

    def _bytes(self) -> bytes:
        from zlib import compress

        # They are much alike: the fastest way makes a tenth of them.
        return compress(marshal.dumps([*map(self._row, self._rest)]), 1)

    def _items(self, data: bytes) -> list[Item]:
        from zlib import decompress

        return [*map(self._made, marshal.loads(decompress(data)))]

    def __len__(self) -> int:
        return len(self._packed) * PORTION + len(self._rest)

    def __iter__(self) -> Iterator[Item]:
        for data in self._packed:
            yield from self._items(data)
        yield from self._rest

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        number = range(len(self))[at]
        if isinstance(number, range):
            return [self[one] for one in number]
        portion, place = divmod(number, PORTION)
        if portion == len(self._packed):
            return self._rest[place]
        if portion != self._opened[0]:
            self._opened = portion, self._items(self._packed[portion])
        return self._opened[1][place]


def listed(
    items: Iterable[Item], many: Callable[[Iterable[Item]], Sequence[Item]]
) -> Sequence[Item]:
    """Return items in a list, or what ``many`` makes of them where they are very many.

    >>> listed(range(3), tuple), len(listed(range(30_000), tuple))
    ([0, 1, 2], 30000)
    """
    coming = iter(items)
    first = [*islice(coming, MOST_LOOSE)]
    return first if len(first) < MOST_LOOSE else many(chain(first, coming))


def list_of_findings(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return findings in a list, packed where there are very many."""
    return listed(findings, lambda many: Portions(many, finding_row, finding_of_row))


def in_text_order(lists: Sequence[Sequence[Finding]]) -> Sequence[Finding]:
    """Return all findings of some lists, sorted by place.

    Packed lists are, each, as they come from a rule: they are not unpacked at once.
    """
    if all(isinstance(one, list) for one in lists):
        return list_of_findings(sorted(chain.from_iterable(lists), key=text_order))
    if len(lists) == 1:
        return lists[0]
    from heapq import merge

    ordered = (sorted(o, key=text_order) if isinstance(o, list) else o for o in lists)
    return list_of_findings(merge(*ordered, key=text_order))


def text_order(finding: Finding) -> tuple[int, int, str]:
    """Return what sorts findings by place."""
    span = finding.span
    return span.start, span.end, finding.rule


def finding_row(finding: Finding) -> Row:
    """Return a finding as plain values."""
    fix = finding.fix
    return (
        finding.rule,
        finding.span.start,
        finding.span.end,
        finding.message,
        str(finding.severity),
        fix and (str(fix.safety), [(*_ends(e.span), e.text) for e in fix.edits]),
        [(r.message, r.span and _ends(r.span), r.path) for r in finding.related],
    )


def finding_of_row(row: Row) -> Finding:
    """Return the finding that `finding_row` took apart."""
    rule, start, end, message, severity, fix, related = row
    return Finding(
        rule,
        Span(start, end),
        message,
        _SEVERITIES[severity],
        fix and Fix(tuple([_edit(*edit) for edit in fix[1]]), _SAFETIES[fix[0]]),
        tuple([Related(m, s and Span(*s), p) for m, s, p in related]),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, end), text)
