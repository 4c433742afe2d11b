"""What checking comes to, document by document: of files, or of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.checking import Checked
from linter.cli.comparing import comparing_of, is_corpus
from linter.cli.hushing import Hushing
from linter.cli.languagetool import is_asked, read_along, shown
from linter.cli.options import (
    STANDARD_INPUT,
    read_options,
    rule_choice,
    walk_options,
)
from linter.cli.progress import progress
from linter.cli.recalling import recall_file
from linter.config import Loaded
from linter.garbage import collect_rarely
from linter.locating import Located
from linter.reading.walking import Walk
from linter.reporters import Failure, Summary
from linter.rulechoice import OwnRules, RuleChoice
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from linter.settings import Settings
from linter.tasks import Plan, Task, size_of

if TYPE_CHECKING:
    from linter.cli.comparing import Comparing
    from linter.cli.weighing import Weigher
    from linter.reading.units import Failure as ReadFailure


class Work(NamedTuple):
    """What there is to check, to be gone through at will: a walk's files, or a stream.

    The ``typed`` one, standard input, is the only task where it is there.
    """

    tasks: Iterable[Task]
    walk: Walk | None = None
    typed: Task | None = None


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
    work = _work(paths, loaded, hushing, stdin_name, skip)
    if loaded.settings.index is None and not is_corpus(work.tasks):
        # One document costs nothing more than its own rules.
        choice = choice._replace(compares=False)
        own = own.of_single_documents()
    summary.rules = {rule.id: rule for rule in own.rules}
    with read_along(own, choice, loaded) as rules:
        hushing.begin(everything, rules)
        hushing.look_at(work.tasks)
        weigher = _weigher(choice, everything, loaded, summary)
        comparing = comparing_of(rules, everything, loaded)
        if comparing is not None:
            hushing.notices.append(comparing.complaints)
            comparing.past = hushing.past
        done = _done(work, choice, rules, loaded.settings, comparing, weigher)
        yield from hushing(_told(done, summary, hushing, comparing))
        if work.walk is not None:
            _tell_walk(work.walk, summary)
        summary.rules = {**summary.rules, **rules.met}


def _work(
    paths: Sequence[Path],
    loaded: Loaded,
    hushing: Hushing,
    stdin_name: str | None,
    skip: Sequence[Path],
) -> Work:
    if STANDARD_INPUT in paths:
        from linter.cli.typed import alone

        only = alone(paths, hushing.base, stdin_name)
        return Work([only], typed=only)
    if hushing.base is None:
        walk = Walk(paths, walk_options(loaded, skip))
        return Work(Plan(walk), walk)
    from linter.cli.changes import tasks_of_change

    return Work(tasks_of_change(paths, loaded, hushing.base, skip))


def _weigher(
    choice: RuleChoice, everything: Ruleset, loaded: Loaded, summary: Summary
) -> Weigher | None:
    """Return what weighs the documents for the summary; ``None``: nobody asks."""
    if summary.weighed is None:
        return None
    from linter.cli.weighing import Weigher, scales

    options = read_options(loaded.settings)
    return Weigher(scales(choice, everything), options, summary.weighed)


def _done(
    work: Work,
    choice: RuleChoice,
    rules: Ruleset,
    settings: Settings,
    comparing: Comparing | None,
    weigher: Weigher | None,
) -> Iterator[Checked]:
    """Yield what comes of each task, in order, and have its documents weighed."""
    if work.typed is None:
        done = _in_tasks(work.tasks, settings, choice, rules, comparing)
        yield from weigher.along(done) if weigher else done
        return
    from linter.cli.typed import check_alone
    from linter.reading.units import spooled

    with spooled(sys.stdin.buffer) as stream:
        yield from check_alone(stream, work.typed, rules, settings, comparing)
        if weigher is not None:
            weigher.weigh_stream(stream, work.typed)


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
