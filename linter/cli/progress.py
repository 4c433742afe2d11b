"""How far a run is, for a person who waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# A run that is over sooner needs no progress bar.
WORTH_A_BAR = 20 << 20


@contextmanager
def progress(
    measured: Callable[[], int], label: str
) -> Iterator[Callable[[int], None]]:
    """Show a bar where so many bytes take long and a person is looking.

    For anybody else, nothing is measured.
    """
    total = measured() if sys.stderr.isatty() else 0
    if total < WORTH_A_BAR:
        yield lambda size: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update
