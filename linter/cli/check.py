"""``mtlint check``: report artifacts, change nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import click

from linter.cli import Exit
from linter.cli.options import (
    collect_garbage_rarely,
    loaded_settings,
    read_options,
    rule_choice,
    settings_options,
    walk_options,
)
from linter.cli.reporting import (
    Tellers,
    refuse_inputs,
    report_options,
    reporting,
    taken_options,
    tellers,
)
from linter.config import Loaded
from linter.errors import ReadError
from linter.locating import Located
from linter.model import Severity
from linter.reading.walking import walk
from linter.reporters import Failure, Summary
from linter.running import Checked, Task, check_all, check_items, plan

STANDARD_INPUT = Path("-")
# A run that is over sooner needs no progress bar.
WORTH_A_BAR = 20 << 20


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@report_options
@click.option(
    "--jobs",
    type=click.IntRange(0),
    help="Number of processes; 0 for one a core  [default: 0].",
)
@click.option(
    "--stdin-name",
    metavar="NAME",
    help="What to call standard input; its suffix tells the format.",
)
@settings_options
def check(
    paths: tuple[Path, ...],
    stdin_name: str | None,
    exit_zero: bool,
    **options: object,
) -> None:
    """Report artifacts in PATHS: files, folders, or - for standard input.

    Without PATHS, the folder here is checked. Exits with 1 if something was
    found, with 2 if a document could not be checked.
    """
    paths = paths or (Path(),)
    report_choice = taken_options(options)
    loaded = loaded_settings(paths, options)
    reports = reporting(loaded.settings.format, report_choice)
    refuse_inputs(reports, paths)
    summary = Summary()
    with tellers(reports) as told:
        located = _checked(paths, loaded, stdin_name, summary, reports.files)
        worst = _report(located, told, summary)
    sys.exit(exit_code(worst, loaded.settings.fail_on, summary, exit_zero))


def exit_code(
    worst: Severity | None, fail_on: Severity, summary: Summary, exit_zero: bool
) -> Exit:
    """Return what a run comes to for the shell."""
    if summary.failed:
        return Exit.MISUSE
    if worst is not None and worst.at_least(fail_on) and not exit_zero:
        return Exit.FOUND
    return Exit.CLEAN


def _report(
    documents: Iterable[Sequence[Located]], told: Tellers, summary: Summary
) -> Severity | None:
    """Write the reports; return the worst severity that was found."""
    worst: Severity | None = None
    for located in documents:
        counting = [item for item in located if item.suppression is None]
        summary.count(counting)
        told.document(located)
        for severity in {item.finding.severity for item in counting}:
            worst = severity if worst is None or severity.rank < worst.rank else worst
    told.finish(summary)
    return worst


def _checked(
    paths: Sequence[Path],
    loaded: Loaded,
    stdin_name: str | None,
    summary: Summary,
    skip: Sequence[Path] = (),
) -> Iterator[Sequence[Located]]:
    """Yield the findings of each document that has some; count everything else.

    Folders are searched without the files to ``skip``: our own reports.
    """
    choice = rule_choice(loaded)
    # Rules are read here first, so that a wrong name is told before any work.
    rules = choice.load()
    collect_garbage_rarely()
    summary.rules = {rule.id: rule for rule in rules.rules}
    options = read_options(loaded.settings)
    if STANDARD_INPUT in paths:
        if len(paths) > 1:
            raise ReadError("-: standard input goes alone; name files in another run")
        from linter.reading.units import units_of

        name = PurePath(stdin_name or "<stdin>")
        items = units_of(sys.stdin.buffer.read(), name, options)
        yield from _tell(check_items(items, rules, Checked(Task(()))), summary)
        return
    tasks = planned(paths, loaded, summary, skip)
    jobs = loaded.settings.jobs
    load = choice.load if jobs != 1 else lambda: rules
    with _progress(tasks) as done:
        for checked in check_all(tasks, load, options, jobs):
            yield from _tell(checked, summary)
            done(checked.task.size)


def planned(
    paths: Sequence[Path], loaded: Loaded, summary: Summary, skip: Sequence[Path] = ()
) -> list[Task]:
    """Find the files that ``paths`` name, and count what is passed over."""
    walked = walk(paths, walk_options(loaded, skip))
    summary.failed += (Failure(str(f.path), f.reason) for f in walked.failures)
    for reason, count in walked.passed_over.items():
        summary.passed_over[str(reason)] = count
    return plan(
        (source.path for source in walked.sources), read_options(loaded.settings)
    )


def _tell(checked: Checked, summary: Summary) -> Iterator[Sequence[Located]]:
    summary.documents += checked.clean
    if checked.binary:
        count = summary.passed_over.get("binary", 0)
        summary.passed_over["binary"] = count + checked.binary
    summary.failed += (
        Failure(str(f.path), f.reason, record_line=f.record_line)
        for f in checked.failed
    )
    yield from checked.found


@contextmanager
def _progress(tasks: Sequence[Task]) -> Iterator[Any]:
    """Show a progress bar when the work is long and a person is looking."""
    total = sum(task.size for task in tasks)
    if total < WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda size: None
        return
    with click.progressbar(length=total, label="checking", file=sys.stderr) as bar:
        yield bar.update
