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
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from linter.errors import ReadError
from linter.reading.ignoring import Ignored, globs, ignored_by, whole_path
from linter.reading.units import Failure, unreadable

_TOOLS = """
    .git .hg .svn .venv venv node_modules __pycache__ .tox .mypy_cache .ruff_cache
    .pytest_cache .mtlint
"""
TOOL_FOLDERS = frozenset(_TOOLS.split())
# What mtlint writes beside the texts, under the name it chooses.
OWN_FILES = frozenset({"mtlint-baseline.jsonl", "mtlint-index.sqlite"})

_CODE = """
    .py .pyi .js .mjs .cjs .jsx .ts .tsx .c .h .cc .cpp .hpp .cs .java .kt .go .rs .rb
    .php .pl .swift .scala .lua .r .jl .css .scss .less .sh .bash .zsh .fish .bat .ps1
    .sql .ipynb .patch .diff .map
"""
_DATA = """
    .json .csv .tsv .xml .html .htm .xhtml .yaml .yml .toml .ini .cfg .conf .lock .log
    .pickle .pkl .npy .npz .pt .h5 .hdf5 .parquet .feather .arrow .avro .db .sqlite
    .sqlite3
"""
_MEDIA = """
    .svg .png .jpg .jpeg .gif .webp .bmp .ico .tif .tiff .mp3 .mp4 .wav .ogg .flac .webm
    .avi .mov .ttf .otf .woff .woff2
"""
_PACKED = """
    .pdf .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .epub .zip .gz .tgz .bz2 .xz
    .zst .7z .tar .rar .jar .whl .so .o .a .dll .exe .dylib .pyc .class .wasm .bin
"""
NOT_PROSE = frozenset((_CODE + _DATA + _MEDIA + _PACKED).split())


class PassedOver(StrEnum):
    """Why a file in a folder was not taken."""

    NOT_PROSE = "not prose"
    SPECIAL = "not a regular file"


class Source(NamedTuple):
    """A file to read, and the folder that a copy of the tree starts from."""

    path: Path
    base: Path


class WalkOptions(NamedTuple):
    """What to take from folders; globs are in the syntax of ``.gitignore``.

    Globs count from ``root``. ``include`` names files to take though they do
    not look like prose; ``exclude`` wins over it. ``force_exclude`` excludes
    paths that were named, too. ``skip`` are paths never entered: the output.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    root: Path = Path()
    skip: tuple[Path, ...] = ()


DEFAULTS = WalkOptions()


class Walked(NamedTuple):
    """The files to read, what could not be entered, and what was left out."""

    sources: tuple[Source, ...]
    failures: tuple[Failure, ...]
    passed_over: Mapping[PassedOver, int]


_Found = Path | Failure | PassedOver
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the options and the folders so far say about a path."""

    include: Ignored | None
    ignored: tuple[Ignored, ...]
    skip: frozenset[Path]

    @classmethod
    def of(cls, options: WalkOptions) -> Sieve:
        """Return what the options alone say."""
        return cls(
            globs(options.include, options.root, "include"),
            tuple(filter(None, [globs(options.exclude, options.root, "exclude")])),
            frozenset(map(whole_path, options.skip)),
        )

    def inside(self, *ignored: Ignored | None) -> Sieve:
        """Return what holds in a folder that leaves out more, innermost first."""
        more = tuple(filter(None, ignored))
        return Sieve(self.include, (*more, *self.ignored), self.skip)

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
        if path.name in OWN_FILES:
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
        if _looks_like_prose(path):
            return True
        return self.include is not None and self.include.verdict(path, False) is True


def walk(paths: Sequence[Path], options: WalkOptions = DEFAULTS) -> Walked:
    """Find the files that ``paths`` stand for, each one once.

    Raises `ReadError` for a path that is not there.
    """
    sieve = Sieve.of(options)
    sources: dict[Path, Path] = {}
    failures: list[Failure] = []
    passed_over: Counter[PassedOver] = Counter()
    for found in _arguments(paths, sieve, options):
        if isinstance(found, Path):
            sources.setdefault(whole_path(found), found)
        elif isinstance(found, Failure):
            failures.append(found)
        else:
            passed_over[found] += 1
    base = _common_folder(paths)
    taken = tuple(Source(path, base) for path in sources.values())
    return Walked(taken, tuple(failures), passed_over)


def mirror(source: Path, base: Path, output: Path) -> Path:
    """Return where the copy of ``source`` goes in the folder ``output``."""
    try:
        target = output / whole_path(source).relative_to(whole_path(base))
    except ValueError:
        raise ReadError(f"{source}: is not in {base}; name its folder") from None
    if target.resolve() == source.resolve():
        raise ReadError(f"{source}: its copy would replace it; name another --output")
    return target


def mirror_all(sources: Sequence[Source], output: Path) -> tuple[Path, ...]:
    """Return where the copies go, in order; refuse two that go to one place."""
    takers: dict[Path, Path] = {}
    for source in sources:
        target = mirror(source.path, source.base, output)
        if target in takers:
            both = f"{takers[target]} and {source.path}"
            raise ReadError(f"{target}: would hold {both}; clean them one by one")
        takers[target] = source.path
    return tuple(takers)


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
        except PermissionError as error:
            yield unreadable(path, error)
            continue
        except OSError:
            raise ReadError(f"{path}: no such file or folder") from None
        if options.force_exclude and sieve.excludes(path, folder):
            continue
        if folder:
            yield from _folder(path, sieve.inside(*ignored_by(path)), frozenset())
        elif not sieve.skips(path):
            yield path


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
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(folder, error)
        return
    identity = (info.st_dev, info.st_ino)
    if identity in above:
        # A link to a folder that this one is in: all of it is seen already.
        return
    if any(entry.name == ".gitignore" for entry in entries):
        sieve = sieve.inside(Ignored.read(folder / ".gitignore"))
    for entry in entries:
        yield from _entry(entry, folder / entry.name, sieve, above | {identity})


def _entry(
    entry: os.DirEntry[str], path: Path, sieve: Sieve, above: frozenset[_Identity]
) -> Iterator[_Found]:
    try:
        folder = entry.is_dir()
        regular = entry.is_file()
    except OSError as error:
        yield unreadable(path, error)
        return
    if not sieve.enters(path) if folder else sieve.ignores(path, False):
        return
    if folder:
        yield from _folder(path, sieve, above)
    elif regular:
        yield path if sieve.takes(path) else PassedOver.NOT_PROSE
    elif entry.is_symlink():
        yield Failure(path, None, "cannot be read: a link to nothing")
    else:
        yield PassedOver.SPECIAL


def _looks_like_prose(path: Path) -> bool:
    """Whether a name may be that of a text; dot files are settings."""
    suffix = path.suffix.lower()
    return suffix not in NOT_PROSE and (suffix != "" or path.name[0] != ".")
