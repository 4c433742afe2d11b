"""Where the ledger of a run is kept, and what is said of it at the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from linter import __version__
from linter.cli.settling import Tally
from linter.writing.ledger import LedgerWriter, create_ledger

# Our own folder ignores itself, so that no repository ever picks it up.
OWN_FOLDER = Path(".mtlint")


def ledger_of(ledger: Path | None, output: Path | None, tally: Tally) -> RunLedger:
    """Return the ledger that a run is to keep: where it was told, or beside the copy.

    A run that changes files in place keeps it in our own folder.
    """
    if ledger is not None:
        return RunLedger(ledger, tally, keep=True)
    if output is not None:
        # The copy is made anew, and in the end so is the record of how it was made.
        return RunLedger(beside(output), tally, keep=True, again=True)
    from datetime import UTC, datetime

    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.jsonl"
    return RunLedger(OWN_FOLDER / "ledgers" / name, tally, keep=False)


def beside(output: Path) -> Path:
    """Return where the ledger of a cleaned copy is kept."""
    return output.with_name(f"{output.resolve().name}.ledger.jsonl")


@dataclass(slots=True)
class RunLedger:
    """The ledger of a run: told of at the end, gone where nobody asked for it."""

    path: Path
    tally: Tally
    keep: bool
    again: bool = False
    writer: LedgerWriter | None = None

    def __enter__(self) -> LedgerWriter:
        self.writer = create_ledger(self.path, __version__, self.again)
        if not self.keep:
            (OWN_FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        return self.writer

    def __exit__(self, broken: type[BaseException] | None, *_: object) -> None:
        assert self.writer is not None
        self.writer.close()
        if self.again and broken is None:
            self._end()
        if self.tally.edits:
            click.echo(f"undo with: mtlint undo {self.path}", err=True)
        elif not self.keep:
            self.path.unlink(missing_ok=True)

    def _end(self) -> None:
        """Leave it newer than all copies: what changes from now on is not ours."""
        assert self.writer is not None
        if self.writer.start:
            from linter.writing.forgetting import forget_outdated

            forget_outdated(self.path, self.writer.start)
        else:
            self.path.touch()
