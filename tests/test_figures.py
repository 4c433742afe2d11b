"""Figures are rewritten; what they are worth is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.engine.figures import (
    SCALES,
    clock_time,
    comma_groups,
    decimal_point,
    month_and_day,
    roman_ordinal,
    single_scale,
)


def worth(text: str) -> Decimal:
    """Return the value of a figure with at most one scale."""
    figure, _, scale = text.partition(" ")
    return Decimal(figure.replace(",", "")).scaleb(SCALES.get(scale, 0))


@given(
    st.decimals(Decimal("0.1"), 999_999, places=3),
    st.sampled_from(
        [
            *(("ten thousand", 4), ("hundred million", 8), ("thousand", 3)),
            *(("million", 6), ("hundred thousand", 5), ("hundred billion", 11)),
        ]
    ),
)
def test_one_scale_is_worth_what_two_were(
    value: Decimal, scale: tuple[str, int]
) -> None:
    name, zeros = scale
    assert worth(single_scale(f"{value} {name}")) == value.scaleb(zeros)


@given(st.integers(1, 10**12))
def test_spaces_between_thousands_become_commas(value: int) -> None:
    spaced = f"{value:,}".replace(",", " ")
    assert comma_groups(spaced) == f"{value:,}"
    assert comma_groups(spaced.replace(" ", "\u00a0")) == f"{value:,}"


@given(st.from_regex(r"\A[1-9][0-9]{0,2}(\.[0-9]{3}){0,2}(,[0-9]{1,2})?\Z"))
def test_swapping_the_marks_twice_changes_nothing(text: str) -> None:
    assert decimal_point(decimal_point(text)) == text
    assert Decimal(decimal_point(text).replace(",", "")) >= 1


@pytest.mark.parametrize(
    ("roman", "ordinal"),
    [
        *(("I", "1st"), ("II", "2nd"), ("III", "3rd"), ("IV", "4th"), ("IX", "9th")),
        *(("XI", "11th"), ("XII", "12th"), ("XIV", "14th"), ("XIXth", "19th")),
        *(("XX", "20th"), ("XXI", "21st"), ("XXII", "22nd"), ("XXIIIrd", "23rd")),
    ],
)
def test_roman_centuries(roman: str, ordinal: str) -> None:
    assert roman_ordinal(roman) == ordinal


@given(st.integers(0, 24), st.integers(0, 59))
def test_a_clock_time_keeps_its_digits(hour: int, minute: int) -> None:
    assert clock_time(f"{hour}.{minute:02} o’clock") == f"{hour}:{minute:02}"
    assert clock_time(f"{hour} o'clock") == f"{hour}:00"


@given(st.integers(1, 12), st.integers(1, 31), st.integers(1800, 2099))
def test_a_counted_date_keeps_its_numbers(month: int, day: int, year: int) -> None:
    assert month_and_day(f"{month} month {day} day").endswith(f" {day}")
    whole = month_and_day(f"{year} year {month:02} Month {day} day")
    assert whole == f"{month_and_day(f'{month} month {day} day')}, {year}"
