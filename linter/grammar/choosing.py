"""Which of LanguageTool's rules a run wants to see, and how severe they are.

They are a pack, ``grammar``, though nobody can list its rules: every version and
language of LanguageTool has others. So their names are taken as they come.
"""

from __future__ import annotations

from collections.abc import Iterable

from linter.grammar.traps import NAMED, why_off
from linter.model import Severity
from linter.perpath import Choice
from linter.ruleset import GRAMMAR, is_of_grammar
from linter.settings import OFF


def severity_of(rule: str, choice: Choice) -> Severity | None:
    """Return how severe a rule is; ``None`` where it is not to be reported.

    ``select`` narrows LanguageTool's rules only where it names some of them;
    those that are off by default want to be named one by one.

    >>> from linter.perpath import Choice
    >>> severity_of("grammar/IT_IS", Choice((), (), Severity.WARNING, {}))
    <Severity.INFO: 'info'>
    """
    names = (rule, GRAMMAR, "all")
    wanted = [name for name in choice.select if is_of_grammar(name)]
    if rule not in wanted:
        narrowed = wanted and GRAMMAR not in wanted and "all" not in choice.select
        if narrowed or why_off(bare(rule)):
            return None
    if any(name in choice.ignore for name in names):
        return None
    told = [choice.severities[name] for name in names if name in choice.severities]
    if OFF in told[:1]:
        return None
    severity = Severity(told[0]) if told else Severity.INFO
    # Whoever asks for grammar wants to see it, unless he says how much he does.
    return severity if not choice.asked or severity.at_least(choice.severity) else None


def bare(rule: str) -> str:
    """Return a rule's name as LanguageTool has it."""
    return rule.removeprefix(f"{GRAMMAR}/")


def left_out(selected: Iterable[str]) -> tuple[str, ...]:
    """Return the rules that the server need not run, but for those selected."""
    wanted = {bare(name) for name in selected}
    return tuple(name for name in NAMED if name not in wanted)
