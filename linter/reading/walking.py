"""From paths to the files to read, in a fixed order.

A file that is named is always taken. A folder gives what is in it, by name,
without what ``.gitignore`` files and the user exclude, without the folders of
tools, and without files whose suffix says that they hold no prose.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from linter.errors import ReadError
from linter.nouns import Noun
from linter.reading.compressed import SUFFIXES
from linter.reading.ignoring import Ignored, globs, ignored_by, whole_path
from linter.reading.once import Once, shared_places
from linter.reading.prose import looks_like_prose
from linter.reading.units import Failure, unreadable

_TOOLS = """
    .git .hg .svn .venv venv node_modules __pycache__ .tox .mypy_cache .ruff_cache
    .pytest_cache .mtlint
"""
TOOL_FOLDERS = frozenset(_TOOLS.split())
# What mtlint writes beside the texts, under the name it chooses.
OWN_FILES = frozenset({"mtlint-baseline.jsonl", "mtlint-index.sqlite"})
OWN_PREFIX = ".mtlint-"  # of files that are not finished
# What a ledger begins with; its name may be any, and records may have any key.
LEDGER_HEAD = b'{"type": "ledger", "schema": '


class PassedOver(StrEnum):
    """Why a file in a folder was not taken."""

    NOT_PROSE = "not prose"
    COMPRESSED = "compressed"
    SPECIAL = "not a regular file"
    LEDGER = "a ledger of mtlint"


class WalkOptions(NamedTuple):
    """What to take from folders; globs are in the syntax of ``.gitignore``.

    Globs count from ``root``. ``include`` names files to take though they do
    not look like prose; ``exclude`` wins over it. ``force_exclude`` excludes
    paths that were named, too. ``skip`` are paths never entered: the output.
    Compressed texts are taken only where they are to be unpacked.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    root: Path = Path()
    skip: tuple[Path, ...] = ()
    unpack: bool = False


DEFAULTS = WalkOptions()


_Found = Path | Failure | PassedOver
_Identity = tuple[int, int]


class Sieve(Noun):
    """What the options and the folders so far say about a path."""

    include: Ignored | None
    ignored: tuple[Ignored, ...]
    skip: frozenset[Path]
    unpack: bool

    @classmethod
    def of(cls, options: WalkOptions) -> Sieve:
        """Return what the options alone say."""
        return cls(
            globs(options.include, options.root, "include"),
            tuple(filter(None, [globs(options.exclude, options.root, "exclude")])),
            frozenset(map(whole_path, options.skip)),
            options.unpack,
        )

    def inside(self, *ignored: Ignored | None) -> Sieve:
        """Return what holds in a folder that leaves out more, innermost first."""
        more = tuple(filter(None, ignored))
        return Sieve(self.include, (*more, *self.ignored), self.skip, self.unpack)

    def ignores(self, path: Path, folder: bool) -> bool:
        """Ask the folders from the inside out; the first with an opinion decides."""
        if self.skips(path):
            return True
        for ignored in self.ignored:
            verdict = ignored.verdict(path, folder)
            if verdict is not None:
                return verdict
        return False

    def skips(self, path: Path) -> bool:
        """Whether a path is ours, and no text even if it is named."""
        if path.name in OWN_FILES or path.name.startswith(OWN_PREFIX):
            return True
        return bool(self.skip) and whole_path(path) in self.skip

    def excludes(self, path: Path, folder: bool) -> bool:
        """Whether to leave out even what was named."""
        folders = whole_path(path).parts if folder else whole_path(path).parts[:-1]
        return not TOOL_FOLDERS.isdisjoint(folders) or self.ignores(path, folder)

    def enters(self, folder: Path) -> bool:
        """Whether a folder in a folder is looked into."""
        return folder.name not in TOOL_FOLDERS and not self.ignores(folder, True)

    def takes(self, path: Path) -> bool:
        """Whether a file that is not ignored holds prose, as far as its name says."""
        if looks_like_prose(path):
            return True
        return self.include is not None and self.include.verdict(path, False) is True


