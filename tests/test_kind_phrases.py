"""Phrases are found in the cases people write, and replaced in the same case."""

from __future__ import annotations

import pytest

from linter.engine.scanner import build_scanner
from linter.kinds import Table, TableError, build_matcher
from linter.kinds.phrases import Phrases
from linter.lexicon import Lexicon
from linter.model import Document, Span

ROWS = """\
# columns: phrase, replacement, note
community of destiny\tcommunity with a shared future\tsince 2017
community of destiny for humanity\tcommunity with a shared future for mankind\tso
déjà lu\talready read
honest union\tfair marriage
"""


def matcher(**table: object) -> Phrases:
    """Return the matcher over ``ROWS``, or over what ``table`` says."""
    whole: Table = {"kind": "phrases", **(table or {"lexicon": "rows"})}
    made = build_matcher("phrases", whole, lambda name: Lexicon(name, lambda: ROWS))
    assert isinstance(made, Phrases)
    return made


def found(text: str, made: Phrases | None = None) -> list[tuple[str, str | None]]:
    """Return what is found in ``text``, with its replacement."""
    matches = (made or matcher()).find(Document(text), [Span(0, len(text))])
    return [(match.span.of(text), match.replacement) for match in matches]


@pytest.mark.parametrize(
    ("phrase", "replacement"),
    [
        ("community of destiny", "community with a shared future"),
        ("Community of destiny", "Community with a shared future"),
        ("Community Of Destiny", "Community With A Shared Future"),
        ("COMMUNITY OF DESTINY", "COMMUNITY WITH A SHARED FUTURE"),
    ],
)
def test_the_replacement_has_the_case_of_the_phrase(
    phrase: str, replacement: str
) -> None:
    assert found(f"It is a {phrase}.") == [(phrase, replacement)]


@pytest.mark.parametrize(
    "text",
    [
        "a subcommunity of destiny",
        "a community of destinys",
        "a community OF destiny",
        "a community of\ndestiny",
        "community, of destiny",
    ],
)
def test_other_words_other_cases_and_broken_lines_are_left_alone(text: str) -> None:
    assert not found(text)


def test_the_longest_phrase_wins() -> None:
    assert found("a community of destiny for humanity") == [
        (
            "community of destiny for humanity",
            "community with a shared future for mankind",
        )
    ]


@pytest.mark.parametrize(
    ("text", "match", "replacement"),
    [
        ("an honest union", "an honest union", "a fair marriage"),
        ("An honest union", "An honest union", "A fair marriage"),
        ("a honest union", "honest union", "fair marriage"),
        ("the honest union", "honest union", "fair marriage"),
        ("Japan honest union", "honest union", "fair marriage"),
        ("honest union", "honest union", "fair marriage"),
    ],
)
def test_an_article_changes_with_the_word_behind_it(
    text: str, match: str, replacement: str
) -> None:
    assert found(text) == [(match, replacement)]


def test_an_article_that_fits_is_no_part_of_the_match() -> None:
    assert found("a déjà lu") == [("a déjà lu", "an already read")]
    assert found("a community of destiny")[0][0] == "community of destiny"


def test_the_third_column_is_a_note_for_the_message() -> None:
    text = "community of destiny"
    (match,) = matcher().find(Document(text), [Span(0, len(text))])
    assert match.values == {"note": "since 2017"}


def test_phrases_of_the_rule_itself_have_no_replacement() -> None:
    assert found("of all things", matcher(any=["all things"])) == [("all things", None)]


def test_a_scanner_finds_every_case_of_a_phrase() -> None:
    anchors = matcher().anchors
    texts = ["déjà lu", "Déjà Lu", "DÉJÀ LU", "Honest union", "HONEST UNION"]
    for engine in ("hyperscan", "re2"):
        scanner = build_scanner(anchors, engine)
        for text in texts:
            assert found(text)
            assert scanner.scan(text.encode()), (engine, text)


def test_an_anchor_reaches_back_to_the_article() -> None:
    (anchor,) = matcher(any=["x y"]).anchors
    assert anchor.reach > len("an x y")


def test_refuses_a_table_without_phrases() -> None:
    with pytest.raises(TableError, match="any: needs phrases, or a lexicon of them"):
        build_matcher("phrases", {"kind": "phrases"}, lambda name: Lexicon(name, str))


def test_a_note_comes_from_the_list_of_notes_by_the_replacement() -> None:
    lists = {"rows": "bad\tgood\n", "notes": "good\tin use since 2017\tgreat\n"}
    table: Table = {"kind": "phrases", "lexicon": "rows", "notes": "notes"}
    made = build_matcher(
        "phrases", table, lambda name: Lexicon(name, lambda: lists[name])
    )
    (match,) = made.find(Document("So bad."), [Span(0, 7)])
    assert match.values == {"note": "in use since 2017"}
