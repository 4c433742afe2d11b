"""``mtlint index``: keep the names and titles of a corpus, and look them up."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linter.cli import Exit
from linter.cli.options import (
    loaded_settings,
    read_options,
    settings_options,
    tolerant,
    walk_options,
)
from linter.cli.progress import progress
from linter.garbage import collect_rarely
from linter.reporters.wording import counted

if TYPE_CHECKING:
    from linter.config import Loaded
    from linter.corpus.comparing import Comparer
    from linter.corpus.index import Index
    from linter.corpus.index.building import Built
    from linter.corpus.index.gathering import Gatherer

DEFAULT_FILE = "mtlint-index.sqlite"


@click.group()
def index() -> None:
    """Keep the names and titles of a corpus in a file, and look them up."""


@index.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"The index  [default: the setting index, or {DEFAULT_FILE}].",
)
@click.option("--add", is_flag=True, help="Keep what else is in the index.")
@click.option(
    "--jobs",
    type=click.IntRange(0),
    help="Number of processes; 0 for one a core  [default: 0].",
)
@settings_options
def build(
    paths: tuple[Path, ...],
    output: Path | None,
    add: bool,
    exit_zero: bool,
    **options: object,
) -> None:
    """Build the index of the documents in PATHS, or bring it up to date.

    What has not changed since is not read again. Interrupted, it leaves an
    index of what it has read, and goes on from there the next time.
    """
    from linter.corpus.index.building import build as build_index
    from linter.reading.walking import Walk
    from linter.tasks import Plan, size_of

    paths = paths or (Path(),)
    loaded = loaded_settings(paths, options)
    file = output or loaded.settings.index or Path(DEFAULT_FILE)
    walk = Walk(paths, walk_options(loaded, (file,)))
    tasks = Plan(walk)
    collect_rarely()
    gatherer, about = _gatherer(loaded)
    roots = _roots(file, paths)
    others = [root for root in _old_roots(file, about) if add and root not in roots]
    about["roots"] = json.dumps(sorted({*roots, *others}))

    def keeps(name: str) -> bool:
        return add and not any(_is_inside(name, root) for root in roots)

    with progress(partial(size_of, tasks), "reading") as done:
        jobs = loaded.settings.jobs
        built = build_index(file, tasks, gatherer, about, jobs, done, keeps)
    built.failed += walk.failures
    sys.exit(_told(file, built))


def _roots(file: Path, paths: Sequence[Path]) -> list[str]:
    """Return what an index calls the files and folders it is built of."""
    from linter.corpus.index import named

    root = Path(os.path.realpath(file)).parent
    return sorted({named(root, str(path.absolute()), {}) for path in paths})


def _old_roots(file: Path, about: dict[str, str]) -> list[str]:
    from linter.corpus.index.building import known_index

    old = known_index(file, about)
    return json.loads(old.about("roots")) if old else []


def _is_inside(name: str, root: str) -> bool:
    return root == "." or name == root or name.startswith(f"{root}/")


def _gatherer(loaded: Loaded) -> tuple[Gatherer, dict[str, str]]:
    """Return what gathers mentions, and what decides which there are.

    All rules that compare documents count, whichever are selected: the index
    serves any choice of them.
    """
    from linter.corpus.comparing import Comparer
    from linter.corpus.index.gathering import Gatherer
    from linter.ruleset import Ruleset

    folders = loaded.settings.rules
    comparer = Comparer.of(Ruleset.load(folders))
    assert comparer is not None
    options = read_options(loaded.settings)
    about = {"rules": comparer.stamp, "options": json.dumps(options)}
    return Gatherer(partial(Ruleset.load, folders), options), about


def _told(file: Path, built: Built) -> Exit:
    """Say what was built; return what it comes to."""
    stream = tolerant(sys.stderr)
    for failure in built.failed:
        line = f":{failure.record_line}" if failure.record_line else ""
        stream.write(f"mtlint: {failure.path}{line}: {failure.reason}\n")
    gone = f", {counted(built.removed, 'file')} taken out" if built.removed else ""
    click.echo(
        f"{file}: {counted(built.documents, 'document')},"
        f" {counted(built.forms, 'spelling')}; {built.read} read anew{gone}"
    )
    if built.interrupted:
        stream.write("mtlint: interrupted; build it again to go on from here\n")
        return Exit.INTERRUPTED
    return Exit.MISUSE if built.failed else Exit.CLEAN


@index.command()
@click.argument("name")
@click.option(
    "--index",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"The index  [default: the setting index, or {DEFAULT_FILE}].",
)
@click.option("--all", "everything", is_flag=True, help="Name all files.")
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text")
def show(name: str, file: Path | None, everything: bool, style: str) -> None:
    """Show how the corpus spells NAME, how often, and where."""
    from linter.cli.spelling import lines_of, spellings

    found = spellings(name, _opened(file))
    stream = tolerant(sys.stdout)
    stream.writelines(f"{line}\n" for line in lines_of(found, style, everything))


def _opened(file: Path | None) -> tuple[Index, Comparer]:
    from linter.config import load
    from linter.corpus.comparing import Comparer
    from linter.corpus.index import Index
    from linter.ruleset import Ruleset

    settings = load(Path()).settings
    comparer = Comparer.of(Ruleset.load(settings.rules))
    assert comparer is not None
    place = file or settings.index or Path(DEFAULT_FILE)
    return Index(place, comparer.stamp), comparer