class Walk:
    """The files that paths stand for, each one once, found while they are asked for.

    Each time it is gone through, they are found anew: nothing is kept of them.
    ``failures`` and ``passed_over`` tell of the last time that came to its end.
    Raises `ReadError` for a path that is not there, before anything is found.
    """

    def __init__(self, paths: Sequence[Path], options: WalkOptions = DEFAULTS) -> None:
        self._paths = paths
        self._options = options
        self._sieve = Sieve.of(options)
        self.failures: tuple[Failure, ...] = ()
        self.passed_over: Mapping[PassedOver, int] = {}
        for path in paths:
            _is_there(path)

    @cached_property
    def _shared(self) -> frozenset[str]:
        return shared_places(self._paths)

    @property
    def base(self) -> Path:
        """The folder that a copy of the tree starts from."""
        return _common_folder(self._paths)

    def __iter__(self) -> Iterator[Path]:
        """Find the files; of two paths to one, the first counts."""
        once = Once(self._shared)
        failures: list[Failure] = []
        passed_over: Counter[PassedOver] = Counter()
        for found in _arguments(self._paths, self._sieve, self._options):
            if isinstance(found, Failure):
                failures.append(found)
            elif isinstance(found, PassedOver):
                passed_over[found] += 1
            elif once.is_new(found):
                yield found
        self.failures, self.passed_over = tuple(failures), passed_over


def _common_folder(paths: Sequence[Path]) -> Path:
    folders = [
        path if _is_folder(path) else path.parent for path in map(whole_path, paths)
    ]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError:
        drives = ", ".join(sorted({folder.drive for folder in folders}))
        raise ReadError(f"{drives}: no common folder; name one drive") from None


def _arguments(
    paths: Sequence[Path], sieve: Sieve, options: WalkOptions
) -> Iterator[_Found]:
    for path in paths:
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            yield unreadable(path, error)
            continue
        if options.force_exclude and sieve.excludes(path, folder):
            continue
        if folder:
            yield from _folder(path, sieve.inside(*ignored_by(path)), frozenset())
        elif not sieve.skips(path):
            yield path


def _is_there(path: Path) -> None:
    """Raise `ReadError` for what is not; what may not be seen is told in its turn."""
    try:
        path.stat()
    except PermissionError:
        pass
    except OSError:
        raise ReadError(f"{path}: no such file or folder") from None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _folder(
    folder: Path, sieve: Sieve, above: frozenset[_Identity]
) -> Iterator[_Found]:
    try:
        info = folder.stat()
        # A folder may hold any number of files: their names are all that is kept.
        names = sorted(os.listdir(folder))  # noqa: PTH208 (names, not paths)
    except OSError as error:
        yield unreadable(folder, error)
        return
    identity = (info.st_dev, info.st_ino)
    if identity in above:
        # A link to a folder that this one is in: all of it is seen already.
        return
    if ".gitignore" in names:
        sieve = sieve.inside(Ignored.read(folder / ".gitignore"))
    above |= {identity}
    for name in names:
        yield from _entry(folder / name, sieve, above)


def _entry(path: Path, sieve: Sieve, above: frozenset[_Identity]) -> Iterator[_Found]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        # Gone since the folder was listed, if it is no link: reading it will say so.
        mode = 0 if path.is_symlink() else stat.S_IFREG
    except OSError as error:
        yield unreadable(path, error)
        return
    folder = stat.S_ISDIR(mode)
    if not sieve.enters(path) if folder else sieve.ignores(path, False):
        return
    if folder:
        yield from _folder(path, sieve, above)
    elif stat.S_ISREG(mode):
        yield _regular(path, sieve)
    elif mode:
        yield PassedOver.SPECIAL
    else:
        yield Failure(path, None, "cannot be read: a link to nothing")


def _regular(path: Path, sieve: Sieve) -> Path | PassedOver:
    if not sieve.takes(path):
        return PassedOver.NOT_PROSE
    if path.suffix.lower() in SUFFIXES and not sieve.unpack:
        return PassedOver.COMPRESSED
    return PassedOver.LEDGER if _is_ledger(path) else path


def _is_ledger(path: Path) -> bool:
    """Whether a file of records is one that a fix left beside its copy."""
    if path.suffix != ".jsonl":
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(LEDGER_HEAD)) == LEDGER_HEAD
    except OSError:
        # Reading it will say what is wrong with it.
        return False
