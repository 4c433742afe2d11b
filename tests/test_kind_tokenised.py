"""A tokenised document is known, and joined only where that is proved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.fixing import apply_edits
from linter.kinds import build_matcher
from linter.kinds.tokenised import TOKEN
from linter.lexicon import Lexicon
from linter.model import Document, Edit, Span

MARKED = "He came , he said . It rained , "


def joined(text: str) -> str:
    """Return the text without the spaces that are found."""
    matcher = build_matcher(
        "tokenised", {"kind": "tokenised"}, lambda name: Lexicon(name, lambda: "")
    )
    matches = list(matcher.find(Document(text), [Span(0, len(text))]))
    edits = [Edit(m.span, "") for m in matches if m.replacement is not None]
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("and he did n't .", "and he didn't."),
        ("and he hadn 't .", "and he hadn't."),
        ("and it 's late .", "and it's late."),
        ("and ( as we know ) it 's late .", "and (as we know) it's late."),
        ('and " no " , he said .', 'and "no", he said.'),
        ("and 5 % of $ 3 were lost ;", "and 5% of $3 were lost;"),
        ("and on June 6 , 2007 , he left .", "and on June 6, 2007, he left."),
        ("and 1 , 000 came at 10 : 30 .", "and 1 , 000 came at 10 : 30."),
        ("and ... then . . . he left .", "and ... then . . . he left."),
        ("and Mr. Jones of the U.S. left .", "and Mr. Jones of the U.S. left."),
    ],
)
def test_a_tokenised_line_is_joined(apart: str, whole: str) -> None:
    assert joined(MARKED + apart) == "He came, he said. It rained, " + whole


@pytest.mark.parametrize(
    "text",
    [
        "One mark , and another . The rest is fine. It rained, they left, so.",
        "Voilà ! C'est fini ; n'est-ce pas ? Oui : bien sûr.",
        "He paused . . . and left . . . then came back . . . again.",
        "He said , and left .",
    ],
)
def test_other_documents_are_left_alone(text: str) -> None:
    assert joined(text) == text


def test_an_odd_quotation_mark_stays_where_it_is() -> None:
    text = MARKED + 'and " he said .'
    assert joined(text).endswith('and " he said.')


def test_a_line_that_does_not_prove_right_is_found_and_not_joined() -> None:
    text = "a ,  b . c\n1 ,  2 , 3 ,  4 ."
    matcher = build_matcher(
        "tokenised", {"kind": "tokenised"}, lambda name: Lexicon(name, lambda: "")
    )
    (only,) = matcher.find(Document(text), [Span(0, len(text))])
    assert only.replacement is None


PARTS = "He it 's do n't can 't Mr. 5 % $ a-b U.S. ... , . ; : ? ! ( ) \" '"
WORDS = st.sampled_from(PARTS.split())


@given(st.lists(WORDS, max_size=40))
def test_no_letter_and_no_token_changes(words: list[str]) -> None:
    text = MARKED + " ".join(words)
    result = joined(text)
    assert result.replace(" ", "") == text.replace(" ", "")
    assert len(TOKEN.findall(result)) <= len(TOKEN.findall(text))
