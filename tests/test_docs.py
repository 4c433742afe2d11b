"""What the docs say is so: commands exist, examples run, pages are up to date."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

from linter.cli import main
from linter.config import KEYS, load
from linter.describing import read_rates
from linter.ruleset import Ruleset

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [
    *(README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))),
    *(ROOT / "benchmarks" / "README.md", ROOT / "seeds" / "README.md"),
    ROOT / "docs" / "corpus.md",
]
PROMPT = "$ "
COMMAND = re.compile(r"(?<![\w/.=-])(?:mtlint(?= [a-z-])|make(?= [a-z]))[^`'\n#|]*")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
# Outputs are compared as doctest does: "..." stands for anything.
same = doctest.OutputChecker().check_output


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """Return the code blocks of a page that are marked as of one language."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    return [t.content for t in tokens if t.type == "fence" and t.info == language]


def code(path: Path) -> Iterator[str]:
    """Yield all code of a page: blocks, and code within lines."""
    for token in MarkdownIt().parse(path.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            yield token.content
        for child in token.children or ():
            if child.type == "code_inline":
                yield child.content


def commands(path: Path, program: str) -> Iterator[list[str]]:
    """Yield the calls of a program that a page shows."""
    for text in code(path):
        for found in COMMAND.findall(text):
            words = shlex.split(found)
            if words[0] == program:
                yield words[1:]


def test_generated_docs_are_up_to_date() -> None:
    script = ROOT / "scripts" / "write_docs.py"
    run = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, encoding="utf-8"
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_rule_has_a_measured_rate_and_every_rate_a_rule() -> None:
    rules = {rule.id for rule in Ruleset.load().rules}
    assert {*read_rates()} == rules, "run benchmarks/precision.py"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [one for one in targets if not (path.parent / one).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_command_and_option_that_is_shown_exists(path: Path) -> None:
    for words in commands(path, "mtlint"):
        command: click.Command = main
        context = click.Context(main)
        while words and isinstance(command, click.Group):
            found = command.get_command(context, words.pop(0))
            assert found is not None, f"mtlint {words}"
            command = found
        known = {option for one in command.params for option in one.opts}
        used = {one.partition("=")[0] for one in words if one.startswith("--")}
        assert used - known - {"--help"} == set()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_target_of_make_that_is_shown_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)}
    shown = {words[0] for words in commands(path, "make")}
    assert shown - targets == set()


def test_the_hooks_that_the_readme_names_exist() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    shown = {hook for one in blocks(README, "yaml") for hook in _hook_ids(one)}
    assert shown == {*_hook_ids(hooks)} == {"mtlint-check", "mtlint-fix"}


def _hook_ids(text: str) -> list[str]:
    return re.findall(r"- id: ([\w-]+)", text)


def test_the_settings_in_the_readme_are_all_there_are(tmp_path: Path) -> None:
    (settings,) = (t for t in blocks(README, "toml") if t.startswith("# mtlint.toml"))
    (tmp_path / "mtlint.toml").write_text(settings, encoding="utf-8")
    assert load(tmp_path).file == tmp_path / "mtlint.toml"
    assert {*tomllib.loads(settings)} == {*KEYS}


def test_the_python_examples_in_the_readme_run() -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    examples = blocks(README, "python")
    for text in examples:
        runner.run(parser.get_doctest(text, {}, "README.md", "README.md", None))
    assert examples
    assert runner.summarize(verbose=False).failed == 0


def test_the_commands_in_the_readme_print_what_it_shows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    start = f'#!/bin/sh\nexec "{sys.executable}" -m linter "$@"\n'
    (scripts / "mtlint").write_text(start, encoding="utf-8")
    (scripts / "mtlint").chmod(0o755)
    _write_files_of_readme(tmp_path)
    shown = [pair for text in blocks(README, "console") for pair in _calls(text)]
    assert len(shown) > 5
    for command, wanted in shown:
        printed = _printed(command, tmp_path, scripts)
        message = f"$ {command}\n{printed}"
        assert same(wanted, printed, doctest.ELLIPSIS), message


def _write_files_of_readme(folder: Path) -> None:
    """Write the files that the README shows, each under the name it begins with."""
    for text in blocks(README, "toml"):
        place = text.partition("\n")[0].removeprefix("# ")
        if place != "mtlint.toml":
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8")


def _calls(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console, and what it is shown to print."""
    for call in f"\n{text}".split(f"\n{PROMPT}")[1:]:
        command, _, wanted = call.partition("\n")
        yield command, wanted if not wanted or wanted.endswith("\n") else wanted + "\n"


def _printed(command: str, folder: Path, scripts: Path) -> str:
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return run.stdout
