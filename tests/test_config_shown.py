"""Settings are shown as they can be read again, each with where it comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from linter.cli.config import as_toml, config
from linter.config import KEYS, Loaded, Origin, Settings, load
from tests.settings_texts import ALL_KEYS, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


def shown(loaded: Loaded) -> Mapping[str, object]:
    return tomllib.loads("\n".join(as_toml(loaded)))


def test_what_is_shown_reads_back_as_the_same_settings(folder: Path) -> None:
    write(folder / "mtlint.toml", ALL_KEYS)
    loaded = load(folder)
    copy = write(folder / "copy.toml", "\n".join(as_toml(loaded)))
    assert load(folder, copy).settings == loaded.settings


def test_the_defaults_read_back_as_the_defaults(folder: Path) -> None:
    copy = write(folder / "copy.toml", "\n".join(as_toml(load(folder))))
    assert load(folder, copy).settings == Settings()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_shown_as_toml(text: str) -> None:
    settings = Settings(select=(text,), severities={text: "off"})
    loaded = Loaded(settings, dict.fromkeys(KEYS, Origin.DEFAULT), None, Path())
    assert shown(loaded)["select"] == [text]
    assert shown(loaded)["severities"] == {text: "off"}


def test_the_command_shows_where_each_setting_comes_from(folder: Path) -> None:
    text = "jobs = 2\nseverities = { names = 'off' }\n"
    file = write(folder / "mtlint.toml", text)
    document = write(folder / "a" / "text.txt", "Text.")
    result = CliRunner().invoke(config, ["show", "--file", str(document)])
    assert result.exit_code == 0
    assert result.output == (
        "select = []                       # default\n"
        "ignore = []                       # default\n"
        'severity = "warning"              # default\n'
        'fail-on = "warning"               # default\n'
        'format = "text"                   # default\n'
        f"jobs = 2                          # {file}\n"
        "include = []                      # default\n"
        "exclude = []                      # default\n"
        "force-exclude = false             # default\n"
        'text-field = "text"               # default\n'
        'id-field = "id"                   # default\n'
        "# encoding is not set             # default\n"
        "# language is not set             # default\n"
        "rules = []                        # default\n"
        "# baseline is not set             # default\n"
        "# index is not set                # default\n"
        "dictionaries = []                 # default\n"
        'grammar = "off"                   # default\n'
        "# languagetool is not set         # default\n"
        f'severities = {{ "names" = "off" }}  # {file}\n'
        "per-path = []                     # default\n"
        "names = {}                        # default\n"
        "titles = {}                       # default\n"
    )


def test_the_command_shows_a_file_that_is_named_or_none(folder: Path) -> None:
    named = write(folder / "strict.toml", "jobs = 5\n")
    runner = CliRunner()
    result = runner.invoke(config, ["show", "--config", str(named)])
    assert f"# {named}\n" in result.output
    write(folder / "mtlint.toml", "jobs = 6\n")
    result = runner.invoke(config, ["show", "--file", str(folder), "--no-config"])
    assert "jobs = 0 " in result.output
