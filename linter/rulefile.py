"""Rule files: TOML in, `Rule` out.

A pack is a folder with a ``pack.toml``, rule files beside it and word lists in
``lexicons/``. A rule's id is its place: ``punctuation/period-before-comma.toml``
in a folder of packs is the rule ``punctuation/period-before-comma``. Built-in
and user packs are read by the same code. Every mistake is one line that names
file and key.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from linter.caching import cached_rows
from linter.errors import RuleError, did_you_mean
from linter.lexicon import Lexicon
from linter.model import (
    Evidence,
    Example,
    FixTemplate,
    Format,
    Near,
    Rule,
    Safety,
    Severity,
    Texts,
)

RULE_KEYS = [
    *("summary", "message", "severity", "why", "since", "enabled", "languages"),
    *("aliases", "once", "near", "yields-to", "evidence"),
    *("match", "fix", "bad", "good", "missed"),
]
PLAIN_FIELDS = (
    *("id", "summary", "message", "kind", "match", "unless", "why", "languages"),
    *("aliases", "since", "enabled", "once", "yields_to", "source"),
)
COLUMNS = ("severity", "fix", "near", "evidence", *PLAIN_FIELDS)
TEXT_KEYS = ("bad", "good", "missed")
FIX_KEYS = ["safety", "delete", "replace", "transform", "of", "checked"]
NEAR_KEYS = ["rules", "lines"]
EXAMPLE_KEYS = ["text", "fixed", "note", "format", "documents"]
PACK_KEYS = ["summary", "languages", "enabled"]

Choice = TypeVar("Choice", bound=StrEnum)
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
    where = folder / "pack.toml"
    pack = tables[where]
    known_keys(str(where), pack, PACK_KEYS)
    defaults: dict[str, Any] = {
        "languages": list(_texts(str(where), pack, "languages")),
        "enabled": _flag(str(where), pack, "enabled"),
    }
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


def rule_of(rule_id: str, table: Tables, path: Path) -> Rule:
    """Return the rule that ``table`` describes; ``path`` is where it was read."""
    where = str(path)
    known_keys(where, table, RULE_KEYS)
    match = dict(_table(where, table, "match"))
    unless = _texts(f"{where}: match", match, "unless")
    match.pop("unless", None)
    _check_guards(where, unless)
    texts_of(where, table)
    if "near" not in table and "checked" in table.get("fix", ()):
        raise RuleError(where, "fix.checked", "goes with [near] only")
    return Rule(
        id=rule_id,
        summary=_text(where, table, "summary"),
        message=_text(where, table, "message"),
        severity=_one_of(where, table, "severity", Severity),
        kind=_text(f"{where}: match", match, "kind"),
        match=match,
        unless=unless,
        fix=_fix(where, table["fix"]) if "fix" in table else None,
        near=_near(where, _table(where, table, "near")) if "near" in table else None,
        why=_text(where, table, "why", "").strip(),
        languages=_texts(where, table, "languages"),
        aliases=_texts(where, table, "aliases"),
        since=_text(where, table, "since", ""),
        enabled=_flag(where, table, "enabled"),
        once=_flag(where, table, "once", default=False),
        yields_to=_texts(where, table, "yields-to"),
        evidence=_one_of(where, table, "evidence", Evidence)
        if "evidence" in table
        else None,
        source=where,
    )


def texts_of(where: str, table: Tables) -> Texts:
    """Return the texts of a rule; it needs a bad one and a good one."""
    texts = Texts(*(_examples(where, table, key) for key in TEXT_KEYS))
    for key in ("bad", "good"):
        if not getattr(texts, key):
            raise RuleError(where, key, f"a rule needs at least one {key} text")
    return texts


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
        path = _lexicon_path(Path(folder), name)
        _OPENED[key] = Lexicon(name, lambda: _read_text(path), _stamp(path))
    return _OPENED[key]


# Word lists never change while we run, and are shared by all rules that name them.
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


def _check_guards(where: str, names: tuple[str, ...]) -> None:
    from linter.engine.guards import GUARDS

    for name in names:
        if name not in GUARDS:
            hint = did_you_mean(name, list(GUARDS))
            raise RuleError(where, "match.unless", f"no guard {name!r}{hint}")


def _near(where: str, table: Tables) -> Near:
    known_keys(f"{where}: near", table, NEAR_KEYS)
    names = _texts(f"{where}: near", table, "rules")
    if not names:
        raise RuleError(f"{where}: near", "rules", "must name at least one rule")
    lines = table.get("lines")
    if not isinstance(lines, int) or isinstance(lines, bool) or lines < 0:
        raise RuleError(f"{where}: near", "lines", "must be a number, 0 or more")
    return Near(names, lines)


def _fix(where: str, table: Tables) -> FixTemplate:
    known_keys(f"{where}: fix", table, FIX_KEYS)
    safety = _one_of(f"{where}: fix", table, "safety", Safety)
    ways = [key for key in ("delete", "replace", "transform") if key in table]
    if len(ways) > 1:
        raise RuleError(where, f"fix.{ways[1]}", f"excludes {ways[0]!r}")
    checked = _flag(f"{where}: fix", table, "checked", default=False)
    if "delete" in table:
        targets = _names(where, table, "delete")
        return FixTemplate(safety, targets, replace="", checked=checked)
    targets = _names(where, table, "of") if "of" in table else ()
    replace = _text(where, table, "replace") if "replace" in table else None
    transform = _text(where, table, "transform") if "transform" in table else None
    if transform is not None:
        _check_transform(where, transform)
    return FixTemplate(safety, targets, replace, transform, checked)


def _check_transform(where: str, name: str) -> None:
    from linter.engine.findings import TRANSFORMS

    if name not in TRANSFORMS:
        hint = did_you_mean(name, list(TRANSFORMS))
        raise RuleError(where, "fix.transform", f"no transform {name!r}{hint}")


def _names(where: str, table: Tables, key: str) -> tuple[str, ...]:
    value = table[key]
    return (value,) if isinstance(value, str) else _texts(where, table, key)


def _examples(where: str, table: Tables, key: str) -> tuple[Example, ...]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RuleError(where, key, f"must be written as [[{key}]] tables")
    examples = []
    for row in rows:
        known_keys(f"{where}: {key}", row, EXAMPLE_KEYS)
        examples.append(
            Example(
                _text(f"{where}: {key}", row, "text"),
                _text(where, row, "fixed") if "fixed" in row else None,
                _text(where, row, "note", ""),
                _one_of(where, row, "format", Format)
                if "format" in row
                else Format.PLAIN,
                _texts(where, row, "documents"),
            )
        )
    return tuple(examples)


def known_keys(where: str, table: Tables, known: list[str]) -> None:
    """Refuse a key that is not ``known``, and say the nearest one."""
    for key in table:
        if key not in known:
            raise RuleError(where, key, "unknown key" + did_you_mean(key, known))


def _table(where: str, table: Tables, key: str) -> Tables:
    value = table.get(key)
    if not isinstance(value, dict):
        raise RuleError(where, key, "must be a table" if key in table else "is missing")
    return value


def _text(where: str, table: Tables, key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise RuleError(where, key, "must be a text" if key in table else "is missing")
    return value


def _texts(where: str, table: Tables, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(where, key, "must be a list of texts")
    return tuple(value)


def _flag(where: str, table: Tables, key: str, default: bool = True) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise RuleError(where, key, "must be true or false")
    return value


def _one_of(where: str, table: Tables, key: str, choices: type[Choice]) -> Choice:
    value = _text(where, table, key)
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choices)
        raise RuleError(where, key, f"{value!r} is not one of {known}") from None
