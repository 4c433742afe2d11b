"""Who may import whom, and who may touch the disk; read off the code itself."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): (
        ast.parse(path.read_text(encoding="utf-8"))
    )
    for path in sorted((ROOT / "linter").rglob("*.py"))
}

# What everybody may import.
BASE = (
    "linter.errors",
    "linter.lazy",
    "linter.lexicon",
    "linter.lines",
    "linter.model",
    "linter.nouns",
    "linter.portions",
    "linter.rule",
)
# A layer, and all that it may import of ours besides.
LAYERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(BASE, ()),
    "linter.kinds": ("linter.kinds", "linter.naming"),
    "linter.naming": ("linter.naming",),
    "linter.engine": ("linter.engine", "linter.kinds", "linter.naming"),
    "linter.fixing": ("linter.settled",),
    "linter.settled": (),
    "linter.reading": ("linter.reading",),
}
# A pattern derives its anchor with these, which know neither rules nor files.
EXCEPTIONS = {
    "linter.kinds": (
        *("linter.engine.anchors", "linter.engine.characters"),
        "linter.engine.parsing",
    )
}

ON_DISK = (
    *("linter.reading", "linter.writing", "linter.rulefile", "linter.config"),
    *("linter.tasks", "linter.caching", "linter.results", "linter.corpus.index"),
    *("linter.cli", "linter.housestyle"),
    *("linter.grammar.installing", "linter.grammar.server", "linter.grammar.answers"),
    "linter.cli",
)
PATH_METHODS = frozenset(
    "read_text read_bytes write_text write_bytes mkdir unlink rmdir rename touch stat"
    " lstat exists is_file is_dir is_symlink iterdir glob rglob symlink_to".split()
)
OS_FUNCTIONS = frozenset(
    "open replace rename remove unlink mkdir makedirs scandir listdir stat walk".split()
)
# Modules whose import names are not the names they are installed by.
DISTRIBUTIONS = {
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
    "re2": "google-re2",
    "language_tool_python": "language-tool-python",
}


def within(module: str, layer: str) -> bool:
    return module == layer or module.startswith(layer + ".")


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules a module imports; those only for its types are no import."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            assert node.module
            yield node.module
            # ``from linter.kinds import pattern`` imports a module, too.
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name for name in names if name in MODULES)


def disk_calls(tree: ast.Module) -> Iterator[str]:
    """Yield what a module calls that reads or changes files."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open" | "NamedTemporaryFile" | "TemporaryDirectory"):
                yield ast.unparse(node)
            case ast.Attribute(value=ast.Name(id="os" | "shutil"), attr=name):
                if name in OS_FUNCTIONS:
                    yield ast.unparse(node)
            case ast.Attribute(value=ast.Attribute(attr="path")):
                pass
            case ast.Attribute(attr=name) if name in PATH_METHODS:
                yield ast.unparse(node)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    allowed = (*BASE, *LAYERS[layer], *EXCEPTIONS.get(layer, ()))
    wrong = [
        f"{module} imports {name}"
        for module, tree in MODULES.items()
        if within(module, layer)
        for name in imports(tree)
        if name.startswith("linter") and not any(within(name, ok) for ok in allowed)
    ]
    assert wrong == []


def test_every_layer_is_there() -> None:
    assert [layer for layer in LAYERS if layer not in MODULES] == []


def test_the_model_imports_nothing_of_ours_but_what_a_noun_is() -> None:
    ours = [n for n in imports(MODULES["linter.model"]) if n.startswith("linter")]
    assert ours == ["linter.nouns"]


def test_only_the_command_line_knows_click() -> None:
    users = [name for name, tree in MODULES.items() if "click" in imports(tree)]
    assert users
    assert [name for name in users if not within(name, "linter.cli")] == []


def test_nobody_imports_the_command_line() -> None:
    wrong = [
        name
        for name, tree in MODULES.items()
        if not within(name, "linter.cli") and name != "linter.__main__"
        if any(within(imported, "linter.cli") for imported in imports(tree))
    ]
    assert wrong == []


def test_one_module_chooses_the_engine_that_scans() -> None:
    users = [
        name
        for name, tree in MODULES.items()
        if {"hyperscan", "re2"} & {*imports(tree)}
    ]
    assert users == ["linter.engine.scanner"]


def test_one_module_knows_the_library_with_the_other_licence() -> None:
    users = [
        name
        for name, tree in MODULES.items()
        if any(one.startswith("language_tool_python") for one in imports(tree))
    ]
    assert users == ["linter.grammar.installing"]


def test_languagetool_is_loaded_only_where_it_is_asked_for() -> None:
    """Nobody imports the package at the head of a module, but the package itself."""
    users = [
        name
        for name, tree in MODULES.items()
        if not within(name, "linter.grammar")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and within(node.module or "", "linter.grammar")
    ]
    assert users == []


def test_only_some_modules_touch_the_disk() -> None:
    wrong = [
        f"{module}: {call}"
        for module, tree in MODULES.items()
        if not any(within(module, allowed) for allowed in ON_DISK)
        for call in disk_calls(tree)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "touches"),
    [
        ("open('a')", True),
        ("import os\nos.replace('a', 'b')", True),
        ("path.read_text()", True),
        ("'a'.replace('a', 'b')", False),
        ("os.path.join('a', 'b')", False),
    ],
)
def test_what_counts_as_touching_the_disk(code: str, touches: bool) -> None:
    assert bool([*disk_calls(ast.parse(code))]) is touches


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    table = project["project"]
    extras = table.get("optional-dependencies", {})
    needed = table["dependencies"] + [one for many in extras.values() for one in many]
    declared = {re.split(r"[^\w.-]", one)[0] for one in needed}
    imported = {
        name.partition(".")[0] for tree in MODULES.values() for name in imports(tree)
    }
    foreign = imported - sys.stdlib_module_names - {"linter"}
    assert {DISTRIBUTIONS.get(name, name) for name in foreign} - declared == set()
