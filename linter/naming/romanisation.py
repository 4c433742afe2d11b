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
from functools import lru_cache
from itertools import groupby

from linter.lazy import pattern
from linter.naming.letters import CACHE, bare, lowered, unmarked
from linter.nouns import Noun


class Scheme(Noun, eq=False):
    """How one language spells sounds.

    ``signs`` are expressions, one of which tells the scheme from English: a
    word without any is not read by it. They keep to the syntax that Hyperscan
    and RE2 share. A word is not read either without the letters ``only_with``: all
    that tells the scheme from one before it.
    """

    name: str
    signs: tuple[str, ...]
    grapheme: re.Pattern[str]
    sounds: tuple[str, ...]
    only_with: str = ""


def _scheme(name: str, signs: str, *tables: str, only_with: str = "") -> Scheme:
    """Compile tables of ``letters=sound`` pairs, of which the first that fits wins."""
    pairs = [pair.rpartition("=") for table in tables for pair in table.split()]
    grapheme = pattern("|".join(f"({letters})" for letters, _, _ in pairs))
    sounds = tuple(sound for _, _, sound in pairs)
    return Scheme(name, tuple(signs.split()), grapheme, sounds, only_with)


_KH_TS = "kh=X ts=T tz=T ck=k ph=f x=ks qu=k q=k"
_SOFT_C_IS_S = "c(?=[eiy])=s c=k"
_SOFT_C_IS_TS = "c(?=[eiy])=T c=k"
# Nekrassov is no English spelling of Nekrasov, but Hussein is one of Husein.
_SLAVIC_SS = "(?<=[aeiouyéè])ss(?=(?:.*[^v])?(?:[oe]v|enko|sk[iy])$)=ß"
_SS_SIGN = r" ss[a-z]{0,6}(?:[eo]v|enko|sk[iy])\b"
# What surnames from Cyrillic and Georgian end in, and few others.
_ENDING = (
    r"(?:[eo][vw]|[iy]n|enko|[szc]k(?:[iy]|ij|yj|iy)|ds[eo]|[vwchk]ko|mann?|[iu]uk|ich"
    r"|[eiu]z|o[iy])\b"
)
_ENGLISH_SH = "shch=Q dzh=G sh=S ch=C zh=Z oo=u j=G"
_FRENCH_SIGNS = r"ou ï gu[eiïéê] ine\b ss[éè]" + _SS_SIGN
_FRENCH_VOWELS = "ou=u gu(?=[eiyïéê])=g (?<=[^aeo][iy]n)e$="
_GERMAN_SIGNS = rf"ch [a-z]w j [szw][a-z]*{_ENDING} zk[iy]\b dse\b [eiu]z\b" + _SS_SIGN
_GERMAN_SH = "schtsch=Q stsch=Q tsch=C dsch=G dsh=G"
_GERMAN_REST = "sh=Z ch=X ck=k ph=f x=ks t?z=T ts=T ds(?=[eo])=dz w=v ä=ae"
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
    _scheme(
        "German",
        _GERMAN_SIGNS,
        _GERMAN_SH,
        sch,
        _GERMAN_REST,
        s,
        _SOFT_C_IS_TS,
        only_with="sch" if sch != "sch=S" else "s" if s else "",
    )
    for s in ("", _VOICED_S, "ss=s s=z")
    for sch in ("sch=S", "sch=Z", "sch=Q")
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
    r"š č ž ć ŝ â û đ ď ť ň j ș c(?:[eo]v|enk|k[iy]|uk\b) [eiu]c\b"
    rf" [aeiou]x[aeiou][a-z]*{_ENDING}",
    "šč=Q ŝ=Q tš=C š=S ș=S č=C ć=C dž=G đ=G ž=Z ch=X x=X ts=T c=T h=X w=v",
    "â=ia û=iu ď=di ť=ti ň=ni",
)
LATVIAN = pattern("[ņļķģ]")
BALTIC = _scheme(
    "Latvian or Lithuanian",
    r"[oe]va?s\b skis\b ņ ļ ķ ģ",
    "ņ(?=[aou])=ni ļ(?=[aou])=li (?<=[oe]v|[iņ]n)(?:a|i)?s$=",
    "(?<=[oe]vič)s$= (?<=[ņļ])s$= (?<=ņin)s$=",
    "(?<=ski)s$= šč=Q š=S č=C dž=G ž=Z c=T h=X",
)
HUNGARIAN = _scheme(
    "Hungarian",
    r"sz zs cs[aeiouk] vics\b ij\b",
    "dzs=G scs=Q cs=C zs=Z sz=s s=S cz=T c=T gy=g ty=t ny=n h=X",
)
SPANISH = _scheme(
    "Spanish",
    rf"j gu[eiéêíè] ch [a-z]x [áéíóúêàèòù]\w*{_ENDING}",
    "shch=Q sh=S ch=C tx=C (?<=[aeiou])ix=S x=S kh=X ts=T qu=k",
    "^[ij]u=iu j=X gu(?=[eiéêíè])=g (?<=.)h=",
    _SOFT_C_IS_S,
)
TURKIC = tuple(
    _scheme("Turkic Latin", "ç ş ğ ı ə", f"ç=C ş=S c=G x=X j=Z q={q} ə=a h=X")
    for q in "gk"
)
_UKRAINIAN_SIGNS = rf"\bh\w*{_ENDING} [aeiouylrmnbdv]h\w*{_ENDING}"
UKRAINIAN = tuple(
    _scheme("Ukrainian", _UKRAINIAN_SIGNS, table, "h=g", rest)
    for table, rest in (
        ("shch=Q sh=S zh=Z dzh=G ch=C kh=X ts=T ou=u", "w=v"),
        ("szcz=Q sz=S cz=C rz=Z ch=X", "w=v c=T"),
        ("šč=Q š=S č=C ž=Z ch=X", "c=T"),
        (f"{_GERMAN_SH} sch=S sh=Z ch=X", _GERMAN_REST),
    )
)
ITALIAN = _scheme(
    "Italian",
    r"gh[ei] sc[ei] c(?:iov|ev|enko|ern)",
    "sh=S sc(?=[ei])=S c(?:i(?=o)|(?=[ei]))=C kh=X ts=T ch=k gh=g c=k",
)
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
    *TURKIC,
    *UKRAINIAN,
    ITALIAN,
)

