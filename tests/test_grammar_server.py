"""A LanguageTool server of our own: started once, told of in one line, gone with us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.errors import GrammarError
from linter.grammar import installing
from linter.grammar.client import Client, ServerGoneError
from linter.grammar.server import own_server

STUB = Path(__file__).with_name("languagetool_stub.py")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a stub called ``java`` on the path; it notes its process."""
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    pids = tmp_path / "pids"
    program.write_text(
        f'#!/bin/sh\necho $$ >> "{pids}"\nexec "{sys.executable}" "{STUB}" "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return pids


def jars(folder: Path, name: str = "serves") -> Path:
    """Return a folder that looks like LanguageTool; its name says what it does."""
    place = folder / name / "LanguageTool-6.8"
    place.mkdir(parents=True)
    (place / "languagetool-server.jar").write_bytes(b"")
    return folder / name


def tell(line: str) -> None:
    raise AssertionError(line)


def started(pids: Path) -> list[int]:
    return [int(line) for line in pids.read_text().split()] if pids.exists() else []


def alive(pid: int) -> bool:
    """Whether a process runs; what has ended and is not fetched does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return state not in "ZX"


def wait_until_gone(pids: Path) -> None:
    deadline = time.monotonic() + 20
    while any(map(alive, started(pids))):
        assert time.monotonic() < deadline, "a server outlives its run"
        time.sleep(0.05)


@POSIX
def test_a_server_answers_and_is_gone_after_the_block(
    java: Path, tmp_path: Path
) -> None:
    with own_server(jars(tmp_path), tell) as client:
        assert client.software() == "0.1 today False"
        assert [one.rule for one in client.matches("teh", "en-US")] == ["STUB_TEH"]
        assert len(started(java)) == 1
    wait_until_gone(java)


@POSIX
def test_a_server_is_gone_after_an_exception(java: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyError), own_server(jars(tmp_path), tell):
        raise KeyError
    wait_until_gone(java)


@POSIX
def test_a_server_that_exits_is_told_with_its_last_words_and_started_once(
    java: Path, tmp_path: Path
) -> None:
    with (
        pytest.raises(GrammarError, match=r"ended at once, with 1: .*NoClassDefFound"),
        own_server(jars(tmp_path, "exits"), tell),
    ):
        pass
    assert len(started(java)) == 1


@POSIX
def test_a_java_that_is_too_old_is_told_as_such(java: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(GrammarError, match="this Java is too old; it needs 17"),
        own_server(jars(tmp_path, "old"), tell),
    ):
        pass


@POSIX
def test_a_server_that_hangs_at_start_is_given_up_and_ended(
    java: Path, tmp_path: Path
) -> None:
    begun = time.monotonic()
    with (
        pytest.raises(GrammarError, match="did not start in time: Starting, slowly"),
        own_server(jars(tmp_path, "hangs"), tell, seconds=2),
    ):
        pass
    assert time.monotonic() - begun < 20
    wait_until_gone(java)
    assert len(started(java)) == 1


@POSIX
def test_a_server_that_dies_says_why(java: Path, tmp_path: Path) -> None:
    with own_server(jars(tmp_path), tell) as client:
        with pytest.raises(ServerGoneError):
            client.matches("!die", "en-US")
        with pytest.raises(ServerGoneError, match="OutOfMemoryError: Java heap space"):
            client.matches("teh", "en-US")


def test_no_java_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(GrammarError, match=r"no Java: .* needs Java 17"):
        installing.command_for(jars(tmp_path), tell)


@POSIX
def test_a_folder_without_languagetool_is_one_line(java: Path, tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match=r"no languagetool-server\.jar in it"):
        installing.command_for(tmp_path, tell)
    with pytest.raises(GrammarError, match="no such folder"):
        installing.command_for(tmp_path / "none", tell)


@POSIX
def test_the_newest_of_several_versions_is_taken(java: Path, tmp_path: Path) -> None:
    folder = jars(tmp_path)
    for version in ("6.10", "6.9"):
        jar = folder / f"LanguageTool-{version}" / "languagetool-server.jar"
        jar.parent.mkdir()
        jar.touch()
    command = installing.command_for(folder, tell)
    command.settings.unlink()
    assert f"{folder}/LanguageTool-6.10/languagetool-server.jar" in command.arguments


@POSIX
def test_a_flat_folder_of_jars_will_do(java: Path, tmp_path: Path) -> None:
    (tmp_path / "languagetool-server-6.8.jar").touch()
    command = installing.command_for(tmp_path, tell)
    assert f"{tmp_path}/*" in command.arguments
    assert "-Xmx1g" in command.arguments
    assert "pipelineCaching=true" in command.settings.read_text()
    command.settings.unlink()


@POSIX
def test_what_cannot_be_fetched_is_one_line(
    java: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Java that tells no version ends language-tool-python with a SystemExit."""
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "downloads"))
    told: list[str] = []
    with pytest.raises(GrammarError, match=r"cannot be fetched: .*--languagetool"):
        installing.command_for(None, told.append)
    assert told == ["fetching LanguageTool 6.8: 250 MB, once"]


@POSIX
def test_what_was_fetched_before_is_used(
    java: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LTP_PATH", str(jars(tmp_path)))
    with own_server(None, tell) as client:
        assert client.is_ready()
    wait_until_gone(java)


# Under nohup, a process ignores SIGHUP from its start.
RUN = """\
import signal, sys, time
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
from pathlib import Path
from linter.grammar.server import own_server
with own_server(Path(sys.argv[1]), print):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def run(java: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of ours that has a server and waits."""
    command = [sys.executable, "-c", RUN, str(jars(tmp_path))]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_server_is_gone_however_we_end(
    name: str, run: subprocess.Popen[str], java: Path
) -> None:
    assert [*map(alive, started(java))] == [True]
    run.send_signal(getattr(signal, name))
    run.wait(20)
    wait_until_gone(java)


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells of a death")
def test_a_server_is_gone_when_its_keeper_is_killed(
    run: subprocess.Popen[str], java: Path
) -> None:
    (pid,) = started(java)
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    os.kill(int(stat.split()[1]), signal.SIGKILL)
    wait_until_gone(java)


def test_nobody_there_is_told_as_gone() -> None:
    with pytest.raises(ServerGoneError, match="cannot be reached"):
        Client("http://127.0.0.1:9").software()
