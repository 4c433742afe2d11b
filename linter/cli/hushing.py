"""What is kept out of the reports: ignored, known from before, or in a baseline."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from linter.checking import Checked
from linter.cli.options import read_options, tolerant
from linter.config import Loaded, find_ignores
from linter.errors import UnknownRuleError
from linter.locating import Located, Suppression, list_of_located
from linter.ruleset import Ruleset
from linter.tasks import Task

if TYPE_CHECKING:
    from linter.baseline import Row
    from linter.cli.baselining import OpenBaseline
    from linter.cli.dictionaries import OpenDictionaries
    from linter.cli.ignoring import OpenIgnores
    from linter.comments import Remark
    from linter.suppressing import Known, Past

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option(
        "--base",
        metavar="REV",
        help="Report only what was not there where the work here left REV.",
    ),
    click.option("--baseline", metavar="FILE", help="Hide the findings FILE holds."),
    click.option("--no-baseline", is_flag=True, help="Hide nothing by a baseline."),
    click.option(
        "--fail-on-stale",
        is_flag=True,
        help="Exit with 1 if the baseline holds what is not found any more.",
    ),
    click.option(
        "--fail-on-unused-ignores",
        is_flag=True,
        help="Exit with 1 if an ignore has expired or hides nothing.",
    ),
)
TAKEN = ("base", "no_baseline", "fail_on_stale", "fail_on_unused_ignores")


def hushing_options(command: Command) -> Command:
    """Give a command the options that say what not to report."""
    return reduce(lambda made, option: option(made), reversed(OPTIONS), command)


def taken_wishes(options: dict[str, Any]) -> dict[str, Any]:
    """Take the options of `hushing_options` out of others, but for settings."""
    return {name: options.pop(name) for name in TAKEN} | {
        "no_config": options["no_config"]
    }


class Hushing:
    """Marks the findings that do not count, and says at the end what is wrong.

    What was there at the base is left out instead: nobody asked for it.
    """

    def __init__(
        self, loaded: Loaded, paths: Sequence[Path], options: Mapping[str, Any]
    ) -> None:
        self._loaded = loaded
        self._paths = paths
        self._options = options
        self._everything = self._rules = Ruleset(())
        self._ignores: OpenIgnores | None = None
        self._dictionaries: OpenDictionaries | None = None
        self.baseline: OpenBaseline | None = None
        self._known: Known | None = None
        self.past: list[Task] = []
        self._remarks: list[tuple[str, Remark]] = []
        # Further lines to tell at the end, which fail no run.
        self.notices: list[Callable[[], Iterable[str]]] = []

    @property
    def base(self) -> str | None:
        """The revision to compare with, if any."""
        return self._options.get("base")

    def begin(self, everything: Ruleset, rules: Ruleset) -> None:
        """Read what is to be ignored; ``rules`` are those that run."""
        self._everything, self._rules = everything, rules
        file = self._loaded.settings.baseline
        if file is not None and not self._options.get("no_baseline"):
            from linter.cli.baselining import open_baseline

            must = self._options.get("must_exist", True)
            self.baseline = open_baseline(file, self._paths, rules, must)
        self._ignores = open_ignores(
            self._loaded, self._paths, self._options, everything
        )
        self._dictionaries = open_dictionaries(self._loaded)

    def look_at(self, tasks: Iterable[Task]) -> None:
        """Note what the run looks at."""
        if self.base is not None:
            self.past = [task for task in tasks if task.is_past]
        if self.baseline is not None:
            self.baseline.look_at(tasks)

    def remember(self, checked: Checked) -> None:
        """Note what was there at the base."""
        from linter.suppressing import Known

        self._known = self._known or Known()
        for located in checked.found:
            for item in self._unless_ignored(located):
                if item.suppression is None:
                    self._known.add(item.path, item.trace)

    def note(self, checked: Checked) -> None:
        """Note what comes of a task besides findings."""
        self._remarks += checked.remarks
        if self.baseline is not None:
            self.baseline.fail(failure.path for failure in checked.failed)

    def __call__(
        self, documents: Iterable[Sequence[Located]]
    ) -> Iterator[Sequence[Located]]:
        """Yield the documents in order, with what does not count marked."""
        kept: Iterable[Sequence[Located]] = map(self._unless_ignored, documents)
        if self.base is not None:
            kept = self._brought(kept)
        if self.baseline is not None:
            kept = self.baseline.sieve(kept)
        yield from kept

    def _unless_ignored(self, located: Sequence[Located]) -> Sequence[Located]:
        for lists in (self._ignores, self._dictionaries):
            located = lists.marked(located) if lists else located
        return located

    def _brought(
        self, documents: Iterable[Sequence[Located]]
    ) -> Iterator[Sequence[Located]]:
        """Yield the documents without the findings that were there before."""
        from linter.suppressing import Known, Sieve

        # The first document is asked for before anything is known: it comes
        # after all that is about the past.
        waiting = iter(documents)
        first = list(islice(waiting, 1))
        there = Suppression(in_source=False, reason=f"in {self.base}")
        known = self._known or Known()
        sieve = Sieve(known, there, str, lambda document: True, self._old_texts)
        for located in sieve(chain(first, waiting)):
            yield list_of_located(i for i in located if i.suppression is not there)

    def _old_texts(self) -> Past:
        from linter.cli.changes import old_texts
        from linter.suppressing import Past

        return Past(old_texts(self.past, read_options(self._loaded.settings)))

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong with comments and ignores, one line each."""
        for path, remark in self._remarks:
            problem = self._problem(remark)
            if problem:
                yield f"{path}:{remark.line}: {problem}"
        # Of what is ignored, a part of the documents tells nothing.
        if self._ignores is not None and self.base is None:
            yield from self._ignores.problems(self._loaded, self._rules, self._paths)

    def _problem(self, remark: Remark) -> str | None:
        """Say what is wrong, if it is: a rule that does not run is no mistake."""
        if remark.name is None:
            return remark.problem
        try:
            self._everything.select([remark.name])
        except UnknownRuleError as unknown:
            return f"{remark.title}: {unknown}"
        return None

    def finish(self) -> bool:
        """Tell what is wrong; return whether the run is to fail for it."""
        complaints = [*self.complaints()]
        failed = bool(complaints) and bool(self._options.get("fail_on_unused_ignores"))
        if self._options.get("fail_on_stale") and self.base is None:
            stale = [*self._stale()]
            failed |= bool(stale)
            complaints += stale
        complaints += [line for told in self.notices for line in told()]
        stream = tolerant(sys.stderr)
        stream.writelines(f"mtlint: {line}\n" for line in complaints)
        return failed

    def _stale(self) -> Iterator[str]:
        if self.baseline is None:
            return
        rows = [*self.baseline.stale()]
        if rows:
            count = sum(row.count for row in rows)
            what = f"{count} of the findings it holds are gone"
            advice = "run 'mtlint baseline prune'"
            yield f"{self.baseline.file}: {what}, such as {_shown(rows[0])}; {advice}"


def _shown(row: Row) -> str:
    return f"{row.text!r} in {row.path} ({row.rule})"


def open_ignores(
    loaded: Loaded,
    paths: Sequence[Path],
    options: Mapping[str, Any],
    everything: Ruleset,
) -> OpenIgnores | None:
    """Return the list of ignored findings that is meant for ``paths``, if any."""
    if options["no_config"]:
        return None
    start = next((path for path in paths if path.exists()), Path())
    found = find_ignores(loaded, start)
    if found is None:
        return None
    from linter.cli.ignoring import OpenIgnores

    return OpenIgnores(*found, everything)


def open_dictionaries(loaded: Loaded) -> OpenDictionaries | None:
    """Return the dictionaries of the settings; raise `ConfigError` without one."""
    settings = loaded.settings
    if not settings.dictionaries and not any(e.dictionaries for e in settings.per_path):
        return None
    from linter.cli.dictionaries import OpenDictionaries

    return OpenDictionaries(loaded)
