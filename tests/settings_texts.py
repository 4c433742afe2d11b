"""Texts of settings, and where tests write them."""

from __future__ import annotations

from pathlib import Path

ALL_KEYS = """\
select = ["punctuation", "names/garbled"]
ignore = ["titles"]
severity = "info"
fail-on = "error"
format = "jsonl"
jobs = 4
include = ["*.txt"]
exclude = ["old/"]
force-exclude = true
text-field = "meta.text"
id-field = "uid"
encoding = "cp1252"
language = "en-GB"
rules = ["house", "../shared"]
baseline = "known.jsonl"
index = "corpus.sqlite"
dictionaries = ["words.txt"]
grammar = "all, judge"
languagetool = "tools/LanguageTool"

[severities]
punctuation = "info"
"names/garbled" = "off"

[[per-path]]
paths = ["old/**", "*.md"]
select = ["names"]
ignore = ["titles", "tokens"]
severities = { "names/garbled" = "error", titles = "off" }
language = "en"
dictionaries = ["old/words.txt"]

[[per-path]]
paths = ["new"]

[names]
canonical = ["Kyiv"]
file = "names.tsv"

[titles]
accepted = ["a"]
forbidden = { b = "c" }
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
