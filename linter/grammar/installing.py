"""Where LanguageTool is, and the command that starts it.

This is the one module that knows language-tool-python (GPL-3.0, see the head of
the package). It fetches LanguageTool, checks what it fetched, unpacks it safely and
writes settings of a server; there it holds. A folder of one's own it finds only
through its environment, under a name with a version, and Java that is too old ends
in a SystemExit: both are looked after here.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from linter.errors import GrammarError

MAIN = "org.languagetool.server.HTTPServer"
SERVER_JARS = ("languagetool-server.jar", "languagetool.jar")
# English needs 0.4 GB, all languages 0.9; what wants more is ended, not fed.
HEAP = "1g"
# 250 MB; on a slow line, longer.
DOWNLOAD_SECONDS = 1800.0
# Without a pool every question builds all rules anew: 500 ms in place of 20.
# Not cacheSize: it needs jars that a trimmed folder lacks, and we have a cache.
SETTINGS = {"pipelineCaching": True, "maxPipelinePoolSize": 16}


class Command(NamedTuple):
    """What starts a server but for its port, and its file with settings."""

    arguments: tuple[str, ...]
    settings: Path


def command_for(folder: Path | None, tell: Callable[[str], None]) -> Command:
    """Return what starts a server from a folder, or from what is fetched.

    Raises `GrammarError` where Java, LanguageTool or the extra is missing.
    """
    java = _java()
    _needs_the_extra()
    place = _class_path(folder) if folder else _class_path(_fetched(tell))
    options = (f"-Xmx{HEAP}", "-XX:+ExitOnOutOfMemoryError", "-cp", place)
    settings = _written_settings()
    return Command((java, *options, MAIN, "--config", str(settings)), settings)


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else None
    java = java or shutil.which("java")
    if java is None:
        raise GrammarError("no Java: LanguageTool needs Java 17 or newer on the PATH")
    return java


def _needs_the_extra() -> None:
    try:
        import language_tool_python  # noqa: F401
    except ImportError:
        hint = "pip install 'mtlint[grammar]', or name a running server"
        raise GrammarError(f"language-tool-python is missing: {hint}") from None


def _class_path(folder: Path) -> str:
    """Return what Java is to load: one jar that names the others, or all there are."""
    places = [folder, *sorted(folder.glob("LanguageTool-*"), key=_version)[::-1]]
    for place in places:
        for jar in SERVER_JARS:
            if (place / jar).is_file():
                return str(place / jar)
    if any(folder.glob("languagetool-server-*.jar")):
        return str(folder / "*")
    what = "no languagetool-server.jar in it" if folder.is_dir() else "no such folder"
    raise GrammarError(f"{folder}: {what}; name a folder of LanguageTool")


def _version(place: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place.name)]


def _fetched(tell: Callable[[str], None]) -> Path:
    """Return the folder where language-tool-python keeps LanguageTool, filled."""
    from language_tool_python.download_lt import (
        LTP_DOWNLOAD_VERSION,
        LocalLanguageTool,
    )

    version = os.environ.get("LTP_DOWNLOAD_VERSION", LTP_DOWNLOAD_VERSION)
    tool = LocalLanguageTool.from_version_name(version)
    try:
        return tool.get_directory_path()
    except (OSError, LookupError, ValueError):
        tell(f"fetching LanguageTool {version}: 250 MB, once")
    _within(DOWNLOAD_SECONDS, tool.download)
    try:
        return tool.get_directory_path()
    except OSError as error:
        raise GrammarError(f"LanguageTool was not fetched: {error}") from None


def _within(seconds: float, act: Callable[[], None]) -> None:
    """Do what may take for ever, or fail in many ways, and raise `GrammarError`."""
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            act()
        # Java that it cannot make out is a SystemExit to it.
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise GrammarError(f"LanguageTool was not fetched within {seconds:g} seconds")
    if wrong:
        hint = "name a folder with --languagetool, or a running server"
        why = " ".join(str(wrong[0]).split())[:200] or type(wrong[0]).__name__
        raise GrammarError(f"LanguageTool cannot be fetched: {why}; {hint}")


def _written_settings() -> Path:
    from language_tool_python.config_file import LanguageToolConfig

    # It would be deleted at exit, which a short run never reaches.
    return Path(LanguageToolConfig(SETTINGS).path)