# Schemes with the same signs are one after another.
_SIGNED = tuple(
    (pattern("|".join(signs)), (*schemes,))
    for signs, schemes in groupby(FOREIGN, lambda scheme: scheme.signs)
)
_FINAL_F = pattern(r"(?<=[oe])ff?$")
_GLIDE = pattern(r"[yj]+")
_DOUBLED = pattern(r"([a-zA-Z])\1+")
_SILENT_I = pattern(r"(?<=[aeiou])i(?=[aeou])|i(?=e)")
_FINAL_KI = pattern(r"(?<=[sTk]k)[eo]?i$")
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
    r"(?!.*(?:enko|[iy]an|(?<!sh)in|ine)$)"
    r"(?:(?:(?:[kgnbpmr]y?|ch|tch|sh|j)?(?:[aiueo]|ou|oo)|h[aieo]|fu|[szdty][aeo]|[szy]u"
    r"|tsu|wa)(?:n(?![aiueoy])|m(?=[pbm])|([kstp])(?=\1)|s(?=sh)|t(?=ch))?)+"
)


@lru_cache(CACHE)
def readings(word: str, scheme: Scheme) -> frozenset[str]:
    """Return what a word says under a scheme: two where ё may be spelt e or yo."""
    sounds = scheme.sounds
    said = scheme.grapheme.sub(lambda m: sounds[(m.lastindex or 0) - 1], lowered(word))
    said = _settled(unmarked(said))
    return frozenset((said, _YO.sub("e", said) if "o" in said else said))


def _settled(said: str) -> str:
    """Return what every scheme agrees on, so that only sounds are left to differ."""
    if said.endswith("f"):
        said = _FINAL_F.sub("v", said)
    if "y" in said or "j" in said:
        said = _GLIDE.sub("i", said)
    said = _undoubled(said).replace("SC", "Q")
    if "i" in said:
        said = _SILENT_I.sub("", said)
        said = _FINAL_KI.sub("i", said) if said.endswith("i") else said
        said = _undoubled(said)
    return said


def _undoubled(said: str) -> str:
    # To find that there is nothing to replace takes a third of the time.
    return _DOUBLED.sub(r"\1", said) if _DOUBLED.search(said) else said


@lru_cache(CACHE)
def in_english(word: str) -> frozenset[str]:
    """Return what an English reader says; nothing for letters English lacks."""
    if not lowered(word).isascii():
        return frozenset()
    if "ee" not in word.lower():
        return readings(word, _ENGLISH_EE)
    return readings(word, ENGLISH) | readings(word, _ENGLISH_EE)


@lru_cache(CACHE)
def in_foreign(word: str) -> dict[str, str]:
    """Return what a word says abroad and not in English, with the scheme's name."""
    low, home = lowered(word), in_english(word)
    said: dict[str, str] = {}
    for signs, schemes in _SIGNED:
        for scheme in schemes if signs.search(low) else ():
            if scheme.only_with in low:
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
    if not shared or _inflected(common, rare) or both_east_asian(common, rare):
        return None
    return said[min(shared)]


def _inflected(common: str, rare: str) -> bool:
    """Whether the two differ in no more than accents, a plural s or Indian -ji."""
    if LATVIAN.search(lowered(rare)):
        return bare(rare) == bare(common)
    return bare(rare) in {bare(common) + ending for ending in ("", "s", "ji")}


@lru_cache(CACHE)
def loosely(word: str) -> frozenset[str]:
    """Return English readings with kh as h: Prokhorov is Prohorov to many."""
    return frozenset(reading.replace("X", "h") for reading in in_english(word))


def both_east_asian(common: str, rare: str) -> bool:
    """Whether both are pinyin, or both Hepburn, where ch and sh are two sounds."""
    both = lowered(common), lowered(rare)
    return any(all(map(way.fullmatch, both)) for way in (_PINYIN, _HEPBURN))
