"""How a name sounds, read under the spelling rules of one language or another.

A name from Cyrillic, Arabic or Georgian is spelt anew in every language that
borrows it: Mishustin in English is Michoustine in French, Mischustin in
German, Miszustin in Polish. A reading is the sound behind the letters, one
character a sound; capitals stand for sounds that some language writes with
several letters:

    S sh    Z zh    C ch    Q shch    T ts    X kh    G the j of Jim

>>> sorted(readings("Michoustine", FRENCH) & readings("Mishustin", ENGLISH))
['miSustin']

The tables hold what surnames need, not a language's whole orthography; vowels
are read coarsely, for there spellings differ most.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from linter.lazy import pattern

CACHE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """How one language spells sounds.

    ``signs`` are expressions, one of which tells the scheme from English: a
    word without any is not read by it. They keep to the syntax that Hyperscan
    and RE2 share.
    """

    name: str
    signs: tuple[str, ...]
    grapheme: re.Pattern[str]
    sounds: tuple[str, ...]


def _scheme(name: str, signs: str, *tables: str) -> Scheme:
    """Compile tables of ``letters=sound`` pairs, of which the first that fits wins."""
    pairs = [pair.rpartition("=") for table in tables for pair in table.split()]
    grapheme = pattern("|".join(f"({letters})" for letters, _, _ in pairs))
    sounds = tuple(sound for _, _, sound in pairs)
    return Scheme(name, tuple(signs.split()), grapheme, sounds)


_KH_TS = "kh=X ts=T tz=T ck=k ph=f x=ks qu=k q=k"
_SOFT_C_IS_S = "c(?=[eiy])=s c=k"
_SOFT_C_IS_TS = "c(?=[eiy])=T c=k"
# Nekrassov is no English spelling of Nekrasov, but Hussein is one of Husein.
_SLAVIC_SS = "(?<=[aeiouy])ss(?=(?:.*[^v])?(?:[oe]v|enko|sk[iy])$)=ß"
_SS_SIGN = r" ss[a-z]{0,6}(?:[eo]v|enko|sk[iy])\b"
_ENGLISH_SH = "shch=Q dzh=G sh=S ch=C zh=Z oo=u j=G"
_FRENCH_SIGNS = r"ou ï gu[eiï] ine\b" + _SS_SIGN
_FRENCH_VOWELS = "ou=u gu(?=[eiyïé])=g (?<=[^aeo][iy]n)e$="
_GERMAN_SIGNS = "ch [a-z]w j" + _SS_SIGN
_GERMAN_SH = "schtsch=Q stsch=Q tsch=C dsch=G"
_GERMAN_REST = "sh=Z ch=X ck=k ph=f x=ks z=T w=v ä=ae"
_VOICED_S = "(?<=[aeiouy])s(?=[aeiouy])=z ^s(?=[aeiouy])=z"
_NORDIC_REST = "oe=u kh=X ch=X x=ks ts=T c=k w=v h=X å=o"

ENGLISH = _scheme("English", "", "ee=i", _ENGLISH_SH, _SLAVIC_SS, _KH_TS, _SOFT_C_IS_S)
# The same for names in which both vowels are heard: Gordeev is Gordeyev.
_ENGLISH_EE = _scheme("English", "", _ENGLISH_SH, _SLAVIC_SS, _KH_TS, _SOFT_C_IS_S)
FRENCH = _scheme(
    "French",
    "ch j " + _FRENCH_SIGNS,
    "chtch=Q stch=Q tch=C ch=S sh=S dj=G j=Z",
    _FRENCH_VOWELS,
    _KH_TS,
    _SOFT_C_IS_S,
)
# What is left when English letters are put to a French reading: Mishoustine.
HALF_FRENCH = _scheme(
    "French",
    "tch tsh " + _FRENCH_SIGNS,
    "shch=Q chtch=Q stch=Q tch=C tsh=C sh=S zh=Z ch=C dzh=G dj=G j=G",
    _FRENCH_VOWELS,
    _KH_TS,
    _SOFT_C_IS_S,
)
GERMAN = tuple(
    _scheme("German", _GERMAN_SIGNS, _GERMAN_SH, sch, _GERMAN_REST, s, _SOFT_C_IS_TS)
    for sch in ("sch=S", "sch=Z")
    for s in (_VOICED_S, "")
)
POLISH = _scheme(
    "Polish",
    "sz cz rz [a-z]w j ł ż ź ś ć ń",
    "szcz=Q sz=S cz=C rz=Z ch=X dż=G ż=Z ś=S ć=C w=v x=ks c=T h=X",
)
NORDIC = tuple(
    _scheme("Dutch or Nordic", signs, table, _NORDIC_REST)
    for signs, table in (
        ("oe j [a-z]w", "sjtsj=Q sjtj=Q stsj=Q tsj=C sj=S tj=C zj=Z"),
        ("sj", "sjtj=Q tsj=C tj=C sj=Z"),
    )
)
SLAVIC = _scheme(
    "Slavic Latin",
    "š č ž ć ŝ â û đ ď ť ň j c(?:[eo]v|enk|k[iy])",
    "šč=Q ŝ=Q tš=C š=S č=C ć=C dž=G đ=G ž=Z ch=X x=X ts=T c=T h=X w=v",
    "â=ia û=iu ď=di ť=ti ň=ni",
)
BALTIC = _scheme(
    "Latvian or Lithuanian",
    r"[oe]va?s\b skis\b",
    "(?<=[oe]v)a?s$= (?<=ski)s$= šč=Q š=S č=C dž=G ž=Z c=T h=X",
)
HUNGARIAN = _scheme(
    "Hungarian",
    r"sz zs cs[aeiouk] vics\b ij\b",
    "dzs=G scs=Q cs=C zs=Z sz=s s=S cz=T c=T gy=g ty=t ny=n h=X",
)
SPANISH = _scheme(
    "Spanish",
    "j gu[ei] ch tx",
    "shch=Q sh=S ch=C tx=C kh=X ts=T qu=k ^[ij]u=iu j=X gu(?=[ei])=g h=",
    _SOFT_C_IS_S,
)
TURKIC = _scheme("Turkic Latin", "ç ş ğ ı ə", "ç=C ş=S c=G x=X j=Z q=g ə=a h=X")
FOREIGN = (
    HALF_FRENCH,
    FRENCH,
    *GERMAN,
    POLISH,
    *NORDIC,
    SLAVIC,
    BALTIC,
    HUNGARIAN,
    SPANISH,
    TURKIC,
)

_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼʹʻ`´\u0307", ""))
_UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "e"}
)
# What every scheme agrees on, so that only sounds are left to differ.
_SETTLING = tuple(
    (pattern(expression), repl)
    for expression, repl in (
        (r"(?<=[oe])ff?$", "v"),
        (r"[yj]+", "i"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"SC", "Q"),
        (r"(?<=[aeiou])i(?=[aeou])|i(?=e)", ""),
        (r"(?<=[sTk]k)[eo]?i$", "i"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
_YO = pattern(r"(?<=[^aeiou])io(?=[^aeiou])|(?<=[SCQZ])o(?=v$)")
_PINYIN = pattern(
    r"(?:[bp](?:ai?|o|ei|ao|ang?|eng?|i|ie|iao|ian|ing?|u)"
    r"|m(?:ai?|o|ei?|ao|ou|ang?|eng?|i|ie|iao|iu|ian|ing?|u)"
    r"|f(?:a|o|ei|ou|ang?|eng?|u)"
    r"|[dt](?:ai?|ei?|ao|ou|ang?|eng?|ong|i|ie|iao|iu|ian|ing|u|uo|ui|uan|un)"
    r"|[nl](?:ai?|ei?|ao|ou|ang?|eng?|ong|i|ie|iao|iu|iang?|ing?|u|uo|uan|un|ue)"
    r"|(?:[gkhr]|[zcs]h?)(?:ai?|ei?|ao|ou|ang?|eng?|ong|u|ua|uo|uai|ui|uang?|un)"
    r"|(?:r|[zcs]h?)i"
    r"|[jqx](?:i|ia|ie|iao|iu|iang?|ing?|iong|u|ue|uan|un)"
    r"|y(?:a|e|ao|ou|ang?|i|ing?|ong|u|ue|uan|un)"
    r"|w(?:ai?|o|ei|ang?|eng?|u)"
    r"|ai?|ao|ang?|er?|eng?|ou?){1,2}"
)
# Pashinyan, Poroshenko and Mazepine would pass for Japanese but for their endings.
_HEPBURN = pattern(
    r"(?!.*(?:enko|[iy]an|ine)$)"
    r"(?:(?:(?:[kgnbpmr]y?|ch|tch|sh|j)?(?:[aiueo]|ou|oo)|h[aieo]|fu|[szdty][aeo]|[szy]u"
    r"|tsu|wa)(?:n(?![aiueoy])|m(?=[pbm])|([kstp])(?=\1)|s(?=sh)|t(?=ch))?)+"
)


def lowered(word: str) -> str:
    """Return a word in lower case, composed, without apostrophes."""
    return unicodedata.normalize("NFC", word.lower()).translate(_APOSTROPHES)


@lru_cache(CACHE)
def bare(word: str) -> str:
    """Return a word in lower case, its letters stripped of all marks.

    >>> bare("Erdoğan")
    'erdogan'
    """
    return _unmarked(lowered(word))


def _unmarked(text: str) -> str:
    split = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(char for char in split if not unicodedata.combining(char))


@lru_cache(CACHE)
def readings(word: str, scheme: Scheme) -> frozenset[str]:
    """Return what a word says under a scheme: two where ё may be spelt e or yo."""
    sounds = scheme.sounds
    said = scheme.grapheme.sub(lambda m: sounds[(m.lastindex or 0) - 1], lowered(word))
    said = _unmarked(said)
    for expression, repl in _SETTLING:
        said = expression.sub(repl, said)
    return frozenset((said, _YO.sub("e", said)))


@lru_cache(CACHE)
def in_english(word: str) -> frozenset[str]:
    """Return what an English reader says; nothing for letters English lacks."""
    if not lowered(word).isascii():
        return frozenset()
    return readings(word, ENGLISH) | readings(word, _ENGLISH_EE)


@lru_cache(CACHE)
def in_foreign(word: str) -> dict[str, str]:
    """Return what a word says abroad and not in English, with the scheme's name."""
    low, home = lowered(word), in_english(word)
    said: dict[str, str] = {}
    for scheme in FOREIGN:
        if re.search("|".join(scheme.signs), low):
            for reading in readings(word, scheme) - home:
                said.setdefault(reading, scheme.name)
    return said


