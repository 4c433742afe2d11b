"""A real LanguageTool, from ``scripts/build_languagetool.py``: one for all tests."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from linter.cli import main
from linter.grammar.answers import FILE, Answers
from linter.grammar.asking import Asker
from linter.grammar.client import Client
from linter.grammar.server import own_server

FOLDER = Path(__file__).parent.parent / ".languagetool"
MISSING = (
    None
    if (FOLDER / "languagetool-server.jar").is_file() and shutil.which("java")
    else "wants Java and LanguageTool: scripts/build_languagetool.py .languagetool"
)
pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")
# A machine with much else to do may take this long to start one.
SECONDS = 240.0


class Shared:
    """The address of a server that several processes of tests use, and how many."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = FileLock(f"{file}.lock")

    def _read(self) -> tuple[str, int]:
        if not self._file.exists():
            return "", 0
        url, users = json.loads(self._file.read_text())
        return url, users

    def join(self, stack: ExitStack) -> str:
        """Return the address, of a server that is started by the first to ask."""
        with self._lock:
            url, users = self._read()
            if not users:
                url = stack.enter_context(own_server(FOLDER, print, SECONDS)).url
                stack.callback(self._wait)
            self._file.write_text(json.dumps([url, users + 1]))
        return url

    def leave(self) -> None:
        with self._lock:
            url, users = self._read()
            self._file.write_text(json.dumps([url, users - 1]))

    def _wait(self) -> None:
        """Wait for the others: the server ends with the process that started it."""
        deadline = time.monotonic() + 300
        while self._read()[1] and time.monotonic() < deadline:
            time.sleep(0.1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    base = tmp_path_factory.getbasetemp()
    place = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    shared = Shared(place / "languagetool.json")
    with ExitStack() as stack:
        url = shared.join(stack)
        stack.callback(shared.leave)
        yield url


@pytest.fixture
def asker(server: str) -> Iterator[Asker]:
    with Asker(Client(server), Answers(None), ()) as asker:
        yield asker


def found(asker: Asker, text: str) -> list[tuple[str, str]]:
    code = asker.code("en")
    assert code == "en-US"
    (answer,) = asker.ask([text], code)
    assert isinstance(answer, tuple)
    return [(one.rule, text[one.start : one.end]) for one in answer]


@pytest.mark.parametrize(
    "before", ["", "🌅. ", "A 🌅🌅 end. ", "One.\r\nTwo.\r\n", "A \0 b. ", "\ud800. "]
)
def test_places_are_ours_whatever_stands_before(asker: Asker, before: str) -> None:
    assert ("HE_VERB_AGR", "go") in found(asker, f"{before}He go to the shop.")


def test_an_emoji_inside_is_one_character(asker: Asker) -> None:
    rules = dict(found(asker, "This 🌅tehh🌅 is it."))
    assert all("🌅" not in word or len(word) <= 6 for word in rules.values())


def test_the_rules_that_are_off_stay_off(server: str) -> None:
    text = "Mishustin met  Keqiang ."
    with Asker(Client(server), Answers(None), ()) as asker:
        some = {rule for rule, _ in found(asker, text)}
    assert "MORFOLOGIK_RULE_EN_US" in some
    with Asker(Client(server), Answers(None), sorted(some)) as asker:
        assert some.isdisjoint(rule for rule, _ in found(asker, text))


def test_it_knows_english_and_says_what_it_lacks(asker: Asker) -> None:
    assert asker.code("en-GB") == "en-GB"
    assert asker.code("en-XX") == "en-US"
    assert asker.code("ja") is None


@pytest.fixture
def run(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for file in Path(os.environ["MTLINT_CACHE_DIR"]).glob(f"{FILE}*"):
        file.unlink()
    monkeypatch.chdir(tmp_path)
    return server


def checked(server: str, text: str, *words: str) -> list[tuple[str, str]]:
    line = ["check", "--no-config", "--format=jsonl", "--languagetool", server, *words]
    result = CliRunner().invoke(main, [*line, "-"], input=text.encode())
    assert result.exit_code in (0, 1), result.output
    rows = [json.loads(row) for row in result.stdout.splitlines()]
    return [(row["rule"], row["text"]) for row in rows if row["type"] == "finding"]


def test_names_are_left_alone_and_grammar_is_not(run: str) -> None:
    text = "Mishustin met Li Keqiang in Xiamen.\n\nThey was happy with it.\n"
    assert checked(run, text, "--grammar=all", "--select=grammar") == [
        ("grammar/PERS_PRONOUN_AGREEMENT", "was")
    ]


def test_what_is_flagged_is_read_and_nothing_else(run: str) -> None:
    flagged = "In areas such as energy. , aerospace and steel, he go fast.\n"
    text = f"They was here.\n\n{flagged}"
    rules = [rule for rule, _ in checked(run, text, "--grammar")]
    assert rules == ["punctuation/period-before-comma", "grammar/HE_VERB_AGR"]


@pytest.mark.parametrize(("verb", "safety"), [("were", "suggested"), ("was", "shown")])
def test_it_judges_how_a_cut_sentence_is_joined(
    run: str, verb: str, safety: str
) -> None:
    text = (
        "In areas such as energy. , aerospace and trade, it went on.\n"
        f"They {verb} ready to deepen the partnership of the two."
        " Coordination of both banks for an era of growth.\n"
    )
    line = ["check", "--no-config", "--format=jsonl", "--languagetool", run]
    line += ["--grammar", "--select=structure/cut-sentence", "-"]
    result = CliRunner().invoke(main, line, input=text.encode())
    rows = {row.get("rule"): row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["structure/cut-sentence"]["fix"]["safety"] == safety


def test_two_megabytes_of_one_word_end(run: str) -> None:
    """Sentences that are the same are asked about once."""
    text = "The sun is out and we are glad of it today. " * 46_000
    assert checked(run, text, "--grammar=all", "--select=grammar") == []
