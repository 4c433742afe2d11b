"""Pull-request mode: what a change brings, and nothing that was there before."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.calling import CUT, SETTINGS, STRAY, write
from tests.repositories import begun, check_against, commit, git


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(tmp_path / "repo", monkeypatch)


def test_a_branch_without_a_change_brings_nothing(repo: Path) -> None:
    run = check_against(repo)
    assert (run.code, run.found) == (0, [])
    assert run.rows[-1]["documents"] == 0


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not yet"])
def test_only_what_was_added_is_reported(repo: Path, committed: bool) -> None:
    with (repo / "texts/d1.txt").open("a") as file:
        file.write(STRAY.replace("energy", "steel").format("its own") + "\n")
    write(repo, "texts/new.txt", CUT.format("new"))
    if committed:
        commit(repo)
    run = check_against(repo)
    assert run.found == [("texts/d1.txt", ". ,"), ("texts/new.txt", ". on")]
    assert run.code == 1
    assert run.rows[-1]["documents"] == 2


def test_what_main_did_meanwhile_is_not_blamed_on_the_branch(repo: Path) -> None:
    write(repo, "texts/mine.txt", CUT.format("new"))
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    write(repo, "texts/d0.txt", "All clean now.")
    commit(repo)
    git(repo, "checkout", "--quiet", "work")
    assert check_against(repo).found == [("texts/mine.txt", ". on")]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("such as", "such\nas").replace("of all", "of\nall"),
        lambda text: "\n".join("    " + line for line in text.splitlines()),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "A new first sentence.\n\n" + text,
        lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        lambda text: text.replace("In areas such as", "In fields like"),
        lambda text: text.replace("on the resolution of", "on the settlement of"),
    ],
    ids="wrap indent line-ends push turn-round edit-before edit-after".split(),
)
def test_text_that_only_looks_different_is_not_blamed(
    repo: Path, change: Callable[[str], str]
) -> None:
    for number in range(3):
        path = repo / f"texts/d{number}.txt"
        path.write_bytes(change(path.read_text()).encode())
    assert len(check_against(repo, base=None).found) == 10
    commit(repo)
    assert check_against(repo).found == []
    assert check_against(repo).rows[-1]["documents"] == 3


def test_a_finding_that_only_a_new_line_break_shows_is_not_blamed(repo: Path) -> None:
    path = write(repo, "texts/cut.txt", CUT.format("the").replace(". on", ".\non"))
    assert check_against(repo, base=None).found[0] == ("texts/d0.txt", ". ,")
    commit(repo)
    git(repo, "branch", "--force", "main")
    path.write_text(path.read_text().replace("\n", " "))
    assert check_against(repo, path, base=None).found == [(str(path), ". on")]
    assert check_against(repo).found == []
    path.write_text(path.read_text() * 2)
    assert check_against(repo).found == [("texts/cut.txt", ". on")]


def test_documents_that_moved_bring_nothing_and_are_not_even_read(repo: Path) -> None:
    git(repo, "mv", "texts/d0.txt", "texts/é ö.txt")
    (repo / "texts/deep").mkdir()
    git(repo, "mv", "texts/d1.txt", "texts/deep/d1.txt")
    commit(repo)
    run = check_against(repo)
    assert (run.found, run.rows[-1]["documents"]) == ([], 0)


def test_a_document_that_moved_and_grew_brings_what_it_grew_by(repo: Path) -> None:
    git(repo, "mv", "texts/d0.txt", "texts/moved.txt")
    with (repo / "texts/moved.txt").open("a") as file:
        file.write(CUT.format("other") + "\n")
    commit(repo)
    assert check_against(repo).found == [("texts/moved.txt", ". on")]
    assert check_against(repo, "texts/moved.txt").found == [("texts/moved.txt", ". on")]


def test_a_move_that_git_does_not_know_of_is_one(repo: Path) -> None:
    (repo / "texts/d0.txt").rename(repo / "texts/elsewhere.txt")
    assert check_against(repo).found == []


def test_a_paragraph_that_moved_to_another_document_is_not_blamed(repo: Path) -> None:
    first, second = repo / "texts/d0.txt", repo / "texts/d1.txt"
    head, _, tail = first.read_text().partition("\n\n")
    first.write_text(head + "\n")
    second.write_text(tail + second.read_text())
    commit(repo)
    assert check_against(repo).found == []


def test_a_copy_is_new_though_the_original_stays(repo: Path) -> None:
    shutil.copy(repo / "texts/d0.txt", repo / "texts/copy.txt")
    commit(repo)
    assert check_against(repo).found == [
        ("texts/copy.txt", ". ,"),
        ("texts/copy.txt", ". on"),
    ]


def test_of_three_equal_findings_where_there_were_two_one_is_new(repo: Path) -> None:
    line = STRAY.format("it")
    write(repo, "texts/same.txt", line, line)
    commit(repo)
    git(repo, "branch", "--force", "main")
    write(repo, "texts/same.txt", line, line, line)
    assert check_against(repo).found == [("texts/same.txt", ". ,")]


def test_what_comes_from_where_nobody_looks_is_new(repo: Path) -> None:
    write(repo, "drafts/raw.txt", STRAY.format("a draft"))
    commit(repo)
    git(repo, "branch", "--force", "main")
    git(repo, "mv", "drafts/raw.txt", "texts/raw.txt")
    assert check_against(repo, "texts").found == [("texts/raw.txt", ". ,")]
    assert check_against(repo).found == []
    write(repo, "mtlint.toml", SETTINGS, 'exclude = ["drafts/"]')
    assert check_against(repo).found == [("texts/raw.txt", ". ,")]


def test_only_what_a_walk_would_take_is_looked_at(repo: Path) -> None:
    write(repo, ".gitignore", "ignored/")
    write(repo, "texts/.gitignore", "*.bak")
    for name in ("ignored/a.txt", "texts/a.bak", "texts/a.py", "node_modules/a.txt"):
        write(repo, name, STRAY.format("nothing"))
    write(repo, "texts/b.txt", STRAY.format("something"))
    git(repo, "add", "--force", "--all")
    assert check_against(repo).found == [("texts/b.txt", ". ,")]
    assert check_against(repo, "texts/a.py", "texts/b.txt").found == [
        ("texts/a.py", ". ,"),
        ("texts/b.txt", ". ,"),
    ]


def test_paths_are_told_as_they_were_named(repo: Path) -> None:
    write(repo, "texts/b.txt", STRAY.format("something"))
    assert check_against(repo / "texts").found == [("b.txt", ". ,")]
    assert check_against(repo / "texts", "..").found == [("../texts/b.txt", ". ,")]
    whole = str(repo / "texts/b.txt")
    assert check_against(repo.parent, repo, base="main").found == [(whole, ". ,")]
    assert check_against(repo, "texts/d0.txt").found == []


@pytest.mark.parametrize(
    "name", ["two words.txt", "día.txt", "文書.txt", "a'b;c$d.txt"]
)
def test_any_name_will_do(repo: Path, name: str) -> None:
    write(repo, f"texts/{name}", STRAY.format("it"))
    commit(repo)
    with (repo / "texts" / name).open("a") as file:
        file.write(CUT.format("other") + "\n")
    assert check_against(repo, base="HEAD").found == [(f"texts/{name}", ". on")]


def test_a_name_that_is_no_unicode_will_do(repo: Path) -> None:
    name = os.fsdecode(b"texts/caf\xe9.txt")
    try:
        write(repo, name, STRAY.format("it"))
    except OSError:
        pytest.skip("this file system wants names in Unicode")
    commit(repo)
    assert check_against(repo).found == [(name, ". ,")]


def test_only_the_records_that_differ_are_read(repo: Path) -> None:
    rows = [
        json.dumps({"id": str(n), "text": STRAY.format(f"record {n} of them all")})
        for n in range(50)
    ]
    write(repo, "texts/all.jsonl", *rows)
    commit(repo)
    git(repo, "branch", "--force", "main")
    new = json.dumps({"id": "new", "text": CUT.format("new")})
    edited = rows[9].replace("aerospace", "space")
    write(repo, "texts/all.jsonl", *rows[20:], new, edited, *rows[:9], *rows[10:20])
    run = check_against(repo)
    assert run.found == [("texts/all.jsonl", ". on")]
    assert run.rows[0]["record"] == "new"
    assert run.rows[0]["record_line"] == 31
    assert run.rows[-1]["documents"] == 2


def test_records_in_an_encoding_without_lines_are_all_read(repo: Path) -> None:
    row = json.dumps({"text": STRAY.format("it")})
    path = repo / "texts/wide.jsonl"
    path.write_bytes((row + "\n").encode("utf-16"))
    commit(repo)
    git(repo, "branch", "--force", "main")
    path.write_bytes((row + "\n" + row + "\n").encode("utf-16"))
    assert check_against(repo).found == [("texts/wide.jsonl", ". ,")]


def test_an_ignored_finding_is_no_credit_for_a_new_one(repo: Path) -> None:
    entry = "[[ignore]]\npath = 'texts/d0.txt'\nreason = 'it is quoted'"
    write(repo, "mtlint-ignore.toml", entry)
    shutil.copy(repo / "texts/d0.txt", repo / "texts/copy.txt")
    with (repo / "texts/d0.txt").open("a") as file:
        file.write("One more sentence.\n")
    assert check_against(repo).found == [
        ("texts/copy.txt", ". ,"),
        ("texts/copy.txt", ". on"),
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_tell_the_same(repo: Path, jobs: int) -> None:
    for number in range(5):
        with (repo / f"texts/d{number}.txt").open("a") as file:
            file.write("This paragraph is clean, and long.\n\n" * 10_000 * number)
            file.write(CUT.format("other") + "\n")
    run = check_against(repo, "--jobs", jobs)
    assert run.found == [(f"texts/d{number}.txt", ". on") for number in range(5)]
