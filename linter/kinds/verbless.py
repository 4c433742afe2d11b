"""Kind ``verbless``: a sentence without a verb, behind another one in its line.

Keys: ``forms``, a word list of the forms of verbs; ``weights``, one of the weights
of a model that tells finite verbs; ``cut``, whether to look for what is cut off the
sentence before: then a verb that "and" joins to no other one does not count ("Crisis
and achieved results."), the match is the full stop and the word behind it, and the
replacement joins the two sentences.

A sentence is looked at when it follows a full stop in its line, when both it and
the one before are formal prose, and when no small word shows a verb. Then a judge
decides: spaCy where it is installed with a model for English, else a model that
comes with mtlint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
)
from linter.kinds.finite import TOKENS, FiniteVerbs
from linter.kinds.judges import Judge, best_judge, pipeline_name
from linter.kinds.junctions import Junction, junctions
from linter.kinds.stops import stops_in
from linter.kinds.veto import ALWAYS, certain_verb
from linter.kinds.words import WORTH_NUMPY, word_table
from linter.lazy import pattern
from linter.model import Document, Span
from linter.nouns import Noun

# "to stabilize and sustained development": that past form is none.
# "The pandemic and achieved": the verb is joined to what came before the full stop.
JOINED = pattern(
    r"(?P<head>(?:[\w’'-]+,? ){1,12}?)(?:and|or|but) (?:\w+ly |also |then )?"
    r"(?P<verb>[a-z]+)(?![\w-])"
)
UNEVEN = pattern(r"\bto \w+ and (?=\w+ed \w+)")


class Verbless(Noun):
    """Sentences that a judge finds no verb in."""

    verbs: FiniteVerbs
    cut: bool = False
    judge: Judge | None = None
    anchors: tuple[Anchor, ...] = ()

    @cached_property
    def _judge(self) -> Judge:
        return self.judge or best_judge(self.verbs)

    def scan(self, buffer: bytes) -> list[tuple[int, int]]:
        """Return the full stops behind which no small word shows a verb."""
        if len(buffer) < WORTH_NUMPY:
            return [(0, len(buffer))]
        stops = stops_in(buffer, word_table(buffer), self._finite).tolist()
        return list(zip(stops, stops, strict=True))

    @cached_property
    def _finite(self) -> frozenset[str]:
        """The words that show a verb: none where one that is joined does not count."""
        known = {} if self.cut else self.verbs.classes
        always = [word for word, kind in known.items() if kind in ALWAYS]
        # A longer one ("co-wrote") is two words to a table.
        return frozenset(filter(str.isalpha, always))

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield sentences without a verb, each with the full stop before it."""
        for region in regions:
            for found in junctions(document.text, region.start, region.end):
                if self._lacks_verb(found):
                    yield self._match(document.text, found)

    def _match(self, text: str, found: Junction) -> Match:
        start, end = found.span.start, found.span.end
        sentence = Span(start + 2, end)
        groups = {"stop": Span(start, start + 1), "sentence": sentence}
        if not self.cut:
            return Match(found.span, groups)
        word = found.behind.split(" ", 1)[0].rstrip(",")
        groups["next"] = Span(start + 2, start + 2 + len(word))
        joined = " " + (word if _is_name(text, word) else word.lower())
        return Match(Span(start, groups["next"].end), groups, replacement=joined)

    def _lacks_verb(self, found: Junction) -> bool:
        """Whether the second sentence has no verb, and the first has one."""
        sentence = evened(found.behind)
        if self.cut:
            sentence = unjoined(sentence, self.verbs.classes)
        return (
            not certain_verb(TOKENS.findall(sentence), self.verbs.classes)
            and self._judge.is_verbless(sentence)
            and self._judge.is_clause(found.before)
        )


def evened(sentence: str) -> str:
    """Return a sentence without the verb that is joined to a participle.

    >>> evened("An era to stabilize and sustained growth.")
    'An era to sustained growth.'
    """
    return UNEVEN.sub("to ", sentence)


def unjoined(sentence: str, classes: Mapping[str, str]) -> str:
    """Return a sentence without the past form that is joined to its first nouns.

    >>> unjoined("The pandemic and achieved results.", {"achieved": "DN"})
    'The pandemic results.'
    """
    found = JOINED.match(sentence)
    if found is None or "D" not in classes.get(found["verb"], ""):
        return sentence
    return f"{found['head'].rstrip(' ,')} {sentence[found.end() :].lstrip()}"


def _is_name(text: str, word: str) -> bool:
    """Whether a word is written with a capital inside sentences, too."""
    if not word[1:].islower():
        return True
    return re.search(rf"(?<![\w-]){word.lower()}(?![\w-])", text) is None


def build(table: Table, lexicon: OpenLexicon) -> Verbless:
    """Return the matcher with the word lists that ``table`` names."""
    check_keys(table, ("kind", "forms", "weights", "cut"))
    names = (text_of(table, key) for key in ("forms", "weights"))
    cut = table.get("cut", False)
    if not isinstance(cut, bool):
        raise TableError("cut", "must be true or false")
    return Verbless(FiniteVerbs(*map(lexicon, names)), cut)


def lacking() -> str | None:
    """Return what to install for the better judge, where it is not there."""
    if pipeline_name():
        return None
    return (
        "no parser of English is installed, a small model judges sentences; for a"
        " better one: pip install 'mtlint[structure]', then"
        " python -m spacy download en_core_web_sm"
    )
