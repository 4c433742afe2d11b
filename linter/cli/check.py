"""``mtlint check``: report artifacts, change nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from linter.cli import Exit
from linter.cli.checked import checked
from linter.cli.hushing import Hushing, hushing_options, taken_wishes
from linter.cli.options import loaded_settings, settings_options
from linter.cli.reporting import (
    Tellers,
    check_tells_evidence,
    refuse_inputs,
    report_options,
    reporting,
    taken_options,
    tellers,
)
from linter.locating import Located, list_of_located
from linter.model import Severity
from linter.reporters import Summary


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
@click.option(
    "--files-from",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Check the files that FILE lists as well; - for standard input.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Tell the evidence of machine translation, document by document, and which"
    " optional parts rules would use that are not installed.",
)
@hushing_options
@settings_options
def check(
    paths: tuple[Path, ...],
    stdin_name: str | None,
    files_from: Path | None,
    exit_zero: bool,
    verbose: bool,
    **options: object,
) -> None:
    """Report artifacts in PATHS: files, folders, or - for standard input.

    Without PATHS, the folder here is checked. Exits with 1 if something was
    found, with 2 if a document could not be checked.
    """
    paths = named(paths, files_from)
    report_choice, wishes = taken_options(options), taken_wishes(options)
    loaded = loaded_settings(paths, options)
    hushing = Hushing(loaded, paths, wishes)
    reports = reporting(loaded.settings.format, report_choice)
    refuse_inputs(reports, paths)
    if verbose:
        check_tells_evidence(reports)
    summary = Summary(weighed=[] if verbose else None)
    with tellers(reports) as told:
        located = checked(paths, loaded, summary, hushing, stdin_name, reports.files)
        worst = _report(located, told, summary)
    failed = hushing.finish()
    if verbose:
        from linter.cli.weighing import tell_lacking

        tell_lacking(summary.rules.values())
    sys.exit(exit_code(worst, loaded.settings.fail_on, summary, exit_zero, failed))


def named(paths: tuple[Path, ...], files_from: Path | None) -> tuple[Path, ...]:
    """Return what to check: what is named and listed, or else the folder here."""
    if files_from is None:
        return paths or (Path(),)
    from linter.cli.changes import listed

    return (*paths, *listed(files_from))


def exit_code(
    worst: Severity | None,
    fail_on: Severity,
    summary: Summary,
    exit_zero: bool,
    failed: bool = False,
) -> Exit:
    """Return what a run comes to for the shell."""
    if summary.failed:
        return Exit.MISUSE
    if failed and not exit_zero:
        return Exit.FOUND
    if worst is not None and worst.at_least(fail_on) and not exit_zero:
        return Exit.FOUND
    return Exit.CLEAN


def _report(
    documents: Iterable[Sequence[Located]], told: Tellers, summary: Summary
) -> Severity | None:
    """Write the reports; return the worst severity that was found."""
    for located in documents:
        counting = located
        if summary.count(located) < len(located):
            counting = list_of_located(i for i in located if i.suppression is None)
        told.document(located, counting)
    told.finish(summary)
    severities = {severity for _, severity in summary.by_rule}
    return min(severities, key=lambda severity: severity.rank, default=None)
