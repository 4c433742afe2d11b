"""Where a service should show a finding: a path it knows, a place in that file."""

from __future__ import annotations

import os.path
from pathlib import PurePath

from linter.lines import Region
from linter.locating import Located
from linter.reporters import Failure, Style


def path_for(name: str, style: Style) -> str:
    """Return a path as the checkout has it, with forward slashes.

    A path outside the checkout, and what is no path (``<stdin>``), stays.
    """
    if style.checkout is None or name.startswith("<"):
        return PurePath(name).as_posix()
    whole = os.path.normpath(style.checkout.here / name)
    try:
        return PurePath(whole).relative_to(style.checkout.root).as_posix()
    except ValueError:
        return PurePath(name).as_posix()


def is_record(located: Located) -> bool:
    """Whether the text is part of a line of its file, not the file itself."""
    return located.record is not None or located.record_line is not None


def in_file(located: Located) -> Region:
    """Return a place in the file; of a record, the start of its line.

    Where in that line the text is cannot be told: it is written in escapes.
    """
    if not is_record(located):
        return located.at
    return _start_of(located.record_line)


def failed_in_file(failed: Failure) -> Region:
    """Return a place in the file for a document that could not be checked."""
    return _start_of(failed.record_line)


def _start_of(line: int | None) -> Region:
    line = line or 1
    return Region(line, 1, line, 1)


def told(located: Located) -> str:
    """Return the message, with the place in the record where there is one."""
    message = located.finding.message
    if not is_record(located):
        return message
    name = "" if located.record is None else f" {located.record}"
    return f"record{name}, line {located.line}, column {located.column}: {message}"


def told_failure(failed: Failure) -> str:
    """Return that and why a document could not be checked."""
    name = "" if failed.record is None else f"record {failed.record}: "
    return f"{name}not checked: {failed.reason}"
