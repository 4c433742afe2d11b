"""What a stretch of a document is decides whether a rule may speak."""

from __future__ import annotations

import pytest

from linter.engine.zones import Zone, Zones
from linter.model import Document, Format, Span

MARKDOWN = """\
---
title: energy. , aerospace
---

# A heading, of course

Text with `code. , here` and a [link](http://x.org/a. , b) and more.

| a. , b | c |
|--------|---|
| d. , e | f |

```
fenced. , code
```

    indented. , code

- an item <b class="x. , y">bold</b>

<div>
block. , html
</div>

Plain. , prose
"""


def zones_at(text: str, part: str, form: Format = Format.PLAIN) -> set[Zone]:
    zones = Zones(Document(text, format=form))
    at = text.index(part)
    return {zone for zone in Zone if zones.holds(zone, Span(at, at + len(part)))}


@pytest.mark.parametrize(
    ("part", "zone"),
    [
        ("energy. ,", Zone.FRONT_MATTER),
        ("heading,", Zone.HEADING),
        ("code. , here", Zone.CODE),
        ("a. , b)", Zone.URL),
        ("d. , e", Zone.TABLE),
        ("fenced. ,", Zone.CODE),
        ("indented. ,", Zone.CODE),
        ("x. , y", Zone.MARKUP),
        ("block. ,", Zone.MARKUP),
    ],
)
def test_markdown_says_what_a_place_is(part: str, zone: Zone) -> None:
    assert zone in zones_at(MARKDOWN, part, Format.MARKDOWN)


def test_prose_in_markdown_is_in_no_protected_zone() -> None:
    zones = Zones(Document(MARKDOWN, format=Format.MARKDOWN))
    at = MARKDOWN.index("Plain. ,")
    assert not zones.protected(Span(at, at + 8))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_markdown_blocks_keep_their_places_under_other_line_ends(newline: str) -> None:
    text = MARKDOWN.replace("\n", newline)
    assert Zone.CODE in zones_at(text, "fenced. ,", Format.MARKDOWN)
    assert Zone.CODE not in zones_at(text, "Plain. ,", Format.MARKDOWN)


def test_backticks_in_a_block_of_code_do_not_end_it() -> None:
    text = "```\nlog(`started. , now`)\nthen. , more\n```\n\nPlain. , prose\n"
    assert Zone.CODE in zones_at(text, "then. ,", Format.MARKDOWN)
    assert Zone.CODE not in zones_at(text, "Plain. ,", Format.MARKDOWN)


def test_a_character_reference_is_markup_unless_encoded_twice() -> None:
    text = "Here &nbsp; &#8211; is one, and &amp;nbsp; is &amp; itself."
    assert Zone.MARKUP in zones_at(text, "&nbsp;", Format.MARKDOWN)
    assert Zone.MARKUP in zones_at(text, "&#8211;", Format.MARKDOWN)
    assert Zone.MARKUP in zones_at(text, "&amp; ", Format.MARKDOWN)
    assert Zone.MARKUP not in zones_at(text, "&amp;nbsp;", Format.MARKDOWN)


@pytest.mark.parametrize(
    "line",
    [
        '>>> print("a. , b")',
        "$ grep a. , b",
        "greet = Word(alphas) + a. , b",
        "parser.mode = {a. , b}",
        "add_executable(foo foo.c. , b)",
        "if (is_ready(a. , b)) {",
        "return make_one(a. , b);",
        '{"enabled": true, "text": "a. , b"}',
        "  --selectors a. , b \\",
        "Requires-Dist: black (==23.3.0. , b) == 'dev'",
    ],
)
def test_a_line_of_a_program_is_code_in_any_text(line: str) -> None:
    text = f"So we came to. , it:\n\n{line}\n\nAnd then. , they went.\n"
    assert Zone.CODE in zones_at(text, ". , b")
    assert Zone.CODE not in zones_at(text, "to. ,")
    assert Zone.CODE not in zones_at(text, "then. ,")


@pytest.mark.parametrize(
    "line",
    [
        "for the first time (2019. , b): it was late",
        "if you ask me. , b (as some do)",
        "return of the king. , b;",
        "import duties. , b",
        "class and status. , b:",
        "$ million. , b was lost",
        "Seoul = Harbour News (a. , b)",
        "Tokyo = A.B. Smith. , b",
        "Photo(Reporter X. , b)",
        "“the plan”: “a. , b”",
        "- one thing. , b; and",
        '{"translation": "The talks. , b were held"}',
    ],
)
def test_a_line_of_prose_is_none(line: str) -> None:
    assert Zone.CODE not in zones_at(f"{line}\n", ". , b")


def test_a_match_that_takes_up_a_line_of_a_program_is_not_in_one() -> None:
    zones = Zones(Document('So:\n  {"error": 429}\n'))
    assert not zones.holds(Zone.CODE, Span(6, 19))
    assert zones.holds(Zone.CODE, Span(16, 19))


def test_marks_of_markdown_mean_nothing_in_plain_text() -> None:
    assert Zone.CODE not in zones_at("Text with `code. , here` in it.", "code. ,")


@pytest.mark.parametrize(
    "text",
    [
        "see http://x.org/energy.,b now",
        "mail jo.x@energy.org today",
        "on www.energy.de/",
    ],
)
def test_an_address_is_an_address_in_any_text(text: str) -> None:
    assert Zone.URL in zones_at(text, "energy.")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “we saw energy. , and” then", True),
        ('He said "we saw energy. , and" then', True),
        ("“Before” we saw energy. , and “after”", False),
        ('It is 5" long, energy. , and no more', False),
    ],
)
def test_a_quotation_is_what_stands_between_its_marks(text: str, inside: bool) -> None:
    assert (Zone.QUOTATION in zones_at(text, "energy. ,")) is inside


def test_a_list_item_and_a_heading_are_told_by_their_line() -> None:
    assert Zone.LIST in zones_at("- energy. , and", "energy.")
    assert Zone.LIST in zones_at("2) energy. , and", "energy.")
    assert Zone.HEADING in zones_at("Energy and space\n\nText.", "Energy")
    assert Zone.HEADING not in zones_at("Energy was spent.", "Energy")


def test_verse_is_three_short_lines_or_more() -> None:
    verse = "The sea is calm\nthe tide is full\nthe moon lies fair\nupon the straits"
    assert Zone.VERSE in zones_at(verse, "tide")
    assert Zone.VERSE not in zones_at("The sea is calm and the tide is full.", "tide")


def test_a_huge_line_is_looked_at_near_the_place_only() -> None:
    text = "“" + "x " * 100_000 + "energy. , and"
    assert Zone.QUOTATION not in zones_at(text, "energy. ,")
