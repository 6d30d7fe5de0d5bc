"""The names of days and months, as they are written and as people shorten them."""

from __future__ import annotations

from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# Longer names first, so that none is taken for the shorter one that it begins with.
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A date outside them is a typing mistake; inside them, dates can be counted with freely."""

_SHORT = ("Mon", "Tues?", "Wed", "Thu(?:rs?)?", "Fri", "Sat", "Sun")
A_WEEKDAY = "|".join(f"{name}|{short}" for name, short in zip(WEEKDAYS, _SHORT, strict=True))
A_MONTH = "|".join(f"{name}|{name[:4]}|{name[:3]}" for name in MONTHS)
"""For regular expressions that do not look at capitals."""


def weekday_number(name: str) -> int:
    """Give the number of a weekday by its name or a short form of it; Monday is 0."""
    return next(n for n, day in enumerate(WEEKDAYS) if day[:3].casefold() == name[:3].casefold())


def month_number(name: str) -> int:
    """Give the number of a month by its name or a short form of it; January is 1."""
    return next(n for n, one in enumerate(MONTHS, 1) if one[:3].casefold() == name[:3].casefold())


def in_words(day: date) -> str:
    """Write `Monday, March 21, 2022`, so that an editor notices a wrong day."""
    return f"{WEEKDAYS[day.weekday()]}, {without_weekday(day)}"


def without_weekday(day: date) -> str:
    """Write `March 21, 2022`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def spoken(at: time) -> str:
    """Write `9:00 a.m.` or `noon`, as people say it."""
    if at.minute == 0 and at.hour in {0, 12}:
        return "noon" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at:%M} {'p.m.' if at.hour >= 12 else 'a.m.'}"
