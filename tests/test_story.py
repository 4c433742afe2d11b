"""The story of a corpus: old findings, a branch, a hook, a fix, and back again."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sarif_kit.validate import validation_errors

SEED = Path(__file__).parent.parent / "seeds" / "002_3eee78afa67e2e0f.txt"
DOCUMENTS, OLD = 300, 2000
SETTINGS = 'baseline = "mtlint-baseline.jsonl"\n'
HOOK = """\
#!/bin/sh
git diff --cached --name-only -z --diff-filter=d |
    exec "{python}" -m linter check --force-exclude --files-from -
"""

PLACES = "the north,the south,the coast,the capital,the islands,the valley".split(",")
GOODS = "timber,copper,wheat,cotton,steel,leather,paper,glass,salt,wool".split(",")
# One finding each; the counts of words differ, so that no two are alike.
STRAY = "Trade with {place} grew in goods such as {a}. , {b} and {c}, year by year."
CUT = "Talks with {place} went on about {a}, with growing interest. of the {n} mills."
CLEAN = "Most of what {place} sold in that season was {a}, and a little {b} as well."


def call(folder: Path, *words: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Run mtlint as a process; return its exit code, output and complaints."""
    run = subprocess.run(
        [sys.executable, "-m", "linter", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
    )
    return run.returncode, run.stdout.decode(), run.stderr.decode()


def found(folder: Path, *words: str) -> list[tuple[str, str, int]]:
    """Return document, rule and line of everything that is reported."""
    code, out, error = call(folder, "check", "--format", "jsonl", *words)
    assert code in (0, 1), error
    rows = [json.loads(line) for line in out.splitlines()]
    return [(row["path"], row["rule"], row["line"]) for row in rows[:-1]]


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run git without the settings of whoever runs the tests."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment[f"GIT_{role}_NAME"] = "A"
        environment[f"GIT_{role}_EMAIL"] = "a@example.org"
    run = subprocess.run(
        ["git", "-C", folder, *arguments],
        check=True,
        capture_output=True,
        input=stdin,
        env=environment,
    )
    return run.stdout.decode()


@dataclass(frozen=True)
class Corpus:
    """A repository on its branch, and what was found on main."""

    folder: Path
    old: int


def document(number: int, findings: int) -> str:
    """Return a text with so many artifacts, in long paragraphs."""
    draw = random.Random(number)
    sentences = [CUT] * (findings // 2) + [STRAY] * (findings - findings // 2)
    filled = [_filled(one, draw) for one in sentences]
    filled += [_filled(CLEAN, draw) for _ in range(2 * findings)]
    draw.shuffle(filled)
    paragraphs = [" ".join(filled[at : at + 5]) for at in range(0, len(filled), 5)]
    return "\n\n".join([f"Report number {number} of the office", *paragraphs]) + "\n"


def _filled(sentence: str, draw: random.Random) -> str:
    a, b, c = draw.sample(GOODS, 3)
    number = f"{draw.randint(1000, 9999)}"
    return sentence.format(place=draw.choice(PLACES), a=a, b=b, c=c, n=number)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Build the corpus, write its baseline, and begin a branch."""
    folder = tmp_path_factory.mktemp("story") / "corpus"
    (folder / "texts").mkdir(parents=True)
    each, more = divmod(OLD, DOCUMENTS)
    for number in range(DOCUMENTS):
        text = document(number, each + (number < more))
        (folder / f"texts/report {number:03}.txt").write_text(text)
    old = len(found(folder))
    code, out, _ = call(folder, "baseline", "write")
    assert (code, f"{old} findings of" in out) == (0, True)
    (folder / "mtlint.toml").write_text(SETTINGS)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "The corpus as it is")
    git(folder, "checkout", "--quiet", "-b", "work")
    _change(folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(HOOK.format(python=sys.executable))
    hook.chmod(0o755)
    return Corpus(folder, old)


def _change(folder: Path) -> None:
    """Add three documents, wrap forty anew, move ten."""
    (folder / "texts/new seed.txt").write_bytes(SEED.read_bytes())
    (folder / "texts/new é.txt").write_text("A clean note on what they sold.\n")
    (folder / "texts/new.md").write_text("# A note\n\nIt is clean as well.\n")
    for number in range(40):
        path = folder / f"texts/report {number:03}.txt"
        parts = path.read_text().split("\n\n")
        path.write_text("\n\n".join(textwrap.fill(part, 90) for part in parts))
    (folder / "archive").mkdir()
    for number in range(100, 110):
        name = f"report {number:03}.txt"
        git(folder, "mv", f"texts/{name}", f"archive/old {name}")


def in_seed(folder: Path) -> list[tuple[str, str, int]]:
    """Return what a check of the seed alone reports."""
    return found(folder, "--no-config", "texts/new seed.txt")


def test_the_corpus_has_its_old_findings_and_main_is_quiet(corpus: Corpus) -> None:
    assert corpus.old >= OLD
    git(corpus.folder, "stash", "--quiet", "--include-untracked")
    try:
        code, out, _ = call(corpus.folder, "check")
    finally:
        git(corpus.folder, "stash", "pop", "--quiet")
    assert code == 0
    assert f"{corpus.old} findings hidden: {corpus.old} in the baseline" in out


@pytest.mark.parametrize(
    "words",
    [(), ("--base", "main", "--no-baseline"), ("--base", "main"), ("--jobs", "2")],
    ids=["baseline", "base", "both", "two processes"],
)
def test_only_the_artifacts_of_the_new_documents_are_reported(
    corpus: Corpus, words: tuple[str, ...]
) -> None:
    expected = in_seed(corpus.folder)
    assert len(expected) >= 5
    assert found(corpus.folder, *words) == expected
    assert call(corpus.folder, "check", *words)[0] == 1


def test_the_report_for_code_scanning_follows_its_schema(corpus: Corpus) -> None:
    words = ("check", "--base", "main", "--no-baseline", "--format", "sarif")
    code, out, _ = call(corpus.folder, *words)
    log = json.loads(out)
    assert (code, list(validation_errors(log))) == (1, [])
    told = Counter(result["ruleId"] for result in log["runs"][0]["results"])
    assert told == Counter(rule for _, rule, _ in in_seed(corpus.folder))


def test_a_hook_blocks_the_commit(corpus: Corpus) -> None:
    git(corpus.folder, "add", "--all")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git(corpus.folder, "commit", "--message", "Three reports")
    told = (stopped.value.stdout + stopped.value.stderr).decode()
    assert "new seed.txt" in told
    assert "texts/report" not in told
    git(corpus.folder, "reset", "--quiet")


def test_fix_repairs_undo_restores_and_git_takes_the_patch(corpus: Corpus) -> None:
    folder, path = corpus.folder, corpus.folder / "texts" / "new seed.txt"
    before = path.read_bytes()
    code, patch, _ = call(folder, "fix", "--diff", "texts/new seed.txt")
    assert code == 1
    code, _, error = call(folder, "fix", "--in-place", "texts/new seed.txt")
    assert code == 1
    fixed = path.read_bytes()
    left = {rule for _, rule, _ in found(folder)}
    assert left
    assert "punctuation/period-before-comma" not in left
    (ledger,) = re.findall(r"mtlint undo (\S+)", error)
    assert call(folder, "undo", ledger)[0] == 0
    assert path.read_bytes() == before
    git(folder, "apply", stdin=patch.encode())
    assert path.read_bytes() == fixed
    git(folder, "apply", "--reverse", stdin=patch.encode())
    assert path.read_bytes() == before
