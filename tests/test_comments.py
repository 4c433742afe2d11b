"""Comments in Markdown that say what not to report there."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from linter.cli import main
from linter.comments import Hushes, names_of
from linter.model import Document, Finding, Format, Severity, Span
from linter.rule import Rule

COMMA = "punctuation/period-before-comma"
WORD = "punctuation/period-before-function-word"
STRAY = "In areas such as energy. , aerospace and more they worked on it."
CUT = "They kept close coordination. on the resolution of all problems of theirs."
SETTINGS = f'select = ["{COMMA}", "{WORD}"]\n'


def call(folder: Path, *arguments: str) -> Result:
    with chdir(folder):
        result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


def found(folder: Path, text: str, name: str = "a.md") -> list[tuple[int, str]]:
    """Return lines and texts of what is reported, in a text with its marks."""
    (folder / "mtlint.toml").write_text(SETTINGS)
    (folder / name).write_bytes(text.encode())
    result = call(folder, "check", "--format", "jsonl", name)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [(row["line"], row["text"]) for row in rows[:-1]]


def test_alone_on_a_line_it_is_for_what_follows_up_to_an_empty_line(
    tmp_path: Path,
) -> None:
    text = f"{STRAY}\n\n<!-- mtlint-ignore -->\n\n{STRAY}\n{CUT}\n\n{CUT}\n"
    assert found(tmp_path, text) == [(1, ". ,"), (8, ". on")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_any_line_end_will_do(tmp_path: Path, end: str) -> None:
    text = f"{STRAY}\n\n<!-- mtlint-ignore -->\n{STRAY}\n{CUT}\n \n{CUT}\n"
    assert found(tmp_path, text.replace("\n", end)) == [(1, ". ,"), (7, ". on")]


def test_beside_a_text_it_is_for_the_line(tmp_path: Path) -> None:
    text = f"{STRAY}\n{STRAY} <!-- mtlint-ignore -->\n{CUT}\n"
    assert found(tmp_path, text) == [(1, ". ,"), (3, ". on")]


def test_it_is_for_the_rules_it_names(tmp_path: Path) -> None:
    both = f"{STRAY} {CUT}\n"
    mark = f"<!-- mtlint-ignore: {COMMA}, repetition -- quoted -- twice -->\n"
    assert found(tmp_path, mark + both) == [(2, ". on")]
    assert found(tmp_path, "<!-- mtlint-ignore: punctuation -->\n" + both) == []
    assert found(tmp_path, "<!--mtlint-ignore punctuation-->\n" + both) == []
    assert len(found(tmp_path, "<!-- mtlint-ignore: repetition -->\n" + both)) == 2


def test_marks_may_stand_below_each_other(tmp_path: Path) -> None:
    marks = f"<!-- mtlint-ignore: {COMMA} -->\n<!-- mtlint-ignore: {WORD} -- a\nb -->\n"
    assert found(tmp_path, f"{marks}\n{STRAY} {CUT}\n\n{CUT}") == [(7, ". on")]


def test_a_stretch_is_from_a_mark_to_a_mark(tmp_path: Path) -> None:
    lines = [
        *(STRAY, "", "<!-- mtlint-disable: punctuation -- a list -->", "", STRAY, ""),
        *(CUT, "", "<!-- mtlint-enable: punctuation -->", "", CUT, ""),
        *("<!-- mtlint-disable -->", "", STRAY, "", "<!-- mtlint-enable -->", "", CUT),
    ]
    assert found(tmp_path, "\n".join(lines)) == [(1, ". ,"), (11, ". on"), (19, ". on")]


def test_a_stretch_without_an_end_goes_to_the_end(tmp_path: Path) -> None:
    mark = f"<!-- mtlint-disable: {COMMA} -->"
    text = f"{STRAY}\n\n{mark}\n\n{STRAY}\n\n{CUT}\n"
    assert found(tmp_path, text) == [(1, ". ,"), (7, ". on")]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n<!-- mtlint-disable -->\n```\n\n{STRAY}\n",
        f"`<!-- mtlint-disable -->`: {STRAY}\n",
        f"    <!-- mtlint-disable -->\n\n{STRAY}\n",
        f"mtlint-disable\n\n{STRAY}\n",
    ],
    ids=["fence", "code", "indented", "no comment"],
)
def test_an_example_of_a_mark_is_none(tmp_path: Path, text: str) -> None:
    assert [text for _, text in found(tmp_path, text)] == [". ,"]


def test_plain_text_has_no_comments(tmp_path: Path) -> None:
    text = f"<!-- mtlint-disable -->\n\n{STRAY}\n"
    assert found(tmp_path, text, "a.txt") == [(3, ". ,")]


def test_the_report_counts_them_and_sarif_says_why(tmp_path: Path) -> None:
    found(tmp_path, f"<!-- mtlint-ignore -- a quotation -->\n{STRAY}\n")
    text = call(tmp_path, "check", "a.md").stdout
    assert "1 finding hidden: 1 by comments in the text" in text
    log = json.loads(call(tmp_path, "check", "--format", "sarif", "a.md").stdout)
    (result,) = log["runs"][0]["results"]
    marks = [{"kind": "inSource", "justification": "a quotation"}]
    assert result["suppressions"] == marks


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (
            "mtlint-ignore: punctuation/period-before-coma",
            "mtlint-ignore: no rule or pack 'punctuation/period-before-coma';"
            " did you mean 'punctuation/period-before-comma'?",
        ),
        ("mtlint-ignore: " + COMMA, f"mtlint-ignore: {COMMA} is not found here;"),
        ("mtlint-disable: " + WORD, f"mtlint-disable: {WORD} is not found here;"),
        ("mtlint-enable", "mtlint-enable: nothing is disabled here; remove it"),
        ("mtlint-ingore", "mtlint-ingore: unknown mark; did you mean 'ignore'?"),
        ("mtlint-xyz", "mtlint-xyz: unknown mark; use mtlint-ignore or"),
    ],
)
def test_what_is_wrong_with_a_comment_is_told(
    tmp_path: Path, mark: str, message: str
) -> None:
    found(tmp_path, f"A title\n\n<!-- {mark} -->\n\nNothing here.\n")
    run = call(tmp_path, "check", "a.md")
    assert run.exit_code == 0
    assert run.stderr.startswith(f"mtlint: a.md:3: {message}")
    assert run.stderr.count("\n") == 1
    asked = call(tmp_path, "check", "--fail-on-unused-ignores", "a.md")
    assert asked.exit_code == 1


def test_a_rule_that_does_not_run_is_no_mistake(tmp_path: Path) -> None:
    found(tmp_path, f"<!-- mtlint-ignore: repetition, {COMMA} -->\n{STRAY}\n")
    assert call(tmp_path, "check", "a.md").stderr == ""


def test_fix_leaves_alone_what_a_comment_hides(tmp_path: Path) -> None:
    mark = f"<!-- mtlint-ignore: {COMMA} -->"
    text = f"{mark}\n{STRAY} {CUT} <!-- x -->\n\n{STRAY}\n"
    found(tmp_path, text)
    call(tmp_path, "fix", "--in-place", "a.md")
    fixed = (tmp_path / "a.md").read_text()
    mended = STRAY.replace(". ,", ",")
    assert (
        fixed
        == f"{mark}\n{STRAY} {CUT.replace('. on', ' on')} <!-- x -->\n\n{mended}\n"
    )


def test_two_processes_obey_them_too(tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text(SETTINGS)
    for number in range(2):
        clean = "This paragraph is clean, and long.\n\n" * 40_000
        marks = f"<!-- mtlint-ignore: nonsense, {COMMA} -->\n{STRAY}\n"
        (tmp_path / f"{number}.md").write_text(clean + marks)
    run = call(tmp_path, "check", "--jobs", "2", "--format", "jsonl", ".")
    assert json.loads(run.stdout)["hidden"] == {"comments": 2}
    assert run.stderr.count("no rule or pack 'nonsense'") == 2


MARKS = st.sampled_from(
    [
        *("<!-- mtlint-ignore -->", "<!-- mtlint-disable: a -->", "\n", "\r\n", "word"),
        *(
            "<!-- mtlint-enable -->",
            "<!--mtlint-ignore: a/b, c -- why",
            "-->",
            "  ",
            "`",
        ),
        *("\n\n", "\r", "```\n", "<!-- mtlint-", "- ", "    "),
    ]
)
RULE = Rule("a/b", "", "", Severity.ERROR, "pattern", {})


@given(st.lists(MARKS).map("".join))
def test_any_text_has_an_answer_for_each_place(text: str) -> None:
    hushes = Hushes(Document(text, format=Format.MARKDOWN))
    for start in range(len(text) + 1):
        place = Finding("a/b", Span(start, start), "", Severity.ERROR)
        comment = hushes.hiding(place, names_of(place, RULE))
        assert comment is None or comment.keyword in ("ignore", "disable")
    for remark in hushes.remarks([RULE]):
        assert 1 <= remark.line <= text.count("\n") + text.count("\r") + 1
