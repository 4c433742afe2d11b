"""What was read of words and texts is not read again, and not all of it is kept."""

from __future__ import annotations

import pytest

from linter.kinds import remembering
from linter.kinds.remembering import Remembered, read_once


def test_what_was_read_in_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_RUNS", 100)
    lengths = Remembered(len)
    for number in range(300):
        assert lengths[str(number)] == lengths[str(number)] == len(str(number))
        assert len(lengths) <= 100


def test_the_last_texts_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_TEXT", 10)
    read: list[tuple[str, int]] = []

    @read_once
    def first(text: str, count: int) -> str:
        read.append((text, count))
        return text[:count]

    for text, count in [("abcd", 1), ("efgh", 1), ("abcd", 1), ("abcd", 2)]:
        assert first(text, count) == text[:count]
    assert read == [("abcd", 1), ("efgh", 1), ("abcd", 2)]
    # The oldest was forgotten, to make room.
    assert first("efgh", 1) == "e"
    assert first("abcd", 1) == "a"
    assert read[3:] == [("abcd", 1)]


def test_a_text_larger_than_all_that_is_kept_is_kept_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remembering, "MOST_TEXT", 10)
    read: list[str] = []

    @read_once
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    for text in ("ab", "x" * 20, "x" * 20, "ab", "ab"):
        assert length(text) == len(text)
    assert read == ["ab", "x" * 20, "ab"]


def test_a_text_that_cannot_be_read_takes_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remembering, "MOST_TEXT", 10)
    read: list[str] = []

    @read_once
    def length(text: str) -> int:
        if text == "no":
            raise ValueError(text)
        read.append(text)
        return len(text)

    assert length("abcd") == 4
    for _ in range(9):
        with pytest.raises(ValueError, match="no"):
            length("no")
    assert length("abcd") == 4
    assert length("efgh") == 4
    assert length("abcd") == 4
    assert read == ["abcd", "efgh"]
