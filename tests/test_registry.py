"""The registry of titles is large, and what it says can be true."""

from __future__ import annotations

import datetime
import re

from linter.kinds.wording import HEAD
from linter.rulefile import builtin_folder, lexicon_opener

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TREATIES = lexicon_opener(builtin_folder() / "titles" / "lexicons")("treaties")


def test_the_registry_is_large_and_complete() -> None:
    rows = TREATIES.rows
    assert len(rows) >= 200
    assert all(len(row) == 6 and row[0] and row[2] and row[5] for row in rows)
    assert all(HEAD.search(row[0]) for row in rows)
    dates = [date for row in rows for date in row[2].split(";")]
    wrong = [date for date in dates if not DATE.fullmatch(date)]
    assert wrong == []


def test_a_registered_day_is_in_the_calendar() -> None:
    for row in TREATIES:
        for date in row[2].split(";"):
            if len(date) == len("2001-07-16"):
                datetime.date.fromisoformat(date)
