"""Repositories of git that tests change documents in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.calling import CUT, SETTINGS, STRAY, Called, check, write


def check_against(
    folder: Path,
    *arguments: object,
    stdin: bytes | None = None,
    base: str | None = "main",
) -> Called:
    """Run ``mtlint check --base``."""
    words = [f"--base={base}"] if base else []
    return check(folder, *arguments, *words, stdin=stdin)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True
    ).stdout.decode("utf-8", "surrogateescape")


def commit(folder: Path, message: str = "work") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with five documents, on a branch that has no change."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    write(folder, "mtlint.toml", SETTINGS)
    for number in range(5):
        write(
            folder,
            f"texts/d{number}.txt",
            STRAY.format(f"plan number {number} of the whole programme"),
            "",
            CUT.format(f"the {number} most urgent"),
        )
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder
