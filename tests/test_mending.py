"""Files are fixed in any number of processes, and it all comes to the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from linter.cli import mending
from linter.cli.mending import Fixed, Job, Mender, mended
from linter.config import load
from linter.model import Document, Finding, Safety
from linter.reading.mirroring import mirror
from linter.reading.walking import Walk
from linter.ruleset import Ruleset
from linter.writing.holding import put_in_place

STRAY = "In areas such as energy. , aerospace and more they worked.\n"
MENDED = "In areas such as energy, aerospace and more they worked.\n"


def corpus(folder: Path, count: int) -> Path:
    for number in range(count):
        path = folder / f"{number % 3}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {number}.\n" + STRAY * (number % 4))
    return folder


def jobs(folder: Path, output: Path) -> list[Job]:
    found = Walk([folder])
    return [Job(path, mirror(path, found.base, output)) for path in found]


def mender(folder: Path) -> Mender:
    return Mender(load(folder, no_config=True), [folder], True, Safety.SAFE)


def put(fixed: Fixed) -> Path:
    assert fixed.cleaned.held
    put_in_place(fixed.cleaned.held)
    return fixed.cleaned.path


def texts(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "TASK_BYTES", 500)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "linter", "fix", "--no-config", *arguments]


def run(folder: Path, output: Path, processes: int) -> str:
    told = (str(folder), "--output", str(output), "--jobs", str(processes))
    done = subprocess.run(command(*told), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return done.stderr.replace(str(output), "OUT")


def ledger(output: Path) -> list[dict[str, object]]:
    lines = output.with_name(f"{output.name}.ledger.jsonl").read_text()
    return [json.loads(line.replace(str(output), "OUT")) for line in lines.splitlines()]


def test_two_processes_write_and_record_what_one_does_in_the_same_order(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path / "texts", 24)
    one, two = tmp_path / "one", tmp_path / "two"
    assert run(folder, one, 1) == run(folder, two, 2)
    assert texts(one) == texts(two)
    assert ledger(one) == ledger(two)
    assert texts(one) == {
        name: text.replace(STRAY, MENDED) for name, text in texts(folder).items()
    }
    assert sum(line["type"] == "edit" for line in ledger(one)) == 36


@pytest.mark.usefixtures("_small_batches")
def test_a_process_that_dies_is_replaced_and_no_file_is_lost_or_doubled(
    tmp_path: Path,
) -> None:
    folder, output = corpus(tmp_path / "texts", 60), tmp_path / "out"
    work = jobs(folder, output)
    with closing(mended(work, mender(folder), 2)) as done:
        seen = [put(next(done))]
        for child in active_children():
            assert child.pid
            os.kill(child.pid, signal.SIGKILL)
        seen += map(put, done)
    assert seen == [job.source for job in work]
    assert texts(output) == {
        name: text.replace(STRAY, MENDED) for name, text in texts(folder).items()
    }


class Deadly(Mender):
    """Kills the process that fixes one of the files."""

    def begin(self):  # type: ignore[no-untyped-def] # noqa: ANN201
        real = self.fixer

        class Killer:
            def take_notes(self):  # type: ignore[no-untyped-def] # noqa: ANN202
                return real.take_notes()

            def __call__(self, document: Document):  # type: ignore[no-untyped-def] # noqa: ANN204
                if document.path and document.path.name == "007.txt":
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(document)

        return lambda batch: [self._fixed(job, Killer()) for job in batch]  # type: ignore[arg-type]


@pytest.mark.usefixtures("_small_batches")
def test_a_file_that_kills_every_process_is_told_and_copied_as_it_is(
    tmp_path: Path,
) -> None:
    folder, output = corpus(tmp_path / "texts", 20), tmp_path / "out"
    deadly = Deadly(load(folder, no_config=True), [folder], True, Safety.SAFE)
    told = []
    for fixed in mended(jobs(folder, output), deadly, 2):
        told += [fixed.failure.path] if fixed.failure else []
        put(fixed)
    assert folder / "1" / "007.txt" in told
    assert len(told) < 10
    assert texts(output)["1/007.txt"] == texts(folder)["1/007.txt"]
    assert len(texts(output)) == 20


@pytest.mark.usefixtures("_small_batches")
def test_leaving_early_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    folder, output = corpus(tmp_path / "texts", 60), tmp_path / "out"
    with closing(mended(jobs(folder, output), mender(folder), 2)) as done:
        put(next(done))
    assert not active_children()
    assert len(texts(output)) == 1


def is_over(group: int) -> bool:
    """Wait until no process of a group is left; the last ones clear up."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="needs groups of processes")
