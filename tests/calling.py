"""The command as tests call it, in a folder of documents with two artifacts."""

from __future__ import annotations

import json
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from linter.cli import main
from linter.errors import MtlintError

STRAY = "In areas such as energy. , aerospace and more they worked on {}."
CUT = "They kept close coordination. on the resolution of {} problems of all kinds."
SETTINGS = """\
select = ["punctuation/period-before-comma", "punctuation/period-before-function-word"]
"""


@dataclass(frozen=True)
class Called:
    """What a run of mtlint came to."""

    code: int
    out: str
    error: str = ""

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def found(self) -> list[tuple[object, object]]:
        return [(row["path"], row["text"]) for row in self.rows[:-1]]

    @property
    def hidden(self) -> int:
        """How many findings the baseline hid."""
        counts: dict[str, int] = json.loads(self.out.splitlines()[-1])["hidden"]
        return counts.get("baseline", 0)


def call(folder: Path, *arguments: object, stdin: bytes | None = None) -> Called:
    """Run mtlint; an error is one line."""
    with chdir(folder):
        result = CliRunner().invoke(main, [*map(str, arguments)], input=stdin)
    if isinstance(result.exception, MtlintError):
        assert "\n" not in str(result.exception)
        return Called(2, "", str(result.exception))
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return Called(result.exit_code, result.stdout, result.stderr)


def check(folder: Path, *arguments: object, stdin: bytes | None = None) -> Called:
    return call(folder, "check", "--format", "jsonl", *arguments, stdin=stdin)


def write(folder: Path, name: str, *lines: str, end: str = "\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(line + end for line in lines).encode())
    return path
