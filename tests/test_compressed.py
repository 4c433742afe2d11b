"""Compressed files are checked as what is in them, and never changed."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from linter.reading import compressed
from linter.reading.blocks import read_blocks
from linter.reading.compressed import CHUNK, packed_by, suffix_of, unpacked
from linter.reading.cutting import plan_ranges
from linter.reading.units import Failure, ReadOptions, read_units
from linter.tasks import COMPRESSED_BYTES, TASK_BYTES
from tests.calling import CUT, SETTINGS, STRAY, call, check, write
from tests.records import bytes_of
from tests.repositories import begun, check_against, commit

UNPACK = ReadOptions(unpack=True)
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": partial(bz2.compress, compresslevel=1),
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
RECORDS = [json.dumps({"id": f"r{n}", "text": STRAY.format(n)}) for n in range(40)]
# Bytes that hardly get smaller, so that what is cut off holds some of them.
HASHES = (sha256(b"%d" % number).hexdigest() for number in range(4000))
NOISE = [json.dumps({"text": word}) for word in HASHES]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "mtlint.toml", SETTINGS)
    return tmp_path


@pytest.fixture(params=PACKINGS)
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pack(path: Path, suffix: str) -> Path:
    """Leave a file as compressed only."""
    packed = path.with_name(f"{path.name}.{suffix}")
    packed.write_bytes(PACKINGS[suffix](path.read_bytes()))
    path.unlink()
    return packed


def failure(path: Path) -> str:
    """Return what both ways of reading a file say of it in the end."""
    ways = read_units(path, UNPACK), read_blocks(path, UNPACK)
    told = [[one.reason for one in way if isinstance(one, Failure)][-1] for way in ways]
    assert told[0] == told[1]
    return told[0]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("a.txt", [STRAY, f"`{CUT}`"]),
        ("a.md", [STRAY, f"`{CUT}`"]),
        ("a.jsonl", RECORDS),
    ],
)
def test_a_compressed_file_is_checked_as_what_is_in_it(
    folder: Path, name: str, lines: list[str], suffix: str
) -> None:
    path = write(folder, name, *lines)
    plain = check(folder, name)
    packed = check(folder, pack(path, suffix).name)
    expected = plain.out.replace(f'"path": "{name}"', f'"path": "{name}.{suffix}"')
    assert (packed.code, packed.out) == (plain.code, expected)
    assert len(plain.found) == {"a.txt": 2, "a.md": 1, "a.jsonl": len(RECORDS)}[name]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_large_one_is_read_once_whatever_the_number_of_processes(
    folder: Path, jobs: int
) -> None:
    path = write(folder, "a.jsonl", *RECORDS, *NOISE * 10, *RECORDS)
    assert path.stat().st_size > 4 * TASK_BYTES
    plain = check(folder, "a.jsonl")
    packed = pack(path, "gz")
    assert packed.stat().st_size > COMPRESSED_BYTES
    ranges = list(plan_ranges(packed, TASK_BYTES, UNPACK))
    assert len(ranges) > 3
    run = check(folder, "a.jsonl.gz", "--jobs", jobs)
    assert run.out == plain.out.replace('"a.jsonl"', '"a.jsonl.gz"')
    assert len(run.found) == 2 * len(RECORDS)


def test_a_large_one_that_is_cut_off_is_told_once(folder: Path, suffix: str) -> None:
    path = pack(write(folder, "a.jsonl", *RECORDS, *NOISE * 10), suffix)
    path.write_bytes(path.read_bytes()[:-9])
    run = check(folder, path.name, "--jobs", 2)
    assert len(run.found) == len(RECORDS)
    assert run.code == 2
    assert str(run.rows[-1]["failed"]).count("damaged, or cut off") == 1


def test_ranges_are_unpacked_once_if_they_follow_each_other(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(write(tmp_path, "a.jsonl", *NOISE * 10), suffix)
    begun: list[str] = []
    again = compressed._Unpacked._rewind

    def noted(self: compressed._Unpacked) -> None:
        begun.append(suffix)
        again(self)

    monkeypatch.setattr(compressed._Unpacked, "_rewind", noted)
    ranges = list(plan_ranges(path, TASK_BYTES, UNPACK))
    read = [list(read_blocks(path, UNPACK, one)) for one in ranges]
    assert sum(map(len, read)) > len(ranges) > 3
    assert len(begun) == 2


def test_standard_input_is_unpacked(folder: Path, suffix: str) -> None:
    packed = PACKINGS[suffix]("\n".join(RECORDS).encode())
    named = check(folder, "--stdin-name", f"a.jsonl.{suffix}", "-", stdin=packed)
    assert [row["record"] for row in named.rows[:2]] == ["r0", "r1"]


def test_members_that_follow_each_other_are_one_text(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    lines = [f"{line}\n".encode() for line in RECORDS]
    path.write_bytes(b"".join(map(PACKINGS[suffix], lines)))
    assert bytes_of(list(read_units(path, UNPACK))) == b"".join(lines)


@pytest.mark.parametrize("left", [-9, 0.5])
def test_one_that_is_cut_off_is_told_after_what_is_there(
    folder: Path, suffix: str, left: float
) -> None:
    path = pack(write(folder, "a.jsonl", *RECORDS, *NOISE), suffix)
    data = path.read_bytes()
    path.write_bytes(data[: int(left) or int(len(data) * left)])
    assert (
        failure(path)
        == "cannot be read: what is compressed in it is damaged, or cut off"
    )
    run = check(folder, path.name)
    assert run.code == 2
    assert len(run.found) == len(RECORDS)


def test_one_that_is_damaged_is_told(tmp_path: Path, suffix: str) -> None:
    path = pack(write(tmp_path, "a.jsonl", *NOISE), suffix)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    path.write_bytes(data)
    assert "damaged, or cut off" in failure(path)


def test_zstd_without_its_library_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(write(folder, "a.jsonl", *RECORDS), "zst")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    way_out = "zstd -dc FILE | mtlint check --stdin-name a.jsonl -"
    assert failure(path) == (
        f"compressed; pip install 'mtlint[zstd]', or use '{way_out}'"
    )


def test_what_is_compressed_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"{}")))
    (reason,) = [
        item.reason for item in read_units(path, UNPACK) if isinstance(item, Failure)
    ]
    assert reason.startswith("compressed; unpack it")


def test_a_little_file_that_unpacks_to_a_large_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstandard.compress(bytes([65]) * (30 << 20)))
    assert failure(path).startswith("larger than 10 MB")


def test_in_a_folder_those_are_taken_whose_name_says_what_they_hold(
    folder: Path,
) -> None:
    for name in ("b.txt", "notes", "c.tar", "d.py"):
        pack(write(folder, f"in/{name}", STRAY), "gz")
    run = check(folder, "in")
    assert [path for path, _ in run.found] == ["in/b.txt.gz"]
    assert run.rows[-1]["passed_over"] == {"not prose": 3}


def test_a_fix_leaves_them_alone_and_says_so(folder: Path, suffix: str) -> None:
    packed = pack(write(folder, "in/b.txt", STRAY), suffix)
    before = packed.read_bytes()
    run = call(folder, "fix", "in", "--in-place")
    assert "1 file passed over: compressed" in run.error
    named = call(folder, "fix", packed, "--in-place")
    assert named.code == 2
    assert "compressed; unpack it, or use" in named.error
    assert "mtlint fix --stdin-name b.txt -" in named.error
    assert packed.read_bytes() == before


def test_two_versions_of_one_are_compared_record_by_record(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "repo", monkeypatch)
    pack(write(folder, "texts/a.jsonl", *RECORDS), suffix)
    commit(folder)
    more = json.dumps({"text": CUT.format("new")})
    pack(write(folder, "texts/a.jsonl", *RECORDS, more), suffix)
    run = check_against(folder, base="HEAD")
    assert run.found == [(f"texts/a.jsonl.{suffix}", ". on")]


def test_a_result_that_is_kept_is_that_of_the_same_kind_of_text(folder: Path) -> None:
    text = [f"`{STRAY}`"]
    for name in ("a.txt", "a.md"):
        pack(write(folder, f"{name}", *text), "gz")
    for _ in range(2):
        run = check(folder, "a.txt.gz", "a.md.gz")
        assert [path for path, _ in run.found] == ["a.txt.gz"]


def test_unpacking_starts_again_from_the_beginning(suffix: str) -> None:
    import io

    data = "\n".join(NOISE * 20).encode()
    assert len(data) > 4 * CHUNK
    packed = io.BytesIO(PACKINGS[suffix](data))
    stream = unpacked(packed, packed_by(packed.getvalue()) or "")
    assert stream.read(3 * CHUNK) == data[: 3 * CHUNK]
    stream.seek(0)
    assert stream.read() == data
    stream.seek(2 * CHUNK + 5)
    assert stream.read(CHUNK) == data[2 * CHUNK + 5 : 3 * CHUNK + 5]
    with pytest.raises(io.UnsupportedOperation):
        stream.seek(0, io.SEEK_END)


def test_what_has_nothing_in_it_is_an_empty_text(folder: Path, suffix: str) -> None:
    for name in ("a.txt", "b.jsonl"):
        pack(write(folder, name), suffix)
    run = check(folder, "a.txt." + suffix, "b.jsonl." + suffix)
    assert (run.code, run.rows[-1]["failed"]) == (0, [])
    assert run.rows[-1]["passed_over"] == {}


def test_a_suffix_that_is_no_packer_s_is_the_suffix() -> None:
    assert [suffix_of(Path(name)) for name in ("a.b.TXT", "a", "a.gz", "a.MD.xz")] == [
        ".txt",
        "",
        "",
        ".md",
    ]
