"""Folders with a baseline, and what tests read in it."""

from __future__ import annotations

import json
from pathlib import Path

from linter.baseline import FILE
from tests.calling import CUT, SETTINGS, STRAY, Called, call, check, write


def hushed(folder: Path, *arguments: object, stdin: bytes | None = None) -> Called:
    """Check with the baseline."""
    return check(folder, "--baseline", FILE, *arguments, stdin=stdin)


def rows(folder: Path) -> list[tuple[str, str, int]]:
    """Return what the baseline holds: document, text, count."""
    lines = (folder / FILE).read_text().splitlines()
    assert lines == [lines[0], *sorted(lines[1:])]
    found = map(json.loads, lines[1:])
    return [(row["path"], row["text"], row["count"]) for row in found]


def begun(folder: Path) -> Path:
    """Return a folder with four documents, and a baseline of their findings."""
    write(folder, "mtlint.toml", SETTINGS)
    for number in range(3):
        plan = STRAY.format(f"plan {number} of them all")
        write(folder, f"texts/d{number}.txt", plan, "", CUT.format(f"{number} old"))
    write(folder, "texts/same.txt", CUT.format("our"), "", CUT.format("our"))
    run = call(folder, "baseline", "write")
    assert run.code == 0
    assert "8 findings of 4 documents" in run.out
    return folder
