"""Run a program for as long as the one that started us lives.

Called as ``python keeper.py PROGRAM ...``. However our parent ends, even if it is
killed, its end of our standard input closes: then the program is killed. Nothing
of mtlint is imported, so that this starts at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def keep(command: list[str]) -> int:
    """Run ``command`` to its end, or to ours; return its exit code."""
    program = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: program.kill())
    threading.Thread(target=_kill_at_the_end, args=(program,), daemon=True).start()
    return program.wait()


def _kill_at_the_end(program: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    program.kill()


def _die_with_parent() -> None:
    """Let Linux kill the program should we be killed ourselves."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]) & 0xFF)
