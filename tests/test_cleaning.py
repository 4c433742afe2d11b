from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import ConfigError, UnsettledError, WriteError
from linter.model import Document, Safety, Span
from linter.reading.units import Failure, ReadOptions
from linter.settled import Change, Settled
from linter.writing.cleaning import Cleaned, clean_file
from linter.writing.ledger import create_ledger
from linter.writing.patch import applied
from linter.writing.recorded import read_ledger
from linter.writing.undoing import Outcome, undo

OPTIONS = ReadOptions()
WORDS = {"bad": "good", "\u00e9vil": "\U0001f600", "stray ": ""}


def settle(document: Document) -> Settled:
    """Change each of WORDS; a document with ``loop`` in it never settles."""
    if "loop" in document.text:
        raise UnsettledError("the fixes undo each other")
    found = re.finditer("|".join(WORDS), document.text)
    changes = tuple(
        Change(
            Span(*match.span()),
            match[0],
            WORDS[match[0]],
            ("words/" + match[0].strip(), "words/any"),
            Safety.SAFE,
        )
        for match in found
    )
    return Settled(fixed(document.text), changes)


def fixed(text: str) -> str:
    return re.sub("|".join(WORDS), lambda match: WORDS[match[0]], text)


def clean(source: Path, target: Path | None, **options: str) -> Cleaned:
    return clean_file(source, target, ReadOptions(**options), settle)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Where to


