"""What is spared is followed while a text is fixed around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linter.model import Document, Edit, Safety, Span
from linter.sparing import Spared, moved
from tests.ignored import finding


def test_what_is_spared_is_followed_through_the_passes() -> None:
    spared = Spared(lambda document, found: [found[1]], Safety.SAFE)
    first = [finding(0, 2), finding(4, 6), finding(8, 9, "more")]
    assert spared(Document("0123456789"), first) == [first[0], first[2]]
    second = [finding(2, 4), finding(2, 4, rule="a/c"), finding(6, 7)]
    assert spared(Document("234567more9"), second) == second[1:]


@given(st.text("ab", max_size=9), st.data())
def test_a_place_moves_with_the_text_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    at = data.draw(st.integers(0, len(text)))
    new = text[:at] + "xyz" + text[at:]
    span = moved(Span(start, len(text)), [Edit(Span(at, at), "xyz")])
    if at <= start or at >= len(text):
        assert span.of(new) == text[start:]
    else:
        assert span.of(new).replace("xyz", "") == text[start:]
