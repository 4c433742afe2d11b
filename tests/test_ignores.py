"""What is ignored, by a list or by a comment, and what is said of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from linter.errors import ConfigError
from linter.ignores import read_entries
from linter.locating import Suppression, locate
from linter.model import Document
from linter.reporters.worst import Worst
from tests.calling import SETTINGS, call, check, write
from tests.ignored import CUT, STRAY, YESTERDAY, finding, ignores


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with two documents that have the same two findings."""
    folder = tmp_path / "corpus"
    write(folder, "mtlint.toml", SETTINGS)
    for name in ("a.txt", "old/b.txt"):
        write(folder, name, STRAY, "", CUT)
    return folder


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("text = '. ,'", [("a.txt", ". on"), ("old/b.txt", ". on")]),
        (
            "rule = 'punctuation/period-before-comma'",
            [("a.txt", ". on"), ("old/b.txt", ". on")],
        ),
        ("rule = 'punctuation'", []),
        ("path = 'old/'", [("a.txt", ". ,"), ("a.txt", ". on")]),
        ("path = '*.txt'", []),
        ("path = '/a.txt'", [("old/b.txt", ". ,"), ("old/b.txt", ". on")]),
        (
            "path = 'old/**'\ntext = '.  ,'",
            [("a.txt", ". ,"), ("a.txt", ". on"), ("old/b.txt", ". on")],
        ),
        (
            "path = 'old/**'\nrule = 'repetition'",
            [
                *(("a.txt", ". ,"), ("a.txt", ". on")),
                *(("old/b.txt", ". ,"), ("old/b.txt", ". on")),
            ],
        ),
    ],
)
def test_a_finding_must_fit_all_that_an_entry_says(
    corpus: Path, entry: str, left: list[tuple[str, str]]
) -> None:
    ignores(corpus, entry)
    run = check(corpus)
    assert run.found == left
    hidden = 4 - len(left)
    assert run.rows[-1]["hidden"] == ({"ignores": hidden} if hidden else {})
    assert run.code == (1 if left else 0)


def test_a_fingerprint_names_one_finding_in_any_document(corpus: Path) -> None:
    write(corpus, "a.txt", STRAY, "", STRAY, "", CUT)
    first, second, _ = check(corpus, "a.txt").rows[:3]
    assert first["fingerprint"] != second["fingerprint"]
    ignores(corpus, f"fingerprint = '{second['fingerprint']}'")
    assert [row["line"] for row in check(corpus, "a.txt").rows[:-1]] == [1, 5]
    ignores(corpus, f"fingerprint = '{first['fingerprint']}'")
    assert check(corpus).found == [
        *(("a.txt", ". ,"), ("a.txt", ". on"), ("old/b.txt", ". on"))
    ]


def test_the_report_says_how_many_and_sarif_says_why(corpus: Path) -> None:
    ignores(corpus, "text = '. ,'")
    run = call(corpus, "check")
    assert "2 findings hidden: 2 by mtlint-ignore.toml" in run.out
    (log,) = json.loads(call(corpus, "check", "--format", "sarif").out)["runs"]
    marks = [result.get("suppressions") for result in log["results"]]
    assert marks.count([{"kind": "external", "justification": "why"}]) == 2
    assert marks.count(None) == 2


def test_it_is_found_beside_the_settings_or_above_the_text(
    corpus: Path, tmp_path: Path
) -> None:
    ignores(tmp_path, "text = '. on'")
    assert {text for _, text in check(corpus).found} == {". ,"}
    ignores(corpus, "text = '. ,'")
    assert {text for _, text in check(corpus / "old").found} == {". on"}
    assert len(check(corpus, "--no-config").found) == 4


def test_an_entry_counts_on_its_last_day_and_not_after(corpus: Path) -> None:
    ignores(corpus, f"text = '. ,'\nexpires = {date.today()}")
    assert len(check(corpus).found) == 2
    ignores(corpus, f"text = '. ,'\nexpires = '{YESTERDAY}'")
    run = check(corpus)
    assert (len(run.found), run.code) == (4, 1)
    file = corpus / "mtlint-ignore.toml"
    assert run.error == (
        f"mtlint: {file}: entry 1 (text '. ,'): expired on {YESTERDAY};"
        " renew or remove it\n"
    )


def test_what_is_unused_is_told_and_fails_only_when_asked(corpus: Path) -> None:
    write(corpus, "a.txt", "Clean.")
    write(corpus, "old/b.txt", "Clean.")
    ignores(corpus, "text = '. ,'", "rule = 'punctuation'")
    run = check(corpus)
    assert run.code == 0
    first, second = run.error.splitlines()
    assert first.endswith("entry 1 (text '. ,'): nothing to ignore; remove it")
    assert second.endswith("entry 2 (rule 'punctuation'): nothing to ignore; remove it")
    assert check(corpus, "--fail-on-unused-ignores").code == 1
    assert check(corpus, "--fail-on-unused-ignores", "--exit-zero").code == 0


