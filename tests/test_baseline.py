"""A baseline hides what it holds: as often, wherever it is by now, and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from linter.baseline import FILE
from linter.reading.walking import OWN_FILES
from tests.baselines import begun, hushed, rows
from tests.calling import CUT, SETTINGS, call, write


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return begun(tmp_path / "corpus")


def test_what_is_in_the_baseline_is_hidden_and_counted(corpus: Path) -> None:
    run = hushed(corpus)
    assert (run.code, run.found, run.hidden) == (0, [], 8)
    text = call(corpus, "check", "--baseline", FILE)
    assert "8 findings hidden: 8 in the baseline" in text.out
    assert call(corpus, "check").code == 1


def test_it_has_no_line_numbers_and_one_line_a_content(corpus: Path) -> None:
    assert rows(corpus) == [
        ("texts/d0.txt", ". ,", 1),
        ("texts/d0.txt", ". on", 1),
        ("texts/d1.txt", ". ,", 1),
        ("texts/d1.txt", ". on", 1),
        ("texts/d2.txt", ". ,", 1),
        ("texts/d2.txt", ". on", 1),
        ("texts/same.txt", ". on", 2),
    ]
    before = (corpus / FILE).read_bytes()
    write(
        corpus,
        "texts/d0.txt",
        "New.",
        "",
        *corpus.joinpath("texts/d0.txt").read_text().split("\n"),
    )
    call(corpus, "baseline", "write")
    assert (corpus / FILE).read_bytes() == before


def test_one_more_than_it_holds_is_reported(corpus: Path) -> None:
    with (corpus / "texts/same.txt").open("a") as file:
        file.write(CUT.format("our") + "\n")
    run = hushed(corpus)
    assert (run.code, run.found, run.hidden) == (1, [("texts/same.txt", ". on")], 8)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("such as", "such\nas").replace("of all", "of\nall"),
        lambda text: text.replace("\n", "\r\n\t"),
        lambda text: "Before it all.\n\n" + text + "\nAfter it all.\n",
        lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        lambda text: text.replace("In areas such as", "In fields like"),
        lambda text: text.replace("the resolution", "a settlement"),
    ],
    ids="wrap line-ends push turn-round edit-before edit-after".split(),
)
def test_it_stands_while_the_text_around_changes(
    corpus: Path, change: Callable[[str], str]
) -> None:
    for path in corpus.glob("texts/*.txt"):
        path.write_bytes(change(path.read_text()).encode())
    run = hushed(corpus)
    assert (run.found, run.hidden) == ([], 8)


def test_documents_that_moved_stay_hidden(corpus: Path) -> None:
    (corpus / "texts/d0.txt").rename(corpus / "a.txt")
    (corpus / "texts/d1.txt").rename(corpus / "zé.txt")
    assert (hushed(corpus).found, hushed(corpus).hidden) == ([], 8)
    assert hushed(corpus, "a.txt").found == []
    assert hushed(corpus, "zé.txt", "texts/d2.txt").found == []


def test_a_copy_is_new_though_the_original_stays(corpus: Path) -> None:
    original = (corpus / "texts/d1.txt").read_text()
    for name in ("a.txt", "z.txt"):
        write(corpus, name, original)
        expected = [(name, ". ,"), (name, ". on")]
        assert hushed(corpus).found == expected
        assert hushed(corpus, name).found == expected
        (corpus / name).unlink()


def test_a_paragraph_that_moved_between_documents_of_a_run_stays_hidden(
    corpus: Path,
) -> None:
    last, first = corpus / "texts/d2.txt", corpus / "texts/d0.txt"
    head, _, tail = last.read_text().partition("\n\n")
    last.write_text(head)
    first.write_text(tail + first.read_text())
    assert hushed(corpus).found == []
    assert hushed(corpus, first, last).found == []
    assert hushed(corpus, first).found == [(str(first), ". on")]


def test_an_edit_on_both_sides_makes_it_another_finding(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", "It sells copper. , zinc and lead to all of them.")
    assert hushed(corpus).found == [("texts/d0.txt", ". ,")]


def test_from_any_folder_and_under_any_name_the_documents_are_the_same(
    corpus: Path, tmp_path: Path
) -> None:
    whole = corpus / FILE
    words = ("check", "--format", "jsonl", "--baseline")
    assert call(corpus / "texts", *words, whole, ".").found == []
    assert call(corpus / "texts", *words, f"../{FILE}", "d0.txt").found == []
    assert call(tmp_path, *words, whole, corpus).found == []
    (tmp_path / "link").symlink_to(corpus)
    linked = tmp_path / "link" / "texts"
    assert call(tmp_path, *words, whole, linked, linked / "d1.txt").found == []


def test_a_setting_names_it_from_the_folder_of_the_settings(corpus: Path) -> None:
    write(corpus, "mtlint.toml", SETTINGS, f"baseline = '{FILE}'")
    run = call(corpus / "texts", "check", "--format", "jsonl")
    assert (run.code, run.hidden) == (0, 8)
    assert call(corpus, "check", "--no-baseline", "--format", "jsonl").hidden == 0


def test_standard_input_goes_by_the_name_it_is_given(corpus: Path) -> None:
    data = (corpus / "texts/d0.txt").read_bytes()
    name = ("--stdin-name", "texts/d0.txt", "-")
    assert hushed(corpus, *name, stdin=data).found == []
    assert len(hushed(corpus, "-", stdin=data).found) == 2


def test_the_file_itself_is_no_document(corpus: Path) -> None:
    assert FILE in OWN_FILES
    assert call(corpus, "check", ".").error == ""
    assert hushed(corpus, FILE, "texts").code == 0
    (corpus / FILE).rename(corpus / "known.jsonl")
    words = ("check", "--format", "jsonl", "--baseline", "known.jsonl")
    assert call(corpus, *words).code == 0
    assert call(corpus, *words, "known.jsonl", "texts").code == 0


def test_it_shows_counts_or_every_finding_perhaps_of_some_documents(
    corpus: Path,
) -> None:
    run = call(corpus, "baseline", "show")
    assert run.out == (
        "      5 punctuation/period-before-function-word\n"
        "      3 punctuation/period-before-comma\n"
        "8 findings of 4 documents\n"
    )
    run = call(corpus, "baseline", "show", "--rows", "texts/same.txt", "texts/d0.txt")
    assert run.out == (
        "texts/d0.txt: punctuation/period-before-comma: . ,\n"
        "texts/d0.txt: punctuation/period-before-function-word: . on\n"
        "texts/same.txt: punctuation/period-before-function-word: . on (2 times)\n"
        "4 findings of 2 documents\n"
    )
    run = call(corpus, "baseline", "show", "--rule", "repetition", "texts")
    assert run.out == "0 findings of 0 documents\n"


def test_fix_mends_what_it_holds_but_does_not_fail_for_it(corpus: Path) -> None:
    write(corpus, "mtlint.toml", SETTINGS, f"baseline = '{FILE}'")
    run = call(corpus, "fix", "--diff", "texts")
    assert run.code == 0
    assert "8 of the findings are in the baseline" in run.error
    assert run.out.count("\n+") == 2 * 4 + 4
    write(corpus, "texts/new.txt", CUT.format("new"))
    assert call(corpus, "fix", "--diff", "texts").code == 1
    assert call(corpus, "fix", "--in-place", "texts").code == 1
    assert hushed(corpus).hidden == 0
    assert "8 findings taken out" in call(corpus, "baseline", "prune").out
    assert (corpus / FILE).read_text() == '{"type": "baseline", "schema": 1}\n'


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_tell_the_same(corpus: Path, jobs: int) -> None:
    for number in range(3):
        with (corpus / f"texts/d{number}.txt").open("a") as file:
            file.write("This paragraph is clean, and long.\n\n" * 40_000)
            file.write(CUT.format("other") + "\n")
    run = hushed(corpus, "--jobs", jobs)
    assert run.found == [(f"texts/d{number}.txt", ". on") for number in range(3)]
    assert run.hidden == 8
