"""The blocks of a Markdown text, as markdown-it reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.engine.zones import MODEL_TAG, Zone
from linter.model import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

LINE_END = re.compile(r"\r\n|\r|\n")
BLOCKS = {
    "fence": Zone.CODE,
    "code_block": Zone.CODE,
    "front_matter": Zone.FRONT_MATTER,
    "html_block": Zone.MARKUP,
    "table_open": Zone.TABLE,
    "heading_open": Zone.HEADING,
}


def blocks(text: str) -> list[tuple[Span, Zone]]:
    """Return the stretches that are code, tables, headings, markup, in order."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    # Only blocks are asked for: inline parsing would cost twice the time.
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.core.ruler.disable(["inline"])
    starts = _line_starts(text)
    return [
        (Span(starts[token.map[0]], starts[token.map[1]]), BLOCKS[token.type])
        for token in parser.parse(text)
        if token.type in BLOCKS and token.map and not _of_a_model(token)
    ]


def _of_a_model(token: Token) -> bool:
    """Whether a block of markup is none: it opens with a tag that models write."""
    return token.type == "html_block" and bool(re.match(MODEL_TAG, token.content))


def _line_starts(text: str) -> list[int]:
    """Return where each line starts, with the end of the text for one more.

    A CR on its own ends a line for markdown-it, as CR LF does once.
    """
    return [0, *(found.end() for found in LINE_END.finditer(text)), len(text)]
