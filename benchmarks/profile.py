"""Show which share of a run goes where: reading, scanning, confirming, output.

Every stage is timed by the processor, and what a stage calls of another one counts
for the other one alone. Rules are loaded and a first batch is scanned before.
"""

from __future__ import annotations

import argparse
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks.timing import gathered
from linter.checking import check_task
from linter.garbage import collect_rarely
from linter.model import Severity
from linter.reading.units import ReadOptions
from linter.reporters import reporter
from linter.ruleset import Ruleset
from linter.tasks import Plan

# What is timed: the stage, where the function is, its name there.
STAGES = (
    ("scanning for anchors", "linter.engine.scanner", "HyperscanScanner.scan"),
    ("scanning for anchors", "linter.engine.scanner", "Re2Scanner.scan"),
    ("reading", "linter.checking", "read_blocks"),
    ("reading", "linter.reading.blocks", "Block.units"),
    ("table of words", "linter.kinds.words", "word_table"),
    ("names", "linter.kinds.variants", "Variants.worth_a_look"),
    ("names", "linter.kinds.variants", "Variants.find"),
    ("names", "linter.corpus.names", "Names.met"),
    ("comparing documents", "linter.corpus.forms", "Forms.met"),
    ("comparing documents", "linter.checking", "Checked.gather"),
    ("repetition", "linter.kinds.repeat", "Repeated.scan"),
    ("repetition", "linter.kinds.repeat", "Repeated.find"),
    ("repetition", "linter.kinds.sentences", "Again.scan"),
    ("repetition", "linter.kinds.sentences", "Again.find"),
    ("compiling expressions", "regex", "compile"),
    ("placing hits", "linter.engine.scan", "Engine.wanted"),
    ("guards and findings", "linter.engine.scan", "Engine._findings"),
    ("confirming", "linter.engine.scan", "Engine._matches"),
    ("locating", "linter.checking", "locate"),
)
REST = "the rest"


class Stopwatch:
    """Charges processor time to the stage that was entered last."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._stages = [REST]
        self._since = process_time()

    def enter(self, stage: str) -> None:
        """Go on in ``stage``."""
        self._charge()
        self._stages.append(stage)

    def leave(self) -> None:
        """Go back to the stage before."""
        self._charge()
        self._stages.pop()

    def _charge(self) -> None:
        now = process_time()
        self.seconds[self._stages[-1]] += now - self._since
        self._since = now

    def call(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, timed; so is what it yields, if it does."""

        def timed(*given: object, **named: object) -> object:
            self.enter(stage)
            try:
                result = function(*given, **named)
            finally:
                self.leave()
            return self.each(stage, result) if isinstance(result, Iterator) else result

        return timed

    def each(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        """Yield ``items``, timing how long each takes to come."""
        while True:
            self.enter(stage)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.leave()
            yield item


def instrument(watch: Stopwatch) -> None:
    """Put a watch on every stage, for the rest of this process."""
    for stage, module, name in STAGES:
        owner: object = import_module(module)
        *path, last = name.split(".")
        owner = attrgetter(".".join(path))(owner) if path else owner
        setattr(owner, last, watch.call(stage, getattr(owner, last)))


def check(paths: Iterable[Path], rules: Ruleset, watch: Stopwatch) -> int:
    """Check files as the command does; return how many findings there are.

    What the documents have in common is gathered, and not looked at in the end.
    """
    tell = reporter("jsonl", io.StringIO())
    telling = watch.call("output", tell.document)
    comparer, count = rules.comparer, 0
    for task in Plan(paths):
        for located in check_task(task, rules, ReadOptions(), None, comparer).found:
            telling(located[0].path, located)
            count += len(located)
    return count


def main() -> None:
    """Print milliseconds a megabyte, and the share, of every stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", help="default: seeds, repeated")
    given = parser.parse_args()
    collect_rarely()
    rules = Ruleset.load().select(at_least=Severity.WARNING)
    with TemporaryDirectory() as name:
        megabytes = gathered(given.paths, Path(name)) / 1e6
        files = sorted(Path(name).iterdir())
        check(files[:200], rules, Stopwatch())
        watch = Stopwatch()
        instrument(watch)
        findings = check(files, rules, watch)
    print(f"{megabytes:.1f} MB in {len(files)} files, {findings} findings:")
    for line in _table(watch.seconds, megabytes):
        print(line)


def _table(seconds: Mapping[str, float], megabytes: float) -> Iterator[str]:
    total = sum(seconds.values())
    for stage, taken in sorted(seconds.items(), key=lambda row: -row[1]):
        yield f"  {stage:<22} {1e3 * taken / megabytes:6.1f} ms/MB {taken / total:4.0%}"
    speed = megabytes / total
    yield f"  {'all':<22} {1e3 * total / megabytes:6.1f} ms/MB  {speed:.1f} MB/s"


if __name__ == "__main__":
    main()
