"""SARIF 2.1.0, as GitHub's code scanning and editors read it.

Columns are code points, as ``columnKind`` says. GitHub refuses a run with more
than 25,000 results: the worst are kept, and a notification counts the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import IO, TypeAlias
from urllib.parse import quote

from linter import __version__
from linter.lines import Region
from linter.locating import Located
from linter.model import Related, Safety
from linter.reporters import PLAIN, Style, Summary
from linter.reporters.jsontext import JsonText
from linter.reporters.places import (
    failed_in_file,
    in_file,
    is_record,
    path_for,
    told,
    told_failure,
)
from linter.reporters.sarif_rules import LEVELS, rule_object
from linter.reporters.wording import counted
from linter.reporters.worst import Worst

Json: TypeAlias = dict[str, object]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
MOST_RESULTS = 25_000
MOST_RELATED = 100  # GitHub keeps no more locations of a result
MOST_FAILURES = 1_000
LONGEST_SNIPPET = 1_000
FINGERPRINT = "mtlint/v1"


class SarifReporter:
    """Write one log with one run, a result a line."""

    tells_suppressed = True

    def __init__(self, stream: IO[str], style: Style = PLAIN) -> None:
        self._stream = stream
        self._style = style
        self._json = JsonText(stream)
        self._worst = Worst(MOST_RESULTS)

    def begin(self) -> None:
        """Write nothing: the rules come first, and are not known yet."""

    def document(self, path: str, located: Sequence[Located]) -> None:
        """Keep the worst."""
        for item in located:
            self._worst.add(item)

    def finish(self, summary: Summary) -> None:
        """Write the whole log."""
        kept = self._worst.kept
        names = sorted({*summary.rules, *(item.finding.rule for item in kept)})
        index = {name: number for number, name in enumerate(names)}
        rules = [rule_object(name, summary.rules.get(name)) for name in names]
        run = self._json.strict(self._run(rules, summary))
        results = (self._json.strict(self._result(item, index)) for item in kept)
        log = self._json.strict({"$schema": SCHEMA, "version": "2.1.0"})
        self._stream.write(f'{log[:-1]}, "runs": [\n{run[:-1]}, "results": [')
        for number, result in enumerate(results):
            self._stream.write((",\n" if number else "\n") + result)
        self._stream.write("\n]}]}\n")

    def _run(self, rules: list[Json], summary: Summary) -> Json:
        driver = {"name": "mtlint", "version": __version__, "rules": rules}
        return {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [
                {
                    "executionSuccessful": not summary.failed,
                    "toolExecutionNotifications": list(self._notes(summary)),
                }
            ],
        }

    def _notes(self, summary: Summary) -> Iterator[Json]:
        if left := self._worst.left_out:
            most = f"{MOST_RESULTS:,} results, worst first"
            yield _note("warning", f"{counted(left, 'finding')} left out of {most}")
        for failed in summary.failed[:MOST_FAILURES]:
            note = _note("error", told_failure(failed))
            place = self._place(failed.path, failed_in_file(failed))
            yield {**note, "locations": [place]}
        more = len(summary.failed) - MOST_FAILURES
        if more > 0:
            yield _note("error", f"{more} more not checked")

    def _result(self, located: Located, index: dict[str, int]) -> Json:
        finding = located.finding
        related = list(self._related(located))
        result: Json = {
            "ruleId": finding.rule,
            "ruleIndex": index[finding.rule],
            "level": LEVELS[finding.severity],
            "message": {"text": _message(located)},
            "locations": [self._finding_place(located)],
            "partialFingerprints": {FINGERPRINT: located.fingerprint},
        }
        if related:
            result["relatedLocations"] = related
        if fix := self._fix(located):
            result["fixes"] = [fix]
        if located.suppression:
            kind = "inSource" if located.suppression.in_source else "external"
            reason = located.suppression.reason
            why = {"justification": reason} if reason else {}
            result["suppressions"] = [{"kind": kind, **why}]
        return result

    def _finding_place(self, located: Located) -> Json:
        snippet = None if is_record(located) else located.text
        return self._place(located.path, in_file(located), snippet)

    def _place(self, path: str, at: Region, snippet: str | None = None) -> Json:
        region = _region(at)
        if snippet and len(snippet) <= LONGEST_SNIPPET:
            region["snippet"] = {"text": snippet}
        return {
            "physicalLocation": {
                "artifactLocation": self._artifact(path),
                "region": region,
            }
        }

    def _artifact(self, path: str) -> Json:
        """Return a URI; a relative one is relative to the root of the sources."""
        path = path_for(path, self._style)
        if PurePath(path).is_absolute():
            return {"uri": "file://" + "/" * (path[0] != "/") + _quoted(path, "/:")}
        return {"uri": _quoted(path, "/"), "uriBaseId": "%SRCROOT%"}

    def _related(self, located: Located) -> Iterator[Json]:
        """Yield the evidence that has a place, in this file or in another."""
        for number, related, at in _evidence(located):
            if number is None:
                continue
            place: Json = {"id": number, "message": {"text": related.message}}
            if related.path is None and at is not None:
                place |= self._place(located.path, Region(*at, *at))
            elif related.path is not None:
                # GitHub wants a line; where in that file it is, is not known.
                place |= self._place(related.path, Region(1, 1, 1, 1))
            yield place

    def _fix(self, located: Located) -> Json | None:
        """Return the edits; none in a record, whose file has the text in escapes."""
        fix = located.finding.fix
        if fix is None or fix.safety is Safety.SHOWN or is_record(located):
            return None
        edits = zip(fix.edits, located.edits_at, strict=True)
        replacements = [_replacement(at, edit.text) for edit, at in edits]
        change = {
            "artifactLocation": self._artifact(located.path),
            "replacements": replacements,
        }
        words = {"text": f"{fix.safety.capitalize()} fix of {located.finding.rule}."}
        return {"description": words, "artifactChanges": [change]}


def _evidence(
    located: Located,
) -> Iterator[tuple[int | None, Related, tuple[int, int] | None]]:
    """Yield each piece of evidence, with a number if it has a place to show."""
    number = 0
    for related, at in zip(located.finding.related, located.related_at, strict=True):
        here = at is not None and not is_record(located)
        if number < MOST_RELATED and (related.path is not None or here):
            number += 1
            yield number, related, at
        else:
            yield None, related, at


def _message(located: Located) -> str:
    """Return the message, with a link to each piece of evidence.

    GitHub shows no related location that the message does not link to. What has
    no place is told in words.
    """
    parts = [told(located).replace("](", "]\\(")]
    for number, related, _ in _evidence(located):
        text = related.message
        parts.append(text if number is None else f"[{_link_text(text)}]({number})")
    return "\n".join(parts)


def _link_text(text: str) -> str:
    for mark in "\\[]":
        text = text.replace(mark, f"\\{mark}")
    return text


def _quoted(path: str, safe: str) -> str:
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # No byte of a name, but half a character, as Windows allows it.
        data = path.encode("utf-8", "surrogatepass")
    return quote(data, safe=safe)


def _region(at: Region) -> Json:
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }


def _replacement(at: Region, text: str) -> Json:
    inserted = {"insertedContent": {"text": text}} if text else {}
    return {"deletedRegion": _region(at), **inserted}


def _note(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": text}}
