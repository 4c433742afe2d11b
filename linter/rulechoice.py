"""Which rules a run uses, as other processes are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linter.model import Severity
from linter.nouns import Noun
from linter.rule import NO_STYLE, HouseStyle
from linter.ruleset import Ruleset

if TYPE_CHECKING:
    from linter.perpath import Choice, PerPath


class RuleChoice(Noun):
    """Which rules a run uses; small enough to be sent to another process.

    ``final`` are the keys that no ``per_path`` entry changes, because they come
    from the command line; ``asked`` tells that somebody set the severity. The
    paths of the entries count from ``root``. Rules that compare documents are left
    out unless the run ``compares`` some.
    """

    folders: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = Severity.INFO
    severities: tuple[tuple[str, str], ...] = ()
    per_path: tuple[PerPath, ...] = ()
    root: Path = Path()
    asked: bool = False
    final: frozenset[str] = frozenset()
    names: HouseStyle = NO_STYLE
    titles: HouseStyle = NO_STYLE
    compares: bool = True

    @property
    def choice(self) -> Choice:
        """What is chosen before anything is said about a path."""
        from linter.perpath import Choice

        told = (self.severity, dict(self.severities), self.asked, self.final)
        return Choice(self.select, self.ignore, *told)

    def load(self) -> Ruleset:
        """Read the rule files, and return the chosen rules."""
        return self.of(self.everything())

    def everything(self) -> Ruleset:
        """Read the rule files."""
        return Ruleset.load(self.folders).with_house_style(self.names, self.titles)

    def of(self, everything: Ruleset) -> Ruleset:
        """Return the chosen rules of all there are."""
        chosen = self._chosen(everything)
        return chosen if self.compares else chosen.of_single_documents()

    def _chosen(self, everything: Ruleset) -> Ruleset:
        if not self.per_path:
            rules = everything.with_severities(dict(self.severities))
            return rules.select(self.select, self.ignore, self.severity)
        from linter.perpath import PathRuleset

        return PathRuleset.of(everything, self.choice, self.per_path, self.root)


class OwnRules:
    """Gives the rules that are loaded; to another process goes only the choice."""

    def __init__(self, choice: RuleChoice, rules: Ruleset | None = None) -> None:
        self._choice = choice
        self._rules = rules

    def __call__(self) -> Ruleset:
        """Return the rules, loaded if they are not."""
        if self._rules is None:
            self._rules = self._choice.load()
        return self._rules

    def __reduce__(self) -> tuple[type[OwnRules], tuple[RuleChoice]]:
        return OwnRules, (self._choice,)
