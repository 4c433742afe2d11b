"""What --verbose tells: the evidence of documents, and which parts are not there.

The evidence is asked for with --suggested=confident, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

import click

from linter.checking import Checked
from linter.evidence import Scales, Weighed
from linter.kinds import lacking
from linter.reading.units import Item, ReadOptions, Unit, read_units
from linter.rule import Rule
from linter.rulechoice import RuleChoice
from linter.ruleset import Ruleset
from linter.settings import OFF
from linter.tasks import Task


def scales(choice: RuleChoice, everything: Ruleset) -> Scales:
    """Return what weighs documents: all rules but those that the settings turn off.

    What a run looks for has no say in it: a document is no less translated
    because somebody selects one pack.
    """
    off = [name for name, severity in choice.severities if severity == OFF]
    return Scales(everything.select(["all"], [*choice.ignore, *off]))


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs the documents of a run once they are checked, and notes what comes of it.

    They are read again: where nobody asks for the evidence, nothing is kept for it.
    """

    scales: Scales
    options: ReadOptions
    weighed: list[Weighed]

    def along(self, done: Iterable[Checked]) -> Iterator[Checked]:
        """Yield what is done, task by task, and weigh what it was about."""
        for one in done:
            yield one
            if not one.again:
                self.weigh(self._read_again(one.task))

    def weigh(self, items: Iterable[Item]) -> None:
        """Weigh the documents among what was read."""
        documents = (item.document for item in items if isinstance(item, Unit))
        self.weighed.extend(self.scales.weigh_all(documents))

    def weigh_stream(self, stream: BinaryIO, task: Task) -> None:
        """Weigh what a stream holds, from its start."""
        stream.seek(0)
        self.weigh(read_units(task.parts[0].path, self.options, stream))

    def _read_again(self, task: Task) -> Iterator[Item]:
        for part in task.parts:
            # What was once there is compared with, and told of by nobody.
            if part.before is None:
                yield from read_units(part.path, self.options, byte_range=part.lines)


def tell_lacking(rules: Iterable[Rule]) -> None:
    """Say on standard error what rules do without, a line for each kind of rule."""
    for kind, some in groupby(sorted(rules, key=lambda r: r.kind), lambda r: r.kind):
        if missing := lacking(kind):
            click.echo(f"mtlint: {', '.join(r.id for r in some)}: {missing}", err=True)
