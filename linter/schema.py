"""The settings as a JSON Schema, for editors that complete and check TOML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from linter import settings
from linter.settings import KEYS, LANGUAGE_TAG, OFF, PER_PATH_KEYS, SEVERITIES

Json: TypeAlias = dict[str, object]

# What each setting is for, in one line.
ABOUT: Mapping[str, str] = {
    "select": "Rules and packs to look for; empty for those that are on by default.",
    "ignore": "Rules and packs not to look for.",
    "severity": "The lowest severity to report.",
    "fail-on": "The lowest severity that makes the exit code 1.",
    "format": "How to report.",
    "jobs": "Number of processes; 0 for one a core.",
    "include": "Globs of files to take in folders though they do not look like prose.",
    "exclude": "Globs of files to leave out in folders.",
    "force-exclude": "Leave out excluded files even if they are named.",
    "text-field": "The field of a JSON Lines record that holds the text.",
    "id-field": "The field that holds the record's id.",
    "encoding": "The encoding of files without a byte order mark; UTF-8 if not set.",
    "language": "The language of the texts; if not set, each text decides.",
    "rules": "Folders with packs of your own, from the folder of this file.",
    "baseline": "The file with findings to hide, from the folder of this file.",
    "index": "The index of the corpus that documents are compared with.",
    "dictionaries": "Files of words and phrases that are right as they are.",
    "grammar": "What LanguageTool reads: flagged sentences or all; required, judge.",
    "languagetool": "The address of a LanguageTool server, or a folder with its jars.",
    "severities": "Another severity, or off, for rules and packs.",
    "per-path": "What is different for some documents; a later entry wins.",
    "names": "Which forms of names to write, and which not; wins over all rules.",
    "titles": "The same for titles, organisations and acronyms.",
}
ABOUT_EXTENDS = "A file whose settings come before these, from the folder of this one."
ABOUT_PATH: Mapping[str, str] = {
    "paths": "Globs of the documents, from the folder of the settings.",
    "select": "Rules and packs to look for in them, in place of those of all.",
    "ignore": "More rules and packs not to look for in them.",
    "severities": "Other severities, or off, for rules and packs.",
    "language": "The language of these texts.",
    "dictionaries": "More files of words and phrases that are right in them.",
}

ABOUT_HOUSE: Mapping[str, str] = {
    "canonical": "Forms to write: a list, or a table to other names of the same.",
    "accepted": "Forms that are never reported.",
    "forbidden": "Forms that are always reported, each with what to write instead.",
    "file": "A TSV file with more of the same, from the folder of this file.",
}

GRAMMAR = r"^(off|(flagged|all|required|judge)(, ?(flagged|all|required|judge))*)$"
SEVERITY: Json = {"enum": SEVERITIES}
TEXT: Json = {"type": "string", "minLength": 1}
TEXTS: Json = {"type": "array", "items": TEXT}


def schema() -> Json:
    """Return the schema of a file with settings."""
    extends = {"description": ABOUT_EXTENDS, **TEXT}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of mtlint",
        "description": "mtlint.toml, or the table [tool.mtlint] of pyproject.toml.",
        **_table({"extends": extends} | _properties(KEYS, ABOUT)),
    }


def _properties(
    keys: Mapping[str, Callable[[object], object]], about: Mapping[str, str]
) -> dict[str, Json]:
    return {key: {"description": about[key], **_shape(keys[key])} for key in keys}


def _table(properties: Mapping[str, Json]) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(properties),
    }


def _house() -> Json:
    """Return the shape of a house style."""
    others: Json = {"type": "object", "additionalProperties": TEXTS}
    shapes: dict[str, Json] = {
        "canonical": {"anyOf": [TEXTS, others]},
        "accepted": TEXTS,
        "forbidden": {"type": "object", "additionalProperties": TEXT},
        "file": TEXT,
    }
    return _table(
        {key: {"description": ABOUT_HOUSE[key], **shapes[key]} for key in shapes}
    )


def _shape(check: Callable[[object], object]) -> Json:
    """Return what a check lets pass."""
    from linter.reporters import CLASSES

    words: Json = {"enum": [*SEVERITIES, OFF]}
    shapes: dict[Callable[[object], object], Json] = {
        settings.text: TEXT,
        settings.file_path: TEXT,
        settings.encoding: TEXT,
        settings.texts: TEXTS,
        settings.file_paths: TEXTS,
        settings.languagetool: TEXT,
        settings.grammar: {"type": "string", "pattern": GRAMMAR},
        settings.flag: {"type": "boolean"},
        settings.jobs: {"type": "integer", "minimum": 0},
        settings.severity: SEVERITY,
        settings.report_format: {"enum": [*CLASSES]},
        settings.language: {"type": "string", "pattern": f"^{LANGUAGE_TAG}$"},
        settings.severities: {"type": "object", "additionalProperties": words},
        settings.per_path: {"type": "array", "items": {}},
        settings.house_style: _house(),
    }
    shape = shapes[check]
    if check is settings.per_path:
        entry = _table(_properties(PER_PATH_KEYS, ABOUT_PATH))
        entry["required"] = ["paths"]
        paths = {**TEXTS, "minItems": 1, "description": ABOUT_PATH["paths"]}
        entry["properties"] = {**_properties(PER_PATH_KEYS, ABOUT_PATH), "paths": paths}
        return {"type": "array", "items": entry}
    return shape
