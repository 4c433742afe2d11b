"""Where the command starts; ``python -m linter`` is ``mtlint``."""

from __future__ import annotations


def run() -> None:
    """Start the command line."""
    import gc
    import os

    # Nothing that is imported is garbage: not looking for any saves a twentieth
    # of a short run. A command with much to do turns it on again.
    gc.disable()
    # We use no linear algebra. The threads that numpy starts for it take longer
    # than importing it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from linter.cli import run as run_command

    run_command()


if __name__ == "__main__":
    run()
