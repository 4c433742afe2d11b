"""Measure which titles mtlint takes for the same: perturbed ones, and different ones.

Takes a file of titles, one a line, or in the last column of a TSV file. Each title is
changed in the ways of `CHANGES`, as engines change them, where it has what such a
change needs; `joined` is the share that still counts as the same title. Different
titles are pairs drawn at random, and near ones: those that share most of their
words. Two that have all their words in common, but for small ones, are not different,
nor are two of which only one has a year, or names its parties: nobody knows those of
the other.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from linter.kinds.parties import Marker, party_marker
from linter.kinds.wording import (
    HEADS,
    SMALL,
    Wording,
    same_title,
    worded,
)
from linter.rulefile import builtin_folder, lexicon_opener

LONGEST = 200
RANDOM_PAIRS = 50_000
# Pairs that share so much of their words are near.
NEAR = 0.7
MOST_NEAR = 12
SAMPLE = 2000

NAME = r"[A-Z][\w’'-]*"
HEAD = "|".join((*HEADS, "Treaties"))
PARTIES = lexicon_opener(builtin_folder() / "titles" / "lexicons")("parties")
MARK = party_marker(PARTIES)
CODES = {f"@{row[1].lower()}" for row in PARTIES}
PARTY = "|".join(sorted({w.capitalize() for row in PARTIES for w in row[0].split()}))
# A state in full: "Republic of Korea", not only its last word.
STATE = "|".join(sorted((row[0] for row in PARTIES), key=len, reverse=True))
# A word that is no head, and no part of the name of a party, which engines keep.
PLAIN = rf"(?!(?:{PARTY}|{HEAD}|Kong|Duchy)s?\b)[A-Z][a-z]{{3,}}(?![\w’'])"
SYNONYMS = {
    "Treaty": "Agreement",
    "Agreement": "Accord",
    "Convention": "Treaty",
    "Pact": "Treaty",
    "Accord": "Agreement",
    "Covenant": "Pact",
    "Declaration": "Statement",
    "Organization": "Organisation",
    "Programme": "Program",
}
ORDINALS = {"First": "1st", "Second": "2nd", "Third": "3rd", "Fourth": "4th"}
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        "one first 1st i|two second 2nd ii|three third 3rd iii|four fourth 4th iv"
        "|five fifth v|six sixth vi|seven seventh vii|eight eighth viii"
        "|nine ninth ix|ten tenth x".split("|"),
        1,
    )
    for word in words.split()
}

FURTHER = "concerning|regarding|respecting"

Change = Callable[[str, random.Random], str]


def order(title: str, _: random.Random) -> str:
    """Let what stands on either side of "and" change places."""
    pair = rf"(?<=[a-z] )({PLAIN}) and ({PLAIN})(?! [A-Z])"
    return re.sub(pair, r"\2 and \1", title, count=1)


def turned(title: str, _: random.Random) -> str:
    """Put the last of two words first, as "Weapons of Nuclear" does."""
    return re.sub(rf"(?<=[a-z] )({PLAIN}) ({PLAIN})$", r"\2 \1", title)


def head_first(title: str, _: random.Random) -> str:
    """Put the only head first where it stands last: "Treaty of Open Skies"."""
    heads, small = "|".join(SYNONYMS), "|".join(SMALL)
    words = rf"(?:(?!(?:(?i:{small})|(?:{HEAD})s?) ){NAME} )+"
    return re.sub(rf"^({words})({heads})$", r"\2 of \1", title).strip()


def small_word(title: str, chance: random.Random) -> str:
    """Put another preposition in the place of one, but not within a state's name."""
    states = [found.span() for found in re.finditer(rf"\b(?i:{STATE})\b", title)]
    for found in re.finditer(rf"\b(?:of|for|on|{FURTHER})\b", title):
        if not any(start < found.start() < end for start, end in states):
            new = chance.choice([w for w in ("of", "for", "on") if w != found[0]])
            return title[: found.start()] + new + title[found.end() :]
    return title


def synonym(title: str, _: random.Random) -> str:
    """Put a synonym in the place of the head."""
    heads = rf"\b({'|'.join(SYNONYMS)})\b"
    return re.sub(heads, lambda found: SYNONYMS[found[0]], title, count=1)


def party_inside(title: str, _: random.Random) -> str:
    """Move two parties behind "between" to before the last word of the rest."""
    state = rf"(?i:(?:the )?(?:government of )?(?:the )?)((?i:{STATE}))"
    found = re.search(rf" (?i:between) {state} (?i:and) {state}(?= [a-z]+ |$)", title)
    if found is None:
        return title
    rest = title[: found.start()] + title[found.end() :]
    before, _space, last = rest.rpartition(" ")
    return f"{before} {found[1]}-{found[2]} {last}" if " " in before else title


def hyphen(title: str, _: random.Random) -> str:
    """Take out a hyphen, or put one between two words."""
    if "-" in title:
        return re.sub(r"(?<=\w)-(?=\w)", lambda _: " ", title, count=1)
    return re.sub(rf"({PLAIN}) ({PLAIN})", r"\1-\2", title, count=1)


def number(title: str, _: random.Random) -> str:
    """Write a number in another way."""
    ways = ORDINALS | ROMAN
    return re.sub(
        rf"\b({'|'.join(sorted(ways, key=len, reverse=True))})\b",
        lambda found: ways[found[0]],
        title,
        count=1,
    )


