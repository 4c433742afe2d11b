"""Where one sentence follows another in a line, and whether both are formal prose.

What is looked for are statements as reports and news make them. Slogans, speech,
captions, verse, lists and instructions do without verbs by right; they are told by
the marks and the small words they hold, before any word is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from linter.kinds.words import WORDS
from linter.lazy import pattern
from linter.model import Span

# A sentence longer than this is none, but a list that lost its marks.
LONGEST = 600
# Longer than what can stand at its end: an abbreviation, a number.
END = 20
# Most sentences are shorter than this.
NEAR = 150
# How far away the start of the line may be.
FAR = 4000
STOP = pattern(r"(?<=[\w)%’'\"”])\. (?=[A-Z])")
# Words, commas, hyphens, figures: any other mark is a list, speech or code. What does
# not fit is seldom short, so that there is no way back.
PLAIN = pattern(
    r"[A-Z][A-Za-z0-9]*+(?:['’-][A-Za-z0-9]++)*+"
    r"(?:[,%]? [$€£]?[A-Za-z0-9]++(?:['’.,-][A-Za-z0-9]++|['’](?= ))*+){1,80}+"
    r"%?(?:, etc)?\.(?!(?<= etc\.) +[a-z])(?= +\w| *\r?\n|\s*\Z)"
)
# A small letter behind its full stop: the sentence, and its verb, may go on there.
GOES_ON = pattern(r" (?=[a-z])")
REST = pattern(r"[^.!?…\n]{1,300}+\.(?= |\r?\n|\s*\Z)")
BREAK = pattern(r"[.!?…][^\w\n]* (?=\w)")
ABBREVIATIONS = frozenset(
    """
    Mr Mrs Ms Dr Prof St Sts No Nos vs etc Inc Ltd Co Corp Bros Jr Sr Gen Col Lt Sgt
    Capt Cmdr Gov Sen Sens Rep Reps Rev Hon Messrs Fig Figs Vol Vols p pp Jan Feb Mar
    Apr Jun Jul Aug Sep Sept Oct Nov Dec Mt Ave Blvd Rd cf al ca approx incl excl Mon
    Tue Tues Wed Thu Thur Thurs Fri Sat Sun Nr Art Sec Ch Ed Eds Dept Univ Adm Maj Supt
    Pres Ft Assoc Asst Mme Mlle Fla Calif Op op Cit cit
    """.split()
)
ABBREVIATION = pattern(
    rf"(?:^|[\s(.-])(?:{'|'.join(sorted(ABBREVIATIONS))}|[A-Za-z]"
    r"|(?:[A-Za-z]\.)+[A-Za-z]{1,2})$"
)
# Numbers of sections and items ("5.1. Files"), but not years.
NUMBERED = pattern(r"(?:^|\s)\(?(?!(?:19|20)\d\d$)\d[\d.]{0,5}$")
MONTH = pattern(
    r"(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
LISTED = pattern(r"\s*(?:[-–*•·>#|]|\(?\d{1,3}[.)] |[A-Z][A-Z ]{5,})")
# "The owner walks.": too short to tell a verb from a noun.
SCENE = pattern(r"(?:The|A|An) \w+ \w+s\.")
COMPARED = pattern(r"(?:The|Any|Every) (?:more|less|\w+er)\b[^,]*, the\b")
# "Day by day, …", "Hour after weary hour …": people set such an adverbial alone.
REDUPLICATED = pattern(
    r"(?i:(?:From )?([a-z]+) (?:after|against|and|by|for|in|on|to|upon)"
    r" (?:[a-z]+ )?\1\b)"
)
# A sentence of so many words has one of these small ones.
MANY = 6
SMALL_WORDS = frozenset("the of and to in a an for with on by at as from".split())
SMALL = pattern(rf"\b(?:{'|'.join(sorted(SMALL_WORDS))})\b")
# A verb is certain, or a clause that has one; and somebody is spoken to.
CERTAIN = frozenset(
    """
    is are was were am be has have had do does did will would can could may might must
    shall should cannot said says told went came became began took gave knew grew wrote
    spoke drew chose who which he she they here there please let
    """.split()
)
PERSONAL = frozenset("i you we my your our me us mine yours".split())
CONTRACTED = pattern(
    r"n['’]t\b|['’](?:m|re|ve|ll|d)\b"
    r"|\b(?:[Ii]t|[Tt]hat|[Hh]e|[Ss]he|[TtWw]?[Hh]ere|[Ww]h(?:at|o))['’]s\b"
)
# People open sentences without a verb with these.
OPENERS = frozenset(
    """
    again all also always another any anything as at available away back based because
    best better but certainly click compatible defaults done down drag each eight either
    enough especially essential even ever every everything far few finally first five
    four from given good hence hopefully how identical if instead just last less like
    little made many maybe more most much needless never next nine no nobody none nor
    not note nothing now off ok okay once one only optional or otherwise out perhaps
    possible probably put quite rather same second see set seven six so some something
    such ten thanks then third three thus till time to too twice two until up useful
    well what when where whether whose why with without worse worst worth written yes
    yet
    """.split()
)
OPENER_ENDINGS = ("ed", "ing", "ly")
OPENINGS = (
    *("After all", "And ", "As of", "By contrast", "By the way", "For example"),
    *("For instance", "For more", "In a word", "In addition", "In conclusion"),
    *("In contrast", "In fact", "In other words", "In particular", "In short"),
    *("Of course", "On the contrary", "On the other hand", "The more", "The less"),
    *("Double-click", "Double click", "Left-click", "Right-click", "Right click"),
    *("Hat tip", "Photo", "Source"),
)


class Junction(NamedTuple):
    """Two sentences of a line: the one before a full stop, the one behind it.

    ``span`` is the full stop and the second sentence.
    """

    before: str
    behind: str
    span: Span


def junctions(text: str, start: int, end: int) -> Iterator[Junction]:
    """Yield the junctions of formal prose whose full stop is in a stretch."""
    for stop in STOP.finditer(text, start, min(end + 3, len(text))):
        if stop.start() <= end and (found := _junction_at(text, stop.start())):
            yield found


def _junction_at(text: str, stop: int) -> Junction | None:
    """Return the junction at a full stop; the cheapest questions come first."""
    plain = PLAIN.match(text, stop + 2, stop + LONGEST)
    if not plain or not _may_lack_verb(plain[0]):
        return None
    behind = _with_rest(text, plain[0], plain.end())
    if behind is None or not _may_lack_verb(behind):
        return None
    low = max(0, stop - LONGEST)
    if _is_abbreviated(text, low, stop):
        return None
    if LISTED.match(text, text.rfind("\n", max(0, stop - FAR), stop) + 1):
        return None
    before = text[_sentence_start(text, low, stop) : stop]
    if not _is_statement(before) or not _long_enough(before, plain[0]):
        return None
    # "27. July" is a date.
    if before[-1].isdigit() and MONTH.match(plain[0]):
        return None
    return Junction(before, behind, Span(stop, plain.end()))


def _with_rest(text: str, sentence: str, end: int) -> str | None:
    """Return a sentence with what a stray full stop cut off its end.

    ``None`` where it cannot be told how far that reaches.
    """
    while GOES_ON.match(text, end):
        rest = REST.match(text, end)
        if rest is None:
            return None
        sentence, end = sentence[:-1] + rest[0], rest.end()
    return sentence


def _sentence_start(text: str, low: int, stop: int) -> int:
    """Return where the sentence before a full stop starts, or ``low``."""
    near = max(low, stop - NEAR)
    while True:
        line = text.rfind("\n", near, stop) + 1
        ends = [found.end() for found in BREAK.finditer(text, line or near, stop)]
        first = ends[-1] if ends else line or low
        if first > low or near == low:
            return first
        near = low


def _may_lack_verb(sentence: str) -> bool:
    """Whether no small word shows a verb, speech or an ellipsis people use."""
    words = [*map(str.lower, WORDS.findall(sentence))]
    opener = words[0]
    if opener in OPENERS or opener.endswith(OPENER_ENDINGS):
        return False
    if not CERTAIN.isdisjoint(words) or not PERSONAL.isdisjoint(words):
        return False
    if sentence.startswith(OPENINGS) or _is_contracted(sentence):
        return False
    if COMPARED.match(sentence) or SCENE.fullmatch(sentence):
        return False
    if REDUPLICATED.match(sentence):
        return False
    last = len(sentence) - 1
    if _is_numbered(sentence, last):
        return False
    # Where another one begins, this is only its head: "Mr.", "U.S.", "J."
    if _is_abbreviated(sentence, 0, last) and not sentence.endswith(" etc."):
        return False
    return len(words) < MANY or SMALL.search(sentence) is not None


def _is_abbreviated(text: str, low: int, stop: int) -> bool:
    """Whether an abbreviation stands before a full stop, and behind ``low``."""
    low = max(low, stop - END)
    _, space, word = text[low:stop].rpartition(" ")
    # The expression is slow, and most words have no marks in them.
    if space and word.isalpha():
        return word in ABBREVIATIONS or (len(word) == 1 and word.isascii())
    return ABBREVIATION.search(text, low, stop) is not None


def _is_numbered(text: str, stop: int) -> bool:
    """Whether the number of a section or an item stands before a full stop."""
    if not text[stop - 1 : stop].isdigit() and text[stop - 1 : stop] != ".":
        return False
    return NUMBERED.search(text, max(0, stop - END), stop) is not None


def _is_contracted(sentence: str) -> bool:
    """Whether it has a word such as "it's" or "don't"."""
    # The expression is slow, and apostrophes are few.
    marked = "'" in sentence or "’" in sentence
    return marked and CONTRACTED.search(sentence) is not None


def _is_statement(sentence: str) -> bool:
    """Whether it is no item with a number, speech or half of a quotation."""
    words = map(str.lower, WORDS.findall(sentence))
    return not (
        _is_numbered(sentence, len(sentence))
        or sentence.count('"') % 2
        or sentence.count("“") > sentence.count("”")
        or _is_contracted(sentence)
        or not PERSONAL.isdisjoint(words)
    )


def _long_enough(before: str, behind: str) -> bool:
    """Whether the two are no captions or exclamations."""
    first, second = len(before.split()), len(behind.split())
    return (first >= 5 and second >= 5) or (first >= 8 and second >= 3)
