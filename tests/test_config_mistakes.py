"""A mistake in the settings is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.config import load
from linter.errors import ConfigError
from tests.settings_texts import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


def problem(folder: Path, text: str) -> str:
    """Return what is said of a file, without its place."""
    file = write(folder / "mtlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(folder)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    return message.removeprefix(str(file))


def test_a_wrong_option_says_where_it_comes_from(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"^command line: fail-on: 'eror' is not one"):
        load(folder, options={"fail_on": "eror"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fial-on = 'error'", ": fial-on: unknown key; did you mean 'fail-on'?"),
        ("fail_on = 'error'", ": fail_on: unknown key; did you mean 'fail-on'?"),
        ("xyzzy = 1", ": xyzzy: unknown key"),
        ("[tool.mtlint]", ": tool: unknown key"),
        ("select = 'all'", ": select: must be a list of texts, not a text"),
        ("select = [1]", ": select: item 1 must be a text, not a whole number"),
        ("ignore = ['a', '']", ": ignore: item 2 must be a text, not an empty text"),
        ("jobs = '4'", ": jobs: must be a whole number, not a text"),
        ("jobs = true", ": jobs: must be a whole number, not true or false"),
        ("jobs = 1.5", ": jobs: must be a whole number, not a number"),
        ("jobs = -1", ": jobs: must be 0 (one process a core) or more, not -1"),
        (
            "force-exclude = 1",
            ": force-exclude: must be true or false, not a whole number",
        ),
        ("encoding = ''", ": encoding: must not be empty"),
        ("encoding = 'utf-9'", ": encoding: 'utf-9' is not an encoding Python knows"),
        ("encoding = 'hex'", ": encoding: 'hex' is not an encoding Python knows"),
        (
            "language = 'English'",
            ": language: 'English' is not a language tag; write 'en' or 'en-GB'",
        ),
        ("language = 2020-01-01", ": language: must be a text, not a date or time"),
        (
            "severity = 'warn'",
            ": severity: 'warn' is not one of error, warning, info;"
            " did you mean 'warning'?",
        ),
        (
            "format = 'json'",
            ": format: 'json' is not one of text, concise, jsonl, sarif, github,"
            " gitlab, junit, rdjson, markdown;"
            " did you mean 'jsonl'?",
        ),
        ("severities = 'off'", ": severities: must be a table, not a text"),
        (
            "severities.'a/b' = 'none'",
            ": severities: a/b: 'none' is not one of error, warning, info, off",
        ),
        ("severities.a.b = 'off'", ": severities: a: must be a text, not a table"),
        ("baseline = 3", ": baseline: must be a text, not a whole number"),
        (
            "per-path = 3",
            ": per-path: must be a list of tables; write [[per-path]], not a whole"
            " number",
        ),
        ("per-path = ['a']", ": per-path: item 1 must be a table, not a text"),
        (
            "[[per-path]]\nignore = ['a']",
            ": per-path: item 1: paths: must name the documents;",
        ),
        (
            "[[per-path]]\npaths = ['a']\n[[per-path]]\npath = ['a']",
            ": per-path: item 2: path: unknown key; did you mean 'paths'?",
        ),
        (
            "[[per-path]]\npaths = ['a']\nlanguage = 'English'",
            ": per-path: item 1: language: 'English' is not a language tag;",
        ),
        (
            "jobs = 1\nformat = text",
            ": is not TOML: Invalid value (at line 2, column 10)",
        ),
    ],
    ids=lambda value: value.splitlines()[-1] if "=" in value else "",
)
def test_a_mistake_is_told_in_one_line(folder: Path, text: str, message: str) -> None:
    assert problem(folder, text).startswith(message)


def test_a_file_that_is_not_utf_8_is_told_by_its_line(folder: Path) -> None:
    file = folder / "mtlint.toml"
    file.write_bytes(b"jobs = 2\nlanguage = '\xe9'\n")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert str(caught.value) == f"{file}:2: is not UTF-8; save it as UTF-8"


def test_a_project_table_must_be_a_table(folder: Path) -> None:
    file = write(folder / "pyproject.toml", "[tool]\nmtlint = 3\n")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert str(caught.value) == (
        f"{file}: tool.mtlint: must be a table, not a whole number"
    )


def test_a_key_of_the_project_table_is_checked_as_well(folder: Path) -> None:
    file = write(folder / "pyproject.toml", "[tool.mtlint]\njob = 3\n")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert str(caught.value) == f"{file}: job: unknown key; did you mean 'jobs'?"


def test_a_named_file_that_is_missing_is_an_error(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"strict\.toml: no such file"):
        load(folder, folder / "strict.toml")


def test_a_named_project_file_without_our_table_is_an_error(folder: Path) -> None:
    named = write(folder / "pyproject.toml", "[project]\nname = 'a'\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.mtlint\]"):
        load(folder, named)


def test_a_file_that_cannot_be_read_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ConfigError, match=r"mtlint\.toml: cannot be read: Permission"):
        load(folder)
