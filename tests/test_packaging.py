"""What is installed from a wheel is what is in the checkout, and works anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("linter", "rules", "pyproject.toml", "README.md", "LICENSE")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(command: Sequence[str | Path], cwd: Path) -> str:
    """Return what a command prints, run without the paths of this test run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel, from a copy: what is left of earlier builds gets into it."""
    folder = tmp_path_factory.mktemp("build")
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, folder / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    run([*pip, "--no-build-isolation", "--wheel-dir", "dist", "."], folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment; return that environment's command.

    The libraries it needs are lent from here, so that no network is asked for.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    run([*pip, "--quiet", "--no-deps", "--no-index", wheel], folder)
    print_site = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = run([python, "-c", print_site], folder).strip()
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site) / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return scripts / "mtlint"


def test_the_packages_that_are_listed_are_the_folders_there_are() -> None:
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "linter").rglob("__init__.py")
    }
    assert {*PROJECT["tool"]["setuptools"]["packages"]} == folders | {"linter.rules"}


def test_the_wheel_holds_all_code_and_all_rules(wheel: Path) -> None:
    import zipfile

    held = {name for name in zipfile.ZipFile(wheel).namelist() if "info/" not in name}
    code = {p.relative_to(ROOT).as_posix() for p in (ROOT / "linter").rglob("*.py")}
    data = [
        p for p in (ROOT / "rules").rglob("*") if p.suffix in (".toml", ".tsv", ".py")
    ]
    rules = {f"linter/{path.relative_to(ROOT).as_posix()}" for path in data}
    assert held == code | rules | {"linter/py.typed"}


def test_an_installed_mtlint_has_the_rules_of_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    listed = ["rules", "list", "--format", "jsonl"]
    there = run([installed, *listed], tmp_path)
    assert there == run([sys.executable, "-m", "linter", *listed], ROOT)
    assert len(there.splitlines()) > 5


def test_an_installed_mtlint_runs_its_own_code(installed: Path, tmp_path: Path) -> None:
    where = "import linter, linter.rules; print(linter.__file__, linter.rules.__file__)"
    for place in run([installed.with_name("python"), "-c", where], tmp_path).split():
        assert Path(place).is_relative_to(installed.parent.parent)


def test_an_installed_mtlint_checks_and_explains_anywhere(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("Steel, energy. , aerospace and so on.\n")
    told = run([installed, "check", "--no-config", "--format", "jsonl"], tmp_path)
    finding, summary = map(json.loads, told.splitlines())
    assert finding["rule"] == "punctuation/period-before-comma"
    assert summary["documents"] == 1
    assert "# punctuation/period-before-comma" in run(
        [installed, "explain", finding["rule"]], tmp_path
    )


def test_the_version_is_told_once() -> None:
    import linter

    assert PROJECT["project"]["version"] == linter.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {linter.__version__} " in changelog
