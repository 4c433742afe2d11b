"""Which anchors are scanned for, and which rules each of them calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, overload

from linter.kinds import Anchor, Choosing, Matcher, SelfAnchored
from linter.kinds.compiling import code_of


class Anchors(Sequence[Anchor]):
    """Anchors that are made when they are asked for: a short text hits few of many.

    They are kept as rows, which have of an anchor all up to where it is like most.

    >>> rows = Anchors.rows([Anchor("a", 4), Anchor("b", 4, literal=True)])
    >>> rows
    [('a', 4), ('b', 4, True)]
    >>> Anchors(rows)[1].literal
    True
    """

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows

    @staticmethod
    def rows(anchors: Iterable[Anchor]) -> list[tuple[Any, ...]]:
        """Return anchors as rows."""
        return [anchor[: _told(anchor)] for anchor in anchors]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Anchor: ...

    @overload
    def __getitem__(self, at: slice) -> list[Anchor]: ...

    def __getitem__(self, at: int | slice) -> Anchor | list[Anchor]:
        if isinstance(at, slice):
            return [Anchor(*row) for row in self._rows[at]]
        return Anchor(*self._rows[at])


def _told(anchor: Anchor) -> int:
    """Return how many fields of an anchor have to be told, from the first."""
    usual = Anchor("", 0)
    return max(i for i, own in enumerate(anchor, 1) if i < 3 or own != usual[i - 1])


class Plan(NamedTuple):
    """What is scanned for, and which rules it calls: all that can be cached.

    ``owners`` runs parallel to ``anchors``: the index of the rule, ascending.
    ``selfmade`` are the rules that look through a batch themselves, ``always``
    those that look at every document. ``codes`` are what further expressions are
    compiled to, where a cache has it.
    """

    anchors: Sequence[Anchor]
    owners: Sequence[int]
    selfmade: Sequence[int] = ()
    always: Sequence[int] = ()
    codes: Sequence[tuple[str, bytes]] = ()


def plan_for(matchers: Sequence[Matcher], waiting: Sequence[int] = ()) -> Plan:
    """Return the anchors of all matchers, and which rules have none.

    Those that are ``waiting`` for findings of others are not scanned for.
    """
    called = [(i, m) for i, m in enumerate(matchers) if i not in waiting]
    owned = [(anchor, index) for index, m in called for anchor in m.anchors]
    owners = [owner for _, owner in owned]
    own = [index for index, m in called if isinstance(m, SelfAnchored | Choosing)]
    always = [index for index, _ in called if index not in {*owners, *own}]
    further = [one for m in matchers for one in getattr(m, "expressions", ())]
    codes = [(one, b"") for one in dict.fromkeys(further)]
    return Plan([anchor for anchor, _ in owned], owners, own, always, codes)


def with_code(plan: Plan) -> Plan:
    """Return a plan to be kept: each expression has what it is compiled to, once."""
    anchors, seen = [], set()
    for owner, anchor in zip(plan.owners, plan.anchors, strict=True):
        if anchor.confirm and (owner, anchor.confirm) not in seen:
            seen.add((owner, anchor.confirm))
            anchor = anchor._replace(code=code_of(anchor.confirm))
        anchors.append(anchor)
    codes = [(source, code_of(source)) for source, _ in plan.codes]
    return plan._replace(anchors=anchors, codes=codes)
