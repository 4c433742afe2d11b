"""Records of JSON Lines: how tests read and change them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from linter.model import Safety, Span
from linter.reading.units import Binary, Item, ReadOptions, Unit, spliced, units_of
from linter.settled import Change

HERE = PurePath("a.jsonl")


def read(
    data: bytes,
    encoding: str | None = None,
    text_field: str = "text",
    id_field: str = "id",
    language: str | None = None,
) -> list[Item]:
    options = ReadOptions(encoding, text_field, id_field, language)
    return list(units_of(data, HERE, options))


def bytes_of(items: Sequence[Item]) -> bytes:
    return b"".join(b"" if isinstance(item, Binary) else item.data for item in items)


def only_unit(items: Sequence[Item]) -> Unit:
    (unit,) = items
    assert isinstance(unit, Unit)
    return unit


def change(text: str, before: str, after: str) -> Change:
    start = text.index(before)
    span = Span(start, start + len(before))
    return Change(span, before, after, ("pack/rule",), Safety.SAFE)


def fix(line: bytes, *words: tuple[str, str], **options: str) -> bytes:
    unit = only_unit(read(line, **options))
    text = unit.document.text
    data, edits = unit.splice([change(text, *pair) for pair in words])
    whole = line[len(unit.bom) :].decode(unit.encoding)
    assert unit.bom + spliced(whole, edits).encode(unit.encoding) == data
    return data
