"""The GitHub Action: its script, in an environment that holds nothing else."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "action.sh"
STRAY = "In areas such as energy. , aerospace and more they worked.\n"

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash"), reason="no bash here"
)


def action() -> dict[str, Any]:
    loaded = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


class Job:
    """A job on GitHub that has checked a repository out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checkout = folder / "work space"
        self.temp = folder / "temp"
        for place in (self.checkout, self.temp):
            place.mkdir()
        self.output, self.page = folder / "output", folder / "page"
        for file in (self.output, self.page):
            file.touch()

    def run(
        self, step: str, path: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        search = "/usr/bin:/bin"
        return subprocess.run(
            ["bash", str(SCRIPT), step],
            cwd=self.checkout,
            env={
                "PATH": f"{path}:{search}" if path else search,
                "HOME": str(self.folder),
                "CI": "true",
                "MTLINT_CACHE_DIR": os.environ["MTLINT_CACHE_DIR"],
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(self.checkout),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.page),
                "RUNNER_TEMP": str(self.temp),
                **variables,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def check(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the second step; the first one would ask the network."""
        installed = self.temp / "mtlint"
        scripts = installed / "venv" / "bin"
        scripts.mkdir(parents=True, exist_ok=True)
        python = shlex.quote(sys.executable)
        for name, words in (("python", ""), ("mtlint", "-m linter")):
            program = scripts / name
            program.write_text(f'#!/bin/sh\nexec {python} {words} "$@"\n')
            program.chmod(0o755)
        named = {f"MTLINT_{name.upper()}": value for name, value in inputs.items()}
        return self.run("check", None, MTLINT_FOLDER=str(installed), **named)

    @property
    def outputs(self) -> dict[str, str]:
        lines = self.output.read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    made = Job(tmp_path)
    (made.checkout / "a.txt").write_text(STRAY)
    return made


def obeyed(output: str) -> list[str]:
    """Return the commands that GitHub would carry out, in both ways to write them."""
    commands, token = [], ""
    for line in output.splitlines():
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
            assert re.fullmatch("[0-9a-f]{32}", token)
        elif line.lstrip().startswith("::") or "##[" in line:
            commands.append(line)
    assert not token, "commands are stopped for good"
    return commands


def test_the_action_file_is_one() -> None:
    checker = [sys.executable, "-m", "check_jsonschema"]
    file = ROOT / "action.yml"
    subprocess.run(
        [*checker, "--builtin-schema", "vendor.github-actions", file], check=True
    )


def test_inputs_are_no_part_of_a_script() -> None:
    runs = action()["runs"]
    for step in runs["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step
    used = re.findall(r"inputs\.([\w-]+)", str(runs))
    assert sorted(used) == sorted(action()["inputs"])


def test_the_script_reads_what_the_action_gives() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    for step in action()["runs"]["steps"]:
        for name in step["env"]:
            assert name in script
    for output in action()["outputs"]:
        assert f'echo "{output}=' in script


def test_findings_are_annotated_and_counted(job: Job) -> None:
    run = job.check(paths="a.txt")
    assert run.returncode == 1, run.stderr
    (command,) = obeyed(run.stdout)
    assert command.startswith("::error file=a.txt,line=1,endLine=1,col=24,")
    assert "a.txt:1:24: error punctuation/period-before-comma" in run.stdout
    assert job.outputs["findings"] == "1"
    log = json.loads(Path(job.outputs["sarif"]).read_bytes())
    assert len(log["runs"][0]["results"]) == 1
    assert job.page.read_text().startswith("## mtlint\n\n1 document checked, 1 finding")


def test_clean_texts_pass(job: Job) -> None:
    (job.checkout / "a.txt").write_text("Nothing is wrong here.\n")
    run = job.check()
    assert (run.returncode, obeyed(run.stdout)) == (0, [])
    assert job.outputs["findings"] == "0"


@pytest.mark.parametrize(
    ("fail_on", "code"), [("", 1), ("error", 1), ("never", 0), ("nonsense", 2)]
)
def test_what_fails_the_step_can_be_chosen(fail_on: str, code: int, job: Job) -> None:
    assert job.check(fail_on=fail_on).returncode == code


def test_paths_stand_one_a_line(job: Job) -> None:
    for name in ("b c.txt", "$(touch pwned).txt", "-x.txt", "it's;x.txt", '"q".txt'):
        (job.checkout / name).write_text(STRAY)
    names = sorted(path.name for path in job.checkout.iterdir())
    run = job.check(paths="\n" + "\n".join(names) + "\n\n")
    assert run.returncode == 1
    assert job.outputs["findings"] == str(len(names))
    assert sorted(path.name for path in job.checkout.iterdir()) == names


@pytest.mark.parametrize("paths", ["", "\n", "."])
def test_without_paths_the_folder_is_checked(paths: str, job: Job) -> None:
    job.check(paths=paths)
    assert job.outputs["findings"] == "1"


def test_more_options_are_words_as_in_a_shell(job: Job) -> None:
    job.check(args="--ignore punctuation  --exclude 'b c.txt'\n--severity=info")
    assert job.outputs["findings"] == "0"


@pytest.mark.parametrize("name", ["args", "base", "baseline", "paths"])
@pytest.mark.parametrize("value", ["$(touch pwned)", "`touch pwned`", "; touch pwned"])
def test_nothing_that_is_given_is_carried_out(name: str, value: str, job: Job) -> None:
    run = job.check(**{name: value})
    assert run.returncode == 2
    assert sorted(path.name for path in job.checkout.iterdir()) == ["a.txt"]
    assert obeyed(run.stdout)[-1].startswith("::error title=mtlint::")
    assert job.outputs == {}


def test_an_open_quotation_mark_is_told(job: Job) -> None:
    run = job.check(args="--select 'a")
    assert run.returncode == 2
    assert obeyed(run.stdout) == [
        "::error title=mtlint::args: a quotation mark is not closed"
    ]


def test_names_and_texts_give_github_no_commands(job: Job) -> None:
    for name in ("::add-mask::x.txt", "##[add-mask]y.txt", "%0A::error::z.txt"):
        (job.checkout / name).write_text(f"::error::\n##[error]{STRAY}")
    (job.checkout / "::warning::lost.txt").write_bytes(b"\xff\xfe\xfd")
    run = job.check()
    commands = obeyed(run.stdout)
    assert len(commands) == 5
    for command in commands:
        assert re.match(r"::error file=[^:,]*,line=\d+,[^:]*title=mtlint%3A", command)
    assert run.stderr == ""


def test_documents_that_cannot_be_checked_fail_the_step(job: Job) -> None:
    (job.checkout / "b.txt").write_bytes(b"caf\xe9\n")
    run = job.check(fail_on="never")
    assert run.returncode == 2
    assert "not checked" in obeyed(run.stdout)[0]
    assert job.outputs["findings"] == "1"


@pytest.fixture
def fake_python(tmp_path: Path) -> Path:
    """Make a Python that only notes how it was called."""
    folder = tmp_path / "fake"
    folder.mkdir()
    program = folder / "python3"
    program.write_text(
        "#!/bin/sh\n"
        f'for word in "$@"; do printf "<%s>" "$word"; done >> {tmp_path}/called\n'
        f"echo >> {tmp_path}/called\n"
        'if [ "$2" = venv ]; then\n'
        '  mkdir -p "$3/bin"\n'
        '  cp "$0" "$3/bin/python"\n'
        "fi\n"
    )
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("version", "wanted"), [("", str(ROOT)), ("1.2.0rc1", "mtlint==1.2.0rc1")]
)
def test_the_version_that_is_asked_for_is_installed(
    version: str, wanted: str, job: Job, fake_python: Path
) -> None:
    run = job.run("install", fake_python, MTLINT_VERSION=version)
    assert run.returncode == 0, run.stdout
    called = (job.folder / "called").read_text().splitlines()
    assert called[-1] == (
        f"<-m><pip><install><--quiet><--disable-pip-version-check><{wanted}>"
    )
    assert Path(job.outputs["folder"]).parent == job.temp


@pytest.mark.parametrize("version", ["1.0 evil", "--index-url=x", "$(touch x)", "main"])
def test_what_is_no_version_is_not_installed(
    version: str, job: Job, fake_python: Path
) -> None:
    run = job.run("install", fake_python, MTLINT_VERSION=version)
    assert run.returncode == 2
    assert obeyed(run.stdout) == ["::error title=mtlint::version: is not a version"]
    assert "pip" not in (job.folder / "called").read_text()


def test_an_old_python_is_told(job: Job, fake_python: Path) -> None:
    (fake_python / "python3").write_text("#!/bin/sh\nexit 1\n")
    (fake_python / "python").write_text("#!/bin/sh\nexit 1\n")
    (fake_python / "python").chmod(0o755)
    run = job.run("install", fake_python)
    assert run.returncode == 2
    assert "needs Python 3.11" in obeyed(run.stdout)[0]
