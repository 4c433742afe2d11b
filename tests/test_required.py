"""What an expression needs is in every match of it, however it is written."""

from __future__ import annotations

import pytest

from linter.engine.parsing import parse
from linter.engine.required import required
from linter.kinds.pattern import Pattern, may_hold
from linter.model import Document, Span
from linter.ruleset import Ruleset


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        (r"(?i)(seem|appear)s to be", (("appear", "seem"),)),
        (r"abce?d(?:efg)?g", (("abc",),)),
        (r"(?:one|two|\d)x", ()),
        (r"(?<=before) (?:the )+after(?!wards)", (("after",),)),
        (r"a.b", ()),
        (r"“ab”|“cd”", (("“ab”", "“cd”"),)),
        (r"[sz]ooo", (("ooo",),)),
        (r"one: two", (("one: two",),)),
        (r"o: (?:[a-z]:|at)\d", (("o: ",),)),
        (r"(?i)it is (?:note|remark)d that", (("note", "remark"),)),
    ],
)
def test_the_texts_that_stand_in_every_match_are_known(
    source: str, needs: tuple[tuple[str, ...], ...]
) -> None:
    assert set(required(parse(source).tree)) == set(needs)


@pytest.mark.parametrize("text", ["TA\u017f\u212a", "ta\u017fk", "TA\u017fk"])
def test_letters_that_pass_for_others_are_others(text: str) -> None:
    whole = [Span(0, len(text))]
    assert not list(Pattern("(?i)task").find(Document(text), whole))
    assert len(list(Pattern(r"(?i)\w\w\w\w").find(Document(text), whole))) == 1


@pytest.mark.parametrize("source", ["\u0130zmir", r"\u0130zmir", "[\u0130I]zmir"])
def test_an_expression_may_name_them(source: str) -> None:
    pattern = Pattern(source)
    assert len(list(pattern.find(Document("\u0130zmir"), [Span(0, 5)]))) == 1
    assert any("130" in anchor.expression for anchor in pattern.anchors)


def test_every_text_that_a_rule_finds_has_what_its_expression_needs() -> None:
    checked = 0
    for rule in Ruleset.load().rules:
        if rule.kind != "pattern":
            continue
        pattern = Pattern(str(rule.match["regex"]))
        needs = required(parse(pattern.source).tree)
        for example in rule.bad:
            if pattern.compiled.search(example.text):
                assert may_hold(example.text, needs), rule.id
                checked += bool(needs)
    assert checked > 50
