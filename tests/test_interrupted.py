"""Files that change, runs that are killed, and memory, while files are fixed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from linter.errors import WriteError
from linter.model import Document
from linter.settled import Settled
from linter.writing.cleaning import clean_file
from linter.writing.ledger import create_ledger
from linter.writing.recorded import read_ledger
from linter.writing.undoing import Outcome, undo
from tests.fixed_files import OPTIONS, names, settle


@pytest.mark.parametrize("data", [b'{"text": "bad"}\n', b'{"text": "new"}\n' * 2])
@pytest.mark.parametrize("in_place", [True, False])
def test_a_file_that_changes_while_it_is_fixed_is_refused(
    tmp_path: Path, data: bytes, in_place: bool
) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"text": "bad"}\n' * 2)

    def settle_late(document: Document) -> Settled:
        if document.record_line == 2:
            source.write_bytes(data)
            os.utime(source, ns=(1, 1))
        return settle(document)

    place = source if in_place else target
    ledger = create_ledger(tmp_path / "ledger", "0")
    with ledger, pytest.raises(WriteError, match="changed while it was being fixed"):
        clean_file(source, place, OPTIONS, settle_late, ledger)
    assert source.read_bytes() == data
    assert names(tmp_path) == ["a.jsonl", "ledger"]
    assert read_ledger(tmp_path / "ledger").files == ()


def test_a_file_that_changes_before_its_first_edit_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"text": "fine"}\n{"text": "bad"}\n')

    def settle_late(document: Document) -> Settled:
        if document.record_line == 2:
            info = source.stat()
            with source.open("r+b") as stream:
                stream.write(b'{"text": "fixe"}\n')
            os.utime(source, ns=(info.st_atime_ns, info.st_mtime_ns))
        return settle(document)

    with pytest.raises(WriteError, match="changed while it was being fixed; run again"):
        clean_file(source, source, OPTIONS, settle_late)
    assert source.read_bytes() == b'{"text": "fixe"}\n{"text": "bad"}\n'


CHILD = """
import sys, time
from pathlib import Path
from linter.model import Safety, Span
from linter.reading.units import ReadOptions
from linter.settled import Change, Settled
from linter.writing import atomic
from linter.writing.cleaning import clean_file
from linter.writing.ledger import create_ledger

def wait(*_):
    print("waiting", flush=True)
    time.sleep(600)

def settle(document):
    if moment == "settling" and document.record_line == 15_000:
        wait()
    return Settled("", (Change(Span(0, 3), "bad", "good", ("a/b",), Safety.SAFE),))

source, ledger, moment = sys.argv[1:]
if moment == "replacing":
    Path.replace = wait
if moment == "replaced":
    atomic._flush_folder = wait
with create_ledger(Path(ledger), "0") as writer:
    clean_file(Path(source), Path(source), ReadOptions(), settle, writer)
"""


def kill_at(moment: str, source: Path, ledger: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(source), str(ledger), moment]
    root = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert line == b"waiting\n"


@pytest.mark.parametrize(
    ("moment", "replaced", "outcomes"),
    [
        ("settling", False, []),
        ("replacing", False, [Outcome.ALREADY]),
        ("replaced", True, [Outcome.RESTORED]),
    ],
)
def test_a_run_that_is_killed_leaves_old_or_new_bytes_and_can_be_undone(
    tmp_path: Path, moment: str, replaced: bool, outcomes: list[Outcome]
) -> None:
    source, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    old = b'{"text": "bad %s"}\n' % (b"x" * 200) * 20_000
    source.write_bytes(old)
    kill_at(moment, source, ledger)
    assert source.read_bytes() == (old.replace(b"bad", b"good") if replaced else old)
    assert [undone.outcome for undone in undo(ledger)] == outcomes
    assert source.read_bytes() == old


def test_memory_is_flat_in_the_size_of_a_file(tmp_path: Path) -> None:
    import tracemalloc

    def peak(lines: int) -> int:
        source = tmp_path / f"{lines}.jsonl"
        source.write_bytes(b'{"text": "bad %s"}\n' % (b"x" * 2000) * lines)
        with create_ledger(tmp_path / f"{lines}.ledger", "0") as ledger:
            tracemalloc.start()
            clean_file(source, source, OPTIONS, settle, ledger)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(1000) + 3_000_000
