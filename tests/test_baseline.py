"""A baseline hides what it holds: as often, wherever it is by now, and no more."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.baseline import FILE, Baseline, Row, dump
from linter.errors import ConfigError
from linter.reading.walking import OWN_FILES
from tests.calling import CUT, SETTINGS, STRAY, Called, call, check, write


def hushed(folder: Path, *arguments: object, stdin: bytes | None = None) -> Called:
    """Check with the baseline."""
    return check(folder, "--baseline", FILE, *arguments, stdin=stdin)


def rows(folder: Path) -> list[tuple[str, str, int]]:
    """Return what the baseline holds: document, text, count."""
    lines = (folder / FILE).read_text().splitlines()
    assert lines == [lines[0], *sorted(lines[1:])]
    found = map(json.loads, lines[1:])
    return [(row["path"], row["text"], row["count"]) for row in found]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with four documents, and a baseline of their findings."""
    folder = tmp_path / "corpus"
    write(folder, "mtlint.toml", SETTINGS)
    for number in range(3):
        plan = STRAY.format(f"plan {number} of them all")
        write(folder, f"texts/d{number}.txt", plan, "", CUT.format(f"{number} old"))
    write(folder, "texts/same.txt", CUT.format("our"), "", CUT.format("our"))
    run = call(folder, "baseline", "write")
    assert run.code == 0
    assert "8 findings of 4 documents" in run.out
    return folder


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


def test_it_fails_on_what_is_stale_only_when_asked(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", "All is well.")
    (corpus / "texts/d1.txt").unlink()
    assert (hushed(corpus).code, hushed(corpus).error) == (0, "")
    run = hushed(corpus, "--fail-on-stale")
    assert run.code == 1
    assert "4 of the findings it holds are gone" in run.error
    assert "'. ,' in texts/d0.txt (punctuation/period-before-comma)" in run.error
    assert run.error.count("\n") == 1
    assert hushed(corpus, "--fail-on-stale", "--exit-zero").code == 0


def test_only_what_a_run_looked_at_can_be_stale(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", "All is well.")
    (corpus / "texts/d1.txt").rename(corpus / "elsewhere.txt")
    stale = ("--fail-on-stale", "texts/d2.txt")
    assert hushed(corpus, *stale).code == 0
    assert hushed(corpus, *stale, "elsewhere.txt").code == 0
    assert hushed(corpus, *stale, "--select", "repetition").code == 0
    assert hushed(corpus, *stale, "texts/d0.txt").code == 1
    assert "2 of the findings" in hushed(corpus, "--fail-on-stale").error
    assert hushed(corpus, "--fail-on-stale", "--select", "repetition").code == 0


def test_pruning_takes_out_what_is_gone_and_adds_nothing(corpus: Path) -> None:
    new = "Everything depends on their will. on the whole."
    write(corpus, "texts/d0.txt", CUT.format("0 old"), "", new)
    write(corpus, "texts/same.txt", CUT.format("our"))
    (corpus / "texts/d1.txt").rename(corpus / "moved.txt")
    run = call(corpus, "baseline", "prune")
    assert run.code == 0
    assert run.out.startswith("2 findings taken out; 6 findings of 4 documents in ")
    assert rows(corpus) == [
        ("moved.txt", ". ,", 1),
        ("moved.txt", ". on", 1),
        ("texts/d0.txt", ". on", 1),
        ("texts/d2.txt", ". ,", 1),
        ("texts/d2.txt", ". on", 1),
        ("texts/same.txt", ". on", 1),
    ]
    assert hushed(corpus, "--fail-on-stale").found == [("texts/d0.txt", ". on")]
    before = (corpus / FILE).read_bytes()
    call(corpus, "baseline", "prune")
    assert (corpus / FILE).read_bytes() == before


def test_pruning_follows_a_finding_whose_neighbours_changed(corpus: Path) -> None:
    for words in ("In fields like", "In lands of"):
        path = corpus / "texts/d0.txt"
        text = path.read_text().replace("In areas such as energy", f"{words} energy")
        path.write_text(text.replace("In fields like", words))
        call(corpus, "baseline", "prune")
        assert hushed(corpus, "--fail-on-stale").code == 0
    text = path.read_text().replace("aerospace and more", "aerospace, water")
    path.write_text(text)
    assert hushed(corpus).found == []


def test_pruning_a_part_leaves_the_rest(corpus: Path) -> None:
    for number in range(3):
        write(corpus, f"texts/d{number}.txt", "All is well.")
    call(corpus, "baseline", "prune", "texts/d1.txt")
    assert {path for path, _, _ in rows(corpus)} == {
        *("texts/d0.txt", "texts/d2.txt", "texts/same.txt")
    }
    call(corpus, "baseline", "prune", "--select", "punctuation/period-before-comma")
    assert (("texts/d0.txt", ". on", 1) in rows(corpus)) is True
    assert (("texts/d0.txt", ". ,", 1) in rows(corpus)) is False


def test_writing_a_part_leaves_the_rest(corpus: Path) -> None:
    write(corpus, "texts/d0.txt", CUT.format("brand new"))
    write(corpus, "texts/d1.txt", "All is well.")
    call(corpus, "baseline", "write", "texts/d0.txt")
    found = rows(corpus)
    assert ("texts/d0.txt", ". ,", 1) not in found
    assert ("texts/d1.txt", ". ,", 1) in found
    assert hushed(corpus).found == []


def test_a_document_that_cannot_be_read_keeps_its_lines(corpus: Path) -> None:
    before = rows(corpus)
    (corpus / "texts/d0.txt").write_bytes(b"\xff\xfe\xff broken \xd8")
    for command in ("write", "prune"):
        run = call(corpus, "baseline", command)
        assert run.code == 2
        assert "d0.txt: not checked" in run.error
        assert rows(corpus) == before


def test_ignored_findings_are_not_written(corpus: Path) -> None:
    entry = "[[ignore]]\ntext = '. ,'\nreason = 'it is quoted'"
    write(corpus, "mtlint-ignore.toml", entry)
    call(corpus, "baseline", "write")
    assert {text for _, text, _ in rows(corpus)} == {". on"}


def test_records_of_a_file_share_its_lines(corpus: Path) -> None:
    lines = [json.dumps({"text": CUT.format("the")}) for _ in range(3)]
    write(corpus, "all.jsonl", *lines)
    call(corpus, "baseline", "write", "all.jsonl")
    assert ("all.jsonl", ". on", 3) in rows(corpus)
    write(corpus, "all.jsonl", *lines[1:], json.dumps({"text": "Clean."}), lines[0])
    assert hushed(corpus).found == []
    write(corpus, "all.jsonl", *lines, lines[0])
    assert hushed(corpus).found == [("all.jsonl", ". on")]


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