def test_a_copy_is_fixed_and_the_source_is_not(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "out" / "deep" / "a.txt"
    source.write_bytes(b"a bad, bad stray word\r\n")
    source.chmod(0o640)
    cleaned = clean(source, target)
    assert source.read_bytes() == b"a bad, bad stray word\r\n"
    assert target.read_bytes() == b"a good, good word\r\n"
    assert mode(target) == 0o640
    assert names(target.parent) == ["a.txt"]
    counts = {"words/bad": 2, "words/any": 3, "words/stray": 1}
    assert cleaned == Cleaned(source, documents=1, changes=3, rules=counts)
    assert cleaned.changed


def test_a_source_that_is_its_own_target_is_fixed_in_place(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    source.chmod(0o751)
    clean(source, source)
    assert (source.read_bytes(), mode(source)) == (b"good", 0o751)
    assert names(tmp_path) == ["a.txt"]


def test_a_clean_file_is_left_alone_in_place(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"fine\n")
    before = source.stat()
    assert not clean(source, source).changed
    assert source.stat() == before


@pytest.mark.parametrize(
    "data", [b"", b"fine\r\n\n\r", b"\xffnot text", b"GIF\0\1", codecs.BOM_UTF8]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_without_changes_is_copied_byte_for_byte(
    tmp_path: Path, data: bytes, name: str
) -> None:
    source, target = tmp_path / name, tmp_path / "out" / name
    source.write_bytes(data)
    source.chmod(0o600)
    cleaned = clean(source, target)
    assert (target.read_bytes(), mode(target)) == (data, 0o600)
    assert cleaned.binary is (b"\0" in data)


def test_without_a_target_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"a bad word")
    source.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        cleaned = clean(source, None)
    finally:
        tmp_path.chmod(0o700)
    assert source.read_bytes() == b"a bad word"
    assert applied(cleaned.before, cleaned.regions) == b"a good word"


def test_what_a_link_means_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "a.txt", tmp_path / "a.txt"
    real.parent.mkdir()
    real.write_bytes(b"bad")
    link.symlink_to(real)
    clean(link, link)
    assert link.is_symlink()
    assert real.read_bytes() == b"good"
    assert (names(real.parent), names(tmp_path)) == (["a.txt"], ["a.txt", "real"])


def test_a_copy_that_would_replace_its_source_is_refused(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes(b"bad")
    target.symlink_to(source)
    with pytest.raises(WriteError, match=r"b.txt: the copy would replace its own"):
        clean(source, target)
    assert source.read_bytes() == b"bad"


def test_a_copy_replaces_a_link_and_not_what_it_means(tmp_path: Path) -> None:
    source, other, target = (tmp_path / name for name in "abc")
    source.write_bytes(b"bad")
    other.write_bytes(b"other")
    target.symlink_to(other)
    clean(source, target)
    assert (target.read_bytes(), other.read_bytes()) == (b"good", b"other")


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    (tmp_path / "out").touch()
    with pytest.raises(WriteError, match=r"out/a.txt: cannot be written: "):
        clean(source, tmp_path / "out" / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_in_a_read_only_folder_is_told_and_stays(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"bad")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="cannot be written: Permission denied"):
            clean(source, source)
    finally:
        tmp_path.chmod(0o700)
    assert source.read_bytes() == b"bad"


# What is in it


TEXT = "\u00e9vil a\r\nbad\rb\n\nbad \u00e9vil stray \U0001f600\u2028"


@pytest.mark.parametrize("end", ["", "\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("records", [True, False])
def test_encoding_mark_and_line_ends_are_kept(
    tmp_path: Path, end: str, encoding: str, marked: bool, records: bool
) -> None:
    record = json.dumps({"text": TEXT}, ensure_ascii=False) if records else TEXT
    good = json.dumps({"text": fixed(TEXT)}, ensure_ascii=False) if records else None
    bom = "\ufeff" if marked else ""
    source = tmp_path / ("a.jsonl" if records else "a.txt")
    before = f"{bom}{record}{end}".encode(encoding)
    source.write_bytes(before)
    options = {} if marked else {"encoding": encoding}
    shown = clean(source, None, **options)
    clean(source, source, **options)
    after = source.read_bytes()
    assert after == f"{bom}{good or fixed(TEXT)}{end}".encode(encoding)
    assert applied(shown.before, shown.regions) == after
    assert len(shown.regions) == shown.changes == 5


def test_an_encoding_with_shift_states_is_shown_right(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("日bad本".encode("iso2022_jp"))
    shown = clean(source, None, encoding="iso2022_jp")
    expected = "日good本".encode("iso2022_jp")
    assert applied(shown.before, shown.regions) == expected


def test_documents_that_fail_keep_their_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    lines = [
        b'{"text": "bad loop"}\r\n',
        b"not json\n",
        b"\n",
        b'{"text": "b\\u0061d"}\n',
        b'{"text": "\xff"}\n',
        b'{"text": "fine"}',
    ]
    source.write_bytes(b"".join(lines))
    cleaned = clean(source, target)
    lines[3] = b'{"text": "good"}\n'
    assert target.read_bytes() == b"".join(lines)
    assert [failure.record_line for failure in cleaned.failures] == [1, 2, 5]
    first = Failure(source, 1, "the fixes undo each other")
    assert cleaned.failures[0] == first
    assert (cleaned.documents, cleaned.changes) == (3, 1)


def test_an_edit_that_the_encoding_cannot_hold_is_a_failure(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes("bad évil".encode("latin-1"))
    cleaned = clean(source, source, encoding="latin-1")
    assert source.read_bytes() == "bad évil".encode("latin-1")
    assert not cleaned.changed
    (failure,) = cleaned.failures
    assert failure.reason.endswith("in iso8859-1; convert the file to UTF-8")


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (failure,) = clean(tmp_path / "gone.txt", tmp_path / "out").failures
    assert failure.reason == "cannot be read: No such file or directory"
    os.mkfifo(tmp_path / "pipe")
    (failure,) = clean(tmp_path / "pipe", tmp_path / "out").failures
    assert failure.reason == "not a regular file; it cannot be fixed"
    assert names(tmp_path) == ["pipe"]


def test_an_encoding_that_is_none_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"bad")
    with pytest.raises(ConfigError):
        clean(tmp_path / "a.txt", tmp_path / "out", encoding="utf-9")
    assert names(tmp_path) == ["a.txt"]


def test_a_change_that_changes_no_byte_is_none(tmp_path: Path) -> None:
    def settle_nothing(document: Document) -> Settled:
        same = Change(Span(0, 1), "a", "a", ("a/b",), Safety.SAFE)
        return Settled(document.text, (same,))

    source = tmp_path / "a.txt"
    source.write_bytes(b"a")
    assert not clean_file(source, source, OPTIONS, settle_nothing).changed


@given(st.lists(st.sampled_from(["bad", "x", "\n", "évil", "stray ", "😀"])))
def test_regions_are_the_difference_of_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    source = tmp_path_factory.mktemp("any") / "a.txt"
    source.write_bytes("".join(words).encode())
    shown = clean(source, None)
    assert shown.changed is bool(shown.regions)
    if shown.changed:
        expected = fixed("".join(words)).encode()
        assert applied(shown.before, shown.regions) == expected


# The ledger


def test_edits_are_recorded_as_they_are_in_the_file(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'\n{"id": "x", "text": "\\u00e9 b\\u0061d bad"}\n')
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        clean_file(source, target, OPTIONS, settle, ledger)
    read = read_ledger(tmp_path / "ledger")
    (recorded,) = read.files
    assert recorded.entry.path == str(source)
    assert recorded.entry.output == str(target)
    assert recorded.entry.encoding == "utf-8"
    hashes = [
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (source, target)
    ]
    assert [recorded.entry.sha256_before, recorded.entry.sha256_after] == hashes
    edits = list(read.edits(recorded))
    assert [(e.record, e.record_line) for e in edits] == [("x", 2), ("x", 2)]
    assert [(e.span.start, e.before, e.after) for e in edits] == [
        (2, "bad", "good"),
        (6, "bad", "good"),
    ]
    raw = [(e.raw.start, e.raw.before, e.raw.after) for e in edits]
    assert raw == [(28, r"b\u0061d", "good"), (37, "bad", "good")]


def test_a_file_without_changes_is_not_in_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"fine")
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        for target in [tmp_path / "a.txt", tmp_path / "out", None]:
            clean_file(tmp_path / "a.txt", target, OPTIONS, settle, ledger)
    assert read_ledger(tmp_path / "ledger").files == ()


def test_edits_of_a_file_that_fails_are_not_in_the_ledger(tmp_path: Path) -> None:
    def break_down(document: Document) -> Settled:
        if document.record_line == 2:
            raise RuntimeError("a mistake of ours")
        return settle(document)

    source = tmp_path / "a.jsonl"
    source.write_bytes(b'{"text": "bad"}\n' * 2)
    with create_ledger(tmp_path / "ledger", "0") as ledger:
        with pytest.raises(RuntimeError):
            clean_file(source, source, OPTIONS, break_down, ledger)
        clean_file(source, source, OPTIONS, settle, ledger)
    (recorded,) = read_ledger(tmp_path / "ledger").files
    assert recorded.entry.edits == 2
    assert names(tmp_path) == ["a.jsonl", "ledger"]


# What happens meanwhile


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
