"""A fingerprint knows a finding again, wherever it has moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.fingerprints import fingerprints
from linter.locating import Located, locate
from linter.model import Document
from tests.located import all_of, finding, only

WORDS = st.lists(st.sampled_from(["energy.", ",", "and", "文字", "café", "😀"]))
GAPS = st.sampled_from(
    [" ", "\n", "\r\n", "\n\n    ", "\t", " \u3000", "\n" + " " * 90]
)


@given(WORDS, WORDS, st.data())
def test_a_fingerprint_outlives_new_line_breaks(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    words = [*before, "energy.", ",", *after]

    def prints() -> list[str]:
        gaps = data.draw(st.lists(GAPS, min_size=len(words), max_size=len(words)))
        pairs = zip(words, gaps, strict=True)
        text = "".join(word + gap for word, gap in pairs)
        found = re.finditer(r"\.\s+,", text)
        findings = [finding(hit.start(), hit.end()) for hit in found]
        assert findings
        return fingerprints(text, findings)

    assert prints() == prints()


def test_a_fingerprint_outlives_line_breaks_between_ideographs() -> None:
    texts = ["这是一个文本。，然后继续下去", "这是一个\n文本。，然后继\n续下去"]
    first, second = ([item.fingerprint for item in _stops(text)] for text in texts)
    assert first == second


def _stops(text: str) -> Sequence[Located]:
    return locate(Document(text), all_of(text, "。，"))


def test_a_fingerprint_outlives_a_move_to_another_file_and_place() -> None:
    text = "in areas such as energy. , aerospace and connectivity"
    moved = f"A new first paragraph.\n\nStill growing {text} and more."
    findings, other = all_of(text, ". ,"), all_of(moved, ". ,")
    (first,) = locate(Document(text, PurePath("a.txt")), findings)
    (second,) = locate(Document(moved, PurePath("b.txt")), other)
    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        "in areas such as Energy. , aerospace",
        "in areas such as energy. , Aerospace",
        "in areas such as energy.. , aerospace",
    ],
    ids=["word before", "word after", "character before"],
)
def test_a_fingerprint_tells_the_surroundings_apart(other: str) -> None:
    text = "in areas such as energy. , aerospace"
    one, two = (only(item, *all_of(item, ". ,")) for item in (text, other))
    assert one.fingerprint != two.fingerprint


def test_a_fingerprint_tells_rules_and_matched_texts_apart() -> None:
    findings = [finding(3, 5), finding(3, 5, "a/b"), finding(3, 6), finding(3, 3)]
    prints = fingerprints("abcdefgh", findings)
    assert len(set(prints)) == len(prints)


def test_equal_findings_are_told_apart_by_their_number() -> None:
    text = "energy. , and\n" * 5
    prints = [item.fingerprint for item in locate(Document(text), all_of(text, ". ,"))]
    assert len(set(prints)) == 5
    longer = text + "energy. , and\n"
    more = locate(Document(longer), all_of(longer, ". ,"))
    assert [item.fingerprint for item in more][:3] == prints[:3]


def test_a_fingerprint_does_not_depend_on_the_order_of_findings() -> None:
    text = "energy. , and\n" * 5
    findings = all_of(text, ". ,")
    assert locate(Document(text), findings) == locate(Document(text), findings[::-1])


@given(st.text(), st.integers(0, 9), st.integers(0, 9))
def test_any_text_has_places_and_fingerprints(text: str, start: int, end: int) -> None:
    assume(start <= end <= len(text))
    located = only(text, finding(start, end))
    assert re.fullmatch("[0-9a-f]{16}", located.fingerprint)


def test_lone_surrogates_have_fingerprints() -> None:
    assert only("\ud800 . ,\udfff", finding(0, 6)).text == "\ud800 . ,\udfff"
