"""Reports for people: all there is to tell, and one line a finding."""

from __future__ import annotations

import io
import re
from pathlib import PurePath
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.locating import locate
from linter.model import Document, Edit, Finding, Fix, Related, Safety, Severity, Span
from linter.reporters import CLASSES, Failure, Style, Summary, reporter
from tests.reports import ENERGY, RULE, block, deleting, finding, report, rule

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
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
