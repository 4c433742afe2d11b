"""What is compared across documents: mentions out of texts, findings into them."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeAlias

from linter.caching import compiled_scanner
from linter.corpus.exact import Acronyms, Terms, Titles
from linter.corpus.names import Names
from linter.corpus.tallies import Mention, Mentions, Met, Tally
from linter.corpus.verdicts import Verdict
from linter.digests import digest
from linter.engine.findings import finding_of
from linter.engine.guards import GUARDS, Context
from linter.engine.plan import Plan
from linter.engine.scan import Engine, batches, obeying_house
from linter.engine.scanner import build_scanner
from linter.kinds import Anchor, Match
from linter.kinds.consistency import Consistency
from linter.kinds.registry import registry_of
from linter.kinds.variants import Variants
from linter.lexicon import Lexicon
from linter.matchers import matcher_of
from linter.model import Document, Finding, Span
from linter.nouns import Noun
from linter.rule import Rule
from linter.rulefile import builtin_folder, lexicon_opener
from linter.ruleset import Ruleset

# The verdicts on rare forms, by rule.
Verdicts: TypeAlias = dict[str, dict[str, Verdict]]


class Comparison(Protocol):
    """One rule's way to find mentions, and to tell a rare form from a usual one."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What occurs wherever there is a mention; empty: look everywhere."""

    def met(self, document: Document, regions: Sequence[Span]) -> Met:
        """Return the forms in some places of a document."""

    def forms_in(self, passage: str) -> Iterable[str]:
        """Return the forms in a passage, and perhaps others, each as often as it is."""

    def mentions_in(self, passage: str) -> Iterable[Mention]:
        """Return the forms in a passage with their company."""

    def rare_among(self, forms: Collection[str]) -> Sequence[str]:
        """Return the forms that are worth remembering where they stand."""

    def asked(self, form: str) -> Collection[str]:
        """Return the keys under which the usual form of a rare one would be found."""

    def told(self, form: str) -> Collection[str]:
        """Return the keys under which a usual form is found."""

    def matched(
        self, rare: Collection[str], usual: Collection[str]
    ) -> Mapping[str, Collection[str]]:
        """Return for rare forms which of the usual ones are told under a key asked."""

    def verdict(
        self, rare: str, tally: Tally, others: Mapping[str, Tally]
    ) -> Verdict | None:
        """Return the usual form of a rare one, out of those with such a key."""

    def alike(self, name: str, forms: Iterable[str]) -> Iterator[str]:
        """Yield the forms that may stand for the same as ``name``."""

    def find(
        self,
        document: Document,
        regions: Sequence[Span],
        verdicts: Mapping[str, Verdict],
    ) -> Iterator[Match]:
        """Yield the rare forms of a document, in text order."""


def comparison_of(consistency: Consistency) -> Comparison:
    """Return the comparison that a rule of the kind wants."""
    lists = consistency.lists
    match consistency.compare:
        case "names":
            return Names(Variants(**lists))
        case "titles":
            return Titles(registry_of(lists["registry"], lists["parties"], ()))
        case "acronyms":
            return Acronyms()
    return Terms(lists["terms"])


