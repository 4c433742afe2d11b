"""Packs of rules: which files they are, what is kept of them, their word lists.

A pack is a folder with a ``pack.toml``, rule files beside it and word lists in
``lexicons/``. A rule's id is its place: ``punctuation/period-before-comma.toml``
in a folder of packs is the rule ``punctuation/period-before-comma``. Built-in
and user packs are read by the same code; `linter.ruletable` says what a file may
have in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from linter.caching import cached_rows
from linter.errors import RuleError
from linter.lexicon import Lexicon
from linter.model import Evidence, Safety, Severity
from linter.rule import FixTemplate, Near, Rule, Texts

PLAIN_FIELDS = (
    *("id", "summary", "message", "kind", "match", "unless", "why", "languages"),
    *("aliases", "since", "enabled", "once", "yields_to", "source"),
)
COLUMNS = ("severity", "fix", "near", "evidence", *PLAIN_FIELDS)
Tables = Mapping[str, Any]


def builtin_folder() -> Path:
    """Return the folder of the packs that come with mtlint."""
    # Mapped into the package when it is installed: a type checker cannot see it.
    package = import_module("linter.rules")
    return Path(package.__file__ or "").parent


def read_packs(folder: Path) -> Iterator[Rule]:
    """Yield the rules of a folder of packs, or of one pack, sorted by id.

    Raises `RuleError` for a file that cannot be read or understood.
    """
    files = _rule_files(folder)
    rows = cached_rows(
        files, COLUMNS, lambda: [_row(rule) for rule in _read_rules(files)]
    )
    yield from map(_revived, rows)


def _read_rules(files: Sequence[Path]) -> Iterator[Rule]:
    """Yield the rules of TOML files, everything in them checked."""
    tables = {path: read_toml(path) for path in files}
    for pack in sorted({path.parent for path in files}):
        here = {path: tables[path] for path in files if path.parent == pack}
        yield from _rules_of(pack, here)


def _row(rule: Rule) -> tuple[object, ...]:
    """Return a rule as plain values, without its texts."""
    fix = rule.fix
    mending = fix and (str(fix.safety), *fix[1:])
    near = rule.near and (rule.near.rules, rule.near.lines)
    plain = (getattr(rule, name) for name in PLAIN_FIELDS)
    evidence = str(rule.evidence or "")
    return (str(rule.severity), mending, near, evidence, *plain)


def _revived(row: tuple[Any, ...]) -> Rule:
    """Return the rule that `_row` wrote down."""
    severity, mending, near, evidence, *plain = row
    fields = dict(zip(PLAIN_FIELDS, plain, strict=True))
    source = fields["source"]
    return Rule(
        severity=Severity(severity),
        fix=FixTemplate(Safety(mending[0]), *mending[1:]) if mending else None,
        near=Near(*near) if near else None,
        evidence=Evidence(evidence) if evidence else None,
        read_texts=partial(_texts_at, source),
        lexicon=partial(_lexicon_beside, source),
        **fields,
    )


@lru_cache(1024)
def _texts_at(source: str) -> Texts:
    from linter.ruletable import texts_of

    return texts_of(source, read_toml(Path(source)))


def _lexicon_beside(source: str, name: str) -> Lexicon:
    return _lexicon(str(Path(source).parent / "lexicons"), name)


def _rule_files(folder: Path) -> list[Path]:
    """Return the TOML files of all packs in ``folder``, or of the pack it is."""
    if not folder.is_dir():
        raise RuleError(str(folder), "", "no such folder of rules")
    own = _toml_files(folder)
    if folder / "pack.toml" in own:
        return own
    inside = (_toml_files(path) for path in sorted(folder.iterdir()) if path.is_dir())
    packs = [files for files in inside if any(f.name == "pack.toml" for f in files)]
    if not packs:
        missing = "holds no pack; a pack is a folder with a pack.toml"
        raise RuleError(str(folder), "", missing)
    return [file for files in packs for file in files]


def _toml_files(folder: Path) -> list[Path]:
    """Return the TOML files of a folder by name; a glob would be slow at start."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 (names, not paths)
    except OSError as error:
        raise RuleError(str(folder), "", (error.strerror or "").lower()) from None
    return [folder / name for name in sorted(names) if name.endswith(".toml")]


def _rules_of(folder: Path, tables: Mapping[Path, Tables]) -> Iterator[Rule]:
    """Yield the rules of one pack, sorted by id."""
    from linter.ruletable import pack_defaults, rule_of

    where = folder / "pack.toml"
    defaults = pack_defaults(str(where), tables[where])
    name = folder.resolve().name
    for path, table in tables.items():
        if path != where:
            yield rule_of(f"{name}/{path.stem}", defaults | dict(table), path)


def read_toml(path: Path) -> Tables:
    """Return the table of a TOML file."""
    import tomllib

    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(str(path), "", f"not TOML: {error}") from None


def lexicon_opener(folder: Path) -> Callable[[str], Lexicon]:
    """Return what opens a word list of a pack, or else one that all packs share.

    With a pack and a slash before its name, it is one of a built-in pack.
    """

    def open_lexicon(name: str) -> Lexicon:
        return _lexicon(str(folder), name)

    return open_lexicon


def _lexicon(folder: str, name: str) -> Lexicon:
    key = (folder, name)
    if key not in _OPENED:
        _OPENED[key] = _lexicon_at(_lexicon_path(Path(folder), name))
    return _OPENED[key]


@cache
def _lexicon_at(path: Path) -> Lexicon:
    return Lexicon(path.stem, lambda: _read_text(path), _stamp(path))


# Word lists never change while we run, and are shared by all rules that name them, in
# whatever pack: what is made of one is made once.
_OPENED: dict[tuple[str, str], Lexicon] = {}


def _lexicon_path(folder: Path, name: str) -> Path:
    pack, within, list_name = name.partition("/")
    if within:
        return builtin_folder() / pack / "lexicons" / f"{list_name}.tsv"
    own = folder / f"{name}.tsv"
    shared = builtin_folder() / "lexicons" / f"{name}.tsv"
    return own if own.exists() or not shared.exists() else shared


def _stamp(path: Path) -> str:
    """Return what changes when a file does."""
    try:
        info = path.stat()
    except OSError:
        return ""
    return f"{path} {info.st_mtime_ns} {info.st_size}"


def read_lexicon(path: Path) -> Lexicon:
    """Return the word list in a file; it is read when it is first asked."""
    return Lexicon(path.stem, lambda: _read_text(path))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise RuleError(str(path), "", (error.strerror or str(error)).lower()) from None
    except UnicodeDecodeError as error:
        raise RuleError(str(path), "", f"not UTF-8 at byte {error.start}") from None
