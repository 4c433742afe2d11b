"""Which titles a text mentions: where, how they are worded, and what they name.

Of two titles, `same_title` of `linter.kinds.wording` says whether they mean the
same, and `Title.identity` is what they can be grouped by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.kinds.heads import Mention, mentions_in
from linter.kinds.parties import Marker
from linter.kinds.registry import Registry, Verdict
from linter.kinds.remembering import read_once
from linter.kinds.wording import Identity, Wording
from linter.model import Span
from linter.nouns import Noun


class Title(Noun):
    """A mention taken as one title, from its first word in capitals to its last.

    ``verdict`` tells which registered title it is, if any.
    """

    mention: Mention
    wording: Wording
    span: Span
    verdict: Verdict | None = None

    @property
    def text(self) -> str:
        """The title as written, on one line."""
        return " ".join(self.span.of(self.mention.text).split())

    @property
    def official(self) -> str | None:
        """The registered title in full, if it is a registered one."""
        return self.verdict.registered.title if self.verdict else None

    @property
    def identity(self) -> Identity:
        """What it can be grouped by with others that mean the same."""
        return self.wording.identity

    @property
    def is_telling(self) -> bool:
        """Whether it has words enough to be told from others."""
        return len(self.wording.key) > 1

    @property
    def without_parties(self) -> str:
        """The title from its head, on one line."""
        text = self.mention.text[self.mention.head.start : self.span.end]
        return " ".join(text.split())


def titles_in(
    text: str, registry: Registry, regions: Sequence[Span] | None = None
) -> Iterator[Title]:
    """Yield the titles that a text mentions, in text order.

    ``regions`` are where a head may stand; all of the text if not given. A head
    alone ("the Treaty") is no title, and of one word besides its head too little
    is known, unless it is registered ("Paris Agreement").
    """
    for title in every_title(text, registry, regions):
        if title.verdict or title.is_telling:
            yield title


def every_title(
    text: str, registry: Registry, regions: Sequence[Span] | None = None
) -> tuple[Title, ...]:
    """Return all that may be a title, heads alone as well, in text order."""
    whole = [Span(0, len(text))] if regions is None else regions
    return _titles(text, registry, tuple(whole))


@read_once
def _titles(
    text: str, registry: Registry, regions: Sequence[Span]
) -> tuple[Title, ...]:
    mentions = mentions_in(text, regions)
    return tuple(titled(m, registry.judge(m), registry.mark) for m in mentions)


def titled(mention: Mention, verdict: Verdict | None, mark: Marker) -> Title:
    """Return the title that a mention is, given which registered one it is."""
    if not mention.opens:
        start = mention.start
        wording = mention.closing(start, mark)
        return Title(mention, wording, Span(start, mention.head.end), verdict)
    end = max(verdict.span.end if verdict else mention.end, mention.head.end)
    start = mention.start_with_parties(mark)
    return Title(mention, mention.opening(end, mark), Span(start, end), verdict)
