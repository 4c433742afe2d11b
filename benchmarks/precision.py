"""Measure every rule: findings per 100,000 words of four kinds of text.

Each folder holds one text file a system or source. Writes ``rules/measured.tsv``,
which `mtlint explain` and the pages of the rules quote, and ``docs/precision.md``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from linter.corpus import compared
from linter.lexicon import canonical
from linter.model import Document, Finding, Safety, Severity
from linter.reading.units import Unit, read_units
from linter.rule import Rule
from linter.rulefile import read_lexicon
from linter.ruleset import Ruleset

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "rules" / "measured.tsv"
REPORT = ROOT / "docs" / "precision.md"
JUDGED = ROOT / "benchmarks" / "judged.tsv"
COMMERCIAL = re.compile("online-|gtcom|lan-bridge|gpt", re.IGNORECASE)
WORDS = 100_000


@dataclass(slots=True)
class Tally:
    """What was found in one kind of text: how often, by rule and safety of the fix."""

    name: str
    title: str
    files: int = 0
    words: int = 0
    found: Counter[tuple[str, Safety | None]] = field(default_factory=Counter)

    def add(self, document: Document, findings: Sequence[Finding]) -> None:
        """Add a file."""
        self.files += 1
        self.words += len(document.text.split())
        self.found.update((f.rule, f.fix.safety if f.fix else None) for f in findings)

    def rate(self, wanted: Callable[[str, Safety | None], bool]) -> float:
        """Return how often what is wanted occurs in 100,000 words."""
        count = sum(n for key, n in self.found.items() if wanted(*key))
        return count * WORDS / self.words if self.words else 0.0

    def rate_of(self, rule: Rule) -> float:
        """Return how often a rule fires in 100,000 words."""
        return self.rate(lambda name, _: name == rule.id)


@dataclass(frozen=True, slots=True)
class Budget:
    """A sum over the default rules, and the most (or least) it may be, by text."""

    title: str
    severities: tuple[Severity, ...]
    safe_only: bool = False
    most: dict[str, float] = field(default_factory=dict)
    least: dict[str, float] = field(default_factory=dict)


ERROR, WARNING, INFO = Severity
BUDGETS = (
    Budget("`error`", (ERROR,), most={"human": 6, "clean": 1}),
    Budget(
        "`error` + `warning`",
        (ERROR, WARNING),
        most={"human": 15, "clean": 8},
        least={"machine": 150},
    ),
    Budget("*safe* fixes", (ERROR, WARNING), True, most={"human": 3, "clean": 0.5}),
    Budget("all, `info` too", (ERROR, WARNING, INFO)),
)


def measure(machine: Path, human: Path, clean: Path, rules: Ruleset) -> list[Tally]:
    """Return what the rules find in the texts of each kind, machine output first."""
    tallies = [
        Tally("machine", "machine output"),
        Tally("commercial", "of it commercial"),
        Tally("human", "human translation"),
        Tally("clean", "edited English"),
    ]
    of_machine, of_commercial, of_human, of_clean = tallies
    for document, findings in _found(machine, rules):
        of_machine.add(document, findings)
        if COMMERCIAL.search(document.path.name if document.path else ""):
            of_commercial.add(document, findings)
    for folder, tally in ((human, of_human), (clean, of_clean)):
        for document, findings in _found(folder, rules):
            tally.add(document, findings)
    return tallies


def _found(folder: Path, rules: Ruleset) -> Iterator[tuple[Document, list[Finding]]]:
    """Yield the texts of a folder with what is found in each, and as a corpus."""
    texts = [*documents(folder)]
    together = compared(rules, texts)
    for (document, alone), more in zip(rules.scan_all(texts), together, strict=True):
        yield document, [*alone, *more]


def documents(folder: Path) -> Iterator[Document]:
    """Yield the text files of a folder by name."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise SystemExit(f"{folder}: holds no text files; name a folder of *.txt")
    for path in paths:
        for item in read_units(path):
            if not isinstance(item, Unit):
                raise SystemExit(f"{path}: cannot be read as text")
            yield item.document


