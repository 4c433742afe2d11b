"""What a rule file may have in it: a table of TOML to a `Rule`.

Every mistake is one line that names file and key.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from linter.errors import RuleError, did_you_mean
from linter.model import Evidence, Format, Safety, Severity
from linter.rule import Example, FixTemplate, Near, Rule, Texts

RULE_KEYS = [
    *("summary", "message", "severity", "why", "since", "enabled", "languages"),
    *("aliases", "once", "near", "yields-to", "evidence"),
    *("match", "fix", "bad", "good", "missed"),
]
TEXT_KEYS = ("bad", "good", "missed")
FIX_KEYS = ["safety", "delete", "replace", "transform", "of", "checked"]
NEAR_KEYS = ["rules", "lines"]
EXAMPLE_KEYS = ["text", "fixed", "note", "format", "documents"]
PACK_KEYS = ["summary", "languages", "enabled"]

Choice = TypeVar("Choice", bound=StrEnum)
Tables = Mapping[str, Any]


def pack_defaults(where: str, table: Tables) -> dict[str, Any]:
    """Return what a ``pack.toml`` says for all rules of its pack."""
    known_keys(where, table, PACK_KEYS)
    return {
        "languages": list(_texts(where, table, "languages")),
        "enabled": _flag(where, table, "enabled"),
    }


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
