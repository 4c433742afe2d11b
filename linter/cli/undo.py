"""``mtlint undo``: take edits back."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.cli import Exit

if TYPE_CHECKING:
    from linter.writing.undoing import Undone


@click.command()
@click.argument("ledger", type=click.Path(path_type=Path))
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    help="Undo only edits of this rule or pack; may be given more than once.",
)
def undo(ledger: Path, rules: tuple[str, ...]) -> None:
    """Take back the edits that LEDGER records, and restore the files' bytes.

    A file that has changed since it was fixed is left as it is.
    """
    from linter.writing.undoing import Outcome
    from linter.writing.undoing import undo as take_back

    outcomes: Counter[Outcome] = Counter()
    for undone in take_back(ledger, rules):
        outcomes[undone.outcome] += 1
        name = click.format_filename(undone.path)
        failed = undone.outcome is Outcome.FAILED
        click.echo(f"{name}: {_what_became(undone)}", err=failed)
    counts = [f"{outcomes[kind]} {kind}" for kind in Outcome if outcomes[kind]]
    click.echo(f"{_counted(outcomes.total(), 'file')}: {', '.join(counts) or 'none'}")
    if outcomes[Outcome.FAILED]:
        sys.exit(Exit.MISUSE)


def _what_became(undone: Undone) -> str:
    if undone.reason:
        return undone.reason
    if not undone.edits and not undone.left:
        return undone.outcome.value
    parts = [f"{_counted(undone.edits, 'edit')} undone"]
    if undone.left:
        parts.append(f"{undone.left} left")
    if undone.mixed:
        parts.append(f"{undone.mixed} of them made with other rules, too")
    return ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _counted(1, "file"), _counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
