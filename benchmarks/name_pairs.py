"""Make pairs of names for `benchmarks.names`, by family, from a list of spellings.

    python -m benchmarks.name_pairs PERSONS SAME.tsv DIFFERENT.tsv

PERSONS has the spellings of a name on a line, parted by commas, and behind ``=>`` its
item in Wikidata (``data/names/persons.txt`` of the package rigour 1.8.2). A name
belongs to the family whose script it is also spelt in, if in no other one; a Turkish
one has letters that only Turkish has. Two spellings on a line are one name, unless
they differ in accents alone, in an "a" at the end, or in more than four in ten
letters: lines have translations, too, and names of women. Two that are on no line
together, and differ in one or two letters, are two. As many pairs of each family are
drawn, the same ones each time.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from benchmarks.simulated import plain

Group = frozenset[str]
Row = tuple[str, str, str]
# A family and the scripts that its names are spelt in, and no other ones.
FAMILIES = {
    "Arabic": {"Arabic"},
    "Chinese": {"Han"},
    "Hebrew": {"Hebrew"},
    "Japanese": {"Han", "kana"},
    "Korean": {"Han", "Hangul"},
    "Slavic": {"Cyrillic"},
}
SCRIPTS = {
    "Arabic": "[ء-ي]",
    "Cyrillic": "[а-яё]",
    "Han": r"[\u4e00-\u9fff]",
    "Hangul": "[가-힣]",
    "Hebrew": "[א-ת]",
    "kana": "[ぁ-ヿ]",
}
SLAVIC = re.compile(r"(?:ов|ев|ин|ий|ко|ук|ич)\b")
TURKISH = re.compile(r"[ğı]")
LATIN = re.compile(r"[a-zà-öø-ÿāčđēěğīłńōřśşšūŭŏžıżź'’-]{5,}")
PAIRS = 2000
ALIKE = 0.6


def groups_in(persons: Path) -> Mapping[str, list[Group]]:
    """Return the spellings in Latin letters of each name, by family."""
    families: dict[str, list[Group]] = defaultdict(list)
    for line in persons.read_text("utf-8").splitlines():
        forms = [form.strip() for form in line.partition("=>")[0].split(",")]
        family = family_of(line)
        latin = frozenset(form for form in forms if LATIN.fullmatch(form))
        if family and len(latin) > 1:
            families[family].append(latin)
    return families


def family_of(line: str) -> str | None:
    """Return the family of a name by the scripts it is spelt in."""
    scripts = {name for name, letters in SCRIPTS.items() if re.search(letters, line)}
    if not scripts:
        return "Turkish" if TURKISH.search(line) else None
    if scripts == {"Cyrillic"}:
        return "Slavic" if SLAVIC.search(line) else None
    fitting = [name for name, own in FAMILIES.items() if scripts <= own]
    return fitting[0] if fitting else None


def same_in(groups: Sequence[Group]) -> list[tuple[str, str]]:
    """Return pairs that are one name and differ in more than accents."""
    return [
        pair
        for group in groups
        for pair in combinations(sorted(group), 2)
        if are_variants(*(plain(form).replace("-", "") for form in pair))
    ]


def are_variants(one: str, other: str) -> bool:
    """Whether two forms are alike, and not the same but for an "a" at the end."""
    if one.removesuffix("a") == other.removesuffix("a"):
        return False
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def different_in(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """Yield pairs of two names that differ in one or two letters."""
    together: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for form in group:
            together[form] |= group
    near: dict[str, list[str]] = defaultdict(list)
    for form in sorted(together):
        for at in range(len(form)):
            near[form[:at] + form[at + 1 :]].append(form)
    seen = set()
    for forms in near.values():
        for one, other in combinations(forms, 2):
            if other not in together[one] and (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def drawn(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return some of the pairs, always the same."""
    return random.Random(7).sample(pairs, min(PAIRS, len(pairs)))


def main() -> None:
    """Read the spellings and write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("persons", "same", "different"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    rows: dict[Path, list[Row]] = {options.same: [], options.different: []}
    for family, groups in sorted(groups_in(options.persons).items()):
        same, different = same_in(groups), list(different_in(groups))
        rows[options.same] += [(*pair, family) for pair in drawn(same)]
        rows[options.different] += [(*pair, family) for pair in drawn(different)]
    for path, listed in rows.items():
        text = "".join("\t".join(row) + "\n" for row in listed)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
