"""Measure how much memory checking and fixing take, on a small and a large file.

The peak must not grow with the corpus, nor with one file of JSON Lines. One text may
be as large as a text may be, and odd all through.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.timing import SEEDS, program

MOST_MEGABYTES = 400
SIZES = (20, 200)
LARGEST_TEXT = 10**7
TEXTS = {
    "stops and commas": ". , ",
    "stray stops": "energy. , ",
    "one word": "plan ",
    "hyphens": "a - b -c ",
}
# Of these, some hundred thousand findings are told: the words change.
TOLD = {
    "commas told": "the {}, , {} and {}\n",
    "stops told": "areas such as {}. , {} and {}. The {} met. ",
    "dates told": "On 31 February 19{} the {} of the {} met. ",
}
WORDS = "plan trade water region council market school border company system".split()


def records(megabytes: int) -> Iterator[bytes]:
    """Yield lines of JSON Lines, the sample documents cut into paragraphs."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    paragraphs = [part for text in texts for part in text.split("\n\n")]
    size = number = 0
    while size < megabytes * 10**6:
        text = paragraphs[number % len(paragraphs)]
        line = json.dumps({"id": f"x{number}", "text": text}).encode() + b"\n"
        size, number = size + len(line), number + 1
        yield line


def told_text(template: str) -> str:
    """Return a text as large as a text may be, of a line with words that change."""
    chance = Random(7)
    parts, size = [], 0
    while size < LARGEST_TEXT:
        words = chance.choices(WORDS, k=template.count("{}"))
        if template.startswith("On "):
            words[0] = f"{chance.randrange(10, 100)}"
        parts.append(template.format(*words))
        size += len(parts[-1])
    return "".join(parts)[:LARGEST_TEXT]


def peak(command: Sequence[str]) -> float:
    """Return the most memory that a command takes, in megabytes."""
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MTLINT_CACHE_SIZE": "0"},
    )
    _, _, usage = os.wait4(running.pid, 0)
    # Kilobytes, but for macOS, which counts bytes.
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def commands(path: Path) -> dict[str, list[str]]:
    """Return what is run on a file, in one process."""
    mtlint = program("mtlint") or "mtlint"
    alone = ["--no-config", "--jobs", "1", str(path)]
    return {
        "check": [mtlint, "check", *alone, "--format", "jsonl"],
        "fix": [mtlint, "fix", *alone, "--output", str(path.parent / "out")],
    }


def too_much(name: str, command: Sequence[str]) -> bool:
    """Print what a command takes at the peak; return whether it is too much."""
    most = peak(command)
    print(f"{name}: {most:6.0f} MB")
    return most > MOST_MEGABYTES


def main() -> None:
    """Print the peaks; fail where one is too high."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, nargs="*", default=SIZES)
    too_high = False
    for megabytes in parser.parse_args().megabytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "corpus.jsonl"
            with path.open("wb") as stream:
                stream.writelines(records(megabytes))
            for name, command in commands(path).items():
                told = f"{name:<6} {megabytes:>5} MB of JSON Lines"
                too_high |= too_much(told, command)
    texts = {name: unit * (LARGEST_TEXT // len(unit)) for name, unit in TEXTS.items()}
    texts |= {name: told_text(template) for name, template in TOLD.items()}
    for name, text in texts.items():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "text.txt"
            path.write_text(text)
            for what in ("check", "fix") if name in TOLD else ("check",):
                told = f"{what:<6} one text of 10 MB, {name}"
                too_high |= too_much(told, commands(path)[what])
    print(f"at most {MOST_MEGABYTES} MB are meant to be needed")
    sys.exit(too_high)


if __name__ == "__main__":
    main()
