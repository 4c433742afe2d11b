"""Measure whether LanguageTool is a good judge of suggested fixes.

Takes files of machine output TAB what a person made of it, a pair a line. Makes all
safe and suggested fixes, once as they are and once as LanguageTool lets them pass,
and counts the lines that come nearer to the person's, or go farther from them, by
words to be changed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from linter.caching import cache_folder
from linter.grammar.answers import Answers
from linter.grammar.asking import Asker
from linter.grammar.choosing import left_out
from linter.grammar.client import Client
from linter.grammar.proofreading import Proofreader, Wanted
from linter.grammar.ruleset import ProofreadRuleset
from linter.grammar.server import own_server
from linter.model import Document, Safety, Severity
from linter.perpath import Choice
from linter.ruleset import Ruleset
from linter.settings import URLS

TOKEN = re.compile(r"\w+|[^\w\s]")
# How tokenisers part what belongs together.
JOINED = (
    (re.compile(r" (?=[,.;:!?%)\]}])|(?<=[(\[{$]) | (?=(?:n't|'\w{1,2})\b)"), ""),
    (re.compile(r'" ([^"]*?) ?"'), r'"\1"'),
    (re.compile(r"  +"), " "),
)


def joined(text: str) -> str:
    r"""Return tokenised text as people write it.

    >>> joined('It did n\'t , he said ( twice ) .')
    "It didn't, he said (twice)."
    """
    for parted, together in JOINED:
        text = parted.sub(together, text)
    return text.strip()


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words have to be changed, put in or left out.

    >>> distance("a b c".split(), "a c d".split())
    2
    """
    row = list(range(len(other) + 1))
    for number, word in enumerate(one, 1):
        diagonal, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            best = min(row[at] + 1, row[at - 1] + 1, diagonal + (word != against))
            diagonal, row[at] = row[at], best
    return row[-1]


def verdict(old: str, new: str, wanted: str) -> str:
    """Say whether a changed line came nearer to what is wanted."""
    goal = TOKEN.findall(wanted)
    before, after = (distance(TOKEN.findall(text), goal) for text in (old, new))
    return "nearer" if after < before else "farther" if after > before else "as near"


def counted(rules: Ruleset, pairs: Sequence[Sequence[str]]) -> Counter[str]:
    """Fix the first text of all pairs, and count what becomes of the lines."""
    document = Document("".join(f"{old}\n" for old, _ in pairs))
    fixed = rules.fix(document, Safety.SUGGESTED).text.split("\n")[:-1]
    if len(fixed) != len(pairs):
        raise SystemExit("a fix joins or parts lines: they cannot be compared")
    return Counter(
        verdict(old, new, wanted)
        for new, (old, wanted) in zip(fixed, pairs, strict=True)
        if new != old
    )


@contextmanager
def judged(rules: Ruleset, where: str) -> Iterator[Ruleset]:
    """Give rules of which LanguageTool judges what they suggest."""
    choice = Choice((), (), Severity.WARNING, {})

    def reading(client: Client) -> ProofreadRuleset:
        asker = Asker(client, Answers(cache_folder()), left_out(()))
        wanted = Wanted(proofread=False, required=True, judge=True)
        reader = Proofreader(asker, wanted, lambda path: choice, print)
        return ProofreadRuleset(rules.rules, rules, reader)

    if where.startswith(URLS):
        yield reading(Client(where))
        return
    with own_server(Path(where), print) as client:
        yield reading(client)


def main() -> None:
    """Print the counts, with and without a judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--languagetool", required=True, help="an address or a folder")
    parser.add_argument("--tokenised", action="store_true", help="join what is parted")
    given = parser.parse_args()
    rules = Ruleset.load().select(at_least=Severity.WARNING)
    totals: dict[str, Counter[str]] = {"without": Counter(), "with": Counter()}
    with judged(rules, given.languagetool) as with_judge:
        for file in given.files:
            rows = file.read_text(encoding="utf-8").splitlines()
            pairs = [row.split("\t")[:2] for row in rows]
            if given.tokenised:
                pairs = [[*map(joined, pair)] for pair in pairs]
            totals["without"] += counted(rules, pairs)
            totals["with"] += counted(with_judge, pairs)
            print(f"{file.name}: {len(pairs):,} lines", flush=True)
    for name, total in totals.items():
        print(f"{name} a judge:", dict(sorted(total.items())))


if __name__ == "__main__":
    main()
