"""The file of a baseline: what it may hold, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.baseline import FILE, Baseline, Row, dump
from linter.errors import ConfigError
from tests.baselines import begun, hushed


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return begun(tmp_path / "corpus")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no baseline of mtlint"),
        (b'{"text": "a"}\n', "is no baseline of mtlint"),
        (b'{"type": "baseline", "schema": 9}\n', "is of another version of mtlint"),
    ],
)
def test_another_file_is_refused(corpus: Path, data: bytes, message: str) -> None:
    (corpus / FILE).write_bytes(data)
    advice = "write it anew with 'mtlint baseline write'"
    assert hushed(corpus).error == f"{FILE}: {message}; {advice}"


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "{}",
        "[]",
        '{"path": "texts/d0.txt", "rule": 3}',
        '{"path": "texts/d0.txt", "rule": "a", "text": "b", "count": 0,'
        ' "fingerprint": "c", "near": ["", ""]}',
    ],
)
def test_a_line_that_is_none_is_told_when_it_is_read(corpus: Path, line: str) -> None:
    with (corpus / FILE).open("a") as file:
        file.write(line + "\n")
    error = hushed(corpus, "--fail-on-stale").error
    assert "is no row of a baseline; write it anew" in error


def test_a_file_that_is_missing_is_told(corpus: Path) -> None:
    (corpus / FILE).unlink()
    advice = "write it anew with 'mtlint baseline write'"
    assert hushed(corpus).error == f"{FILE}: no such baseline; {advice}"


def test_an_edited_file_needs_no_order_and_may_have_windows_line_ends(
    corpus: Path,
) -> None:
    head, *lines = (corpus / FILE).read_bytes().splitlines()
    data = b"\r\n".join([b"\xef\xbb\xbf" + head, *reversed(lines), b""])
    (corpus / FILE).write_bytes(data)
    assert (hushed(corpus).found, hushed(corpus).hidden) == ([], 8)


NAMES = st.text(st.characters(exclude_characters="\0"), min_size=1)
ROWS = st.builds(
    Row,
    path=NAMES | st.just(os.fsdecode(b"caf\xe9.txt")),
    rule=NAMES,
    text=NAMES,
    count=st.integers(1, 9),
    fingerprint=st.text("0123456789abcdef", min_size=16, max_size=16),
    near=st.tuples(NAMES, NAMES),
)


@given(st.lists(ROWS, unique_by=lambda row: row.key))
def test_any_rows_come_back_as_they_were(kept: list[Row]) -> None:
    data = dump(kept)
    baseline = Baseline.read(data, "here")
    assert sorted(map(repr, baseline)) == sorted(map(repr, kept))
    assert dump(baseline) == data
    assert {*baseline.paths} == {row.path for row in kept}
    for row in kept:
        assert row in list(baseline.of(row.path))


def test_rows_of_one_content_are_added_up() -> None:
    row = Row("a.txt", "a/b", "x", 2, "0" * 16, ("", ""))
    (added,) = Baseline.read(dump([row, row]), "here")
    assert added.count == 4


def test_a_row_is_read_only_when_it_is_asked_for() -> None:
    good = Row("b.txt", "a/b", "x", 1, "0" * 16, ("", ""))
    data = dump([good]) + b'{"path": "a.txt", "rule": "broken"}\n'
    baseline = Baseline.read(data, "here")
    assert list(baseline.of("b.txt")) == [good]
    with pytest.raises(ConfigError, match="is no row of a baseline"):
        list(baseline)
