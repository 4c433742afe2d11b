"""``mtlint fix``: write a cleaned copy, with a record of every edit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import click

from linter import __version__
from linter.cli import Exit
from linter.cli.hushing import open_dictionaries, open_ignores
from linter.cli.options import (
    collect_garbage_rarely,
    loaded_settings,
    read_options,
    rule_choice,
    settings_options,
    tolerant,
    walk_options,
)
from linter.cli.settling import Fixer, Tally, opened_baseline
from linter.config import Loaded
from linter.errors import ConfigError, ReadError, WriteError
from linter.model import Safety, Severity
from linter.reading.units import Failure, units_of
from linter.reading.walking import PassedOver, Source, mirror_all, walk
from linter.reporters.wording import counted
from linter.writing.cleaning import clean_file
from linter.writing.ledger import LedgerWriter, create_ledger
from linter.writing.patch import unified_diff
from linter.writing.pieces import settled_pieces

STANDARD_INPUT = Path("-")
# Our own folder ignores itself, so that no repository ever picks it up.
OWN_FOLDER = Path(".mtlint")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a cleaned copy of the whole tree to this folder.",
)
@click.option("--in-place", is_flag=True, help="Change the files themselves.")
@click.option("--diff", is_flag=True, help="Print a patch; change nothing.")
@click.option("--suggested", is_flag=True, help="Make suggested fixes, too.")
@click.option(
    "--ledger",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record the edits in this file  [default: beside the output].",
)
@click.option("--stdin-name", metavar="NAME", help="What to call standard input.")
@settings_options
def fix(
    paths: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    diff: bool,
    suggested: bool,
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
    choice = rule_choice(loaded)
    everything = choice.everything()
    rules = choice.of(everything)
    collect_garbage_rarely()
    tally = Tally()
    level = Safety.SUGGESTED if suggested else Safety.SAFE
    lists = (
        open_ignores(loaded, paths, options, everything),
        open_dictionaries(loaded),
    )
    baseline = opened_baseline(loaded, paths, rules)
    fixer = Fixer(rules, level, tally, [one for one in lists if one], baseline)
    if STANDARD_INPUT in paths:
        _check_alone(paths, output, in_place, diff)
        _filter(stdin_name, loaded, fixer)
    else:
        _check_one_way(output, in_place, diff)
        ours = (output, _beside(output)) if output else ()
        walked = walk(paths or (Path(),), walk_options(loaded, ours))
        tally.failures += walked.failures
        if diff:
            _print_diff(walked.sources, loaded, fixer)
        else:
            with _ledger(ledger, output, tally) as writer:
                _write(walked.sources, output, loaded, fixer, writer)
        fixer.finish(walked.sources)
        _report(tally, walked.passed_over)
    sys.exit(_exit_code(tally, loaded.settings.fail_on, exit_zero))


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


def _filter(stdin_name: str | None, loaded: Loaded, fixer: Fixer) -> None:
    """Write standard input, cleaned, to standard output."""
    name = PurePath(stdin_name or "<stdin>")
    items = units_of(sys.stdin.buffer.read(), name, read_options(loaded.settings))
    for piece in settled_pieces(items, fixer):
        if piece.binary:
            failure = Failure(name, None, "is binary; nothing to fix")
            fixer.tally.failures.append(failure)
        if piece.failure:
            fixer.tally.failures.append(piece.failure)
        sys.stdout.buffer.write(piece.new)
    sys.stdout.buffer.flush()
    _report_failures(fixer.tally)


def _write(
    sources: Sequence[Source],
    output: Path | None,
    loaded: Loaded,
    fixer: Fixer,
    writer: LedgerWriter,
) -> None:
    targets = mirror_all(sources, output) if output else [s.path for s in sources]
    options = read_options(loaded.settings)
    for source, target in zip(sources, targets, strict=True):
        try:
            cleaned = clean_file(source.path, target, options, fixer, writer)
        except WriteError as error:
            # One file that cannot be written is no reason to leave the others.
            fixer.tally.failures.append(Failure(None, None, str(error)))
            continue
        fixer.tally.add(cleaned)


def _print_diff(sources: Sequence[Source], loaded: Loaded, fixer: Fixer) -> None:
    options = read_options(loaded.settings)
    for source in sources:
        cleaned = clean_file(source.path, None, options, fixer)
        fixer.tally.add(cleaned)
        if not cleaned.changed:
            continue
        try:
            patch = unified_diff(
                _relative(source.path), cleaned.before, cleaned.regions
            )
        except WriteError as error:
            fixer.tally.failures.append(Failure(None, None, str(error)))
            continue
        sys.stdout.buffer.write(patch)
    sys.stdout.buffer.flush()


def _relative(path: Path) -> PurePath:
    """Return the path as `git apply` in this folder wants it, where that can be."""
    relative = os.path.relpath(path)
    return PurePath(path if relative.startswith("..") else relative)


def _ledger(ledger: Path | None, output: Path | None, tally: Tally) -> _Ledger:
    if ledger is not None:
        return _Ledger(ledger, tally, keep=True)
    if output is not None:
        # The copy is made anew, and so is the record of how it was made.
        return _Ledger(_beside(output), tally, keep=True, replace=True)
    from datetime import UTC, datetime

    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.jsonl"
    return _Ledger(OWN_FOLDER / "ledgers" / name, tally, keep=False)


def _beside(output: Path) -> Path:
    """Return where the ledger of a cleaned copy is kept."""
    return output.with_name(f"{output.resolve().name}.ledger.jsonl")


@dataclass(slots=True)
class _Ledger:
    """The ledger of a run: told of at the end, gone where nobody asked for it."""

    path: Path
    tally: Tally
    keep: bool
    replace: bool = False
    writer: LedgerWriter | None = None

    def __enter__(self) -> LedgerWriter:
        self.writer = create_ledger(self.path, __version__, self.replace)
        if not self.keep:
            (OWN_FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        return self.writer

    def __exit__(self, *_: object) -> None:
        assert self.writer is not None
        self.writer.close()
        if self.tally.edits:
            click.echo(f"undo with: mtlint undo {self.path}", err=True)
        elif not self.keep:
            self.path.unlink(missing_ok=True)


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
    for failure in tally.failures:
        line = f":{failure.record_line}" if failure.record_line else ""
        place = f"{failure.path}{line}: " if failure.path else ""
        stream.write(f"mtlint: {place}{failure.reason}\n")
