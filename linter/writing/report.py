"""Reports in files: a file is replaced when its report is complete."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from linter.errors import WriteError
from linter.writing.atomic import new_file


@contextmanager
def report_file(path: Path) -> Iterator[IO[str]]:
    """Begin a report; it takes the place of ``path`` when the block ends well.

    A link leads to the file that is replaced. What is no file, such as a pipe or
    ``/dev/null``, is written to as it is. Raises `WriteError`.
    """
    stack = ExitStack()
    try:
        with _naming(path):
            if path.exists() and not path.is_file():
                special = stack.enter_context(path.open("wb"))
                text, done = _Named(path, special), special.flush
            else:
                target = path.resolve()
                new = stack.enter_context(new_file(target, target))
                text, done = _Named(path, new.stream), new.take_place
        yield text
        with _naming(path):
            text.flush()
            done()
    finally:
        # A full disk is told once more when the stream is closed.
        with _naming(path):
            stack.close()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{path}: cannot be written: {reason.lower()}") from None


class _Named(io.TextIOWrapper):
    """A stream of text whose errors name the file, to tell them from others."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        super().__init__(stream, "utf-8", "backslashreplace", newline="")
        self._path = path

    def write(self, text: str) -> int:
        """Add text at the end."""
        with _naming(self._path):
            return super().write(text)
