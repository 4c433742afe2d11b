"""The command adds entries to a list of what is ignored, and spoils none."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.ignores import Ignore, as_toml, read_entries
from tests.calling import SETTINGS, call, check, write
from tests.ignored import CUT, STRAY, YESTERDAY, ignores


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with two documents that have the same two findings."""
    folder = tmp_path / "corpus"
    write(folder, "mtlint.toml", SETTINGS)
    for name in ("a.txt", "old/b.txt"):
        write(folder, name, STRAY, "", CUT)
    return folder


def test_the_command_adds_an_entry_and_keeps_every_byte(corpus: Path) -> None:
    file = corpus / "mtlint-ignore.toml"
    before = b"# ours\r\n[[ignore]]   # one\r\ntext='x'\r\nreason='y'  # no end"
    file.write_bytes(before)
    row = check(corpus, "a.txt").rows[0]
    words = (row["fingerprint"], "--reason", 'said "so"\n twice', "--expires")
    run = call(corpus, "ignore", *words, "2999-01-31", "--path", "a.txt")
    assert (run.code, run.error) == (0, "")
    data = file.read_bytes()
    assert data.startswith(before + b"\r\n\r\n[[ignore]]\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert tomllib.loads(data.decode())["ignore"][1] == {
        "path": "a.txt",
        "fingerprint": row["fingerprint"],
        "reason": 'said "so" twice',
        "expires": date(2999, 1, 31),
    }
    assert check(corpus, "a.txt").found == [("a.txt", ". on")]


def test_the_command_begins_a_file_beside_the_settings(corpus: Path) -> None:
    run = call(corpus / "old", "ignore", "--rule", "punctuation", "--reason", "y")
    assert run.out == f"{corpus / 'mtlint-ignore.toml'}: ignores rule 'punctuation'\n"
    assert check(corpus).found == []
    text = (corpus / "mtlint-ignore.toml").read_text()
    assert text.startswith("# Findings that mtlint is to ignore")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["abc", "--reason", "y"], "abc: is no fingerprint; it has 16 digits of 0-f"),
        (
            ["--reason", "y"],
            "ignore: says not what; give a fingerprint, --rule, --path",
        ),
        (["--text", "x", "--reason", " "], "--reason: is empty; say why"),
        (
            ["--text", "x", "--reason", "y", "--expires", "2001-01-01"],
            "--expires 2001-01-01: is over; name a day to come",
        ),
        (["--rule", "punctuatoin", "--reason", "y"], "no rule or pack 'punctuatoin'"),
        (["--text", ". ,", "--reason", "y"], "entry 1 ignores it already: why"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(
    corpus: Path, words: list[str], message: str
) -> None:
    file = ignores(corpus, "text = '. ,'")
    before = file.read_bytes()
    run = call(corpus, "ignore", *words)
    assert run.code == 2
    assert message in run.error
    assert file.read_bytes() == before


def test_the_command_renews_what_has_expired(corpus: Path) -> None:
    ignores(corpus, f"text = '. ,'\nexpires = {YESTERDAY}")
    assert call(corpus, "ignore", "--text", ". ,", "--reason", "still").code == 0
    assert len(check(corpus).found) == 2


def test_the_command_does_not_spoil_a_file_it_cannot_add_to(corpus: Path) -> None:
    file = write(corpus, "mtlint-ignore.toml", "ignore = [{text='x', reason='y'}]")
    run = call(corpus, "ignore", "--text", ". ,", "--reason", "y")
    assert run.code == 2
    assert file.read_text() == "ignore = [{text='x', reason='y'}]\n"


LINES = st.text(min_size=1).map(lambda text: f"x{text}")


@given(st.builds(Ignore, LINES, LINES, LINES, LINES, LINES, st.none() | st.dates()))
def test_any_entry_comes_back_as_it_was(entry: Ignore) -> None:
    if any("\ud800" <= c <= "\udfff" for v in entry.told().values() for c in str(v)):
        return
    table = tomllib.loads(as_toml(entry))
    assert read_entries(table, Path("here")) == (entry,)
