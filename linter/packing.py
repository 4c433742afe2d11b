"""What is found, as plain values: to be kept, or sent to another process.

`marshal` writes and reads these ten times as fast as pickle does objects, and
whoever damages a cache can make it do nothing. Neither leaves this machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import attrgetter

from linter.lines import Region
from linter.locating import Excerpt, Located, Preview, Rewrite, Suppression
from linter.portions import Portions, Row, finding_of_row, finding_row

_LOCATED = attrgetter(
    *("path", "record", "record_line", "text", "line", "column", "end_line"),
    *("end_column", "fingerprint", "around", "related_at"),
)


def many_located(located: Iterable[Located]) -> Portions[Located]:
    """Return findings in a list that packs them."""
    return Portions(located, _row, _located)


def packed(located: Sequence[Located]) -> list[Row] | list[bytes]:
    """Return findings as plain values; in portions, where they are very many."""
    if isinstance(located, Portions):
        return located.dump()
    return [_row(item) for item in located]


def unpacked(
    packed: Sequence[Row] | Sequence[bytes], path: str, down: int = 0
) -> Sequence[Located]:
    """Return the findings that were packed, of a document that is now called ``path``.

    Its record stands ``down`` lines further down than it did.
    """
    here = partial(_located, path=path, down=down)
    portions = [data for data in packed if isinstance(data, bytes)]
    if portions:
        return Portions.loaded(portions, _row, here)
    return [here(row) for row in packed if not isinstance(row, bytes)]


def _row(item: Located) -> Row:
    rewrite, mark = item.rewrite, item.suppression
    return (
        finding_row(item.finding),
        _LOCATED(item),
        tuple(item.excerpt),
        item.preview and tuple(item.preview),
        [tuple(at) for at in item.edits_at],
        tuple(item.bytes_at),
        rewrite and (tuple(rewrite.bytes_at), rewrite.text),
        mark and tuple(mark),
    )


def _located(row: Row, path: str | None = None, down: int = 0) -> Located:
    finding, plain, excerpt, preview, edits_at, bytes_at, rewrite, mark = row
    before, record, record_line, text, *rest = plain
    line, column, end_line, end_column, fingerprint, around, related_at = rest
    return Located(
        finding_of_row(finding),
        before if path is None else path,
        record,
        record_line + down if record_line else record_line,
        text,
        line,
        column,
        end_line,
        end_column,
        fingerprint,
        around,
        Excerpt(*excerpt),
        preview and Preview(*preview),
        related_at,
        tuple([Region(*at) for at in edits_at]),
        Region(*bytes_at),
        rewrite and Rewrite(Region(*rewrite[0]), rewrite[1]),
        mark and Suppression(*mark),
    )
