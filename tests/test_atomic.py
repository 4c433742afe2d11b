from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from linter.writing.atomic import new_file, same_file


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_replaced_when_it_is_told_to(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with new_file(path, path) as new:
        new.write(b"new ")
        new.write(b"text\r\n")
        assert path.read_bytes() == b"old"
        new.take_place()
        assert path.read_bytes() == b"new text\r\n"
    assert names(tmp_path) == ["a.txt"]


def test_a_block_without_the_word_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with new_file(path, path) as new:
        new.write(b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_is_left_behind_by_an_error(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def write_and_fail() -> None:
        with new_file(path, path) as new:
            new.write(b"new")
            raise error

    with pytest.raises(error):
        write_and_fail()
    assert names(tmp_path) == ["a.txt"]
    assert path.read_bytes() == b"old"


def test_nothing_is_left_behind_where_the_last_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"), new_file(path, path) as new:
        new.take_place()
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("bits", [0o600, 0o644, 0o755, 0o444])
def test_the_mode_is_that_of_the_model(tmp_path: Path, bits: int) -> None:
    like, target = tmp_path / "like", tmp_path / "target"
    like.touch()
    like.chmod(bits)
    target.touch(0o640)
    with new_file(target, like) as new:
        new.take_place()
    assert mode(target) == bits


def test_the_mode_of_a_file_without_a_model_is_that_of_any_new_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "any").touch()
    with new_file(tmp_path / "new", tmp_path / "new") as new:
        new.take_place()
    assert mode(tmp_path / "new") == mode(tmp_path / "any")


def test_a_link_is_replaced_and_what_it_means_is_not(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with new_file(link, real) as new:
        new.write(b"new")
        new.take_place()
    assert (real.read_bytes(), link.read_bytes()) == (b"old", b"new")


def test_all_is_on_disk_before_the_file_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    seen: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def noted_fsync(handle: int) -> None:
        seen.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        seen.append("replace")
        assert self.read_bytes() == b"new"
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    with new_file(path, path) as new:
        new.write(b"new")
        new.take_place()
    assert seen == ["file", "replace", "folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError), new_file(tmp_path / "a", tmp_path):
            pass
    finally:
        tmp_path.chmod(0o700)


def test_a_file_is_the_same_until_it_is_written_or_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    info = path.stat()
    assert same_file(info, path)
    path.write_bytes(b"older")
    assert not same_file(info, path)
    path.write_bytes(b"old")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert same_file(info, path)
    (tmp_path / "b.txt").write_bytes(b"old")
    os.utime(tmp_path / "b.txt", ns=(info.st_atime_ns, info.st_mtime_ns))
    (tmp_path / "b.txt").replace(path)
    assert not same_file(info, path)
