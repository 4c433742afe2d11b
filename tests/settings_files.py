"""Folders with settings and documents with two artifacts."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from linter.cli import main


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def call(folder: Path, *arguments: str) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, list(arguments))
