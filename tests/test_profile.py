"""The habits of a document."""

from __future__ import annotations

from linter.engine.profile import Profile

ENGLISH = "The two sides said that they will be in contact with the others. " * 3
GERMAN = "Die beiden Seiten sagten, dass sie mit den anderen in Kontakt sind. " * 3


def test_a_writer_without_capitals_is_informal_and_one_slip_is_not() -> None:
    assert Profile("we met. then we ate. it rained. so what. nobody cared. ").informal
    assert not Profile(ENGLISH + "It was over. then they left.").informal


def test_a_tokenised_text_is_told_from_one_with_a_stray_space() -> None:
    assert Profile("It was . We saw . It rained . They left , too . ").tokenised
    assert not Profile(ENGLISH + "One slip , only.").tokenised


def test_a_manual_is_told_from_a_text_that_names_one_option() -> None:
    manual = "Give --output or /etc/mtlint, and call read_all() or Text::split. "
    assert Profile(manual).code_heavy
    assert not Profile(manual + ENGLISH * 20).code_heavy
    assert not Profile(
        ENGLISH + "The --output is lost, the well-known and/or so."
    ).code_heavy


def test_english_is_told_from_other_languages_and_short_texts_are_left_open() -> None:
    assert Profile(ENGLISH).language == "en"
    assert Profile(GERMAN).language == "und"
    assert Profile("Мы встретились с ними").language == "und"
    assert Profile("A short line").language is None
