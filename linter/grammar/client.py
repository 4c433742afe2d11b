"""Ask a LanguageTool server, and take no answer for whole that is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import OpenerDirector, ProxyHandler, build_opener

from linter.errors import GrammarError

# A sentence takes milliseconds; on a machine that is busy with others, seconds.
SECONDS = 120.0
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_SUGGESTIONS = 5


class ServerGoneError(GrammarError):
    """The server cannot be reached any more: no question will be answered."""


class _RefusedError(GrammarError):
    """An answer with another status than 200."""


class Match(NamedTuple):
    """What LanguageTool finds; ``start`` and ``end`` count UTF-16 units."""

    rule: str
    message: str
    start: int
    end: int
    suggestions: tuple[str, ...] = ()
    description: str = ""
    category: str = ""
    kind: str = ""
    address: str = ""


class Client:
    """A server that answers, known by its address.

    ``last_words`` gives what a server that is gone said last, for the message.
    """

    def __init__(
        self,
        url: str,
        seconds: float = SECONDS,
        last_words: Callable[[], str] = str,
    ) -> None:
        base = url.rstrip("/")
        self.url = base.removesuffix("/check").removesuffix("/v2") + "/v2/"
        self._seconds = seconds
        self._opener = _opener(url)
        self._last_words = last_words

    def is_ready(self, seconds: float = 2.0) -> bool:
        """Whether the server answers at all."""
        try:
            self._get("healthcheck", seconds=seconds)
        except GrammarError:
            return False
        return True

    def warm_up(self, seconds: float) -> None:
        """Have it load what it needs for English; it may know none."""
        self._get("languages", seconds=seconds)
        with suppress(_RefusedError):
            self._get("check", {"language": "en-US", "text": "It is."}, seconds)

    def software(self) -> str:
        """Return which LanguageTool it is, to know its answers by.

        One that does not tell (before 5.x) is known by its version in an answer.
        """
        try:
            about = self._json("info")
        except ServerGoneError:
            raise
        except GrammarError:
            about = self._json("check", {"language": "en-US", "text": "."})
        told = about.get("software") if isinstance(about, dict) else None
        if not isinstance(told, dict) or "version" not in told:
            raise GrammarError(f"{self.url}: is no LanguageTool server")
        keys = ("version", "buildDate", "premium")
        return " ".join(str(told.get(key, "")) for key in keys)

    def languages(self) -> frozenset[str]:
        """Return the codes of all languages it knows."""
        rows = self._json("languages")
        if not isinstance(rows, list):
            raise GrammarError(f"{self.url}: lists no languages")
        named = (row.get(key) for row in rows for key in ("code", "longCode"))
        return frozenset(name for name in named if isinstance(name, str))

    def matches(
        self, text: str, language: str, off: Sequence[str] = ()
    ) -> tuple[Match, ...]:
        """Return what is found in a text without the rules that are ``off``.

        Raises `GrammarError` for anything but a whole answer.
        """
        asked = {"language": language, "text": text}
        if off:
            asked["disabledRules"] = ",".join(sorted(off))
        answer = self._json("check", asked)
        try:
            if answer.get("warnings", {}).get("incompleteResults"):
                raise GrammarError(f"{self.url}: did not finish a sentence in time")
            return tuple(map(_match, answer["matches"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise GrammarError(
                f"{self.url}: answered with no list of matches"
            ) from None

    def _json(self, path: str, form: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
        body = self._get(path, form)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            start = body[:60].decode("utf-8", "replace")
            raise GrammarError(f"{self.url}: answered no JSON: {start!r}") from None

    def _get(
        self,
        path: str,
        form: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> bytes:
        data = urlencode(form).encode() if form else None
        try:
            with self._opener.open(
                self.url + path, data, seconds or self._seconds
            ) as response:
                body: bytes = response.read()
                return body
        except HTTPError as error:
            raise _RefusedError(f"{self.url}: {_refusal(error)}") from None
        except TimeoutError:
            waited = f"no answer within {seconds or self._seconds:g} seconds"
            raise GrammarError(f"{self.url}: {waited}") from None
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise GrammarError(f"{self.url}: cannot be reached in time") from None
            why = getattr(reason, "strerror", None) or reason or type(error).__name__
            gone = f"{self.url}: cannot be reached: {why}{self._last_words()}"
            raise ServerGoneError(gone) from None


def _opener(url: str) -> OpenerDirector:
    """Return what opens addresses; no proxy stands before our own machine."""
    local = urlsplit(url).hostname in LOOPBACK
    return build_opener(*([ProxyHandler({})] if local else []))


def _refusal(error: HTTPError) -> str:
    """Say in one line what a status other than 200 means."""
    known = {
        413: "the sentence is too long for this server",
        426: "asks for fewer questions a minute",
        429: "asks for fewer questions a minute",
    }
    with error:
        try:
            body = error.read(2000).decode("utf-8", "replace")
        except (OSError, HTTPException):
            body = ""
    told = known.get(error.code) or " ".join(body.split())[:200] or error.reason
    return f"answered {error.code}: {told}"


def _match(row: Mapping[str, Any]) -> Match:
    rule = row["rule"]
    start, length = row["offset"], row["length"]
    if not isinstance(start, int) or not isinstance(length, int) or length < 0:
        raise ValueError("not a place")
    urls = rule.get("urls") or [{}]
    return Match(
        rule=str(rule["id"]),
        message=" ".join(str(row["message"]).split()),
        start=start,
        end=start + length,
        suggestions=tuple(
            str(one["value"]) for one in row.get("replacements", [])[:MOST_SUGGESTIONS]
        ),
        description=str(rule.get("description", "")),
        category=str(rule.get("category", {}).get("id", "")),
        kind=str(rule.get("issueType", "")),
        address=str(urls[0].get("value", "")),
    )
