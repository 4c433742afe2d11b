"""``mtlint fix``: write a cleaned copy, with a record of every edit."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import starmap
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from linter.cli import Exit
from linter.cli.languagetool import is_asked, read_along
from linter.cli.mending import Fixed, Job, Mender, mended
from linter.cli.options import (
    STANDARD_INPUT,
    loaded_settings,
    read_options,
    rule_choice,
    settings_options,
    tolerant,
    walk_options,
)
from linter.cli.recording import beside, ledger_of
from linter.cli.settling import Tally, opened_baseline
from linter.config import Loaded
from linter.errors import ConfigError, ReadError, WriteError
from linter.garbage import collect_rarely
from linter.model import Safety, Severity
from linter.reading.mirroring import mirror
from linter.reading.units import Failure, read_units, spooled
from linter.reading.walking import PassedOver, Walk
from linter.reporters.wording import counted
from linter.writing.earlier import check_copies
from linter.writing.holding import put_in_place
from linter.writing.ledger import LedgerWriter
from linter.writing.patch import unified_diff
from linter.writing.pieces import settled_pieces

if TYPE_CHECKING:
    from linter.cli.baselining import OpenBaseline

SUGGESTED, ALL, CONFIDENT = "--suggested", "all", "confident"


class _Fix(click.Command):
    """Reads ``--suggested`` alone as ``--suggested=all``.

    Left to itself, click would take the path that follows for the value.
    """

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        options = [f"{SUGGESTED}={ALL}" if a == SUGGESTED else a for a in args[:end]]
        return super().parse_args(context, options + args[end:])


@click.command(cls=_Fix)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a cleaned copy of the whole tree to this folder.",
)
@click.option("--in-place", is_flag=True, help="Change the files themselves.")
@click.option("--diff", is_flag=True, help="Print a patch; change nothing.")
@click.option(
    "--suggested",
    type=click.Choice([ALL, CONFIDENT]),
    help="Make suggested fixes, too: all of them (--suggested alone), or those in"
    " documents whose evidence of machine translation is high.",
)
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record the edits in this file  [default: beside the output].",
)
@click.option(
    "--jobs",
    type=click.IntRange(0),
    help="Number of processes; 0 for one a core  [default: 0].",
)
@click.option("--stdin-name", metavar="NAME", help="What to call standard input.")
@settings_options
def fix(
    paths: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    diff: bool,
    suggested: str | None,
    ledger: Path | None,
    stdin_name: str | None,
    exit_zero: bool,
    **options: object,
) -> None:
    """Write cleaned text from PATHS: files, folders, or - for standard input.

    Only safe fixes are made, unless --suggested is given. Every edit is
    recorded in a ledger; 'mtlint undo LEDGER' takes it back. Exits with 1 if
    something was found, with 2 if a document could not be read or written.
    """
    loaded = loaded_settings(paths, options)
    level = Safety.SUGGESTED if suggested == ALL else Safety.SAFE
    no_config = bool(options["no_config"])
    mender = Mender(loaded, paths, no_config, level, suggested == CONFIDENT)
    # Made here first, so that a wrong name is told before any work.
    baseline = opened_baseline(loaded, paths, mender.rules)
    collect_rarely()
    tally = Tally()
    with ExitStack() as stack:
        if STANDARD_INPUT in paths:
            _check_alone(paths, output, in_place, diff)
        else:
            _check_one_way(output, in_place, diff)
        choice = rule_choice(loaded)
        judged = read_along(mender.rules, choice, loaded, fixing=level)
        mender.fixer.rules = stack.enter_context(judged)
        if STANDARD_INPUT in paths:
            _filter(stdin_name, loaded, mender, tally)
        else:
            _clean(paths, output, diff, ledger, loaded, mender, baseline, tally)
    sys.exit(_exit_code(tally, loaded.settings.fail_on, exit_zero))


def _clean(
    paths: tuple[Path, ...],
    output: Path | None,
    diff: bool,
    ledger: Path | None,
    loaded: Loaded,
    mender: Mender,
    baseline: OpenBaseline | None,
    tally: Tally,
) -> None:
    """Fix what the paths name, and say what was done."""
    # The files are found while others are written: what is ours is none of them.
    ours = [output, beside(output)] if output else []
    ours += [ledger] if ledger else []
    walk = Walk(paths or (Path(),), walk_options(loaded, ours, unpack=False))
    if output:
        own = beside(output)
        check_copies(_copies(walk, output), earlier=own, ledger=ledger or own)
    reading = read_options(loaded.settings, unpack=False)
    read = (item for file in walk for item in read_units(file, reading))
    tally.complaints += mender.learn(walk, read)
    if diff:
        _print_diff(_mended((Job(path, None) for path in walk), loaded, mender), tally)
    else:
        with ledger_of(ledger, output, tally) as writer:
            jobs = starmap(Job, _copies(walk, output))
            _write(_mended(jobs, loaded, mender), tally, writer)
    tally.failures[:0] = walk.failures
    if baseline is not None:
        tally.sieve(baseline, walk)
    _report(tally, walk.passed_over)


def _mended(
    jobs: Iterable[Job], loaded: Loaded, mender: Mender
) -> Generator[Fixed, None, None]:
    # One that LanguageTool judges for does not travel to another process.
    processes = 1 if is_asked(loaded.settings) else loaded.settings.jobs
    return mended(jobs, mender, processes)


def _copies(walk: Walk, output: Path | None) -> Iterator[tuple[Path, Path]]:
    """Yield each file and where its copy goes: without an output, in its place."""
    base = walk.base
    for path in walk:
        yield path, mirror(path, base, output) if output else path


def _exit_code(tally: Tally, fail_on: Severity, exit_zero: bool) -> Exit:
    if tally.failures:
        return Exit.MISUSE
    if tally.worst is not None and tally.worst.at_least(fail_on) and not exit_zero:
        return Exit.FOUND
    return Exit.CLEAN


def _check_one_way(output: Path | None, in_place: bool, diff: bool) -> None:
    if [output is not None, in_place, diff].count(True) != 1:
        raise ConfigError(
            "fix: say where the cleaned text goes, once:"
            " --output DIR, --in-place or --diff"
        )


def _check_alone(
    paths: Sequence[Path], output: Path | None, in_place: bool, diff: bool
) -> None:
    if len(paths) > 1:
        raise ReadError("-: standard input goes alone; name files in another run")
    if output is not None or in_place or diff:
        raise ConfigError("fix: standard input goes to standard output; leave --output")


def _filter(
    stdin_name: str | None, loaded: Loaded, mender: Mender, tally: Tally
) -> None:
    """Write standard input, cleaned, to standard output."""
    name, options = (
        Path(stdin_name or "<stdin>"),
        read_options(loaded.settings, unpack=False),
    )
    fixer = mender.fixer
    with spooled(sys.stdin.buffer) as stream:
        tally.complaints += mender.learn([name], read_units(name, options, stream))
        stream.seek(0)
        items = read_units(name, options, stream)
        for piece in settled_pieces(items, fixer):
            if piece.binary:
                failure = Failure(name, None, "is binary; nothing to fix")
                tally.failures.append(failure)
            if piece.failure:
                tally.failures.append(piece.failure)
            sys.stdout.buffer.write(piece.new)
    sys.stdout.buffer.flush()
    tally.note(fixer.take_notes())
    _report_failures(tally)


def _write(
    done: Generator[Fixed, None, None], tally: Tally, writer: LedgerWriter
) -> None:
    """Put the new files in their places, in order."""
    with closing(done):
        for fixed in done:
            tally.note(fixed.noted)
            if fixed.failure:
                tally.failures.append(fixed.failure)
            try:
                if fixed.cleaned.held is not None:
                    put_in_place(fixed.cleaned.held, writer)
                tally.add(fixed.cleaned)
            except WriteError as error:
                # One file that cannot be written is no reason to leave the others.
                tally.failures.append(Failure(None, None, str(error)))


def _print_diff(done: Iterator[Fixed], tally: Tally) -> None:
    for cleaned, noted, failure in done:
        tally.note(noted)
        tally.failures += [failure] if failure else []
        tally.add(cleaned)
        if not cleaned.changed:
            continue
        try:
            path = _relative(cleaned.path)
            patch = unified_diff(path, cleaned.before, cleaned.regions)
        except WriteError as error:
            tally.failures.append(Failure(None, None, str(error)))
            continue
        sys.stdout.buffer.write(patch)
    sys.stdout.buffer.flush()


def _relative(path: Path) -> PurePath:
    """Return the path as `git apply` in this folder wants it, where that can be."""
    relative = os.path.relpath(path)
    return PurePath(path if relative.startswith("..") else relative)


def _report(tally: Tally, passed_over: Mapping[PassedOver, int]) -> None:
    for line in _told(tally, passed_over):
        click.echo(line, err=True)
    _report_failures(tally)


def _told(tally: Tally, passed_over: Mapping[PassedOver, int]) -> Iterator[str]:
    for rule, count in sorted(tally.by_rule.items()):
        yield f"{count:>5} {rule}"
    yield (
        f"{counted(tally.documents, 'document')}, {counted(tally.findings, 'finding')},"
        f" {counted(tally.edits, 'edit')} in {counted(tally.files_changed, 'file')}"
    )
    if tally.known:
        yield f"{tally.known} of the findings are in the baseline"
    for reason, count in passed_over.items():
        yield f"{counted(count, 'file')} passed over: {reason}"


def _report_failures(tally: Tally) -> None:
    stream = tolerant(sys.stderr)
    stream.writelines(f"mtlint: {line}\n" for line in tally.complaints)
    for failure in tally.failures:
        line = f":{failure.record_line}" if failure.record_line else ""
        place = f"{failure.path}{line}: " if failure.path else ""
        stream.write(f"mtlint: {place}{failure.reason}\n")
