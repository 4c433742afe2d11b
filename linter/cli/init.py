"""``mtlint init``: a file with settings to start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from linter.cli.config import line_of
from linter.config import OWN_FILE, Settings, find
from linter.errors import ConfigError, WriteError
from linter.schema import ABOUT, ABOUT_EXTENDS

HEAD = """\
# Settings of mtlint. What is commented out shows the default, or an example.
# 'mtlint config show' shows which settings apply, and where each comes from.
"""
# Settings whose default says too little.
SAMPLES = {
    "encoding": 'encoding = "cp1252"',
    "language": 'language = "en"',
    "grammar": 'grammar = "flagged"',
    "languagetool": 'languagetool = "LanguageTool"',
    "baseline": 'baseline = "mtlint-baseline.jsonl"',
    "index": 'index = "mtlint-index.sqlite"',
}
TABLES = {
    "severities": ["[severities]", '"repetition/doubled-word" = "info"'],
    "names": [
        "[names]",
        'canonical = ["Kyiv", "Zelenskyy"]    # what fixes write',
        'accepted = ["Lukashenka"]            # what is never reported',
        'forbidden = { "Kiev" = "Kyiv" }      # what always is',
    ],
    "titles": [
        "[titles]",
        'canonical = { "Belt and Road Initiative" = ["One Belt One Road Initiative"] }',
        'accepted = ["Treaty of Friendly Good-Neighborliness"]',
        'forbidden = { "Washington Treaty" = "North Atlantic Treaty" }',
    ],
    "per-path": ["[[per-path]]", 'paths = ["old/**"]', 'ignore = ["punctuation"]'],
}


@click.command()
def init() -> None:
    """Write mtlint.toml with all settings, commented out; replace nothing."""
    here = Path.cwd()
    found = find(here)
    if found is not None and found[0].parent == here:
        raise ConfigError(f"{found[0]}: has settings already; nothing was written")
    text = HEAD + "\n".join(_lines())
    try:
        # Another file of that name is never replaced, whatever it is.
        with Path(OWN_FILE).open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise WriteError(f"{OWN_FILE}: cannot be written: {error.strerror}") from None
    click.echo(f"{OWN_FILE}: written; uncomment what you want to change")


def _lines() -> Iterator[str]:
    """Yield the settings, tables last: what follows a table belongs to it."""
    yield from ("", f"# {ABOUT_EXTENDS}", '# extends = "../mtlint.toml"')
    for key, about in ABOUT.items():
        if key not in TABLES:
            value = getattr(Settings(), key.replace("-", "_"))
            yield from (
                "",
                f"# {about}",
                f"# {SAMPLES.get(key) or line_of(key, value)}",
            )
    for key, lines in TABLES.items():
        yield from ("", f"# {ABOUT[key]}", *(f"# {line}" for line in lines))
    yield ""
