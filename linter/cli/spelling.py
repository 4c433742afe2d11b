"""How a corpus spells a name: what its index knows of it, and how that is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from linter.corpus.comparing import Comparer
from linter.corpus.index import Index
from linter.corpus.tallies import Tallies, Tally
from linter.corpus.verdicts import documents, times
from linter.errors import ConfigError
from linter.reporters.display import one_line

MOST_FILES = 5  # that are named unless all are asked for


class Place(NamedTuple):
    """A document that has a form, and how often."""

    file: str
    record: str | None
    times: int


class Spelling(NamedTuple):
    """One form of a name, and where it is."""

    rule: str
    form: str
    tally: Tally
    places: list[Place]


def spellings(name: str, opened: tuple[Index, Comparer]) -> list[Spelling]:
    """Return the forms of a name in an index, the commonest first.

    Raises `ConfigError` where there is none, with those that are nearest.
    """
    index, comparer = opened
    found, known = [], set()
    for rule, comparison in comparer.comparisons.items():
        forms = [form for of, form, _ in index.forms() if of == rule]
        known.update(forms)
        for form in comparison.alike(name, forms):
            tally = index.tally(rule, form)
            found.append(Spelling(rule, form, tally, [*_places(index, rule, form)]))
    if not found:
        raise ConfigError(f"{index.file}: no name {name!r}{_nearest(name, known)}")
    return sorted(found, key=lambda one: (-one.tally.count, one.rule, one.form))


def _places(index: Index, rule: str, form: str) -> Iterator[Place]:
    for row, mentions in index.mentioning(form):
        here = Tallies()
        here.note((row.file, row.line), mentions)
        if count := here[rule, form].count:
            yield Place(row.file, row.record, count)


def _nearest(name: str, known: set[str]) -> str:
    some = [form for form in known if abs(len(form) - len(name)) < 3]
    near = get_close_matches(name, sorted(some), n=3)
    return f"; the nearest are {', '.join(near)}" if near else ""


def lines_of(found: Sequence[Spelling], style: str, everything: bool) -> Iterator[str]:
    """Yield the lines that tell of spellings."""
    for one in found:
        if style == "jsonl":
            yield _json(one)
            continue
        tally = one.tally
        counted = f"{times(tally.count)} in {documents(tally.documents)}"
        yield f"{one_line(one.form)}: {counted}"
        shown = one.places if everything else one.places[:MOST_FILES]
        for place in shown:
            record = f" (record {place.record})" if place.record is not None else ""
            yield f"    {one_line(place.file)}{one_line(record)}: {times(place.times)}"
        if len(shown) < len(one.places):
            yield f"    and {len(one.places) - len(shown)} more; --all names them"


def _json(one: Spelling) -> str:
    row = {
        "type": "spelling",
        "schema": 1,
        "rule": one.rule,
        "form": one.form,
        "count": one.tally.count,
        "documents": one.tally.documents,
        "company": one.tally.company,
        "places": [
            {"path": place.file, "record": place.record, "count": place.times}
            for place in one.places
        ],
    }
    return json.dumps(row, ensure_ascii=False)
