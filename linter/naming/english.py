"""Slavic surnames that English itself spells in two ways, or leaves inflected.

Zelensky is Zelenskiy, Zelenskyy and Zelenski, Tokayev is Tokaev, Prokhorov is
Prohorov: all are English, and in one text they are one name in two spellings.
"with Lavrovym" kept a Russian ending; a feminine one (Lavrova) makes a name of
its own.
"""

from __future__ import annotations

from linter.lazy import pattern
from linter.naming.letters import bare, lowered, unmarked
from linter.naming.romanisation import loosely

# Below this a surname ends before it starts: Levin and Levyn may be anybody.
SHORTEST = 5
_GLIDE = r"(?:[aeiou][yi]|[iy][aeou]|kh|[aeiou]h[aeiou]|tz|ks|x)"
DOUBLET = (
    r"(?:ii|iy|yy|yi|ij|[kvn]o[iy]|[szkc]k(?:y|i|ii|iy|ij|yi|yy|yj)|[oe](?:v|ff?)|enko|[eo]vich|[eo]vych)a?$"
    rf"|{_GLIDE}[a-z]*(?:[iy]n|uk|ets|dze|man|ko)a?$|ii|^ev[a-z]{(2,)}[iy]$|[bdglmnrstvz][iy](?:an|uk|yn|a?k)$"
)
_DOUBLET = pattern(DOUBLET)
# The last letters of all of them, but for "ii" and "Ev...y".
_PLAIN_ENDS = (
    *("ak", "an", "dze", "ef", "ets", "ev", "ff", "ich", "ii", "ij", "ik", "in", "iy"),
    *("ki", "ko", "ky", "of", "oi", "ov", "oy", "uk", "ych", "yi", "yj", "yk", "yn"),
    "yy",
)
_DOUBLED_ENDS = (*_PLAIN_ENDS, *(f"{end}a" for end in _PLAIN_ENDS))
ACCENTED = (
    r"[^\x00-\x7f].*(?:[eoě][vw]|[iy]n|[eě]ńko|[eě]nko|sk[iy]|[oóeé]vi[ct]h|dz[eé]|shvili|uk)$"
    r"|(?:ěv|ě[nń]ko|eńko|dzé|[íý]n|[oóeé]v[iíý]ch|sk[ýí])$"
)
_ACCENTED = pattern(ACCENTED)
CASES = (
    r"(?:[oe]v|[iy]n)(?:ym|im|ymi|ykh|u|om|em|owi|ovi)$|[szc]k(?:ogo|omu|im|iego|iemu)$"
    r"|enk(?:oy|u)$"
)
_ENDED = pattern(rf"{ACCENTED}|{CASES}|[oe]vs$")
# The last letters of all case endings.
CASE_ENDS = ("ym", "im", "mi", "kh", "u", "om", "em", "wi", "vi", "go", "oy")
_ENDS = (*CASE_ENDS, "vs")
_CASE = pattern(
    r"(?P<name>.*(?:[oe]v|[iy]n))(?:ym|im|ymi|ykh|u|om|em|owi|ovi)"
    r"|(?P<adjective>.*[szc]k)(?:ogo|omu|im|iego|iemu)|(?P<o>.*enk)(?:oy|u)"
)


def is_doublet(common: str, rare: str) -> bool:
    """Whether English spells one surname both ways.

    >>> is_doublet("Zelensky", "Zelenskyy"), is_doublet("Petrov", "Petrova")
    (True, False)
    """
    low = bare(rare)
    return (
        min(len(low), len(common)) >= SHORTEST
        and _DOUBLET.search(low) is not None
        and low != bare(common)
        and bool(loosely(bare(common)) & loosely(low))
    )


def is_accented(common: str, rare: str) -> bool:
    """Whether a surname differs in accents alone, and English writes none."""
    return (
        lowered(common).isascii()
        and bare(common) == bare(rare)
        and _ACCENTED.search(lowered(rare)) is not None
    )


def is_spelt_twice(low: str) -> bool:
    """Whether a name, in lower case, is of those that English spells in two ways."""
    plain = unmarked(low)
    # Most names end otherwise.
    may_be = plain.endswith(_DOUBLED_ENDS) or "ii" in plain or plain.startswith("ev")
    return may_be and _DOUBLET.search(plain) is not None


def has_ending(low: str) -> bool:
    """Whether a name, in lower case, has what English leaves out: marks, endings."""
    plain = low.isascii()
    return (not plain or low.endswith(_ENDS)) and _ENDED.search(low) is not None


def singular(name: str) -> str | None:
    """Return the bare name of which another may be Latvian, or several people.

    >>> singular("Pavlovs")
    'pavlov'
    """
    low = bare(name)
    return low[:-1] if low.endswith(("ovs", "evs")) else None


def uninflected(name: str) -> tuple[str, ...]:
    """Return the bare surnames of which a name may be a case form.

    >>> uninflected("Lavrovym"), uninflected("Zelenskogo")[:2], uninflected("Lavrova")
    (('lavrov',), ('zelensky', 'zelenski'), ())
    """
    low = bare(name)
    found = _CASE.fullmatch(low) if low.endswith(CASE_ENDS) else None
    if found is None:
        return ()
    if found["adjective"]:
        endings = ("y", "i", "iy", "ii", "yy")
        return tuple(found["adjective"] + ending for ending in endings)
    return (found["name"] or found["o"] + "o",)
