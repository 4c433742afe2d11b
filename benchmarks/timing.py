"""Texts to measure on, programs to measure, and medians that can be compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DEFAULT_BYTES = 8 << 20


def gathered(paths: Sequence[Path], folder: Path) -> int:
    """Copy the files of ``paths`` into one folder; return how many bytes they are.

    Every program then reads the same files, whatever it would leave out by
    itself. Without paths, the sample documents are repeated.
    """
    files = [file for path in paths for file in _files(path)] or _repeated_seeds()
    for number, file in enumerate(files):
        shutil.copyfile(file, folder / f"{number:05}-{file.name}")
    return sum(file.stat().st_size for file in folder.iterdir())


def sampled(folder: Path, into: Path, most: int) -> int:
    """Copy the first files of ``folder``, of ``most`` bytes; return how many they are.

    The last one is cut at the end of a line.
    """
    left = most
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        if len(content) > left:
            content = content[: content.rfind(b"\n", 0, left) + 1]
        (into / file.name).write_bytes(content)
        left -= len(content)
        if len(content) < file.stat().st_size:
            break
    return most - left


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file())


def _repeated_seeds() -> list[Path]:
    seeds = sorted(SEEDS.glob("*.txt"))
    return seeds * (DEFAULT_BYTES // sum(seed.stat().st_size for seed in seeds))


def program(name: str) -> str | None:
    """Return where a program is: beside this Python, or on the path."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(
        name
    )


def running(command: Sequence[str]) -> Callable[[], None]:
    """Return what runs a command to its end; what it prints is thrown away."""
    # Results that are kept would make every round but the first a look-up; compiled
    # modules are kept on any machine but one that is told not to.
    environment = {**os.environ, "NO_COLOR": "1", "MTLINT_CACHE_SIZE": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> None:
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=False,  # the others tell by their exit code, too, what they found
        )

    return run


def processor_seconds() -> float:
    """Return what this process and those it waited for took of the processor."""
    import resource  # not on Windows

    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def medians(
    tasks: Mapping[str, Callable[[], None]],
    rounds: int,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, float]:
    """Return the median seconds of each task, by the clock.

    Each round runs every task once, so that a busy machine slows all alike; one
    round that is not counted comes first, to warm the caches.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(rounds + 1):
        for name, task in tasks.items():
            start = clock()
            task()
            if number:
                taken[name].append(clock() - start)
    return {name: median(times) for name, times in taken.items()}
