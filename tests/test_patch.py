from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.errors import WriteError
from linter.writing.patch import Region, applied, unified_diff

NAME = PurePath("d/a.txt")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    git(root, "init", "-q")
    return root


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    # What the user has set up for git must not change what is tested here.
    plain = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(
        command, input=given, capture_output=True, check=False, env=plain
    )
    assert done.returncode == 0, done.stderr + given
    return done.stdout


def check_with_git(
    root: Path, before: bytes, regions: list[Region], name: PurePath = NAME
) -> bytes:
    patch = unified_diff(name, before, regions)
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(before)
    if patch:
        git(root, "apply", "--whitespace=nowarn", given=patch)
    assert path.read_bytes() == applied(before, regions)
    if patch:
        git(root, "apply", "--whitespace=nowarn", "-R", given=patch)
    assert path.read_bytes() == before
    return patch


def region(before: bytes, old: bytes, new: bytes) -> Region:
    return Region(before.index(old), old, new)


def test_a_patch_shows_three_lines_around_a_change() -> None:
    before = b"1\n2\n3\n4\n5 old\n6\n7\n8\n9\n"
    assert unified_diff(NAME, before, [region(before, b"old", b"new")]) == (
        b"diff --git a/d/a.txt b/d/a.txt\n"
        b"--- a/d/a.txt\n"
        b"+++ b/d/a.txt\n"
        b"@@ -2,7 +2,7 @@\n"
        b" 2\n 3\n 4\n-5 old\n+5 new\n 6\n 7\n 8\n"
    )


def test_changes_six_lines_apart_share_a_hunk_and_seven_do_not() -> None:
    for gap, hunks in [(6, 1), (7, 2)]:
        before = b"a\n" + b"x\n" * gap + b"b\n"
        regions = [region(before, b"a", b"A"), region(before, b"b", b"B")]
        assert unified_diff(NAME, before, regions).count(b"@@ -") == hunks


def test_lines_after_a_change_of_length_are_counted() -> None:
    before = b"a\n" + b"x\n" * 9 + b"b\n"
    regions = [region(before, b"a\n", b"A\nA\n"), region(before, b"b", b"B")]
    patch = unified_diff(NAME, before, regions)
    assert b"@@ -1,4 +1,5 @@" in patch
    assert b"@@ -8,4 +9,4 @@" in patch


def test_a_missing_last_newline_is_said() -> None:
    patch = unified_diff(NAME, b"a\nold", [Region(2, b"old", b"new")])
    assert patch.endswith(
        b"@@ -1,2 +1,2 @@\n a\n"
        b"-old\n\\ No newline at end of file\n"
        b"+new\n\\ No newline at end of file\n"
    )


def test_no_change_is_no_patch() -> None:
    assert unified_diff(NAME, b"a\n", []) == b""
    assert unified_diff(NAME, b"a\n", [Region(0, b"a", b"a")]) == b""


def test_bytes_with_nul_have_no_patch() -> None:
    with pytest.raises(WriteError, match=r"^d/a.txt: holds NUL bytes.*use --output$"):
        unified_diff(NAME, b"a\0b\0", [Region(0, b"a", b"b")])


def test_an_inserted_line_is_one_line_of_the_patch() -> None:
    patch = unified_diff(NAME, b"a\nb\n", [Region(2, b"", b"new\n")])
    assert patch.endswith(b"@@ -1,2 +1,3 @@\n a\n+new\n b\n")


@pytest.mark.parametrize(
    ("before", "regions"),
    [
        (b"", [Region(0, b"", b"new")]),
        (b"", [Region(0, b"", b"new\n")]),
        (b"old", [Region(0, b"old", b"")]),
        (b"old\n", [Region(0, b"old\n", b"")]),
        (b"old\n", [Region(3, b"\n", b"")]),
        (b"old", [Region(3, b"", b"\n")]),
        (b"a\r\nold\rx\r\nb\n", [Region(3, b"old", b"new")]),
        (b"a\r\nb\r\n", [Region(1, b"\r", b"")]),
        (b"a\nb\nc\n", [Region(1, b"\n", b" "), Region(3, b"\n", b" ")]),
        (b"a\nb\nc\nd\n", [Region(0, b"a\nb\n", b""), Region(6, b"d\n", b"")]),
        (b"a\nb\n", [Region(4, b"", b"c\n")]),
        (b"a\nb", [Region(3, b"", b"c"), Region(3, b"", b"d\n")]),
        (b"a\nb\nc\n", [Region(0, b"a\n", b"x"), Region(2, b"b\n", b"")]),
        ("é\u2028\U0001f600\x85\x0c\n".encode(), [Region(0, "é".encode(), b"e")]),
        (b"-- a\n+++ b\n@@ -1 +1 @@\n", [Region(0, b"--", b"++")]),
        (b"\xff\xfe\n", [Region(0, b"\xff", b"\xfe")]),
    ],
)
def test_git_applies_a_patch_and_takes_it_back(
    tree: Path, before: bytes, regions: list[Region]
) -> None:
    assert check_with_git(tree, before, regions)


@pytest.mark.parametrize(
    "name",
    [
        "sp ace.txt",
        "café.txt",
        'quo"te.txt',
        "back\\slash",
        "tab\tnew\nline",
        "é b\r",
        " lead",
        "\x7f\x01",
        "a b/c d.txt",
    ],
)
def test_git_reads_odd_names(tree: Path, name: str) -> None:
    check_with_git(tree, b"old\n", [Region(0, b"old", b"new")], PurePath(name))


def test_the_head_is_what_git_writes(tree: Path) -> None:
    names = ["sp ace", "é\tx", 'a"\\ b', "plain.txt"]
    ours = b""
    for name in sorted(names, key=str.encode):
        (tree / name).write_bytes(b"old\n")
        git(tree, "add", name)
        (tree / name).write_bytes(b"new\n")
        ours += unified_diff(PurePath(name), b"old\n", [Region(0, b"old", b"new")])
    theirs = git(tree, "diff", "--", *names)
    kept = [line for line in theirs.split(b"\n") if not line.startswith(b"index ")]
    assert b"\n".join(kept) == ours


LINES = st.lists(
    st.sampled_from([b"a", b"b", b"\n", b"\n", b"\r\n", b"\r", "é".encode()]),
    max_size=60,
).map(b"".join)
NEW = st.lists(st.sampled_from([b"a", b"x", b"\n", b"\r\n"]), max_size=4).map(b"".join)


@settings(
    max_examples=150,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
@given(LINES, st.data())
def test_what_git_makes_of_a_patch_are_the_new_bytes(
    tree: Path, before: bytes, data: st.DataObject
) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(before)), max_size=8)))
    regions = [
        Region(start, before[start:end], data.draw(NEW))
        for start, end in zip(ends[::2], ends[1::2], strict=False)
    ]
    check_with_git(tree, before, regions)
