"""Settings: what is told on the command line, in a file, or by default.

The file is ``mtlint.toml``, or ``pyproject.toml`` with a table ``[tool.mtlint]``,
in the folder of what is checked or the nearest one above it. Only one file
counts, with those it extends, and an option of the command line wins over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from linter.errors import ConfigError, did_you_mean
from linter.nouns import Noun
from linter.settings import KEYS as KEYS
from linter.settings import URLS as URLS
from linter.settings import SettingError
from linter.settings import Settings as Settings
from linter.settings import kind as kind_of
from linter.settings import text as text_of

OWN_FILE = "mtlint.toml"
PROJECT_FILE = "pyproject.toml"
PROJECT_TABLE = "[tool.mtlint]"
HOUSE_KEYS = ("names", "titles")
IGNORE_FILE = "mtlint-ignore.toml"
# Names a file whose settings come before those of the file it is in.
EXTENDS = "extends"

Values = dict[str, Any]


class Origin(StrEnum):
    """Where a setting comes from."""

    DEFAULT = "default"
    FILE = "file"
    OPTION = "option"


class Loaded(Noun):
    """Settings, the file they come from if any, and where each comes from.

    ``origins`` has the keys as a file spells them (``fail-on``), ``places`` the
    files of those that come from one. ``root`` is the folder that patterns are
    relative to.
    """

    settings: Settings
    origins: Mapping[str, Origin]
    file: Path | None
    root: Path
    places: Mapping[str, tuple[Path, ...]] = {}


def load(
    start: Path,
    explicit: Path | None = None,
    no_config: bool = False,
    options: Mapping[str, object] | None = None,
) -> Loaded:
    """Return the settings for what is in ``start``, a file or a folder.

    ``explicit`` is read in place of a file that is searched for. ``options``
    that are ``None`` or empty are not given. Raises `ConfigError`.
    """
    folder = folder_of(start)
    found = None if no_config else _explicit(explicit) if explicit else find(folder)
    file, table = found if found else (None, {})
    root = file.parent if file else folder
    told, places = _merged(_layers(file, table, ())) if file else ({}, {})
    given = _checked(_given(options or {}), "command line", Path())
    origins = dict.fromkeys(KEYS, Origin.DEFAULT)
    origins |= dict.fromkeys(told, Origin.FILE) | dict.fromkeys(given, Origin.OPTION)
    values = {key.replace("-", "_"): value for key, value in (told | given).items()}
    return Loaded(Settings(**values), origins, file, root, places)


def find(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest file with settings in a folder or above, and its table."""
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            data = read_if_there(place / name)
            # A project file that does not so much as name us is not parsed.
            if data is None or (name == PROJECT_FILE and b"mtlint" not in data):
                continue
            table = _own_table(place / name, data)
            if table is not None:
                return place / name, table
    return None


