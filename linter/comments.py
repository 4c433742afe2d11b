"""Comments in a text that say what not to report there.

    <!-- mtlint-ignore: titles, repetition/doubled-word -- a quotation -->
    <!-- mtlint-disable: names -- a list of spellings -->
    <!-- mtlint-enable: names -->

The first is for the line it stands on; alone on a line it is for what follows,
up to the next empty line. The others begin and end a stretch. Without names they
are for all rules. Comments are looked for in Markdown only: what is plain
text has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from linter.engine.zones import Zone, Zones
from linter.errors import did_you_mean
from linter.lines import Lines
from linter.locating import Located, Suppression, list_of_located
from linter.model import Document, Finding, Format, Span
from linter.rule import Rule

MARK = "mtlint-"  # also in `linter.checking`, which looks for it first
COMMENT = re.compile(r"<!--\s*mtlint-([\w-]+)(?:\s*:)?((?:(?!-->).){0,1000})-->", re.S)
REASON = re.compile(r"\s(?:--|—)\s")
KEYWORDS = ("ignore", "disable", "enable")
BLANK_LINES = re.compile(r"(?:[ \t]*[\r\n])*")
EMPTY_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment for us: what it says, of which rules, and why.

    ``names`` empty stands for all rules.
    """

    keyword: str
    names: tuple[str, ...]
    reason: str
    span: Span

    @property
    def title(self) -> str:
        """What the comment is called in messages."""
        return f"{MARK}{self.keyword}"


