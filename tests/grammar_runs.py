"""Runs of the command against a stub of LanguageTool."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from linter.cli import main
from linter.errors import MtlintError
from linter.grammar.answers import FILE
from tests.languagetool_stub import Handler

STRAY = "In areas such as energy. , aerospace and teh space, they worked.\n"


def answers() -> Path:
    """Return the file of answers: the rest of the cache takes long to make."""
    return Path(os.environ["MTLINT_CACHE_DIR"]) / FILE


class Run:
    """What a run came to."""

    def __init__(
        self, *words: object, stdin: str = STRAY, command: str = "check"
    ) -> None:
        line = [command, "--no-config", *map(str, words)]
        if command == "check":
            line += ["--format", "jsonl"]
        result = CliRunner().invoke(main, [*line, "-"], input=stdin.encode())
        assert result.exception is None or isinstance(
            result.exception, SystemExit | MtlintError
        ), result.exc_info
        self.error = result.stderr
        self.code = result.exit_code
        if isinstance(result.exception, MtlintError):
            self.code, self.error = 2, str(result.exception)
        self.rows: list[dict[str, Any]] = []
        if command == "check":
            self.rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.text = result.stdout

    @property
    def grammar(self) -> list[tuple[str, str]]:
        rows = (row for row in self.rows if row["type"] == "finding")
        named = ((row["rule"], row["text"]) for row in rows)
        return [one for one in named if one[0].startswith("grammar/")]

    @property
    def failed(self) -> list[str]:
        return [one["reason"] for one in self.rows[-1]["failed"]]


def texts() -> list[str]:
    """Return what the stub was asked about."""
    return [form["text"][0] for form in Handler.asked]
