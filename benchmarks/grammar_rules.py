"""Measure every rule of LanguageTool that fires: findings per 100,000 words.

Each folder holds text files. Those named SET.SYSTEM.txt with the same SET are
translations of the same lines: of each line one is taken, so that an odd source line
counts once. Of the others any sentence is. Writes ``docs/grammar-rules.md``.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from linter.caching import cache_folder
from linter.errors import GrammarError
from linter.grammar.answers import Answers
from linter.grammar.asking import Asker
from linter.grammar.client import Client, Match
from linter.grammar.sentences import sentences
from linter.grammar.server import own_server
from linter.grammar.traps import why_off
from linter.model import Document
from linter.settings import URLS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "grammar-rules.md"
WORDS = 100_000
SEED = 8
# What tells machine output: a warning among our rules does better by far.
CLEAN_RATIO, HUMAN_RATIO, FEWEST = 5, 2, 5


@dataclass(slots=True)
class Sample:
    """Sentences of one kind of text, and what was found in them."""

    title: str
    words: int = 0
    failed: int = 0
    texts: list[str] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)

    def rate(self, rule: str) -> float:
        """Return how often a rule fires in 100,000 words."""
        return self.found[rule] * WORDS / self.words if self.words else 0.0


def sampled(title: str, folder: Path, words: int) -> Sample:
    """Return sentences of a folder, chosen by chance but always the same."""
    sets: dict[str, list[list[str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        sets[path.name.rsplit(".", 2)[0]].append(text.split("\n"))
    if not sets:
        raise SystemExit(f"{folder}: holds no text files; name a folder of *.txt")
    chance = random.Random(SEED)
    every = [text for files in sets.values() for text in _sentences(files, chance)]
    chance.shuffle(every)
    sample = Sample(title)
    for text in every:
        if sample.words >= words:
            break
        sample.texts.append(text)
        sample.words += len(text.split())
    return sample


def _sentences(files: Sequence[Sequence[str]], chance: random.Random) -> Iterator[str]:
    """Yield the sentences of a text, or of one translation for each of its lines."""
    texts = ["\n".join(files[0])]
    if len(files) > 1:
        texts = [chance.choice(lines) for lines in zip(*files, strict=False)]
    for text in texts:
        yield from (span.of(text) for span in sentences(Document(text)))


def measure(samples: Sequence[Sample], asker: Asker) -> dict[str, Match]:
    """Ask about every sentence; return an example of what each rule says."""
    code = asker.code("en")
    if code is None:
        raise SystemExit("this LanguageTool knows no English")
    examples: dict[str, Match] = {}
    for sample in samples:
        for at in range(0, len(sample.texts), 500):
            for answer in asker.ask(sample.texts[at : at + 500], code):
                if isinstance(answer, GrammarError):
                    sample.failed += 1
                    continue
                for match in answer:
                    examples.setdefault(match.rule, match)
                    sample.found[match.rule] += 1
            print(f"{sample.title}: {at:,} of {len(sample.texts):,}", flush=True)
    return examples


def page(
    samples: Sequence[Sample], examples: dict[str, Match], about: str, software: str
) -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# LanguageTool's rules, measured\n"
    yield f"Written on {datetime.now(UTC):%Y-%m-%d} by `benchmarks/grammar_rules.py`:"
    yield "findings per 100,000 words, every sentence sent alone, with all rules that"
    yield f"LanguageTool has on by default ({software}). {about}\n"
    yield "| text | sentences | words | not answered |"
    yield "|---|---:|---:|---:|"
    for one in samples:
        counts = f"{len(one.texts):,} | {one.words:,} | {one.failed}"
        yield f"| {one.title} | {counts} |"
    yield ""
    yield from _verdict(samples, examples)
    yield "\nRules with a reason in the last column are off in `mtlint`, unless they"
    yield "are selected by name: `--select grammar/NAME`.\n"
    yield _row("rule", "category", *(one.title for one in samples), "off, because")
    yield "|---|---|---:|---:|---:|---|"
    first = samples[0]
    for rule in sorted(examples, key=lambda rule: (-first.found[rule], rule)):
        rates = (f"{one.rate(rule):.1f}" for one in samples)
        off = why_off(rule) or ""
        yield _row(f"`{rule}`", examples[rule].category, *rates, off)


def _verdict(samples: Sequence[Sample], examples: dict[str, Match]) -> Iterator[str]:
    """Yield the sums, and which rules tell a machine from people."""
    machine, human, clean = samples
    yield _row("", *(one.title for one in samples))
    yield "|---|---:|---:|---:|"
    on = [rule for rule in examples if not why_off(rule)]
    for name, rules in (("all rules", [*examples]), ("those `mtlint` shows", on)):
        sums = (f"{sum(map(one.rate, rules)):.0f}" for one in samples)
        yield _row(name, *sums)
    telling = [
        rule
        for rule in sorted(examples)
        if machine.found[rule] >= FEWEST
        and machine.rate(rule) >= CLEAN_RATIO * clean.rate(rule)
        and machine.rate(rule) >= HUMAN_RATIO * human.rate(rule)
    ]
    yield f"\nOf {len(examples)} rules that fired, these did so {FEWEST} times or more"
    yield f"in machine output, {CLEAN_RATIO} times as often as in edited English and"
    names = ", ".join(f"`{rule}`" for rule in telling) or "none"
    yield f"{HUMAN_RATIO} times as often as in human translation: {names}."


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    for kind in ("machine", "human", "clean"):
        parser.add_argument(f"--{kind}", type=Path, required=True, metavar="DIR")
    parser.add_argument("--languagetool", required=True, help="an address or a folder")
    parser.add_argument("--words", type=int, default=60_000, help="of each kind")
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--texts", default="", help="what the texts are, in words")
    given = parser.parse_args()
    kinds = {
        "machine output": given.machine,
        "human translation": given.human,
        "edited English": given.clean,
    }
    samples = [sampled(name, folder, given.words) for name, folder in kinds.items()]
    with ExitStack() as stack:
        if given.languagetool.startswith(URLS):
            client = Client(given.languagetool)
        else:
            client = stack.enter_context(own_server(Path(given.languagetool), print))
        asker = stack.enter_context(
            Asker(client, Answers(cache_folder()), (), given.clients)
        )
        examples = measure(samples, asker)
        software = f"LanguageTool {client.software().split()[0]}"
    lines = page(samples, examples, given.texts, software)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
