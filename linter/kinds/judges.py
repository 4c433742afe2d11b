"""Who says whether a sentence has a verb: a parser, or a small model of ours.

The parser is spaCy, where it is installed together with a model for English; it
judges best. The small model comes with mtlint. Both are loaded when the first
sentence is to be judged, which in clean text is one in ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Protocol

from linter.kinds.finite import FiniteVerbs
from linter.nouns import Noun

# Above this much evidence the small model sees a verb; it errs rarely so far below
# even odds, where it overlooks one verb in fifty.
SUSPECTED = -2.6
# With less evidence than this, the model has seen a verb that a parser overlooks
# ("a flag flutters in the wind", -1.3), as a small one does with rare verbs.
OVERLOOKED = -1.5
# Models of English, the quickest first.
PIPELINES = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
FINITE_TAGS = frozenset(("VBD", "VBZ", "VBP", "MD"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))


class Judge(Protocol):
    """Tells sentences with a verb from others."""

    def is_clause(self, sentence: str) -> bool:
        """Whether a sentence certainly has a finite verb."""

    def is_verbless(self, sentence: str) -> bool:
        """Whether a sentence certainly has none, and is no request either."""


class Token(Protocol):
    """A word as spaCy gives it."""

    tag_: str
    dep_: str


class Model(Noun):
    """The small judge."""

    verbs: FiniteVerbs

    def is_clause(self, sentence: str) -> bool:
        """Whether a sentence certainly has a finite verb."""
        return self.verbs.has_verb(sentence)

    def is_verbless(self, sentence: str) -> bool:
        """Whether a sentence certainly has none, and is no request either."""
        return not self.verbs.has_verb(sentence, SUSPECTED)


class Parser(Noun):
    """The large judge: a tagger and a parser; what the small one is sure of counts."""

    parse: Callable[[str], Iterable[Token]]
    verbs: FiniteVerbs

    def is_clause(self, sentence: str) -> bool:
        """Whether a sentence certainly has a finite verb."""
        return any(token.tag_ in FINITE_TAGS for token in self.parse(sentence))

    def is_verbless(self, sentence: str) -> bool:
        """Whether a sentence certainly has none, and is no request either."""
        tokens = list(self.parse(sentence))
        if not tokens or tokens[0].tag_ in ("VB", "RB", "UH"):
            return False
        return not self.verbs.has_verb(sentence, OVERLOOKED) and not any(
            token.tag_ in FINITE_TAGS or token.dep_ in SUBJECTS for token in tokens
        )


def best_judge(verbs: FiniteVerbs) -> Judge:
    """Return the parser where one is installed, else the small judge."""
    parse = installed_parser()
    return Parser(parse, verbs) if parse else Model(verbs)


@cache
def installed_parser() -> Callable[[str], Iterable[Token]] | None:
    """Return spaCy with a model for English, or ``None`` where either is missing."""
    name = pipeline_name()
    if name is None:
        return None
    import spacy

    parse: Callable[[str], Iterable[Token]] = spacy.load(
        name, exclude=["ner", "lemmatizer", "attribute_ruler"]
    )
    return parse


@cache
def pipeline_name() -> str | None:
    """Return the model that spaCy would load; nothing is imported to find out."""
    from importlib.util import find_spec

    if find_spec("spacy") is None:
        return None
    return next((name for name in PIPELINES if find_spec(name)), None)
