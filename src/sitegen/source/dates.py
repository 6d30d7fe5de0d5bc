"""Days and times of day, as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time

from sitegen.lazy import pattern
from sitegen.source.day_names import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    in_words,
    without_weekday,
)
from sitegen.source.fields import Misread

__all__ = [
    "FIRST_YEAR",
    "ISO_DATE_SCHEMA",
    "LAST_YEAR",
    "MONTHS",
    "SEPARATORS",
    "WEEKDAYS",
    "in_words",
    "read_date",
    "read_moment",
    "read_run",
    "read_time",
    "time_without_day",
    "without_weekday",
]

_DATED = pattern(rf"(?:({'|'.join(WEEKDAYS)}),? )?([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
_DATE_AND_TIME = pattern(rf"({_DATED.pattern}) +([01][0-9]|2[0-3]):([0-5][0-9])")
_CLOCK = pattern(r"([01][0-9]|2[0-3]):([0-5][0-9])")
SEPARATORS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212/.", "-"))
"""Every sign that people write between the parts of a date."""


def read_date(text: str) -> date | Misread:
    """Read `2022-03-21` or `Monday 2022-03-21`; the weekday must be that of the date.

    Only ASCII digits in this form: `date.fromisoformat` also takes `20220321` and
    `2022-W12-1`, which no editor means.
    """
    if match := _DATED.fullmatch(text):
        return _day(match[1], match[2])
    from sitegen.source.mending_dates import misread_day

    return misread_day(text, takes_time=False)


def read_moment(text: str) -> tuple[date, time | None] | Misread:
    """Read a date, or a date and a time behind it: `2022-04-18 17:00`."""
    if match := _DATED.fullmatch(text):
        day = _day(match[1], match[2])
        return day if isinstance(day, Misread) else (day, None)
    match = _DATE_AND_TIME.fullmatch(text)
    if match is None:
        from sitegen.source.mending_dates import misread_day

        return misread_day(text, takes_time=True)
    day = _day(match[2], match[3], behind=f" {match[4]}:{match[5]}")
    return day if isinstance(day, Misread) else (day, time(int(match[4]), int(match[5])))


def read_run(text: str) -> tuple[date, date] | Misread:
    """Read a day, or the first and the last of days in a row: `2021-11-01 to 2021-11-05`."""
    first_text, to, last_text = text.partition(" to ")
    first, last = _DATED.fullmatch(first_text), _DATED.fullmatch(last_text if to else first_text)
    if first is None or last is None:
        from sitegen.source.mending_dates import misread_run

        return misread_run(text)
    days = [
        _day(first[1], first[2], behind=f" to {last[0]}" if to else ""),
        _day(last[1], last[2], before=f"{first[0]} to " if to else ""),
    ]
    for day in days:
        if isinstance(day, Misread):
            return day
    begin, end = (day for day in days if not isinstance(day, Misread))
    if end < begin:
        message = f"The last day, {in_words(end)}, is before the first day, {in_words(begin)}."
        better = f"{end} to {begin}"
        return Misread("end-before-start", message, f"If they were swapped, write {better}", better)
    return begin, end


def _day(weekday: str | None, text: str, before: str = "", behind: str = "") -> date | Misread:
    year, month, day = (int(part) for part in text.split("-"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"{text} is in the year {year}. Years are {FIRST_YEAR} to {LAST_YEAR}."
        return Misread("impossible-date", message, "Write the year in full, such as 2022.")
    with suppress(ValueError):
        found = date(year, month, day)
        if weekday in {None, WEEKDAYS[found.weekday()]}:
            return found
    from sitegen.source.mending_dates import not_that_day

    return not_that_day(weekday, text, before, behind)


def time_without_day(text: str) -> str | None:
    """Give the month, season or year that a text names without a day; None if it says more."""
    from sitegen.source.typed_dates import time_without_day as found

    return found(text)


def read_time(text: str) -> time | None:
    """Read `17:00`, a time of day on the 24-hour clock; None for anything else."""
    match = _CLOCK.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else None


ISO_DATE_SCHEMA: Mapping[str, str] = {
    "type": "string",
    "pattern": rf"^(({'|'.join(WEEKDAYS)}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$",
    "patternErrorMessage": "Write the date as year-month-day, such as 2022-03-21.",
}