@dataclass
class Hush:
    """A stretch where some rules are not to be reported.

    ``found`` are the names that hid a finding so far.
    """

    comment: Comment
    span: Span
    names: frozenset[str]
    found: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a comment, and where.

    With a ``name``, it names a rule that does not run, and perhaps none.
    """

    line: int
    title: str
    problem: str
    name: str | None = None


def has_comments(document: Document) -> bool:
    """Whether a text may have comments for us: a cheap look."""
    return document.format is not Format.PLAIN and MARK in document.text


def obeyed(
    document: Document, located: Sequence[Located], rules: Sequence[Rule]
) -> tuple[Sequence[Located], list[Remark]]:
    """Return findings with those marked that comments hide, and what is wrong."""
    hushes = Hushes(document)
    by_name = {rule.id: rule for rule in rules}

    def marked(item: Located) -> Located:
        names = names_of(item.finding, by_name.get(item.finding.rule))
        comment = hushes.hiding(item.finding, names)
        mark = Suppression(True, comment.reason, "comments") if comment else None
        return item._replace(suppression=mark) if mark else item

    found = list_of_located(map(marked, located))
    return found, list(hushes.remarks(rules))


def names_of(finding: Finding, rule: Rule | None) -> Set[str]:
    """Return the names a comment may have for the rule of a finding.

    What another program finds has no rule of ours.
    """
    pack = finding.rule.partition("/")[0]
    return {"all", finding.rule, pack, *(rule.aliases if rule else ())}


class Hushes:
    """The comments of a document, and what they hide."""

    def __init__(self, document: Document) -> None:
        self._lines = Lines(document.text)
        comments = list(_comments(document))
        self._wrong: list[tuple[Comment, str]] = []
        self._hushes = [*self._ignores(document.text, comments)]
        self._hushes += self._stretches(document.text, comments)

    def hiding(self, finding: Finding, names: Set[str]) -> Comment | None:
        """Return the comment that hides a finding of a rule with these names."""
        hides = None
        for hush in self._hushes:
            if not hush.span.start <= finding.span.start < hush.span.end:
                continue
            meant = hush.names & names
            hush.found |= meant
            if meant and hides is None:
                hides = hush.comment
        return hides

    def remarks(self, rules: Sequence[Rule]) -> Iterator[Remark]:
        """Yield what is wrong with the comments, and what they name in vain.

        A name that means none of ``rules`` may be that of a rule which does not
        run: the remark leaves that open, and has the name.
        """
        known = {name for r in rules for name in (r.id, r.pack, *r.aliases)}
        for comment, problem in self._wrong:
            yield self._remark(comment, problem)
        for hush in self._hushes:
            for name in sorted(hush.names - hush.found - {"all"}):
                problem = f"{name} is not found here; remove it"
                if name in known:
                    yield self._remark(hush.comment, problem)
                else:
                    yield self._remark(hush.comment, "unknown name", name)

    def _remark(
        self, comment: Comment, problem: str, name: str | None = None
    ) -> Remark:
        line, _ = self._lines.position(comment.span.start)
        return Remark(line, comment.title, f"{comment.title}: {problem}", name)

    def _ignores(self, text: str, comments: Sequence[Comment]) -> Iterator[Hush]:
        for comment in comments:
            if comment.keyword == "ignore":
                span = _meant(text, comment.span, [c.span for c in comments])
                yield Hush(comment, span, frozenset(comment.names or ["all"]))
            elif comment.keyword not in KEYWORDS:
                near = did_you_mean(comment.keyword, list(KEYWORDS))
                known = " or ".join(f"{MARK}{word}" for word in KEYWORDS)
                self._wrong.append((comment, f"unknown mark{near or f'; use {known}'}"))

    def _stretches(self, text: str, comments: Sequence[Comment]) -> list[Hush]:
        """Return one stretch for each name that is switched off."""
        begun: dict[str, Comment] = {}
        made: list[Hush] = []

        def end(name: str, at: int) -> None:
            comment = begun.pop(name)
            span = Span(comment.span.end, max(at, comment.span.end))
            made.append(Hush(comment, span, frozenset([name])))

        for comment in comments:
            if comment.keyword == "disable":
                for name in comment.names or ("all",):
                    begun.setdefault(name, comment)
            elif comment.keyword == "enable":
                ended = [n for n in comment.names or tuple(begun) if n in begun]
                if not ended or len(ended) < len(comment.names):
                    self._wrong.append((comment, "nothing is disabled here; remove it"))
                for name in ended:
                    end(name, comment.span.start)
        for name in tuple(begun):
            end(name, len(text))
        return made


def _comments(document: Document) -> Iterator[Comment]:
    """Yield the comments, in order; what stands in code is an example of one."""
    zones = Zones(document)
    for found in COMMENT.finditer(document.text):
        span = Span(*found.span())
        if zones.holds(Zone.CODE, span):
            continue
        told, _, reason = _cut(found[2])
        names = tuple(name for name in re.split(r"[\s,]+", told) if name)
        yield Comment(found[1], names, " ".join(reason.split()), span)


def _cut(told: str) -> tuple[str, str, str]:
    """Cut what a comment says into names and reason."""
    parts = REASON.split(f" {told}", maxsplit=1)
    return parts[0], "--", parts[1] if len(parts) > 1 else ""


def _meant(text: str, comment: Span, others: Sequence[Span]) -> Span:
    """Return what an ignore is for: its line, or alone on it what follows."""
    start, end = _line_start(text, comment.start), _line_end(text, comment.end)
    if not _without(text, Span(start, end), others).strip():
        start = end
        while start < len(text):
            blank = BLANK_LINES.match(text, start)
            start = blank.end() if blank else start
            end = _line_end(text, start)
            if _without(text, Span(start, end), others).strip():
                break
            start = end
        found = EMPTY_LINE.search(text, start)
        return Span(min(start, len(text)), found.start() if found else len(text))
    return Span(start, end)


def _without(text: str, line: Span, comments: Sequence[Span]) -> str:
    """Return what stands on a line besides comments."""
    inside = [span for span in comments if span.overlaps(line)]
    kept, at = [], line.start
    for span in inside:
        kept.append(text[at : max(at, span.start)])
        at = max(at, span.end)
    return "".join([*kept, text[at : line.end]])


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))
