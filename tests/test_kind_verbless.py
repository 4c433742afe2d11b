"""Sentences without a verb are told by small words, by forms, and then by a judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linter.kinds import judges
from linter.kinds.finite import FiniteVerbs
from linter.kinds.judges import Model, Parser, Token, installed_parser
from linter.kinds.junctions import Junction, junctions
from linter.kinds.verbless import Verbless, evened
from linter.kinds.veto import certain_verb
from linter.kinds.words import WORTH_NUMPY
from linter.model import Document, Span
from linter.rulefile import read_lexicon

LISTS = Path(__file__).parent.parent / "rules" / "structure" / "lexicons"
VERBS = FiniteVerbs(
    read_lexicon(LISTS / "verb-forms.tsv"), read_lexicon(LISTS / "verb-weights.tsv")
)
BEFORE = "The two sides agreed to deepen their partnership in all fields."
NOUNS = "Coordination of the two banks for a new era of growth."


def found(text: str, matcher: Verbless | None = None) -> list[str]:
    matcher = matcher or Verbless(VERBS, judge=Model(VERBS))
    regions = [Span(*hit) for hit in matcher.scan(text.encode())]
    return [match.span.of(text) for match in matcher.find(Document(text), regions)]


def junction(text: str) -> Junction | None:
    return next(junctions(text, 0, len(text)), None)


def test_nouns_behind_a_sentence_are_found_with_the_full_stop_before_them() -> None:
    assert found(f"{BEFORE} {NOUNS}") == [f". {NOUNS}"]


@pytest.mark.parametrize(
    "behind",
    [
        "Coordination of the two banks steadied the growth of trade.",
        "The banks of the region include those of the two islands.",
        "Representatives of the two banks gathered in the old town.",
        "The number of cases decreased by 63 within one month.",
        "Members of both houses embarked on a journey to the north.",
        "Open the door to the garden with the key in the box.",
        "Men and women of all countries move toward the border.",
    ],
)
def test_a_sentence_with_a_verb_is_left_alone(behind: str) -> None:
    assert found(f"{BEFORE} {behind}") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{BEFORE}\n{NOUNS}", "a line of its own may be a heading"),
        (f"Yes. {NOUNS}", "the sentence before is no statement"),
        (f"1. {BEFORE} {NOUNS}", "an item of a list"),
        (f"We agreed to deepen our partnership in all fields. {NOUNS}", "speech"),
        (f"{BEFORE} “{NOUNS}”", "a quotation"),
        (f"{BEFORE} Not a single word on the banks of the region.", "an ellipsis"),
        (f"{BEFORE} Growth in trade: coordination of the banks.", "a colon"),
        (f"The talks on trade took place on 27. {NOUNS}", "an ordinal"),
        (f"The firm is part of the holding of Mason Inc. {NOUNS}", "an abbreviation"),
        (f"{BEFORE} The larger the bank, the smaller the growth of trade.", "the, the"),
        (f"{BEFORE} It's time for a new era of growth.", "a contraction"),
        (f"{BEFORE} Coordination of the two banks for Mr. Marling of Leeds.", "a head"),
        (f"{BEFORE} Works by Isaac Levitan. and others were shown.", "it goes on"),
        (f"{BEFORE} Day by day, with the patience of an ox.", "an adverbial"),
        (f"{BEFORE} From house to house, with a bag of letters.", "an adverbial"),
    ],
)
def test_what_people_write_is_no_junction_of_formal_prose(text: str, why: str) -> None:
    assert junction(text) is None, why


def test_a_stray_stop_behind_the_nouns_is_read_past() -> None:
    seen = junction(f"{BEFORE} Coordination of the banks. in all fields. of trade.")
    assert seen is not None
    assert seen.behind == "Coordination of the banks in all fields of trade."
    assert seen.span.end == len(f"{BEFORE} Coordination of the banks.")


def test_the_sentence_before_must_have_a_verb() -> None:
    assert (
        found(f"The cooperation between the two banks of Leeds and York. {NOUNS}") == []
    )


def test_a_verb_joined_to_a_participle_does_not_count() -> None:
    assert (
        evened("An era to steady and sustained growth.")
        == "An era to sustained growth."
    )
    broken = "Coordination for a new era to stabilize and sustained growth."
    assert found(f"{BEFORE} {broken}") == [f". {broken}"]


def test_a_large_batch_finds_what_a_small_document_does() -> None:
    lines = [
        f"{BEFORE} {NOUNS}",
        f"{BEFORE} The banks of the region include those of the islands.",
        f"{BEFORE} {NOUNS} They said so.",
        f"{BEFORE}  {NOUNS}",
        f"{BEFORE} {NOUNS}\t“Growth”",
        f"{BEFORE} {NOUNS} “Growth is what they want.”",
        f"“{BEFORE}” {NOUNS}",
        f"Größe. {BEFORE} {NOUNS}",
        f"{BEFORE} Coordination of the U.S. banks for an era of growth, etc.\r",
        "a.b. C d e. F. ",
        # A full stop behind a bracket, a quotation mark or a figure ends a sentence.
        f"{BEFORE[:-1]} (of trade). {NOUNS}",
        f"{BEFORE[:-1]} of “growth”. {NOUNS}",
        f"{BEFORE[:-1]} by 5%. {NOUNS} It is so.",
        # Verbs to a table, but none to a reader: parts of words, and joined ones.
        f"{BEFORE} Coordination of the self-wrote banks for a new era of growth.",
        f"{BEFORE} Coordination of the banks to wrote and sustained growth of trade.",
        f"{BEFORE} Bold banks, new growth, old towns, red roofs.",
        f"{BEFORE} Sustained growth of the two banks for a new era.",
        f"{BEFORE} Coordination of the two banks steadied the growth of trade.",
    ]
    text = "\n".join(lines) + "\n"
    text *= WORTH_NUMPY // len(text) + 1
    matcher = Verbless(VERBS, judge=Model(VERBS))
    points = [start for start, end in matcher.scan(text.encode()) if start == end]
    assert points
    everywhere = matcher.find(Document(text), [Span(0, len(text))])
    assert {len(text[: m.span.start].encode()) for m in everywhere} <= set(points)
    encoded = text.encode()
    regions = [Span(*[len(encoded[:at].decode())] * 2) for at in points]
    by_points = [m.span for m in matcher.find(Document(text), regions)]
    whole = [Span(0, len(text))]
    assert by_points == [m.span for m in matcher.find(Document(text), whole)]


@pytest.mark.parametrize(
    ("sentence", "certain"),
    [
        ("The file references all the catalogs", True),
        ("Coordination to promote the trade", False),
        ("A town like the others", False),
        ("The plans of the banks", False),
        ("Exports rose by 5", True),
        ("The newly raised funds of the banks", False),
        ("Their efforts initially raised eyebrows", True),
        ("Many methods of the class support editing", True),
        ("A programme to support editing", False),
    ],
)
def test_some_forms_are_verbs_by_the_word_behind(sentence: str, certain: bool) -> None:
    assert certain_verb(sentence.split(), VERBS.classes) is certain


@dataclass
class Word:
    """A token as a parser gives it."""

    tag_: str
    dep_: str = "dep"


def parser(tags: Iterable[tuple[str, str]]) -> Parser:
    def parse(sentence: str) -> Iterator[Token]:
        return (Word(*one) for one in tags)

    return Parser(parse, VERBS)


@pytest.mark.parametrize(
    ("tags", "verbless"),
    [
        ([("NN", "ROOT"), ("IN", "prep"), ("NN", "pobj")], True),
        ([("NN", "nsubj"), ("VBD", "ROOT")], False),
        ([("NN", "nsubj"), ("NN", "ROOT")], False),
        ([("VB", "ROOT"), ("NN", "dobj")], False),
        ([], False),
    ],
)
def test_the_parser_looks_for_verbs_subjects_and_requests(
    tags: list[tuple[str, str]], verbless: bool
) -> None:
    assert parser(tags).is_verbless("Growth of trade.") is verbless


def test_the_parser_decides_where_there_is_one() -> None:
    judge = parser([("NN", "nsubj"), ("VBD", "ROOT")])
    assert found(f"{BEFORE} {NOUNS}", Verbless(VERBS, judge=judge)) == []


def test_what_the_small_model_is_sure_of_counts_beside_a_parser() -> None:
    judge = parser([("NN", "ROOT")])
    assert judge.is_verbless("Growth of trade between the banks.")
    assert not judge.is_verbless("The banks strongly supported it in the vote.")


def test_without_a_parser_the_small_model_judges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judges, "installed_parser", lambda: None)
    assert judges.best_judge(VERBS) == Model(VERBS)
    parse = parser([]).parse
    monkeypatch.setattr(judges, "installed_parser", lambda: parse)
    assert judges.best_judge(VERBS) == Parser(parse, VERBS)


@pytest.mark.skipif(
    judges.pipeline_name() is None, reason="no parser for English is installed"
)
def test_a_real_parser_tells_nouns_from_sentences() -> None:
    parse = installed_parser()
    assert parse is not None
    judge = Parser(parse, VERBS)
    assert judge.is_verbless(NOUNS)
    assert judge.is_clause(BEFORE)
    assert not judge.is_verbless(BEFORE)


def test_word_lists_are_read_when_a_sentence_is_to_be_judged() -> None:
    def refuse(name: str) -> str:
        raise AssertionError(name)

    from linter.lexicon import Lexicon

    closed = FiniteVerbs(
        Lexicon("forms", lambda: refuse("forms")),
        Lexicon("weights", lambda: refuse("weights")),
    )
    plain = "The banks were closed on that day. They had no money left. So it goes."
    assert found(plain, Verbless(closed)) == []
