"""A small corpus and what tests do with an index of it."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from linter.cli import main
from linter.errors import MtlintError

USUAL = "In May {0} said this. Then {0} said that. Later {0} and his wife left.\n"
RARE = "On the first of May they all met Mantourov in the capital.\n"
FILE = "mtlint-index.sqlite"


def run(folder: Path, *words: object, stdin: str | None = None) -> Result:
    """Run mtlint in a folder, without settings files."""
    with chdir(folder):
        args = [*map(str, words)]
        if args[:2] != ["index", "show"]:
            args.append("--no-config")
        return CliRunner().invoke(main, args, input=stdin)


def build(folder: Path, *words: object) -> Result:
    result = run(folder, "index", "build", *(words or ["docs"]))
    assert result.exit_code == 0, result.output
    return result


def refused(result: Result) -> str:
    """Return the one line that says what is wrong."""
    assert isinstance(result.exception, MtlintError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


def findings(folder: Path, *words: object, stdin: str | None = None) -> list[str]:
    result = run(folder, "check", "--format", "jsonl", *words, stdin=stdin)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows, result.output
    return [f"{row['path']}: {row['text']}" for row in rows[:-1]]


def corpus_in(tmp_path: Path) -> Path:
    """Write documents in a folder of a folder; return the outer one."""
    for n in range(6):
        path = tmp_path / "docs" / f"{n}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(USUAL.format("Manturov"), encoding="utf-8")
    texts = [USUAL.format("Manturov"), "A dull day.", USUAL.format("Shulgin")]
    lines = [json.dumps({"id": f"r{n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "docs" / "more.jsonl").write_text("\n".join(lines) + "\n")
    settle(tmp_path)
    return tmp_path


def settle(folder: Path) -> None:
    """Wait until what is written next is newer than what is there."""
    mark = folder / "mark"
    newest = max(path.stat().st_ctime_ns for path in folder.rglob("*"))
    while True:
        mark.write_text("")
        if mark.stat().st_ctime_ns > newest:
            break
    mark.unlink()


def read_anew(result: Result) -> int:
    return int(result.stdout.split("; ")[1].split()[0])
