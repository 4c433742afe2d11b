"""Pull-request mode: a list of files limits what is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.calling import STRAY, write
from tests.repositories import begun, check_against, commit, git


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(tmp_path / "repo", monkeypatch)


def listed(names: Sequence[str], end: str) -> bytes:
    return "".join(name + end for name in names).encode()


@pytest.mark.parametrize("end", ["\0", "\n", "\r\n"], ids=["NUL", "LF", "CR LF"])
def test_a_list_of_files_limits_what_is_looked_at(repo: Path, end: str) -> None:
    names = ["texts/one é.txt", "texts/two.txt", "texts/three.txt"]
    for name in names:
        write(repo, name, STRAY.format(name))
    given = listed([*names[:2], "texts/d0.txt"], end)
    run = check_against(repo, "--files-from", "-", stdin=given)
    assert [path for path, _ in run.found] == names[:2]


def test_a_list_as_git_prints_it_is_read(repo: Path) -> None:
    write(repo, "texts/día 1.txt", "They sell copper. , zinc and lead.")
    git(repo, "rm", "--quiet", "texts/d0.txt")
    commit(repo)
    names = git(repo, "diff", "--name-only", "main")
    assert '"texts/d\\303\\255a 1.txt"' in names
    assert "texts/d0.txt" in names
    run = check_against(repo, "--files-from", "-", stdin=names.encode())
    assert run.found == [("texts/día 1.txt", ". ,")]


def test_an_empty_list_is_nothing_and_not_everything(repo: Path) -> None:
    write(repo, "texts/new.txt", STRAY.format("it"))
    run = check_against(repo, "--files-from", "-", stdin=b"")
    assert (run.code, run.found) == (0, [])


def test_a_listed_file_that_never_was_is_an_error(repo: Path) -> None:
    run = check_against(repo, "--files-from", "-", stdin=b"texts/typo.txt\n")
    assert (run.code, run.error) == (2, "texts/typo.txt: no such file or folder")
