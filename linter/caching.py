"""What takes long to make from rule files, kept in the user's cache folder.

A cache file is named for all it depends on, written in one step, and checked
when it is read: one that is damaged, foreign or unwritable is passed over, and
what it should hold is made anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import linter.engine
import linter.kinds
from linter.engine.scan import Plan
from linter.engine.scanner import Scanner, engine_name, load_scanner
from linter.kinds import Anchor

MAGIC = b"mtlint-cache-1\n"
DIGEST_SIZE = 16

Table = Mapping[str, Any]
Tables = Mapping[Path, Table]


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


def cached_tables(files: Sequence[Path], read: Callable[[Path], Table]) -> Tables:
    """Return what is in TOML files: cached while none of them changes."""
    seen = [(str(file), info.st_mtime_ns, info.st_size) for file, info in _stats(files)]
    path = _cache_file("rules-" + _digest(repr(seen).encode()).hex())
    kept = _read(path)
    tables = _parsed(kept)
    if isinstance(tables, list) and len(tables) == len(files):
        return dict(zip(files, tables, strict=True))
    made = {file: read(file) for file in files}
    import json

    # A date in a rule file is a mistake that is told of later.
    with suppress(TypeError):
        _write(path, json.dumps(list(made.values())).encode())
    return made


def compiled_scanner(
    key: str,
    make_plan: Callable[[], Plan],
    build: Callable[[Sequence[Anchor]], Scanner],
) -> tuple[Plan, Scanner]:
    """Return the plan and its scanner: cached, or made and cached."""
    path = _cache_file(f"{key}-{_code()}-{engine_name()}-{_machine()}")
    kept = _read(path)
    plan = _plan(kept) if kept else None
    if kept and plan:
        size = int.from_bytes(kept[:8], "little")
        return plan, load_scanner(plan.anchors, kept[8 + size :])
    plan = make_plan()
    scanner = build(plan.anchors)
    listed = _listed(plan)
    _write(path, len(listed).to_bytes(8, "little") + listed + scanner.dump())
    return plan, scanner


def _listed(plan: Plan) -> bytes:
    import json

    anchors = [(a.expression, a.reach, a.literal, a.confirm) for a in plan.anchors]
    rest = (plan.owners, plan.selfmade, plan.always)
    return json.dumps([anchors, *map(list, rest)]).encode()


def _plan(kept: bytes) -> Plan | None:
    size = int.from_bytes(kept[:8], "little")
    try:
        anchors, *rest = _parsed(kept[8 : 8 + size])
        return Plan([Anchor(*row) for row in anchors], *rest)
    except (TypeError, ValueError):
        return None


def _parsed(data: bytes | None) -> Any:  # noqa: ANN401 (JSON enters here)
    """Return what JSON holds; ``None`` where it is none."""
    import json

    try:
        return json.loads(data) if data else None
    except ValueError:
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
    """Return a name for this very state of the code that derives anchors."""
    seen = []
    for package in (linter.engine, linter.kinds):
        with os.scandir(os.path.dirname(package.__file__ or "")) as entries:  # noqa: PTH120
            for entry in entries:
                if entry.name.endswith(".py"):
                    seen.append((entry.name, entry.stat().st_mtime_ns))
    return _digest(repr(sorted(seen)).encode())[:6].hex()


def _digest(data: bytes) -> bytes:
    import hashlib

    return hashlib.blake2b(data, digest_size=DIGEST_SIZE).digest()


def _read(path: Path | None) -> bytes | None:
    """Return what a cache file holds, if it is whole."""
    try:
        data = path.read_bytes() if path else b""
    except OSError:
        return None
    head = len(MAGIC) + DIGEST_SIZE
    if not data.startswith(MAGIC) or data[len(MAGIC) : head] != _digest(data[head:]):
        return None
    return data[head:]


def _write(path: Path | None, body: bytes) -> None:
    """Write a cache file in one step; a folder that cannot be written is no error."""
    if path is None:
        return
    from tempfile import NamedTemporaryFile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(MAGIC + _digest(body) + body)
        os.replace(file.name, path)  # noqa: PTH105 (a name, not a path)
    except OSError:
        return
