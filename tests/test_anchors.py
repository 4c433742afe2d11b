"""An anchor occurs wherever its rule matches: anchored scanning misses nothing."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.engine.anchors import core, derive
from linter.engine.characters import ExpressionError
from linter.engine.expressions import MOST_STEPS, effort
from linter.engine.parsing import parse
from linter.engine.plan import plan_for
from linter.engine.scanner import build_scanner
from linter.kinds.pattern import Pattern
from linter.model import Document, Span
from linter.ruleset import Ruleset

SEEDS = Path(__file__).parent.parent / "seeds"
ENGINES = ["hyperscan", "re2"]
RULES = Ruleset.load()


@cache
def fragments() -> list[str]:
    """Words, marks and pieces of the rules' own texts, to make texts of."""
    pieces = {". , ", "\n", "\r\n", "\u00a0", "…", "“", "”", "é", "東京", "𝒳", "\ud800"}
    for rule in RULES.rules:
        for example in (*rule.bad, *rule.good, *rule.missed):
            words = example.text.split(" ")
            pieces.update(words)
            for at in range(0, len(words), 3):
                pieces.add(" ".join(words[at : at + 4]))
    return sorted(pieces)


def shuffled(seed: int, size: int) -> str:
    dice = random.Random(seed)
    joints = [" ", " ", " ", "", "\n", "  ", ", ", ". "]
    chosen = (dice.choice(fragments()) + dice.choice(joints) for _ in range(size))
    return "".join(chosen)


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_pieces_of_all_texts_are_scanned_as_if_exhaustively(seed: int) -> None:
    documents = [Document(shuffled(seed * 7 + i, 120)) for i in range(5)]
    for document, found in RULES.scan_all(documents):
        assert found == RULES.engine.scan_exhaustively(document)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.name)
def test_real_text_is_scanned_as_if_exhaustively(path: Path) -> None:
    document = Document(path.read_text(encoding="utf-8"))
    assert RULES.scan(document) == RULES.engine.scan_exhaustively(document)


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_is_scanned_as_if_exhaustively(text: str) -> None:
    document = Document(text)
    assert RULES.scan(document) == RULES.engine.scan_exhaustively(document)


EXPRESSIONS = [
    r"(?<=\p{L}{3})(?P<stray>\.\s+),(?=\s)",
    r"\b(?:Mr|Mrs)\.? (?P<noun>[A-Z][a-z]+)\b",
    r"(?i)\bkiss(?:es)?\b",
    r"(?i:st(?-i:KI)r)",
    r"(?i:STRASSE|é)x",
    r"(?<=a[bc]{1,3})d(?=e{2,4}f?)",
    r"(\w{2,5}) \1!",
    r"x(?:a|b*)y",
    r"x(?:[ab]-?)?y",
    r"[^\W\d_]+-\d{2,}",
    "(?x) a b  # a comment\n [c-] ?",
    r"(?:ab|c)+d{0,3}e",
    r"(?<!a)b(?!c)d?",
    r"“[^”]{1,20}”",
    r"\bé\w*\b|ü\b",
    r"a(?=b)[bc]",
    r"(?s)a.b|c\.d",
    r"[\u4e00-\u9fff]，",
]
ALPHABET = "aabbcdefxyA. ,-—é“”ü漢，Kſİ!sStkiIrMe\n\t 12"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("source", EXPRESSIONS)
@given(data=st.data())
@settings(max_examples=60)
def test_an_anchor_occurs_where_its_expression_matches(
    source: str, engine: str, data: st.DataObject
) -> None:
    pattern = Pattern(source)
    text = data.draw(
        st.text(alphabet=ALPHABET, max_size=60)
        | st.from_regex(source_for_hypothesis(source))
    )
    reach = pattern.anchors[0].reach
    scanner = compiled(source, engine)
    hits = scanner.scan(text.encode("utf-8", "replace"))
    for match in pattern.compiled.finditer(text):
        before = len(text[: match.start()].encode("utf-8", "replace"))
        assert any(
            before <= end and start <= before + 4 * reach for _, start, end in hits
        ), (text, match, pattern.anchors)


def source_for_hypothesis(source: str) -> str:
    """Return a plain expression that often makes near matches."""
    return {EXPRESSIONS[1]: r"Mrs?\.? [A-Z][a-z]{1,5}"}.get(source, r"[a-e ]{3,9}")


