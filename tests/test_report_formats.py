"""What services want of a report: their schemas, their limits, their escapes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_kit.validate import validation_errors

from linter.locating import Suppression, locate
from linter.model import (
    Document,
    Edit,
    Example,
    Finding,
    Fix,
    Related,
    Rule,
    Safety,
    Severity,
    Span,
    Texts,
)
from linter.reporters import (
    CLASSES,
    Checkout,
    Failure,
    Style,
    Summary,
    github,
    junit,
    markdown,
    reporter,
    sarif,
)

RULE = "punctuation/period-before-comma"
TEXT = "areas such as energy. , aerospace\n"
ALL_TEXT = st.text(st.characters())
Json = dict[str, Any]


def finding(
    severity: Severity = Severity.ERROR,
    message: str = "Stray full stop.",
    *related: Related,
    fix: Fix | None = None,
    rule: str = RULE,
) -> Finding:
    return Finding(rule, Span(20, 23), message, severity, fix, related)


FIX = Fix((Edit(Span(20, 22), ""),), Safety.SAFE)
EVERY = [
    *(finding(level, fix=FIX) for level in Severity),
    finding(Severity.ERROR, "Odd.", Related("as here", Span(0, 5)), rule="b/other"),
    finding(Severity.INFO, "Odd.", Related("in b.txt", path="b.txt"), Related("3x")),
]
DOCUMENT = Document(TEXT, PurePath("a.txt"))
RECORD = Document(TEXT, PurePath("b.jsonl"), "id-7", record_line=12)


TEXTS = Texts(
    (Example("energy. , steel", "energy, steel"), Example("a. ,")),
    (Example("etc. , and"),),
)


def rule(name: str = RULE, **parts: object) -> Rule:
    told: Json = {
        "id": name,
        "summary": "Full stop before a comma.",
        "message": "Stray full stop.",
        "severity": Severity.ERROR,
        "kind": "pattern",
        "match": {},
        "why": "An engine ended the\nsentence too early.",
        "read_texts": lambda: TEXTS,
        "aliases": ("old/name",),
    }
    return Rule(**(told | parts))


def report(
    name: str,
    documents: Iterable[tuple[Document, list[Finding]]] = (),
    summary: Summary | None = None,
    style: Style | None = None,
    stream: io.TextIOWrapper | io.StringIO | None = None,
) -> str:
    """Return all that a reporter writes on documents and their findings."""
    stream = stream or io.StringIO(newline="")
    summary = summary or Summary()
    teller = reporter(name, stream, style or Style())
    teller.begin()
    for document, findings in documents:
        located = locate(document, findings)
        summary.count(located)
        if located:
            teller.document(str(document.path), located)
    teller.finish(summary)
    stream.seek(0)
    return stream.read()


def failing() -> Summary:
    """Return totals with documents that could not be checked."""
    lost = Failure("c d.txt", "not UTF-8 at byte 3\n\x1b[2J")
    return Summary(
        failed=[lost, Failure("e.jsonl", "not JSON", "7", 7)],
        rules={RULE: rule(), "z/unused": rule("z/unused", why="", read_texts=Texts)},
    )


def sarif_run(
    documents: Iterable[tuple[Document, list[Finding]]] = (),
    summary: Summary | None = None,
) -> Json:
    log = json.loads(report("sarif", documents, summary))
    assert validation_errors(log) == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_sarif_log_follows_the_schema_and_names_its_rules() -> None:
    run = sarif_run([(DOCUMENT, EVERY), (RECORD, EVERY)], failing())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert list(result["partialFingerprints"]) == ["mtlint/v1"]
    assert [one["id"] for one in rules] == ["b/other", RULE, "z/unused"]
    assert rules[1]["shortDescription"]["text"] == "Full stop before a comma."
    why = "An engine ended the sentence too early."
    assert rules[1]["fullDescription"]["text"] == why
    assert rules[1]["defaultConfiguration"] == {"level": "error"}
    assert rules[1]["help"]["markdown"] == (
        f"{why}\n\n**Found**\n\n"
        "    energy. , steel\n    → energy, steel\n\n    a. ,\n\n"
        "**Left alone**\n\n    etc. , and"
    )
    levels = [result["level"] for result in run["results"]]
    assert levels == ["error"] * 4 + ["warning"] * 2 + ["note"] * 4


def test_a_sarif_log_without_findings_follows_the_schema() -> None:
    run = sarif_run()
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_tells_what_could_not_be_checked() -> None:
    (invocation,) = sarif_run([], failing())["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["error", "error"]
    places = [note["locations"][0]["physicalLocation"] for note in notes]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "c%20d.txt",
        "e.jsonl",
    ]
    assert places[1]["region"]["startLine"] == 7


def test_sarif_takes_the_worst_and_says_how_many_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    documents = [(DOCUMENT, [finding(level)]) for level in reversed(Severity)] * 2
    run = sarif_run(documents)
    levels = [result["level"] for result in run["results"]]
    assert levels == ["error", "error", "warning"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "3 findings left out of 3 results, worst first"


def test_evidence_is_linked_from_a_sarif_message() -> None:
    related = (
        Related("see [it](here)", Span(0, 5)),
        Related("3 times"),
        Related("there", path="b c.txt"),
    )
    (result,) = sarif_run([(DOCUMENT, [finding(Severity.ERROR, "Odd.", *related)])])[
        "results"
    ]
    assert result["message"]["text"] == (
        "Odd.\n[see \\[it\\](here)](1)\n3 times\n[there](2)"
    )
    first, second = result["relatedLocations"]
    assert (first["id"], second["id"]) == (1, 2)
    assert first["physicalLocation"]["region"]["startColumn"] == 1
    uri = second["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "b%20c.txt"


def test_text_from_a_document_makes_no_link_in_a_sarif_message() -> None:
    hit = finding(Severity.ERROR, "Not “[click](https://example.org)”.")
    (result,) = sarif_run([(DOCUMENT, [hit])])["results"]
    assert "](" not in result["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c#d?.txt", "a%20b/c%23d%3F.txt"),
        ("100%.txt", "100%25.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("é.txt", "%C3%A9.txt"),
        ("bad\udcff.txt", "bad%FF.txt"),
    ],
)
def test_a_path_is_a_uri_in_sarif(path: str, uri: str) -> None:
    run = sarif_run([(replace(DOCUMENT, path=PurePosixPath(path)), [finding()])])
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("in_source", "kind"), [(True, "inSource"), (False, "external")]
)
def test_a_suppressed_finding_says_so_in_sarif(in_source: bool, kind: str) -> None:
    (located,) = locate(DOCUMENT, [finding()])
    why = Suppression(in_source, "quoted from the treaty")
    stream = io.StringIO()
    teller = reporter("sarif", stream)
    teller.document("a.txt", [located._replace(suppression=why)])
    teller.finish(Summary())
    log = json.loads(stream.getvalue())
    assert validation_errors(log) == []
    assert log["runs"][0]["results"][0]["suppressions"] == [
        {"kind": kind, "justification": "quoted from the treaty"}
    ]


HERE = Checkout(PurePosixPath("/home/me"), PurePosixPath("/home/me/texts"))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a.txt", "texts/a.txt"),
        ("../b.txt", "b.txt"),
        ("./x/../a.txt", "texts/a.txt"),
        ("/home/me/texts/a.txt", "texts/a.txt"),
        ("/elsewhere/a.txt", "/elsewhere/a.txt"),
        ("../../outside.txt", "../../outside.txt"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_services_are_told_the_path_in_the_checkout(path: str, told: str) -> None:
    documents = [(replace(DOCUMENT, path=PurePosixPath(path)), [finding()])]
    (entry,) = json.loads(report("gitlab", documents, style=Style(checkout=HERE)))
    assert entry["location"]["path"] == told
    line = report("github", documents, style=Style(checkout=HERE)).split("\n")[0]
    assert line.startswith(f"::error file={told},")


def test_an_annotation_on_github() -> None:
    hit = finding(Severity.WARNING, "50% of it,\nor: less", fix=FIX)
    assert report("github", [(replace(DOCUMENT, path=PurePath("a,b.txt")), [hit])]) == (
        "::warning file=a%2Cb.txt,line=1,endLine=1,col=21,endColumn=24,"
        "title=mtlint%3A punctuation/period-before-comma"
        "::a,b.txt:1:21: 50%25 of it,⏎or: less"
        "%0Afix (safe):"
        "%0A- areas such as energy. , aerospace"
        "%0A+ areas such as energy, aerospace\n"
        "mtlint: 1 document checked, 1 finding: 1 warning\n"
    )


def test_github_gets_ten_of_each_type_and_the_worst_first() -> None:
    documents = [(DOCUMENT, [finding(level)] * 12) for level in reversed(Severity)]
    *lines, last = report("github", documents, failing()).splitlines()
    types = [line.split(" ")[0] for line in lines]
    assert github.MOST == 10
    assert types == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert [line.partition("file=")[2].partition(",")[0] for line in lines[:3]] == [
        "c d.txt",
        "e.jsonl",
        "a.txt",
    ]
    assert last.endswith("; 8 not annotated: GitHub shows 10 of each type")


@given(ALL_TEXT, ALL_TEXT.filter(bool), ALL_TEXT)
def test_nothing_in_a_text_is_a_command_to_github(
    message: str, path: str, record: str
) -> None:
    document = Document(TEXT, PurePath(path), record)
    hit = finding(Severity.ERROR, message, fix=FIX)
    failed = Summary(failed=[Failure(path, message, record)])
    output = report("github", [(document, [hit])], failed)
    assert len(output.splitlines()) == 3
    pattern = r"::error file=[^:,]*,line=1,(endLine=1,col=\d+,endColumn=\d+,)?"
    for line in output.splitlines()[:2]:
        assert re.match(rf"{pattern}title=mtlint%3A [^:,]*::", line)


def test_severities_on_gitlab() -> None:
    entries = json.loads(report("gitlab", [(DOCUMENT, EVERY[:3])], failing()))
    assert [one["severity"] for one in entries] == [
        *("major", "minor", "info", "critical", "critical")
    ]
    assert entries[0]["check_name"] == RULE
    assert entries[0]["description"] == "Stray full stop."
    assert entries[3]["check_name"] == "mtlint/not-checked"
    assert entries[4]["location"]["lines"]["begin"] == 7


def test_no_two_entries_on_gitlab_have_one_fingerprint() -> None:
    hits = [finding()] * 3
    copy = replace(DOCUMENT, path=PurePath("copy.txt"))
    documents = [(DOCUMENT, hits), (copy, hits), (RECORD, hits), (RECORD, hits)]
    entries = json.loads(report("gitlab", documents))
    assert len({one["fingerprint"] for one in entries}) == len(entries) == 12
    again = json.loads(report("gitlab", documents))
    assert again == entries


@pytest.mark.parametrize("name", ["gitlab", "rdjson"])
def test_an_empty_report_is_json(name: str) -> None:
    value = json.loads(report(name))
    assert value in ([], {"source": {"name": "mtlint"}, "diagnostics": []})


def test_a_diagnostic_for_reviewdog() -> None:
    hit = finding(Severity.WARNING, fix=FIX)
    value = json.loads(report("rdjson", [(DOCUMENT, [hit])], failing()))
    place = {"start": {"line": 1, "column": 21}, "end": {"line": 1, "column": 24}}
    edit = {"start": {"line": 1, "column": 21}, "end": {"line": 1, "column": 23}}
    assert value["diagnostics"][0] == {
        "message": "Stray full stop.",
        "location": {"path": "a.txt", "range": place},
        "severity": "WARNING",
        "source": {"name": "mtlint"},
        "code": {"value": RULE},
        "suggestions": [{"range": edit, "text": ""}],
    }
    assert [one["severity"] for one in value["diagnostics"][1:]] == ["ERROR", "ERROR"]


def test_a_junit_suite_has_a_case_for_each_document() -> None:
    clean: tuple[Document, list[Finding]] = (Document("Clean."), [])
    documents = [(DOCUMENT, EVERY[:2]), clean, (RECORD, EVERY[:1]), clean]
    root = ElementTree.fromstring(report("junit", documents, failing()))
    (suite,) = root
    assert root.attrib == {"name": "mtlint"} | suite.attrib
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (
        *("5", "2", "2"),
    )
    assert [case.get("name") for case in suite] == [
        "a.txt",
        "b.jsonl:12 (record id-7)",
        "c d.txt",
        "e.jsonl:7 (record 7)",
        "2 documents without findings",
    ]
    assert [[part.tag for part in case] for case in suite] == [
        *(["failure"], ["failure"], ["error"], ["error"], [])
    ]
    (failure,) = suite[0]
    assert failure.attrib == {
        "message": "2 findings: 1 error, 1 warning",
        "type": "error",
    }
    assert failure.text == (
        f"1:21: error {RULE}: Stray full stop. [fix]\n"
        f"1:21: warning {RULE}: Stray full stop. [fix]"
    )


def test_a_junit_suite_without_documents_has_a_case() -> None:
    (suite,) = ElementTree.fromstring(report("junit"))
    assert [case.get("name") for case in suite] == ["0 documents without findings"]


def test_a_junit_case_lists_only_so_many_findings() -> None:
    hits = [finding()] * (junit.MOST + 5)
    (failure,) = ElementTree.fromstring(report("junit", [(DOCUMENT, hits)])).iter(
        "failure"
    )
    assert (failure.text or "").count("\n") == junit.MOST
    assert (failure.text or "").endswith("\nand 5 more")


@given(ALL_TEXT, ALL_TEXT.filter(bool), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_any_text_is_xml_and_json(text: str, path: str, encoding: str) -> None:
    hit = finding(Severity.ERROR, text, Related(text), rule=text)
    documents = [(Document(TEXT, PurePath(path), text), [hit])]
    for name in ("junit", "sarif", "gitlab", "rdjson"):
        summary = Summary(failed=[Failure(path, text, text)])
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding, "backslashreplace", newline="")
        output = report(name, documents, summary, stream=stream)
        if name == "junit":
            # Other encodings get ASCII, which is UTF-8 as the head says.
            ElementTree.fromstring(raw.getvalue())
        else:
            json.loads(output)
            raw.getvalue().decode("utf-8" if encoding == "utf-8" else "ascii")
        if name == "sarif":
            assert validation_errors(json.loads(output)) == []


def test_what_xml_cannot_hold_is_shown_as_escapes() -> None:
    hit = finding(Severity.ERROR, "a\x00b\x1bc\ufffed<&>\"'\ud800")
    (failure,) = ElementTree.fromstring(report("junit", [(DOCUMENT, [hit])])).iter(
        "failure"
    )
    assert "a\\x00b\\x1bc\\ufffed<&>\"'\\ud800" in (failure.text or "")


def test_half_a_character_becomes_a_replacement_character_in_strict_json() -> None:
    (entry,) = json.loads(
        report("gitlab", [(DOCUMENT, [finding(Severity.ERROR, "x\ud800")])])
    )
    assert entry["description"] == "x\ufffd"


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


@pytest.mark.parametrize("name", CLASSES)
def test_a_report_tells_of_documents_that_were_not_checked(name: str) -> None:
    output = report(name, [(DOCUMENT, [])], failing())
    assert "not UTF-8 at byte 3" in output
    assert "not JSON" in output
