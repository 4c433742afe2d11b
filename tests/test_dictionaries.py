"""Words that are right as they are, in all documents or in some."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.cli import main
from linter.dictionaries import Dictionary, words_of
from linter.errors import ConfigError

TEXT = "They go zig zig now. The plan plan is ready.\n"
RULES = 'select = ["repetition/doubled-word"]\n'


def call(folder: Path, *arguments: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, arguments)


def found(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    """Return the path and the text of each finding."""
    result = call(folder, "check", "--format", "jsonl", *arguments)
    rows = map(json.loads, result.stdout.splitlines())
    return [(row["path"], row["text"]) for row in rows if row["type"] == "finding"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with the same text twice, and a list of words."""
    folder = tmp_path / "corpus"
    (folder / "old").mkdir(parents=True)
    (folder / "mtlint.toml").write_text(RULES, encoding="utf-8")
    for name in ("a.txt", "old/b.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "words").write_text("# ours\nzig zig  # a walk\n", encoding="utf-8")
    return folder


def settings(folder: Path, text: str) -> None:
    (folder / "mtlint.toml").write_text(RULES + text, encoding="utf-8")


def test_what_is_listed_is_hidden_and_counted(corpus: Path) -> None:
    settings(corpus, 'dictionaries = ["words"]\n')
    assert found(corpus) == [("a.txt", "plan plan"), ("old/b.txt", "plan plan")]
    summary = call(corpus, "check", "--format", "concise").stdout.splitlines()[-1]
    assert "2 findings hidden: 2 in a dictionary" in summary


def test_the_option_does_the_same(corpus: Path) -> None:
    texts = {text for _, text in found(corpus, "--dictionary", "words")}
    assert texts == {"plan plan"}


def test_a_dictionary_may_be_for_some_documents(corpus: Path) -> None:
    settings(corpus, '[[per-path]]\npaths = ["old/"]\ndictionaries = ["words"]\n')
    assert found(corpus) == [
        *(("a.txt", text) for text in ("zig zig", "plan plan")),
        ("old/b.txt", "plan plan"),
    ]


def test_a_dictionary_is_found_beside_the_settings_that_name_it(corpus: Path) -> None:
    settings(corpus, 'dictionaries = ["words"]\n')
    assert {text for _, text in found(corpus / "old", "b.txt")} == {"plan plan"}


def test_a_fix_leaves_what_is_listed(corpus: Path) -> None:
    settings(corpus, 'dictionaries = ["words"]\n')
    result = call(corpus, "fix", "--suggested", "--output", "out", "a.txt")
    assert result.exit_code == 1
    (copy,) = (corpus / "out").rglob("a.txt")
    assert copy.read_text(encoding="utf-8") == TEXT.replace("plan plan", "plan")


def test_a_dictionary_that_is_not_there_is_told_in_one_line(corpus: Path) -> None:
    settings(corpus, 'dictionaries = ["wrods"]\n')
    for command in ("check", "fix"):
        arguments = ["--output", "out"] if command == "fix" else []
        error = call(corpus, command, *arguments).exception
        assert isinstance(error, ConfigError)
        assert "wrods: no such dictionary" in str(error)


def test_a_dictionary_that_is_not_utf8_is_told_by_its_line() -> None:
    with pytest.raises(ConfigError, match="words:2: is not UTF-8"):
        words_of(b"plan\ncaf\xe9\n", Path("words"))


@pytest.mark.parametrize(
    ("entry", "text", "holds"),
    [
        ("zig zag", "zig zag", True),
        ("zig zag", "Zig\n  Zag", True),
        ("Poutine", "Poutine", True),
        ("Poutine", "poutine", False),
        ("Poutine", "POUTINE", False),
        ("plan", "plans", False),
        ("#1", "#1", False),
        ("item #", "item", True),
        ("C#", "C#", True),
        ("", "", False),
    ],
)
def test_an_entry_stands_for_itself_and_in_small_letters_for_capitals(
    entry: str, text: str, holds: bool
) -> None:
    words = words_of(entry.encode(), Path("words"))
    assert Dictionary(Path("words"), words).holds(text) is holds
