#!/usr/bin/env python3
"""Build the lexicon of public figures as the press of other languages spells them.

    build_foreign_spellings.py --persons FILE --known FILE --also FILE > new.tsv

``--persons`` has the spellings of a name on a line, parted by commas, and behind
``=>`` its item in Wikidata (``data/names/persons.txt`` of the package rigour
1.8.2). A spelling is kept that stands with a name of ``--known``, the lexicon of
public names, and reads like it in a language whose letters English has, too;
``--also`` is the lexicon as it was, for the rows added by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from linter.naming import kinship

Row = tuple[str, str, str, str, str]

HEAD = """\
# columns: spelling, name in English, office, language, whether it is the person's alone, or only with a given name, or also a word
# source: spellings of Wikidata (package rigour 1.8.2) that read like a name of public-names under the spelling of a language; others added by hand, general knowledge
# licence: CC0-1.0 (Wikidata and the rest), MIT (rigour)
"""  # noqa: E501
LANGUAGES = frozenset(
    ("Dutch or Nordic", "French", "German", "Hungarian", "Italian", "Polish")
)
# English wrote them as French or German does, and sometimes still does.
EARLIER = frozenset(("Chekhov", "Stravinsky", "Tolstoy", "Turgenev"))
# English uses them as well, or nobody does.
LEFT_OUT = frozenset(
    "Chamenejí Chātami Kaddafi Karzaj Khadaffi Rohani Žjuganov".split()
)
# Nobody else of the name is in the news: the spelling alone says who it is.
ALONE = frozenset(
    """
    Berdimuhamedov Gaddafi Gorbachev Kadyrov Khodorkovsky Khrushchev Konashenkov
    Lavrov Lukashenko Medvedev Mirziyoyev Mishustin Navalny Nazarbayev Netanyahu
    Pashinyan Peskov Poroshenko Prigozhin Saakashvili Shevardnadze Shoigu Solzhenitsyn
    Tokayev Tymoshenko Yanukovych Yatsenyuk Yeltsin Yushchenko Zelensky Zhirinovsky
    """.split()
)


def rows_of(lexicon: Path) -> list[tuple[str, ...]]:
    """Return the rows of a lexicon."""
    lines = lexicon.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and line[0] != "#"]


def groups_of(persons: Path) -> Iterator[list[str]]:
    """Yield the spellings that stand together."""
    for line in persons.read_text("utf-8").splitlines():
        forms = line.partition("=>")[0].split(",")
        yield [form.strip().title() for form in forms if form.strip().isalpha()]


def spellings(persons: Path, known: Path) -> Iterator[Row]:
    """Yield the spellings that read like a known name in another language."""
    bearers = {row[0]: row[1].partition(", ") for row in rows_of(known)}
    for forms in groups_of(persons):
        for name in bearers.keys() & set(forms) - EARLIER:
            full, _, office = bearers[name]
            for form in forms:
                why = kinship(name, form)
                if not why or not why.foreign or form in LEFT_OUT:
                    continue
                if why.scheme in LANGUAGES and "x" not in form:
                    certain = "alone" if name in ALONE else "named"
                    yield form, full, office, why.scheme, certain


def main() -> None:
    """Read the sources and print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=Path, required=True)
    parser.add_argument("--known", type=Path, required=True)
    parser.add_argument("--also", type=Path, required=True)
    options = parser.parse_args()
    kept = {row[0]: row for row in rows_of(options.also)}
    for row in spellings(options.persons, options.known):
        kept.setdefault(row[0], row)
    print(HEAD + "\n".join("\t".join(row) for _, row in sorted(kept.items())))


if __name__ == "__main__":
    main()
