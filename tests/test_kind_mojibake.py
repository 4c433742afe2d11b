"""UTF-8 that was misread is read again; what only looks like it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.kinds import build_matcher
from linter.kinds.mojibake import decoded
from linter.lexicon import Lexicon
from linter.model import Document, Span

CODECS = {"latin-1": "’é£…", "cp1252": "“é£…", "cp1251": "’“…Пр", "mac_roman": "’é“…"}


def found(text: str) -> dict[str, str | None]:
    matcher = build_matcher("mojibake", {"kind": "mojibake"}, empty)
    whole = [Span(0, len(text))]
    matches = matcher.find(Document(text), whole)
    return {match.span.of(text): match.replacement for match in matches}


def empty(name: str) -> Lexicon:
    return Lexicon(name, lambda: "")


def misread(text: str, codec: str) -> str:
    return text.encode().decode(codec)


@pytest.mark.parametrize("codec", CODECS)
def test_what_was_misread_is_read_again(codec: str) -> None:
    for character in CODECS[codec].replace("Пр", ""):
        wrong = misread(character, codec)
        assert found(f"so{wrong} it is") == {wrong: character}


def test_letters_of_another_script_are_decoded_as_one_run() -> None:
    wrong = misread("Правда", "cp1251")
    assert found(f"the paper {wrong} wrote") == {wrong: "Правда"}


def test_what_was_misread_twice_is_read_twice() -> None:
    wrong = misread(misread("’", "cp1252"), "cp1252")
    assert found(f"it{wrong}s") == {wrong: "’"}


def test_a_byte_order_mark_is_dropped_and_a_lost_byte_reported() -> None:
    assert found(misread("\ufeff", "latin-1") + "Good day")["ï»¿"] == ""
    assert found("He said “yesâ€ and left") == {"â€": None}
    assert found("ofï¿½it") == {"ï¿½": None}
    assert found("so cute ðŸ˜ and so") == {"ðŸ": None}


@pytest.mark.parametrize(
    "text",
    [
        "naïve, café, São Tomé, Ångström, Întocmit, Đà Nẵng, İstanbul, Łódź",
        "“CAFÉ”—closed, “IRMÔ, “IRMÃ”, CAFÉ™, JOSÉ®, É…, NAÏVETÉ—",
        "Spaß”, „Größe“, ÂME, À “propos”, ß», 20°C, ½ × ±, 3 £, 5 €",
        "Росія і Рівне, РСФСР, Στην Ελλάδα, √2 ≈ 1,41, ├── src, ‚Äpfel‘",
        "日本語と한국어, ภาษาไทย, हिन्दी, العربية",
    ],
)
def test_real_letters_are_left_alone(text: str) -> None:
    assert found(text) == {}


@given(st.text(max_size=80))
@example("Ã" * 70 + "©")
def test_a_run_is_never_replaced_by_more_mojibake(text: str) -> None:
    for wrong, right in found(text).items():
        if right:
            assert found(right) == {} or len(right) < len(wrong)


def test_only_the_run_is_decoded_whatever_stands_beside_it() -> None:
    text = "“fl&amp;ﬁ’ cafÃ© ”"
    assert decoded(text, Span(text.index("Ã"), text.index("Ã") + 2)) == "é"
