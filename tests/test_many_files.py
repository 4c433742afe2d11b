"""However many files there are, memory does not grow with their number."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from linter.corpus.comparing import Comparer
from linter.corpus.index.building import build
from linter.corpus.index.gathering import Gatherer
from linter.errors import ConfigError, ReadError
from linter.processes import foreseen
from linter.reading.once import Once, shared_places
from linter.reading.units import ReadOptions
from linter.reading.walking import OWN_PREFIX, Walk, WalkOptions
from linter.ruleset import Ruleset
from linter.running import Checker, check_all
from linter.tasks import TASK_BYTES, Part, Plan, Task, come_to, size_of
from linter.writing.atomic import TEMPORARY

FEW, MANY = 200, 800
A_FOLDER = 50
# What one path and its place in a task take; a list of them would take far more.
BYTES_FOR_A_FILE = 40


@pytest.fixture(scope="module")
def few_and_many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two folders with folders of small documents."""
    made = []
    for count in (FEW, MANY):
        folder = tmp_path_factory.mktemp(f"of-{count}")
        for number in range(count):
            path = folder / f"{number // A_FOLDER:03}" / f"{number:04}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text("In May Manturov said this.\n")
        made.append(folder)
    return made[0], made[1]


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.tasks.MOST_PARTS", 20)


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """Collect garbage as Python does, whatever tests before this one left."""
    was_on, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*thresholds)
    if not was_on:
        gc.disable()


def peak(work: Callable[[], object]) -> int:
    """Return the most bytes that Python took at once for some work."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def check_flat(work: Callable[[Path], object], few_and_many: tuple[Path, Path]) -> None:
    """Fail where work on many files keeps more in memory than on few."""
    few, many = few_and_many
    # What is loaded or remembered once is there after this.
    work(many)
    more = peak(partial(work, many)) - peak(partial(work, few))
    assert more < BYTES_FOR_A_FILE * (MANY - FEW)


def gone_through(tasks: object) -> None:
    assert isinstance(tasks, (Iterator, Plan, Walk))
    for _ in tasks:
        pass


def test_a_list_of_the_files_would_be_noticed(few_and_many: tuple[Path, Path]) -> None:
    with pytest.raises(AssertionError, match="assert"):
        check_flat(lambda folder: [*Walk([folder])], few_and_many)


def test_a_walk_keeps_nothing_of_the_files(few_and_many: tuple[Path, Path]) -> None:
    check_flat(lambda folder: gone_through(Walk([folder])), few_and_many)


def test_a_plan_keeps_nothing_of_the_files(few_and_many: tuple[Path, Path]) -> None:
    check_flat(lambda folder: gone_through(Plan(Walk([folder]))), few_and_many)


def test_a_check_keeps_nothing_of_clean_files(few_and_many: tuple[Path, Path]) -> None:
    rules = Ruleset.load()
    checker = Checker(lambda: rules.select(["punctuation"]), ReadOptions())
    check_flat(
        lambda folder: gone_through(check_all(Plan(Walk([folder])), checker, jobs=1)),
        few_and_many,
    )


@pytest.mark.parametrize("again", [False, True], ids=["at first", "built again"])
def test_an_index_keeps_nothing_of_the_files_in_memory(
    few_and_many: tuple[Path, Path], tmp_path: Path, again: bool
) -> None:
    rules = Ruleset.load()
    comparer = Comparer.of(rules)
    assert comparer
    about = {"rules": comparer.stamp, "options": "[]", "roots": "[]"}

    def built(folder: Path) -> None:
        file = tmp_path / f"{folder.name}.sqlite"
        if not again:
            file.unlink(missing_ok=True)
        tasks = Plan(Walk([folder]))
        build(file, tasks, Gatherer(lambda: rules, ReadOptions()), about, jobs=1)

    for folder in few_and_many:
        built(folder)
    check_flat(built, few_and_many)


def test_a_build_tells_of_all_bytes_though_few_are_read_again(
    few_and_many: tuple[Path, Path], tmp_path: Path
) -> None:
    rules = Ruleset.load()
    comparer = Comparer.of(rules)
    assert comparer
    about = {"rules": comparer.stamp, "options": "[]", "roots": "[]"}
    tasks = Plan(Walk([few_and_many[0]]))
    gatherer = Gatherer(lambda: rules, ReadOptions())
    for read in (FEW, 0):
        told: list[int] = []
        file = tmp_path / "index.sqlite"
        built = build(file, tasks, gatherer, about, 1, told.append)
        assert (built.read, sum(told)) == (read, size_of(tasks))


def test_how_to_work_is_decided_by_the_first_tasks() -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield Task((Part(Path(f"{number}"), TASK_BYTES),))

    processes, coming = foreseen(tasks(), 3)
    assert (processes, taken) == (3, 3)
    foreseen(tasks(), 0)
    assert taken < 100
    numbers = [int(str(part.path)) for task in coming for part in task.parts]
    assert numbers == [*range(1000)]
    assert foreseen(iter([Task((Part(Path("a"), 1),))]), 4)[0] == 1
    assert foreseen(iter([Task((Part(Path("a"), 9 << 20),))]), 4)[0] == 4
    assert foreseen(iter(()), 4)[0] == 0


def test_no_more_is_counted_than_is_asked_for() -> None:
    tasks = (Task((Part(Path("a"), size),)) for size in (4, 6, 7, 8))
    assert come_to(tasks, 10)
    assert size_of(tasks) == 15
    assert not come_to([], 1)


def test_a_task_has_a_most_of_files_however_small(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(50)]
    assert [len(task.parts) for task in Plan(paths)] == [20, 20, 10]


def test_files_are_found_again_each_time(tmp_path: Path) -> None:
    walk = Walk([tmp_path])
    assert [*walk] == []
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.py").write_text("")
    assert [*walk] == [*walk] == [tmp_path / "a.txt"]
    assert walk.passed_over == {"not prose": 1}
    iter(walk)
    assert walk.passed_over == {"not prose": 1}


def test_what_is_wrong_is_told_before_anything_is_found(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        Walk([tmp_path, tmp_path / "gone"])
    with pytest.raises(ConfigError, match="no glob"):
        Walk([tmp_path], WalkOptions(exclude=("!",)))


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["d/e", "."], ["d/e/b.txt", "a.txt", "d/c.txt"]),
        ([".", "d/e"], ["a.txt", "d/c.txt", "d/e/b.txt"]),
        (["d/c.txt", "d", "d/../d/e/b.txt"], ["d/c.txt", "d/e/b.txt"]),
        (["d", "a.txt", "d"], ["d/c.txt", "d/e/b.txt", "a.txt"]),
        (["a.txt", "./a.txt"], ["a.txt"]),
    ],
)
def test_a_file_counts_once_where_paths_overlap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], found: list[str]
) -> None:
    for name in ("a.txt", "d/c.txt", "d/e/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    assert [path.as_posix() for path in Walk([*map(Path, paths)])] == found


def test_only_what_is_named_twice_is_remembered() -> None:
    once = Once(shared_places([Path("/c"), Path("/c/d"), Path("/e/a.txt")]))
    assert [once.is_new(Path("/c/a.txt")) for _ in range(2)] == [True, True]
    assert [once.is_new(Path("/c/d/a.txt")) for _ in range(2)] == [True, False]


def test_what_is_written_meanwhile_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    walk = iter(Walk([tmp_path / "a.txt", tmp_path]))
    next(walk)
    (tmp_path / f"{OWN_PREFIX}1-x").write_text("")
    assert [*walk] == []
    assert OWN_PREFIX == TEMPORARY
