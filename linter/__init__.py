"""mtlint: a linter for machine-translation artifacts.

>>> from linter import Document, Ruleset
>>> rules = Ruleset.load()
>>> document = Document("projects in areas such as energy. , aerospace")
>>> [finding.rule for finding in rules.scan(document)]
['punctuation/period-before-comma']
>>> rules.fix(document).text
'projects in areas such as energy, aerospace'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.errors import MtlintError as MtlintError
    from linter.model import Document as Document
    from linter.model import Edit as Edit
    from linter.model import Finding as Finding
    from linter.model import Fix as Fix
    from linter.model import Safety as Safety
    from linter.model import Severity as Severity
    from linter.model import Span as Span
    from linter.ruleset import Ruleset as Ruleset
    from linter.settled import Settled as Settled

__version__ = "0.1.0"

_HOMES = {
    "MtlintError": "linter.errors",
    "Ruleset": "linter.ruleset",
    "Settled": "linter.settled",
} | dict.fromkeys(
    ("Document", "Edit", "Finding", "Fix", "Safety", "Severity", "Span"),
    "linter.model",
)
__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `import linter` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'linter' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