def plural(title: str, _: random.Random) -> str:
    """Make the last word with a capital a plural, or a singular."""
    return re.sub(rf"(?<=[a-z] ){PLAIN}(?<![isu]s)$", _in_other_number, title)


def _in_other_number(found: re.Match[str]) -> str:
    """Return the plural of a singular, or the other way round."""
    word = found[0]
    for ending, other in (("ies", "y"), ("s", ""), ("y", "ies")):
        if word.endswith(ending) and not re.search("[aeiou]y$", word):
            return word.removesuffix(ending) + other
    return f"{word}s"


def article(title: str, _: random.Random) -> str:
    """Drop an article."""
    return re.sub(r"\bthe ", "", title, count=1)


CHANGES: Sequence[Change] = (
    *(order, turned, head_first, small_word, synonym),
    *(party_inside, hyphen, number, plural, article),
)


def all_at_once(title: str, chance: random.Random) -> str:
    """Make three of the changes, one after the other."""
    for change in chance.sample(CHANGES, 3):
        title = change(title, chance)
    return title


def titles_of(file: Path) -> list[str]:
    """Return the titles of a file that mtlint could take for titles, each once."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = (" ".join(line.split("\t")[-1].split()).rstrip(".") for line in lines)
    return list(dict.fromkeys(one for one in found if len(one) <= LONGEST))


def readable(titles: Sequence[str], mark: Marker) -> Mapping[str, Wording]:
    """Return the wordings of titles that have a head, and words enough to tell them."""
    made: dict[str, Wording] = {}
    for title in titles:
        try:
            wording = worded(title, mark)
        except ValueError:
            continue
        if len(wording.key) > 1:
            made[title] = wording
    return made


def joined(
    titles: Mapping[str, Wording], change: Change, mark: Marker
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many titles are changed, and which of them are not joined."""
    chance = random.Random(1)
    count, missed = 0, []
    for title, wording in titles.items():
        changed = change(title, chance)
        if changed == title:
            continue
        count += 1
        try:
            same = same_title(wording, worded(changed, mark))
        except ValueError:
            same = False
        if not same:
            missed.append((title, changed))
    return count, missed


@cache
def content(title: str) -> Counter[str]:
    """Return the words of a title that are not small.

    Numbers are in digits, plurals singular, states are codes, and spelling is American:
    the sources of titles differ in all that, and mean the same.
    """
    words = re.findall(r"@?[^\W_]+", MARK(re.sub("[’']s?", "", title.lower())))
    plain = (NUMBERS.get(word, word.replace("isation", "ization")) for word in words)
    singular = (w if w[0] == "@" else w.removesuffix("s") for w in plain)
    return Counter(word for word in singular if word not in SMALL)


def may_be_one(one: str, other: str) -> bool:
    """Whether nothing but parties and a year that one of two titles lacks differ."""
    more, less = content(one) - content(other), content(other) - content(one)
    told = all(word in CODES or YEAR.fullmatch(word) for word in more + less)
    return told and not (more and less)


def random_pairs(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different titles drawn at random."""
    chance = random.Random(1)
    for _ in range(RANDOM_PAIRS):
        one, other = chance.sample(titles, 2)
        if not may_be_one(one, other):
            yield one, other


def near_pairs(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different titles that share most of their words."""
    words = {title: content(title) for title in titles}
    holding: dict[frozenset[str], list[str]] = defaultdict(list)
    for title in titles:
        rarest = sorted(words[title], key=lambda word: (-len(word), word))[:3]
        for pair in combinations(rarest, 2):
            holding[frozenset(pair)].append(title)
    seen: set[tuple[str, str]] = set()
    for group in holding.values():
        for one, other in combinations(group[:MOST_NEAR], 2):
            shared = (words[one] & words[other]).total()
            every = (words[one] | words[other]).total()
            near = shared >= NEAR * every and not may_be_one(one, other)
            if near and (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def main() -> None:
    """Print the shares, and with ``--show`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="titles, one a line, or a TSV file")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="examples")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many titles")
    given = parser.parse_args()
    every = titles_of(given.file)
    drawn = random.Random(1).sample(every, min(given.sample, len(every)))
    titles = readable(drawn, MARK)
    print(f"{len(titles)} titles of {given.file}")
    changed = lost = 0
    for change in (*CHANGES, all_at_once):
        count, missed = joined(titles, change, MARK)
        changed, lost = changed + count, lost + len(missed)
        share = (count - len(missed)) / count if count else 1
        print(f"  {change.__name__:<14}{count:>7} changed  {share:.4f} joined")
        for pair in missed[: given.show]:
            print("    ", *pair, sep="\n      ")
    print(
        f"  all together  {changed:>7} changed  {(changed - lost) / changed:.4f} joined"
    )
    for name, pairs in (("random", random_pairs), ("near", near_pairs)):
        found = list(pairs(list(titles)))
        wrong = [pair for pair in found if same_title(*map(titles.__getitem__, pair))]
        share = len(wrong) / len(found) if found else 0
        print(f"  {name:<14}{len(found):>7} different pairs  {share:.5f} joined")
        for pair in wrong[: given.show]:
            print("    ", *pair, sep="\n      ")


if __name__ == "__main__":
    main()
