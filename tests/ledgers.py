"""Entries of a ledger, as tests write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from linter.model import Safety, Span
from linter.reading.units import RawEdit
from linter.writing.entries import EditEntry, FileEntry, as_bytes
from linter.writing.ledger import create_ledger


def edit(path: str = "a.txt", rule: str = "pack/rule", start: int = 0) -> EditEntry:
    return EditEntry(
        path,
        None,
        None,
        (rule,),
        Safety.SAFE,
        Span(start, start + 3),
        "bad",
        "good",
        RawEdit(start, "bad", "good"),
    )


def written(*edits: EditEntry) -> bytes:
    return b"".join(as_bytes(edit.line()) for edit in edits)


def file(path: str = "a.txt", edits: int = 1) -> FileEntry:
    return FileEntry(path, f"out/{path}", "11", "22", edits, "utf-8")


def write(path: Path, *paths: str) -> None:
    with create_ledger(path, "0.1.0") as writer:
        for name in paths:
            with writer.recorded(file(name), written(edit(name))):
                pass


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]
