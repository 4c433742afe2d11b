"""Excerpts on a screen: carets in place, lines that fit, no control characters."""

from __future__ import annotations

import re
from pathlib import PurePath
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model import Document, Edit, Finding, Fix, Safety, Severity, Span
from linter.reporters import Style
from linter.reporters.display import one_line, printable, underlined, width
from tests.reports import ENERGY, RULE, block, deleting, finding, report


def source(text: str, part: str, style: Style | None = None) -> str:
    """Return the source line and the carets under a part of it."""
    return "\n".join(block(text, finding(text, part), style=style).split("\n")[2:4])


def test_carets_stand_under_wide_characters() -> None:
    assert source("这是文字。，然后", "。，") == (
        "    1 | 这是文字。，然后\n"
        "      |         ^^^^"
    )  # fmt: skip


def test_carets_stand_under_what_follows_combining_marks() -> None:
    assert source("cafe\u0301 noe\u0308l . , and", ". ,") == (
        "    1 | cafe\u0301 noe\u0308l . , and\n"
        "      |           ^^^"
    )  # fmt: skip


def test_a_combining_mark_is_shown_on_its_letter() -> None:
    assert source("cafe\u0301 au", "\u0301") == (
        "    1 | cafe\u0301 au\n"
        "      |    ^"
    )  # fmt: skip


def test_carets_stand_under_what_follows_an_astral_character() -> None:
    assert source("𝒂𝒃 😀 . ,", ". ,") == (
        "    1 | 𝒂𝒃 😀 . ,\n"
        "      |       ^^^"
    )  # fmt: skip


def test_tabs_become_spaces_so_that_carets_stay_in_place() -> None:
    assert source("\ta\tenergy. ,", ". ,") == (
        "    1 |     a   energy. ,\n"
        "      |               ^^^"
    )  # fmt: skip


def test_carriage_returns_are_no_part_of_a_line() -> None:
    assert source("one\r\nenergy. , and\r\nthree\r\n", ". ,") == (
        "    2 | energy. , and\n"
        "      |       ^^^"
    )  # fmt: skip


def test_a_span_over_lines_says_where_it_ends() -> None:
    assert source("one.\r\n\r\ntwo", ".\r\n\r\ntw") == (
        "    1 | one.\n"
        "      |    ^ … to 3:3"
    )  # fmt: skip


def test_an_empty_span_has_one_caret() -> None:
    hit = Finding(RULE, Span(3, 3), "Missing full stop.", Severity.INFO)
    assert block("end\n", hit) == dedent(
        """\
        a.txt:1:4: info punctuation/period-before-comma
          Missing full stop.
            1 | end
              |    ^"""
    )


def test_an_empty_line_leaves_no_space_behind() -> None:
    hit = Finding(RULE, Span(2, 3), "Too many empty lines.", Severity.INFO)
    assert block("a\n\n\nb", hit).split("\n")[2:] == ["    2 |", "      | ^ … to 3:1"]


def test_what_would_drive_a_terminal_is_shown_as_escapes() -> None:
    assert source("\x1b]0;title\x07 \u202eenergy. ,\x9b", ". ,") == (
        "    1 | \\x1b]0;title\\x07 \\u202eenergy. ,\\x9b\n"
        "      |                              ^^^"
    )  # fmt: skip


def test_what_cannot_be_seen_is_shown_where_it_is_found() -> None:
    assert source("می\u200cخواهم ze\u200bro", "\u200b") == (
        "    1 | می\u200cخواهم ze\\u200bro\n"
        "      |           ^^^^^^"
    )  # fmt: skip
    assert source("10\u00a0000 x\u00a0y", "x\u00a0y") == (
        "    1 | 10\u00a0000 x\\xa0y\n"
        "      |        ^^^^^^"
    )  # fmt: skip


def test_a_fix_shows_what_cannot_be_seen() -> None:
    text = "ze\u200bro\r\n"
    lines = block(text, finding(text, "\u200b", fix=deleting(text, "\u200b")))
    assert lines.split("\n")[-2:] == ["    - ze\\u200bro", "    + zero"]


def test_a_fix_shows_the_line_break_it_takes_away() -> None:
    text = "close coordination.\r\non the"
    lines = block(text, finding(text, ".\r\n", fix=deleting(text, ".\r\n")))
    assert lines.split("\n")[-2:] == [
        "    - close coordination.⏎on the",
        "    + close coordinationon the",
    ]


def test_a_fix_that_reaches_far_says_so() -> None:
    text = "Mishoustine " * 20
    edits = tuple(Edit(Span(at, at + 11), "Mishustin") for at in (0, 120, 180))
    hit = finding(text, "Mishoustine", fix=Fix(edits, Safety.SHOWN))
    lines = block(text, hit).split("\n")
    assert lines[4] == "  fix (shown only, never applied, and 2 more edits):"


def test_a_long_line_is_cut_on_both_sides() -> None:
    text = "word " * 30 + "energy. , aerospace" + " more" * 30
    assert source(text, ". ,", Style(width=60)) == (
        "    1 | …ord word word word energy. , aerospace more more m…\n"
        "      |                           ^^^"
    )  # fmt: skip


def test_a_long_line_of_wide_characters_fits_the_screen() -> None:
    text = "文" * 100 + "。，" + "字" * 100
    line, carets = source(text, "。，", Style(width=40)).split("\n")
    assert sum(map(width, line)) <= 40
    assert line == "    1 | …" + "文" * 7 + "。，" + "字" * 6 + "…"
    assert carets == "      | " + " " * 15 + "^^^^"


@given(
    st.text(st.sampled_from("a文\u0301\t😀\u200b"), max_size=80),
    st.integers(20, 100),
    st.data(),
)
def test_an_underlined_line_fits_and_its_carets_are_inside(
    text: str, columns: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, carets = underlined(text, start, end, columns, (False, True))
    assert sum(map(width, line)) <= columns
    assert len(carets) <= columns
    assert re.fullmatch(r" *\^+", carets)


def test_names_from_outside_cannot_break_a_line() -> None:
    document = Document(ENERGY, PurePath("a\n\x1b[2Jb\udcff.txt"), "1\r2")
    for name in ("text", "concise"):
        output = report(name, [(document, [finding(ENERGY, ". ,")])])
        assert output.startswith("a\\n\\x1b[2Jb\\udcff.txt (record 1\\r2) 1:39: error ")


@pytest.mark.parametrize(
    ("char", "columns"),
    [
        ("a", 1),
        ("é", 1),
        ("\u0301", 0),
        ("\u20dd", 0),
        ("\u200d", 0),
        ("文", 2),
        ("ｆ", 2),
        ("ﾊ", 1),
        ("한", 2),
        ("\u1161", 0),
        ("😀", 2),
        ("ا", 1),
    ],
)
def test_a_character_is_as_wide_as_a_terminal_makes_it(char: str, columns: int) -> None:
    assert width(char) == columns


def test_ordinary_text_is_printed_as_it_is() -> None:
    text = "Le café 文字 می‌خواهم «\u00a0ça\u00a0»"
    assert printable(text) == text
    assert one_line("a\r\nb\nc\rd") == "a⏎b⏎c\\rd"
