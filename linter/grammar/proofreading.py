"""Findings of LanguageTool beside those of our rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from linter.engine.profile import Profile
from linter.engine.zones import Zones
from linter.errors import GrammarError, ScanError
from linter.grammar.asking import Answer, Asker
from linter.grammar.choosing import severity_of
from linter.grammar.client import Match, ServerGoneError
from linter.grammar.judging import judged
from linter.grammar.sentences import sentences
from linter.lines import Lines
from linter.model import Document, Edit, Finding, Fix, Related, Safety, Severity, Span
from linter.perpath import Choice
from linter.rule import Rule
from linter.ruleset import GRAMMAR

Unfinished = Callable[[Document, ScanError], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of LanguageTool: of ``everything``, or of what is flagged."""

    proofread: bool = True
    everything: bool = False
    required: bool = False
    judge: bool = False


@dataclass(slots=True)
class Reading:
    """A document on its way: its sentences to ask about, and how far that went."""

    document: Document
    findings: Sequence[Finding]
    code: str | None = None
    spans: list[Span] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class Proofreader:
    """Asks LanguageTool about documents.

    ``choice_for`` tells which rules a document of some path gets, ``tell`` takes
    one line for the user, ``progress`` the characters that are done. ``checked`` are
    the rules whose fixes must leave nothing to find, ``rules`` those of LanguageTool
    that were met.
    """

    asker: Asker
    wanted: Wanted
    choice_for: Callable[[PurePath | None], Choice]
    tell: Callable[[str], None]
    progress: Callable[[int], None] = lambda done: None
    checked: frozenset[str] = frozenset()
    rules: dict[str, Rule] = field(default_factory=dict)
    unknown: dict[str, set[str]] = field(default_factory=dict)
    _gone: bool = False

    def read(self, readings: Sequence[Reading], unfinished: Unfinished) -> None:
        """Add what LanguageTool finds to the findings of some documents."""
        if self._gone:
            return
        for one in readings:
            self._prepare(one)
        for code in sorted({one.code for one in readings if one.code}):
            self._ask([one for one in readings if one.code == code], code)
        for one in readings:
            one.findings = self.judge(one.document, one.findings)
            self._note(one, unfinished)

    def judge(
        self, document: Document, findings: Sequence[Finding]
    ) -> Sequence[Finding]:
        """Return findings, those fixes only shown that make a sentence worse.

        Unless all are to be judged, it is those of rules that have them checked.
        """
        if self._gone or not (self.wanted.judge or self._has_checked(findings)):
            return findings
        code = self._code(document)
        if code is None:
            return findings
        every = self.wanted.judge
        return judged(document, findings, self.asker, code, self.checked, every=every)

    def _has_checked(self, findings: Sequence[Finding]) -> bool:
        return any(finding.rule in self.checked for finding in findings)

    def _code(self, document: Document) -> str | None:
        """Return the server's name for a document's language, if it knows it."""
        language = document.language or Profile(document.text).language or "en"
        code = None if language == "und" else self.asker.code(language)
        if code is None:
            self.unknown.setdefault(language, set()).add(str(document.path))
        return code

    def _prepare(self, one: Reading) -> None:
        if not self.wanted.proofread or not (one.findings or self.wanted.everything):
            return
        one.code = self._code(one.document)
        if one.code is None:
            return
        one.spans = sentences(one.document)
        if not self.wanted.everything:
            one.spans = flagged(one.spans, one.findings)

    def _ask(self, readings: Sequence[Reading], code: str) -> None:
        texts = [span.of(one.document.text) for one in readings for span in one.spans]
        told = self.progress if self.wanted.everything else (lambda done: None)
        answers = iter(self.asker.ask(texts, code, told))
        for one in readings:
            one.answers = [next(answers) for _ in one.spans]
        if not self.wanted.everything:
            self.progress(sum(len(one.document.text) for one in readings))

    def _note(self, one: Reading, unfinished: Unfinished) -> None:
        errors = [
            (span, answer)
            for span, answer in zip(one.spans, one.answers, strict=True)
            if isinstance(answer, GrammarError)
        ]
        if errors:
            self._fail(one.document, errors, unfinished)
        found = [*self._findings(one)]
        one.findings = sorted([*one.findings, *found], key=lambda f: (f.span, f.rule))

    def _fail(
        self,
        document: Document,
        errors: Sequence[tuple[Span, GrammarError]],
        unfinished: Unfinished,
    ) -> None:
        span, error = errors[0]
        gone = next((e for _, e in errors if isinstance(e, ServerGoneError)), None)
        if gone is not None and self.wanted.required:
            raise gone
        if gone is not None and not self._gone:
            self._gone = True
            self.tell(f"grammar: {gone}; the rest is checked without it")
        line, _ = Lines(document.text).position(span.start)
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        where = f"the sentence on line {line}{more}"
        unfinished(document, ScanError(f"grammar: {where} not checked: {error}"))

    def _findings(self, one: Reading) -> Iterator[Finding]:
        choice = self.choice_for(one.document.path)
        zones = Zones(one.document)
        for sentence, answer in zip(one.spans, one.answers, strict=True):
            for match in answer if isinstance(answer, tuple) else ():
                severity = severity_of(f"{GRAMMAR}/{match.rule}", choice)
                start = sentence.start
                span = Span(start + match.start, start + match.end)
                if severity is None or zones.protected(span):
                    continue
                rule = self.rules.setdefault(match.rule, rule_of(match))
                yield Finding(
                    rule.id,
                    span,
                    match.message,
                    severity,
                    _fix(span, match),
                    _tips(match),
                )


def flagged(spans: Sequence[Span], findings: Sequence[Finding]) -> list[Span]:
    """Return the sentences that a finding touches; both are in text order."""
    places = sorted(finding.span for finding in findings)
    kept, at = [], 0
    furthest = 0
    for span in spans:
        while at < len(places) and places[at].start < span.end:
            furthest = max(furthest, places[at].end, places[at].start + 1)
            at += 1
        if furthest > span.start:
            kept.append(span)
    return kept


def _fix(span: Span, match: Match) -> Fix | None:
    """Return the one suggestion there is, to be shown; of several none is right."""
    if len(match.suggestions) != 1:
        return None
    return Fix((Edit(span, match.suggestions[0]),), Safety.SHOWN)


def _tips(match: Match) -> tuple[Related, ...]:
    if len(match.suggestions) < 2:
        return ()
    told = ", ".join(f"“{text}”" for text in match.suggestions)
    return (Related(f"LanguageTool suggests {told}"),)


def rule_of(match: Match) -> Rule:
    """Return a rule of LanguageTool's as ours are described."""
    about = match.description or match.message
    more = f" See {match.address}" if match.address else ""
    return Rule(
        id=f"{GRAMMAR}/{match.rule}",
        summary=about,
        message=match.message,
        severity=Severity.INFO,
        kind="languagetool",
        match={},
        why=f"A rule of LanguageTool, in its category {match.category}: {about}.{more}",
    )
