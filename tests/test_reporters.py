from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.locating import locate
from linter.model import (
    Document,
    Edit,
    Finding,
    Fix,
    Related,
    Rule,
    Safety,
    Severity,
    Span,
)
from linter.reporters import CLASSES, Failure, Style, Summary, reporter
from linter.reporters.display import one_line, printable, underlined, width

RULE = "punctuation/period-before-comma"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def finding(
    text: str,
    part: str,
    *related: Related,
    rule: str = RULE,
    message: str = "Stray full stop before a comma.",
    severity: Severity = Severity.ERROR,
    fix: Fix | None = None,
) -> Finding:
    at = text.index(part)
    span = Span(at, at + len(part))
    return Finding(rule, span, message, severity, fix, related)


def rule(name: str, summary: str) -> Rule:
    return Rule(name, summary, "Wrong.", Severity.ERROR, "pattern", {})


def deleting(text: str, part: str, safety: Safety = Safety.SAFE) -> Fix:
    at = text.index(part)
    return Fix((Edit(Span(at, at + len(part)), ""),), safety)


def report(
    name: str,
    documents: Iterable[tuple[Document, list[Finding]]] = (),
    summary: Summary | None = None,
    style: Style | None = None,
) -> str:
    """Return all that a reporter writes on documents and their findings."""
    stream = io.StringIO(newline="")
    summary = summary or Summary()
    teller = reporter(name, stream, style or Style(width=80))
    teller.begin()
    for document, findings in documents:
        located = locate(document, findings)
        summary.count(located)
        teller.document(str(document.path), located)
    teller.finish(summary)
    return stream.getvalue()


def block(text: str, *findings: Finding, style: Style | None = None) -> str:
    """Return what the text reporter writes on the findings of one document."""
    document = Document(text, PurePath("a.txt"))
    return report("text", [(document, list(findings))], style=style).split("\n\n")[0]


def source(text: str, part: str, style: Style | None = None) -> str:
    """Return the source line and the carets under a part of it."""
    return "\n".join(block(text, finding(text, part), style=style).split("\n")[2:4])


def objects(output: str) -> list[dict[str, Any]]:
    assert output.endswith("\n")
    return [json.loads(line) for line in output[:-1].split("\n")]


ENERGY = "major projects in areas such as energy. , aerospace and connectivity\n"
MEETING = "One.\n\nclose coordination. on the resolution of problems\n"


def test_the_text_report_tells_all_there_is() -> None:
    first = finding(ENERGY, ". ,", fix=deleting(ENERGY, ". "))
    second = finding(
        MEETING,
        ". on",
        Related("'coordination on' stands here", Span(0, 3)),
        Related("and 3 times in another text", path="b.txt"),
        rule="sentences/cut",
        message="A sentence cut in two.",
        severity=Severity.WARNING,
        fix=deleting(MEETING, ". ", Safety.SUGGESTED),
    )
    summary = Summary(
        failed=[Failure("c.txt", "not UTF-8 at byte 3 (line 1)")],
        passed_over={"binary": 2},
        rules={RULE: rule(RULE, "Full stop left before a comma.")},
    )
    documents = [
        (Document(ENERGY, PurePath("seeds/a.txt")), [first]),
        (Document("Clean.", PurePath("seeds/clean.txt")), []),
        (Document(MEETING, PurePath("b.jsonl"), "id-7", record_line=12), [second]),
    ]
    assert report("text", documents, summary) == dedent(
        """\
        seeds/a.txt:1:39: error punctuation/period-before-comma
          Stray full stop before a comma.
            1 | major projects in areas such as energy. , aerospace and connectivity
              |                                       ^^^
          fix (safe):
            - …in areas such as energy. , aerospace and…
            + …in areas such as energy, aerospace and…

        b.jsonl:12 (record id-7) 3:19: warning sentences/cut
          A sentence cut in two.
            3 | close coordination. on the resolution of problems
              |                   ^^^^
          fix (suggested):
            - close coordination. on the resolution of…
            + close coordinationon the resolution of…
          note: 'coordination on' stands here (line 1, column 1)
          note: and 3 times in another text (b.txt)

        1 error   punctuation/period-before-comma  Full stop left before a comma.
        1 warning sentences/cut

        3 documents checked, 2 findings: 1 error, 1 warning.
        1 can be fixed with 'mtlint fix'.
        2 passed over: binary
        c.txt: not checked: not UTF-8 at byte 3 (line 1)
        """
    )


