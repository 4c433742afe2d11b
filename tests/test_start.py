"""What a start of the command loads, and asks of the libraries that it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def test_one_clean_file_loads_nothing_that_only_more_would_need(
    tmp_path: Path,
) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text("Nothing is wrong here.\n")
    code = (
        "import atexit, sys\n"
        "from linter.cli import main\n"
        "atexit.register(lambda: print(*sys.modules))\n"
        "main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "check", "--no-config", str(clean)]
    # The first run compiles, if no test has done so before.
    subprocess.run(command, capture_output=True, check=True)
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = {*run.stdout.splitlines()[-1].split()}
    assert "linter.checking" in loaded
    late = {"concurrent.futures", "ftfy", "multiprocessing", "numpy", "pickle"}
    # What was compiled once is matched without the part that reads expressions.
    late |= {"regex", "regex._regex_core"}
    # Each data class that is defined takes a millisecond.
    late |= {"dataclasses"}
    assert not loaded & late


@pytest.mark.parametrize(("told", "asked"), [(None, "1"), ("3", "3")])
def test_numpy_starts_no_threads_for_the_command_unless_somebody_wants_them(
    told: str | None, asked: str
) -> None:
    code = (
        "import os, linter.cli;"
        "linter.cli.run = lambda: print(os.environ['OPENBLAS_NUM_THREADS']);"
        "from linter.__main__ import run; run()"
    )
    name = "OPENBLAS_NUM_THREADS"
    own = {key: value for key, value in os.environ.items() if key != name}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**own, name: told} if told else own,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == asked
