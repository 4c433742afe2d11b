"""Pull-request mode: revisions, histories and states of a repository."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest

from linter.reading.git import changes, contents, merge_base, repository
from tests.calling import CUT, STRAY, write
from tests.repositories import begun, check_against, commit, git


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(tmp_path / "repo", monkeypatch)


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nonsense", "nonsense: no such commit here; fetch it"),
        (
            "origin/main",
            "origin/main: no such commit here; fetch it with 'git fetch origin main'",
        ),
        ("--output=x", "--output=x: is no revision"),
    ],
)
def test_a_revision_that_is_not_there_is_told(
    repo: Path, base: str, message: str
) -> None:
    assert check_against(repo, base=base).error == message


def test_a_clone_that_is_too_shallow_says_what_to_fetch(
    repo: Path, tmp_path: Path
) -> None:
    write(repo, "texts/new.txt", STRAY.format("it"))
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    write(repo, "texts/other.txt", "Clean.")
    commit(repo)
    clone = tmp_path / "clone"
    options = ["--depth", "1", "--no-single-branch", "--branch", "work"]
    git(tmp_path, "clone", "--quiet", *options, repo.as_uri(), str(clone))
    run = check_against(clone, base="origin/main")
    assert run.error == (
        "origin/main: this clone is too shallow to know what HEAD adds;"
        " run 'git fetch --unshallow', or check out with fetch-depth: 0"
    )
    git(clone, "fetch", "--quiet", "--unshallow")
    assert check_against(clone, base="origin/main").found == [("texts/new.txt", ". ,")]


def test_a_shallow_clone_that_has_the_base_will_do(repo: Path, tmp_path: Path) -> None:
    write(repo, "texts/new.txt", STRAY.format("it"))
    commit(repo)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "2", repo.as_uri(), str(clone))
    assert check_against(clone, base="HEAD^").found == [("texts/new.txt", ". ,")]


def test_histories_that_never_met_are_told(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "--orphan", "other")
    commit(repo, "another beginning")
    message = "main: has no history in common with HEAD; name another revision"
    assert check_against(repo).error == message


def test_a_file_outside_a_repository_is_told(repo: Path, tmp_path: Path) -> None:
    lone = write(tmp_path, "lone.txt", "Clean.")
    hint = "is in no git repository; --base compares with its history"
    assert check_against(tmp_path, lone).error == f"{tmp_path}: {hint}"
    both = check_against(repo, "texts", lone)
    assert both.error == f"{lone}: is not in {repo}; check it without --base"


def test_without_git_the_error_is_one_line(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repo))
    assert check_against(repo).error == "git: cannot be found; --base needs it"


def test_standard_input_has_no_history(repo: Path) -> None:
    run = check_against(repo, "-", stdin=b"Text.")
    assert run.error.startswith("-: standard input")


def test_during_a_merge_with_conflicts_the_working_tree_counts(repo: Path) -> None:
    with (repo / "texts/d0.txt").open("a") as file:
        file.write(CUT.format("my") + "\n")
    commit(repo)
    git(repo, "checkout", "--quiet", "-b", "theirs", "main")
    with (repo / "texts/d0.txt").open("a") as file:
        file.write("Other words.\n")
    commit(repo)
    git(repo, "checkout", "--quiet", "work")
    with pytest.raises(subprocess.CalledProcessError):
        git(repo, "merge", "theirs")
    assert check_against(repo).found == [("texts/d0.txt", ". on")]


def test_links_and_submodules_are_no_trouble(repo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    write(other, "s.txt", STRAY.format("the submodule"))
    commit(other)
    allow = ["-c", "protocol.file.allow=always"]
    git(repo, *allow, "submodule", "--quiet", "add", str(other), "sub")
    (repo / "texts/link.txt").symlink_to("d0.txt")
    (repo / "texts/d1.txt").unlink()
    (repo / "texts/d1.txt").symlink_to("d0.txt")
    commit(repo)
    paths = {path for path, _ in check_against(repo).found}
    assert paths <= {"texts/link.txt", "texts/d1.txt"}


def test_git_is_asked_in_batches_and_gives_exact_bytes(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = [b"", b"\n", b"\0\xff\n\n", b"no end", "é\r\n".encode() * 999]
    for number, data in enumerate(odd):
        (repo / f"texts/odd{number}.txt").write_bytes(data)
    commit(repo)
    shutil.rmtree(repo / "texts")
    place = repository(repo)
    found = changes(place, merge_base(place, "HEAD"))
    blobs = {one.before: one.blob for one in found if one.before and one.blob}
    names = [repo / f"texts/odd{number}.txt" for number in range(len(odd))]
    monkeypatch.setattr("linter.reading.git.FILES_AT_ONCE", 2)
    assert [*contents(place, [blobs[name] for name in names])] == odd


def test_it_works_inside_a_hook_of_git(repo: Path) -> None:
    """Git tells hooks where it works by variables that may be relative."""
    write(repo, "texts/new.txt", STRAY.format("it"))
    git(repo, "add", "--all")
    with chdir(repo), pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_DIR", ".git")
        patch.setenv("GIT_INDEX_FILE", ".git/index")
        assert check_against(repo, "texts").found == [("texts/new.txt", ". ,")]
