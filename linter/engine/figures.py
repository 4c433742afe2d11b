"""Figures rewritten as English writes them; the value stays the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def clock_time(text: str) -> str:
    """Write a time of the 24-hour clock without "o'clock".

    >>> clock_time("16 o'clock"), clock_time("21.30 o'clock")
    ('16:00', '21:30')
    """
    numbers = re.findall(r"\d+", text)
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else "00"
    return f"{hour}:{minute}"


def decimal_point(text: str) -> str:
    """Swap the marks of a number written as on the European continent.

    >>> decimal_point("1.200,50"), decimal_point("3,5"), decimal_point("20.000")
    ('1,200.50', '3.5', '20,000')
    """
    return text.translate(str.maketrans(",.", ".,"))


def comma_groups(text: str) -> str:
    """Put commas in the place of the spaces between thousands.

    >>> comma_groups("2 500 000")
    '2,500,000'
    """
    return ",".join(text.split())


def ordinal(number: int) -> str:
    """Return a number with its ordinal ending.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def roman_ordinal(text: str) -> str:
    """Turn a Roman number, with or without an ending, into an ordinal.

    >>> roman_ordinal("XXI"), roman_ordinal("XIXth")
    ('21st', '19th')
    """
    values = [ROMAN[letter] for letter in text if letter in ROMAN]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return ordinal(sum(-value if value < after else value for value, after in pairs))


def month_and_day(text: str) -> str:
    """Turn a date counted in years, months and days into an English one.

    >>> month_and_day("12 month 10 day"), month_and_day("2021 year 1 month 5 day")
    ('December 10', 'January 5, 2021')
    """
    *year, month, day = map(int, re.findall(r"\d+", text))
    date = f"{MONTHS[month - 1]} {day}"
    return f"{date}, {year[0]}" if year else date


def single_scale(text: str) -> str:
    """Turn a number with two scales into one with a single scale, or none.

    >>> single_scale("12,500 million"), single_scale("3.5 ten thousand")
    ('12.5 billion', '35,000')
    >>> single_scale("20 hundred million"), single_scale("100 thousand")
    ('2 billion', '100,000')
    """
    from decimal import Decimal

    figure, *words = text.split()
    value = Decimal(figure.replace(",", "")).scaleb(_zeros(words))
    for name in ("trillion", "billion", "million"):
        if value >= Decimal(1).scaleb(SCALES[name]):
            return f"{_plain(value.scaleb(-SCALES[name]))} {name}"
    return _plain(value)


def _zeros(words: list[str]) -> int:
    """Count the zeros that scale words stand for."""
    tens = {"ten": 1, "hundred": 2} | SCALES
    return sum(tens[word] for word in words)


def _plain(value: Decimal) -> str:
    """Return a number without trailing zeros, in groups of three digits."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


FIGURES: Mapping[str, Callable[[str], str]] = {
    "clock-time": clock_time,
    "decimal-point": decimal_point,
    "comma-groups": comma_groups,
    "roman-ordinal": roman_ordinal,
    "month-and-day": month_and_day,
    "single-scale": single_scale,
}
