"""A baseline, as it is used in a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath

from linter.baseline import ADVICE, Baseline, Row
from linter.config import read_if_there
from linter.errors import ConfigError
from linter.fingerprints import Trace
from linter.locating import Suppression
from linter.ruleset import Ruleset
from linter.suppressing import Known, Sieve
from linter.tasks import Task


class OpenBaseline:
    """A baseline, what of it was found again, and what a run can say of the rest.

    Documents go by their names from the baseline's folder: whoever works in
    another folder gets the same names.
    """

    def __init__(
        self, file: Path, baseline: Baseline, paths: Sequence[Path], rules: Ruleset
    ) -> None:
        self.file = file
        self._baseline = baseline
        self._folders = [path for path in paths if path.is_dir()]
        self._rules = rules
        # By the names that they have here: a run may look at very many.
        self._looked_at: set[str] = set()
        self._failed: set[str] = set()
        self._parents: dict[str, str] = {}
        known = Known(self._rows_of, self._others)
        mark = Suppression(False, f"in {file.name}", "baseline")
        self.sieve = Sieve(known, mark, self.name, self._is_free)

    def look_at(self, tasks: Iterable[Task]) -> None:
        """Note what the run looks at, as it is now."""
        now = (task for task in tasks if not task.is_past)
        self.look_at_files(part.path for task in now for part in task.parts)

    def look_at_files(self, files: Iterable[Path]) -> None:
        """Note which files the run looks at."""
        self._looked_at.update(self.name(str(file)) for file in files)

    def fail(self, files: Iterable[PurePath | None]) -> None:
        """Note which files could not be checked: of these the run tells nothing."""
        self._failed.update(self.name(str(file)) for file in files)

    def __iter__(self) -> Iterator[Row]:
        """Yield all rows, as they are in the file."""
        return iter(self._baseline)

    def name(self, path: str) -> str:
        """Return what a document is called in the baseline."""
        parent, last = os.path.split(path)
        if parent not in self._parents:
            self._parents[parent] = _relative(parent, self.file.parent)
        folder = self._parents[parent]
        return f"{folder}/{last}" if folder else last

    def stale(self) -> Iterator[Row]:
        """Yield what a run should have found, and did not."""
        taken = self._taken
        for row in self._baseline:
            left = row.count - taken[row.key]
            if left > 0 and self._is_judged(row):
                yield replace(row, count=left)

    def kept(self) -> Iterator[Row]:
        """Yield what the baseline holds without what is stale.

        What was found in another document is told of that one.
        """
        rows = {row.key: row for row in self._baseline}
        for (key, document, (content, *near)), count in self.sieve.taken.items():
            row = replace(rows[key], path=document, fingerprint=content)
            yield replace(row, near=(near[0], near[1]), count=count)
        taken = self._taken
        for key, row in rows.items():
            left = row.count - taken[key]
            if left > 0 and not self._is_judged(row):
                yield replace(row, count=left)

    def unjudged(self) -> Iterator[Row]:
        """Yield the rows of documents and rules that the run did not look at."""
        return (row for row in self._baseline if not self._is_judged(row))

    def _rows_of(self, name: str) -> Iterator[tuple[Trace, int]]:
        return ((row.trace, row.count) for row in self._baseline.of(name))

    def _others(self) -> Iterator[str]:
        return (name for name in self._baseline.paths if self._is_free(name))

    def _is_free(self, name: str) -> bool:
        if name in self._failed:
            return False
        return name in self._looked_at or not self._is_there(name)

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(self.file.parent / name)

    def _is_judged(self, row: Row) -> bool:
        """Whether the run would have found what a row holds.

        A document that is gone may have moved to anywhere: only a run over the
        folder it was in can tell.
        """
        if not self._rules.runs(row.rule) or row.path in self._failed:
            return False
        if row.path in self._looked_at:
            return True
        return not self._is_there(row.path) and any(
            folder == "" or row.path.startswith(f"{folder}/")
            for folder in self._folder_names
        )

    @cached_property
    def _folder_names(self) -> list[str]:
        return [self.name(os.path.join(p, "x"))[:-2] for p in self._folders]  # noqa: PTH118

    @property
    def _taken(self) -> Counter[tuple[str, str]]:
        taken: Counter[tuple[str, str]] = Counter()
        for (key, _, _), count in self.sieve.taken.items():
            taken[key] += count
        return taken


def open_baseline(
    file: Path, paths: Sequence[Path], rules: Ruleset, must_exist: bool = True
) -> OpenBaseline:
    """Read a baseline; raise `ConfigError` where there is none, or it is wrong."""
    data = read_if_there(file)
    if data is None and must_exist:
        raise ConfigError(f"{file}: no such baseline; {ADVICE}")
    baseline = Baseline(str(file)) if data is None else Baseline.read(data, str(file))
    place = Path(os.path.realpath(file))
    return OpenBaseline(place, baseline, paths, rules)


def _relative(folder: str, root: Path) -> str:
    """Return a folder's name from the root of a baseline, with ``/``."""
    real = os.path.realpath(folder or ".")
    try:
        name = Path(os.path.relpath(real, root)).as_posix()
    except ValueError:
        # On another drive there is no way from one to the other.
        return Path(real).as_posix()
    return "" if name == "." else name
