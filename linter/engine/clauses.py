"""Whether a sentence stands on either side of a full stop: guards that ask for a verb.

Where both sides can be sentences, a small letter may as well be a capital that is
missing; where neither is one, the text is made of notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.engine.nearby import LONGEST, SENTENCE_END
from linter.kinds import Match
from linter.lazy import pattern

if TYPE_CHECKING:
    from linter.engine.guards import Context

# A clause behind these hangs on the sentence before: "which grew", "as well as".
DEPENDENT = pattern(
    r"(?:which(?! (?:ones?|of|way|sides?)\b)|whose|than|including|as well as)\b"
)
# What is joined by these goes on well; but "and" may be the name of an operator.
JOINING = frozenset(("and", "or", "but"))
# Behind "and" these start a clause: people open a sentence so, too.
SUBJECTS = frozenset(
    """
    i he she it we they you there this that these those everybody everyone everything
    nobody nothing somebody someone something one no then now so yet what how why if
    when while
    """.split()
)
# "on examination, no effusion": an adverbial that opens a sentence.
OPENING = pattern(r"(?:[\w’'-]+ ){1,3}[\w’'-]+,")


def no_clause(context: Context, match: Match) -> bool:
    """Whether the sentence before the match has no verb, as in notes and captions."""
    from linter.kinds.judges import OVERLOOKED

    text, stop = context.document.text, match.span.start
    low = max(0, stop - LONGEST)
    starts = [end.end() for end in SENTENCE_END.finditer(text, low, stop)]
    before = text[starts[-1] if starts else low : stop]
    # "The pandemic and achieved results": cut off its subject, a verb shows less.
    evidence = OVERLOOKED if " and " in before else 0
    return not context.verbs.has_verb(before, evidence)


def own_clause(context: Context, match: Match) -> bool:
    """Whether what goes on behind the match may be a sentence, or a question."""
    from linter.kinds.finite import TOKENS
    from linter.kinds.judges import SUSPECTED

    text = context.document.text
    start = match.groups["next"].start if "next" in match.groups else match.span.end
    ending = SENTENCE_END.search(text, start, start + LONGEST)
    behind = text[start : ending.end() if ending else start + LONGEST]
    if "?" in behind:
        return True
    if DEPENDENT.match(behind):
        return False
    words = TOKENS.findall(behind)
    # "in tests for membership": a keyword and its verb, or a word and a plural.
    second = words[1].lower() if words[1:] else ""
    third = "Z" in context.verbs.classes.get(second, "")
    if words and words[0] in JOINING:
        return (third or second in SUBJECTS) and context.verbs.has_verb(behind)
    return (
        third
        or OPENING.match(behind) is not None
        or context.verbs.has_verb(behind, SUSPECTED)
    )
