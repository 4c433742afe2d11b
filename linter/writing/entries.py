"""The lines of a ledger, schema 1.

The first line says what the file is. Each changed file has its ``edit`` lines
and then a ``file`` line with the hashes; without that line the file was not
touched. An ``undone`` line tells that edits of an earlier file were taken back.
Keys are only ever added.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from linter.errors import LedgerError
from linter.model import Safety, Span
from linter.reading.units import RawEdit

SCHEMA = 1

_T = TypeVar("_T")
Line = Mapping[str, Any]
RuleSets = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class EditEntry:
    """One edit: in the document (``span``), and in the file as written (``raw``)."""

    path: str
    record: str | None
    record_line: int | None
    rules: tuple[str, ...]
    safety: Safety
    span: Span
    before: str
    after: str
    raw: RawEdit
    undone: bool = False

    def among(self, chosen: RuleSets) -> bool:
        """Whether one of the sets holds every rule of this edit."""
        return any(rules.issuperset(self.rules) for rules in chosen)

    def line(self) -> dict[str, Any]:
        """Return the entry as it is written."""
        marks = {"undone": True} if self.undone else {}
        return {
            "type": "edit",
            "path": self.path,
            "record": self.record,
            "record_line": self.record_line,
            "rule": self.rules[0],
            "rules": list(self.rules),
            "safety": self.safety.value,
            "span": {"start": self.span.start, "end": self.span.end},
            "before": self.before,
            "after": self.after,
            "raw": {
                "start": self.raw.start,
                "before": self.raw.before,
                "after": self.raw.after,
            },
            **marks,
        }


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One changed file: where from, where to, its hashes, how many edits."""

    path: str
    output: str
    sha256_before: str
    sha256_after: str
    edits: int
    encoding: str

    def line(self) -> dict[str, Any]:
        """Return the entry as it is written."""
        return {
            "type": "file",
            "path": self.path,
            "output": self.output,
            "sha256_before": self.sha256_before,
            "sha256_after": self.sha256_after,
            "edits": self.edits,
            "encoding": self.encoding,
        }


@dataclass(frozen=True, slots=True)
class UndoneEntry:
    """A partial undo: which file (from 0), all rule sets undone so far, its hash."""

    file: int
    rules: RuleSets
    sha256_after: str

    def line(self) -> dict[str, Any]:
        """Return the entry as it is written."""
        return {
            "type": "undone",
            "file": self.file,
            "rules": [sorted(rules) for rules in self.rules],
            "sha256_after": self.sha256_after,
        }


def head_line(version: str) -> dict[str, Any]:
    """Return the first line of a ledger."""
    return {"type": "ledger", "schema": SCHEMA, "tool": "mtlint", "version": version}


def check_head(line: Line, where: str) -> None:
    """Refuse a first line that does not begin a ledger we can read."""
    if line.get("type") != "ledger":
        raise LedgerError(f"{where}: not a ledger of mtlint")
    schema = take(line, "schema", int, where)
    if schema != SCHEMA:
        raise LedgerError(f"{where}: schema {schema} is not {SCHEMA}; update mtlint")


def edit_entry(line: Line, where: str) -> EditEntry:
    """Read an ``edit`` line."""
    span, raw = take(line, "span", dict, where), take(line, "raw", dict, where)
    try:
        return EditEntry(
            take(line, "path", str, where),
            _perhaps(line, "record", str, where),
            _perhaps(line, "record_line", int, where),
            tuple(_texts(line, "rules", where)),
            Safety(take(line, "safety", str, where)),
            Span(take(span, "start", int, where), take(span, "end", int, where)),
            take(line, "before", str, where),
            take(line, "after", str, where),
            RawEdit(
                take(raw, "start", int, where),
                take(raw, "before", str, where),
                take(raw, "after", str, where),
            ),
            line.get("undone") is True,
        )
    except ValueError as error:
        raise LedgerError(f"{where}: {error}") from None


def file_entry(line: Line, where: str) -> FileEntry:
    """Read a ``file`` line."""
    return FileEntry(
        take(line, "path", str, where),
        take(line, "output", str, where),
        take(line, "sha256_before", str, where),
        take(line, "sha256_after", str, where),
        take(line, "edits", int, where),
        take(line, "encoding", str, where),
    )


def undone_entry(line: Line, where: str) -> UndoneEntry:
    """Read an ``undone`` line."""
    sets = take(line, "rules", list, where)
    if not all(isinstance(rules, list) for rules in sets):
        raise LedgerError(f"{where}: rules: must be lists of texts")
    return UndoneEntry(
        take(line, "file", int, where),
        tuple(frozenset(_texts({"rules": rules}, "rules", where)) for rules in sets),
        take(line, "sha256_after", str, where),
    )


def as_bytes(line: Line) -> bytes:
    """Return a line's JSON with its line feed."""
    try:
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # Half a surrogate pair, from a record or from a file name.
        return json.dumps(line).encode() + b"\n"


def take(line: Line, key: str, kind: type[_T], where: str) -> _T:
    """Return the value under ``key``; raise `LedgerError` for another type."""
    value = line.get(key)
    if not isinstance(value, kind):
        problem = f"must be of type {kind.__name__}" if key in line else "is missing"
        raise LedgerError(f"{where}: {key}: {problem}")
    return value


def _perhaps(line: Line, key: str, kind: type[_T], where: str) -> _T | None:
    return None if line.get(key) is None else take(line, key, kind, where)


def _texts(line: Line, key: str, where: str) -> Collection[str]:
    texts = take(line, key, list, where)
    if not texts or not all(isinstance(text, str) for text in texts):
        raise LedgerError(f"{where}: {key}: must be a list of texts")
    return texts
