"""``mtlint baseline``: hide what a corpus had before anybody checked it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from linter.baseline import FILE, Row, dump, row_of
from linter.cli import Exit
from linter.cli.baselining import OpenBaseline, open_baseline
from linter.cli.checked import checked
from linter.cli.hushing import Hushing
from linter.cli.options import loaded_settings, settings_options, tolerant
from linter.config import Loaded, Origin, load
from linter.errors import WriteError
from linter.locating import Located
from linter.reporters import Summary
from linter.reporters.display import one_line, printable
from linter.reporters.wording import counted, failure
from linter.ruleset import Ruleset

Command = TypeVar("Command", bound=Callable[..., Any])

RUN = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option("--baseline", metavar="FILE", help=f"The file  [default: {FILE}]."),
    click.option(
        "--jobs",
        type=click.IntRange(0),
        help="Number of processes; 0 for one a core  [default: 0].",
    ),
    settings_options,
)


def run_options(command: Command) -> Command:
    """Give a command what a run over documents needs."""
    return reduce(lambda made, option: option(made), reversed(RUN), command)


@click.group()
def baseline() -> None:
    """Hide the findings a corpus has today, and see only new ones."""


@baseline.command()
@run_options
def write(paths: tuple[Path, ...], exit_zero: bool, **options: object) -> None:
    """Write the findings of PATHS to the baseline.

    What it holds of other documents, and of rules that do not run, stays.
    """
    run = _Run(paths or (Path(),), options, must_exist=False)
    rows = [
        row_of(run.open.name(item.path), item)
        for located in run.documents()
        for item in located
        if item.suppression is None or item.suppression.by == "baseline"
    ]
    rows += run.open.unjudged()
    _save(run.open.file, rows)
    _tell(f"{_counts(rows)} in {run.open.file}")
    if run.loaded.origins["baseline"] is not Origin.FILE:
        name = run.open.file.name
        _tell(f"to hide them, say --baseline, or baseline = {name!r} in mtlint.toml")
    sys.exit(run.exit_code())


@baseline.command()
@run_options
def prune(paths: tuple[Path, ...], exit_zero: bool, **options: object) -> None:
    """Take out of the baseline what is not found in PATHS any more.

    Nothing is added. What moved is told of the document it is in now.
    """
    run = _Run(paths or (Path(),), options)
    for _ in run.documents():
        pass
    rows = [*run.open.kept()]
    gone = sum(row.count for row in run.open) - sum(row.count for row in rows)
    _save(run.open.file, rows)
    _tell(f"{counted(gone, 'finding')} taken out; {_counts(rows)} in {run.open.file}")
    sys.exit(run.exit_code())


@baseline.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--baseline", metavar="FILE", help=f"The file  [default: {FILE}].")
@click.option("--rule", "names", multiple=True, metavar="RULE", help="Only this rule.")
@click.option("--rows", is_flag=True, help="Show every finding, not only counts.")
def show(
    paths: tuple[Path, ...], baseline: str | None, names: tuple[str, ...], rows: bool
) -> None:
    """Show what the baseline holds, perhaps only of some documents or folders."""
    loaded = load(Path(), options={"baseline": baseline})
    opened = open_baseline(_file(loaded), (), Ruleset(()))
    wanted = [opened.name(str(path)) for path in paths]
    chosen = [row for row in opened if _is_wanted(row, wanted, names)]
    stream = tolerant(sys.stdout)
    for line in _rows(chosen) if rows else _by_rule(chosen):
        stream.write(f"{line}\n")
    stream.write(f"{_counts(chosen)}\n")


class _Run:
    """A run over documents, and the baseline it is about."""

    def __init__(
        self, paths: Sequence[Path], options: dict[str, Any], must_exist: bool = True
    ) -> None:
        wishes = {"no_config": options["no_config"], "must_exist": must_exist}
        loaded = loaded_settings(paths, options)
        settings = loaded.settings._replace(baseline=_file(loaded))
        self.loaded = loaded._replace(settings=settings)
        self.summary = Summary()
        self._paths = paths
        self._hushing = Hushing(self.loaded, paths, wishes)

    @property
    def open(self) -> OpenBaseline:
        """The baseline, once the run has begun."""
        assert self._hushing.baseline is not None
        return self._hushing.baseline

    def documents(self) -> Iterator[Sequence[Located]]:
        """Yield the findings of each document that has some."""
        return checked(self._paths, self.loaded, self.summary, self._hushing)

    def exit_code(self) -> Exit:
        """Tell what could not be checked; return what the run comes to."""
        self._hushing.finish()
        for failed in self.summary.failed:
            _tell(f"mtlint: {failure(failed)}", error=True)
        return Exit.MISUSE if self.summary.failed else Exit.CLEAN


def _file(loaded: Loaded) -> Path:
    return loaded.settings.baseline or Path(FILE)


def _save(file: Path, rows: Iterable[Row]) -> None:
    from linter.writing.atomic import new_file

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new_file(file, like=file) as new:
            new.write(dump(rows))
            new.take_place()
    except OSError as error:
        raise WriteError(f"{file}: cannot be written: {error.strerror}") from None


def _is_wanted(row: Row, paths: Sequence[str], names: Sequence[str]) -> bool:
    pack = row.rule.rpartition("/")[0]
    if names and not {row.rule, pack}.intersection(names):
        return False
    return not paths or any(
        path in ("", row.path) or row.path.startswith(f"{path}/") for path in paths
    )


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        times = f" ({row.count} times)" if row.count > 1 else ""
        yield f"{printable(row.path)}: {row.rule}: {one_line(row.text)}{times}"


def _by_rule(rows: Iterable[Row]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.rule] += row.count
    for rule, count in counts.most_common():
        yield f"{count:>7} {rule}"


def _counts(rows: Sequence[Row]) -> str:
    documents = counted(len({row.path for row in rows}), "document")
    return f"{counted(sum(row.count for row in rows), 'finding')} of {documents}"


def _tell(line: str, error: bool = False) -> None:
    tolerant(sys.stderr if error else sys.stdout).write(f"{printable(line)}\n")
