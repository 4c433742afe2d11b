"""Characters out of what stands for them: references, escapes, bytes, tokens."""

from __future__ import annotations

import re

BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([nrt])")
CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"} | {
    "-LCB-": "{",
    "-RCB-": "}",
}
BRACKET = re.compile(r"-[LR][RSC]B-")


def unescape_entities(text: str) -> str:
    """Turn HTML character references into characters, twice escaped ones too.

    >>> unescape_entities("R&amp;amp;D &#39;x&#39;")
    "R&D 'x'"
    """
    import html

    once = html.unescape(text)
    return html.unescape(once) if once != text else text


def unescape_split_entities(text: str) -> str:
    """Turn a character reference that was tokenised into its character.

    >>> unescape_split_entities("& # 39 ;")
    "'"
    """
    return unescape_entities("".join(text.split()))


def narrow(text: str) -> str:
    """Turn full-width forms and ideographic marks into their ASCII like.

    >>> narrow("（２０２１）")
    '(2021)'
    """
    import unicodedata

    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("、", ",")


def decode_bytes(text: str) -> str:
    """Turn byte tokens into what they are in UTF-8; those that are none stay.

    >>> decode_bytes("<0xC3><0xA9>"), decode_bytes("<0xC3>")
    ('é', '<0xC3>')
    """
    try:
        return bytes(int(byte, 16) for byte in BYTE.findall(text)).decode()
    except UnicodeDecodeError:
        return text


def decode_percents(text: str) -> str:
    """Turn percent escapes into what they are in UTF-8; those that are none stay.

    >>> decode_percents("%C3%A9"), decode_percents("%E9")
    ('é', '%E9')
    """
    from urllib.parse import unquote

    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def decode_escapes(text: str) -> str:
    r"""Turn the backslash escapes of programs into characters, pairs joined.

    >>> decode_escapes(r"caf\u00e9 \ud83d\ude00")
    'café 😀'
    """

    def character(escape: re.Match[str]) -> str:
        digits = escape[1] or escape[2]
        return chr(int(digits, 16)) if digits else CONTROLS[escape[3]]

    decoded = ESCAPE.sub(character, text)
    try:
        return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text


def read_as_windows_1252(text: str) -> str:
    """Turn C1 controls into the characters Windows-1252 has in their place.

    >>> read_as_windows_1252("it" + chr(0x92) + "s")
    'it’s'
    """
    try:
        return text.encode("latin-1").decode("cp1252")
    except UnicodeError:
        return text


def write_brackets(text: str) -> str:
    """Turn the names that treebanks give to brackets into brackets.

    >>> write_brackets("-LRB- ")
    '('
    """
    return BRACKET.sub(lambda name: BRACKETS[name[0]], text.strip())
