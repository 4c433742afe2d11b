"""Which reports a run writes, and where each goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import reduce
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

import click

from linter.cli.options import tolerant
from linter.errors import WriteError, did_you_mean
from linter.locating import Located
from linter.reporters import (
    CLASSES,
    PLAIN,
    Checkout,
    Grouping,
    Reporter,
    Style,
    Summary,
    reporter,
)
from linter.reporters.display import screen_width, wants_colour

Command = TypeVar("Command", bound=Callable[..., Any])

# Reports made of lines, which can follow each other on standard output.
LINES = ("text", "concise", "github")
# Reports that tell paths from the root of the checkout.
SERVICES = ("sarif", "github", "gitlab")
TELL_EVIDENCE = ("text", "jsonl")
TEXT_ONLY = ("group_by", "statistics", "show_source")


class Target(NamedTuple):
    """A report to write; without a file it goes to standard output."""

    format: str
    file: Path | None = None
    append: bool = False


def _targets(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> tuple[Target, ...]:
    """Read values of ``--report``."""
    return tuple(map(_target, values))


def _target(value: str) -> Target:
    name, equals, file = value.partition("=")
    if name not in CLASSES:
        near = did_you_mean(name, list(CLASSES))
        known = ", ".join(CLASSES)
        raise click.UsageError(f"--report: {name!r} is not one of {known}{near}")
    if equals and not file:
        raise click.UsageError(f"--report: no file after {value!r}")
    return Target(name, Path(file) if file else None)


def _formats(
    context: click.Context, option: click.Parameter, incomplete: str
) -> list[str]:
    """Complete the format, then leave files to the shell."""
    return [name for name in CLASSES if name.startswith(incomplete)]


OPTIONS = (
    click.option(
        "--format",
        type=click.Choice(list(CLASSES)),
        help="How to report  [default: text].",
    ),
    click.option(
        "--output",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Write the report to this file.",
    ),
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT[=FILE]",
        callback=_targets,
        shell_complete=_formats,
        help="Write this report as well (repeat).",
    ),
    click.option(
        "--group-by",
        type=click.Choice([one.value for one in Grouping]),
        help="What stands together in the text report  [default: none].",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        default=None,
        help="Only the table of rules, in the text report.",
    ),
    click.option(
        "--show-source/--no-show-source",
        default=None,
        help="Show the lines in the text report  [default: yes].",
    ),
    click.option(
        "--pager/--no-pager",
        default=None,
        help="Page the report  [default: if it is longer than the screen].",
    ),
)


def report_options(command: Command) -> Command:
    """Give a command the options that say what to report, and where."""
    return reduce(lambda made, option: option(made), reversed(OPTIONS), command)


class Reporting(NamedTuple):
    """The reports of a run, how they look, and whether to page them."""

    targets: tuple[Target, ...]
    style: Style
    pager: bool | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are written."""
        return tuple(target.file for target in self.targets if target.file)


def taken_options(options: dict[str, object]) -> dict[str, object]:
    """Take the options of `report_options` out of others, but for the format."""
    return {
        name: options.pop(name) for name in ("output", "reports", "pager", *TEXT_ONLY)
    }


def reporting(name: str, options: Mapping[str, Any]) -> Reporting:
    """Return what to write, where ``name`` is the format of the main report."""
    targets = [Target(name, options["output"]), *options["reports"]]
    _check_targets(targets)
    formats = {target.format for target in targets}
    for option in TEXT_ONLY:
        if options[option] is not None and "text" not in formats:
            flag = option.replace("_", "-")
            raise click.UsageError(f"--{flag} is for the text report, not {name}")
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if page and "github" in formats:
        targets.append(Target("markdown", Path(page), append=True))
    style = Style(
        width=screen_width(),
        group_by=Grouping(options["group_by"] or Grouping.NONE),
        source=options["show_source"] is not False,
        statistics=bool(options["statistics"]),
        checkout=None if formats.isdisjoint(SERVICES) else _checkout(),
    )
    return Reporting(tuple(targets), style, options["pager"])


