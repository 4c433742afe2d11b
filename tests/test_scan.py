"""Batches, byte offsets and hits come out as places in documents."""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.engine.places import code_points, encode, in_bytes, may_match, merged
from linter.engine.scan import batches
from linter.errors import ScanError
from linter.kinds import Anchor, pattern
from linter.model import Document, Severity, Span
from linter.ruleset import Ruleset

RULES = Ruleset.load().select(["punctuation/period-before-comma"])
STRAY = "areas such as energy. , aerospace and more"


def spans(text: str) -> list[Span]:
    return [finding.span for finding in RULES.scan(Document(text))]


def test_a_span_covers_what_was_matched_behind_astral_and_wide_characters() -> None:
    text = "𝒳é東 “ü” " + STRAY
    (span,) = spans(text)
    assert span.of(text) == ". ,"


def test_a_match_at_the_very_end_of_a_document_is_found_in_a_batch() -> None:
    rules = Ruleset.load().select(["tokens/unknown-token"])
    texts = ["one ⁇", "⁇", "", "x <unk>", "clean"]
    found = [len(findings) for _, findings in rules.scan_all(map(Document, texts))]
    assert found == [1, 1, 0, 1, 0]


def test_nothing_is_found_across_two_documents() -> None:
    texts = ["such as energy. ", " , aerospace and", "energy.", ", aerospace"]
    assert not any(found for _, found in RULES.scan_all(map(Document, texts)))


def test_many_documents_keep_their_order_and_their_own_findings() -> None:
    documents = [
        Document(STRAY if i % 7 == 0 else "Nothing wrong here. " * 40, PurePath(str(i)))
        for i in range(2000)
    ]
    scanned = list(RULES.scan_all(documents))
    assert [document for document, _ in scanned] == documents
    assert [bool(f) for _, f in scanned] == [i % 7 == 0 for i in range(2000)]


def test_neighbours_are_joined_where_a_text_is_full_of_hits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [STRAY, "Nothing wrong here. ", ". , " * 100 + STRAY, f"{STRAY} to {STRAY}"]
    usual = [found for _, found in RULES.scan_all(map(Document, texts))]
    monkeypatch.setattr("linter.engine.scanner.MOST_HITS", 5)
    joined = [found for _, found in RULES.scan_all(map(Document, texts))]
    assert joined == usual
    assert [len(found) for found in joined] == [1, 0, 1, 2]


def test_lone_surrogates_are_scanned_and_change_no_offset() -> None:
    text = "\ud800 " + STRAY
    (span,) = spans(text)
    assert span.of(text) == ". ,"
    assert len(encode("\ud800")) == 3


def test_a_rule_for_english_leaves_other_languages_alone() -> None:
    german = "Die Bereiche sind Energie. , Raumfahrt und mehr. " * 5
    assert not spans(german)
    assert RULES.scan(Document(german, language="en"))
    assert not RULES.scan(Document(STRAY, language="de-AT"))


def test_a_finding_carries_message_severity_and_fix() -> None:
    (finding,) = RULES.scan(Document(STRAY))
    assert finding.message == "Stray full stop before a comma."
    assert finding.severity is Severity.ERROR
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == [""]


def test_a_safe_fix_inside_a_quotation_is_only_suggested() -> None:
    (finding,) = RULES.scan(Document(f"He said: “We saw {STRAY}.”"))
    assert finding.fix is not None
    assert finding.fix.safety == "suggested"


@given(st.text(max_size=60), st.data())
def test_byte_offsets_become_code_points(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "replace").decode()
    points = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    offsets = [len(text[:point].encode()) for point in points]
    assert list(code_points(text.encode(), offsets).values()) == points


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=12))
def test_merged_regions_are_sorted_disjoint_and_cover_every_start(
    hits: list[tuple[int, int]],
) -> None:
    regions = merged((at, at, reach) for at, reach in hits)
    for left, right in pairwise(regions):
        assert left.end < right.start or left.end <= right.start == right.end
    for at, reach in hits:
        for start in {max(0, at - reach), at}:
            assert any(r.start <= start <= r.end for r in regions)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("x, so that MNO", True),
        ("so that 12345 mno", True),
        ("so that 123456 mno", False),
        ("so that ééééé mno", True),
        ("mno 12 so that", True),
        ("mno 123456789 so that", False),
        ("mno", False),
    ],
)
def test_a_hit_without_what_its_match_needs_is_passed_over(
    text: str, near: bool
) -> None:
    anchor = Anchor("mno", 17, needs=(("mno",), ("so that", "as if")))
    small = text.encode().lower()
    end = small.index(b"mno") + 3
    assert may_match(small, end, end, anchor, in_bytes(anchor.needs)) is near


def test_batches_hold_whole_documents_and_lose_none() -> None:
    documents = [Document("x" * size) for size in (10, 2 << 20, 5, 0, 7)]
    grouped = list(batches(documents))
    assert [d for batch in grouped for d in batch] == documents
    assert [len(batch) for batch in grouped] == [2, 3]


def test_a_search_that_never_ends_fails_its_document_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pattern, "SEARCH_SECONDS", 0.05)
    slow = RULES.rules[0]._replace(
        id="slow/slow",
        match={"regex": r"x(?:a|a|aa){1,60}(?<!a)y?b"},
        source="slow.toml",
    )
    rules = Ruleset((slow, *RULES.rules))
    documents = [Document(STRAY), Document("x" + "a" * 100 + "b"), Document(STRAY)]
    failed: list[Document] = []
    scanned = list(
        rules.scan_all(documents, lambda document, _: failed.append(document))
    )
    assert [len(found) for _, found in scanned] == [1, 1]
    assert failed == [documents[1]]
    with pytest.raises(ScanError, match="slow/slow takes too long here"):
        rules.scan(documents[1])
