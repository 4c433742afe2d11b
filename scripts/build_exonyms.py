#!/usr/bin/env python3
"""Build the lexicon of places as other languages call them.

    build_exonyms.py --names FILE... --also exonyms.tsv > new.tsv

Cities and countries come from the CLDR, by way of the package babel. ``--names``
are lists whose first column is a surname or given name (the lists of the 1990
United States census): a place that shares its name with people is only found
where something is said to be in it. ``--also`` is the lexicon as it was, for the
rows added by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

HEAD = """\
# columns: place in another language, English name (of several, the first is the one to write), language, whether it is the place wherever it stands, or only where something is placed in it
# source: cities and territories of the Unicode CLDR (package babel); others added by hand, general knowledge
# licence: Unicode-3.0 (CLDR), CC0-1.0 (the rest)
"""  # noqa: E501
LANGUAGES = "de es fr it nl pl pt sv tr".split()
# English has them as well: as names of other places, of people and things, as words,
# or as older forms of its own, which names/historical-place has.
LEFT_OUT = frozenset(
    """
    Addis-Abeba Adelaida Aktau Aktobe Aktov Amsterdã Andora Anguila Aqtöbe Argentine
    Armenia Ascension Astracã Bagdad Bahia Bahrein Bahía Belgrad Belice Belén Berlim
    Bermudas Birmania Brasil Brunei Cabo Calcuta Calcutta Canton Catar Ceuta Chatnam
    Chili China Chitá Christmas Cipro Clipperton Colombia Comore Comoros Congo Cuba
    Curazao Dacca Damas Damasco Dania Dominicana Dominika Dominique Donbass Duala
    Ekaterinburg Equador Erevan Erivan España Estonia Filipinas Finlandia Francia
    Galápagos Gazimağusa Georgia Germania Granada Grenade Guadalupe Guiana Guinea
    Guinee Haiti Helsingfors Hongkong Honolulu India Indie Irak Iran Irland Irlanda
    Island Jamaika Jersey Jordan Kabil Kamerun Katmandu Kazakstan Kenia Khartum Kiev
    Kobdo Kongo Kosova Layun Laâyoune Lefkoşa Liban Luxemburg Macassar Macau Madera
    Maldive Malta Malte Manila Manilla Marchesi Marquises Mauretania Maurice
    Mauricio Mexico Moldavia Monako Montenegro Mosca Moskva Muskat Myanmar México
    Navidad Nederland Nigeria Nigéria Nikaragua Norge Níger Oman Palau Panama Panamá
    Pasqua Pekin Peking Persia Peru Polen Polonia Porto Portonovo Praga Qaanaaq
    Rangoon Rangun Reunion Reykjavík Riad Riyad Rom Roma Ruanda Rumania Salvador
    Samarcande Samoa Santiago Septe Seul Showa Siam Sidney Singapur Sofya Sofía
    Somali Somalia Surinam Swaziland Syria Sófia Tahiti Taiti Tallin Teheran Thulé
    Tiflis Tiran Tirana Tokio Trablus Tripolis Tunis Tunisi Tunus Turk Uganda
    Ukraina Ulan-Bator Umman Unbekannt Ungern Uralsk Vienne Vietnam Vilna Wallis
    Wilno Wostok Zimbabwe Zúrich Zürich Åland İrkutsk İstanbul
    """.split()
)
# How English names what the CLDR lists by a short or another name.
ENGLISH = {
    "Bahamas": "the Bahamas",
    "Canaries": "the Canary Islands",
    "Cayman": "the Cayman Islands",
    "Chișinău": "Chisinau",
    "Dominican Republic": "the Dominican Republic",
    "Falkland Islands": "the Falkland Islands",
    "Faroes": "the Faroe Islands",
    "Faroe Islands": "the Faroe Islands",
    "Kyiv": "Kyiv;Kiev",
    "Maldives": "the Maldives",
    "Marshall Islands": "the Marshall Islands",
    "Netherlands": "the Netherlands",
    "Philippines": "the Philippines",
    "Seychelles": "the Seychelles",
    "Solomon Islands": "the Solomon Islands",
    "Türkiye": "Turkey;Türkiye",
    "United Kingdom": "the United Kingdom",
    "Ürümqi": "Urumqi",
    "Vatican": "the Vatican",
    "Azores": "the Azores",
}
# Names, words or brands, too: only where something is said to be in the place.
PLACED = frozenset(
    """
    Argel Atene Atina Brussel Cameroun Chine Danmark Deutschland Grecia Italia Japon
    Kairo Kanada Kıbrıs Libia Lisboa Londen Londra Londres Moskova Polska Schweiz
    Soudan Suisse Sverige Viena Warszawa Österreich Österrike Üsküp
    """.split()
)


def names_in(locale: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 (no stubs)
    """Yield the key of every city and country of a locale of babel, and its name."""
    for zone, told in locale.time_zones.items():
        if "city" in told:
            yield zone, str(told["city"])
    for code, name in locale.territories.items():
        if len(code) == 2:
            yield code, str(name)


def exonyms() -> Iterator[tuple[str, str, str]]:
    """Yield a name, what English calls the place, and the language."""
    locale = import_module("babel").Locale
    english = dict(names_in(locale("en")))
    own = set(english.values()) | {zone.rpartition("/")[2] for zone in english}
    for language in LANGUAGES:
        for key, name in names_in(locale(language)):
            right = english.get(key, key.rpartition("/")[2].replace("_", " "))
            if name not in own and name.isalpha() and not name.startswith("Pseudo"):
                yield name, right, language


def main() -> None:
    """Read the sources and print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, nargs="+", required=True)
    parser.add_argument("--also", type=Path, required=True)
    options = parser.parse_args()
    lines = options.also.read_text("utf-8").splitlines()
    kept = {line.split("\t")[0]: line for line in lines if line and line[0] != "#"}
    texts = (path.read_text("utf-8") for path in options.names)
    people = {line.split()[0].title() for text in texts for line in text.splitlines()}
    for name, right, language in exonyms():
        if len(name) >= 5 and name not in LEFT_OUT:
            how = "placed" if name in people | PLACED else "anywhere"
            right = ENGLISH.get(right, right)
            kept.setdefault(name, f"{name}\t{right}\t{language}\t{how}")
    print(HEAD + "\n".join(kept[name] for name in sorted(kept)))


if __name__ == "__main__":
    main()