def lexicon_text(rules: Ruleset, tallies: Sequence[Tally], texts: str) -> str:
    """Return the rates of all rules as a word list that the linter reads."""
    head = [
        "# columns: rule, and its findings per 100,000 words of "
        + ", ".join(tally.title for tally in tallies),
        f"# source: benchmarks/precision.py on {_today()}",
        *(f"# {t.name}: {t.files} files, {t.words:,} words" for t in tallies),
        *([f"# texts: {texts}"] if texts else []),
        "# licence: Apache-2.0",
    ]
    rows = [
        "\t".join([rule.id, *(f"{tally.rate_of(rule):.2f}" for tally in tallies)])
        for rule in rules.rules
    ]
    return canonical("\n".join(head + rows))


def report(rules: Ruleset, tallies: Sequence[Tally], texts: str) -> Iterator[str]:
    """Yield the lines of the page that says how precise the rules are."""
    yield "# Precision\n"
    yield f"Measured on {_today()} with `benchmarks/precision.py`: findings per 100,000"
    yield "words, of default rules alone in the sums. Human translation is partly"
    yield "written by non-native speakers: a rate there is an upper bound on false"
    yield f"alarms.{f' Texts: {texts}.' if texts else ''}\n"
    yield "| text | files | words |"
    yield "|---|---:|---:|"
    yield from (f"| {t.title} | {t.files} | {t.words:,} |" for t in tallies)
    yield "\n## Sums, and what they may be\n"
    yield from _sums(rules, tallies)
    yield "\n## Rules\n"
    yield _row("rule", "severity", *(t.title for t in tallies))
    yield "|---|---|---:|---:|---:|---:|"
    for rule in sorted(rules.rules, key=lambda rule: (rule.severity.rank, rule.id)):
        rates = (f"{tally.rate_of(rule):.2f}" for tally in tallies)
        off = "" if rule.enabled else ", off"
        yield _row(f"[{rule.id}](rules/{rule.id}.md)", rule.severity + off, *rates)
    yield from judged()


def judged() -> Iterator[str]:
    """Yield what a reader made of a random sample of findings, pack by pack."""
    rows = [(p, int(right), int(read)) for p, right, read in read_lexicon(JUDGED).rows]
    packs = [*rows, ("all", sum(row[1] for row in rows), sum(row[2] for row in rows))]
    yield "\n## Findings that were read\n"
    yield "On 2026-11-27, 200 findings of severity `warning` and above were drawn from"
    yield "machine output, by a fixed seed and no source line twice, and read in their"
    yield "context: is it an artifact of translation? A pack that finds little in such"
    yield "texts has little in the sample. Not all that was wrong could be mended.\n"
    yield _row("pack", "read", "right", "share")
    yield "|---|---:|---:|---:|"
    for pack, right, read in packs:
        yield _row(pack, str(read), str(right), f"{right / read:.2f}")


def _sums(rules: Ruleset, tallies: Sequence[Tally]) -> Iterator[str]:
    yield _row("default rules", *(tally.title for tally in tallies))
    yield "|---|---:|---:|---:|---:|"
    for budget in BUDGETS:
        names = {
            r.id for r in rules.rules if r.enabled and r.severity in budget.severities
        }
        cells = [_against(budget, tally, names) for tally in tallies]
        yield _row(budget.title, *cells)


def _against(budget: Budget, tally: Tally, names: set[str]) -> str:
    """Return a sum, and what it may be where the budget says so."""
    rate = tally.rate(
        lambda rule, safety: (
            rule in names and (safety is Safety.SAFE or not budget.safe_only)
        )
    )
    if tally.name in budget.most:
        most = budget.most[tally.name]
        return f"{rate:.2f} (at most {most:g}{'' if rate <= most else ': **missed**'})"
    if tally.name in budget.least:
        least = budget.least[tally.name]
        return (
            f"{rate:.2f} (at least {least:g}{'' if rate >= least else ': **missed**'})"
        )
    return f"{rate:.2f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def main() -> None:
    """Measure, and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    for kind in ("machine", "human", "clean"):
        parser.add_argument(f"--{kind}", type=Path, required=True, metavar="DIR")
    parser.add_argument("--texts", default="", help="what the texts are, in words")
    given = parser.parse_args()
    rules = Ruleset.load()
    tallies = measure(given.machine, given.human, given.clean, rules)
    MEASURED.write_text(lexicon_text(rules, tallies, given.texts), encoding="utf-8")
    lines = report(rules, tallies, given.texts)
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(_sums(rules, tallies)))


if __name__ == "__main__":
    main()
