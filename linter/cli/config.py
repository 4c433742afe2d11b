"""``mtlint config``: which settings apply, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from linter.config import KEYS, Loaded, Origin, load

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
    for line in as_toml(loaded):
        click.echo(line.encode("utf-8", "backslashreplace").decode())


def as_toml(loaded: Loaded) -> Iterator[str]:
    """Yield the settings as lines of TOML, each with where it comes from."""
    lines = {key: _line(key, _value(loaded, key)) for key in KEYS}
    fitting = [len(line) for line in lines.values() if len(line) <= WIDEST]
    for key, line in lines.items():
        yield f"{line:<{max(fitting)}}  # {_origin(loaded, key)}"


def _value(loaded: Loaded, key: str) -> object:
    return getattr(loaded.settings, key.replace("-", "_"))


def _origin(loaded: Loaded, key: str) -> str:
    origin = loaded.origins[key]
    return str(loaded.file) if origin is Origin.FILE else origin


def _line(key: str, value: object) -> str:
    return f"# {key} is not set" if value is None else f"{key} = {_toml(value)}"


def _toml(value: object) -> str:
    match value:
        case bool() | int():
            return str(value).lower()
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case Mapping():
            pairs = (f"{_toml(key)} = {_toml(item)}" for key, item in value.items())
            return f"{{ {', '.join(pairs)} }}" if value else "{}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's, but that DEL is escaped as well."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
