"""Days and times of day, as they are written and as people write them otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, time, timedelta

from sitegen.source.fields import Misread
from sitegen.source.pasted import plain
from sitegen.source.wording import shown

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

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A date outside them is a typing mistake; inside them, dates can be counted with freely."""

_DATED = re.compile(rf"(?:({'|'.join(WEEKDAYS)}),? )?([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
SEPARATORS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212/.", "-"))
"""Every sign that people write between the parts of a date or of a phone number."""


_WEEKDAY = "|".join(f"{name}|{name[:3]}" for name in WEEKDAYS)
_MONTH = "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in MONTHS)
_DATE_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.IGNORECASE), order)
    for form, order in (
        (r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", "ymd"),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", "ymd"),
        (r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})", "mdy"),
        (r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})", "dmy"),
        (rf"({_MONTH})-? ([0-9]{{1,2}}) ([0-9]{{4}})", "mdy"),
        (rf"([0-9]{{1,2}}) ({_MONTH})-? ([0-9]{{4}})", "dmy"),
    )
)


def in_words(day: date) -> str:
    """Write `Monday, March 21, 2022`, so that an editor notices a wrong day."""
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def read_date(text: str) -> date | Misread:
    """Read `2022-03-21` or `Monday 2022-03-21`; the weekday must be that of the date.

    Only ASCII digits in this form: `date.fromisoformat` also takes `20220321` and
    `2022-W12-1`, which no editor means.
    """
    match = _DATED.fullmatch(text)
    if match is None:
        return _not_a_date(text)
    year, month, day = (int(part) for part in match[2].split("-"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"{match[2]} is in the year {year}. Years are {FIRST_YEAR} to {LAST_YEAR}."
        return Misread("impossible-date", message, "Write the year in full, such as 2022.")
    try:
        found = date(year, month, day)
    except ValueError:
        return _impossible(match[2], year, month)
    if match[1] and match[1] != WEEKDAYS[found.weekday()]:
        return _wrong_weekday(match[1], found)
    return found


def _impossible(written: str, year: int, month: int) -> Misread:
    if not 1 <= month <= 12:
        day = int(written[-2:])
        message = f"{written} has month {month:02d}. Months are 01 to 12."
        help_ = "Write year-month-day, such as 2022-03-21."
        if 1 <= day <= 12 and 1 <= month <= 28:
            swapped = date(year, day, month)
            help_ = f"If day and month were swapped, write {swapped} ({in_words(swapped)})."
        return Misread("impossible-date", message, help_)
    following = date(year, month, 28) + timedelta(days=4)
    last = (following - timedelta(days=following.day)).day
    message = f"{written} is not a day. {MONTHS[month - 1]} {year} has {last} days."
    end = date(year, month, last)
    return Misread("impossible-date", message, f"The last day is {end} ({in_words(end)}).")


def _wrong_weekday(weekday: str, found: date) -> Misread:
    wanted = WEEKDAYS.index(weekday)
    before = found - timedelta(days=(found.weekday() - wanted) % 7)
    after = before + timedelta(days=7)
    actual = WEEKDAYS[found.weekday()]
    day = in_words(found).removeprefix(f"{actual}, ")
    message = f"{day}, is a {actual}, not a {weekday}."
    help_ = (
        f"If the date is right, write: {actual} {found}. "
        f"If the weekday is right, the date may be {before} or {after}."
    )
    return Misread("weekday-mismatch", message, help_)


def _not_a_date(text: str) -> Misread:
    run = _run_of_days(text)
    if run:
        message = f"“{shown(text)}” names several days, and one belongs here."
        return Misread("date-format", message, f"Write the first day here, {run[0]}, and {run[1]}")
    readings = sorted(set(_readings(text)))
    if not readings:
        return _no_date_at_all(text)
    weekday = _WEEKDAY_IN_TEXT.search(text)
    if weekday and all(day.weekday() != _weekday_number(weekday[0]) for day in readings):
        return _wrong_weekday(WEEKDAYS[_weekday_number(weekday[0])], readings[0])
    message = f"“{shown(text)}” is not written as a date."
    if _DATED.match(text):
        message = f"“{shown(text)}” is more than a date, and only a date belongs here."
    ways = " or ".join(f"{day} ({in_words(day)})" for day in readings)
    one = str(readings[0]) if len(readings) == 1 else None
    return Misread("date-format", message, f"Write {ways}.", one, safe=_has_whole_year(text))


def _no_date_at_all(text: str) -> Misread:
    message = f"“{shown(text)}” is not written as a date."
    if serial := re.fullmatch(r"[2-7][0-9]{4}", text):
        day = _DAY_0_OF_EXCEL + timedelta(days=int(serial[0]))
        message = f"{text} is a number, as Excel keeps dates."
        return Misread(
            "date-format", message, f"If it is from Excel, write {day} ({in_words(day)})."
        )
    help_ = "Write year-month-day, such as 2022-03-21."
    for day in _readings(f"{shown(text)} 2000"):
        help_ = f"Write the year as well, in front: year-{day:%m-%d}, such as 2022-03-21."
    return Misread("date-format", message, help_)


_DAY_0_OF_EXCEL = date(1899, 12, 30)
"""So that the first of March 1900 is day 61: Excel counts a February 29, 1900, that never was."""

_WEEKDAY_IN_TEXT = re.compile(rf"\b(?:{_WEEKDAY})\b", re.IGNORECASE)
_WITH_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])|[0-9]{8}")
_RUN_IN_MONTH = re.compile(
    rf"({_MONTH})\.? ([0-9]{{1,2}}) ?- ?([0-9]{{1,2}}),? ([0-9]{{4}})", re.IGNORECASE
)
_RUN_OF_DATES = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ?(?:to|until|through|-) ?([0-9]{4}-[0-9]{2}-[0-9]{2})"
)


