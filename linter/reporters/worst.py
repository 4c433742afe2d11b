"""The worst findings of a run, where a service takes only so many."""

from __future__ import annotations

from linter.locating import Located
from linter.model import Severity


class Worst:
    """Keeps a limited number of findings, the worst and among them the first.

    However many come, no more than the limit of each severity are in memory.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: dict[Severity, list[Located]] = {level: [] for level in Severity}
        self._seen = 0

    def add(self, located: Located) -> None:
        """Take in a finding, or only count it."""
        self._seen += 1
        kept = self._kept[located.finding.severity]
        if len(kept) < self._limit:
            kept.append(located)

    @property
    def kept(self) -> list[Located]:
        """The findings that are kept: worst first, else as they came."""
        every = [item for level in Severity for item in self._kept[level]]
        return every[: self._limit]

    @property
    def left_out(self) -> int:
        """How many findings there were beyond the limit."""
        return max(0, self._seen - self._limit)
