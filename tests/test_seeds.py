"""What the sample documents show: a report held fixed, and clean text left clean."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linter.model import Document, Safety, Severity
from linter.ruleset import Ruleset

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CLEAN = SEEDS / "000_bf30e21cd431873d.txt"
SNAPSHOTS = Path(__file__).parent / "snapshots"


def mtlint(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def compare(name: str, text: str) -> None:
    """Hold ``text`` to a snapshot; write it when the user asks for that."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    known = path.read_bytes().decode() if path.exists() else ""
    assert text == known, "run 'make snapshots' if this is right, and read the diff"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_report_on_the_seeds_is_what_it_was() -> None:
    run = mtlint("check", "--format", "jsonl", "--no-config", "seeds/")
    assert (run.returncode, run.stderr) == (1, "")
    compare("seeds.jsonl", run.stdout)


def test_the_patch_of_safe_fixes_is_what_it_was() -> None:
    run = mtlint("fix", "--diff", "--no-config", "--exit-zero", "seeds/")
    assert run.returncode == 0
    compare("seeds.patch", run.stdout)


@pytest.mark.parametrize("path", [CLEAN, SEEDS / "README.md"], ids=lambda p: p.name)
def test_what_people_wrote_comes_out_clean(path: Path) -> None:
    run = mtlint("check", "--no-config", str(path))
    assert (run.returncode, run.stderr) == (0, ""), run.stdout


def test_no_fix_changes_the_clean_document() -> None:
    rules = Ruleset.load().select(["all"], at_least=Severity.WARNING)
    document = Document(CLEAN.read_bytes().decode(), CLEAN)
    assert rules.fix(document, Safety.SUGGESTED).changes == ()


def test_fixing_the_seeds_leaves_them_alone_and_nothing_safe_to_do(
    tmp_path: Path,
) -> None:
    before = contents(SEEDS)
    run = mtlint("fix", "--no-config", str(SEEDS), "--output", "out", cwd=tmp_path)
    assert run.returncode == 1
    assert contents(SEEDS) == before
    assert contents(tmp_path / "out") != before
    again = mtlint("check", "--no-config", "--format", "jsonl", "out", cwd=tmp_path)
    assert '"fixable": 0' in again.stdout


def test_undoing_the_fixes_of_the_seeds_restores_every_byte(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    before = contents(SEEDS)
    mtlint("fix", "--no-config", "--in-place", "--suggested", "seeds", cwd=tmp_path)
    assert contents(tmp_path / "seeds") != before
    (ledger,) = tmp_path.glob(".mtlint/ledgers/*.jsonl")
    assert mtlint("undo", str(ledger), cwd=tmp_path).returncode == 0
    assert contents(tmp_path / "seeds") == before
