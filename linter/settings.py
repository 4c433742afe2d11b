"""What can be set, and what each setting may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.errors import did_you_mean
from linter.model import Severity
from linter.nouns import Noun
from linter.rule import NO_STYLE, HouseStyle

if TYPE_CHECKING:
    from linter.perpath import PerPath

SEVERITIES = [severity.value for severity in Severity]
OFF = "off"
# What can be asked of LanguageTool, with commas between.
GRAMMAR_WORDS = ("flagged", "all", "required", "judge", OFF)
URLS = ("http://", "https://")


class Settings(Noun):
    """All settings of a run; ``None`` lets each document decide.

    ``select`` empty stands for the rules that are on by default. ``severity``
    is the lowest that is reported, ``fail_on`` the lowest that fails a run.
    ``jobs`` 0 stands for one process a core. ``severities`` has a severity or
    ``off`` for rules and packs. ``per_path`` has what is different for some
    documents; a later one wins. ``names`` and ``titles`` are the house style.
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
    baseline: Path | None = None
    index: Path | None = None
    dictionaries: tuple[Path, ...] = ()
    grammar: str = OFF
    languagetool: str | None = None
    severities: Mapping[str, str] = {}
    per_path: tuple[PerPath, ...] = ()
    names: HouseStyle = NO_STYLE
    titles: HouseStyle = NO_STYLE


class SettingError(ValueError):
    """What is wrong with a value, without its place."""


def kind(value: object) -> str:
    """Return what a value is, in TOML's words."""
    names = {bool: "true or false", int: "a whole number", float: "a number"}
    names |= {str: "a text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def text(value: object) -> str:
    """Return a text that is not empty."""
    if not isinstance(value, str):
        raise SettingError(f"must be a text, not {kind(value)}")
    if not value:
        raise SettingError("must not be empty")
    return value


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts, none of them empty."""
    if not isinstance(value, list):
        raise SettingError(f"must be a list of texts, not {kind(value)}")
    for number, item in enumerate(value, 1):
        if not isinstance(item, str) or not item:
            what = kind(item) if item != "" else "an empty text"
            raise SettingError(f"item {number} must be a text, not {what}")
    return tuple(value)


def flag(value: object) -> bool:
    """Return a yes or no."""
    if not isinstance(value, bool):
        raise SettingError(f"must be true or false, not {kind(value)}")
    return value


def jobs(value: object) -> int:
    """Return a number of processes."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise SettingError(f"must be a whole number, not {kind(value)}")
    if value < 0:
        raise SettingError(f"must be 0 (one process a core) or more, not {value}")
    return value


def severity(value: object) -> Severity:
    """Return a severity by its name."""
    return Severity(_one_of(value, SEVERITIES))


def severities(value: object) -> dict[str, str]:
    """Return a table from rules and packs to severities or ``off``."""
    if not isinstance(value, dict):
        raise SettingError(f"must be a table, not {kind(value)}")
    for rule, word in value.items():
        try:
            _one_of(word, [*SEVERITIES, OFF])
        except SettingError as wrong:
            raise SettingError(f"{rule}: {wrong}") from None
    return value


def report_format(value: object) -> str:
    """Return the name of a reporter."""
    from linter.reporters import CLASSES

    return _one_of(value, list(CLASSES))


def encoding(value: object) -> str:
    """Return the name of an encoding that Python knows."""
    name = text(value)
    try:
        " ".encode(name)
    except (LookupError, ValueError):
        raise SettingError(f"{name!r} is not an encoding Python knows") from None
    return name


# As BCP 47 has it, but for private and grandfathered tags.
LANGUAGE_TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"


def language(value: object) -> str:
    """Return a language tag."""
    import re

    tag = text(value)
    if not re.fullmatch(LANGUAGE_TAG, tag):
        raise SettingError(f"{tag!r} is not a language tag; write 'en' or 'en-GB'")
    return tag


def grammar(value: object) -> str:
    """Return what is asked of LanguageTool, as words with commas between.

    >>> grammar("all, required")
    'all,required'
    """
    words = [word.strip() for word in text(value).split(",")]
    for word in words:
        _one_of(word or ",", list(GRAMMAR_WORDS))
    for one, other in (("flagged", "all"), *((OFF, w) for w in words if w != OFF)):
        if one in words and other in words:
            raise SettingError(f"{one!r} does not go with {other!r}")
    return ",".join(words)


def languagetool(value: object) -> str:
    """Return the address of a server, or a folder."""
    return text(value)


def file_path(value: object) -> Path:
    """Return the path of a file."""
    return Path(text(value))


def file_paths(value: object) -> tuple[Path, ...]:
    """Return the paths of files."""
    return tuple(map(Path, texts(value)))


def per_path(value: object) -> tuple[PerPath, ...]:
    """Return the settings of some documents, one table after the other."""
    from linter.perpath import PerPath

    if not isinstance(value, list):
        hint = "must be a list of tables; write [[per-path]]"
        raise SettingError(f"{hint}, not {kind(value)}")
    entries = []
    for number, table in enumerate(value, 1):
        if not isinstance(table, dict):
            raise SettingError(f"item {number} must be a table, not {kind(table)}")
        try:
            entries.append(PerPath(**_checked_entry(table)))
        except SettingError as wrong:
            raise SettingError(f"item {number}: {wrong}") from None
    return tuple(entries)


def _checked_entry(table: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in PER_PATH_KEYS:
            near = did_you_mean(key, list(PER_PATH_KEYS))
            raise SettingError(f"{key}: unknown key{near}")
        try:
            values[key] = PER_PATH_KEYS[key](value)
        except SettingError as wrong:
            raise SettingError(f"{key}: {wrong}") from None
    if not values.get("paths"):
        raise SettingError("paths: must name the documents; write paths = ['old/**']")
    return values


def house_style(value: object) -> HouseStyle:
    """Return how names or titles are to be."""
    from linter import housestyle

    return housestyle.house_style(value)


def quoted(text: str) -> str:
    """Return a text as TOML writes it: as JSON does, but that DEL is escaped."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_of(value: object, known: list[str]) -> str:
    word = text(value)
    if word not in known:
        near = did_you_mean(word, known)
        raise SettingError(f"{word!r} is not one of {', '.join(known)}{near}")
    return word


# A setting's check, by its key. Every field of Settings has one.
KEYS: Mapping[str, Callable[[object], object]] = {
    "select": texts,
    "ignore": texts,
    "severity": severity,
    "fail-on": severity,
    "format": report_format,
    "jobs": jobs,
    "include": texts,
    "exclude": texts,
    "force-exclude": flag,
    "text-field": text,
    "id-field": text,
    "encoding": encoding,
    "language": language,
    "rules": texts,
    "baseline": file_path,
    "index": file_path,
    "dictionaries": file_paths,
    "grammar": grammar,
    "languagetool": languagetool,
    "severities": severities,
    "per-path": per_path,
    "names": house_style,
    "titles": house_style,
}

# The same for the fields of PerPath.
PER_PATH_KEYS: Mapping[str, Callable[[object], object]] = {
    "paths": texts,
    "select": texts,
    "ignore": texts,
    "severities": severities,
    "language": language,
    "dictionaries": file_paths,
}
