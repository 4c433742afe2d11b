"""Measure how much text a second mtlint checks, beside its peers and its limit.

The limit is one scan for the anchors of all rules, with nothing done about what
it finds: mtlint cannot be faster than its scanner.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.generating import generated
from benchmarks.timing import (
    gathered,
    medians,
    processor_seconds,
    program,
    running,
    sampled,
)
from linter.caching import cache_folder
from linter.engine.scan import BATCH_BYTES
from linter.grammar.answers import FILE as ANSWERS
from linter.model import Severity
from linter.ruleset import Ruleset

# LanguageTool reads a thousandth of what we do in the same time, so it gets a sample.
SAMPLE_BYTES = 1 << 20
ON_SAMPLE, WITH_LANGUAGETOOL = "mtlint, sample", "mtlint --grammar, sample"
# The rules of this pack hold documents against each other: names above all.
COMPARING = "consistency"
COMPARED = (
    ("mtlint, 1 process", "typos -j1"),
    ("mtlint, 1 process", "codespell"),
    ("mtlint, 1 process", "scan alone"),
    ("mtlint, documents apart", "scan alone"),
    ("mtlint, 2 processes", "mtlint, 1 process"),
    (ON_SAMPLE, WITH_LANGUAGETOOL),
    ("mtlint, twice the rules", "mtlint, 1 process"),
)


MTLINT = (program("mtlint"), "check", "--no-config", "--format", "jsonl")


def tasks(folder: Path, packs: Path) -> dict[str, Callable[[], None]]:
    """Return what is measured on the files of a folder; ``packs`` has more rules."""
    commands: dict[str, list[str | None]] = {
        "mtlint, 1 process": [*MTLINT, "--jobs", "1", str(folder)],
        "mtlint, 2 processes": [*MTLINT, "--jobs", "2", str(folder)],
        "mtlint, documents apart": [
            *MTLINT,
            *("--jobs", "1", "--ignore", COMPARING, str(folder)),
        ],
        "mtlint, twice the rules": [
            *MTLINT,
            *("--jobs", "1", "--rules", str(packs), str(folder)),
        ],
        "codespell": [program("codespell"), str(folder)],
        "typos -j1": [program("typos"), "--isolated", "-j1", str(folder)],
    }
    return _installed(commands) | {"scan alone": scanning(folder)}


def proofreading(sample: Path, languagetool: str) -> dict[str, Callable[[], None]]:
    """Return a run on a few files, and one in which LanguageTool reads along.

    It is at an address or in a folder, reads what is flagged, and nothing that it
    said before counts.
    """
    along = ["--grammar=required", "--languagetool", languagetool]
    there = _installed(
        {
            ON_SAMPLE: [*MTLINT, "--jobs", "1", str(sample)],
            WITH_LANGUAGETOOL: [*MTLINT, "--jobs", "2", *along, str(sample)],
        }
    )
    return there | {WITH_LANGUAGETOOL: _forgetful(there[WITH_LANGUAGETOOL])}


def _installed(
    commands: Mapping[str, Sequence[str | None]],
) -> dict[str, Callable[[], None]]:
    return {
        name: running([part for part in command if part])
        for name, command in commands.items()
        if command[0]
    }


def _forgetful(run: Callable[[], None]) -> Callable[[], None]:
    """Throw away what LanguageTool said before; rules stay in their cache."""
    folder = cache_folder()

    def forget_and_run() -> None:
        for file in folder.glob(f"{ANSWERS}*") if folder else ():
            file.unlink()
        run()

    return forget_and_run


def scanning(folder: Path) -> Callable[[], None]:
    """Return what scans the texts for the anchors of the default rules."""
    text = b"\n".join(path.read_bytes() for path in sorted(folder.iterdir()))
    scanner = default_rules().engine.scanner
    batches = [text[at : at + BATCH_BYTES] for at in range(0, len(text), BATCH_BYTES)]

    def scan() -> None:
        for batch in batches:
            scanner.scan(batch)

    return scan


def default_rules() -> Ruleset:
    """Return the rules of a run without options."""
    return Ruleset.load().select(at_least=Severity.WARNING)


def main() -> None:
    """Print MB/s of each, and the ratios that matter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", help="default: seeds, repeated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--processor",
        action="store_true",
        help="count processor time, not the clock's, on a machine that has more to do",
    )
    parser.add_argument("--languagetool", help="an address or a folder, to measure it")
    given = parser.parse_args()
    clock = processor_seconds if given.processor else perf_counter
    with TemporaryDirectory() as name:
        texts, packs, sample = (Path(name, part) for part in ("texts", "packs", "some"))
        for folder in (texts, packs, sample):
            folder.mkdir()
        size = gathered(given.paths, texts)
        files = len(list(texts.iterdir()))
        more = generated(packs, len(default_rules().rules))
        measured = tasks(texts, more)
        sizes = dict.fromkeys(measured, size)
        if given.languagetool:
            some = sampled(texts, sample, SAMPLE_BYTES)
            along = proofreading(sample, given.languagetool)
            measured |= along
            sizes |= dict.fromkeys(along, some)
            print(f"LanguageTool gets a sample: the first {some / 1e6:.1f} MB")
        taken = medians(measured, given.rounds, clock)
    print(f"{size / 1e6:.1f} MB in {files} files, median of {given.rounds} runs:")
    for task, seconds in taken.items():
        print(f"  {task:<24} {sizes[task] / 1e6 / seconds:8.2f} MB/s")
    for one, other in COMPARED:
        if other in taken:
            print(f"  {one} / {other}: {taken[other] / taken[one]:.2f}")


if __name__ == "__main__":
    main()
