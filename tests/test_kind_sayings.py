"""What is said in many wordings is found in each, where it may start."""

from __future__ import annotations

import pytest

from linter.engine.anchors import core
from linter.engine.parsing import parse
from linter.kinds import Matcher, Table, TableError, build_matcher, check, revived
from linter.lexicon import Lexicon
from linter.model import Document, Span


def sayings(**table: object) -> Matcher:
    whole: Table = {"kind": "sayings", **table}
    return build_matcher("sayings", whole, lambda name: Lexicon(name, lambda: ""))


def found(text: str, **table: object) -> list[str]:
    matches = sayings(**table).find(Document(text), [Span(0, len(text))])
    return [match.span.of(text) for match in matches]


def test_case_and_the_form_of_apostrophes_do_not_matter() -> None:
    text = "i can't say, I CAN’T SAY, I can`t say"
    assert found(text, any=["I can't say"]) == ["i can't say", "I CAN’T SAY"]


def test_names_stand_for_words_and_words_for_others() -> None:
    words = {"cannot": "(can’t|<not_able>)", "not_able": "am not able to"}
    text = "I can't go. I am not able to go."
    assert found(text, any=["I <cannot> go"], words=words) == [
        "I can't go",
        "I am not able to go",
    ]


def test_dots_stay_within_the_sentence() -> None:
    text = "let me know if you want a translation. let me know. A translation."
    assert found(text, any=["let me know…translation"]) == [
        "let me know if you want a translation"
    ]


def test_no_word_is_cut() -> None:
    assert found("unsaid, saidst, said", any=["said"]) == ["said"]


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        ("anywhere", "We say: hello there", ["hello"]),
        ("sentence", "We hello. Hello (hello) there", ["Hello", "hello"]),
        ("line", "We. Hello\n**Hello** there\nhello", ["**Hello", "hello"]),
        ("document", "hello\nhello", ["hello"]),
        ("document", "\n> hello\nhello", ["\n> hello"]),
    ],
)
def test_a_wording_starts_where_it_may(at: str, text: str, expected: list[str]) -> None:
    assert found(text, any=["hello"], at=at) == expected


def test_of_wordings_that_overlap_the_first_and_longest_is_told() -> None:
    text = "here is the translation of the text"
    wordings = ["the translation", "translation of the text", "here is the translation"]
    assert found(text, any=wordings) == ["here is the translation"]


def test_what_has_to_follow_is_part_of_the_match() -> None:
    assert found("Translation: a\nTranslation b", any=["translation"], end=": ?") == [
        "Translation: "
    ]


def test_a_matcher_from_the_cache_finds_the_same() -> None:
    made = sayings(any=["I cannot say", "nobody knows"])
    again = revived(sayings(any=["I cannot say", "nobody knows"]), made.anchors)
    text = "Nobody knows, and I cannot say."
    whole = [Span(0, len(text))]
    assert list(again.find(Document(text), whole)) == list(
        made.find(Document(text), whole)
    )


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({}, "any"),
        ({"any": "x"}, "any"),
        ({"any": ["<who> said"]}, "any"),
        ({"any": ["said"], "at": "end"}, "at"),
        ({"any": ["said"], "words": ["x"]}, "words"),
        ({"any": ["said"], "regex": "x"}, "regex"),
    ],
    ids=str,
)
def test_a_wrong_table_names_its_key(wrong: dict[str, object], key: str) -> None:
    with pytest.raises(TableError) as caught:
        sayings(**wrong)
    assert caught.value.key == key


def test_a_wrong_expression_is_told_when_the_matcher_is_checked() -> None:
    with pytest.raises(TableError):
        check(sayings(any=["(said"]))


@pytest.mark.parametrize(
    ("source", "anchor"),
    [
        (r"(\w+ )?translation( of)? (the|a) \w+", "translation"),
        (r"(a|b) [^\n]{0,80}?certainly", "certainly"),
        (r"note: ?(?=x)that is", "that is"),
    ],
)
def test_the_core_of_an_expression_is_its_most_telling_part(
    source: str, anchor: str
) -> None:
    (found,) = core(parse(source))
    assert anchor in found.expression
    assert len(found.expression) < len(anchor) + 12


def test_an_expression_without_a_telling_part_is_anchored_as_a_whole() -> None:
    (anchor,) = core(parse(r"ab?c"))
    assert anchor.expression
