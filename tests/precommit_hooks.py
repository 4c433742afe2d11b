"""Our hooks in a repository of their own, installed by the real pre-commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("linter", "rules", "pyproject.toml", "README.md", "LICENSE")
HOOKS = ".pre-commit-hooks.yaml"
LONGEST = 900  # seconds for pip to fetch and install everything once
CONFIG = """\
repos:
  - repo: {hooks}
    rev: v1.0
    hooks:
      - id: {hook}
"""


@dataclass(frozen=True)
class Installed:
    """A repository with our hooks, and what pre-commit needs to run them."""

    hooks: Path
    environment: dict[str, str]

    def run(
        self, folder: Path, *words: str, hook: str = "mtlint-check"
    ) -> subprocess.CompletedProcess[str]:
        """Run one hook in a repository."""
        (folder / ".pre-commit-config.yaml").write_text(
            CONFIG.format(hooks=self.hooks.as_uri(), hook=hook)
        )
        git(folder, "add", ".pre-commit-config.yaml")
        return self.call(folder, "run", hook, "--color=never", "--verbose", *words)

    def call(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Call pre-commit in a repository."""
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", *words],
            cwd=folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=quiet_git(),
    ).stdout


def quiet_git() -> dict[str, str]:
    told = {"GIT_CONFIG_GLOBAL": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        told |= {f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.org"}
    return {**os.environ, **told}


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "work")


def begun(folder: Path) -> Path:
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def install(made: Installed, shared: Path) -> None:
    begun(made.hooks)
    copy_project(made.hooks)
    commit(made.hooks)
    git(made.hooks, "tag", "v1.0")
    done = made.run(begun(shared / "empty"))
    failed = "An unexpected error" in done.stdout + done.stderr
    offline = any(word in done.stdout for word in ("Connection", "No matching dist"))
    if failed and not offline:
        pytest.fail(done.stdout + done.stderr)
    (shared / "ready").write_text("no network" if failed else "")


def copy_project(folder: Path) -> None:
    for name in (*PARTS, HOOKS):
        if (ROOT / name).is_dir():
            junk = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=junk)
        else:
            shutil.copy(ROOT / name, folder / name)
