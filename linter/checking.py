"""A task is checked: block by block, and what is known of one is not found again."""

from __future__ import annotations

import marshal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linter.errors import ScanError
from linter.locating import Located, locate
from linter.model import Document, Finding, Format
from linter.reading.blocks import Block, read_blocks
from linter.reading.units import Binary, Failure, Item, ReadOptions, Unit
from linter.rule import Rule
from linter.ruleset import Ruleset
from linter.tasks import Part, Task

if TYPE_CHECKING:
    from linter.comments import Remark
    from linter.corpus.comparing import Comparer
    from linter.corpus.evidence import Gathered
    from linter.corpus.tallies import Mentions
    from linter.recall import Recall

# A comment that says what not to report has this in it, see `linter.comments`.
MARK = "mtlint-"


class Checked:
    """What came of a task: documents with findings, and counts of the rest.

    ``remarks`` are on comments in a text that say what not to report there,
    ``gathered`` is what is to be compared with other documents. What is found
    ``again`` in documents is what the others say of them: they were counted before.
    """

    def __init__(
        self,
        task: Task,
        found: Iterable[Sequence[Located]] = (),
        clean: int = 0,
        binary: int = 0,
        failed: Iterable[Failure] = (),
        remarks: Iterable[tuple[str, Remark]] = (),
        gathered: Gathered | None = None,
        again: bool = False,
    ) -> None:
        self.task = task
        self.found = [*found]
        self.clean = clean
        self.binary = binary
        self.failed = [*failed]
        self.remarks = [*remarks]
        self.gathered = gathered
        self.again = again

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Checked) and vars(self) == vars(other)

    def add(self, other: Checked) -> None:
        """Add what came of a part of the task."""
        self.found += other.found
        self.clean += other.clean
        self.binary += other.binary
        self.failed += other.failed
        self.remarks += other.remarks
        if self.gathered is None:
            self.gathered = other.gathered
        elif other.gathered is not None:
            self.gathered.add(other.gathered)

    def gather(
        self, document: Document, mentions: Mentions, comparer: Comparer
    ) -> None:
        """Add what a document has to be compared."""
        from linter.corpus.evidence import Gathered

        self.gathered = self.gathered or Gathered()
        self.gathered.note(document, mentions, comparer)

    def __reduce__(self) -> tuple[Callable[..., Checked], tuple[object, ...]]:
        """Travel to another process without the task, which is known there."""
        from linter.packing import packed

        paths = [located[0].path for located in self.found]
        rows = marshal.dumps([packed(located) for located in self.found])
        counts = self.clean, self.binary, self.failed
        rest = self.remarks, self.gathered, self.again
        return _arrived, (paths, rows, *counts, *rest)


def _arrived(paths: Sequence[str], rows: bytes, *rest: Any) -> Checked:  # noqa: ANN401
    from linter.packing import unpacked

    found = map(unpacked, marshal.loads(rows), paths)
    return Checked(Task(()), [*found], *rest)


def check_task(
    task: Task,
    rules: Ruleset,
    options: ReadOptions,
    recall: Recall | None = None,
    comparer: Comparer | None = None,
) -> Checked:
    """Read the files of a task, and scan what ``recall`` does not know of them.

    What ``comparer`` is to compare is gathered, but not of earlier versions.
    """
    comparer = None if task.is_past else comparer
    read = [one for part in task.parts for one in _read(part, options)]
    blocks = [one for one in read if isinstance(one, Block)]
    results = iter(_of_blocks(blocks, task, (rules, options, comparer), recall))
    checked = Checked(task)
    for one in read:
        if isinstance(one, Failure):
            checked.failed.append(one)
        else:
            checked.add(next(results))
    return checked


def _read(part: Part, options: ReadOptions) -> Iterator[Block | Failure]:
    if part.before is not None:
        return iter([Block(part.path, part.before)])
    return read_blocks(part.path, options, part.lines)


def _of_blocks(
    blocks: Sequence[Block],
    task: Task,
    how: tuple[Ruleset, ReadOptions, Comparer | None],
    recall: Recall | None,
) -> Iterable[Checked]:
    """Return what comes of each block, in order."""
    if recall is None:
        return _check(blocks, task, *how)
    known = recall.find(blocks, task)
    fresh = [block for block, told in zip(blocks, known, strict=True) if told is None]
    found = _check(fresh, task, *how)
    recall.keep(fresh, found)
    new = iter(found)
    return [told or next(new) for told in known]


def _check(
    blocks: Sequence[Block],
    task: Task,
    rules: Ruleset,
    options: ReadOptions,
    comparer: Comparer | None,
) -> list[Checked]:
    """Scan blocks together, and say of each what came of it."""
    results = [Checked(task) for _ in blocks]
    owners: deque[Checked] = deque()

    def documents() -> Iterator[Document]:
        for block, result in zip(blocks, results, strict=True):
            for document in _documents(block.units(options), result):
                owners.append(result)
                yield document

    read = _gathering(documents(), comparer, owners) if comparer else documents()
    _scan(read, rules, owners.popleft)
    return results


def _gathering(
    documents: Iterable[Document], comparer: Comparer, owners: Sequence[Checked]
) -> Iterator[Document]:
    """Yield the documents, and note with its owner what is to be compared of each."""
    waiting: deque[Checked] = deque()

    def noted() -> Iterator[Document]:
        for document in documents:
            waiting.append(owners[-1])
            yield document

    for document, mentions in comparer.mentions(noted()):
        waiting.popleft().gather(document, mentions, comparer)
        yield document


def check_items(
    items: Iterable[Item],
    rules: Ruleset,
    checked: Checked,
    comparer: Comparer | None = None,
) -> Checked:
    """Scan what was read, and add what came of it to ``checked``."""
    documents = _documents(items, checked)
    if comparer is not None:
        documents = _gathering(documents, comparer, [checked])
    _scan(documents, rules, lambda: checked)
    return checked


def _scan(
    documents: Iterable[Document], rules: Ruleset, owner: Callable[[], Checked]
) -> None:
    """Scan documents, and note what comes of each with its ``owner``, in order."""

    def unfinished(document: Document, error: ScanError) -> None:
        line = document.record_line
        owner().failed.append(Failure(document.path, line, str(error)))

    # What compares documents finds nothing before all of them are read.
    running = [rule for rule in rules.rules if not rule.compares]
    for document, findings in rules.scan_all(documents, unfinished):
        note(owner(), document, findings, running)


def _documents(items: Iterable[Item], checked: Checked) -> Iterator[Document]:
    """Yield the documents, and note what is none."""
    for item in items:
        if isinstance(item, Unit):
            yield item.document
        elif isinstance(item, Failure):
            checked.failed.append(item)
        elif isinstance(item, Binary):
            checked.binary += 1


def note(
    checked: Checked,
    document: Document,
    findings: Sequence[Finding],
    rules: Sequence[Rule],
) -> None:
    """Add what some rules found in a document, with its place, to ``checked``."""
    located = locate(document, findings) if findings else []
    if document.format is not Format.PLAIN and MARK in document.text:
        from linter.comments import obeyed

        located, remarks = obeyed(document, located, rules)
        checked.remarks += ((str(document.path), remark) for remark in remarks)
    if located:
        checked.found.append(located)
    else:
        checked.clean += 1
