"""Settings: what is told on the command line, in a file, or by default.

The file is ``mtlint.toml``, or ``pyproject.toml`` with a table ``[tool.mtlint]``,
in the folder of what is checked or the nearest one above it. Only one file
counts, and an option of the command line wins over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from linter.errors import ConfigError, did_you_mean
from linter.model import Severity

OWN_FILE = "mtlint.toml"
PROJECT_FILE = "pyproject.toml"
PROJECT_TABLE = "[tool.mtlint]"
SEVERITIES = [severity.value for severity in Severity]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run; ``None`` lets each document decide.

    ``select`` empty stands for the rules that are on by default. ``severity``
    is the lowest that is reported, ``fail_on`` the lowest that fails a run.
    ``jobs`` 0 stands for one process a core. ``severities`` has a severity or
    ``off`` for rules and packs.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    fail_on: Severity = Severity.WARNING
    format: str = "text"
    jobs: int = 0
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    text_field: str = "text"
    id_field: str = "id"
    encoding: str | None = None
    language: str | None = None
    rules: tuple[Path, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)


class Origin(StrEnum):
    """Where a setting comes from."""

    DEFAULT = "default"
    FILE = "file"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, the file they come from if any, and where each comes from.

    ``origins`` has the keys as a file spells them (``fail-on``). ``root`` is
    the folder that patterns in the file are relative to.
    """

    settings: Settings
    origins: Mapping[str, Origin]
    file: Path | None
    root: Path


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
    folder = _folder(start)
    found = None if no_config else _explicit(explicit) if explicit else find(folder)
    file, table = found if found else (None, {})
    root = file.parent if file else folder
    told = _checked(table, str(file), root)
    given = _checked(_given(options or {}), "command line", Path())
    origins = dict.fromkeys(KEYS, Origin.DEFAULT)
    origins |= dict.fromkeys(told, Origin.FILE) | dict.fromkeys(given, Origin.OPTION)
    values = {key.replace("-", "_"): value for key, value in (told | given).items()}
    return Loaded(Settings(**values), origins, file, root)


def find(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest file with settings in a folder or above, and its table."""
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            data = _bytes(place / name)
            # A project file that does not so much as name us is not parsed.
            if data is None or (name == PROJECT_FILE and b"mtlint" not in data):
                continue
            table = _own_table(place / name, data)
            if table is not None:
                return place / name, table
    return None


def _folder(start: Path) -> Path:
    try:
        start = start.resolve()
        return start if start.is_dir() else start.parent
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"{start}: cannot be found: {error}") from None


def _bytes(path: Path) -> bytes | None:
    """Return what is in a file; ``None`` where there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None


def _explicit(path: Path) -> tuple[Path, dict[str, Any]]:
    data = _bytes(path)
    if data is None:
        raise ConfigError(f"{path}: no such file; name a file with settings")
    table = _own_table(path, data)
    if table is None:
        raise ConfigError(f"{path}: has no table {PROJECT_TABLE}")
    return path.resolve(), table


def _own_table(path: Path, data: bytes) -> dict[str, Any] | None:
    """Return the table of a file that is ours; ``None`` where it has none."""
    table = _parsed(path, data)
    if path.name != PROJECT_FILE:
        return table
    tool = table.get("tool", {})
    own = tool.get("mtlint") if isinstance(tool, dict) else None
    if own is not None and not isinstance(own, dict):
        raise ConfigError(f"{path}: tool.mtlint: must be a table, not {_kind(own)}")
    return own


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None


def _given(options: Mapping[str, object]) -> dict[str, object]:
    """Return the options that were given, under the keys a file has."""
    return {
        key.replace("_", "-"): list(value) if isinstance(value, tuple) else value
        for key, value in options.items()
        if value is not None and value not in ((), [])
    }


def _checked(table: Mapping[str, object], where: str, base: Path) -> dict[str, Any]:
    """Return a table with every value as `Settings` has it."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            near = did_you_mean(key, list(KEYS))
            raise ConfigError(f"{where}: {key}: unknown key{near}")
        try:
            values[key] = KEYS[key](value)
        except _SettingError as wrong:
            raise ConfigError(f"{where}: {key}: {wrong}") from None
    if "rules" in values:
        values["rules"] = tuple(base / folder for folder in values["rules"])
    return values


class _SettingError(ValueError):
    """What is wrong with a value, without its place."""


def _kind(value: object) -> str:
    """Return what a value is, in TOML's words."""
    names = {bool: "true or false", int: "a whole number", float: "a number"}
    names |= {str: "a text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _SettingError(f"must be a text, not {_kind(value)}")
    if not value:
        raise _SettingError("must not be empty")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _SettingError(f"must be a list of texts, not {_kind(value)}")
    for number, item in enumerate(value, 1):
        if not isinstance(item, str) or not item:
            kind = _kind(item) if item != "" else "an empty text"
            raise _SettingError(f"item {number} must be a text, not {kind}")
    return tuple(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _SettingError(f"must be true or false, not {_kind(value)}")
    return value


def _jobs(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _SettingError(f"must be a whole number, not {_kind(value)}")
    if value < 0:
        raise _SettingError(f"must be 0 (one process a core) or more, not {value}")
    return value


def _one_of(value: object, known: list[str]) -> str:
    text = _text(value)
    if text not in known:
        near = did_you_mean(text, known)
        raise _SettingError(f"{text!r} is not one of {', '.join(known)}{near}")
    return text


def _severity(value: object) -> Severity:
    return Severity(_one_of(value, SEVERITIES))


def _severities(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _SettingError(f"must be a table, not {_kind(value)}")
    for rule, word in value.items():
        try:
            _one_of(word, [*SEVERITIES, "off"])
        except _SettingError as wrong:
            raise _SettingError(f"{rule}: {wrong}") from None
    return value


def _format(value: object) -> str:
    from linter.reporters import CLASSES

    return _one_of(value, list(CLASSES))


def _encoding(value: object) -> str:
    name = _text(value)
    try:
        " ".encode(name)
    except (LookupError, ValueError):
        raise _SettingError(f"{name!r} is not an encoding Python knows") from None
    return name


def _language(value: object) -> str:
    import re

    tag = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        raise _SettingError(f"{tag!r} is not a language tag; write 'en' or 'en-GB'")
    return tag


# A setting's check, by its key. Every field of Settings has one.
KEYS: Mapping[str, Callable[[object], object]] = {
    "select": _texts,
    "ignore": _texts,
    "severity": _severity,
    "fail-on": _severity,
    "format": _format,
    "jobs": _jobs,
    "include": _texts,
    "exclude": _texts,
    "force-exclude": _flag,
    "text-field": _text,
    "id-field": _text,
    "encoding": _encoding,
    "language": _language,
    "rules": _texts,
    "severities": _severities,
}
