"""The worst findings of a run, where a service takes only so many."""

from __future__ import annotations

from linter.locating import Located
from linter.model import Severity


class Worst:
    """Keeps a limited number of findings, the worst and among them the first.

    What is suppressed comes after all that is not. However many come, no more
    than the limit of each severity are in memory, twice.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        levels = [(hidden, level) for hidden in (False, True) for level in Severity]
        self._kept: dict[tuple[bool, Severity], list[Located]] = {
            level: [] for level in levels
        }
        self._seen = 0

    def add(self, located: Located) -> None:
        """Take in a finding, or only count it."""
        self._seen += 1
        hidden = located.suppression is not None
        kept = self._kept[hidden, located.finding.severity]
        if len(kept) < self._limit:
            kept.append(located)

    @property
    def kept(self) -> list[Located]:
        """The findings that are kept: worst first, else as they came."""
        every = [item for some in self._kept.values() for item in some]
        return every[: self._limit]

    @property
    def left_out(self) -> int:
        """How many findings there were beyond the limit."""
        return max(0, self._seen - self._limit)
