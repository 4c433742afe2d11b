"""A large file is read in parts that hold all of its lines."""

from __future__ import annotations

import codecs
import random
from pathlib import Path, PurePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.reading.cutting import plan_ranges
from linter.reading.units import Binary, ByteRange, ReadOptions, read_units, units_of
from tests.records import HERE, bytes_of


def test_ranges_cut_a_file_into_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [b'{"text": "%s"}\n' % (b"x" * (7 * n % 50)) for n in range(200)]
    path.write_bytes(b"\n".join(lines)[:-1])
    whole = list(read_units(path))
    for size in [1, 10, 64, 1000, 10**6]:
        parts = [
            item
            for part in plan_ranges(path, size)
            for item in read_units(path, byte_range=part)
        ]
        assert parts == whole


def test_ranges_of_a_marked_file_have_one_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(codecs.BOM_UTF8 + b'{"text": "a"}\n' * 9)
    ranges = tuple(plan_ranges(path, 20))
    assert [part.first_line for part in ranges] == [1, 3, 5, 7, 9]
    items = [item for part in ranges for item in read_units(path, byte_range=part)]
    assert items == list(read_units(path))


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.txt", "utf-8"), ("a.jsonl", "utf-16"), ("a.jsonl", "hz")]
)
def test_what_has_no_lines_is_one_range(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = tmp_path / name
    path.write_bytes('{"text": "a"}\n'.encode(encoding) * 9)
    options = ReadOptions(encoding=encoding)
    size = path.stat().st_size
    assert tuple(plan_ranges(path, 20, options)) == (ByteRange(0, size, 1),)


def test_a_part_of_a_file_that_has_no_lines_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "a"}\n'.encode("utf-16"))
    assert list(read_units(path, byte_range=ByteRange(9, 30, 2))) == []


def test_an_empty_file_has_one_empty_range(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    assert tuple(plan_ranges(path, 10)) == (ByteRange(0, 0, 1),)
    assert list(read_units(path, byte_range=ByteRange(0, 0, 1))) == []


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = b'{"text": "%s"}\n' % (b"x" * 1000)
    path.write_bytes(line * 1000)
    with path.open("rb") as stream:
        items = read_units(path, stream=stream)
        for _ in range(3):
            next(items)
        assert stream.tell() < 100_000


@given(st.binary(max_size=200), st.sampled_from([HERE, PurePath("a.txt")]))
def test_all_bytes_of_a_file_are_in_its_items(data: bytes, path: PurePath) -> None:
    items = list(units_of(data, path))
    assume(not any(isinstance(item, Binary) for item in items))
    assert bytes_of(items) == data


def test_ranges_hold_for_random_line_lengths(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"".join(b"x" * chance.randrange(5) + b"\n" for _ in range(99)))
    for size in range(1, 40):
        ranges = tuple(plan_ranges(path, size))
        assert [part.start for part in ranges[1:]] == [part.end for part in ranges[:-1]]
        items = [i for part in ranges for i in read_units(path, byte_range=part)]
        assert items == list(read_units(path))
