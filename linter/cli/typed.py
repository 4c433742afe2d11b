"""Standard input, checked like a file; it goes alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from io import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from linter.checking import Checked, check_items
from linter.cli.languagetool import shown
from linter.cli.options import read_options
from linter.errors import ReadError
from linter.reading.units import read_units
from linter.ruleset import Ruleset
from linter.settings import Settings
from linter.tasks import Part, Task

if TYPE_CHECKING:
    from linter.cli.comparing import Comparing


def alone(paths: Sequence[Path], base: str | None, stdin_name: str | None) -> Task:
    """Return what is to be done; raise `ReadError` where more than that is named."""
    if len(paths) > 1 or base is not None:
        raise ReadError("-: standard input goes alone; name files in another run")
    return Task((Part(Path(stdin_name or "<stdin>"), 0),))


def check_alone(
    stream: BinaryIO,
    task: Task,
    rules: Ruleset,
    settings: Settings,
    comparing: Comparing | None,
) -> Iterator[Checked]:
    """Yield what comes of a stream that is read from its start."""
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    items = read_units(task.parts[0].path, read_options(settings), stream)
    comparer = comparing.comparer if comparing else None
    with shown(rules, settings, lambda: size, nullcontext()):
        yield check_items(items, rules, Checked(task), comparer)
    if comparing is not None:
        yield from comparing.held(stream)
