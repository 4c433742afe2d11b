import datetime
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import TableError, build_matcher
from linter.kinds.dates import MONTHS, WEEKDAYS, julian_weekday, weekday
from linter.lexicon import Lexicon
from linter.model import Document, Span


def wrong(text: str, check: str) -> Iterator[tuple[str, str]]:
    """Yield the dates of ``text`` that fail ``check``, with what is right."""
    matcher = build_matcher("dates", {"kind": "dates", "check": check}, Lexicon)  # type: ignore[arg-type]
    for match in matcher.find(Document(text), [Span(0, len(text))]):
        yield match.span.of(text), match.values["right"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("30 February", "February has 29 days"),
        ("31st of June", "June has 30 days"),
        ("the 45th of March", "March has 31 days"),
        ("On April 31", "April has 30 days"),
        ("February 29, 1900", "February has 28 days"),
        ("November 31st", "November has 30 days"),
    ],
)
def test_names_the_length_of_a_month(text: str, right: str) -> None:
    assert list(wrong(f"{text} it rained.", "day")) == [(text, right)]


@pytest.mark.parametrize(
    "text",
    ["In May 45 ships sank.", "45 May bugs", "29 February 2000", "at 31 June-born men"],
)
def test_leaves_counts_and_real_dates_alone(text: str) -> None:
    assert not list(wrong(text, "day"))


@given(st.dates(datetime.date(1924, 1, 1), datetime.date(2100, 12, 31)))
def test_knows_every_weekday(date: datetime.date) -> None:
    month, right = MONTHS[date.month - 1], WEEKDAYS[date.weekday()]
    other = WEEKDAYS[(date.weekday() + 1) % 7]
    assert not list(wrong(f"{right}, {month} {date.day}, {date.year}", "weekday"))
    text = f"{other}, {date.day} {month} {date.year}"
    assert list(wrong(text, "weekday")) == [(text, f"it was a {right}")]


@given(st.dates(datetime.date(1, 3, 1), datetime.date(9999, 12, 1)))
def test_julian_weeks_run_on_like_gregorian_ones(date: datetime.date) -> None:
    following = julian_weekday(date.year, date.month, min(date.day, 27) + 1)
    here = julian_weekday(date.year, date.month, min(date.day, 27))
    assert (WEEKDAYS.index(following) - WEEKDAYS.index(here)) % 7 == 1


def test_the_calendars_met_in_a_thursday_and_a_friday() -> None:
    assert julian_weekday(1582, 10, 4) == "Thursday"
    assert weekday(1582, 10, 15) == "Friday"


def test_old_dates_may_be_right_in_either_calendar() -> None:
    assert not list(wrong("Wednesday, 25 October 1917", "weekday"))
    assert not list(wrong("Tuesday, July 14, 1789", "weekday"))
    assert list(wrong("Sunday, July 14, 1789", "weekday"))


def test_refuses_an_unknown_check() -> None:
    with pytest.raises(TableError, match="check: must be one of day, weekday"):
        list(wrong("", "month"))
