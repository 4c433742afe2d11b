"""Kind ``dates``: a date in words that no calendar has.

Key ``check``: ``day`` finds days that their month does not have, ``weekday``
finds full dates whose weekday is another one. Both read "Monday, 5 May 2021",
"Monday, May 5, 2021" and "May 5, 2021 (Monday)".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from linter.kinds import Anchor, Match, OpenLexicon, Table, TableError, check_keys
from linter.kinds.compiling import compiled
from linter.kinds.pattern import matches_in
from linter.model import Document, Span
from linter.nouns import Noun

if TYPE_CHECKING:
    import regex

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WEEKDAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
MONTH = f"(?P<month>{'|'.join(MONTHS)})"
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
DAY = r"(?P<day>\d{1,2})(?P<ending>st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})(?![\d:.,%-]\d|\d)"
# Longer than "Wednesday, on the 25th of September, 2021 (Wednesday)".
REACH = 80
DATE = rf"""(?x)
  (?:(?P<weekday>{WEEKDAY}),?[ ](?:on[ ])?)?(?:the[ ])?
  (?:(?<![\d.,:/-]){DAY}(?P<of>[ ]of)?[ ]{MONTH}(?:,?[ ]{YEAR})?
   |(?P<on>\b[Oo]n[ ])?\b{MONTH}[ ]{DAY}(?![\d:%]|[.,]\d)(?:,?[ ]{YEAR})?)
  (?![\w-])
  (?:[ ]\((?P<weekday>{WEEKDAY})\))?"""
# No month lacks a day before the 29th, and dates in words are many.
LATE = "(?:29|[3-9][0-9])"
ANCHORS = {
    "day": (
        rf"{LATE}(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(MONTHS)})",
        rf"(?:{'|'.join(MONTHS)}) {LATE}",
    ),
    "weekday": (
        rf"{WEEKDAY},? (?:on )?(?:the )?(?:[0-9]|{'|'.join(MONTHS)})",
        rf"(?:[0-9]|{'|'.join(MONTHS)}) [(]{WEEKDAY}",
    ),
}
# Before this year one side of Europe or another still used the Julian calendar.
SETTLED = 1924

Check = Callable[["regex.Match[str]"], "str | None"]


class Dates(Noun):
    """Dates of which ``wrong`` can say what is wrong with them."""

    wrong: Check
    anchors: tuple[Anchor, ...]

    @property
    def expressions(self) -> tuple[str, ...]:
        """What is to be compiled, for no anchor has it."""
        return (DATE,)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """A date, ready to match."""
        return compiled(DATE)

    def find(self, document: Document, regions: Sequence[Span]) -> Iterator[Match]:
        """Yield wrong dates; the value ``right`` says what is true instead."""
        for found in matches_in(self.compiled, document.text, regions, self.anchors[0]):
            right = self.wrong(found)
            if right is not None:
                yield Match(Span(*found.span()), values={"right": right})


def missing_day(found: regex.Match[str]) -> str | None:
    """Say how long the month is, where the day is not in it."""
    day, month = int(found["day"]), MONTHS.index(found["month"]) + 1
    longest = days_of(month, int(found["year"]) if found["year"] else None)
    if day <= longest or not _is_date(found, day):
        return None
    return f"{found['month']} has {longest} days"


def _is_date(found: regex.Match[str], day: int) -> bool:
    """Whether the number is a day: "in May 45 ships sank" counts ships."""
    if found["year"] or found["ending"]:
        return True
    if found.start("day") < found.start("month"):
        return day <= 31 or found["of"] is not None
    return found["on"] is not None


def other_weekday(found: regex.Match[str]) -> str | None:
    """Name the weekday of a full date, where it is not the one that is given."""
    if not found["weekday"] or not found["year"]:
        return None
    day, month, year = (
        int(found["day"]),
        MONTHS.index(found["month"]) + 1,
        int(found["year"]),
    )
    if not 1 <= day <= days_of(month, year):
        return None
    right = weekday(year, month, day)
    if year < SETTLED and found["weekday"] == julian_weekday(year, month, day):
        return None
    return None if right == found["weekday"] else f"it was a {right}"


def days_of(month: int, year: int | None) -> int:
    """Return how many days a month has; February the more where no year is given.

    >>> days_of(2, None), days_of(2, 1900), days_of(2, 2000), days_of(4, 2021)
    (29, 28, 29, 30)
    """
    if month == 2:
        leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def weekday(year: int, month: int, day: int) -> str:
    """Return the weekday of a date in the Gregorian calendar, ever.

    >>> weekday(2021, 5, 5), weekday(1789, 7, 14)
    ('Wednesday', 'Tuesday')
    """
    from datetime import date

    return WEEKDAYS[date(year, month, day).weekday()]


def julian_weekday(year: int, month: int, day: int) -> str:
    """Return the weekday of a date in the Julian calendar.

    >>> julian_weekday(1917, 10, 25), julian_weekday(1752, 9, 2)
    ('Wednesday', 'Wednesday')
    """
    # The day number of both calendars, less what they share: see E. G. Richards,
    # Mapping Time, 1998, chapter 25.
    early = month < 3
    years = year + 4800 - early
    months = month + 9 if early else month - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return WEEKDAYS[number % 7]


CHECKS: dict[str, Check] = {"day": missing_day, "weekday": other_weekday}


def build(table: Table, lexicon: OpenLexicon) -> Dates:
    """Return the finder of dates that fail the check ``table`` names."""
    check_keys(table, ("kind", "check"))
    name = table.get("check")
    if name not in CHECKS:
        raise TableError("check", f"must be one of {', '.join(CHECKS)}")
    anchors = (Anchor(expression, REACH) for expression in ANCHORS[str(name)])
    return Dates(CHECKS[str(name)], tuple(anchors))
