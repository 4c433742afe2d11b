"""Files with settings: one extends another, one differs by path, one is begun."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from contextlib import chdir
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from linter.cli import main
from linter.config import KEYS, Origin, Settings, load
from linter.errors import ConfigError, MtlintError, UnknownRuleError
from linter.model import Document, Rule, Severity
from linter.perpath import Choice, PathRuleset, PerPath
from linter.ruleset import Ruleset
from linter.schema import ABOUT, ABOUT_PATH, schema
from linter.settings import PER_PATH_KEYS

ROOT = Path(__file__).parent.parent
COMMA = "punctuation/period-before-comma"
WORD = "punctuation/period-before-function-word"
STRAY = "In areas such as energy. , aerospace and more they worked on it.\n"
CUT = "They kept close coordination. on the resolution of all problems of theirs.\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def call(folder: Path, *arguments: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, list(arguments))


def found(folder: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """Return document, rule and severity of everything that is reported."""
    result = call(folder, "check", "--format", "jsonl", *arguments)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [(row["path"], row["rule"], row["severity"]) for row in rows[:-1]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


# Extending.


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


# By path.


@pytest.fixture
def corpus(folder: Path) -> Path:
    for name in ("new.txt", "old/a.txt", "old/b.txt"):
        write(folder / name, f"{STRAY}\n{CUT}")
    return folder


BOTH = f'select = ["{COMMA}", "{WORD}"]\n'


def test_what_is_said_of_a_path_holds_for_its_documents_only(corpus: Path) -> None:
    entry = f'[[per-path]]\npaths = ["old/"]\nignore = ["{COMMA}"]\n'
    severity = f'severities = {{ "{WORD}" = "warning" }}\n'
    write(corpus / "mtlint.toml", BOTH + entry + severity)
    expected = [
        ("new.txt", COMMA, "error"),
        ("new.txt", WORD, "error"),
        ("old/a.txt", WORD, "warning"),
        ("old/b.txt", WORD, "warning"),
    ]
    assert found(corpus) == expected
    assert found(corpus, "--jobs", "2") == expected
    assert found(corpus / "old", "a.txt") == [("a.txt", WORD, "warning")]
    call(corpus, "fix", "--in-place", ".")
    assert (corpus / "old/a.txt").read_text().startswith(STRAY)
    assert not (corpus / "new.txt").read_text().startswith(STRAY)


def test_a_later_entry_wins(corpus: Path) -> None:
    entries = (
        f'[[per-path]]\npaths = ["old/"]\nselect = ["{WORD}"]\n'
        f'severities = {{ "{WORD}" = "off" }}\n'
        f'[[per-path]]\npaths = ["b.txt"]\nselect = ["{COMMA}", "{WORD}"]\n'
        f'severities = {{ "{WORD}" = "warning", "{COMMA}" = "info" }}\n'
    )
    write(corpus / "mtlint.toml", f'select = ["{COMMA}"]\n' + entries)
    assert found(corpus) == [
        ("new.txt", COMMA, "error"),
        ("old/b.txt", COMMA, "info"),
        ("old/b.txt", WORD, "warning"),
    ]
    write(corpus / "mtlint.toml", f'severity = "warning"\n{entries}')
    assert found(corpus, "old/b.txt") == [("old/b.txt", WORD, "warning")]


def test_options_win_over_what_is_selected_for_a_path(corpus: Path) -> None:
    entry = (
        f'[[per-path]]\npaths = ["old/"]\nselect = ["{WORD}"]\nignore = ["tokens"]\n'
    )
    write(corpus / "mtlint.toml", entry)
    assert found(corpus, "--select", COMMA, "old/a.txt") == [
        ("old/a.txt", COMMA, "error")
    ]


def test_a_wrong_name_or_glob_for_a_path_is_told_before_any_work(corpus: Path) -> None:
    entry = '[[per-path]]\npaths = ["nowhere"]\nignore = ["punctuatoin"]\n'
    write(corpus / "mtlint.toml", entry)
    assert isinstance(call(corpus, "check", ".").exception, UnknownRuleError)
    write(corpus / "mtlint.toml", '[[per-path]]\npaths = ["!"]\n')
    error = call(corpus, "check", ".").exception
    assert isinstance(error, MtlintError)
    assert str(error).startswith("per-path: paths: '!' is no glob")


def rule(name: str, severity: Severity, **more: object) -> Rule:
    match: dict[str, object] = {"regex": f"{name[-1]}+"}
    return Rule(f"p/{name}", "", "", severity, "pattern", match, **more)  # type: ignore[arg-type]


ALL = Ruleset((rule("x", Severity.ERROR), rule("y", Severity.INFO, languages=("fr",))))


def chosen(entries: list[PerPath], path: str | None, choice: Choice) -> list[str]:
    made = PathRuleset.of(ALL, choice, entries, Path("/root"))
    document = Document("xx, yy.", Path(path) if path else None)
    alone = made.scan(document)
    ((_, together),) = made.scan_all([document])
    assert alone == together
    return [f"{finding.rule} {finding.severity}" for finding in alone]


DEFAULT = Choice((), (), Severity.WARNING, {})


def test_a_language_by_path_decides_for_rules_of_a_language() -> None:
    entries = [
        PerPath(("*.fr.txt",), ("p",), language="fr"),
        PerPath(("*.en.txt",), ("p",), language="en"),
    ]
    assert chosen(entries, "/root/a.fr.txt", DEFAULT) == ["p/x error", "p/y info"]
    assert chosen(entries, "/root/a.en.txt", DEFAULT) == ["p/x error"]
    final = Choice((), (), Severity.INFO, {}, final=frozenset(["language"]))
    french = Document("yy", Path("/root/a.en.txt"), language="fr")
    made = PathRuleset.of(ALL, final, entries, Path("/root"))
    assert [one.rule for one in made.scan(french)] == ["p/y"]


def test_selecting_for_a_path_shows_even_the_mildest_there() -> None:
    entries = [PerPath(("a.txt",), ("all",), language="fr")]
    assert chosen(entries, "/root/a.txt", DEFAULT) == ["p/x error", "p/y info"]
    assert chosen(entries, "/root/b.txt", DEFAULT) == ["p/x error"]
    assert chosen(entries, None, DEFAULT) == ["p/x error"]
    asked = Choice((), (), Severity.WARNING, {}, asked=True)
    assert chosen(entries, "/root/a.txt", asked) == ["p/x error"]


def test_a_severity_for_a_path_brings_a_rule_in_or_out() -> None:
    louder = [PerPath(("a.txt",), severities={"p/y": "error"}, language="fr")]
    assert chosen(louder, "/root/a.txt", DEFAULT) == ["p/x error", "p/y error"]
    off = [PerPath(("a.txt",), severities={"p": "off", "p/x": "warning"})]
    assert chosen(off, "/root/a.txt", DEFAULT) == ["p/x warning"]


# The schema.


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


# A start.


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
