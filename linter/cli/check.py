"""``mtlint check``: report artifacts, change nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.checking import Checked
from linter.cli import Exit
from linter.cli.comparing import comparing_of, is_corpus
from linter.cli.hushing import Hushing, hushing_options, taken_wishes
from linter.cli.languagetool import is_asked, read_along, shown
from linter.cli.options import (
    loaded_settings,
    read_options,
    rule_choice,
    settings_options,
    walk_options,
)
from linter.cli.progress import progress
from linter.cli.recalling import recall_file
from linter.cli.reporting import (
    Tellers,
    check_tells_evidence,
    refuse_inputs,
    report_options,
    reporting,
    taken_options,
    tellers,
)
from linter.config import Loaded
from linter.garbage import collect_rarely
from linter.locating import Located, list_of_located
from linter.model import Severity
from linter.reading.walking import Walk
from linter.reporters import Failure, Summary
from linter.rulechoice import OwnRules, RuleChoice
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from linter.settings import Settings
from linter.tasks import Plan, Task, size_of

if TYPE_CHECKING:
    from linter.cli.comparing import Comparing
    from linter.reading.units import Failure as ReadFailure

STANDARD_INPUT = Path("-")


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


def checked(
    paths: Sequence[Path],
    loaded: Loaded,
    summary: Summary,
    hushing: Hushing,
    stdin_name: str | None = None,
    skip: Sequence[Path] = (),
) -> Iterator[Sequence[Located]]:
    """Yield the findings of each document that has some; count everything else.

    Folders are searched without the files to ``skip``: our own reports.
    """
    choice = rule_choice(loaded)
    # Rules are read here first, so that a wrong name is told before any work.
    everything = choice.everything()
    own = choice.of(everything)
    collect_rarely()
    tasks: Iterable[Task]
    walk: Walk | None = None
    if typed := STANDARD_INPUT in paths:
        from linter.cli.typed import alone, check_alone

        only = alone(paths, hushing.base, stdin_name)
        tasks = [only]
    else:
        tasks, walk = _tasks(paths, loaded, hushing, skip)
    if loaded.settings.index is None and not is_corpus(tasks):
        # One document costs nothing more than its own rules.
        choice = choice._replace(compares=False)
        own = own.of_single_documents()
    summary.rules = {rule.id: rule for rule in own.rules}
    with read_along(own, choice, loaded) as rules:
        hushing.begin(everything, rules)
        hushing.look_at(tasks)
        weigher = None
        if summary.weighed is not None:
            from linter.cli.weighing import Weigher, scales

            options = read_options(loaded.settings)
            weigher = Weigher(scales(choice, everything), options, summary.weighed)
        comparing = comparing_of(rules, everything, loaded)
        if comparing is not None:
            hushing.notices.append(comparing.complaints)
            comparing.past = hushing.past
        if typed:
            from linter.reading.units import spooled

            with spooled(sys.stdin.buffer) as stream:
                done = check_alone(stream, only, rules, loaded.settings, comparing)
                yield from hushing(_told(done, summary, hushing, comparing))
                if weigher is not None:
                    weigher.weigh_stream(stream, only)
        else:
            done = _in_tasks(tasks, loaded.settings, choice, rules, comparing)
            if weigher is not None:
                done = weigher.along(done)
            yield from hushing(_told(done, summary, hushing, comparing))
        if walk is not None:
            _tell_walk(walk, summary)
        summary.rules = {**summary.rules, **rules.met}


def _tasks(
    paths: Sequence[Path], loaded: Loaded, hushing: Hushing, skip: Sequence[Path]
) -> tuple[Iterable[Task], Walk | None]:
    """Return what there is to do, to be gone through at will, and where from."""
    if hushing.base is None:
        walk = Walk(paths, walk_options(loaded, skip))
        return Plan(walk), walk
    from linter.cli.changes import tasks_of_change

    return tasks_of_change(paths, loaded, hushing.base, skip), None


def _in_tasks(
    tasks: Iterable[Task],
    settings: Settings,
    choice: RuleChoice,
    rules: Ruleset,
    comparing: Comparing | None,
) -> Iterator[Checked]:
    options, asked = read_options(settings), is_asked(settings)
    # LanguageTool takes far longer than our rules: its clients are what runs at once,
    # and what it said is kept elsewhere.
    known, jobs = None if asked else recall_file(choice, options, tasks), settings.jobs
    checker = Checker(OwnRules(choice, rules), options, known)
    measured = partial(size_of, tasks)
    bar = progress(measured, "checking")
    with shown(rules, settings, measured, bar) as done:
        for one in check_all(tasks, checker, 1 if asked else jobs, comparing):
            yield one
            if not one.again:
                done(one.task.size)


def _tell_walk(walk: Walk, summary: Summary) -> None:
    """Count what was passed over on the way, ahead of what was found wrong later."""
    summary.failed[:0] = (Failure(str(f.path), f.reason) for f in walk.failures)
    passed_over = {str(reason): count for reason, count in walk.passed_over.items()}
    summary.passed_over = {**passed_over, **summary.passed_over}


def _told(
    done: Iterable[Checked],
    summary: Summary,
    hushing: Hushing,
    comparing: Comparing | None,
) -> Iterator[Sequence[Located]]:
    """Yield what is found in the documents as they are; count everything else."""
    for one in done:
        if comparing is not None and not one.again:
            comparing.note(one)
        if one.task.is_past:
            hushing.remember(one)
            continue
        if one.again:
            # They are counted again when they are told.
            summary.documents -= len(one.found)
            summary.failed += map(_failure, one.failed)
            yield from one.found
            continue
        summary.documents += one.clean
        if one.binary:
            count = summary.passed_over.get("binary", 0)
            summary.passed_over["binary"] = count + one.binary
        summary.failed += map(_failure, one.failed)
        hushing.note(one)
        yield from one.found


def _failure(failed: ReadFailure) -> Failure:
    return Failure(str(failed.path), failed.reason, record_line=failed.record_line)
