"""Measure how long one small file takes, from the shell and back to it.

A pre-commit hook starts a process for a handful of files: there, starting is
most of the work.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import SEEDS, medians, processor_seconds, program, running

BYTES = 5000


def commands(file: Path) -> dict[str, list[str]]:
    """Return what is run: a Python that does nothing, mtlint, and its peers."""
    mtlint = [program("mtlint"), "check", "--no-config", str(file)]
    found: dict[str, list[str | None]] = {
        "python, nothing": [sys.executable, "-c", "pass"],
        "mtlint": mtlint,
        "codespell": [program("codespell"), str(file)],
        "typos": [program("typos"), "--isolated", str(file)],
    }
    return {
        name: [part for part in command if part]
        for name, command in found.items()
        if command[0]
    }


def main() -> None:
    """Print the median of each command, and how mtlint's compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="default: 5 KB of the seeds")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument(
        "--processor",
        action="store_true",
        help="count processor time, not the clock's, on a machine that has more to do",
    )
    given = parser.parse_args()
    clock = processor_seconds if given.processor else perf_counter
    with TemporaryDirectory() as folder:
        file = given.file or _sample(Path(folder) / "sample.txt")
        tasks = {name: running(command) for name, command in commands(file).items()}
        taken = medians(tasks, given.rounds, clock)
    print(f"{given.file or '5 KB of seeds/'}, median of {given.rounds} runs:")
    for name, seconds in taken.items():
        share = f"mtlint takes {taken['mtlint'] / seconds:.2f} times as long"
        print(f"  {name:<16} {1000 * seconds:6.1f} ms  {share * (name != 'mtlint')}")


def _sample(path: Path) -> Path:
    text = b"\n".join(seed.read_bytes() for seed in sorted(SEEDS.glob("*.txt"))[::-1])
    path.write_bytes(text[: text.rindex(b"\n", 0, BYTES)])
    return path


if __name__ == "__main__":
    main()
