"""Korean given names: Jong-un, Jong-eun, Chong-un, Jŏng-ŭn.

The Revised Romanisation, McCune-Reischauer and what people choose for
themselves differ in nearly every sound, and many names fall together: that two
spellings are one name has to be borne out by the surname.
"""

from __future__ import annotations

from linter.lazy import pattern
from linter.naming.letters import bare
from linter.naming.skeleton import family

_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|sh|[cktp]?h|[bdgjklmnprst])?[yw]?"
    r"(?:[aeiou]|ae|ai|eo|eu|oe|oo|ee|ui|ou)(?:ng|[kglmnpbt]|ck)?h?"
)
HYPHENATED = pattern(rf"{_SYLLABLE}-{_SYLLABLE}")
JOINED = pattern(rf"{_SYLLABLE}{_SYLLABLE}")


_SILENT = pattern(r"w(?=oo|u)|(?<=[aeiou])h(?=-|$)")


def _tidied(low: str) -> str:
    return _SILENT.sub("", low).replace("-", "")


FAMILY = family(
    "Korean",
    "-",
    "[fqvxz]",
    "ng=Q ch|jj|j|c=C sh|ss|s=S gg|kk|gh|kh|ck|k|g=K dd|tt|th|t|d=T bb|pp|ph|p|b=P"
    " [lr]=L wh|w=W y(?=[aeou])=Y",
    "ae|ai|ay=e eo|ou=o eu=w oo=u ee|ui|eui=i a=a o=ov u=ouw e=e i|y=i",
    _tidied,
)


# Two syllables that nobody writes like each other today, but for breves that are lost.
_YOUNG = pattern("y(?:eo|ou)ng")


def told_apart(one: str, other: str) -> bool:
    """Whether two names are two people's, as Lee Jae-yong and Lee Jae-young are."""
    low = [bare(name) for name in (one, other)]
    counts = {len(_YOUNG.findall(name)) for name in low}
    return len(counts) > 1 and len({_YOUNG.sub("yong", name) for name in low}) == 1


def is_korean(name: str) -> bool:
    """Whether a given name has two syllables of Korean."""
    low = bare(name)
    return bool(HYPHENATED.fullmatch(low) or JOINED.fullmatch(low))
