"""Shells complete commands, options, formats and rules."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SHELLS = ["bash", "zsh", "fish"]


def mtlint(*arguments: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        env=os.environ | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def completed(line: str) -> list[str]:
    """Return what bash is told to complete the last word of a line with."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    output = mtlint(_MTLINT_COMPLETE="bash_complete", **words)
    return [one.partition(",")[2] for one in output.splitlines() if one]


def test_commands_are_completed() -> None:
    assert completed("mtlint c") == ["check", "config", "completion"]
    assert "undo" in completed("mtlint ")


@pytest.mark.parametrize("option", ["--format", "--report"])
def test_formats_are_completed(option: str) -> None:
    assert completed(f"mtlint check {option} git") == ["github", "gitlab"]


@pytest.mark.parametrize(
    "words", ["check --select", "check --ignore", "fix --select", "explain"]
)
def test_rules_and_packs_are_completed(words: str) -> None:
    found = completed(f"mtlint {words} punct")
    assert found[0] == "punctuation"
    assert "punctuation/period-before-comma" in found


def test_the_last_rule_of_a_list_is_completed() -> None:
    assert completed("mtlint check --select tokens,punctuation/period-before-c") == [
        "tokens,punctuation/period-before-comma"
    ]


def test_a_pack_that_is_wrong_completes_to_nothing() -> None:
    assert completed("mtlint check --rules /no/where --select pun") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    script = mtlint("completion", shell)
    assert f"_MTLINT_COMPLETE={shell}_complete" in script


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_takes_its_script(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    script = tmp_path / "script"
    script.write_text(mtlint("completion", shell))
    subprocess.run([shell, "-n", script], check=True)


def test_another_shell_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linter", "completion", "tcsh"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"'tcsh' is not one of" in done.stderr
