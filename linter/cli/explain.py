"""``mtlint explain``: what a rule finds, why, and how often."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from linter.cli.options import complete_rules, tolerant
from linter.cli.recalling import no_cache_option
from linter.describing import page, read_rates
from linter.ruleset import Ruleset


@click.command()
@click.argument("rule", shell_complete=complete_rules)
@click.option(
    "--rules",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Load the packs of this folder as well.",
)
@no_cache_option
def explain(rule: str, rules: tuple[Path, ...]) -> None:
    """Say what RULE finds, why, how it is fixed, and how often it fires."""
    found = Ruleset.load(rules)[rule]
    tolerant(sys.stdout).write(page(found, read_rates().get(found.id)))
