"""Names from Turkish and Azeri: Çavuşoğlu, Chavushoglu; Əliyev, Aliyev."""

from __future__ import annotations

from linter.naming.frames import frames_of
from linter.naming.skeleton import family

FAMILY = family(
    "Turkish",
    "[şğıçə] o[gğ]h?l[uo]u?",
    r"[qx]?w[rh]|ck|tion|[bcdfgt]le$",
    "tsch|tch|dsch|dj|dzh|ch|j|c=C sch|sh|s=S gh(?=[aeiou])|gh|g=G kh|h=H ww?|v=V x=X"
    " (?<=[aeou])y(?=[aeou])=Y",
    "ou|oo|ue|u=u oe|o=o a[iy]=e e[iy]=e ee|iy|i|y=i aa|a=a e=ae",
    frames=frames_of("bdlmnprt", dict.fromkeys(("tch", "tsch", "ds", "dj"), "-")),
)


def is_suspect(low: str) -> bool:
    """Whether a name, in lower case, has what English would write otherwise."""
    # Most names are told by their letters.
    return (not low.isascii() or "l" in low) and FAMILY.is_suspect(low)