@cache
def compiled(source: str, engine: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return build_scanner(Pattern(source).anchors, engine)


def test_both_engines_lead_to_the_same_findings() -> None:
    engine = RULES.engine
    other = engine._replace(scanner=build_scanner(engine.plan.anchors, "re2"))
    documents = [Document(shuffled(seed, 200)) for seed in range(30)]
    documents += [Document(p.read_text("utf-8")) for p in SEEDS.glob("*.txt")]
    ours = [found for _, found in engine.scan(documents)]
    theirs = [found for _, found in other.scan(documents)]
    assert ours == theirs
    assert sum(map(len, ours)) > 50


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (r"\w*", "almost anywhere"),
        (r"(?=a)", ""),
        (r"(?R)", "unsupported"),
        (r"(a", "not closed"),
        (r"a)", "unmatched"),
        (r"[a", "no ']'"),
        (r"a\K", r"\K is not supported"),
        (r"\2(a)", "no group '2'"),
        (r"*a", "nothing to repeat"),
        (r"(?:\w{2,60} ){2,90}x", "could span"),
    ],
)
def test_what_rules_may_not_use_is_refused(source: str, problem: str) -> None:
    if not problem:
        derive(parse(source))
        return
    with pytest.raises(ExpressionError, match=regex.escape(problem)):
        derive(parse(source))


def test_open_repeats_are_bounded_and_keep_their_manner() -> None:
    assert parse(r"a+?b*+[+*]c{3,}\+").bounded == r"a{1,64}?b{0,64}+[+*]c{3,64}\+"


def test_a_rule_without_anchors_looks_at_every_document() -> None:
    class Everywhere:
        anchors = ()

    plan = plan_for([Everywhere()])  # type: ignore[list-item]
    assert list(plan.always) == [0]


def test_a_long_choice_becomes_several_anchors() -> None:
    words = [f"phrase number {number}" for number in range(600)]
    pattern = Pattern(rf"(?i)\b(?:{'|'.join(words)})\b!")
    assert len(pattern.anchors) > 1
    assert all(len(anchor.expression) <= 8000 for anchor in pattern.anchors)
    scanner = build_scanner(pattern.anchors)
    assert all(scanner.scan(f"A {word.upper()}!".encode()) for word in words)


def test_a_match_is_told_whole_whichever_anchor_of_several_calls() -> None:
    words = [f"phrase number {number}" for number in range(600)]
    long = Pattern(rf"(?:{'|'.join(words)}|zebra\d{{0,40}})")
    assert len(long.anchors) > 1
    text = "A zebra1234567890 here."
    (found,) = long.find(Document(text), [Span(2, 7)])
    assert found.span.of(text) == "zebra1234567890"


@pytest.mark.parametrize(
    ("source", "reach", "tail"),
    [
        (r"(?<=\w{9})ab(?=cd)", 5, 3),
        (r"(?<=a(?=.{8})\w)ab", 11, 8),
        (r"(?=.{0,9}x)ab", 13, 10),
        (r"ab\w{0,5}", 3, 6),
        (r"ab\d{3,9}(?!x)", 6, 10),
        (r"(?:ab(?=c)|de\d?)f?", 4, 4),
        (r"ab(?=c)|de\d?", 4, 2),
        (r"(a)b\1c", 5, None),
    ],
)
def test_a_match_is_looked_for_no_further_than_it_can_reach(
    source: str, reach: int, tail: int | None
) -> None:
    (anchor,) = derive(parse(source))
    assert (anchor.reach, anchor.tail) == (reach, tail)


def test_a_short_anchor_knows_what_stands_on_either_side() -> None:
    (anchor,) = core(parse(r"(?i)x{0,9}(?<!no )note that \w{0,30}(?! not)"))
    assert anchor.reach == 9 + len("note that ") + 1
    assert anchor.tail == 1 + 30 + len(" not")


@pytest.mark.parametrize(
    ("source", "least", "most"),
    [
        (r"abc", 3, 9),
        (r"\w{1,9}x", 18, 40),
        (r"(?:ab|cd)\d{0,9}[ ]?x", 40, 200),
        (r"(?=\w{0,20}x)\w{0,20}y", 60, 120),
        (r"x(?:a|a|aa){1,60}(?<!a)y?b", MOST_STEPS, MOST_STEPS),
    ],
)
def test_the_steps_of_an_expression_are_bounded(
    source: str, least: int, most: int
) -> None:
    assert least <= effort(parse(source).tree) <= most