def _check_targets(targets: Sequence[Target]) -> None:
    """Refuse reports that would spoil each other."""
    printed = [target.format for target in targets if target.file is None]
    if len(printed) > 1 and not set(printed) <= set(LINES):
        mixed, last = " and ".join(printed), printed[-1]
        raise click.UsageError(
            f"standard output cannot have {mixed}; write --report {last}=FILE"
        )
    files = [target.file.resolve() for target in targets if target.file]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        raise click.UsageError(f"{twice}: two reports would go to this file")


def check_tells_evidence(reporting: Reporting) -> None:
    """Raise `click.UsageError` where no report would tell the evidence."""
    if not {target.format for target in reporting.targets} & {*TELL_EVIDENCE}:
        formats = " and ".join(TELL_EVIDENCE)
        raise click.UsageError(f"--verbose is for the formats {formats}")


def refuse_inputs(reporting: Reporting, paths: Sequence[Path]) -> None:
    """Raise `WriteError` where a report would replace a text to be checked."""
    named = {path.resolve() for path in paths if path.is_file()}
    for file in reporting.files:
        if file.resolve() in named:
            raise WriteError(f"{file}: is to be checked; write to another file")


def _checkout() -> Checkout:
    """Return the folder that a service knows: the one with ``.git``, or here."""
    here = Path.cwd()
    told = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if told and here.is_relative_to(told):
        return Checkout(Path(told), here)
    for folder in (here, *here.parents):
        # Not Path.exists, which fails where a folder may not be looked into.
        if os.path.exists(folder / ".git"):  # noqa: PTH110
            return Checkout(folder, here)
    return Checkout(here, here)


class Tellers:
    """Several reports at once; none is begun before there is something to tell."""

    def __init__(self, tellers: Sequence[Reporter]) -> None:
        self._tellers = tellers
        self._begun = False

    def document(self, located: Sequence[Located], counting: Sequence[Located]) -> None:
        """Tell the findings of one document; all of them where those are wanted.

        ``counting`` are those that nothing suppresses.
        """
        self._begin()
        for teller in self._tellers:
            shown = located if hasattr(teller, "tells_suppressed") else counting
            if shown:
                teller.document(shown[0].path, shown)

    def finish(self, summary: Summary) -> None:
        """Tell the totals."""
        self._begin()
        for teller in self._tellers:
            teller.finish(summary)

    def _begin(self) -> None:
        for teller in () if self._begun else self._tellers:
            teller.begin()
        self._begun = True


@contextmanager
def tellers(reporting: Reporting) -> Iterator[Tellers]:
    """Open all reports; files are replaced when everything is written."""
    with ExitStack() as stack:
        printed = [target for target in reporting.targets if target.file is None]
        colour = wants_colour(sys.stdout)
        if printed:
            screen = stack.enter_context(_screen(reporting, printed))
        opened = []
        for target in reporting.targets:
            if target.file is None:
                stream, style = screen, reporting.style._replace(colour=colour)
            else:
                stream = stack.enter_context(_file(target.file, target.append))
                style = reporting.style._replace(width=PLAIN.width)
            opened.append(reporter(target.format, stream, style))
        yield Tellers(opened)


def _file(path: Path, append: bool) -> AbstractContextManager[IO[str]]:
    if append:
        return _appended(path)
    from linter.writing.report import report_file

    return report_file(path)


@contextmanager
def _screen(reporting: Reporting, printed: Sequence[Target]) -> Iterator[IO[str]]:
    """Open standard output, through a pager where one may help."""
    stream = tolerant(sys.stdout)
    lines = all(target.format in LINES for target in printed)
    if not lines or reporting.pager is False or not stream.isatty():
        yield stream
        return
    from linter.cli.paging import paged

    with paged(stream, always=reporting.pager is True) as page:
        yield page


@contextmanager
def _appended(path: Path) -> Iterator[IO[str]]:
    """Add a page at the end of a file; that it cannot be added ends no run."""
    import io

    page = io.StringIO()
    yield page
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(page.getvalue())
    except OSError as error:
        click.echo(f"mtlint: {path}: cannot be written: {error.strerror}", err=True)