def find_ignores(loaded: Loaded, start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest list of ignored findings, and its table.

    It is looked for beside the file with settings and above, else in the folder
    of ``start`` and above.
    """
    here = folder_of(start)
    places = (loaded.root, *loaded.root.parents, here, *here.parents)
    for place in dict.fromkeys(places):
        data = read_if_there(place / IGNORE_FILE)
        if data is not None:
            return place / IGNORE_FILE, parsed(place / IGNORE_FILE, data)
    return None


def folder_of(start: Path) -> Path:
    """Return the folder that a path is or lies in, from the root."""
    try:
        start = start.resolve()
        return start if start.is_dir() else start.parent
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"{start}: cannot be found: {error}") from None


def read_if_there(path: Path) -> bytes | None:
    """Return what is in a file; ``None`` where there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None


def parsed(path: Path, data: bytes) -> dict[str, Any]:
    """Return the table that the bytes of a TOML file are."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None


def _explicit(path: Path) -> tuple[Path, dict[str, Any]]:
    data = read_if_there(path)
    if data is None:
        raise ConfigError(f"{path}: no such file; name a file with settings")
    table = _own_table(path, data)
    if table is None:
        raise ConfigError(f"{path}: has no table {PROJECT_TABLE}")
    return path.resolve(), table


def _own_table(path: Path, data: bytes) -> dict[str, Any] | None:
    """Return the table of a file that is ours; ``None`` where it has none."""
    table = parsed(path, data)
    if path.name != PROJECT_FILE:
        return table
    tool = table.get("tool", {})
    own = tool.get("mtlint") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        raise ConfigError(f"{path}: tool.mtlint: must be a table, not {kind_of(own)}")
    return own


def _layers(
    file: Path, table: Mapping[str, object], above: Sequence[Path]
) -> Iterator[tuple[Path, Values]]:
    """Yield a file's settings, after those of the file it extends."""
    if file in above:
        circle = " extends ".join(map(str, [*above[above.index(file) :], file]))
        raise ConfigError(f"{circle}: a circle; remove one of them")
    rest = {key: value for key, value in table.items() if key != EXTENDS}
    if EXTENDS in table:
        try:
            other = file.parent / text_of(table[EXTENDS])
        except SettingError as wrong:
            raise ConfigError(f"{file}: {EXTENDS}: {wrong}") from None
        yield from _layers(*_extended(file, other), (*above, file))
    yield file, _checked(rest, str(file), file.parent)


def _extended(file: Path, other: Path) -> tuple[Path, dict[str, Any]]:
    try:
        return _explicit(other)
    except ConfigError as wrong:
        raise ConfigError(f"{file}: {EXTENDS}: {wrong}") from None


def _merged(
    layers: Iterator[tuple[Path, Values]],
) -> tuple[Values, dict[str, tuple[Path, ...]]]:
    """Return one table, and which files each key comes from.

    A key replaces what was said before, but rules keep the severities that
    nobody changes, what is said for some paths is added, and house style is
    what is said of each form last.
    """
    merged: Values = {}
    places: dict[str, tuple[Path, ...]] = {}
    for file, values in layers:
        for key, value in values.items():
            if key == "severities":
                value = merged.get(key, {}) | value
            elif key == "per-path":
                value = merged.get(key, ()) + value
            elif key in HOUSE_KEYS and key in merged:
                from linter.housestyle import merged as united

                value = united(merged[key], value)
            shared = key in ("severities", "per-path", *HOUSE_KEYS)
            merged[key] = value
            places[key] = (*places.get(key, ()), file) if shared else (file,)
    return merged, places


def _given(options: Mapping[str, object]) -> dict[str, object]:
    """Return the options that were given, under the keys a file has."""
    return {
        key.replace("_", "-"): list(value) if isinstance(value, tuple) else value
        for key, value in options.items()
        if value is not None and value not in ((), [])
    }


def _checked(table: Mapping[str, object], where: str, base: Path) -> Values:
    """Return a table with every value as `Settings` has it."""
    values: Values = {}
    for key, value in table.items():
        if key not in KEYS:
            near = did_you_mean(key, [*KEYS, EXTENDS])
            raise ConfigError(f"{where}: {key}: unknown key{near}")
        try:
            values[key] = KEYS[key](value)
        except SettingError as wrong:
            raise ConfigError(f"{where}: {key}: {wrong}") from None
    if "rules" in values:
        values["rules"] = tuple(base / folder for folder in values["rules"])
    for key in {"baseline", "index"} & values.keys():
        values[key] = base / values[key]
    place = values.get("languagetool")
    if place and not place.startswith(URLS):
        values["languagetool"] = str(base / place)
    for key in HOUSE_KEYS:
        if key in values and values[key].file:
            values[key] = values[key]._replace(file=base / values[key].file)
    if "dictionaries" in values:
        values["dictionaries"] = _from(base, values["dictionaries"])
    if "per-path" in values:
        values["per-path"] = tuple(
            entry._replace(dictionaries=_from(base, entry.dictionaries))
            for entry in values["per-path"]
        )
    return values


def _from(base: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the paths of files that a settings file in ``base`` names."""
    return tuple(base / file for file in files)
