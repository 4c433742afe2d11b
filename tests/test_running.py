"""Work is handed out, done in any number of processes, and told in order."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import NamedTuple

import pytest

from linter import checking, tasks
from linter.checking import Checked
from linter.errors import MtlintError
from linter.processes import worked
from linter.reading import blocks
from linter.reading.units import ReadOptions
from linter.rounds import Holding, Judged, Matching
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from linter.tasks import Part, Plan, Task, cut

STRAY = "In areas such as energy. , aerospace and more they worked.\n"
CHECKER = Checker(partial(Ruleset.load), ReadOptions())


def corpus(folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        path = folder / f"{number:04}.txt"
        path.write_text(STRAY * (number % 3) + "Nothing is wrong here.\n")
        paths.append(path)
    return paths


def told(results: list[Checked]) -> list[tuple[str, int, int]]:
    return [
        (item.path, item.line, item.column)
        for checked in results
        for located in checked.found
        for item in located
    ]


def small_tasks(paths: list[Path]) -> list[Task]:
    return [Task((Part(path, path.stat().st_size),)) for path in paths]


def test_two_processes_tell_what_one_tells_in_the_same_order(tmp_path: Path) -> None:
    tasks = small_tasks(corpus(tmp_path, 40))
    alone = list(check_all(tasks, CHECKER, jobs=1))
    together = list(check_all(tasks, CHECKER, jobs=2))
    assert told(together) == told(alone)
    assert len(told(alone)) == 39
    assert sum(checked.clean for checked in together) == 14
    assert not active_children()


def test_a_process_that_dies_is_replaced_and_nothing_is_lost_or_doubled(
    tmp_path: Path,
) -> None:
    tasks = small_tasks(corpus(tmp_path, 60))
    results = check_all(tasks, CHECKER, jobs=2)
    done = [next(results)]
    for child in active_children():
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
    done += results
    assert [checked.task for checked in done] == tasks
    assert not any(checked.failed for checked in done)
    assert len(told(done)) == 60


def die_on(path: Path) -> Ruleset:
    """Return rules whose process dies when it reads ``path``."""
    real = blocks.read_blocks

    def deadly(part: Path, *rest: object, **more: object) -> object:
        if part == path:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(part, *rest, **more)  # type: ignore[arg-type]

    setattr(checking, "read_blocks", deadly)  # noqa: B010 (not its own name)
    return Ruleset.load()


def test_a_file_that_kills_every_process_is_told_and_the_others_are_checked(
    tmp_path: Path,
) -> None:
    paths = corpus(tmp_path, 20)
    checker = Checker(partial(die_on, paths[7]), ReadOptions())
    results = list(check_all(small_tasks(paths), checker, jobs=2))
    failed = [failure for checked in results for failure in checked.failed]
    assert [failure.path for failure in failed] == [paths[7]]
    assert "died twice" in failed[0].reason
    assert sum(c.clean + len(c.found) for c in results) == 19


def test_leaving_early_leaves_no_process_behind(tmp_path: Path) -> None:
    results = check_all(small_tasks(corpus(tmp_path, 40)), CHECKER, jobs=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not active_children()
    deadline = time.monotonic() + 10
    while threading.active_count() > 1 and time.monotonic() < deadline:
        time.sleep(0.05)


def test_files_are_gathered_into_tasks_and_large_record_files_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "TASK_BYTES", 2000)
    paths = corpus(tmp_path, 50)
    records = tmp_path / "big.jsonl"
    line = '{"id": "x", "text": "such as energy. , aerospace and"}\n'
    records.write_text(line * 300)
    planned = [*cut(Plan([*paths, records]), ReadOptions())]
    assert [
        part.path for task in planned for part in task.parts if part.path in paths
    ] == paths
    assert sum(task.size for task in planned) == sum(
        path.stat().st_size for path in [*paths, records]
    )
    results = list(check_all(planned, CHECKER, jobs=1))
    lines = [
        item.record_line
        for checked in results
        for located in checked.found
        for item in located
        if item.path == str(records)
    ]
    assert lines == list(range(1, 301))


class Listener:
    """Tells whether Ctrl-C waits in the process that works."""

    def begin(self) -> Callable[[int], bool]:
        return lambda _: signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def lost(self, work: int) -> bool:
        raise AssertionError(work)

    def died(self, work: int) -> None:
        raise AssertionError(work)


@pytest.mark.skipif(
    not hasattr(signal, "pthread_sigmask"), reason="signals do not wait here"
)
def test_ctrl_c_does_not_reach_processes_that_are_starting() -> None:
    assert [told for _, told in worked(range(4), Listener(), 2)] == [True] * 4
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


class Doubler(NamedTuple):
    """Doubles numbers; a process that is to double 100 dies, but once only."""

    died_once: Path

    def begin(self) -> Callable[[int], int]:
        return self.double

    def double(self, number: int) -> int:
        if number == 100 and not self.died_once.exists():
            self.died_once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    def lost(self, work: int) -> int:
        raise AssertionError(work)

    def died(self, work: int) -> None:
        """Nothing is left of it."""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_round_is_asked_for_when_all_work_before_it_is_done(
    tmp_path: Path, processes: int
) -> None:
    done: list[int] = []

    def rounds() -> Iterator[list[int]]:
        yield [sum(done), 7]
        yield []
        yield [len(done)]

    (tmp_path / "died").touch()
    doubler = Doubler(tmp_path / "died")
    for _, result in worked(range(20), doubler, processes, rounds()):
        done.append(result)
    assert done == [*range(0, 40, 2), 2 * 380, 14, 2 * 22]
    assert not active_children()


def test_a_process_that_dies_in_a_later_round_is_replaced(tmp_path: Path) -> None:
    rounds = [[1, 2, 100, 3], [4, 5]]
    done = worked(range(20), Doubler(tmp_path / "died"), 2, rounds)
    work = [*range(20), 1, 2, 100, 3, 4, 5]
    assert [*done] == [(one, 2 * one) for one in work]
    assert not active_children()


def test_work_of_a_later_round_that_kills_every_process_is_missed_by_nobody(
    tmp_path: Path,
) -> None:
    asked = Matching("consistency/name", ["Mantourov", "Petit"], ["Manturov"])
    assert CHECKER.lost(asked) == {"Mantourov": {"Manturov"}}
    (task,) = small_tasks(corpus(tmp_path, 1))
    lost = CHECKER.lost(Holding(task, Judged({})))
    assert isinstance(lost, Checked)
    assert lost.again
    assert [failure.path for failure in lost.failed] == [task.parts[0].path]


class Echo(NamedTuple):
    """Tells large pieces of work back, and raises an error about an empty one."""

    def begin(self) -> Callable[[bytes], bytes]:
        return self.echo

    def echo(self, work: bytes) -> bytes:
        if not work:
            raise MtlintError("nothing to tell")
        return work

    def lost(self, work: bytes) -> bytes:
        raise AssertionError(work)

    def died(self, work: bytes) -> None:
        """Nothing is left of it."""


def test_work_and_results_may_be_larger_than_a_pipe_holds() -> None:
    work = [bytes([number]) * 1_000_000 for number in range(12)]
    assert [*worked(work, Echo(), 2)] == [(one, one) for one in work]


def test_an_error_in_another_process_is_raised_here_and_says_where_it_was() -> None:
    with pytest.raises(MtlintError, match="nothing to tell") as told:
        list(worked([b"a", b"", b"b"], Echo(), 2))
    assert "in echo" in told.value.__notes__[0]
    assert not active_children()
