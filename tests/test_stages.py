"""The benchmark of stages times functions that there are, and counts what it times."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter

import pytest

from benchmarks.profile import REST, STAGES, Stopwatch


@pytest.mark.parametrize(("module", "name"), [row[1:] for row in STAGES])
def test_every_stage_is_a_function_that_there_is(module: str, name: str) -> None:
    assert callable(attrgetter(name)(import_module(module)))


def test_what_a_stage_calls_of_another_counts_for_the_other_alone() -> None:
    watch = Stopwatch()

    def spin() -> int:
        return sum(range(200_000))

    inner = watch.call("inner", spin)
    outer = watch.call("outer", lambda: [inner() for _ in range(20)])
    outer()
    assert watch.seconds["inner"] > watch.seconds["outer"]


def test_what_is_yielded_is_timed_as_it_comes() -> None:
    watch = Stopwatch()
    assert list(watch.each("stage", iter([1, 2]))) == [1, 2]
    assert set(watch.seconds) == {"stage", REST}