class Comparer(Noun):
    """The rules of a set that compare documents, ready for use.

    ``whole`` is the set they come from.
    """

    rules: Ruleset
    whole: Ruleset

    @classmethod
    def of(cls, rules: Ruleset) -> Comparer | None:
        """Return what compares documents by a set's rules; ``None``: none does."""
        chosen = tuple(rule for rule in rules.rules if rule.compares)
        return cls(Ruleset(chosen), rules) if chosen else None

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """One for each rule, by its id."""
        made = {}
        for rule in self.rules.rules:
            consistency = matcher_of(rule)
            assert isinstance(consistency, Consistency)
            made[rule.id] = comparison_of(consistency)
        return made

    @cached_property
    def stamp(self) -> str:
        """A digest of all that decides which mentions there are, but for the code."""
        parts = [
            (rule.id, sorted(rule.match.items()), self._words(rule))
            for rule in self.rules.rules
        ]
        return digest(repr(parts).encode("utf-8", "surrogatepass")).hex()

    def _words(self, rule: Rule) -> list[list[tuple[str, ...]]]:
        consistency = matcher_of(rule)
        assert isinstance(consistency, Consistency)
        return [lexicon.rows for lexicon in consistency.lists.values()]

    def mentions(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, Mentions]]:
        """Yield each document, in order, with what is compared of it."""
        comparisons = [*self.comparisons.items()]
        for batch in batches(documents):
            for document, wanted in self._engine.wanted(batch):
                found = (
                    (comparisons[index], regions) for index, regions in wanted.items()
                )
                met = {
                    rule: comparison.met(document, regions)
                    for (rule, comparison), regions in found
                }
                yield document, {rule: some for rule, some in met.items() if some.forms}

    @cached_property
    def _engine(self) -> Engine:
        """What looks for the anchors of all comparisons at once."""
        comparisons = [*enumerate(self.comparisons.values())]
        owned = [(anchor, number) for number, c in comparisons for anchor in c.anchors]
        always = [number for number, c in comparisons if not c.anchors]
        plan = Plan([a for a, _ in owned], [n for _, n in owned], (), always)
        key = digest(repr(plan.anchors).encode("utf-8", "surrogatepass")).hex()
        _, scanner = compiled_scanner(
            f"corpus-{key}", lambda: plan, lambda plan: build_scanner(plan.anchors)
        )
        return Engine(self.rules.rules, plan, scanner, matcher_of, self._open_lexicon)

    @property
    def _open_lexicon(self) -> Callable[[str], Lexicon]:
        return lexicon_opener(builtin_folder() / "lexicons")

    def read(self, mentions: Mentions) -> Mapping[str, Iterable[Mention]]:
        """Return the forms of a document with their company, by rule."""
        return {
            rule: chain.from_iterable(
                map(self.comparisons[rule].mentions_in, some.passages)
            )
            for rule, some in mentions.items()
        }

    def suspects(self, mentions: Mentions) -> Mapping[str, Sequence[str]]:
        """Return the forms of a document that could be rare ones, by rule."""
        found = {
            rule: self.comparisons[rule].rare_among(some.forms)
            for rule, some in mentions.items()
        }
        return {rule: forms for rule, forms in found.items() if forms}

    def findings(self, document: Document, verdicts: Verdicts) -> list[Finding]:
        """Return what is found in a document, held against the others."""
        context = Context(document, self._open_lexicon)
        (_, wanted), *_ = self._engine.wanted([document])
        found = [
            finding
            for rule, regions in ((self.rules.rules[i], r) for i, r in wanted.items())
            if rule.id in verdicts
            for match in self.comparisons[rule.id].find(
                document, regions, verdicts[rule.id]
            )
            if _counts(rule, match, context)
            for finding in obeying_house(
                rule, finding_of(rule, match, context), context
            )
        ]
        told = self._told_already(document, found)
        found = [one for one in found if not _overlap(told.get(one.rule, ()), one)]
        found.sort(key=lambda finding: (finding.span, finding.rule))
        return [*self.whole.own(document, found)]

    def _told_already(
        self, document: Document, found: Sequence[Finding]
    ) -> dict[str, set[Span]]:
        """Return the places which those report that the rules of ``found`` yield to."""
        here = {finding.rule for finding in found}
        told = {}
        for rule in self.rules.rules:
            if rule.id in here and (others := self._yielded_to[rule.id]).rules:
                # Some of them may be off for this document.
                stronger = self.whole.own(document, others.scan(document))
                told[rule.id] = {at for one in stronger for at in places_of(one)}
        return told

    @cached_property
    def _yielded_to(self) -> dict[str, Ruleset]:
        """The rules that each of ours yields to."""
        return {
            rule.id: Ruleset(
                tuple(one for one in self.whole.rules if one.id in rule.yields_to)
            )
            for rule in self.rules.rules
        }


def _overlap(told: Collection[Span], finding: Finding) -> bool:
    """Whether some of the places that are told are where a finding is."""
    return any(one.overlaps(at) for one in told for at in places_of(finding))


def places_of(finding: Finding) -> set[Span]:
    """Return where a finding is: one that is told once has its places in its fix."""
    edits = finding.fix.edits if finding.fix else ()
    return {finding.span, *(edit.span for edit in edits)}


def _counts(rule: Rule, match: Match, context: Context) -> bool:
    """Whether neither the language, a guard nor a zone speaks against a match."""
    if rule.languages and context.language() not in (None, *rule.languages):
        return False
    if any(GUARDS[name](context, match) for name in rule.unless):
        return False
    return not context.zones.protected(match.span)
