"""Files are fixed in one process or in several; each takes its place in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.cli.comparing import comparing_of, several
from linter.cli.hushing import open_dictionaries, open_ignores
from linter.cli.options import read_options, rule_choice
from linter.cli.settling import Fixer, Noted
from linter.config import Loaded
from linter.errors import WriteError
from linter.model import Document, Finding, Safety
from linter.processes import DIED_TWICE, foreseen, worked
from linter.reading.units import Failure, Item, Unit, read_units
from linter.rulechoice import RuleChoice
from linter.ruleset import Ruleset
from linter.settled import Settled
from linter.tasks import MOST_PARTS, TASK_BYTES
from linter.writing.atomic import TEMPORARY, sweep
from linter.writing.cleaning import Cleaned, hold_file

if TYPE_CHECKING:
    from linter.corpus.comparing import Verdicts
    from linter.evidence import Scales


class Job(NamedTuple):
    """A file to fix, and where the outcome goes; nowhere for a patch."""

    source: Path
    target: Path | None


class _Weighed(NamedTuple):
    """A file to fix, and how many bytes there are to read."""

    job: Job
    size: int


class Fixed(NamedTuple):
    """What became of a file, and what was found in it."""

    cleaned: Cleaned
    noted: Noted = Noted()
    failure: Failure | None = None


Batch = tuple[Job, ...]


class Mender:
    """Fixes batches of files; small enough to be sent to another process.

    The new files are held beside their places, under names that no other run
    gives. If it ``weighs`` documents, the level is theirs where their evidence is
    not high, and suggested fixes are made where it is.
    """

    def __init__(
        self,
        loaded: Loaded,
        paths: Sequence[Path],
        no_config: bool,
        level: Safety,
        weighs: bool = False,
    ) -> None:
        self._told = loaded, tuple(paths), no_config, level
        self._weighs = weighs
        self._options = read_options(loaded.settings, unpack=False)
        self._prefix = f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}-"
        self._fixer: Fixer | None = None
        self._verdicts: Verdicts = {}

    def learn(self, files: Iterable[Path], items: Iterable[Item]) -> Iterator[str]:
        """Read what is to be fixed, and see what the documents say of each other.

        Yields what is wrong with the index that they are held against.
        """
        loaded = self._told[0]
        everything = rule_choice(loaded).everything()
        comparing = comparing_of(self.rules, everything, loaded)
        if comparing and (loaded.settings.index or several([*islice(files, 2)])):
            self._verdicts = comparing.learned(items)
            self.fixer.compare = self._compare()
            yield from comparing.complaints()

    def _compare(self) -> Callable[[Document], list[Finding]] | None:
        comparer = self.rules.comparer if self._verdicts else None
        if comparer is None:
            return None
        return lambda document: comparer.findings(document, self._verdicts)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_fixer": None}

    @property
    def rules(self) -> Ruleset:
        """The rules that run."""
        return self.fixer.rules

    @property
    def fixer(self) -> Fixer:
        """What settles a document; made when it is first asked for."""
        if self._fixer is None:
            loaded, paths, no_config, level = self._told
            choice = rule_choice(loaded)
            everything = choice.everything()
            lists = (
                open_ignores(loaded, paths, {"no_config": no_config}, everything),
                open_dictionaries(loaded),
            )
            self._fixer = Fixer(
                choice.of(everything),
                level,
                [one for one in lists if one],
                baseline=loaded.settings.baseline is not None,
                scales=self._scales(choice, everything),
            )
            self._fixer.compare = self._compare()
        return self._fixer

    def _scales(self, choice: RuleChoice, everything: Ruleset) -> Scales | None:
        if not self._weighs:
            return None
        from linter.cli.weighing import scales

        return scales(choice, everything)

    def begin(self) -> Callable[[Batch], list[Fixed]]:
        """Load the rules; return what fixes a batch."""
        fixer = self.fixer

        def fix(batch: Batch) -> list[Fixed]:
            if len(batch) > 1:
                fixer.look_ahead([*self._documents(batch)])
            return [self._fixed(job, fixer) for job in batch]

        return fix

    def _documents(self, batch: Batch) -> Iterator[Document]:
        """Yield the documents of a batch, but for what is wrong with its files."""
        for job in batch:
            for item in read_units(job.source, self._options):
                if isinstance(item, Unit):
                    yield item.document

    def lost(self, batch: Batch) -> list[Fixed]:
        """Leave alone what kills every process."""
        copied = (self._held(job, lambda d: Settled(d.text, ())) for job in batch)
        return [
            one._replace(failure=Failure(job.source, None, DIED_TWICE))
            for job, one in zip(batch, copied, strict=True)
        ]

    def died(self, batch: Batch) -> None:
        """Delete what was made of a batch and will never take its place."""
        targets = [job.target for job in batch if job.target is not None]
        places = (
            target.resolve() if target.is_symlink() else target for target in targets
        )
        for folder in {place.parent for place in places}:
            sweep(folder, self._prefix)

    def _fixed(self, job: Job, fixer: Fixer) -> Fixed:
        fixed = self._held(job, fixer)
        return fixed._replace(noted=fixer.take_notes())

    def _held(self, job: Job, settle: Callable[[Document], Settled]) -> Fixed:
        try:
            held = hold_file(
                job.source, job.target, self._options, settle, self._prefix
            )
            return Fixed(held)
        except WriteError as error:
            # One file that cannot be written is no reason to leave the others.
            return Fixed(Cleaned(job.source), failure=Failure(None, None, str(error)))


def mended(
    jobs: Iterable[Job], mender: Mender, processes: int
) -> Generator[Fixed, None, None]:
    """Yield what became of each file, in order, and see that nothing is left over.

    Each is to take its place before the next one is asked for. ``processes`` 0
    takes one a core where the work is worth it.
    """
    several, weighed = foreseen(map(_weighed, jobs), processes)
    with closing(worked(_batches(weighed), mender, several)) as done:
        for batch, fixed in done:
            try:
                yield from fixed
            except BaseException:
                mender.died(batch)
                raise


def _batches(jobs: Iterable[_Weighed]) -> Iterator[Batch]:
    """Group files into batches of `TASK_BYTES`; a larger one is a batch of its own."""
    gathered: list[Job] = []
    total = 0
    for job, own in jobs:
        if gathered and (total + own > TASK_BYTES or len(gathered) >= MOST_PARTS):
            yield tuple(gathered)
            gathered, total = [], 0
        gathered.append(job)
        total += own
    if gathered:
        yield tuple(gathered)


def _weighed(job: Job) -> _Weighed:
    try:
        return _Weighed(job, job.source.stat().st_size)
    except OSError:
        # Reading it will say what is wrong with it.
        return _Weighed(job, 0)
