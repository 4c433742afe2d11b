"""Runs of the command that write reports."""

from __future__ import annotations

import os
import sys

import pytest

STRAY = "In areas such as energy. , aerospace and more they worked.\n"
NAMES = ("CI", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
on_unix = pytest.mark.skipif(os.name == "nt", reason="signals, pipes, terminals")


def command(*arguments: object) -> list[str]:
    return [
        sys.executable,
        "-m",
        "linter",
        "check",
        "--no-config",
        *map(str, arguments),
    ]


def environment(**more: str) -> dict[str, str]:
    """Return the environment, as if no CI ran us."""
    return {k: v for k, v in os.environ.items() if k not in NAMES} | more
