"""Measure how fast a corpus is indexed beside a plain check, and in what memory.

The corpus is made of the texts in PATHS, repeated and perturbed, once in full
and once a quarter of it: the peak of memory should hardly differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.corpora import make_corpus
from benchmarks.timing import SEEDS, program


class Cost(NamedTuple):
    """What a program took: seconds of processor time, megabytes at its peak."""

    seconds: float
    peak: float


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end, and say what it took."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        _, _, used = os.wait4(run.pid, 0)
        run.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(folder: Path, index: Path, rounds: int) -> dict[str, Cost]:
    """Return the median cost of each way to go through a corpus, in one process."""
    mtlint = program("mtlint")
    assert mtlint
    plain = [mtlint, "check", "--no-config", "--no-cache", "--jobs", "1"]
    plain += ["--format", "jsonl", str(folder)]
    build = [mtlint, "index", "build", "--no-config", "--jobs", "1"]
    build += ["--output", str(index), str(folder)]
    commands = {
        "check, not compared": [*plain, "--ignore", "consistency"],
        "check": plain,
        "index build": build,
        "index build again": build,
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        index.unlink(missing_ok=True)
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    return {
        name: Cost(median(c.seconds for c in some), max(c.peak for c in some))
        for name, some in costs.items()
    }


def main() -> None:
    """Print speed, memory and the ratios that matter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", help="default: the seeds")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files = sorted(
        file
        for path in given.paths or [SEEDS]
        for file in (path.glob("*.txt") if path.is_dir() else [path])
    )
    texts = [file.read_text(encoding="utf-8") for file in files]
    for documents in (given.documents // 4, given.documents):
        with TemporaryDirectory() as name:
            size = make_corpus(texts, Path(name) / "corpus", documents)
            index = Path(name) / "index.sqlite"
            costs = measured(Path(name) / "corpus", index, given.rounds)
            print(f"{documents} documents, {size / 1e6:.0f} MB, ", end="")
            print(f"index of {index.stat().st_size / 1e6:.0f} MB:")
        for name, cost in costs.items():
            speed = size / 1e6 / cost.seconds
            print(f"  {name:<20} {speed:7.1f} MB/s  {cost.peak:6.0f} MB at the peak")
        ratio = costs["check"].seconds / costs["index build"].seconds
        print(f"  index build / check: {ratio:.2f}")
        more = costs["check"].seconds / costs["check, not compared"].seconds
        print(f"  what comparing adds to a check: {100 * (more - 1):.0f} %")


if __name__ == "__main__":
    main()
