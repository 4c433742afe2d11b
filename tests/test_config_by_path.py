"""Settings by path hold for the documents there, and options win over them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linter.errors import MtlintError, UnknownRuleError
from linter.model import Document, Severity
from linter.perpath import Choice, PathRuleset, PerPath
from linter.rule import Rule
from linter.ruleset import Ruleset
from tests.settings_files import call, write

COMMA = "punctuation/period-before-comma"
WORD = "punctuation/period-before-function-word"
STRAY = "In areas such as energy. , aerospace and more they worked on it.\n"
CUT = "They kept close coordination. on the resolution of all problems of theirs.\n"


def found(folder: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """Return document, rule and severity of everything that is reported."""
    result = call(folder, "check", "--format", "jsonl", *arguments)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [(row["path"], row["rule"], row["severity"]) for row in rows[:-1]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that no file with settings stands above."""
    return tmp_path.resolve()


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
