"""Both hooks, under the real pre-commit: one installation of them for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.precommit_hooks import (
    Installed,
    begun,
    commit,
    git,
    install,
    quiet_git,
    write,
)

STRAY = "In areas such as energy. , aerospace and more they worked on it.\n"
FIXED = "In areas such as energy, aerospace and more they worked on it.\n"
CLEAN = "Nothing is wrong here.\n"


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the hooks once, whatever the number of test processes."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    shared = shared / "pre-commit"
    shared.mkdir(exist_ok=True)
    cache = {"MTLINT_CACHE_DIR": str(shared / "cache")}
    environment = {**quiet_git(), **cache, "PRE_COMMIT_HOME": str(shared / "home")}
    environment.pop("PYTHONPATH", None)
    made = Installed(shared / "hooks", environment)
    with FileLock(shared / "lock"):
        if not (shared / "ready").exists():
            install(made, shared)
    if reason := (shared / "ready").read_text():
        pytest.skip(f"pip could not install the hooks: {reason}")
    return made


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Return a repository with a clean document."""
    folder = begun(tmp_path / "repo")
    write(folder, "texts/clean.txt", CLEAN)
    commit(folder)
    return folder


@pytest.mark.parametrize("name", ["a.txt", "two words.md", "día.txt", "文 書'$;.txt"])
def test_a_commit_with_an_artifact_is_stopped(
    repo: Path, installed: Installed, name: str
) -> None:
    write(repo, f"texts/{name}", STRAY)
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert done.returncode == 1
    assert f"texts/{name}:1:24: error punctuation/period-before-comma" in done.stdout
    assert "1 document checked" in done.stdout


def test_clean_documents_and_other_files_pass(repo: Path, installed: Installed) -> None:
    write(repo, "texts/more.txt", CLEAN)
    write(repo, "code.py", f"# {STRAY}")
    git(repo, "add", "--all")
    assert installed.run(repo).returncode == 0


def test_all_files_are_checked_in_a_fresh_clone(
    repo: Path, installed: Installed, tmp_path: Path
) -> None:
    for number in range(3):
        write(repo, f"texts/é {number}.txt", STRAY)
    commit(repo)
    git(tmp_path, "clone", "--quiet", str(repo), "clone")
    done = installed.run(tmp_path / "clone", "--all-files")
    assert done.returncode == 1
    assert "4 documents checked, 3 findings" in done.stdout


def test_the_fix_hook_mends_and_fails_once(repo: Path, installed: Installed) -> None:
    path = write(repo, "texts/two words é.txt", STRAY)
    git(repo, "add", "--all")
    done = installed.run(repo, hook="mtlint-fix")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert "undo with: mtlint undo .mtlint" in done.stdout
    assert path.read_text() == FIXED
    status = git(repo, "status", "--porcelain")
    assert ".mtlint" not in status
    git(repo, "add", "--all")
    assert installed.run(repo, hook="mtlint-fix").returncode == 0
    assert installed.run(repo).returncode == 0


def test_the_fix_hook_passes_what_it_cannot_mend(
    repo: Path, installed: Installed
) -> None:
    text = "It says <unk> here.\n"
    path = write(repo, "texts/a.txt", text)
    git(repo, "add", "--all")
    assert installed.run(repo, hook="mtlint-fix").returncode == 0
    assert path.read_text() == text
    assert installed.run(repo).returncode == 1


@pytest.mark.parametrize("hook", ["mtlint-check", "mtlint-fix"])
def test_deleted_and_renamed_files_are_no_trouble(
    repo: Path, installed: Installed, hook: str
) -> None:
    for name in ("gone.txt", "old name.txt", "left.txt"):
        write(repo, f"texts/{name}", f"{CLEAN}{name}\n")
    commit(repo)
    git(repo, "rm", "--quiet", "texts/gone.txt")
    git(repo, "mv", "texts/old name.txt", "texts/new name é.txt")
    (repo / "texts/left.txt").unlink()
    git(repo, "add", "--update", "texts")
    assert installed.run(repo, hook=hook).returncode == 0
    assert installed.run(repo, "--all-files", hook=hook).returncode == 0


def test_only_what_is_staged_is_checked(repo: Path, installed: Installed) -> None:
    path = write(repo, "texts/a.txt", CLEAN)
    git(repo, "add", "--all")
    path.write_text(CLEAN + STRAY)
    assert installed.run(repo).returncode == 0
    assert path.read_text() == CLEAN + STRAY
    write(repo, "texts/a.txt", STRAY)
    git(repo, "add", "texts")
    path.write_text(CLEAN)
    assert installed.run(repo).returncode == 1
    assert path.read_text() == CLEAN


