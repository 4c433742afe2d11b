#!/usr/bin/env python3
"""Write docs/mtlint.schema.json from the code that checks settings.

With ``--check``, writes nothing and exits with 1 where it is out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from linter.schema import schema

FILE = Path(__file__).resolve().parent.parent / "docs" / "mtlint.schema.json"


def written() -> str:
    """Return the text the file must have."""
    return json.dumps(schema(), indent=2) + "\n"


def main() -> None:
    """Write the file, or check it."""
    if "--check" not in sys.argv[1:]:
        FILE.write_text(written(), encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != written():
        print(f"{FILE}: is out of date; run 'make docs'")
        sys.exit(1)


if __name__ == "__main__":
    main()
