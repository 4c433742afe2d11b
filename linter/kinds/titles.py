"""Kind ``titles``: the title of a treaty, charter, initiative or "Year of …", garbled.

Keys: ``compare``, what a title is held against: ``registry``, the titles of a
word list, or ``document``, the other titles of the document; ``registry`` and
``parties`` name the word lists; ``more``, a list of titles that come before
those of the registry.

Garbled is a title that has all the words of another, in another order or form,
or with a party in their midst. One that is shorter or longer, or differs in
small words, hyphens or American spelling, is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from linter.kinds import (
    Anchor,
    Match,
    OpenLexicon,
    Table,
    TableError,
    check_keys,
    text_of,
    texts_of,
)
from linter.kinds.heads import REACH, TOKEN, Mention
from linter.kinds.parties import Marker
from linter.kinds.registry import Registry, Verdict, registry_of
from linter.kinds.titling import Title, every_title
from linter.kinds.wording import (
    HEADS,
    LONGEST_HEAD,
    SMALL,
    Shape,
    Wording,
    may_be_one,
)
from linter.lazy import pattern
from linter.model import Document, Related, Safety, Span
from linter.nouns import Noun

COMPARISONS = ("registry", "document")
ANCHOR = rf"\b(?:(?:{'|'.join(HEADS[:-2])})s?|Treat(?:y|ies)|Year[ \n]of)\b"
STOP = pattern(r"[.;:!?]\s")


class Titles(Noun):
    """Titles held against a registry, or against each other."""

    compare: str
    registry: Registry

    anchors = (Anchor(ANCHOR, REACH + LONGEST_HEAD),)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield the garbled titles, in text order."""
        titles = every_title(document.text, self.registry, regions)
        if self.compare == "registry":
            found = list(unlike_registered([t.verdict for t in titles if t.verdict]))
        else:
            telling = [title for title in titles if title.is_telling]
            mentions, mark = [title.mention for title in titles], self.registry.mark
            found = [
                *unlike_others(telling),
                *in_small_letters(telling, mentions, mark),
            ]
        yield from sorted(found, key=lambda match: match.span)


def unlike_registered(verdicts: Sequence[Verdict]) -> Iterator[Match]:
    """Yield titles that are garbled forms of registered ones.

    The first mention is to be replaced by the title in full, a later one by a short
    form of it.
    """
    named: set[str] = set()
    for verdict in verdicts:
        registered = verdict.registered
        again = registered.title in named
        title = registered.short if again else registered.title
        named.add(registered.title)
        if not verdict.right:
            evidence = f"official title: {registered.title} ({registered.source})"
            yield Match(
                verdict.span,
                values={"title": title},
                replacement=title,
                safety=Safety.SUGGESTED,
                related=(Related(evidence),),
            )


def unlike_others(titles: Sequence[Title]) -> Iterator[Match]:
    """Yield unregistered titles that are rarer variants of another one."""
    alike = defaultdict(list)
    for title in titles:
        wording = title.wording
        if not title.verdict and wording.shape is not Shape.BARE:
            alike[wording.head, wording.shape, wording.key].append(title)
    for group in alike.values():
        counts = Counter(title.wording.words for title in group)
        if len(counts) == 1:
            continue
        forms = {title.wording: title for title in reversed(group)}
        for title in group:
            better = [form for form in forms.values() if _better(form, title, counts)]
            if better:
                main = max(better, key=lambda form: counts[form.wording.words])
                yield _variant(title.span, main, main.text, counts[main.wording.words])


def _better(one: Title, other: Title, counts: Counter[tuple[str, ...]]) -> bool:
    """Whether both may be one title, of which ``one`` is the likelier form.

    Likelier is the more frequent; of two as frequent, one without a party
    between its words.
    """
    mine, yours = one.wording, other.wording
    if not may_be_one(mine, yours):
        return False
    return _rank(mine, counts) > _rank(yours, counts)


def _rank(wording: Wording, counts: Counter[tuple[str, ...]]) -> tuple[int, bool]:
    whole = not any(word[0] == "@" for word in wording.words)
    return counts[wording.words], whole


def in_small_letters(
    titles: Sequence[Title], mentions: Sequence[Mention], mark: Marker
) -> Iterator[Match]:
    """Yield heads that the words of another title follow in small letters."""
    counts = Counter(title.wording.words for title in titles)
    models: dict[tuple[str, str], dict[tuple[str, ...], Title]] = defaultdict(dict)
    for title in titles:
        wording = title.wording
        if wording.shape is Shape.OPENING:
            models[wording.head, wording.words[0]].setdefault(wording.words, title)
    for mention in mentions:
        for words, model in models.get(_small_start(mention, mark), {}).items():
            if span := _small_like(mention, model, mark):
                yield _variant(span, model, model.without_parties, counts[words])
                break


def _small_start(mention: Mention, mark: Marker) -> tuple[str, str]:
    """Return the head and the first word it governs, if that is in small letters."""
    words = TOKEN.finditer(mention.text, mention.head.end, mention.head.end + 80)
    first = next((word for word in words if word[0].lower() not in SMALL), None)
    if first is None or not first[0][0].islower():
        return "", ""
    wording = mention.opening(first.end(), mark)
    return wording.head, wording.words[0] if wording.words else ""


def _small_like(mention: Mention, model: Title, mark: Marker) -> Span | None:
    """Return where a mention has the words of ``model``, if it has them all."""
    start, size = mention.head.end, len(model.without_parties)
    many = len(TOKEN.findall(model.without_parties)) - 1
    words = [*TOKEN.finditer(mention.text, start, start + 2 * size)][:many]
    if not words or mention.opening(words[-1].end(), mark).words != model.wording.words:
        return None
    end = words[-1].end()
    if STOP.search(mention.text, start, end):
        return None
    return Span(mention.head.start, end)


def _variant(span: Span, main: Title, title: str, count: int) -> Match:
    times = "once" if count == 1 else f"{count} times"
    return Match(
        span,
        values={"title": title},
        replacement=title,
        safety=Safety.SUGGESTED,
        related=(Related(f"“{main.text}” {times}, first here", main.span),),
    )


def build(table: Table, lexicon: OpenLexicon) -> Titles:
    """Return the finder of titles that ``table`` describes."""
    check_keys(table, ("kind", "compare", "registry", "parties", "more"))
    compare = text_of(table, "compare")
    if compare not in COMPARISONS:
        raise TableError(
            "compare", f"{compare!r} is not one of {', '.join(COMPARISONS)}"
        )
    titles, parties = (lexicon(text_of(table, key)) for key in ("registry", "parties"))
    more = texts_of(table, "more")
    return Titles(compare, registry_of(titles, parties, more))
