"""``mtlint config``: which settings apply, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from linter.config import KEYS, Loaded, Origin, find_ignores, load
from linter.perpath import PerPath
from linter.rule import HouseStyle
from linter.settings import PER_PATH_KEYS, quoted

WIDEST = 48  # a longer setting has its comment right after it


@click.group()
def config() -> None:
    """Look into the settings."""


@config.command()
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    default=".",
    help="Show the settings for this file or folder.",
)
@click.option(
    "--config",
    "explicit",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read the settings from this file.",
)
@click.option("--no-config", is_flag=True, help="Read no file with settings.")
def show(path: Path, explicit: Path | None, no_config: bool) -> None:
    """Show all settings, with the file each comes from."""
    loaded = load(path, explicit, no_config)
    ignores = None if no_config else find_ignores(loaded, path)
    lines = [*as_toml(loaded)]
    if ignores:
        lines.append(f"# findings to ignore are listed in {ignores[0]}")
    for line in lines:
        click.echo(line.encode("utf-8", "backslashreplace").decode())


def as_toml(loaded: Loaded) -> Iterator[str]:
    """Yield the settings as lines of TOML, each with where it comes from."""
    lines = {key: line_of(key, _value(loaded, key)) for key in KEYS}
    fitting = [len(line) for line in lines.values() if len(line) <= WIDEST]
    for key, line in lines.items():
        yield f"{line:<{max(fitting)}}  # {_origin(loaded, key)}"


def _value(loaded: Loaded, key: str) -> object:
    return getattr(loaded.settings, key.replace("-", "_"))


def _origin(loaded: Loaded, key: str) -> str:
    origin = loaded.origins[key]
    if origin is not Origin.FILE:
        return origin
    return " and ".join(map(str, loaded.places.get(key, (loaded.file,))))


def line_of(key: str, value: object) -> str:
    """Return a setting as a line of TOML."""
    return f"# {key} is not set" if value is None else f"{key} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case bool() | int():
            return str(value).lower()
        case PerPath():
            told = {key: getattr(value, key) for key in PER_PATH_KEYS}
            return _toml({key: item for key, item in told.items() if item})
        case HouseStyle():
            return _toml({key: item for key, item in value._asdict().items() if item})
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case Mapping():
            pairs = (f"{_key(key)} = {_toml(item)}" for key, item in value.items())
            return f"{{ {', '.join(pairs)} }}" if value else "{}"
    return quoted(str(value))


def _key(key: str) -> str:
    """Return a key as TOML has it, in quotes where it needs them."""
    bare = key in PER_PATH_KEYS or key in HouseStyle._fields
    return key if bare else quoted(key)
