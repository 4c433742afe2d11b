from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from linter.errors import ConfigError, ReadError
from linter.reading.mirroring import check_apart, mirror
from linter.reading.units import Failure
from linter.reading.walking import DEFAULTS, PassedOver, Walk, WalkOptions
from linter.writing.ledger import create_ledger


def plant(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n")


class Walked(NamedTuple):
    """All that a walk came to."""

    files: tuple[Path, ...]
    failures: tuple[Failure, ...]
    passed_over: Mapping[PassedOver, int]


def walk(paths: Sequence[Path], options: WalkOptions = DEFAULTS) -> Walked:
    found = Walk(paths, options)
    return Walked(tuple(found), found.failures, found.passed_over)


def names(walked: Walked, root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in walked.files]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_walked_by_name(here: Path) -> None:
    plant(here, "b.txt", "a/z.txt", "a/B.md", "c", "a0.txt")
    assert names(walk([here]), here) == ["a/B.md", "a/z.txt", "a0.txt", "b.txt", "c"]


def test_paths_stay_as_the_user_wrote_them(here: Path) -> None:
    plant(here, "d/a.txt")
    assert [*map(str, walk([Path()]).files)] == ["d/a.txt"]
    assert [*map(str, walk([Path("d")]).files)] == ["d/a.txt"]


def test_arguments_are_taken_in_their_order_and_once(here: Path) -> None:
    plant(here, "a.txt", "b.txt")
    walked = walk([Path("b.txt"), Path(), Path("./b.txt"), here / "a.txt"])
    assert [*map(str, walked.files)] == ["b.txt", "a.txt"]


def test_files_that_hold_no_prose_are_passed_over_and_counted(here: Path) -> None:
    plant(here, "a.txt", "a.py", "a.JSON", "a.tar.gz", "a.jsonl", ".gitattributes")
    walked = walk([here])
    assert names(walked, here) == ["a.jsonl", "a.txt"]
    assert walked.passed_over == {PassedOver.NOT_PROSE: 4}


def test_a_named_file_is_always_taken(here: Path) -> None:
    plant(here, "node_modules/a.py")
    options = WalkOptions(exclude=("*.py",))
    assert len(walk([Path("node_modules/a.py")], options).files) == 1


def test_a_named_file_is_left_out_where_exclusion_is_forced(here: Path) -> None:
    plant(here, "a.txt", "b.txt", "venv/c.txt")
    options = WalkOptions(exclude=("b.*",), force_exclude=True)
    walked = walk([Path("a.txt"), Path("b.txt"), Path("venv/c.txt")], options)
    assert names(walked, Path()) == ["a.txt"]
    assert walked.passed_over == {}


def test_include_names_files_that_do_not_look_like_prose(here: Path) -> None:
    plant(here, "a.html", "b.html", "c.py")
    walked = walk([here], WalkOptions(include=("*.html",), exclude=("b.*",)))
    assert names(walked, here) == ["a.html"]


def test_excludes_count_from_the_root_and_know_negation(here: Path) -> None:
    plant(here, "a/x.txt", "b/a/x.txt", "b/y.txt", "b/keep.txt")
    options = WalkOptions(exclude=("/a/", "b/*.txt", "!keep.txt"), root=here)
    assert names(walk([here], options), here) == ["b/a/x.txt", "b/keep.txt"]


def test_a_glob_that_is_none_is_a_mistake_in_the_settings(here: Path) -> None:
    with pytest.raises(ConfigError, match="exclude: '!' is no glob"):
        walk([here], WalkOptions(exclude=("!",)))


def test_folders_of_tools_are_not_entered(here: Path) -> None:
    plant(here, ".git/a.txt", "x/node_modules/a.txt", ".mtlint/a.txt", "x/venv")
    assert names(walk([here]), here) == ["x/venv"]


def test_gitignore_files_count_where_they_lie(here: Path) -> None:
    plant(here, "a.txt", "b.txt", "d/a.txt", "d/b.txt", "d/e/a.txt", "d/out/c.txt")
    (here / ".gitignore").write_text("a.txt\n!\n# no\nout/\n")
    (here / "d" / ".gitignore").write_text("!a.txt\n/b.txt\n")
    assert names(walk([here]), here) == ["b.txt", "d/a.txt", "d/e/a.txt"]


def test_gitignore_files_above_a_folder_count_within_the_repository(
    here: Path,
) -> None:
    plant(here, "repo/.git/HEAD", "repo/d/a.txt", "repo/d/b.tmp.txt")
    (here / ".gitignore").write_text("a.txt\n")
    (here / "repo" / ".gitignore").write_text("*.tmp.txt\n")
    assert names(walk([here / "repo/d"]), here) == ["repo/d/a.txt"]


def test_an_ignored_folder_that_is_named_is_walked(here: Path) -> None:
    plant(here, ".git/HEAD", "data/a.txt")
    (here / ".gitignore").write_text("data/\n")
    assert names(walk([Path("data")]), Path()) == ["data/a.txt"]
    assert names(walk([Path()]), Path()) == []


def test_the_output_in_a_source_folder_is_not_read(here: Path) -> None:
    plant(here, "a.txt", "out/a.txt", "ledger.jsonl")
    skip = (Path("out"), Path("ledger.jsonl"))
    assert names(walk([here], WalkOptions(skip=skip)), here) == ["a.txt"]


def test_a_ledger_in_a_folder_is_no_text(here: Path) -> None:
    create_ledger(here / "cleaned.ledger.jsonl", "1.0").close()
    plant(here, "a.txt", "b.ledger.jsonl")
    walked = walk([here])
    assert names(walked, here) == ["a.txt", "b.ledger.jsonl"]
    assert walked.passed_over == {PassedOver.LEDGER: 1}
    assert names(walk([here / "cleaned.ledger.jsonl"]), here) != []


def test_links_are_followed_but_not_in_circles(here: Path) -> None:
    plant(here, "d/a.txt", "far/b.txt")
    (here / "d" / "up").symlink_to(here / "d")
    (here / "d" / "far").symlink_to(here / "far")
    (here / "d" / "c.txt").symlink_to("a.txt")
    assert names(walk([here / "d"]), here / "d") == ["a.txt", "c.txt", "far/b.txt"]


def test_a_link_to_nothing_is_a_failure(here: Path) -> None:
    (here / "a.txt").symlink_to("gone")
    (failure,) = walk([here]).failures
    assert (failure.path, failure.data) == (here / "a.txt", b"")
    assert failure.reason == "cannot be read: a link to nothing"


def test_a_path_that_is_not_there_is_an_error(here: Path) -> None:
    with pytest.raises(ReadError, match=r"^gone: no such file or folder$"):
        walk([Path("gone")])


def test_a_pipe_in_a_folder_is_counted_and_not_opened(here: Path) -> None:
    os.mkfifo(here / "pipe")
    assert walk([here]).passed_over == {PassedOver.SPECIAL: 1}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_a_failure(here: Path) -> None:
    plant(here, "shut/a.txt", "b.txt")
    (here / "shut").chmod(0)
    try:
        walked = walk([here])
    finally:
        (here / "shut").chmod(0o755)
    assert names(walked, here) == ["b.txt"]
    assert [failure.path for failure in walked.failures] == [here / "shut"]
    assert "Permission denied" in walked.failures[0].reason


def test_a_folder_that_cannot_be_listed_is_a_failure(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    (failure,) = walk([here]).failures
    assert failure.reason == "cannot be read: Permission denied"


def test_an_empty_folder_gives_nothing(here: Path) -> None:
    assert walk([here]) == Walked((), (), {})


@pytest.mark.parametrize(
    ("paths", "copies"),
    [
        (["d"], ["a.txt", "e/b.txt"]),
        (["d/e"], ["b.txt"]),
        (["d/e/b.txt"], ["b.txt"]),
        (["d/a.txt", "d/e"], ["a.txt", "e/b.txt"]),
        (["d", "f"], ["d/a.txt", "d/e/b.txt", "f/a.txt"]),
        (["d", "d/e"], ["a.txt", "e/b.txt"]),
        (["d/a.txt", "f/a.txt"], ["d/a.txt", "f/a.txt"]),
        (["d/../f"], ["a.txt"]),
    ],
)
def test_copies_keep_the_tree_below_the_common_folder(
    here: Path, paths: list[str], copies: list[str]
) -> None:
    plant(here, "d/a.txt", "d/e/b.txt", "f/a.txt")
    found = Walk([Path(path) for path in paths])
    targets = [mirror(path, found.base, Path("out")) for path in found]
    assert [target.as_posix() for target in targets] == [f"out/{c}" for c in copies]


def test_a_copy_over_its_source_is_refused(here: Path) -> None:
    plant(here, "d/a.txt")
    with pytest.raises(ReadError, match="its copy would replace it"):
        check_apart(Path("d/a.txt"), mirror(Path("d/a.txt"), here / "d", Path("d")))
    (here / "out").symlink_to("d")
    with pytest.raises(ReadError, match="its copy would replace it"):
        check_apart(Path("d/a.txt"), mirror(Path("d/a.txt"), here / "d", Path("out")))


def test_a_file_outside_the_base_has_no_copy(here: Path) -> None:
    with pytest.raises(ReadError, match="is not in"):
        mirror(here / "a.txt", here / "d", here / "out")
