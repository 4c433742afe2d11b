"""A set of rules as a value: load it, choose from it, scan and fix with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from linter.digests import digest
from linter.engine.plan import Plan
from linter.engine.scan import Engine
from linter.engine.scanner import Scanner, UnfitAnchor, build_scanner
from linter.errors import RuleError, ScanError, UnknownRuleError, did_you_mean
from linter.kinds import anchoring_list
from linter.matchers import checked_plan, lexicon_of, matcher_of
from linter.model import Document, Finding, Safety, Severity
from linter.nouns import Noun
from linter.rule import HouseStyle, Rule
from linter.rulefile import builtin_folder, lexicon_opener, read_packs

if TYPE_CHECKING:
    from linter.corpus.comparing import Comparer
    from linter.settled import Settled

# LanguageTool's rules are a pack, too, but nobody can list them: each version and
# language has others. Their names are taken as they come.
GRAMMAR = "grammar"


def is_of_grammar(name: str) -> bool:
    """Whether a name means rules of LanguageTool: "grammar/IT_IS"."""
    return name.partition("/")[0] == GRAMMAR


class Ruleset(Noun):
    """Rules, sorted by id; compiled when they are first used."""

    rules: tuple[Rule, ...]

    @classmethod
    def load(cls, folders: Iterable[Path | str] = (), builtin: bool = True) -> Ruleset:
        """Read the built-in packs and those in ``folders``.

        A rule that comes twice is a `RuleError`: which one won would depend on
        the order of folders.
        """
        places = [builtin_folder()] if builtin else []
        rules: dict[str, Rule] = {}
        for folder in [*places, *map(Path, folders)]:
            for rule in read_packs(folder):
                if rule.id in rules:
                    other = rules[rule.id].source
                    raise RuleError(rule.source, "", f"{rule.id} is also in {other}")
                rules[rule.id] = rule
        if builtin:
            _check_yielding(rules)
        return cls(tuple(_with_witnesses(rules[name], rules) for name in sorted(rules)))

    def select(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        at_least: Severity = Severity.INFO,
    ) -> Ruleset:
        """Return the rules that ``select`` names, without those of ``ignore``.

        Names are rule ids, aliases, packs, or ``all``; with none selected, the
        rules that are on by default. Of these, the ones ``at_least`` as severe.
        Raises `UnknownRuleError` for a name that means nothing.
        """
        chosen = (
            self._named(select) if select else {r.id for r in self.rules if r.enabled}
        )
        chosen -= self._named(ignore)
        return Ruleset(
            tuple(
                rule
                for rule in self.rules
                if rule.id in chosen and rule.severity.at_least(at_least)
            )
        )

    def of_single_documents(self) -> Ruleset:
        """Return the rules without those that compare documents."""
        return self._replace(rules=self._scanning)

    def with_severities(self, severities: Mapping[str, str]) -> Ruleset:
        """Return the rules with other severities; ``off`` takes a rule out."""
        if not severities:
            return self
        changed: dict[str, str] = {}
        for name in sorted(severities, key=lambda name: name.count("/")):
            changed |= dict.fromkeys(self._named([name]), severities[name])
        return Ruleset(
            tuple(
                rule._replace(severity=Severity(changed.get(rule.id, rule.severity)))
                for rule in self.rules
                if changed.get(rule.id) != "off"
            )
        )

    def with_house_style(self, names: HouseStyle, titles: HouseStyle) -> Ruleset:
        """Return the rules on names and titles as a corpus owner wants them."""
        if not (any(names) or any(titles)):
            return self
        from linter.housestyle import styled

        return Ruleset(styled(self.rules, names, titles))

    def __getitem__(self, name: str) -> Rule:
        """Return the rule with this id or alias; raise `UnknownRuleError`."""
        found = self._named([name])
        if is_of_grammar(name):
            raise UnknownRuleError(
                f"{name}: LanguageTool knows its rules; docs/grammar-rules.md has how"
                " often they fire"
            )
        if len(found) != 1 or name == "all":
            raise UnknownRuleError(self._unknown(name))
        return next(rule for rule in self.rules if rule.id in found)

    def runs(self, rule: str) -> bool:
        """Whether findings of a rule are looked for."""
        return rule in self._ids

    @property
    def met(self) -> Mapping[str, Rule]:
        """The rules that became known in the run, by id."""
        return {}

    def scan(self, document: Document) -> Sequence[Finding]:
        """Return the findings of one document, sorted by place."""
        return next(findings for _, findings in self.engine.scan([document]))

    def scan_all(
        self,
        documents: Iterable[Document],
        unfinished: Callable[[Document, ScanError], None] | None = None,
    ) -> Iterator[tuple[Document, Sequence[Finding]]]:
        """Yield each document, in order, with its findings.

        Documents are scanned in batches: much faster than one by one. One that
        cannot be finished is told to ``unfinished``, or raises `ScanError`.
        """
        return self.engine.scan(documents, unfinished)

    def own(self, document: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return findings as the rules of this document have them: all of them."""
        return findings

    def fix(self, document: Document, level: Safety = Safety.SAFE) -> Settled:
        """Return the document with all fixes up to ``level`` made."""
        from linter.fixing import settle

        return settle(document, self.scan, level)

    @cached_property
    def _scanning(self) -> tuple[Rule, ...]:
        """The rules that look at one document; the others are `linter.corpus`'s."""
        return tuple(rule for rule in self.rules if not rule.compares)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.rules)

    @cached_property
    def engine(self) -> Engine:
        """The rules, compiled."""
        from linter.caching import compiled_scanner

        rules = self._scanning
        plan, scanner = compiled_scanner(
            self.fingerprint, lambda: checked_plan(self._asked), self._scanner
        )
        shared = lexicon_opener(builtin_folder() / "lexicons")
        return Engine(self._asked, plan, scanner, matcher_of, shared, len(rules))

    @cached_property
    def comparer(self) -> Comparer | None:
        """What compares documents by the rules; ``None``: none of them does."""
        if not any(rule.compares for rule in self.rules):
            return None
        from linter.corpus.comparing import Comparer

        return Comparer.of(self)

    @cached_property
    def _asked(self) -> tuple[Rule, ...]:
        """The rules, and behind them those that only other rules ask for."""
        own = {rule.id for rule in self._scanning}
        witnesses = {
            witness.id: witness
            for rule in self._scanning
            for witness in (rule.near.witnesses if rule.near else ())
            if witness.id not in own
        }
        return (*self._scanning, *witnesses.values())

    def _scanner(self, plan: Plan) -> Scanner:
        try:
            return build_scanner(plan.anchors)
        except UnfitAnchor as error:
            source = self._asked[plan.owners[error.index]].source
            raise RuleError(source, "match", f"no scanner takes it: {error}") from None

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that decides which anchors there are."""
        parts: list[str] = []
        for rule in self._asked:
            waits = rule.near is not None
            parts.append(repr((rule.id, rule.kind, waits, sorted(rule.match.items()))))
            if name := anchoring_list(rule.kind, rule.match):
                parts.append(lexicon_of(rule, name).stamp)
        return digest("\0".join(parts).encode("utf-8", "surrogatepass")).hex()

    def _named(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for name in names:
            here = {
                rule.id
                for rule in self.rules
                if name in ("all", rule.id, rule.pack, *rule.aliases)
            }
            if not here and not is_of_grammar(name):
                raise UnknownRuleError(self._unknown(name))
            found |= here
        return found

    def _unknown(self, name: str) -> str:
        known = [rule.id for rule in self.rules] + sorted({r.pack for r in self.rules})
        within = [one for one in known if name and name in one]
        hint = did_you_mean(name, within or known)
        if within and not hint:
            hint = f"; did you mean {within[0]!r}?"
        return f"no rule or pack {name!r}{hint}; 'mtlint rules list' shows all"


def _with_witnesses(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    """Return a rule that has what it asks for with it."""
    if rule.near is None:
        return rule
    for name in rule.near.rules:
        if name not in rules or rules[name].near:
            hint = did_you_mean(name, list(rules)) if name not in rules else ""
            problem = f"{name!r} is no rule that looks everywhere{hint}"
            raise RuleError(rule.source, "near.rules", problem)
    witnesses = tuple(rules[name] for name in rule.near.rules)
    return rule._replace(near=rule.near._replace(witnesses=witnesses))


def _check_yielding(rules: Mapping[str, Rule]) -> None:
    """Raise `RuleError` for a rule that yields to one that is not there."""
    for rule in rules.values():
        for other in rule.yields_to:
            if other not in rules:
                hint = did_you_mean(other, list(rules))
                raise RuleError(rule.source, "yields-to", f"no rule {other!r}{hint}")