@pytest.mark.parametrize("action", ["fix", "check"])
def test_ctrl_c_ends_all_processes_and_leaves_no_temporary_file(
    tmp_path: Path, action: str
) -> None:
    folder, output = tmp_path / "texts", tmp_path / "out"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(STRAY * 15_000)
    told = command(str(folder), "--jobs", "2", "--output", str(output))
    if action == "check":
        output.mkdir()
        told = [*told[:3], "check", str(folder), "--jobs", "2"]
        told += ["--output", str(output / "report"), "--format", "concise"]
    running = subprocess.Popen(
        told, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not (output.exists() and any(output.iterdir())):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert err.decode().endswith("mtlint: interrupted\n")
    assert is_over(running.pid)
    left = list(tmp_path.rglob(".mtlint-*"))
    assert left == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_processes_end_with_the_first_one_even_where_it_is_killed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(STRAY * 15_000)
    told = command(str(folder), "--jobs", "2", "--output", str(tmp_path / "out"))
    running = subprocess.Popen(told, start_new_session=True, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (tmp_path / "out").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    running.kill()
    running.wait()
    assert is_over(running.pid)


def test_two_that_start_at_once_without_a_cache_disturb_nobody(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "texts", 6)
    told = [sys.executable, "-m", "linter", "check", "--no-config", str(folder)]
    environment = {**os.environ, "MTLINT_CACHE_DIR": str(tmp_path / "cache")}
    started = [
        subprocess.Popen(
            told, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    outputs = [one.communicate() for one in started]
    assert [one.returncode for one in started] == [1, 1]
    assert outputs[0] == outputs[1]
    names = [path.suffix for path in (tmp_path / "cache").iterdir()]
    # The rules, their scanner, and the one for what documents have in common.
    assert names == [".bin"] * 3


@pytest.mark.parametrize("form", ["files", "records"])
def test_what_needs_no_fix_is_scanned_with_others_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    source, output = tmp_path / "source", tmp_path / "output"
    corpus(source, 40)
    if form == "records":
        rows = [json.dumps({"text": text}) for text in texts(source).values()]
        for name in [*source.iterdir()]:
            shutil.rmtree(name)
        (source / "all.jsonl").write_text("\n".join(rows))
    alone: list[str] = []
    scan = Ruleset.scan

    def counted(rules: Ruleset, document: Document) -> Sequence[Finding]:
        alone.append(document.text)
        return scan(rules, document)

    monkeypatch.setattr(Ruleset, "scan", counted)
    for fixed in mended(jobs(source, output), mender(source), 1):
        put(fixed)
    # The scan after a fix is one of that document alone.
    assert len(alone) == 30
    assert all("energy. ," not in text for text in alone)
    assert sum(text.count(MENDED[:30]) for text in texts(output).values()) == 60


def test_files_are_found_while_others_take_their_places(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "texts", 12)
    before = texts(folder)
    record = folder / "0" / "edits.jsonl"
    # The folders overlap, and the ledger is among the texts.
    told = (str(folder / "0"), str(folder), "--in-place", "--ledger", str(record))
    done = subprocess.run(command(*told), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    after = texts(folder)
    assert after.pop("0/edits.jsonl")
    assert after == {name: text.replace(STRAY, MENDED) for name, text in before.items()}
    assert "12 documents, 18 findings, 18 edits in 9 files" in done.stderr