def test_the_concise_report_has_one_line_a_finding() -> None:
    first = finding(ENERGY, ". ,", fix=deleting(ENERGY, ". "))
    second = finding(
        MEETING,
        ". on",
        rule="sentences/cut",
        message="A sentence\ncut in two.",
        severity=Severity.WARNING,
        fix=deleting(MEETING, ". ", Safety.SUGGESTED),
    )
    third = finding(MEETING, "One", severity=Severity.INFO, rule="a/b", message="Odd.")
    summary = Summary(
        failed=[Failure("c.jsonl", "not JSON", "3", 3)], passed_over={"binary": 2}
    )
    documents = [
        (Document(ENERGY, PurePath("a.txt")), [first]),
        (
            Document(MEETING, PurePath("b.jsonl"), "id-7", record_line=12),
            [second, third],
        ),
    ]
    assert report("concise", documents, summary) == (
        "a.txt:1:39: error punctuation/period-before-comma:"
        " Stray full stop before a comma. [fix]\n"
        "b.jsonl:12 (record id-7) 1:1: info a/b: Odd.\n"
        "b.jsonl:12 (record id-7) 3:19: warning sentences/cut:"
        " A sentence⏎cut in two. [suggested fix]\n"
        "c.jsonl:3 (record 3): not checked: not JSON\n"
        "2 documents checked, 3 findings: 1 error, 1 warning, 1 info;"
        " 1 can be fixed with 'mtlint fix'; 2 passed over: binary; 1 not checked\n"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", "1 document checked, 0 findings.\n"),
        ("concise", "1 document checked, 0 findings\n"),
    ],
)
def test_clean_documents_are_told_in_one_line(name: str, expected: str) -> None:
    assert report(name, [(Document("Clean."), [])]) == expected


def test_the_json_report_keeps_its_contract() -> None:
    text = f"One.\n{ENERGY}"
    hit = finding(
        text,
        ". ,",
        Related("here", Span(0, 3)),
        Related("there", path="b.txt"),
        fix=deleting(text, ". "),
    )
    summary = Summary(failed=[Failure("c.txt", "no")], passed_over={"binary": 2})
    first, last = report(
        "jsonl", [(Document(text, PurePath("a.txt")), [hit])], summary
    ).splitlines()
    fingerprint = json.loads(first)["fingerprint"]
    assert first == (
        '{"type": "finding", "schema": 1, "path": "a.txt", "record": null,'
        ' "rule": "punctuation/period-before-comma", "severity": "error",'
        ' "message": "Stray full stop before a comma.", "text": ". ,",'
        ' "span": {"start": 43, "end": 46},'
        ' "line": 2, "column": 39, "end_line": 2, "end_column": 42,'
        ' "fix": {"safety": "safe", "edits": [{"start": 43, "end": 45, "text": ""}]},'
        ' "related": [{"message": "here", "span": {"start": 0, "end": 3},'
        ' "path": null}, {"message": "there", "span": null, "path": "b.txt"}],'
        f' "fingerprint": "{fingerprint}"}}'
    )
    assert last == (
        '{"type": "summary", "schema": 1, "documents": 1, "findings": 1, "fixable": 1,'
        ' "failed": [{"path": "c.txt", "record": null, "record_line": null,'
        ' "reason": "no"}], "passed_over": {"binary": 2}, "hidden": {}}'
    )


def test_a_record_has_its_line_in_json() -> None:
    document = Document(ENERGY, PurePath("b.jsonl"), "id-7", record_line=12)
    hit, _ = objects(report("jsonl", [(document, [finding(ENERGY, ". ,")])]))
    assert (hit["record"], hit["record_line"], hit["line"]) == ("id-7", 12, 1)
    assert hit["fix"] is None


def test_a_fingerprint_stays_the_same_from_version_to_version() -> None:
    hit, _ = objects(report("jsonl", [(Document(ENERGY), [finding(ENERGY, ". ,")])]))
    assert hit["fingerprint"] == "aa331a6c48cc74f9"


@given(st.text(st.characters(), min_size=1))
def test_any_text_is_one_line_of_json_and_comes_back(text: str) -> None:
    document = Document(text, PurePath("a.txt"), text)
    output = report("jsonl", [(document, [finding(text, text, message=text)])])
    assert len(output.splitlines()) == 2
    hit, _ = objects(output.encode("utf-8").decode("utf-8"))
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert hit["text"] == hit["message"] == hit["record"] == joined


def test_json_is_readable_where_it_can_be() -> None:
    text = "café 文字 😀"
    output = report("jsonl", [(Document(text), [finding(text, text)])])
    assert f'"text": "{text}"' in output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16", "utf-8"])
def test_json_is_json_in_any_encoding(encoding: str) -> None:
    text = "café 文字 😀"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    teller = reporter("jsonl", stream)
    teller.document("a.txt", locate(Document(text), [finding(text, text)]))
    stream.flush()
    assert objects(raw.getvalue().decode(encoding))[0]["text"] == text


