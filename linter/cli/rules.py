"""``mtlint rules``: list the rules, test a pack."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from linter.cli import Exit
from linter.cli.options import tolerant
from linter.cli.recalling import no_cache_option
from linter.model import Severity
from linter.proving import Broken, broken_examples
from linter.rule import Rule
from linter.ruleset import Ruleset

FOLDERS = click.option(
    "--rules",
    "folders",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Load the packs of this folder as well.",
)


@click.group()
def rules() -> None:
    """List the rules, or test a pack of rules."""


@rules.command("list")
@FOLDERS
@click.option("--format", "style", type=click.Choice(["text", "jsonl"]), default="text")
@no_cache_option
def list_rules(folders: tuple[Path, ...], style: str) -> None:
    """List all rules with severity, fix and summary."""
    loaded = Ruleset.load(folders).rules
    stream = tolerant(sys.stdout)
    for line in _json_lines(loaded) if style == "jsonl" else _lines(loaded):
        stream.write(line + "\n")


def _lines(loaded: tuple[Rule, ...]) -> Iterator[str]:
    widest = max((len(rule.id) for rule in loaded), default=0)
    for rule in loaded:
        fix = rule.fix.safety if rule.fix else "-"
        runs = rule.enabled and rule.severity is not Severity.INFO
        off = "" if runs else "  (not by default)"
        yield f"{rule.id:<{widest}}  {rule.severity:<7}  {fix:<9}  {rule.summary}{off}"


def _json_lines(loaded: tuple[Rule, ...]) -> Iterator[str]:
    import json

    for rule in loaded:
        row = {
            "type": "rule",
            "schema": 1,
            "id": rule.id,
            "severity": rule.severity,
            "fix": rule.fix.safety if rule.fix else None,
            "enabled": rule.enabled,
            "languages": rule.languages,
            "evidence": rule.evidence,
            "summary": rule.summary,
        }
        yield json.dumps(row, ensure_ascii=False)


@rules.command("test")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--rule", "names", multiple=True, metavar="RULE", help="Only this rule or pack."
)
@no_cache_option
def test_rules(folder: Path | None, names: tuple[str, ...]) -> None:
    """Run the examples of the rules in FOLDER, or of the built-in ones.

    Every bad text must be found and fixed as the rule file says, every good and
    missed text left alone, and no fixed text may hold another artifact.
    """
    builtin = Ruleset.load()
    loaded = Ruleset.load([folder], builtin=False) if folder else builtin
    everything = Ruleset.load([folder]) if folder else builtin
    chosen = loaded.select(names) if names else loaded
    broken = [b for rule in chosen.rules for b in broken_examples(rule, everything)]
    stream = tolerant(sys.stdout)
    stream.writelines(f"{_told(one)}\n" for one in broken)
    count = sum(len(r.bad) + len(r.good) + len(r.missed) for r in chosen.rules)
    told = f"{len(chosen.rules)} rules, {count} texts, {len(broken)} wrong"
    stream.write(told + "\n")
    sys.exit(Exit.FOUND if broken else Exit.CLEAN)


def _told(broken: Broken) -> str:
    return f"{broken.rule}: {broken.label}: {broken.problem}: {broken.text!r}"


@rules.command("profile")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@FOLDERS
@no_cache_option
def profile_rules(paths: tuple[Path, ...], folders: tuple[Path, ...]) -> None:
    """Show what each rule costs on the documents in PATHS, the dearest first.

    A rule whose anchor occurs all over ordinary text makes every scan slow: one
    with more than 600 hits a megabyte is called loose. Matches are counted before
    guards are asked. What a rule costs once, when it is first needed, stands apart.
    """
    from linter.profiling import measure
    from linter.reading.units import ReadOptions, Unit, read_units
    from linter.reading.walking import Walk, WalkOptions

    walk, reading = Walk(paths, WalkOptions(unpack=True)), ReadOptions(unpack=True)
    items = (item for path in walk for item in read_units(path, reading))
    documents = (item.document for item in items if isinstance(item, Unit))
    costs = measure(Ruleset.load(folders), documents)
    stream = tolerant(sys.stdout)
    names = ("hits/MB", "matches", "findings", "ms/MB", "once ms")
    head = f"{'rule':42}" + "".join(f" {name:>8}" for name in names)
    stream.write(f"{head}\n")
    for cost in costs.rules:
        rate = costs.hits_per_megabyte(cost)
        slow = 1000 * cost.seconds / max(costs.megabytes, 1e-6)
        row = (
            f"{cost.rule:42} {rate:8.1f} {cost.matches:8} {cost.findings:8} {slow:8.2f}"
        )
        loose = "  loose" if costs.is_loose(cost) else ""
        stream.write(f"{row} {1000 * cost.first:8.1f}{loose}\n")
    rate = costs.megabytes / max(costs.scan_seconds, 1e-9)
    stream.write(f"{costs.megabytes:.1f} MB, anchors scanned at {rate:.0f} MB/s\n")
