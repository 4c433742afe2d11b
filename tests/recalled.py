"""Texts that are checked twice, and rules that must not be asked again."""

from __future__ import annotations

import json
from pathlib import Path

from linter.checking import Checked, check_task
from linter.reading.units import ReadOptions
from linter.recall import Recall
from linter.results import Results
from linter.ruleset import Ruleset
from linter.tasks import Plan, Task

RULES = Ruleset.load()
OPTIONS = ReadOptions()
STRAY = "In areas such as energy. , aerospace and more they worked.\n"


class Untouched(Ruleset):
    """Rules that fail where they are asked to scan anything."""

    def scan_all(self, documents: object, unfinished: object = None) -> object:  # type: ignore[override]
        assert not list(documents), "scanned"  # type: ignore[call-overload]
        return iter(())


NONE = Untouched(RULES.rules)


def corpus(folder: Path, count: int = 6) -> list[Path]:
    for number in range(count):
        text = STRAY * (number % 3) + f"Nothing is wrong in number {number}.\n"
        (folder / f"{number}.txt").write_text(text)
    (folder / "a.md").write_text("<!-- mtlint-ignore: nothing -->\n" + STRAY)
    (folder / "b.jsonl").write_text(
        "".join(json.dumps({"id": f"x{n}", "text": STRAY}) + "\n" for n in range(50))
    )
    return sorted(folder.iterdir())


def the_task(paths: list[Path]) -> Task:
    (task,) = Plan(paths)
    return task


def checked(task: Task, file: Path, rules: Ruleset = RULES) -> Checked:
    recall = Recall(Results(file), by_path=False)
    return check_task(task, rules, OPTIONS, recall)
