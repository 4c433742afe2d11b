"""Names from Hebrew and Yiddish: Netanyahu, Netanyahou; Baruch, Barukh; Katz, Kats."""

from __future__ import annotations

from linter.lazy import pattern
from linter.naming.frames import frames_of
from linter.naming.skeleton import family

_MUTE = pattern(r"(?<=[aeio])h$|(?<![sckptg])h(?=[bdfgklmnprstvz])")


def _tidied(low: str) -> str:
    return _MUTE.sub("", low.replace("iah", "ia"))


FAMILY = family(
    "Hebrew",
    "[aeiou]ch$ ^ch[aeiou] kh tz ts[aeiou] yah iah yak you$ hou$ hh",
    r"^(?![cgkst]h|t[sz]|sch)[^aeiouy\W]{2}|[^aeiouy\W]{4}|[x]|qu|(?:ing|er|ey|son|ton"
    r"|[flnr][dgt]|ish|ine|[bcdfgt]le|tion|ough|own)s?$",
    "sch|sh=S kh|ch|hh|h=H tz|ts|zz|c(?=[ei])=Q ck|q|kk?|c=K th|tt?=T ph|ff?=F ww?|v=V"
    " ss?=Z z=Z y(?=[aeou])|j=Y",
    "a[iy]|e[iy]=ei ee|ie|ii|y=i ou|oo|u=u aa|a=a o=o e=e i=i",
    _tidied,
    frames_of("bdegflmnprv", {"ph": "f"}, **dict.fromkeys("aijouy", "e"), w="v"),
)
