"""Where a run finds what came of texts that were checked before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from linter.reading.units import ReadOptions
from linter.rulefile import builtin_folder
from linter.tasks import Task, come_to

if TYPE_CHECKING:
    from linter.recall import RecallFile
    from linter.rulechoice import RuleChoice

Command = TypeVar("Command", bound=Callable[..., Any])

# Below this, finding out what is known takes as long as scanning.
WORTH_KEEPING = 1 << 20


def no_cache_option(command: Command) -> Command:
    """Give a command the option to neither read nor write a cache."""
    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_without_cache,
        help="Neither read nor write a cache.",
    )(command)


def _without_cache(
    context: click.Context, option: click.Parameter, given: bool
) -> None:
    if given:
        # Processes that are started for the work inherit it.
        os.environ["MTLINT_CACHE_DIR"] = ""


def recall_file(
    choice: RuleChoice, options: ReadOptions, tasks: Iterable[Task]
) -> RecallFile | None:
    """Return where results of tasks are kept; ``None`` for nowhere."""
    if not come_to(tasks, WORTH_KEEPING):
        return None
    from linter.recall import RecallFile
    from linter.results import results_file

    file = results_file(_decisive(choice, options))
    return RecallFile(file, by_path=bool(choice.per_path)) if file else None


def _decisive(choice: RuleChoice, options: ReadOptions) -> Iterator[object]:
    """Yield all that decides what is found in a text, but for code and text."""
    from linter.results import contents

    final = sorted(choice.final)
    # Where rules are and where paths count from says nothing about a text, unless
    # its path does.
    told = choice._replace(folders=(), final=frozenset())
    if not choice.per_path:
        told = told._replace(root=Path())
    yield repr((told, final, options))
    for folder in (builtin_folder(), *choice.folders):
        yield from contents(folder)
