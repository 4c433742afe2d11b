#!/usr/bin/env python3
"""Build a folder with LanguageTool's server from Maven Central.

For machines that cannot fetch LanguageTool itself. Wants ``mvn``. English alone
makes 46 MB, all languages would be 250. Use it with ``mtlint check --grammar
--languagetool FOLDER``. Says nothing and does nothing if the folder is there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

VERSION = "6.8"
GROUP = "org.languagetool"
# What the server asks its class path for only with a database, a cache in Redis or
# a grammar model in the network, and the list of all languages.
NOT_NEEDED = """
    org.languagetool:language-all io.lettuce:* org.mariadb.jdbc:* com.nimbusds:*
    at.favre.lib:* co.elastic.logging:* io.grpc:grpc-netty-shaded io.grpc:grpc-protobuf
    com.google.protobuf:* org.apache.lucene:* com.gitlab.dumonts:* com.github.waffle:*
    net.java.dev.jna:* io.vavr:* org.glassfish.jaxb:* com.sun.xml.bind:*
""".split()
# Some languages do need hunspell, and what it is called through.
WITH_HUNSPELL = {"com.gitlab.dumonts:*", "net.java.dev.jna:*"}
# A class of the core names these three; their own jars do, without dictionaries.
NAMED_BY_CORE = ("es", "ca", "pt")


def project(version: str, languages: Sequence[str]) -> str:
    """Return the project that Maven copies the dependencies of."""
    hunspell = WITH_HUNSPELL if set(languages) != {"en"} else set()
    left_out = [name for name in NOT_NEEDED if name not in hunspell]
    parts = [_dependency("languagetool-server", version, left_out)]
    for language in languages:
        parts.append(
            _dependency(f"language-{language}", version, [f"{GROUP}:languagetool-core"])
        )
    for language in NAMED_BY_CORE:
        if language not in languages:
            parts.append(_dependency(f"language-{language}", version, ["*:*"]))
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0">'
        "<modelVersion>4.0.0</modelVersion><groupId>local</groupId>"
        "<artifactId>languagetool</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{''.join(parts)}</dependencies>"
        "</project>\n"
    )


def _dependency(artifact: str, version: str, left_out: Sequence[str]) -> str:
    exclusions = "".join(
        f"<exclusion><groupId>{group}</groupId><artifactId>{name}</artifactId></exclusion>"
        for group, name in (one.split(":") for one in left_out)
    )
    return (
        f"<dependency><groupId>{GROUP}</groupId><artifactId>{artifact}</artifactId>"
        f"<version>{version}</version><exclusions>{exclusions}</exclusions></dependency>"
    )


def build(folder: Path, version: str, languages: Sequence[str]) -> None:
    """Fill a folder: the server's jar, and beside it ``libs`` with all others.

    The server's jar names the others without their versions.
    """
    folder = folder.resolve()  # Maven starts in the folder of its project
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        (work / "pom.xml").write_text(project(version, languages), encoding="utf-8")
        made = work / "made"
        subprocess.run(
            [
                *("mvn", "--quiet", "--batch-mode", "--file", str(work / "pom.xml")),
                "dependency:copy-dependencies",
                f"-DoutputDirectory={made / 'libs'}",
                "-Dmdep.stripVersion=true",
            ],
            check=True,
        )
        jar = "languagetool-server.jar"
        (made / "libs" / jar).rename(made / jar)
        made.rename(folder)


def main() -> None:
    """Build the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="en", help="such as en,de,fr")
    parser.add_argument("--version", default=VERSION)
    given = parser.parse_args()
    if (given.folder / "languagetool-server.jar").is_file():
        return
    if given.folder.exists():
        sys.exit(f"{given.folder}: is there already, without LanguageTool in it")
    if shutil.which("mvn") is None:
        sys.exit("mvn is missing: install Maven, or fetch LanguageTool by hand")
    languages = [one.strip() for one in given.languages.split(",") if one.strip()]
    try:
        build(given.folder, given.version, languages)
    except subprocess.CalledProcessError:
        sys.exit("Maven failed; see above")


if __name__ == "__main__":
    main()
