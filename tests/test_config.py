from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from linter.cli.config import as_toml, config
from linter.config import KEYS, Loaded, Origin, Settings, load
from linter.errors import ConfigError
from linter.model import HouseStyle, Severity
from linter.perpath import PerPath

ALL_KEYS = """\
select = ["punctuation", "names/garbled"]
ignore = ["titles"]
severity = "info"
fail-on = "error"
format = "jsonl"
jobs = 4
include = ["*.txt"]
exclude = ["old/"]
force-exclude = true
text-field = "meta.text"
id-field = "uid"
encoding = "cp1252"
language = "en-GB"
rules = ["house", "../shared"]
baseline = "known.jsonl"
index = "corpus.sqlite"
dictionaries = ["words.txt"]
grammar = "all, judge"
languagetool = "tools/LanguageTool"

[severities]
punctuation = "info"
"names/garbled" = "off"

[[per-path]]
paths = ["old/**", "*.md"]
select = ["names"]
ignore = ["titles", "tokens"]
severities = { "names/garbled" = "error", titles = "off" }
language = "en"
dictionaries = ["old/words.txt"]

[[per-path]]
paths = ["new"]

[names]
canonical = ["Kyiv"]
file = "names.tsv"

[titles]
accepted = ["a"]
forbidden = { b = "c" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def problem(folder: Path, text: str) -> str:
    """Return what is said of a file, without its place."""
    file = write(folder / "mtlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(folder)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    return message.removeprefix(str(file))


def test_every_field_of_the_settings_has_a_key() -> None:
    names = [item.name.replace("_", "-") for item in fields(Settings)]
    assert list(KEYS) == names


def test_without_a_file_all_settings_have_their_defaults(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.settings == Settings()
    assert loaded.file is None
    assert loaded.root == folder
    assert set(loaded.origins.values()) == {Origin.DEFAULT}


def test_every_key_is_read(folder: Path) -> None:
    file = write(folder / "mtlint.toml", ALL_KEYS)
    loaded = load(folder)
    assert loaded.settings == Settings(
        select=("punctuation", "names/garbled"),
        ignore=("titles",),
        severity=Severity.INFO,
        fail_on=Severity.ERROR,
        format="jsonl",
        jobs=4,
        include=("*.txt",),
        exclude=("old/",),
        force_exclude=True,
        text_field="meta.text",
        id_field="uid",
        encoding="cp1252",
        language="en-GB",
        rules=(folder / "house", folder / "../shared"),
        baseline=folder / "known.jsonl",
        index=folder / "corpus.sqlite",
        dictionaries=(folder / "words.txt",),
        grammar="all,judge",
        languagetool=str(folder / "tools" / "LanguageTool"),
        severities={"punctuation": "info", "names/garbled": "off"},
        per_path=(
            PerPath(
                ("old/**", "*.md"),
                ("names",),
                ("titles", "tokens"),
                {"names/garbled": "error", "titles": "off"},
                "en",
                (folder / "old" / "words.txt",),
            ),
            PerPath(("new",)),
        ),
        names=HouseStyle({"Kyiv": ()}, file=folder / "names.tsv"),
        titles=HouseStyle(accepted=("a",), forbidden={"b": "c"}),
    )
    assert loaded.file == file
    assert set(loaded.origins.values()) == {Origin.FILE}


def test_the_same_keys_are_read_from_a_project_file(folder: Path) -> None:
    file = write(folder / "pyproject.toml", "[tool.mtlint]\njobs = 3\n")
    loaded = load(folder)
    assert (loaded.settings.jobs, loaded.file) == (3, file)


def test_our_own_file_wins_over_a_project_file_beside_it(folder: Path) -> None:
    write(folder / "pyproject.toml", "[tool.mtlint]\njobs = 3\nformat = 'jsonl'\n")
    own = write(folder / "mtlint.toml", "jobs = 2\n")
    loaded = load(folder)
    assert (loaded.settings, loaded.file) == (Settings(jobs=2), own)


def test_the_nearest_file_above_counts_and_no_other(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 1\nformat = 'jsonl'\n")
    near = write(folder / "a" / "pyproject.toml", "[tool.mtlint]\njobs = 2\n")
    document = write(folder / "a" / "b" / "c" / "text.txt", "Text.")
    for start in (document, document.parent, document.parent / ".." / "c"):
        loaded = load(start)
        assert (loaded.settings, loaded.file) == (Settings(jobs=2), near)
        assert loaded.root == folder / "a"


@pytest.mark.parametrize(
    "text",
    [
        "[project]\nname = 'corpus'\n",
        "[project]\ndependencies = ['mtlint']\n",
        "[tool.ruff]\nfix = true\n# mtlint",
        "this is not TOML",
        "tool = 3 # mtlint",
    ],
    ids=["project", "dependency", "other tool", "broken, not about us", "no table"],
)
def test_a_project_file_without_our_table_is_passed_over(
    folder: Path, text: str
) -> None:
    above = write(folder / "mtlint.toml", "jobs = 2\n")
    write(folder / "a" / "pyproject.toml", text)
    assert load(folder / "a").file == above


def test_an_empty_table_is_a_file_that_counts(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 2\n")
    near = write(folder / "a" / "pyproject.toml", "[tool.mtlint]\n")
    assert load(folder / "a").file == near


def test_a_folder_with_the_name_of_our_file_is_passed_over(folder: Path) -> None:
    (folder / "mtlint.toml").mkdir()
    assert load(folder).file is None


def test_the_path_of_a_document_need_not_exist(folder: Path) -> None:
    file = write(folder / "mtlint.toml", "jobs = 2\n")
    assert load(folder / "missing.txt").file == file


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Path) -> None:
    write(folder / "mtlint.toml", "\ufeffjobs = 2\r\nformat = 'jsonl'\r\n")
    assert load(folder).settings.jobs == 2


def test_a_file_that_is_named_is_read_in_place_of_others(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 2\n")
    named = write(folder / "etc" / "strict.toml", "fail-on = 'info'\nrules = ['r']\n")
    loaded = load(folder, named)
    assert loaded.settings.fail_on is Severity.INFO
    assert loaded.settings.jobs == 0
    assert loaded.settings.rules == (folder / "etc" / "r",)
    assert loaded.file == named


def test_a_named_project_file_is_read_by_its_table(folder: Path) -> None:
    named = write(folder / "etc" / "pyproject.toml", "[tool.mtlint]\njobs = 5\n")
    assert load(folder, named).settings.jobs == 5


def test_no_file_is_read_where_none_is_wanted(folder: Path) -> None:
    write(folder / "mtlint.toml", "nonsense = 2\n")
    assert load(folder, no_config=True).settings == Settings()


def test_options_win_over_the_file(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 2\nselect = ['a']\nfail-on = 'info'\n")
    loaded = load(folder, options={"jobs": 7, "select": ("b", "c")})
    assert loaded.settings.jobs == 7
    assert loaded.settings.select == ("b", "c")
    assert loaded.settings.fail_on is Severity.INFO
    assert loaded.origins["jobs"] is Origin.OPTION
    assert loaded.origins["fail-on"] is Origin.FILE
    assert loaded.origins["format"] is Origin.DEFAULT


def test_options_that_are_not_given_win_over_nothing(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 2\nselect = ['a']\n")
    loaded = load(folder, options={"jobs": None, "select": (), "force_exclude": None})
    assert loaded.settings == Settings(jobs=2, select=("a",))


def test_an_option_that_says_none_or_no_is_given(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 2\nforce-exclude = true\n")
    loaded = load(folder, options={"jobs": 0, "force_exclude": False})
    assert loaded.settings == Settings()
    assert loaded.origins["jobs"] is Origin.OPTION


def test_folders_of_rules_on_the_command_line_are_left_as_given(folder: Path) -> None:
    write(folder / "mtlint.toml", "rules = ['house']\n")
    assert load(folder, options={"rules": ("mine",)}).settings.rules == (Path("mine"),)


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
