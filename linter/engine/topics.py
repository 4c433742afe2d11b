"""What a text can be about, told by words: translation models, encodings, programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from linter.lazy import pattern
from linter.nouns import Noun


class Topic(Noun, eq=False):
    """What a text can be about: an expression of its words.

    One of the ``stems`` is in each of them, in small letters; they are looked for
    fifty times as fast.
    """

    words: re.Pattern[str]
    stems: tuple[str, ...]


MODELS = Topic(
    pattern(
        r"""\b(?:(?:large[ ])?language[ ]models?|LLMs?|chat-?bots?|ChatGPT|GPT-?\d\w*
        |prompt[ ]engineering|prompts|fine-?tun\w+)\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    ("language model", "llm", "chatb", "chat-b", "gpt", "prompt", "e-tun", "etun"),
)
CODES = Topic(
    pattern(
        r"""\b(?:(?:de)?tokeni[sz]\w*|tokens?|sub-?words?|sentencepiece|wordpiece|BPE
        |byte[- ]pair|embeddings?|Unicode|UTF-?8|ASCII|HTML|XML|mojibake|code[ ]points?
        |homoglyphs?|homographs?|Cyrillic|escape[ ]sequences?|regular[ ]expressions?
        |regex|printf|gettext|character[ ](?:references?|entit\w+)|format[ ]strings?
        |charsets?|character[ ](?:sets?|encodings?)|(?:mis-?)?(?:de|en)cod(?:ed|ers?)
        |(?:de|en)codings?|Latin-?1|ISO[- ]8859|Windows-125\d|cp-?125\d|BOM
        |byte[ ]order[ ]marks?|zero-width|placeholders?|hyphens?|separators?
        |smileys?|emoticons?)\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    (
        *("token", "subword", "sub-word", "piece", "bpe", "byte", "embedding"),
        *("unicode", "utf", "ascii", "html", "xml", "mojibake", "code point", "homogl"),
        *("homogr", "cyril", "escape seq", "regular exp", "regex", "printf", "gettext"),
        *("character ref", "character ent", "format str", "placeholder", "charset"),
        *("character set", "character enc", "coded", "coder", "coding", "latin"),
        *("8859", "windows-125", "cp125", "cp-125", "byte order", "bom", "zero-width"),
        *("hyphen", "separator", "smiley", "emoticon"),
    ),
)
# Manuals name a thing after its kind ("the package `package`"), and lose the markup.
PROGRAMS = Topic(
    pattern(
        r"""\b(?:cron|terminal[ ]window|file[ ]?names?|sub-?director(?:y|ies)
        |source[ ]code|command[ ]line|sub-?strings?|in[ ]string|shared[ ]librar(?:y|ies)
        |shell[ ]scripts?|documentation[ ]package|control[ ]files?|executables?
        |compilers?|Unix|Linux|Debian|stdin|stdout|man[ ]pages?|keywords?|operands?
        |(?:logical|comparison)[ ]operators?|import[ ]statements?|Boolean|syntax|Python
        |JavaScript|SQL)\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    (
        *("cron", "terminal w", "filename", "file name", "director", "source code"),
        *("command line", "string", "shared librar", "shell scr", "documentation pack"),
        *("control file", "executable", "compiler", "unix", "linux", "debian", "stdin"),
        *("stdout", "man page", "keyword", "operand", "operator", "import stat"),
        *("boolean", "syntax", "python", "javascript", "sql"),
    ),
)
# None of these words is longer.
LONGEST = 40
# A text is about such things when it names one every hundred words or so.
FEW_WORDS = 600


def speaks_of(topics: Iterable[Topic], text: str) -> bool:
    """Whether a text has words about ``topics``, three of them at least, throughout."""
    together = [*topics]
    # The expressions take fifty times as long to see that there is little.
    lowered = text.lower()
    stems = [stem for topic in together for stem in topic.stems]
    if sum(map(lowered.count, stems)) * FEW_WORDS < len(text):
        return False
    found = [word[0] for topic in together for word in topic.words.finditer(text)]
    return len({*map(str.lower, found)}) >= 3 and len(found) * FEW_WORDS >= len(text)


# Several rules ask for the same line, one after another.
@lru_cache(256)
def words_about(topic: Topic, text: str) -> Sequence[tuple[int, int]]:
    """Return where the words about ``topic`` are in a short text."""
    low = text.lower()
    if not any(stem in low for stem in topic.stems):
        return ()
    return [word.span() for word in topic.words.finditer(text)]
