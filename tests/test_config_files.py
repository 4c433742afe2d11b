"""Files with settings: one extends another, a schema tells them, one is begun."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from linter.config import KEYS, Origin, Settings, load
from linter.errors import ConfigError, MtlintError
from linter.model import Severity
from linter.perpath import PerPath
from linter.schema import ABOUT, ABOUT_PATH, schema
from linter.settings import PER_PATH_KEYS
from tests.settings_files import call, write

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


def test_a_file_goes_before_the_one_that_extends_it(folder: Path) -> None:
    other = write(
        folder / "shared" / "strict.toml",
        "jobs = 3\nfail-on = 'error'\nrules = ['packs']\nbaseline = 'known.jsonl'\n"
        "[severities]\nnames = 'off'\ntitles = 'info'\n[[per-path]]\npaths = ['a']\n",
    )
    own = write(
        folder / "mtlint.toml",
        "extends = 'shared/strict.toml'\njobs = 2\n"
        "[severities]\ntitles = 'error'\n[[per-path]]\npaths = ['b']\n",
    )
    loaded = load(folder)
    assert loaded.settings == Settings(
        jobs=2,
        fail_on=Severity.ERROR,
        rules=(folder / "shared" / "packs",),
        baseline=folder / "shared" / "known.jsonl",
        severities={"names": "off", "titles": "error"},
        per_path=(PerPath(("a",)), PerPath(("b",))),
    )
    assert (loaded.file, loaded.root) == (own, folder)
    assert loaded.places["jobs"] == (own,)
    assert loaded.places["fail-on"] == (other,)
    assert loaded.places["severities"] == loaded.places["per-path"] == (other, own)
    assert loaded.origins["fail-on"] is Origin.FILE


def test_a_chain_and_a_project_file_are_followed(folder: Path) -> None:
    write(folder / "a" / "mtlint.toml", "extends = '../b/pyproject.toml'\n")
    table = "[tool.mtlint]\nextends = 'base.toml'\njobs = 3\n"
    write(folder / "b" / "pyproject.toml", table)
    write(folder / "b" / "base.toml", "jobs = 4\nformat = 'jsonl'\n")
    assert load(folder / "a").settings == Settings(jobs=3, format="jsonl")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends = 3", "extends: must be a text, not a whole number"),
        ("extends = ''", "extends: must not be empty"),
        ("extends = 'no.toml'", "extends: {folder}/no.toml: no such file; name a file"),
        ("extends = 'mtlint.toml'", "a circle; remove one of them"),
        ("extends = 'two.toml'", "{folder}/two.toml extends {folder}/mtlint.toml: a"),
        ("extends = 'bad.toml'", "{folder}/bad.toml: job: unknown key; did you mean"),
        ("extend = 'two.toml'", "extend: unknown key; did you mean 'extends'?"),
    ],
)
def test_a_mistake_is_told_in_one_line(folder: Path, text: str, message: str) -> None:
    write(folder / "mtlint.toml", text)
    write(folder / "two.toml", "extends = 'mtlint.toml'")
    write(folder / "bad.toml", "job = 3")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert message.format(folder=folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_shows_which_file_a_setting_comes_from(folder: Path) -> None:
    write(folder / "two.toml", "jobs = 3\n[severities]\ntitles = 'off'\n")
    write(
        folder / "mtlint.toml",
        "extends = 'two.toml'\n[severities]\nnames = 'off'\n"
        "[[per-path]]\npaths = ['a']\nlanguage = 'en'\n",
    )
    write(folder / "mtlint-ignore.toml", "")
    shown = call(folder, "config", "show").output
    assert f"# {folder / 'two.toml'}\n" in shown
    assert f"# {folder / 'two.toml'} and {folder / 'mtlint.toml'}\n" in shown
    assert 'per-path = [{ paths = ["a"], language = "en" }]' in shown
    ignored = f"# findings to ignore are listed in {folder / 'mtlint-ignore.toml'}\n"
    assert shown.endswith(ignored)


def test_the_schema_is_what_the_code_says() -> None:
    script = ROOT / "scripts" / "write_schema.py"
    run = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, encoding="utf-8"
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_key_is_told_of() -> None:
    assert [*ABOUT] == [*KEYS]
    assert [*ABOUT_PATH] == [*PER_PATH_KEYS]


SAMPLES = [
    *('select = ["a"]', "select = []", "select = 'a'", "select = [1]", "ignore = ['']"),
    *(
        "severity = 'info'",
        "severity = 'bad'",
        "fail-on = 'error'",
        "fail_on = 'error'",
    ),
    *("format = 'sarif'", "format = 'xml'", "jobs = 0", "jobs = -1", "jobs = true"),
    *("jobs = '1'", "include = ['*']", "exclude = []", "force-exclude = false"),
    *("force-exclude = 0", "text-field = 'a.b'", "text-field = ''", "id-field = 3"),
    *("encoding = 'utf-8'", "language = 'en-GB'", "language = 'English'"),
    *("rules = ['a']", "rules = 'a'", "baseline = 'a'", "baseline = ['a']"),
    *("severities = { a = 'off' }", "severities = { a = 'no' }", "severities = 3"),
    *("per-path = []", "[[per-path]]\npaths = ['a']", "[[per-path]]\npaths = []"),
    *("[[per-path]]\nignore = ['a']", "per-path = ['a']", "[per-path]\npaths = ['a']"),
    "[[per-path]]\npaths = ['a']\nselect = ['b']\nseverities = { c = 'info' }",
    "[[per-path]]\npaths = ['a']\njobs = 3",
    *("unknown = 3", "", "extends = ''", "extends = 3"),
]


@pytest.mark.parametrize("text", SAMPLES, ids=lambda text: text.replace("\n", "; "))
def test_the_schema_lets_pass_what_the_code_does(folder: Path, text: str) -> None:
    write(folder / "mtlint.toml", text)
    try:
        load(folder)
    except ConfigError:
        right = False
    else:
        right = True
    checker = jsonschema.Draft7Validator(schema())
    assert checker.is_valid(tomllib.loads(text)) is right


def test_init_writes_all_settings_commented_out(folder: Path) -> None:
    result = call(folder, "init")
    assert result.exit_code == 0
    text = (folder / "mtlint.toml").read_text()
    assert load(folder).settings == Settings()
    lines = [line.removeprefix("# ") for line in text.splitlines() if "=" in line]
    named = {line.split(" = ")[0] for line in lines}
    tables = {"severities", "per-path", "names", "titles"}
    assert named >= {*KEYS, "extends"} - tables
    assert {"canonical", "accepted", "forbidden"} <= named
    assert "[severities]" in text
    assert "[[per-path]]" in text


def test_every_setting_of_init_is_right_when_it_is_uncommented(folder: Path) -> None:
    call(folder, "init")
    text = (folder / "mtlint.toml").read_text()
    parts = [part.splitlines() for part in text.split("\n\n")[1:]]
    settings = [line.removeprefix("# ") for part in parts for line in part[1:]]
    write(folder / "sub" / "mtlint.toml", "\n".join(settings))
    loaded = load(folder / "sub")
    assert {key for key, origin in loaded.origins.items() if origin is Origin.FILE} == {
        *KEYS
    }


@pytest.mark.parametrize("name", ["mtlint.toml", "pyproject.toml"])
def test_init_never_overwrites(folder: Path, name: str) -> None:
    file = write(folder / name, "[tool.mtlint]\n" if "py" in name else "jobs = 3\n")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    error = call(folder, "init").exception
    assert str(error) == f"{file}: has settings already; nothing was written"
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_init_never_overwrites_even_what_it_cannot_read(folder: Path) -> None:
    (folder / "mtlint.toml").mkdir()
    error = call(folder, "init").exception
    assert isinstance(error, MtlintError)
    assert str(error).startswith("mtlint.toml: cannot be written")


def test_settings_above_do_not_keep_init_from_writing(folder: Path) -> None:
    write(folder / "mtlint.toml", "jobs = 3\n")
    (folder / "sub").mkdir()
    assert call(folder / "sub", "init").exit_code == 0
    assert load(folder / "sub").settings == Settings()
