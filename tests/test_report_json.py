"""The report in JSON Lines: its contract, for any text."""

from __future__ import annotations

import io
import json
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.locating import locate
from linter.model import Document, Related, Span
from linter.reporters import Failure, Summary, reporter
from tests.reports import ENERGY, deleting, finding, report


def objects(output: str) -> list[dict[str, Any]]:
    assert output.endswith("\n")
    return [json.loads(line) for line in output[:-1].split("\n")]


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
