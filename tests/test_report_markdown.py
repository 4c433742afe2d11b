"""A summary in Markdown: short, and with cells that stay cells."""

from __future__ import annotations

import re
from pathlib import PurePath

from hypothesis import given

from linter.model import Document, Severity
from linter.reporters import Failure, Summary, markdown
from tests.service_reports import (
    ALL_TEXT,
    DOCUMENT,
    FIX,
    RECORD,
    RULE,
    TEXT,
    failing,
    finding,
    report,
)


def test_the_markdown_summary() -> None:
    hit = finding(Severity.WARNING, "Not `a|b` but <c>.", rule="b/other")
    documents = [(DOCUMENT, [finding(fix=FIX)]), (RECORD, [hit])]
    assert report("markdown", documents, failing()) == (
        "## mtlint\n\n"
        "2 documents checked, 2 findings: 1 error, 1 warning.\n\n"
        "1 can be fixed with 'mtlint fix'.\n\n"
        "### 2 documents not checked\n\n"
        "- c d.txt: not checked: not UTF-8 at byte 3\\\\n\\\\x1b\\[2J\n"
        "- e.jsonl:7 (record 7): not checked: not JSON\n\n"
        "### By rule\n\n"
        "| findings | severity | rule | about |\n"
        "|---:|---|---|---|\n"
        f"| 1 | error | `{RULE}` | Full stop before a comma. |\n"
        "| 1 | warning | `b/other` |  |\n\n"
        "### By file\n\n"
        "| findings | file |\n"
        "|---:|---|\n"
        "| 1 | `a.txt` |\n"
        "| 1 | `b.jsonl` |\n\n"
        "### Findings, worst first\n\n"
        "| severity | place | rule | finding | text |\n"
        "|---|---|---|---|---|\n"
        f"| error | `a.txt:1:21` | `{RULE}` | Stray full stop."
        " | `areas such as energy. , aerospace` |\n"
        "| warning | `b.jsonl:12 (record id-7) 1:21` | `b/other`"
        " | Not \\`a\\|b\\` but \\<c\\>. | `areas such as energy. , aerospace` |\n"
    )


def test_a_markdown_summary_has_a_limited_length() -> None:
    long = "文|`" * 5000
    hit = finding(Severity.ERROR, long, rule=long)
    documents = [
        (Document(TEXT, PurePath(f"{i}{long}"), long), [hit] * 2) for i in range(200)
    ]
    lost = [Failure(long, long, long)] * 200
    output = report("markdown", documents, Summary(failed=lost))
    assert len(output.encode()) < 1 << 20  # GitHub takes no longer page of a step
    assert f"And {400 - markdown.MOST_FINDINGS} more findings." in output
    assert "And 180 more files." in output
    assert "And 180 more documents." in output


@given(ALL_TEXT)
def test_a_cell_of_a_table_stays_one_cell(text: str) -> None:
    for cell in (markdown.code(text), markdown.plain(text)):
        assert len(cell.splitlines()) <= 1
        assert "|" not in re.sub(r"\\[\\|]", "", cell.replace("\\|", ""))


def test_code_holds_its_own_marks() -> None:
    assert markdown.code("a `b` c") == "``a `b` c``"
    assert markdown.code("`") == "`` ` ``"
    assert markdown.code("") == ""
