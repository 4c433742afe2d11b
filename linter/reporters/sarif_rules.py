"""Rules as SARIF describes them: what each finds, why, and on which texts."""

from __future__ import annotations

from collections.abc import Iterator

from linter.model import Severity
from linter.rule import Example, Rule

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
MOST_TEXTS = 3


def rule_object(name: str, rule: Rule | None) -> dict[str, object]:
    """Return the descriptor of a rule; of one that is not known, its name."""
    if rule is None:
        return {"id": name}
    why = " ".join(rule.why.split()) or rule.summary
    properties = {"tags": [rule.pack], "problem.severity": PROBLEMS[rule.severity]}
    described: dict[str, object] = {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why},
        "help": {
            "text": "\n".join(_help(rule, why, "")),
            "markdown": "\n".join(_help(rule, why, "**")),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": properties,
    }
    if rule.aliases:
        described["deprecatedIds"] = list(rule.aliases)
    return described


def _help(rule: Rule, why: str, bold: str) -> Iterator[str]:
    yield why
    yield from _texts(f"{bold}Found{bold}", rule.bad)
    yield from _texts(f"{bold}Left alone{bold}", rule.good)


def _texts(title: str, examples: tuple[Example, ...]) -> Iterator[str]:
    """Yield examples as indented lines, which are code in Markdown."""
    if not examples:
        return
    yield from ("", title, "")
    for number, example in enumerate(examples[:MOST_TEXTS]):
        if number:
            yield ""
        yield from (f"    {line}" for line in example.text.splitlines())
        if example.fixed is not None:
            yield from (f"    → {line}" for line in example.fixed.splitlines())
