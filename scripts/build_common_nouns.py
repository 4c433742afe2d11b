#!/usr/bin/env python3
"""Build the lexicon of common nouns that are no surname.

    build_common_nouns.py --nouns FILE --names FILE... --text FILE... > common-nouns.tsv

``--nouns`` is a list of English nouns, one a line (the lemmas of WordNet 3.0).
``--names`` are lists whose first column is a surname or given name (the lists
of the 1990 United States census); what is in one of them is left out, however
rare. ``--text`` is English text: a noun is kept that is written in small
letters often enough, and oftener than with a capital inside a sentence. People
by office, trade or kind are left out, for "Mr. Ambassador" is how one speaks
to them; so are words that nicknames and characters are made of ("Mr. Fox").
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

OFTEN = 5
HEAD = """\
# columns: noun, times in small letters per million words of news and manuals
# source: WordNet 3.0 nouns without the names of the 1990 United States census
# licence: WordNet 3.0 licence (nouns), public domain (census)
"""
SMALL = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w'’-])")
AFTER_HONORIFIC = re.compile(r"\b(?:Dr|Lady|Lord|Miss|Mme|Mrs?|Ms|Sir)\.? ([A-Z]\w+)")
PERSON = re.compile(
    r"(?:[aeo]r|ist|ian|ant|ent|man|men|woman|women|ess|ee|ic|ian|ive|ary|eer|yst|ate)$"
)
# Things that end like people.
THINGS = frozenset(
    """
    absent accident account achievement adjustment adventure advertisement agreement
    alphabet amendment amount announcement apartment appointment argument arrangement
    assessment assignment atmosphere attachment attic awareness basement bitterness
    blackness brightness bumper business calendar career cement center cigar clarity
    climate closeness cloudiness color comment commitment committee compartment
    complaint component computer container content continent copper corner counter
    cover cucumber darkness degree department deployment development diameter dinner
    disagreement disappointment dinar document dollar door effectiveness element
    emptiness encouragement endorsement engagement enjoyment environment equipment
    error establishment event evident excitement experiment factor failure fever fiber
    figure filter finger fitness flavor floor flower folder forgiveness fragment
    friendliness furniture gender gesture glamour government grammar greatness hammer
    happiness harbour hardness helicopter helplessness horror hour humor hunger
    illness improvement incident instrument investment involvement judgement
    kindness labor labour laser laughter layer letter liquor litter loneliness madness
    management matter measurement meter minor mirror moment monster monument motor
    movement murder mushroom newsletter number odor order ornament oxygen oyster
    parliament pavement payment pepper percent photograph pillar placement plant plaster
    poster power prayer punishment readiness rear refer register rejection requirement
    restaurant retirement ribbon river rubber rumor rumour sadness sector seminar
    sensor sentiment server settlement shelter shortage shoulder shower shutter
    sickness silver skyscraper solar statement steamer sticker stomach storage
    stubbornness sugar summer supper surrender sweater sweetness talent tender
    tenderness tension terror theater theatre thickness thunder tractor transfer
    treatment tremor trigger tumor undergarment unemployment universe vapor vector
    vehicle vinegar volunteer wallpaper water weakness weather wilderness willingness
    winter witness wonder
    architecture climate committee coffee corporate degree estate fabric fatigue
    gate glacier graphic magic mosaic music narrative native olive palace panic pirate
    plate plastic private privilege public refugee relative rate republic revenge rhetoric
    salary state statistic surface template topic toxic traffic tragic vocabulary
    boundary burglary century certificate chocolate commentary dictionary directory
    diary duplicate estimate factory glossary initiative itinerary library
    documentary elementary military missionary necessary ordinary primary secondary
    summary temporary territory tributary
    """.split()
)
# How one speaks to people, besides what ends like a person; and nicknames.
LEFT_OUT = frozenset(
    """
    above absolute advance altogether angel animal aside aught baby badger ball bandit
    baron baseball basketball bear beast beauty behind being best beyond bike bird bitch
    black blonde blood blue bluebird body boss boxing boyfriend brave bright brother bubble
    buddy bull bunny butterfly candy captain cardinal cash cat chair chairman champ champion
    charm chef chief chips chosen civil clean clown coach coffee colleague colonel comic
    commissar commodore comrade consul cool corporal count counsel country cousin cowboy
    crazy creator crow cruel cupcake curator customer daddy darling data dead death deputy
    despite devil dick doctor dog donkey doom down dragon dream dude duke dust eagle earth
    editor eight either election elephant eleven emperor enough even ever evil excellency
    expert fabulous fantastic father fella fifty first fist five flash fool football forty
    four fourteen fox freeze freedom friend frog front full funny genius general genius
    ghost giant girl girlfriend glasses goat golf good governor grace grandma grandmother
    grandfather grandson great green grumpy guest guide guy happy hater have head hello
    here hero high hippo historian hockey honest honey hope horse host hundred hunk hush
    idol impossible incredible inspector invisible jaguar joker judge just justice king
    kitty knight know lady last lead leader left lion lonely lord love loyalty lucky lovely
    madam madame majesty majority man marine marshal marvelous master mate maximum mayor
    member metro middle minister ministry minority minute miracle mister modest mole mom
    money monkey monsieur monster moon mother mouse much muscle music mystery naughty near
    neighbor neighbour next nice nine nineteen ninety nobody none noon nurse obvious officer
    okay old olympia once one opposite orange other outside owl owner panda partner peanut
    penguin perfect pickle pink pirate playboy please plus police pope potato premier
    president press prince princess principal producer professor prosecutor protector proud
    puff punch puppet purple queen quick quiet rabbit rainbow random reader real rector
    referee reporter respect reverend rich right ringmaster robot rocket rotten run sailor
    same sandman santa science second secretary senator sergeant seven seventeen seventy
    shark sheriff shy silly single sister six sixteen sixty skeleton sloth slow small smart
    smooth snake sneeze snowman somebody someone something son soul speaker spider spokesman
    spokesperson spokeswoman squirrel star stinky strange strong student stupid sultan sun
    sunshine super sure sweet sweetheart teacher ten then there thing thirteen thirty this
    those three tiger today tomorrow tonight toad tough traitor treasurer trouble turkey
    turtle twelve twenty twin uncle under universe upon vampire vegas very vice victory
    villain visitor what when where which while white whole whom wine winner wizard wolf
    woman wonderful wood workaholic world worm yellow yesterday young zero zombie
    mate candidate delegate advocate associate graduate magistrate pirate private native
    critic cleric catholic alcoholic academic refugee trustee employee nominee referee
    relative representative detective executive conservative volunteer missionary visionary
    dignitary military secretary witness patient client agent resident student parent
    infant servant lieutenant merchant immigrant migrant participant consultant assistant
    accountant sergeant president correspondent superintendent respondent defendant
    citizen child kid youth adult human people person folks hostess waitress actress goddess
    heroine victim convict suspect rebel thief spy monk nun saint prophet pilgrim peasant
    nephew niece aunt husband wife spouse bride groom daughter sibling twin fellow chap lad
    lass hermit slave serf noble aristocrat bureaucrat diplomat democrat autocrat acrobat
    athlete coward expat pilot colleague ally foe rival peer orphan widow addict freak nerd
    geek idiot moron brat tourist guru icon junior senior deaf dwarf elite fugitive captive
    acting daughter above abort accused beloved deceased departed disabled elderly eldest
    elect deputy lieutenant cadre brahman behemoth brethren bastard brute devil culprit
    """.split()
)


def words_of(paths: Iterable[Path]) -> set[str]:
    """Return the first word of every line, in small letters."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return {line.split()[0].lower() for line in lines if line.strip()}


def is_person(noun: str) -> bool:
    """Whether a noun is, or ends like one that is, a kind of person."""
    return noun in LEFT_OUT or (PERSON.search(noun) is not None and noun not in THINGS)


def main() -> None:
    """Read the sources and print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nouns", type=Path, required=True)
    parser.add_argument("--names", type=Path, nargs="+", required=True)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    names = words_of(options.names)
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    addressed: set[str] = set()
    for path in options.text:
        text = path.read_text("utf-8", errors="replace")
        small.update(SMALL.findall(text))
        capital.update(word.lower() for word in CAPITAL.findall(text))
        addressed.update(word.lower() for word in AFTER_HONORIFIC.findall(text))
    million = sum(small.values()) / 1e6
    rows = [
        f"{noun}\t{small[noun] / million:.1f}"
        for noun in words_of([options.nouns])
        if small[noun] >= OFTEN and small[noun] > capital[noun]
        if noun not in names and noun not in addressed and not is_person(noun)
    ]
    print(HEAD + "\n".join(sorted(rows)))


if __name__ == "__main__":
    main()
