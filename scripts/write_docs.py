#!/usr/bin/env python3
"""Write what is generated from the rule files: pages, and tables in the README.

Without an option, writes docs/rules/ and the marked tables of README.md; with
``--check``, writes nothing and exits with 1 where something is out of date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import groupby
from pathlib import Path

from linter.describing import Rates, page, read_rates
from linter.engine.findings import TRANSFORMS
from linter.engine.guards import GUARDS
from linter.kinds import KINDS
from linter.locating import locate
from linter.model import Document, Finding, Severity
from linter.rule import Rule
from linter.rulefile import builtin_folder, read_toml
from linter.ruleset import Ruleset
from linter.settings import OFF

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "writing-rules.md"
SEED = ROOT / "seeds" / "002_3eee78afa67e2e0f.txt"
INTRODUCTION = """\
# The rules

Written by `make docs` from the files in `rules/`. The last columns are findings per
100,000 words of machine output and of edited English; [precision](../precision.md)
says how they were measured. Rules of severity `info` are shown with
`--severity info`, those marked *off* when they are selected by name.
"""


def written() -> dict[Path, str]:
    """Return every generated file with the text it must have."""
    rules, rates = Ruleset.load().rules, read_rates()
    files = {PAGES / f"{rule.id}.md": page(rule, rates.get(rule.id)) for rule in rules}
    files[PAGES / "README.md"] = "\n".join(_index(rules, rates))
    files[README] = marked(README, rules=_table(rules), seeds=_before_and_after())
    files[GUIDE] = marked(
        GUIDE,
        kinds=_kinds(),
        guards=_named("guard", "holds back a match if", GUARDS),
        transforms=_named("transform", "what it does", TRANSFORMS),
    )
    return files


def marked(path: Path, **parts: Iterator[str]) -> str:
    """Return the text of a file with new lines between its markers."""
    text = path.read_text(encoding="utf-8")
    for name, lines in parts.items():
        text = between(text, name, "\n".join(lines))
    return text


def between(text: str, name: str, new: str) -> str:
    """Put ``new`` between the markers called ``name``.

    >>> print(between("<!-- x: start -->old<!-- x: end -->", "x", "new"))
    <!-- x: start -->
    new
    <!-- x: end -->
    """
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    head, _, rest = text.partition(start)
    _, found, tail = rest.partition(end)
    if not found:
        raise SystemExit(f"no markers {start} and {end} to write between")
    return f"{head}{start}\n{new}\n{end}{tail}"


def cell(text: str) -> str:
    r"""Return text that is safe in a cell of a table.

    >>> print(cell("a | b"))
    a \| b
    """
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Return text as code in a cell of a table."""
    tick = "``" if "`" in text else "`"
    return cell(f"{tick}{text}{tick}")


def _index(rules: Sequence[Rule], rates: Mapping[str, Rates]) -> Iterator[str]:
    """Yield the list of all rules, pack by pack."""
    yield INTRODUCTION
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        yield f"## {pack}\n\n{_summary(pack)}\n"
        yield "| rule | severity | fix | what it finds | machine | edited |"
        yield "|---|---|---|---|---:|---:|"
        yield from (_entry(rule, rates.get(rule.id)) for rule in members)
        yield ""


def _entry(rule: Rule, rates: Rates | None) -> str:
    link = f"[{rule.id.removeprefix(rule.pack + '/')}]({rule.id}.md)"
    severity = rule.severity if rule.enabled else f"{rule.severity}, off"
    fix = rule.fix.safety if rule.fix else "–"
    numbers = (rates.machine, rates.clean) if rates else ("–", "–")
    return _row(link, severity, fix, cell(rule.summary), *numbers)


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a table of packs, with how many rules of each severity they hold."""
    yield _row("pack", "what it finds", *Severity, "off")
    yield "|---|---|---:|---:|---:|---:|"
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        found = Counter(rule.severity if rule.enabled else OFF for rule in members)
        counts = (str(found[key] or "") for key in (*Severity, OFF))
        yield _row(
            f"[{pack}](docs/rules/README.md#{pack})", cell(_summary(pack)), *counts
        )


def _summary(pack: str) -> str:
    """Return what the file of a pack says that the pack is for."""
    return str(read_toml(builtin_folder() / pack / "pack.toml")["summary"])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _before_and_after() -> Iterator[str]:
    text = SEED.read_bytes().decode()
    document = Document(text, SEED.relative_to(ROOT))
    rules = Ruleset.load().select(at_least=Severity.WARNING)
    yield "| line | in the text | with the fix, or what is wrong | rule |"
    yield "|---:|---|---|---|"
    for found in locate(document, rules.scan(document)):
        before, after = code(found.text), cell(found.finding.message)
        if found.preview:
            before, after = code(found.preview.before), code(found.preview.after)
        yield _row(str(found.line), before, after, _rule(found.finding))


def _rule(finding: Finding) -> str:
    safety = f" ({finding.fix.safety})" if finding.fix else ""
    return f"`{finding.rule}`{safety}"


def _kinds() -> Iterator[str]:
    """Yield what the modules of all kinds say of themselves."""
    for kind in KINDS:
        about = (import_module(f"linter.kinds.{kind}").__doc__ or "").strip()
        told = about.partition(": ")[2].partition("\n\n>>>")[0].replace("``", "`")
        yield f"### `{kind}`\n\n{told[:1].upper()}{told[1:]}\n"


def _named(what: str, says: str, functions: Mapping[str, object]) -> Iterator[str]:
    """Yield a table of functions with the first line of what they say."""
    yield _row(what, says)
    yield "|---|---|"
    for name, function in sorted(functions.items()):
        about = (function.__doc__ or "").partition("\n")[0].removeprefix("Whether ")
        yield _row(code(name), cell(about.rstrip(".").replace("``", "`")))


def outdated(files: dict[Path, str]) -> list[Path]:
    """Return the files that differ from what they must be, or should not be there."""
    old = [path for path, text in files.items() if _on_disk(path) != text]
    return sorted(old + [path for path in PAGES.rglob("*.md") if path not in files])


def _on_disk(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main(arguments: Sequence[str]) -> int:
    """Write the files, or say which are old."""
    files = written()
    old = outdated(files)
    if list(arguments) == ["--check"]:
        for path in old:
            print(f"{path.relative_to(ROOT)}: is out of date; run 'make docs'")
        return 1 if old else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for path in old:
        _write(path, files.get(path))
        print(f"{path.relative_to(ROOT)}: {'written' if path in files else 'removed'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
