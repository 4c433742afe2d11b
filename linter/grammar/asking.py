"""Ask about many sentences at once, and never twice about the same."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from linter.errors import GrammarError
from linter.grammar.answers import Answers, key_of
from linter.grammar.client import Client, Match, ServerGoneError
from linter.grammar.sending import Sent, sent

# A server that fails as often on end answers nobody any more.
MOST_FAILURES = 5
# Characters a second on two idle cores; then what was measured the last time.
USUAL_RATE = 11_000.0
# Sentences that are asked about, before what is left over is looked at.
AT_ONCE = 64
# What takes shorter says little of how fast a server is.
WORTH_A_RATE = 3.0

Answer = tuple[Match, ...] | GrammarError


class Asker:
    """Gives the matches of sentences, from a server or from earlier answers.

    ``off`` are the rules the server is told to leave out. After the server has
    gone, everything is a `ServerGoneError`.
    """

    def __init__(
        self,
        client: Client,
        answers: Answers,
        off: Sequence[str],
        clients: int = 2,
    ) -> None:
        self._client = client
        self._answers = answers
        self._off = tuple(sorted(off))
        self._software = client.software()
        self._codes = client.languages()
        self._pool = ThreadPoolExecutor(clients, "languagetool")
        self._gone: ServerGoneError | None = None
        self._failures = 0
        self._read, self._seconds = 0, 0.0
        self.asked = 0

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=error is None, cancel_futures=True)
        if self._seconds > WORTH_A_RATE:
            self._answers.keep_rate(self._software, self._read / self._seconds)
        self._answers.close()

    @property
    def rate(self) -> float:
        """How many characters a second are read, as far as is known."""
        return self._answers.rate(self._software, USUAL_RATE)

    def code(self, language: str) -> str | None:
        """Return what the server calls a language; ``None`` if it has none such.

        For a bare language it is a variant where only variants have all rules.
        """
        tag = language.replace("_", "-").lower()
        base = tag.partition("-")[0]
        known = {code.lower(): code for code in self._codes}
        usual = {"en": "en-us", "de": "de-de", "pt": "pt-pt"}
        for wanted in (
            tag if "-" in tag else usual.get(tag, tag),
            usual.get(base, base),
        ):
            if wanted in known:
                return known[wanted]
        return known.get(base)

    def ask(
        self,
        texts: Sequence[str],
        code: str,
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Answer]:
        """Return the answer to each text; ``progress`` is told characters done."""
        ready = [sent(text) for text in texts]
        keys = [
            key_of(one.text, code, self._software, ",".join(self._off)) for one in ready
        ]
        answers: dict[bytes, Answer] = {**self._answers.known(dict.fromkeys(keys))}
        new = OrderedDict(
            (key, one)
            for key, one in zip(keys, ready, strict=True)
            if key not in answers
        )
        progress(
            sum(len(text) for text in texts) - sum(len(o.text) for o in new.values())
        )
        for some in _in_lots(list(new.items())):
            answers |= self._asked_now(some, code, progress)
        return [_ours(answers[key], one) for key, one in zip(keys, ready, strict=True)]

    def _asked_now(
        self,
        some: Sequence[tuple[bytes, Sent]],
        code: str,
        progress: Callable[[int], None],
    ) -> dict[bytes, Answer]:
        begun = time.monotonic()
        given: dict[bytes, Answer] = {}
        for (key, one), answer in zip(
            some,
            self._pool.map(lambda pair: self._answer(pair[1], code), some),
            strict=True,
        ):
            given[key] = answer
            progress(len(one.text))
        self._seconds += time.monotonic() - begun
        self._read += sum(len(one.text) for _, one in some)
        self._answers.keep(
            {k: found for k, found in given.items() if isinstance(found, tuple)}
        )
        return given

    def _answer(self, one: Sent, code: str) -> Answer:
        if self._gone is not None:
            return self._gone
        try:
            found = self._client.matches(one.text, code, self._off)
        except ServerGoneError as gone:
            self._gone = gone
            return gone
        except GrammarError as error:
            return self._failed(error)
        self._failures = 0
        self.asked += 1
        return found

    def _failed(self, error: GrammarError) -> GrammarError:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._gone = ServerGoneError(f"{error}, {self._failures} times on end")
        return error


def _in_lots(pairs: list[tuple[bytes, Sent]]) -> Iterable[list[tuple[bytes, Sent]]]:
    return (pairs[at : at + AT_ONCE] for at in range(0, len(pairs), AT_ONCE))


def _ours(answer: Answer, one: Sent) -> Answer:
    """Return an answer with places in code points of our text."""
    if isinstance(answer, GrammarError):
        return answer
    placed = ((match, one.span(match.start, match.end)) for match in answer)
    return tuple(
        match._replace(start=span.start, end=span.end)
        for match, span in placed
        # A place outside the text is none.
        if span is not None
    )
