"""Where the command starts; ``python -m linter`` is ``mtlint``."""

from __future__ import annotations


def run() -> None:
    """Start the command line."""
    import gc

    # Nothing that is imported is garbage: not looking for any saves a twentieth
    # of a short run. A command with much to do turns it on again.
    gc.disable()
    from linter.cli import run as run_command

    run_command()


if __name__ == "__main__":
    run()