@given(st.text(st.characters(), min_size=1), st.data())
def test_any_text_can_be_reported(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    fix = Fix((Edit(Span(start, end), text),), Safety.SAFE)
    hit = Finding(text, Span(start, end), text, Severity.ERROR, fix, (Related(text),))
    document = Document(text, PurePath("a.txt"), text)
    for name in CLASSES:
        stream = io.TextIOWrapper(io.BytesIO(), "ascii", "backslashreplace")
        teller = reporter(name, stream, Style(colour=True))
        teller.document("a.txt", locate(document, [hit]))
        teller.finish(Summary(failed=[Failure(text, text, text)]))
        stream.flush()


def test_colours_are_there_only_if_they_are_wanted() -> None:
    hit = finding(ENERGY, ". ,", fix=deleting(ENERGY, ". "))
    plain = block(ENERGY, hit)
    coloured = block(ENERGY, hit, style=Style(colour=True, width=80))
    assert "\x1b" not in plain
    assert ESCAPE.sub("", coloured) == plain
    assert coloured == (
        "\x1b[1ma.txt:1:39\x1b[0m: \x1b[1;31merror\x1b[0m"
        " punctuation/period-before-comma\n"
        "  Stray full stop before a comma.\n"
        "\x1b[2m    1\x1b[0m \x1b[2m|\x1b[0m major projects in areas such as energy. ,"
        " aerospace and connectivity\n"
        "      \x1b[2m|\x1b[0m                                       "
        "\x1b[1;31m^^^\x1b[0m\n"
        "  fix (safe):\n"
        "\x1b[31m    - …in areas such as energy. , aerospace and…\x1b[0m\n"
        "\x1b[32m    + …in areas such as energy, aerospace and…\x1b[0m"
    )


def test_carets_stand_under_wide_characters() -> None:
    assert source("这是文字。，然后", "。，") == (
        "    1 | 这是文字。，然后\n"
        "      |         ^^^^"
    )  # fmt: skip


def test_carets_stand_under_what_follows_combining_marks() -> None:
    assert source("cafe\u0301 noe\u0308l . , and", ". ,") == (
        "    1 | cafe\u0301 noe\u0308l . , and\n"
        "      |           ^^^"
    )  # fmt: skip


def test_a_combining_mark_is_shown_on_its_letter() -> None:
    assert source("cafe\u0301 au", "\u0301") == (
        "    1 | cafe\u0301 au\n"
        "      |    ^"
    )  # fmt: skip


def test_carets_stand_under_what_follows_an_astral_character() -> None:
    assert source("𝒂𝒃 😀 . ,", ". ,") == (
        "    1 | 𝒂𝒃 😀 . ,\n"
        "      |       ^^^"
    )  # fmt: skip


def test_tabs_become_spaces_so_that_carets_stay_in_place() -> None:
    assert source("\ta\tenergy. ,", ". ,") == (
        "    1 |     a   energy. ,\n"
        "      |               ^^^"
    )  # fmt: skip


def test_carriage_returns_are_no_part_of_a_line() -> None:
    assert source("one\r\nenergy. , and\r\nthree\r\n", ". ,") == (
        "    2 | energy. , and\n"
        "      |       ^^^"
    )  # fmt: skip


def test_a_span_over_lines_says_where_it_ends() -> None:
    assert source("one.\r\n\r\ntwo", ".\r\n\r\ntw") == (
        "    1 | one.\n"
        "      |    ^ … to 3:3"
    )  # fmt: skip


def test_an_empty_span_has_one_caret() -> None:
    hit = Finding(RULE, Span(3, 3), "Missing full stop.", Severity.INFO)
    assert block("end\n", hit) == dedent(
        """\
        a.txt:1:4: info punctuation/period-before-comma
          Missing full stop.
            1 | end
              |    ^"""
    )


def test_an_empty_line_leaves_no_space_behind() -> None:
    hit = Finding(RULE, Span(2, 3), "Too many empty lines.", Severity.INFO)
    assert block("a\n\n\nb", hit).split("\n")[2:] == ["    2 |", "      | ^ … to 3:1"]


def test_what_would_drive_a_terminal_is_shown_as_escapes() -> None:
    assert source("\x1b]0;title\x07 \u202eenergy. ,\x9b", ". ,") == (
        "    1 | \\x1b]0;title\\x07 \\u202eenergy. ,\\x9b\n"
        "      |                              ^^^"
    )  # fmt: skip


def test_what_cannot_be_seen_is_shown_where_it_is_found() -> None:
    assert source("می\u200cخواهم ze\u200bro", "\u200b") == (
        "    1 | می\u200cخواهم ze\\u200bro\n"
        "      |           ^^^^^^"
    )  # fmt: skip
    assert source("10\u00a0000 x\u00a0y", "x\u00a0y") == (
        "    1 | 10\u00a0000 x\\xa0y\n"
        "      |        ^^^^^^"
    )  # fmt: skip


def test_a_fix_shows_what_cannot_be_seen() -> None:
    text = "ze\u200bro\r\n"
    lines = block(text, finding(text, "\u200b", fix=deleting(text, "\u200b")))
    assert lines.split("\n")[-2:] == ["    - ze\\u200bro", "    + zero"]


def test_a_fix_shows_the_line_break_it_takes_away() -> None:
    text = "close coordination.\r\non the"
    lines = block(text, finding(text, ".\r\n", fix=deleting(text, ".\r\n")))
    assert lines.split("\n")[-2:] == [
        "    - close coordination.⏎on the",
        "    + close coordinationon the",
    ]


def test_a_fix_that_reaches_far_says_so() -> None:
    text = "Mishoustine " * 20
    edits = tuple(Edit(Span(at, at + 11), "Mishustin") for at in (0, 120, 180))
    hit = finding(text, "Mishoustine", fix=Fix(edits, Safety.SHOWN))
    lines = block(text, hit).split("\n")
    assert lines[4] == "  fix (shown only, never applied, and 2 more edits):"


def test_a_long_line_is_cut_on_both_sides() -> None:
    text = "word " * 30 + "energy. , aerospace" + " more" * 30
    assert source(text, ". ,", Style(width=60)) == (
        "    1 | …ord word word word energy. , aerospace more more m…\n"
        "      |                           ^^^"
    )  # fmt: skip


def test_a_long_line_of_wide_characters_fits_the_screen() -> None:
    text = "文" * 100 + "。，" + "字" * 100
    line, carets = source(text, "。，", Style(width=40)).split("\n")
    assert sum(map(width, line)) <= 40
    assert line == "    1 | …" + "文" * 7 + "。，" + "字" * 6 + "…"
    assert carets == "      | " + " " * 15 + "^^^^"


@given(
    st.text(st.sampled_from("a文\u0301\t😀\u200b"), max_size=80),
    st.integers(20, 100),
    st.data(),
)
def test_an_underlined_line_fits_and_its_carets_are_inside(
    text: str, columns: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, carets = underlined(text, start, end, columns, (False, True))
    assert sum(map(width, line)) <= columns
    assert len(carets) <= columns
    assert re.fullmatch(r" *\^+", carets)


def test_names_from_outside_cannot_break_a_line() -> None:
    document = Document(ENERGY, PurePath("a\n\x1b[2Jb\udcff.txt"), "1\r2")
    for name in ("text", "concise"):
        output = report(name, [(document, [finding(ENERGY, ". ,")])])
        assert output.startswith("a\\n\\x1b[2Jb\\udcff.txt (record 1\\r2) 1:39: error ")


def test_the_rules_that_matter_most_come_first() -> None:
    summary = Summary(
        documents=12,
        findings=115,
        by_rule={
            ("a/info", Severity.INFO): 100,
            ("b/rare", Severity.ERROR): 1,
            ("c/often", Severity.ERROR): 4,
            ("d/names", Severity.WARNING): 10,
        },
    )
    assert report("text", summary=summary) == dedent(
        """\
          4 error   c/often
          1 error   b/rare
         10 warning d/names
        100 info    a/info

        12 documents checked, 115 findings: 5 errors, 10 warnings, 100 info.
        """
    )


def test_only_safe_fixes_count_as_fixable() -> None:
    summary = Summary()
    fixes = [None, *(deleting(ENERGY, ". ", safety) for safety in Safety)]
    findings = [finding(ENERGY, ". ,", fix=fix) for fix in fixes]
    summary.count(locate(Document(ENERGY), findings))
    assert (summary.findings, summary.fixable) == (4, 1)
    assert summary.by_rule == {(RULE, Severity.ERROR): 4}


@pytest.mark.parametrize(
    ("char", "columns"),
    [
        ("a", 1),
        ("é", 1),
        ("\u0301", 0),
        ("\u20dd", 0),
        ("\u200d", 0),
        ("文", 2),
        ("ｆ", 2),
        ("ﾊ", 1),
        ("한", 2),
        ("\u1161", 0),
        ("😀", 2),
        ("ا", 1),
    ],
)
def test_a_character_is_as_wide_as_a_terminal_makes_it(char: str, columns: int) -> None:
    assert width(char) == columns


def test_ordinary_text_is_printed_as_it_is() -> None:
    text = "Le café 文字 می‌خواهم «\u00a0ça\u00a0»"
    assert printable(text) == text
    assert one_line("a\r\nb\nc\rd") == "a⏎b⏎c\\rd"
