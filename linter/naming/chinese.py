"""Given names in Wade-Giles and in pinyin: Hsiao-ping is Xiaoping.

A name of one syllable says too little: Chiang is Jiang, but Chiang Kai-shek is
no Jiang. So only names of two syllables are compared, in Wade-Giles with its
hyphen, with or without the apostrophes and umlauts that the press leaves out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product

from linter.naming.letters import CACHE, unmarked

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo"
    " ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_INITIALS = {
    "b": "p",
    "p": "p'",
    "d": "t",
    "t": "t'",
    "g": "k",
    "k": "k'",
    "r": "j",
    "j": "ch",
    "q": "ch'",
    "x": "hs",
    "zh": "ch",
    "ch": "ch'",
    "z": "ts",
    "c": "ts'",
}
# Whole syllables that do not follow from their parts.
_SYLLABLES = {
    "zi": "tzu",
    "ci": "tz'u",
    "si": "ssu szu",
    "zhi": "chih",
    "chi": "ch'ih",
    "shi": "shih",
    "ri": "jih",
    "yi": "i yi",
    "ye": "yeh",
    "yan": "yen",
    "you": "yu",
    "yong": "yung",
    "yu": "yü",
    "yue": "yüeh",
    "yuan": "yüan",
    "yun": "yün",
    "er": "erh",
    "ge": "ko ke",
    "ke": "k'o k'e",
    "he": "ho he",
    "e": "o e",
    "guo": "kuo",
    "kuo": "k'uo",
    "huo": "huo",
    "shuo": "shuo",
    "gui": "kuei",
    "kui": "k'uei",
}
_AFTER_J = {"u": "ü", "uan": "üan", "ue": "üeh", "un": "ün"}
_ENDINGS = {"ie": "ieh", "ian": "ien", "ong": "ung", "iong": "iung", "üe": "üeh"}


def _wade_giles(initial: str, final: str) -> Iterator[str]:
    """Yield how Wade-Giles writes a syllable of pinyin."""
    if whole := _SYLLABLES.get(initial + final):
        yield from whole.split()
        return
    if initial in {"j", "q", "x"}:
        final = _AFTER_J.get(final, final)
    final = _ENDINGS.get(final, "o" if final == "uo" else final)
    yield _INITIALS.get(initial, initial) + final


@cache
def _syllables() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Return the syllables of pinyin, and those that a Wade-Giles one may be."""
    pinyin, old = set(), defaultdict(set)
    for initial, finals in _FINALS.items():
        for final in finals.split():
            syllable = (initial + final).replace("ü", "u")
            pinyin.add(syllable)
            for form in _wade_giles(initial, final):
                for spelt in (form, unmarked(form), form.replace("'", "")):
                    old[spelt].add(syllable)
                old[unmarked(form).replace("'", "")].add(syllable)
    return frozenset(pinyin), {form: frozenset(said) for form, said in old.items()}


@cache
def _joined() -> re.Pattern[str]:
    pinyin, _ = _syllables()
    syllable = "|".join(sorted(pinyin, key=lambda one: (-len(one), one)))
    return re.compile(f"(?:{syllable}){{2}}")


@lru_cache(CACHE)
def readings(name: str) -> frozenset[str]:
    """Return the names in pinyin that a given name of two syllables may be.

    >>> sorted(readings("Hsiao-p'ing")), sorted(readings("Zedong"))
    (['xiaoping'], ['zedong'])
    """
    low = re.sub("[’‘ʻʼ]", "'", name.lower())
    first, hyphen, second = low.partition("-")
    if not hyphen:
        plain = unmarked(low.replace("'", ""))
        return frozenset({plain} if _joined().fullmatch(plain) else ())
    pinyin, old = _syllables()
    said = {"".join(pair) for pair in product(old.get(first, ()), old.get(second, ()))}
    return frozenset(said | ({first + second} if {first, second} <= pinyin else set()))


def is_suspect(name: str) -> bool:
    """Whether a name can be read as Wade-Giles."""
    return "-" in name and bool(readings(name))


def alike(one: str, other: str) -> bool:
    """Whether two given names may be one, at least one of them in Wade-Giles."""
    return "-" in one + other and bool(readings(one) & readings(other))


def surname(one: str, other: str) -> bool:
    """Whether two surnames of a syllable may be one: Teng and Deng."""
    _, old = _syllables()
    return any(
        b.lower() in old.get(a.lower(), ()) for a, b in ((one, other), (other, one))
    )
