"""What LanguageTool is asked: options, and what is loaded only if it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from linter.model import Safety
from linter.ruleset import Ruleset, is_of_grammar
from linter.settings import GRAMMAR_WORDS, OFF, Settings

if TYPE_CHECKING:
    from linter.config import Loaded
    from linter.rulechoice import RuleChoice


def complete_grammar(
    context: click.Context, option: click.Parameter, incomplete: str
) -> list[str]:
    """Complete the last word of what is asked of LanguageTool."""
    before, comma, word = incomplete.rpartition(",")
    return [f"{before}{comma}{one}" for one in GRAMMAR_WORDS if one.startswith(word)]


# ``--grammar`` alone is taken for ``--grammar=flagged``, see `linter.cli.LazyGroup`.
LANGUAGETOOL = (
    click.option(
        "--grammar",
        metavar="WORDS",
        shell_complete=complete_grammar,
        help="Have LanguageTool read the sentences that rules flag; =all every"
        " sentence, =required or fail, =judge suggested fixes, =off.",
    ),
    click.option(
        "--languagetool",
        metavar="WHERE",
        help="The address of a LanguageTool server, or a folder with LanguageTool"
        "  [default: what language-tool-python fetches].",
    ),
)


def is_asked(settings: Settings) -> bool:
    """Whether anything is asked of LanguageTool."""
    return settings.grammar != OFF


def read_along(
    rules: Ruleset, choice: RuleChoice, loaded: Loaded, fixing: Safety | None = None
) -> AbstractContextManager[Ruleset]:
    """Give the rules of a run, with LanguageTool's where they are wanted."""
    if not is_asked(loaded.settings) and not any(map(is_of_grammar, choice.select)):
        return nullcontext(rules)
    from linter.cli.proofreading import proofread

    return proofread(rules, choice, loaded, fixing)


def shown(
    rules: Ruleset,
    settings: Settings,
    measured: Callable[[], int],
    otherwise: AbstractContextManager[Any],
) -> AbstractContextManager[Any]:
    """Show how far LanguageTool is with what is measured, if it is asked at all."""
    if not is_asked(settings):
        return otherwise
    from linter.cli.proofreading import announced

    return announced(rules, measured())
