"""What takes long to make from rule files, kept in the user's cache folder.

A cache file is named for all it depends on, written in one step, and checked
when it is read: one that is damaged, foreign or unwritable is passed over, and
what it should hold is made anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

import linter.engine
import linter.kinds
from linter import __version__, lazy
from linter.digests import digest
from linter.engine.plan import Anchors, Plan, with_code
from linter.engine.scanner import Scanner, engine_name, load_scanner
from linter.kinds import compiling

MAGIC = f"mtlint-cache-4 {__version__} {sys.implementation.cache_tag}\n".encode()
DIGEST_SIZE = 16
# No part is so large; of a damaged file, no more is read.
MOST_BYTES = 1 << 28
# Every choice of rules has a file; old ones make room.
MOST_FILES = 48


def cache_folder() -> Path | None:
    """Return where caches are kept; ``None`` when ``MTLINT_CACHE_DIR`` is empty."""
    if "MTLINT_CACHE_DIR" in os.environ:
        named = os.environ["MTLINT_CACHE_DIR"]
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base)) / "mtlint"  # noqa: PTH111 (no raise without a home)


def cached_rows(
    files: Sequence[Path],
    columns: Sequence[str],
    make: Callable[[], list[tuple[object, ...]]],
) -> list[tuple[object, ...]]:
    """Return what ``make`` makes of files: cached while none of them changes.

    Rows hold plain values only, and those of other ``columns`` are not taken.
    """
    seen = [(str(file), info.st_mtime_ns, info.st_size) for file, info in _stats(files)]
    name = digest(repr((seen, columns)).encode()).hex()
    path = _cache_file(f"rules-{name}")
    kept = _read(path)
    rows: list[tuple[object, ...]] | None = _parsed(kept.head) if kept else None
    if not isinstance(rows, list):
        rows = make()
        # A date in a rule file is no plain value, and told of later.
        with suppress(ValueError):
            _write(path, marshal.dumps(rows))
    return rows


def compiled_scanner(
    key: str,
    make_plan: Callable[[], Plan],
    build: Callable[[Plan], Scanner],
) -> tuple[Plan, Scanner]:
    """Return the plan and its scanner: cached, or made and cached."""
    path = _cache_file(f"{key}-{_code()}-{engine_name()}-{_machine()}")
    kept = _read(path)
    plan = _plan(kept.head) if kept else None
    if kept and plan:
        return plan, load_scanner(plan.anchors, kept.rest)
    plan = make_plan()
    scanner = build(plan)
    if path:
        _write(path, _listed(with_code(plan)), scanner.dump())
    return plan, scanner


def _listed(plan: Plan) -> bytes:
    """Return what is to be kept: a plan, and the code of all expressions met so far."""
    anchors = Anchors.rows(plan.anchors)
    rest = (plan.owners, plan.selfmade, plan.always, plan.codes)
    codes = lazy.codes()
    lazy.keep(*codes)
    return marshal.dumps([codes, anchors, *map(list, rest)])


def _plan(head: memoryview) -> Plan | None:
    try:
        codes, anchors, *rest = _parsed(head)
        plan = Plan(Anchors(anchors), *rest)
        lazy.keep(*codes)
        compiling.keep(plan.codes)
        return plan
    except (TypeError, ValueError):
        return None


def _parsed(data: memoryview) -> Any:  # noqa: ANN401 (anything may be kept)
    """Return what was kept; ``None`` where it is not whole.

    marshal reads ten times as fast as JSON; a cache never leaves the Python
    and the machine that it was made by.
    """
    try:
        return marshal.loads(data)
    except (EOFError, TypeError, ValueError):
        return None


def _stats(files: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    for file in files:
        # A file that is gone by now is told of when it is read.
        with suppress(OSError):
            yield file, file.stat()


def _cache_file(name: str) -> Path | None:
    folder = cache_folder()
    return folder / f"{name}.bin" if folder else None


def _machine() -> str:
    return f"{sys.platform}-{os.uname().machine if hasattr(os, 'uname') else 'x'}"


def _code() -> str:
    """Return a name for this very state of the code that derives anchors.

    That is ours, and what compiles expressions: `regex`.
    """
    seen = []
    ours = (*linter.engine.__path__, *linter.kinds.__path__)
    for folder in (*ours, *compiling.regex_folders()):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".so", ".pyd")):
                    seen.append((entry.name, entry.stat().st_mtime_ns))
    return digest(repr(sorted(seen)).encode())[:6].hex()


class _Kept(NamedTuple):
    """What a cache file holds: a head that is checked, and what checks itself."""

    head: memoryview
    rest: list[bytes]


def _read(path: Path | None) -> _Kept | None:
    """Return what a cache file holds, if it is whole.

    The scanner's parts are large, and the scanner finds damage in them by itself.
    """
    if path is None:
        return None
    try:
        with path.open("rb", buffering=0) as file:
            if file.read(len(MAGIC)) != MAGIC:
                return None
            told, head = file.read(DIGEST_SIZE), _part(file)
            if told != digest(head):
                return None
            return _Kept(memoryview(head)[1:], [_part(file) for _ in range(head[0])])
    except (EOFError, OSError):
        return None


def _part(file: FileIO) -> bytes:
    """Read a part that stands behind its length; raise `EOFError` if it is cut."""
    size = int.from_bytes(file.read(8), "little")
    part = file.read(min(size, MOST_BYTES))
    if not part or len(part) < size:
        raise EOFError
    return part


def _write(path: Path | None, head: bytes, rest: Sequence[bytes] = ()) -> None:
    """Write a cache file in one step; a folder that cannot be written is no error."""
    if path is None:
        return
    from tempfile import NamedTemporaryFile

    # How much follows is told where damage is found.
    head = bytes([len(rest)]) + head
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(MAGIC + digest(head))
            for part in (head, *rest):
                file.write(len(part).to_bytes(8, "little") + part)
        os.replace(file.name, path)  # noqa: PTH105 (a name, not a path)
        _make_room(path.parent)
    except OSError:
        return


def _make_room(folder: Path) -> None:
    """Delete the oldest files beyond `MOST_FILES`."""
    found = (pair for pair in _stats(folder.glob("*")) if S_ISREG(pair[1].st_mode))
    files = sorted(found, key=lambda pair: -pair[1].st_mtime_ns)
    for file, _ in files[MOST_FILES:]:
        file.unlink(missing_ok=True)
