"""What a rule is, in words: for `mtlint explain` and the pages in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.model import Evidence, Format, Safety
from linter.rule import Example, FixTemplate, Rule

SAFETIES = {
    Safety.SAFE: "made by `mtlint fix`",
    Safety.SUGGESTED: "made by `mtlint fix --suggested`",
    Safety.SHOWN: "shown, never made",
}
EVIDENCE = {
    Evidence.PROOF: "A finding proves that a machine translated the document",
    Evidence.SIGN: "A finding is a sign that a machine translated the document",
    Evidence.HUMAN: "A finding speaks for a person who wrote the document",
}
TEXTS = ("machine", "commercial", "human", "clean")


@dataclass(frozen=True, slots=True)
class Rates:
    """Findings per 100,000 words, as they were measured."""

    machine: str
    commercial: str
    human: str
    clean: str


def read_rates() -> dict[str, Rates]:
    """Return the measured rates of the built-in rules, by rule id."""
    from linter.rulefile import builtin_folder, read_lexicon

    rows = read_lexicon(builtin_folder() / "measured.tsv").rows
    return {rule: Rates(*numbers) for rule, *numbers in rows}


def page(rule: Rule, rates: Rates | None) -> str:
    """Return the page of a rule in Markdown."""
    return "\n".join(_lines(rule, rates)).rstrip() + "\n"


def _lines(rule: Rule, rates: Rates | None) -> Iterator[str]:
    yield from (f"# {rule.id}", "", rule.summary, "")
    yield f"Severity `{rule.severity}`{_applies(rule)}. {_mending(rule.fix)}"
    yield ""
    if rule.why:
        yield from (" ".join(rule.why.split()), "")
    if rule.evidence:
        yield from (f"{EVIDENCE[rule.evidence]} (`evidence`).", "")
    yield from _texts("Found", rule.bad)
    yield from _texts("Left alone", rule.good)
    yield from _texts("Missed", rule.missed)
    yield from _measured(rates)


def _applies(rule: Rule) -> str:
    languages = f", for text in {', '.join(rule.languages)}" if rule.languages else ""
    since = f", since {rule.since}" if rule.since else ""
    off = "" if rule.enabled else ", off unless selected"
    return languages + since + off


def _mending(fix: FixTemplate | None) -> str:
    if fix is None:
        return "No fix: the right text cannot be known from this text alone."
    return f"The fix is *{fix.safety}*: {SAFETIES[fix.safety]}."


def _texts(title: str, examples: tuple[Example, ...]) -> Iterator[str]:
    if not examples:
        return
    yield from (f"## {title}", "")
    for example in examples:
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    markdown = " (Markdown)" if example.format is Format.MARKDOWN else ""
    if example.note or markdown:
        yield from (f"{example.note}{markdown}".strip(), "")
    for mark, text in (("  ", example.text), ("→ ", example.fixed)):
        if text is not None:
            yield from (f"    {mark}{line}" for line in text.splitlines())
    yield ""
    if example.documents:
        yield from ("beside these documents:", "")
        for text in example.documents:
            yield from (f"      {line}" for line in text.splitlines())
        yield ""


def _measured(rates: Rates | None) -> Iterator[str]:
    yield from ("## Measured", "")
    if rates is None:
        yield "Not measured."
        return
    yield from (
        "Findings per 100,000 words:",
        "",
        "| machine output | of it commercial | human translation | edited English |",
        "|---:|---:|---:|---:|",
        f"| {rates.machine} | {rates.commercial} | {rates.human} | {rates.clean} |",
    )
