"""Foreign letters are told in Latin words, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import build_matcher
from linter.kinds.homoglyph import LOOK_ALIKES, spelled
from linter.lexicon import Lexicon
from linter.model import Document, Span


def found(text: str) -> dict[str, str | None]:
    matcher = build_matcher(
        "homoglyph", {"kind": "homoglyph"}, lambda name: Lexicon(name, lambda: "")
    )
    matches = matcher.find(Document(text), [Span(0, len(text))])
    return {match.span.of(text): match.replacement for match in matches}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Mosсow", "Moscow"),
        ("WНO", "WHO"),
        ("Bjӧrk", "Björk"),
        ("Prazі", "Prazi"),
        ("Νetwork", "Network"),
        ("аррlе", "apple"),
    ],
)
def test_a_latin_word_gets_its_letters_back(wrong: str, right: str) -> None:
    assert found(f"They saw {wrong}-8 there.") == {wrong: right}


@pytest.mark.parametrize(
    "text",
    [
        "an α-helix, 20 μg, 5 µm, Δx, kΩ, TNFα, NFκB, cosθ, ΔT, λmax, Hα",
        "наш IT-шник, ЭКГ-like, dobeьют, KoЯn, TETЯIS, ΦΙΛH",
        "СOCA and МОСT may be of either script",
        "написал Facebookу вчера",
        "Москва, Αθήνα, Moscow and Athens",
    ],
)
def test_symbols_and_words_of_other_scripts_are_left_alone(text: str) -> None:
    assert found(text) == {}


@given(st.sampled_from("Washington Berlin Kigali Vilnius".split()), st.data())
def test_any_letters_may_be_foreign(word: str, data: st.DataObject) -> None:
    back = {chr(latin): chr(foreign) for foreign, latin in LOOK_ALIKES.items()}
    places = [at for at, letter in enumerate(word) if letter in back]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    wrong = "".join(back[c] if at in chosen else c for at, c in enumerate(word))
    assert spelled(wrong) in (word, None)