def test_of_what_a_run_did_not_look_at_nothing_is_said(corpus: Path) -> None:
    write(corpus, "old/b.txt", "Clean.")
    ignores(
        corpus,
        "path = 'old/b.txt'",
        "path = 'old/*'\ntext = '. ,'",
        "rule = 'punctuation/period-before-comma'\npath = 'old'",
        "rule = 'repetition'",
    )
    fail = "--fail-on-unused-ignores"
    assert check(corpus, fail, "--exit-zero", "a.txt").error == ""
    assert check(corpus, fail, "old/b.txt").error.count("\n") == 1
    assert check(corpus, "--exit-zero").error.count("\n") == 3
    assert "repetition" not in check(corpus).error
    limited = check(corpus, "--select", "punctuation/period-before-comma")
    assert [line.partition(" (")[2][:4] for line in limited.error.splitlines()] == [
        "rule"
    ]


def test_two_entries_for_one_finding_are_both_of_use(corpus: Path) -> None:
    ignores(corpus, "text = '. ,'", "rule = 'punctuation'")
    assert check(corpus, "--fail-on-unused-ignores").error == ""


def test_an_unknown_rule_is_told(corpus: Path) -> None:
    ignores(corpus, "rule = 'punctuation/period-before-coma'")
    run = check(corpus, "--exit-zero", "a.txt")
    assert (
        "entry 1 (rule 'punctuation/period-before-coma'): no rule or pack" in run.error
    )
    assert "did you mean 'punctuation/period-before-comma'?" in run.error


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[ignores]]\n", "ignores: unknown key; did you mean 'ignore'?"),
        ("ignore = 3\n", "ignore: must be tables; write [[ignore]]"),
        (
            "[[ignore]]\nreason = 'x'\n",
            "entry 1: says not what to ignore; give any of rule, path, text,"
            " fingerprint",
        ),
        ("[[ignore]]\ntext = 'x'\n", "entry 1: reason: is missing; say why"),
        (
            "[[ignore]]\ntext = 'x'\nreason = ' '\n",
            "entry 1: reason: must be a text that is not empty",
        ),
        (
            "[[ignore]]\ntxt = 'x'\nreason = 'y'\n",
            "entry 1: txt: unknown key; did you mean 'text'?",
        ),
        (
            "[[ignore]]\ntext = 'x'\nreason = 'y'\nexpires = 'soon'\n",
            "entry 1: expires: 'soon' is no day; write 2030-12-31",
        ),
        (
            "[[ignore]]\ntext = 3\nreason = 'y'\n",
            "entry 1: text: must be a text that is not empty",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line(corpus: Path, text: str, message: str) -> None:
    file = write(corpus, "mtlint-ignore.toml", text)
    assert check(corpus).error == f"{file}: {message}"


def test_fix_leaves_alone_what_is_ignored(corpus: Path) -> None:
    ignores(corpus, "text = '. ,'")
    run = call(corpus, "fix", "--in-place", ".")
    assert (
        corpus / "a.txt"
    ).read_text() == f"{STRAY}\n\n{CUT.replace('. on', ' on')}\n"
    assert run.code == 1
    assert call(corpus, "fix", "--in-place", ".").code == 0


def test_fix_leaves_alone_what_is_ignored_beside_what_it_mends(corpus: Path) -> None:
    text = "In areas such as energy. , aerospace. , water and more they worked on it."
    write(corpus, "a.txt", text)
    for number, kept in (
        (0, "energy. , aerospace, water"),
        (1, "energy, aerospace. ,"),
    ):
        write(corpus, "a.txt", text)
        (corpus / "mtlint-ignore.toml").unlink(missing_ok=True)
        row = check(corpus, "a.txt").rows[number]
        ignores(corpus, f"fingerprint = '{row['fingerprint']}'")
        call(corpus, "fix", "--in-place", "a.txt")
        assert kept in (corpus / "a.txt").read_text()


def test_a_path_that_is_no_glob_is_told(corpus: Path) -> None:
    ignores(corpus, "path = '!'")
    assert "is no glob" in check(corpus).error


def test_an_entry_needs_what_an_entry_needs() -> None:
    with pytest.raises(ConfigError, match="reason: is missing"):
        read_entries({"ignore": [{"text": "x"}]}, Path("here"))


def test_where_only_so_many_are_told_what_is_hidden_comes_last() -> None:
    first, second = locate(Document("one two"), [finding(0, 3), finding(4, 7)])
    worst = Worst(1)
    worst.add(first._replace(suppression=Suppression(False)))
    worst.add(second)
    assert (worst.kept, worst.left_out) == ([second], 1)