def _has_whole_year(text: str) -> bool:
    return _WITH_YEAR.search(plain(text)) is not None


def _weekday_number(name: str) -> int:
    return next(n for n, day in enumerate(WEEKDAYS) if day[:3].casefold() == name[:3].casefold())


def _run_of_days(text: str) -> tuple[date, str] | None:
    """Give the first day of days such as `March 21-25, 2022`, and how to say the last one."""
    said = plain(text)
    if match := _RUN_IN_MONTH.fullmatch(said):
        month, year = _month_number(match[1]), int(match[4])
        days = [(year, month, int(match[2])), (year, month, int(match[3]))]
    elif match := _RUN_OF_DATES.fullmatch(said):
        days = [tuple(map(int, part.split("-"))) for part in match.groups()]  # type: ignore[misc]
    else:
        return None
    try:
        first, last = (date(*day) for day in days)
    except ValueError:
        return None
    return first, f"the last day in a line of its own: end: {last}"


def _readings(text: str) -> Iterable[date]:
    """Yield every date that the text may mean, as people write dates."""
    said = plain(shown(text)).translate(SEPARATORS).replace(",", " ")
    said = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", " ".join(said.split()))
    said = re.sub(rf"^({_WEEKDAY})-? |-? ({_WEEKDAY})$", "", said, flags=re.IGNORECASE)
    # A time that is not wanted here.
    said = re.sub(r"(?:(?<=[0-9])T| +)[0-9]{1,2}:[0-9]{2}.*$", "", said)
    if week := _WEEK_DATE.fullmatch(said):
        with suppress(ValueError):
            yield date.fromisocalendar(*(int(part) for part in week.groups()))
    for pattern, order in _DATE_FORMS:
        if match := pattern.fullmatch(said):
            parts = dict(zip(order, match.groups(), strict=True))
            year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
            try:
                found = date(year, _month_number(parts["m"]), int(parts["d"]))
            except ValueError:
                continue
            if FIRST_YEAR <= year <= LAST_YEAR:
                yield found


_WEEK_DATE = re.compile(r"([0-9]{4})-W([0-9]{2})-([1-7])")
"""Year, week and day of ISO 8601, which some programs write."""


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].casefold() == text[:3].casefold())


def read_time(text: str) -> time | Misread:
    """Read `17:00`, a time of day on the 24-hour clock."""
    match = _CLOCK.fullmatch(text)
    if match:
        return time(int(match[1]), int(match[2]))
    message = f"“{shown(text)}” is not written as a time."
    meant = likely_time(text)
    help_ = "Write hours and minutes, such as 09:00 or 17:30."
    if meant is None:
        return Misread("time-format", message, help_)
    return Misread("time-format", message, f"Write {meant:%H:%M}", f"{meant:%H:%M}", safe=True)


def likely_time(text: str) -> time | None:
    """Give the time that a text most likely means: `5pm`, `9:00 a.m.`, `9:00`, `17:00`."""
    if word := {"noon": time(12), "midday": time(12)}.get(text.casefold()):
        return word
    said = re.fullmatch(
        r"([0-9]{1,2})(?:[:.h]([0-5][0-9]))? ?(?:([ap])\.?m\.?)?", text, re.IGNORECASE
    )
    if said is None or not (said[2] or said[3]):
        return None
    hour = int(said[1])
    if said[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if said[3].lower() == "p" else 0)
    return time(hour, int(said[2] or 0)) if hour < 24 else None


ISO_DATE_SCHEMA: Mapping[str, str] = {
    "type": "string",
    "pattern": rf"^(({'|'.join(WEEKDAYS)}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$",
    "patternErrorMessage": "Write the date as year-month-day, such as 2022-03-21.",
}
