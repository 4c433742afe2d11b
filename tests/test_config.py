"""Settings are read from the file that counts, and options win over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.config import KEYS, Origin, Settings, load
from linter.model import Severity
from linter.perpath import PerPath
from linter.rule import HouseStyle
from tests.settings_texts import ALL_KEYS, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


def test_every_field_of_the_settings_has_a_key() -> None:
    names = [field.replace("_", "-") for field in Settings._fields]
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
