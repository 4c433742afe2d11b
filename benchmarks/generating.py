"""Rules made up to measure what more rules cost: they look real and find little."""

from __future__ import annotations

import random
from pathlib import Path

PACK = """\
summary = "Made-up rules."
languages = ["en"]
"""
RULE = """\
summary = "Words that nobody writes."
message = "Made up."
severity = "warning"

[match]
kind = "pattern"
regex = '''{regex}'''

[[bad]]
text = "It is {text} it."

[[good]]
text = "It is {text}."
"""
FORMS = (
    (r"(?i)\b{0} {1}s? (?:of|for|to)\b(?= it)", "{0} {1} of"),
    (
        r"(?<=\b{0}),? (?:by|with) (?:the )?(?P<stray>{1})(?= \p{{Ll}}{{2}})",
        "{0} by {1}",
    ),
    (r"\b(?:{0}|{1}) ,(?=\s\p{{Ll}})", "{1} ,"),
    (r"(?<=\p{{Ll}}{{2}})(?P<stop>\.) (?:{0}|{1})ing\b(?= it)", "so. {0}ing"),
)


def generated(folder: Path, number: int) -> Path:
    """Write a pack of ``number`` rules into ``folder``; return the folder of packs."""
    dice = random.Random(1)
    pack = folder / "generated"
    pack.mkdir()
    (pack / "pack.toml").write_text(PACK, "utf-8")
    for index in range(number):
        regex, text = FORMS[index % len(FORMS)]
        words = _word(dice), _word(dice)
        rule = RULE.format(regex=regex.format(*words), text=text.format(*words))
        (pack / f"rule-{index}.toml").write_text(rule, "utf-8")
    return folder


def _word(dice: random.Random) -> str:
    """Return a word of five to nine letters that can be read aloud."""
    pairs = (dice.choice("bdfglmnprst") + dice.choice("aeiou") for _ in range(4))
    return "".join(pairs)[: dice.randint(5, 8)] + dice.choice("lnrst")