def test_a_partial_stage_is_mended_and_the_rest_comes_back(
    repo: Path, installed: Installed
) -> None:
    gap = "Lines between the two.\n" * 9
    path = write(repo, "texts/a.txt", STRAY + gap)
    git(repo, "add", "--all")
    path.write_text(STRAY + gap + "Not staged. , yet\n")
    done = installed.run(repo, hook="mtlint-fix")
    assert done.returncode == 1
    assert path.read_text() == FIXED + gap + "Not staged. , yet\n"


def test_windows_line_ends_stay(repo: Path, installed: Installed) -> None:
    git(repo, "config", "core.autocrlf", "false")
    text = (CLEAN + STRAY).replace("\n", "\r\n")
    path = write(repo, "texts/a.txt", text)
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert "texts/a.txt:2:24: error" in done.stdout
    assert installed.run(repo, hook="mtlint-fix").returncode == 1
    assert path.read_bytes() == (CLEAN + FIXED).replace("\n", "\r\n").encode()


def test_excluded_files_are_left_out_though_they_are_named(
    repo: Path, installed: Installed
) -> None:
    write(repo, "mtlint.toml", 'exclude = ["drafts/"]\n')
    write(repo, "drafts/a.txt", STRAY)
    git(repo, "add", "--all")
    assert installed.run(repo).returncode == 0
    assert installed.run(repo, hook="mtlint-fix").returncode == 0
    assert (repo / "drafts/a.txt").read_text() == STRAY


def test_what_the_baseline_holds_stops_nobody(repo: Path, installed: Installed) -> None:
    write(repo, "mtlint.toml", 'baseline = "mtlint-baseline.jsonl"\n')
    path = write(repo, "texts/old.txt", STRAY)
    words = [sys.executable, "-m", "linter", "baseline", "write"]
    subprocess.run(words, cwd=repo, check=True, capture_output=True)
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert done.returncode == 0, done.stdout
    assert "1 finding hidden: 1 in the baseline" in done.stdout
    path.write_text(CLEAN + STRAY + "Now in areas such as coal. , gas and oil too.\n")
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert done.returncode == 1
    assert "texts/old.txt:3:" in done.stdout
    assert "texts/old.txt:2" not in done.stdout


def test_many_files_go_in_several_calls_one_after_the_other(
    repo: Path, installed: Installed
) -> None:
    """pre-commit gives a call about 128 KB of names."""
    for number in range(700):
        write(repo, f"texts/{number:04}{'x' * 200}.txt", CLEAN)
    write(repo, "texts/0350.txt", STRAY)
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert done.returncode == 1
    assert done.stdout.count("documents checked") > 1
    assert done.stdout.count(": error punctuation/period-before-comma") == 1


def test_documents_of_many_calls_are_held_against_the_index(
    repo: Path, installed: Installed
) -> None:
    """No call sees the whole corpus, and none reads it."""
    usual = "In May {} said this. Then {} said that, and left.\n".format
    for number in range(700):
        name = "Manturov" if number % 70 == 0 else "nobody"
        write(repo, f"texts/{number:04}{'x' * 200}.txt", usual(name, name))
    words = [sys.executable, "-m", "linter", "index", "build", "texts"]
    subprocess.run(words, cwd=repo, check=True, capture_output=True)
    write(repo, "mtlint.toml", 'index = "mtlint-index.sqlite"\n')
    write(repo, "texts/0351.txt", "He met Mantourov.\n")
    git(repo, "add", "--all")
    done = installed.run(repo)
    assert done.returncode == 1, done.stdout
    assert done.stdout.count("documents checked") > 1
    assert done.stdout.count(": warning consistency/name") == 1
    assert "texts/0351.txt:1:8" in done.stdout
    assert "20 times in 10 documents" in done.stdout
    # The document that comes in is one that the index does not know yet.
    assert "is older than its corpus (files: 1 new)" in done.stdout


def test_the_hooks_stop_a_real_commit(repo: Path, installed: Installed) -> None:
    installed.run(repo)
    assert installed.call(repo, "install").returncode == 0
    path = write(repo, "texts/a.txt", STRAY)
    git(repo, "add", "--all")
    words = ["git", "commit", "--quiet", "--message", "work"]
    environment = installed.environment
    stopped = subprocess.run(words, cwd=repo, env=environment, capture_output=True)
    assert stopped.returncode == 1
    path.write_text(FIXED)
    git(repo, "add", "--all")
    done = subprocess.run(words, cwd=repo, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_it_can_be_tried_before_it_is_configured(
    repo: Path, installed: Installed
) -> None:
    """``try-repo`` installs the hooks anew, in a place of its own."""
    write(repo, "texts/a b é.txt", STRAY)
    git(repo, "add", "--all")
    words = ("mtlint-check", "--ref", "v1.0", "--color=never", "--verbose")
    done = installed.call(repo, "try-repo", installed.hooks.as_uri(), *words)
    assert done.returncode == 1, done.stdout
    assert "texts/a b é.txt:1:24: error punctuation/period-before-comma" in done.stdout
