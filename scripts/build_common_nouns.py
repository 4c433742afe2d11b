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
# columns: noun that is hardly anybody's name, in small letters
# source: WordNet 3.0 nouns less the names of the 1990 United States census
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
    alphabet amendment amount announcement apartment appointment architecture argument
    arrangement assessment assignment atmosphere attachment attic awareness basement
    bitterness blackness boundary brightness bumper burglary business calendar career
    cement center century certificate chocolate cigar clarity climate closeness
    cloudiness coffee color comment commentary commitment committee compartment
    complaint component computer container content continent copper corner corporate
    counter cover cucumber darkness degree department deployment development diameter
    diary dictionary dinar dinner directory disagreement disappointment document
    documentary dollar door duplicate effectiveness element elementary emptiness
    encouragement endorsement engagement enjoyment environment equipment error
    establishment estate estimate event evident excitement experiment fabric factor
    factory failure fatigue fever fiber figure filter finger fitness flavor floor
    flower folder forgiveness fragment friendliness furniture gate gender gesture
    glacier glamour glossary government grammar graphic greatness hammer happiness
    harbour hardness helicopter helplessness horror hour humor hunger illness
    improvement incident initiative instrument investment involvement itinerary
    judgement kindness labor labour laser laughter layer letter library liquor litter
    loneliness madness magic management matter measurement meter military minor mirror
    missionary moment monster monument mosaic motor movement murder mushroom music
    narrative native necessary newsletter number odor olive order ordinary ornament
    oxygen oyster palace panic parliament pavement payment pepper percent photograph
    pillar pirate placement plant plaster plastic plate poster power prayer primary
    private privilege public punishment rate readiness rear refer refugee register
    rejection relative republic requirement restaurant retirement revenge rhetoric
    ribbon river rubber rumor rumour sadness salary secondary sector seminar sensor
    sentiment server settlement shelter shortage shoulder shower shutter sickness
    silver skyscraper solar state statement statistic steamer sticker stomach storage
    stubbornness sugar summary summer supper surface surrender sweater sweetness
    talent template temporary tender tenderness tension territory terror theater
    theatre thickness thunder topic toxic tractor traffic tragic transfer treatment
    tremor tributary trigger tumor undergarment unemployment universe vapor vector
    vehicle vinegar vocabulary volunteer wallpaper water weakness weather wilderness
    willingness winter witness wonder
    """.split()
)
# How one speaks to people, besides what ends like a person; and nicknames.
LEFT_OUT = frozenset(
    """
    abort above absolute academic accountant accused acrobat acting actress addict
    adult advance advocate agent alcoholic alien ally altogether amateur angel animal
    architect aristocrat aside assistant associate athlete attorney aught aunt
    autocrat average baby badger ball bandit baron baseball basketball bastard bear
    beast beauty behemoth behind being beloved best beyond bike bird bitch black
    blonde blood blue bluebird body boss boxing boyfriend brahman brat brave brethren
    bride bright brother brute bubble buddy bull bunny bureaucrat business butterfly
    cadre candidate candy captain captive cardinal cash cat catholic chair chairman
    champ champion chap charm chef chief child chips chosen citizen civil clean clergy
    cleric client clown coach coffee colleague colonel comic commissar commodore
    comrade conservative consul consultant convict cool corporal correspondent counsel
    count country cousin coward cowboy crazy creator critic crocodile crow cruel
    culprit cupcake curator customer daddy darling data daughter dead deaf death
    deceased defendant delegate democrat demon departed deputy descendants despite
    detective devil devotion dick dignitary dingo dinosaur diplomat disabled doctor
    dog donkey doom down dragon dream dude duke dust dwarf eagle earth editor eight
    either elderly eldest elect election elephant eleven elite emperor employee engine
    enough enthusiast entrepreneur euro even ever evil excellency executive expat
    expert fabulous fantastic father fella fellow fifty first fist five flash foe
    folks followers food fool football forty foundation four fourteen fox freak
    freedom freeze friend frog front fugitive full funny geek general genius ghost
    giant girl girlfriend glasses goat goddess golf good gourmet governor grace
    graduate grandfather grandma grandmother grandson great green groom grumpy guest
    guide guru guy happy hater have head hello here hermit hero heroine high hippo
    historian hockey honest honey hope horse host hostess human humans hundred hunk
    husband hush hybrid icon idiot idol immigrant impossible incredible infant
    inspector invisible jaguar joker judge judges junior just justice kangaroo kid
    king kitty knight know lad laddie lady landlord lass last lead leader leaders left
    lieutenant lion lonely lord love lovely loyalty lucky madam madame magazine magic
    magistrate majesty majority man marine marshal marvelous master mate maximum mayor
    member merchant metro middle migrant military minister ministry minority minute
    miracle missionary missis mister modest mole mom money monk monkey monsieur
    monster moon moron mother mouse movie much muscle music mystery native naughty
    near neighbor neighbour nephew nerd next nice niece nine nineteen ninety noble
    nobody nominee none noon normal nun nurse obvious officer okay old olympia once
    one opposite orange orphan other outside owl owner panda parasite parent
    participant partisan partner passerby patient patriot peanut peasant peer penguin
    people perfect person personality pickle pilgrim pilot pink pirate plaintiff
    playboy please plus police pope potato premier president press prince princess
    principal private producer professor prophet prosecutor protector proud puff punch
    puppet purple queen quick quiet rabbit rainbow random reader real rebel recruit
    rector referee refugee relative reporter representative resident respect
    respondent reverend rich right ringmaster rival robot rocket rotten run sailor
    saint same sandman santa science scoundrel second secretary senator senior serf
    sergeant servant seven seventeen seventy shark sheriff shy sibling silly single
    sister six sixteen sixty skeleton slave sloth slow small smart smooth snake sneeze
    snowman somebody someone something son soul speaker spider spokesman spokesperson
    spokeswoman sponge spouse spy squirrel star stinky strange strong student stupid
    substitute sultan sun sunshine super superintendent sure suspect sweet sweetheart
    teacher teens ten then there thief thing thirteen thirty this those three tiger
    toad today tomorrow tonight tough tourist traitor treasurer troops trouble trustee
    turkey turtle twelve twenty twin uncle under universe upon vampire vegas very
    veteran vice victim victory viewers villain visionary visitor volunteer waitress
    what when where which while white whole whom widow wife wine winner witness wizard
    wolf woman wonderful wood workaholic world worm yellow yesterday young youth zero
    zombie
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
    nouns = [
        noun
        for noun in words_of([options.nouns])
        if small[noun] >= OFTEN and small[noun] > capital[noun]
        if noun not in names and noun not in addressed and not is_person(noun)
    ]
    print(HEAD + "\n".join(sorted(nouns)))


if __name__ == "__main__":
    main()
