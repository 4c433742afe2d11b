"""Text to findings: one scan for all anchors, then a closer look at each hit.

Documents are joined into batches. A hit says which rules may match, and where;
the rule's matcher confirms it on the document, guards are asked, and only then
is a finding made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from linter.engine.findings import finding_of, united
from linter.engine.guards import GUARDS, Context
from linter.engine.scanner import Scanner
from linter.errors import ScanError
from linter.kinds import Anchor, Match, Matcher, SelfAnchored
from linter.lexicon import Lexicon
from linter.model import Document, Finding, Rule, Span

# Large enough to make the cost of a call vanish, small enough for the cache.
BATCH_BYTES = 1 << 20
SEPARATOR = b"\n"
LONE_SURROGATES = dict.fromkeys(range(55296, 57344), 65533)


class Plan(NamedTuple):
    """What is scanned for, and which rules it calls: all that can be cached.

    ``owners`` runs parallel to ``anchors``: the index of the rule, ascending.
    ``selfmade`` are the rules that look through a batch themselves, ``always``
    those that look at every document.
    """

    anchors: Sequence[Anchor]
    owners: Sequence[int]
    selfmade: Sequence[int] = ()
    always: Sequence[int] = ()


def plan_for(matchers: Sequence[Matcher]) -> Plan:
    """Return the anchors of all matchers, and which rules have none."""
    owned = [(a, index) for index, m in enumerate(matchers) for a in m.anchors]
    owners = [owner for _, owner in owned]
    own = [i for i, m in enumerate(matchers) if isinstance(m, SelfAnchored)]
    always = [i for i in range(len(matchers)) if i not in {*owners, *own}]
    return Plan([anchor for anchor, _ in owned], owners, own, always)


@dataclass(frozen=True)
class Engine:
    """Rules, ready to scan; a matcher is made when its rule is first called."""

    rules: Sequence[Rule]
    plan: Plan
    scanner: Scanner
    make_matcher: Callable[[Rule, Sequence[Anchor]], Matcher]
    open_lexicon: Callable[[str], Lexicon]
    _matchers: dict[int, Matcher] = field(default_factory=dict)

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
    ) -> Iterator[tuple[Document, list[Finding]]]:
        """Yield each document, in order, with its findings sorted by place.

        Raises `ScanError` for a document that takes too long; where there is an
        ``unfinished``, it is told instead, and the scan goes on.
        """
        for batch in batches(documents):
            for document, wanted in self._wanted(batch):
                try:
                    yield document, self._confirm(document, wanted) if wanted else []
                except ScanError as error:
                    if unfinished is None:
                        raise
                    unfinished(document, error)

    def scan_exhaustively(self, document: Document) -> list[Finding]:
        """Return what `scan` must find, by trying every rule everywhere."""
        whole = [Span(0, len(document.text))]
        return self._confirm(document, dict.fromkeys(range(len(self.rules)), whole))

    def _wanted(
        self, batch: Sequence[Document]
    ) -> Iterator[tuple[Document, dict[int, list[Span]]]]:
        """Yield each document with the rules to confirm in it, and where."""
        encoded = [encode(document.text) for document in batch]
        buffer = SEPARATOR.join(encoded)
        starts = [0]
        for text in encoded:
            starts.append(starts[-1] + len(text) + len(SEPARATOR))
        hits = self._hits(buffer, starts)
        for index, document in enumerate(batch):
            wanted = {i: [Span(0, len(document.text))] for i in self.plan.always}
            if index in hits:
                wanted |= self._regions(encoded[index], document, hits[index])
            yield document, wanted

    def _hits(
        self, buffer: bytes, starts: Sequence[int]
    ) -> dict[int, dict[int, list[tuple[int, int, int]]]]:
        """Return (from, to, reach) by document and rule; offsets from its start."""
        found: dict[int, dict[int, list[tuple[int, int, int]]]] = {}

        def note(rule: int, start: int, end: int, reach: int) -> None:
            # An anchor may take in the separator behind the document it is in.
            first = max(bisect_right(starts, start - 1) - 1, 0)
            last = min(bisect_right(starts, end), len(starts) - 1)
            for index in range(first, last):
                begin, length = starts[index], starts[index + 1] - starts[index] - 1
                high = min(end - begin, length)
                low = min(max(start - begin, 0), high)
                rules = found.setdefault(index, {})
                rules.setdefault(rule, []).append((low, high, reach))

        for anchor, start, end in self.scanner.scan(buffer):
            note(self.plan.owners[anchor], start, end, self.plan.anchors[anchor].reach)
        for rule in self.plan.selfmade:
            matcher = self.matcher(rule)
            assert isinstance(matcher, SelfAnchored)
            for start, end in matcher.scan(buffer):
                note(rule, start, end, 0)
        return found

    def _regions(
        self,
        encoded: bytes,
        document: Document,
        hits: dict[int, list[tuple[int, int, int]]],
    ) -> dict[int, list[Span]]:
        """Turn byte hits into stretches of code points where a match can start."""
        if len(encoded) == len(document.text):
            points = None
        else:
            offsets = {
                at for rule in hits.values() for a, b, _ in rule for at in (a, b)
            }
            points = code_points(encoded, sorted(offsets))
        return {
            rule: merged(
                (points[a] if points else a, points[b] if points else b, reach)
                for a, b, reach in spans
            )
            for rule, spans in hits.items()
        }

    def _confirm(
        self, document: Document, wanted: dict[int, list[Span]]
    ) -> list[Finding]:
        context = Context(document, self.open_lexicon)
        findings = [
            finding
            for index, regions in wanted.items()
            for finding in self._reported(context, index, regions)
        ]
        return sorted(findings, key=lambda f: (f.span, f.rule))

    def _reported(
        self, context: Context, index: int, regions: Sequence[Span]
    ) -> Iterator[Finding]:
        findings = self._findings(context, index, regions)
        return united(list(findings)) if self.rules[index].once else findings

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
                yield finding_of(rule, match, context)


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


def encode(text: str) -> bytes:
    """Return UTF-8 for scanning: a lone surrogate, as JSON allows, counts as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.translate(LONE_SURROGATES).encode()


# The bytes of UTF-8 that begin no character.
CONTINUATION = bytes(range(0x80, 0xC0))


def code_points(encoded: bytes, offsets: Sequence[int]) -> dict[int, int]:
    """Return the code-point offset of each of the sorted byte ``offsets``.

    An offset inside a character counts as behind it.

    >>> code_points("é, ü".encode(), [2, 3, 6])
    {2: 1, 3: 2, 6: 4}
    """
    points: dict[int, int] = {}
    at = count = 0
    for offset in offsets:
        count += len(encoded[at:offset].translate(None, CONTINUATION))
        points[offset], at = count, offset
    return points


def merged(hits: Iterable[tuple[int, int, int]]) -> list[Span]:
    """Return the disjoint, sorted stretches that ``hits`` reach back over.

    >>> merged([(10, 10, 4), (12, 12, 4), (40, 41, 0)])
    [Span(start=6, end=12), Span(start=40, end=41)]
    """
    regions: list[Span] = []
    for low, high in sorted((max(0, a - reach), b) for a, b, reach in hits):
        if regions and low <= regions[-1].end and low < high:
            regions[-1] = Span(regions[-1].start, max(high, regions[-1].end))
        elif not regions or low > regions[-1].end:
            regions.append(Span(low, high))
    return regions
