"""Signs that a word is a finite verb, certain enough to judge no further.

Most sentences are told here, by the forms of their words and the word behind:
"walks" may be a noun, "walks the" is a verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.kinds.finite import STARTERS

# What can be nothing but a finite form is certain.
ALWAYS = ("D", "Z")
# Nothing but a verb stands before these without a comma.
DETERMINERS = frozenset(
    """
    the a an this that these those its their his her our my your all each every some
    any no both him them it me us itself themselves himself
    """.split()
)
# Except for words like these: "a town like the others".
PREPOSITIONS = frozenset(
    "like past round near outside inside save half double down off up over".split()
)
# Behind these a base form is no finite verb, or may belong to an earlier "to".
INFINITIVE = frozenset("to and or , not help let than".split())
# These take no object, so their past form is no participle.
INTRANSITIVE = frozenset(
    """
    acted agreed amounted appeared argued arose arrived behaved belonged coincided
    collaborated commented competed complained complied consisted contributed
    cooperated corresponded culminated decided departed depended differed died
    disappeared disagreed dwelt echoed embarked emerged existed flourished functioned
    gazed glanced happened hesitated insisted interacted intervened invested knelt
    lasted laughed lay lingered listened lived looked mattered migrated nodded objected
    occurred originated participated persisted plummeted prevailed proceeded progressed
    prospered rallied reacted rejoiced relied remained replied resided responded
    resulted sat seemed shone sighed slept smiled sparkled specialised specialized
    spoke stalled started stayed stood strolled struggled succeeded suffered surged
    talked tended thrived tinkled tumbled varied voted waited walked wandered wept
    wished worked yelled
    """.split()
)
# Behind a noun, these are participles nearly always: "a plan based on facts".
PARTICIPLES = frozenset(
    """
    aimed applied associated based born called compared composed concerned contained
    derived described designed given held intended involved known led located made
    mentioned named obtained owned placed provided related said seen situated taken
    used written
    """.split()
)
# Where a verb leads that has no object.
GOALS = frozenset("to from over on with".split())
AMOUNTS = frozenset("about nearly almost around over more less some".split())
ADVERBS = frozenset(
    "also always finally gradually just never now often once only soon still then"
    " twice".split()
)


def certain_verb(words: Sequence[str], classes: Mapping[str, str]) -> bool:
    """Whether one of ``words`` is a finite verb beyond doubt.

    ``classes`` are the letters of `linter.kinds.finite.FiniteVerbs`.
    """
    lowered = [word.lower() for word in words]
    return any(
        _is_certain(at, lowered, letters)
        or _takes_gerund(at, lowered, letters, classes)
        for at, word in enumerate(lowered)
        if (letters := classes.get(word))
    )


def _is_certain(at: int, words: Sequence[str], letters: str) -> bool:
    word = words[at]
    before = words[at - 1] if at else ""
    behind = words[at + 1] if at + 1 < len(words) else ""
    beyond = words[at + 2] if at + 2 < len(words) else ""
    if letters in ALWAYS or (word in INTRANSITIVE and before not in DETERMINERS):
        return True
    if word in PREPOSITIONS:
        return False
    # "Arrows point to": of two nouns, the first is seldom a plural.
    if behind in GOALS and "V" in letters and at <= 2 and _is_plural(before):
        return True
    if behind in DETERMINERS and at:
        finite = {*letters} & {*("ZD" if before in INFINITIVE else "ZDV")}
        return bool(finite) and before not in DETERMINERS
    if "D" not in letters:
        return False
    if behind == "by":
        return beyond[:1].isdigit() or beyond in AMOUNTS
    if _is_adverb(before):
        return at >= 3 and _is_noun(words[at - 2])
    # "Representatives gathered in": after a noun, people rarely mean the participle.
    phrase = behind in STARTERS or behind[:1].isdigit() or _is_adverb(behind)
    return at >= 2 and phrase and _is_noun(before) and word not in PARTICIPLES


def _takes_gerund(
    at: int, words: Sequence[str], letters: str, classes: Mapping[str, str]
) -> bool:
    """Whether it is what several do: "all methods of the class support editing"."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    if "V" not in letters or at < 2 or "G" not in classes.get(behind, ""):
        return False
    several = any(word.endswith("s") for word in words[: at - 1])
    return several and words[at - 1] not in INFINITIVE


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def _is_plural(word: str) -> bool:
    return (
        len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _is_noun(word: str) -> bool:
    """Whether a word is none of those that open a phrase or stand inside one."""
    return len(word) > 3 and word not in STARTERS and not _is_adverb(word)
