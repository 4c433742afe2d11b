"""What a change brings, as git tells it: which files, and what they were before.

Four or five calls of git whatever the size of the repository, and one for every
few hundred old files. None of them changes anything.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.errors import ReadError

# In a repository of a million files a call takes seconds, not minutes.
MOST_SECONDS = 300
# Renames are guessed by comparing each new file with each that is gone: beyond
# so many, only those whose content stayed the same are.
MOST_RENAMES = 300
# How much of the old content is in memory at a time.
FILES_AT_ONCE = 256

REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Repository:
    """A working tree, by its real path."""

    root: Path
    shallow: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs from what it was.

    ``path`` is what it is called now, ``None`` where it is gone; ``before`` what
    it was called, ``None`` where it is new; ``blob`` its old content. ``same``
    tells that it only moved.
    """

    path: Path | None
    before: Path | None
    blob: str | None = None
    same: bool = False


def repository(folder: Path) -> Repository:
    """Return the repository that a folder is in."""
    done = _git(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository")
    if done.returncode:
        reason = _reason(done)
        if "not a git repository" in reason:
            reason = "is in no git repository; --base compares with its history"
        raise ReadError(f"{folder}: {reason}")
    root, _, shallow = done.stdout.rstrip(b"\n").rpartition(b"\n")
    return Repository(Path(os.fsdecode(root)), shallow == b"true")


def merge_base(place: Repository, revision: str) -> str:
    """Return the commit where the work here parted from ``revision``."""
    if revision.startswith("-"):
        raise ReadError(f"{revision}: is no revision")
    done = _git(place.root, "merge-base", revision, "HEAD")
    if not done.returncode:
        return done.stdout.decode().strip()
    raise ReadError(_no_base(place, revision))


def _no_base(place: Repository, revision: str) -> str:
    for name in ("HEAD", revision):
        asked = f"{name}^{{commit}}"
        if _git(place.root, "rev-parse", "--verify", "-q", asked).returncode:
            return f"{name}: no such commit here; {_fetch(name)}"
    if place.shallow:
        hint = "run 'git fetch --unshallow', or check out with fetch-depth: 0"
        return f"{revision}: this clone is too shallow to know what HEAD adds; {hint}"
    return f"{revision}: has no history in common with HEAD; name another revision"


def _fetch(name: str) -> str:
    """Say how to come by a revision."""
    remote, slash, branch = name.partition("/")
    if name == "HEAD":
        return "commit something first"
    return f"fetch it with 'git fetch {remote} {branch}'" if slash else "fetch it"


def changes(place: Repository, base: str) -> list[Change]:
    """Return the files that differ between a commit and the working tree.

    Files that git does not know yet are new, but for those it ignores.
    """
    told = _output(
        place,
        *("diff", "--raw", "-z", "--no-abbrev", "--no-relative", "--no-ext-diff"),
        *("-M", f"-l{MOST_RENAMES}", base, "--"),
    )
    untracked = _output(place, "ls-files", "--others", "--exclude-standard", "-z")
    found = [*_raw_changes(place.root, told)]
    found += (Change(_path(place, n), None) for n in untracked.split(b"\0") if n)
    return found


def _raw_changes(root: Path, told: bytes) -> Iterator[Change]:
    r"""Read ``:mode mode blob blob status\0path\0``, with two paths for a rename."""
    fields = iter(told.split(b"\0"))
    for field in fields:
        if not field:
            return
        mode, new_mode, blob, _, status = field.decode().lstrip(":").split(" ")
        before = root / os.fsdecode(next(fields))
        after = root / os.fsdecode(next(fields)) if status[0] in "RC" else before
        was = mode in REGULAR
        # A link may lead to a text; a submodule is a repository of its own.
        here = after if new_mode in (*REGULAR, "120000") else None
        if here or was:
            yield Change(
                here if status[0] != "D" else None,
                before if was else None,
                blob if was else None,
                status == "R100",
            )


def contents(place: Repository, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield what each of the blobs holds, in order."""
    for start in range(0, len(blobs), FILES_AT_ONCE):
        some = blobs[start : start + FILES_AT_ONCE]
        told = _output(place, "cat-file", "--batch", given="\n".join(some) + "\n")
        yield from _batch(told, some)


def _batch(told: bytes, blobs: Sequence[str]) -> Iterator[bytes]:
    """Read a line ``blob type size``, the content, a line feed, for each blob."""
    at = 0
    for blob in blobs:
        end = told.index(b"\n", at)
        head = told[at:end].split(b" ")
        if len(head) != 3:
            hint = "fetch it, or clone without a filter"
            raise ReadError(f"{blob}: git has not its content; {hint}")
        size = int(head[2])
        yield told[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _path(place: Repository, name: bytes) -> Path:
    return place.root / os.fsdecode(name)


def _output(place: Repository, *arguments: str, given: str = "") -> bytes:
    done = _git(place.root, *arguments, given=given)
    if done.returncode:
        raise ReadError(f"git {arguments[0]}: {_reason(done)}")
    return done.stdout


def _git(
    folder: Path, *arguments: str, given: str = ""
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", folder, *arguments],
            input=given.encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env=_environment(),
        )
    except FileNotFoundError:
        raise ReadError("git: cannot be found; --base needs it") from None
    except subprocess.TimeoutExpired:
        hint = f"took more than {MOST_SECONDS} seconds; name fewer files"
        raise ReadError(f"git {arguments[0]}: {hint}") from None


def _environment() -> dict[str, str]:
    # The index is not even refreshed: another git may be at work.
    told = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        # A hook may have these relative to the folder it runs in.
        if told.get(name):
            told[name] = os.path.abspath(told[name])  # noqa: PTH100 (a text)
    return told


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"exit {done.returncode}"
