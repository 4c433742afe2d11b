"""Findings that are to be ignored, as a list outside the texts says.

An entry names a rule or pack, documents by a glob, a text, a fingerprint, or
several of these; all of what it names must fit. It has a reason, and may have a
day after which it no longer counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from linter.errors import ConfigError, UnknownRuleError, did_you_mean
from linter.reading.ignoring import Ignored, globs
from linter.ruleset import Ruleset, is_of_grammar

FITTING = ("rule", "path", "text", "fingerprint")
KEYS = (*FITTING, "reason", "expires")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry: what it fits, why, and until when."""

    reason: str
    rule: str | None = None
    path: str | None = None
    text: str | None = None
    fingerprint: str | None = None
    expires: date | None = None

    @property
    def name(self) -> str:
        """What the entry fits, for messages."""
        told = ((key, getattr(self, key)) for key in FITTING)
        return ", ".join(f"{key} {value!r}" for key, value in told if value)

    def told(self) -> dict[str, object]:
        """Return the entry as a file has it."""
        values = ((key, getattr(self, key)) for key in KEYS)
        return {key: value for key, value in values if value is not None}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding, by what an entry can know of it."""

    rule: str
    path: str
    text: str
    fingerprint: str


@dataclass
class Ignores:
    """All entries of a file, and which of them were of use so far.

    ``rules`` are those that a name in an entry can mean, ``today`` decides
    which entries still count.
    """

    file: Path
    entries: Sequence[Ignore]
    rules: Ruleset
    today: date
    used: set[int] = field(default_factory=set)

    def find(self, candidate: Candidate) -> Ignore | None:
        """Return the first entry that fits; every one that does is of use."""
        fitting = [n for n in self._near(candidate) if self._fits(n, candidate)]
        self.used.update(fitting)
        return self.entries[fitting[0]] if fitting else None

    def expired(self, number: int) -> bool:
        """Whether an entry no longer counts."""
        last = self.entries[number].expires
        return last is not None and last < self.today

    def problems(self, judged: Callable[[Ignore, set[str]], bool]) -> Iterator[str]:
        """Yield one line on each entry that is expired, unknown, or of no use.

        ``judged`` tells whether the run looked at all that an entry could fit,
        given the ids of the rules it means.
        """
        for number, entry in enumerate(self.entries):
            place = f"{self.file}: entry {number + 1} ({entry.name})"
            try:
                means = self._rules_of(entry)
            except UnknownRuleError as unknown:
                yield f"{place}: {unknown}"
                continue
            if self.expired(number):
                yield f"{place}: expired on {entry.expires}; renew or remove it"
            elif number not in self.used and judged(entry, means):
                yield f"{place}: nothing to ignore; remove it"

    def _near(self, candidate: Candidate) -> list[int]:
        return sorted([*self._by_print.get(candidate.fingerprint, ()), *self._others])

    def _fits(self, number: int, candidate: Candidate) -> bool:
        entry = self.entries[number]
        if entry.text is not None and _dense(entry.text) != _dense(candidate.text):
            return False
        if entry.rule is not None and is_of_grammar(entry.rule):
            if entry.rule not in (candidate.rule, candidate.rule.partition("/")[0]):
                return False
        elif entry.rule is not None and candidate.rule not in self._means[number]:
            return False
        place = self._places[number]
        return place is None or place.verdict(Path(candidate.path), False) is True

    @cached_property
    def _by_print(self) -> dict[str, list[int]]:
        prints: dict[str, list[int]] = {}
        for number in self._counting:
            if name := self.entries[number].fingerprint:
                prints.setdefault(name, []).append(number)
        return prints

    @cached_property
    def _others(self) -> list[int]:
        return [n for n in self._counting if self.entries[n].fingerprint is None]

    @property
    def _counting(self) -> list[int]:
        return [n for n in range(len(self.entries)) if not self.expired(n)]

    @cached_property
    def _means(self) -> dict[int, set[str]]:
        """The rules that each entry means; none where its name is unknown."""
        means: dict[int, set[str]] = {}
        for number, entry in enumerate(self.entries):
            try:
                means[number] = self._rules_of(entry)
            except UnknownRuleError:
                means[number] = set()
        return means

    def _rules_of(self, entry: Ignore) -> set[str]:
        return {rule.id for rule in self.rules.select([entry.rule or "all"]).rules}

    @cached_property
    def _places(self) -> list[Ignored | None]:
        root = self.file.parent
        return [
            globs([entry.path], root, f"{self.file}: path") if entry.path else None
            for entry in self.entries
        ]


def _dense(text: str) -> str:
    return " ".join(text.split())


def read_entries(table: Mapping[str, Any], where: Path) -> tuple[Ignore, ...]:
    """Return the entries of a file; raise `ConfigError` for a mistake in it."""
    for key in table:
        if key != "ignore":
            hint = did_you_mean(key, ["ignore"]) or "; write [[ignore]]"
            raise ConfigError(f"{where}: {key}: unknown key{hint}")
    rows = table.get("ignore", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"{where}: ignore: must be tables; write [[ignore]]")
    return tuple(
        _entry(row, f"{where}: entry {number}") for number, row in enumerate(rows, 1)
    )


def _entry(row: Mapping[str, Any], where: str) -> Ignore:
    values = dict(row)
    for key in row:
        if key not in KEYS:
            near = did_you_mean(key, list(KEYS))
            raise ConfigError(f"{where}: {key}: unknown key{near}")
    if "expires" in row:
        values["expires"] = _day(row["expires"], where)
    for key in (*FITTING, "reason"):
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            raise ConfigError(f"{where}: {key}: must be a text that is not empty")
    if not any(key in row for key in FITTING):
        choices = ", ".join(FITTING)
        raise ConfigError(f"{where}: says not what to ignore; give any of {choices}")
    if "reason" not in row:
        raise ConfigError(f"{where}: reason: is missing; say why")
    return Ignore(**values)


def _day(value: object, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        problem = f"{str(value)!r} is no day; write 2030-12-31"
        raise ConfigError(f"{where}: expires: {problem}") from None


def as_toml(entry: Ignore) -> str:
    """Return an entry as TOML, with an empty line before it."""
    from linter.settings import quoted

    lines = [
        f"{key} = {value if isinstance(value, date) else quoted(str(value))}"
        for key, value in entry.told().items()
    ]
    return "\n".join(["", "[[ignore]]", *lines, ""])
