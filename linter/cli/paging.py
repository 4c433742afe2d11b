"""Long reports, one screen at a time."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

# A report this long is for a file or another program, and not kept in memory.
MOST_HELD = 16 << 20
NO_PAGERS = ("", "cat")


@contextmanager
def paged(stream: IO[str], always: bool) -> Iterator[IO[str]]:
    """Hold back what is written, then show it in a pager if it is long.

    ``always`` pages a short report, too. Whatever ended the block, nothing that
    was written is lost. Without a terminal that can page, ``stream`` is all.
    """
    if not _can_page(stream):
        yield stream
        return
    held = _Held(stream)
    try:
        yield held
    except BaseException:
        held.release()
        raise
    text = held.getvalue()
    if text and not held.released and (always or _is_long(text)):
        _page(text)
    else:
        held.release()


class _Held(io.StringIO):
    """Keeps what is written up to a limit, and lets it go beyond that."""

    def __init__(self, stream: IO[str]) -> None:
        super().__init__()
        self._stream = stream
        self.released = False

    def write(self, text: str) -> int:
        """Add text at the end."""
        if self.released:
            return self._stream.write(text)
        size = super().write(text)
        if self.tell() > MOST_HELD:
            self.release()
        return size

    def release(self) -> None:
        """Write what is held, and hold nothing from now on."""
        if not self.released:
            self._stream.write(self.getvalue())
            self.released = True


def _can_page(stream: IO[str]) -> bool:
    """Whether a person looks at a screen that a pager can use."""
    if os.environ.get("CI") or os.environ.get("TERM", "dumb") == "dumb":
        return False
    return stream.isatty() and _pager() not in NO_PAGERS


def _pager() -> str:
    return os.environ.get("MTLINT_PAGER", os.environ.get("PAGER", "less")).strip()


def _is_long(text: str) -> bool:
    from shutil import get_terminal_size

    return text.count("\n") >= get_terminal_size().lines


def _page(text: str) -> None:
    # click reads the one and hands on the other: colours are shown, and what
    # fits the screen stays on it.
    os.environ["PAGER"] = _pager()
    os.environ.setdefault("LESS", "FRX")
    click.echo_via_pager(text.removesuffix("\n"), color="\x1b[" in text)
