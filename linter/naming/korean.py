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


def is_korean(name: str) -> bool:
    """Whether a given name has two syllables of Korean."""
    low = bare(name)
    return bool(HYPHENATED.fullmatch(low) or JOINED.fullmatch(low))
