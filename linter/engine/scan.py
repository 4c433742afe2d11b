"""Text to findings: one scan for all anchors, then a closer look at each hit.

Documents are joined into batches. A hit says which rules may match, and where;
the rule's matcher confirms it on the document, guards are asked, and only then
is a finding made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from linter.engine.findings import finding_of, united
from linter.engine.guards import GUARDS, Context
from linter.engine.nearby import lines_around, mended_sentence
from linter.engine.places import (
    Hits,
    Needs,
    code_points,
    encode,
    in_bytes,
    may_match,
    merged,
    note_hit,
)
from linter.engine.plan import Plan
from linter.engine.scanner import Scanner
from linter.engine.yielding import remaining, yielding
from linter.errors import ScanError
from linter.kinds import Anchor, Choosing, Match, Matcher, SelfAnchored
from linter.lexicon import Lexicon
from linter.model import Document, Finding, Format, Safety, Span
from linter.nouns import Noun
from linter.portions import in_text_order, list_of_findings
from linter.rule import Near, Rule

# Large enough to make the cost of a call vanish, small enough for the cache.
BATCH_BYTES = 1 << 20
SEPARATOR = b"\n"
# The table of the words of a text takes up to twenty times its size: of one this
# large it is not kept while rules look closer.
LARGE = 4 * BATCH_BYTES


# The findings of each rule, by its id.
Findings: TypeAlias = dict[str, Sequence[Finding]]


class Engine(Noun):
    """Rules, ready to scan; a matcher is made when its rule is first called.

    Of ``rules``, the first ``reported`` are (all, if not given); the others are only
    asked.
    """

    rules: Sequence[Rule]
    plan: Plan
    scanner: Scanner
    make_matcher: Callable[[Rule, Sequence[Anchor]], Matcher]
    open_lexicon: Callable[[str], Lexicon]
    reported: int | None = None

    @cached_property
    def _matchers(self) -> dict[int, Matcher]:
        """Those that were made, by the number of the rule."""
        return {}

    def matcher(self, index: int) -> Matcher:
        """Return the matcher of a rule, made once."""
        if index not in self._matchers:
            owners = self.plan.owners
            first, last = bisect_left(owners, index), bisect_right(owners, index)
            anchors = self.plan.anchors[first:last]
            self._matchers[index] = self.make_matcher(self.rules[index], anchors)
        return self._matchers[index]

    def scan(
        self,
        documents: Iterable[Document],
        unfinished: Callable[[Document, ScanError], None] | None = None,
    ) -> Iterator[tuple[Document, Sequence[Finding]]]:
        """Yield each document, in order, with its findings sorted by place.

        Raises `ScanError` for a document that takes too long; where there is an
        ``unfinished``, it is told instead, and the scan goes on.
        """
        for batch in batches(documents):
            for document, wanted in self.wanted(batch):
                try:
                    found = self._confirm(document, wanted) if wanted else []
                except ScanError as error:
                    if unfinished is None:
                        raise
                    unfinished(document, error)
                    continue
                yield document, found

    def scan_exhaustively(self, document: Document) -> Sequence[Finding]:
        """Return what `scan` must find, by trying every rule everywhere."""
        whole = [Span(0, len(document.text))]
        called = [i for i, rule in enumerate(self.rules) if rule.near is None]
        return self._confirm(document, dict.fromkeys(called, whole))

    def wanted(
        self, batch: Sequence[Document]
    ) -> Iterator[tuple[Document, dict[int, list[Span]]]]:
        """Yield each document with the rules to confirm in it, and where."""
        encoded = deque(encode(document.text) for document in batch)
        hits = self._hits(batch, encoded)
        for index, document in enumerate(batch):
            data = encoded.popleft()
            wanted = {i: [Span(0, len(document.text))] for i in self.plan.always}
            if index in hits:
                wanted |= self._regions(data, document, hits.pop(index))
            # A large text needs its room for what is found in it.
            del data
            yield document, wanted

    def _hits(
        self, batch: Sequence[Document], encoded: Iterable[bytes]
    ) -> dict[int, Hits]:
        """Return the hits of each document; offsets are bytes from its start."""
        buffer, starts = SEPARATOR.join(encoded), [0]
        for text in encoded:
            starts.append(starts[-1] + len(text) + len(SEPARATOR))
        owners, anchors = self.plan.owners, self.plan.anchors
        found: dict[int, Hits] = {}
        small = buffer.lower()
        for number, start, end in self.scanner.scan(buffer):
            if number not in self._met:
                anchor = anchors[number]
                self._met[number] = anchor, in_bytes(anchor.needs)
            anchor, needs = self._met[number]
            if may_match(small, start, end, anchor, needs):
                note_hit(found, starts, owners[number], (start, end, anchor.reach))
        for rule, matcher in self._choosing:
            for index in matcher.worth_a_look([one.text for one in batch]):
                whole = (0, starts[index + 1] - starts[index] - 1, 0)
                found.setdefault(index, {})[rule] = [whole]
        for rule, looking in self._looking:
            for start, end in looking.scan(buffer):
                note_hit(found, starts, rule, (start, end, 0))
        if len(buffer) > LARGE:
            from linter.kinds.words import forget_table

            forget_table()
        return found

    # To ask a matcher what it is takes as long as to look through a short text.
    @cached_property
    def _choosing(self) -> list[tuple[int, Choosing]]:
        """The rules that choose the texts of a batch to be looked at, by number."""
        every = [(rule, self.matcher(rule)) for rule in self.plan.selfmade]
        return [(rule, one) for rule, one in every if isinstance(one, Choosing)]

    @cached_property
    def _looking(self) -> list[tuple[int, SelfAnchored]]:
        """The rules that look through a batch themselves, by number."""
        chosen = {rule for rule, _ in self._choosing}
        every = [(r, self.matcher(r)) for r in self.plan.selfmade if r not in chosen]
        return [(rule, one) for rule, one in every if isinstance(one, SelfAnchored)]

    @cached_property
    def _met(self) -> dict[int, tuple[Anchor, Needs]]:
        """The anchors that were hit, by number, with what is needed near them."""
        return {}

    def _regions(
        self, encoded: bytes, document: Document, hits: Hits
    ) -> dict[int, list[Span]]:
        """Turn byte hits into stretches of code points where a match can start."""
        if len(encoded) == len(document.text):
            return {rule: merged(places) for rule, places in hits.items()}
        offsets = {
            at for places in hits.values() for a, b, _ in places for at in (a, b)
        }
        points = code_points(encoded, sorted(offsets))
        return {
            rule: merged((points[a], points[b], reach) for a, b, reach in places)
            for rule, places in hits.items()
        }

    def _confirm(
        self, document: Document, wanted: dict[int, list[Span]]
    ) -> Sequence[Finding]:
        context = Context(document, self.open_lexicon)
        found: Findings = {}
        for index in [*wanted]:
            # Of a text that is full of hits, the regions are much to keep.
            regions = wanted.pop(index)
            if findings := list_of_findings(self._findings(context, index, regions)):
                found[self.rules[index].id] = findings
        if found:
            self._near(context, found)
        if self.reported is not None and self.reported < len(self.rules):
            silent = {rule.id for rule in self.rules[self.reported :]}
            found = {rule: some for rule, some in found.items() if rule not in silent}
        if len(found) > 1:
            found = remaining(found, self._yielding)
        return in_text_order([self._told(rule, some) for rule, some in found.items()])

    @cached_property
    def _waiting(self) -> list[tuple[int, Near]]:
        """The rules that look only near what others found."""
        return [(i, rule.near) for i, rule in enumerate(self.rules) if rule.near]

    def _near(self, context: Context, found: Findings) -> None:
        """Add what the waiting rules find near the findings of others."""
        for index, near in self._waiting:
            places = [one.span for rule in near.rules for one in found.get(rule, ())]
            regions = lines_around(context.document.text, sorted(places), near.lines)
            template = self.rules[index].fix
            checked = template is not None and template.checked
            findings = list_of_findings(
                self._checked(context, finding) if checked else finding
                for finding in self._findings(context, index, regions)
            )
            if findings:
                found[self.rules[index].id] = findings

    def _checked(self, context: Context, finding: Finding) -> Finding:
        """Return a finding, its fix only shown where others dislike the outcome."""
        if finding.fix is None:
            return finding
        sentence = mended_sentence(context.document.text, finding.fix.edits)
        document = context.document._replace(text=sentence, format=Format.PLAIN)
        if not any(found for _, found in self.scan([document])):
            return finding
        return finding._replace(fix=finding.fix._replace(safety=Safety.SHOWN))

    def _told(self, rule: str, findings: Sequence[Finding]) -> Sequence[Finding]:
        return [*united(findings)] if rule in self._once else findings

    @cached_property
    def _yielding(self) -> Mapping[str, frozenset[str]]:
        return yielding(self.rules)

    @cached_property
    def _once(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.rules if rule.once)

    def _matches(
        self, document: Document, index: int, regions: Sequence[Span]
    ) -> Iterator[Match]:
        try:
            yield from self.matcher(index).find(document, regions)
        except TimeoutError:
            hint = "the document is not checked; --ignore the rule, and report it"
            raise ScanError(
                f"{self.rules[index].id} takes too long here: {hint}"
            ) from None

    def _findings(
        self, context: Context, index: int, regions: Sequence[Span]
    ) -> Iterator[Finding]:
        rule = self.rules[index]
        guards = [GUARDS[name] for name in rule.unless]
        for match in self._matches(context.document, index, regions):
            if rule.languages and context.language() not in (None, *rule.languages):
                return
            if any(guard(context, match) for guard in guards):
                continue
            if not context.zones.protected(match.span):
                yield from obeying_house(
                    rule, finding_of(rule, match, context), context
                )


def obeying_house(rule: Rule, finding: Finding, context: Context) -> Iterator[Finding]:
    """Yield the finding, unless the house style of its rule accepts the text."""
    if rule.house is None:
        yield finding
        return
    from linter.engine.house import obeying

    if obeyed := obeying(finding, rule.house, context.document.text):
        yield obeyed


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Group documents until a batch holds `BATCH_BYTES` characters."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
