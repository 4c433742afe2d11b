"""Names from Arabic and Persian: Gaddafi, Kadhafi, Qadhafi.

English writes the sounds Latin lacks with two letters (kh, gh, dh), with q or
not at all; French adds its vowels (Mahmoud, Alaoui) and its ch and dj. Short
vowels are heard as a or e, i or e, o or u. The article may stand or be missing.
"""

from __future__ import annotations

from functools import cache

from linter.lazy import pattern
from linter.naming.frames import frames_of
from linter.naming.skeleton import family

_ARTICLE = pattern(r"^(?:[ae]l|an|a[rstdz]|ash|ad-d|as-s)[-–](?=\w{3})")
_DIPHTHONGS = (
    (pattern(r"ou(?=[aeiy])|(?<=a)ou(?=[ei])"), "w"),
    (pattern(r"(?<=a)(?:ou|oo)"), "wu"),
    (pattern(r"(?<=[aeiou])ww?(?=[aeiou])"), "w"),
    (pattern(r"(?<=[aeou])y{1,2}(?=[aeou])"), "y"),
    (pattern(r"(?<=[aeiou])hh?$"), ""),
)


def _tidied(low: str) -> str:
    low = _ARTICLE.sub("", low)
    for expression, repl in _DIPHTHONGS:
        low = expression.sub(repl, low)
    return low


FAMILY = family(
    "Arabic",
    "q(?!u[aeo]) kh gh[aeiou] [ae]dh dj aa hm [aeiou]h[mrn] [mou]hamm?[ae]d [ie]y[ae]h$"
    " [ie][ae]h$ ou[aei] [aiu]dd[aei] dd?afi ^abd [aeiou]ww [aeiou]yy"
    " [aeiou]ss[ae][dmnr]$ ei[nr]$",
    # No p, v or x, no cluster at the start, and no ending of English or German.
    r"[pvx]|^(?![dgkstz]h|ch|dj)[^aeiouy\W]{2}|[^aeiouy\W]{4}|ck|tz|(?:[flmnr][dgt]|ing|er|ey"
    r"|son|ton|ian|ish|ine|[bcdfgt]le)s?$",
    "sch|sh|ch=S kh|x=X dsch|dj|j=J gh|ck|q|k|g|c=K dh|dd|th|d=D tt?=T z+=Z ss?=Z"
    " hh?=H ww?|v=W ff?|ph=F (?<=[aeou])yy?(?=[aeou])|^y(?=[aeou])=Y",
    "aei=e a[iye]|e[iy]|ei=ei a[uow]|o[uw](?=[^aeiou])=ou ou|oo|uu=u ee|ie|ii|iy=i"
    " aa|a=a o=uo u=u e=aie i|y=i",
    _tidied,
    frames_of(
        "beflmnrst",
        dict.fromkeys(("th", "sch", "sh"), "-"),
        **dict.fromkeys("aiouwvy", "e"),
        z="s",
    ),
)

# Names that many people bear: two of them in one text are two people, unless
# what stands beside them is the same.
_SHARED = """
    abbas abdallah abdel abdul abdullah adel adnan ahmed akram aisha anwar ashraf
    aziz bashir bilal daoud farid faisal farouk fatima fouad habib hadi haidar hamad
    hamed hamid hamza hashim hassan hatem hisham husni hussein ibrahim idris ilyas
    imran ismail jaber jabir jamal jamil javad kamal karim khadija khaled khalil
    latif layla mahdi mahmoud majid malik mansour mariam marwan mohammed mounir
    mousa mubarak mustafa nabil nader nadia nasser nazir nizar osama omar osman
    qasim rahim rahman rashid ramadan reza saad saddam saeed said salah saleh salem
    salim samir sharif shaker suleiman taha tahir tariq tawfiq walid yahya yasin
    yasser yousuf younis zaid zainab ziad
"""


@cache
def _shared() -> frozenset[str]:
    return frozenset(map(FAMILY.key, _SHARED.split()))


def is_shared(name: str) -> bool:
    """Whether a name is one that many people bear.

    >>> is_shared("Muhammad"), is_shared("Gaddafi")
    (True, False)
    """
    return FAMILY.key(name) in _shared()
