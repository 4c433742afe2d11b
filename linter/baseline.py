"""The findings a corpus had when it was first checked, as lines of JSON.

A line has one content of a document and how often it is there; no line number,
so that it stands while the text around it changes. Lines are sorted, and one
that is gone or new is one line of a diff.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linter.errors import ConfigError
from linter.fingerprints import Trace
from linter.locating import Located

FILE = "mtlint-baseline.jsonl"
HEAD = {"type": "baseline", "schema": 1}
LONGEST = 60  # characters of a text that are kept, for people to read
ADVICE = "write it anew with 'mtlint baseline write'"


@dataclass(frozen=True, slots=True)
class Row:
    """So many findings of one content in one document.

    ``path`` counts from the folder of the baseline, with ``/``. ``near`` has
    what stands on either side of the finding, see `Trace`.
    """

    path: str
    rule: str
    text: str
    count: int
    fingerprint: str
    near: tuple[str, str]

    @property
    def trace(self) -> Trace:
        """What tells the finding in another version of its text."""
        return (self.fingerprint, *self.near)

    @property
    def key(self) -> tuple[str, str]:
        """The document and the content."""
        return self.path, self.fingerprint


@dataclass(frozen=True)
class Baseline:
    """The lines of a baseline, sorted; a row is read when it is asked for.

    A commit of one document is not to wait for a hundred thousand others.
    """

    where: str
    lines: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, data: bytes, where: str) -> Baseline:
        """Return a baseline from its bytes; raise `ConfigError` if it is none."""
        head, *lines = data.replace(b"\r\n", b"\n").split(b"\n")
        _check_head(head, where)
        return cls(where, tuple(sorted(filter(None, lines))))

    def __iter__(self) -> Iterator[Row]:
        """Yield all rows, by path."""
        return (self._row(number) for number in range(len(self.lines)))

    def of(self, path: str) -> Iterator[Row]:
        """Yield the rows of one document."""
        for start in dict.fromkeys(_starts(path)):
            number = bisect_left(self.lines, start)
            while number < len(self.lines) and self.lines[number].startswith(start):
                yield self._row(number)
                number += 1

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The documents that have rows."""
        starts = dict.fromkeys(line.partition(b'", "rule": ')[0] for line in self.lines)
        found = (_parsed(start + b'"}') for start in starts)
        return tuple(row["path"] for row in found if _has_path(row))

    def _row(self, number: int) -> Row:
        row = _parsed(self.lines[number])
        try:
            before, after = row.pop("near")
            made = Row(**row, near=(before, after))
        except (AttributeError, TypeError, KeyError, ValueError):
            raise self._wrong(number) from None
        texts = (made.path, made.rule, made.text, made.fingerprint, *made.near)
        if not all(isinstance(t, str) for t in texts) or not _is_count(made.count):
            raise self._wrong(number)
        return made

    def _wrong(self, number: int) -> ConfigError:
        line = self.lines[number][:LONGEST].decode("utf-8", "replace")
        return ConfigError(f"{self.where}: {line!r} is no row of a baseline; {ADVICE}")


def row_of(path: str, located: Located) -> Row:
    """Return one finding as a row."""
    text = " ".join(located.text.split())
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    content, before, after = located.trace
    return Row(path, located.finding.rule, text, 1, content, (before, after))


def dump(rows: Iterable[Row]) -> bytes:
    """Return a baseline as bytes: sorted, equal rows as one."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        counts[row.key] += row.count
        first.setdefault(row.key, row)
    lines = sorted(
        _line(
            {
                "path": row.path,
                "rule": row.rule,
                "text": row.text,
                "count": counts[key],
                "fingerprint": row.fingerprint,
                "near": row.near,
            }
        )
        for key, row in first.items()
    )
    return b"\n".join([_line(HEAD), *lines, b""])


def _line(value: object) -> bytes:
    line = json.dumps(value, ensure_ascii=False)
    try:
        return line.encode()
    except UnicodeEncodeError:
        # A name or a text that is no Unicode is kept in escapes.
        return json.dumps(value).encode()


def _starts(path: str) -> Iterator[bytes]:
    """Yield how lines of a document begin: as they are, or all in escapes."""
    yield _line({"path": path})[:-1] + b", "
    yield json.dumps({"path": path}).encode()[:-1] + b", "


def _check_head(line: bytes, where: str) -> None:
    head = _parsed(line.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(head, dict) or head.get("type") != HEAD["type"]:
        raise ConfigError(f"{where}: is no baseline of mtlint; {ADVICE}")
    if head.get("schema") != HEAD["schema"]:
        raise ConfigError(f"{where}: is of another version of mtlint; {ADVICE}")


def _has_path(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("path"), str)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _parsed(line: bytes) -> Any:  # noqa: ANN401 (JSON enters here)
    """Return what JSON holds; ``None`` where it is none."""
    try:
        return json.loads(line)
    except ValueError:
        return None