def foreign_scheme(common: str, rare: str) -> str | None:
    """Name the scheme under which ``rare`` says what ``common`` says in English.

    None where English reads both alike, where they differ in accents or an
    ending only, or where both are spelt as Chinese or Japanese names are.

    >>> foreign_scheme("Lavrov", "Lawrow"), foreign_scheme("Lavrov", "Lavrova")
    ('German', None)
    """
    said = in_foreign(rare)
    shared = in_english(common) & said.keys()
    if not shared or _inflected(common, rare) or _east_asian(common, rare):
        return None
    return said[min(shared)]


def _inflected(common: str, rare: str) -> bool:
    """Whether the two differ in no more than accents, a plural s or Indian -ji."""
    return bare(rare) in {bare(common) + ending for ending in ("", "s", "ji")}


def is_variant(common: str, rare: str) -> bool:
    """Whether two spellings may be one name: alike in English, or one abroad."""
    if bare(common) == bare(rare) or _loose(common) & _loose(rare):
        return True
    return foreign_scheme(common, rare) is not None


def _loose(word: str) -> set[str]:
    """Return English readings with kh as h: Prokhorov is Prohorov to many."""
    return {reading.replace("X", "h") for reading in in_english(word)}


def _east_asian(common: str, rare: str) -> bool:
    """Whether both are pinyin, or both Hepburn, where ch and sh are two sounds."""
    both = lowered(common), lowered(rare)
    return any(all(map(way.fullmatch, both)) for way in (_PINYIN, _HEPBURN))
