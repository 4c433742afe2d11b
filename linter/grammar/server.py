"""A LanguageTool server of our own: started once a run, and gone with it."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from linter.errors import GrammarError
from linter.grammar import keeper
from linter.grammar.client import Client
from linter.grammar.installing import command_for

# 5 to 10 seconds on an idle machine; all of the start has to be over by then.
START_SECONDS = 120.0
PORT_TRIES = 3
PORT_TAKEN = "Address already in use"
TAIL = 4000


@contextmanager
def own_server(
    folder: Path | None,
    tell: Callable[[str], None],
    seconds: float = START_SECONDS,
) -> Iterator[Client]:
    """Start a server, and end it whatever happens.

    ``folder`` holds LanguageTool; ``None`` takes what language-tool-python has or
    fetches. Raises `GrammarError` with what the server itself said last.
    """
    command = command_for(folder, tell)
    try:
        with running(command.arguments, seconds) as client:
            yield client
    finally:
        command.settings.unlink(missing_ok=True)


@contextmanager
def running(
    command: Sequence[str], seconds: float, host: str = "127.0.0.1"
) -> Iterator[Client]:
    """Run what takes ``--port N`` and answers there, until the end of the block."""
    deadline = time.monotonic() + seconds
    for tries_left in reversed(range(PORT_TRIES)):
        port = _free_port(host)
        with tempfile.TemporaryFile() as log:
            process = _start([*command, "--port", str(port)], log)
            try:
                url = f"http://{host}:{port}"
                client = Client(url, last_words=partial(_said, log))
                problem = _wait(process, client, log, deadline)
                if problem is None:
                    yield client
                    return
            finally:
                _stop(process)
        # Somebody may take a port between our look at it and the server's.
        if PORT_TAKEN not in problem or not tries_left:
            raise GrammarError(problem)


def _start(command: Sequence[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    keeping = [sys.executable, "-I", "-S", keeper.__file__, *command]
    # In a session of its own Ctrl-C does not reach it: we end it, in our time.
    return subprocess.Popen(
        keeping,
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _free_port(host: str) -> int:
    with socket.socket() as taken:
        taken.bind((host, 0))
        return int(taken.getsockname()[1])


def _wait(
    process: subprocess.Popen[bytes], client: Client, log: IO[bytes], deadline: float
) -> str | None:
    """Return once the server answers; else what is wrong with it."""
    while (left := deadline - time.monotonic()) > 0:
        if (code := process.poll()) is not None:
            return f"LanguageTool ended at once, with {code}{_said(log)}"
        if client.is_ready(min(2.0, left)):
            return _warmed_up(client, deadline)
        time.sleep(min(0.1, left))
    return f"LanguageTool did not start in time{_said(log)}"


def _warmed_up(client: Client, deadline: float) -> str | None:
    """Ask a first question: it takes a hundred times as long as any later one."""
    try:
        client.warm_up(max(1.0, deadline - time.monotonic()))
    except GrammarError as error:
        return f"LanguageTool started, and does not answer: {error}"
    return None


def _said(log: IO[bytes]) -> str:
    """Return what tells most of what a server said, in one line."""
    log.seek(0, 2)
    log.seek(max(0, log.tell() - TAIL))
    lines = log.read().decode("utf-8", "replace").splitlines()
    told = [line.strip() for line in lines if line.strip()]
    if any("UnsupportedClassVersionError" in line for line in told):
        return ": this Java is too old; it needs 17 or newer"
    # A trace of Java calls names what happened before where it happened.
    told = [line for line in told if not line.startswith(("at ", "..."))]
    wrong = [line for line in told if "rror" in line or "xception" in line]
    line = (wrong or told or [""])[-1]
    return f": {line[:300]}" if line else ": it said nothing"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server: its keeper does so when nobody holds its standard input."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
