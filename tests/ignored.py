"""Folders with findings to ignore."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from linter.model import Edit, Finding, Fix, Safety, Severity, Span
from tests.calling import write

STRAY = "In areas such as energy. , aerospace and more they worked on it."
CUT = "They kept close coordination. on the resolution of all problems of theirs."
YESTERDAY = date.today() - timedelta(1)


def ignores(folder: Path, *entries: str) -> Path:
    tables = [f"[[ignore]]\n{entry}\nreason = 'why'\n" for entry in entries]
    return write(folder, "mtlint-ignore.toml", *tables)


def finding(start: int, end: int, new: str = "", rule: str = "a/b") -> Finding:
    fix = Fix((Edit(Span(start, end), new),), Safety.SAFE)
    return Finding(rule, Span(start, end), "", Severity.ERROR, fix)
