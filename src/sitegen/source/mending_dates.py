"""What is said about a day, a run of days or a moment that is not written as the format has it.

Every reading is offered. What was typed beside it is never lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

from sitegen.lazy import pattern, replace
from sitegen.source.day_names import (
    A_MONTH,
    MONTHS,
    WEEKDAYS,
    in_words,
    month_number,
    spoken,
)
from sitegen.source.fields import NOT_DECIDED, Misread
from sitegen.source.pasted import plain
from sitegen.source.typed_dates import Typed, take_apart, time_without_day
from sitegen.source.typed_times import as_time
from sitegen.source.wording import MARK, shown

_RUN_IN_MONTH = pattern(
    rf"({A_MONTH})\.? ([0-9]{{1,2}}) ?(?:-|to|through|until) ?([0-9]{{1,2}}),? ([0-9]{{4}})",
    re.IGNORECASE,
)
_CLOCK_LIKE = pattern(r"[0-9]{1,2}(?:[:.h][0-9]*)*(?: ?[ap]\.?m\.?)?", re.IGNORECASE)
_CLOCK = pattern("[0-9]{2}:[0-9]{2}")
_BEGINS_RIGHT = pattern(rf"(?:(?:{'|'.join(WEEKDAYS)}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}")
_DAY_0_OF_EXCEL = date(1899, 12, 30)
"""So that the first of March 1900 is day 61: Excel counts a February 29, 1900, that never was."""


def not_that_day(weekday: str | None, written: str, before: str, behind: str) -> Misread:
    """Say of year-month-day that there is no such day, or that it is not on the weekday."""
    year, month, day = (int(part) for part in written.split("-"))
    try:
        found = date(year, month, day)
    except ValueError:
        return impossible(written, year, month)
    return wrong_weekday(weekday or WEEKDAYS[found.weekday()], found, before, behind)


def impossible(written: str, year: int, month: int) -> Misread:
    """Say of a day that the calendar does not have which day may be meant."""
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


def wrong_weekday(weekday: str, found: date, before: str = "", behind: str = "") -> Misread:
    """Say that a date is not on the weekday with it. What stands before and behind it stays."""
    wanted = WEEKDAYS.index(weekday)
    earlier = found - timedelta(days=(found.weekday() - wanted) % 7)
    later = earlier + timedelta(days=7)
    actual = WEEKDAYS[found.weekday()]
    day = in_words(found).removeprefix(f"{actual}, ")
    message = f"{day}, is a {actual}, not a {weekday}."
    help_ = (
        f"If the date is right, write: {before}{actual} {found}{behind}. If the weekday is right, "
        f"the date may be {before}{earlier}{behind} or {before}{later}{behind}."
    )
    return Misread("weekday-mismatch", message, help_)


def misread_day(text: str, *, takes_time: bool) -> Misread:
    """Say how a day is written that stands otherwise in `text`, with its time if it takes one."""
    if not takes_time and (run := run_of_days(text)):
        message = f"“{shown(text)}” names several days, and one belongs here."
        help_ = (
            f"Write {run[0]} here, and the last day of a training in its own line: end: {run[1]}"
        )
        return Misread("date-format", message, help_)
    typed = take_apart(text)
    if len(typed.days) > 1:
        message = f"“{shown(text)}” names several days, and one belongs here."
        days = list(dict.fromkeys(day for readings in typed.days for day in readings))[:4]
        return Misread("date-format", message, f"Write {_ways_in_words(days)}.")
    if not typed.days:
        return _no_day(text, typed)
    readings = typed.days[0]
    if typed.weekdays:
        fitting = tuple(day for day in readings if {day.weekday()} == set(typed.weekdays))
        if not fitting:
            other = next(n for n in typed.weekdays if n != readings[0].weekday())
            sure = len(typed.times) == 1 and takes_time and typed.times[0].sure
            time = f" {as_time(typed.times[0].options[0]):%H:%M}" if sure else ""
            return wrong_weekday(WEEKDAYS[other], readings[0], behind=time)
        readings = fitting
    return _one_day(text, typed, readings, takes_time=takes_time)


def _ways_in_words(days: Sequence[date]) -> str:
    return " or ".join(f"{day} ({in_words(day)})" for day in days)


def _one_day(text: str, typed: Typed, days: Sequence[date], *, takes_time: bool) -> Misread:
    """Offer each reading of one day, and of its time; say where the rest of the text can stand."""
    time = typed.times[0] if takes_time and len(typed.times) == 1 else None
    if time and time.options == (0,):
        return _at_midnight(text, typed, days)
    meant = list(product(days, time.options if time else (None,)))
    ways = [_way(day, minutes, typed) for day, minutes in meant]
    is_guess = time is not None and not time.sure
    said = " or ".join(
        f"{way} ({in_words(day)}{_spoken(minutes) if is_guess else ''})"
        for way, (day, minutes) in zip(ways, meant, strict=True)
    )
    left = _left_over(typed, has_time=time is not None)
    if typed.rest.casefold() == "before" and len(days) == 1 and time is None:
        before = days[0] - timedelta(days=1)
        message = f"“{shown(text)}” leaves open whether that day counts."
        help_ = f"If it counts, write {said}. If not, write {before} ({in_words(before)})."
        return Misread("date-format", message, help_)
    help_ = f"Write {said}.{left}"
    if time and typed.zone:
        help_ = (
            f"If {shown(typed.zone)} is the time zone of the site, write {said}. A zone is "
            "not written with a time. It is the site's, in content/site.yaml, but for a milestone "
            f"at a place that has its own.{left}"
        )
    better = ways[0] if len(ways) == 1 and not left else None
    message, code = _what_it_is(text, typed, has_time=time is not None, takes_time=takes_time)
    return Misread(code, message, help_, better, safe=True)


def _way(day: date, minutes: int | None, typed: Typed) -> str:
    weekday = f"{WEEKDAYS[day.weekday()]} " if typed.weekdays else ""
    return f"{weekday}{day}" + ("" if minutes is None else f" {as_time(minutes):%H:%M}")


def _spoken(minutes: int | None) -> str:
    return "" if minutes is None else f", {spoken(as_time(minutes))}"


def _at_midnight(text: str, typed: Typed, days: Sequence[date]) -> Misread:
    message = f"“{shown(text)}” can mean the beginning of the day or its end."
    day = days[0]
    help_ = (
        f"If all of {in_words(day)}, counts, write {_way(day, None, typed)}. "
        f"If it is over when that day begins, write {day - timedelta(days=1)}."
    )
    return Misread("time-format", message, f"{help_}{_left_over(typed, has_time=True)}")


def _left_over(typed: Typed, *, has_time: bool) -> str:
    """Say what to do with what was typed beside the day, so that nothing is lost."""
    said = ""
    if typed.times and not has_time:
        time = f"{typed.spoken_times} {typed.zone}".strip()
        said += (
            f" The time, “{shown(time)}”, cannot stand here. If people need it, say it in a note."
        )
    if typed.rest and not typed.soft:
        rest = shown(typed.rest)
        said += f" The rest, “{rest}”, is not part of a date. If people need it, say it in a note."
    return said


def _what_it_is(text: str, typed: Typed, *, has_time: bool, takes_time: bool) -> tuple[str, str]:
    begins_right = _BEGINS_RIGHT.match(text) is not None
    if begins_right and has_time and not typed.rest and not typed.zone:
        if _CLOCK.fullmatch(typed.spoken_times):
            return f"“{shown(text)}” is not written as a date and a time.", "time-format"
        return f"“{shown(typed.spoken_times)}” is not written as a time.", "time-format"
    if begins_right and takes_time and not has_time and _CLOCK_LIKE.fullmatch(typed.rest):
        return f"“{shown(typed.rest)}” is not written as a time.", "time-format"
    if begins_right:
        what = "a date or a date with a time" if takes_time else "a date"
        return f"“{shown(text)}” is more than a date, and only {what} belongs here.", "date-format"
    return f"“{shown(text)}” is not written as a date.", "date-format"


def _no_day(text: str, typed: Typed) -> Misread:
    message = f"“{shown(text)}” is not written as a date."
    if typed.none:
        year, month, day = typed.none
        return impossible(f"{year}-{month:02}-{day:02}", year, month)
    if serial := re.fullmatch(r"[2-7][0-9]{4}", text):
        day_ = _DAY_0_OF_EXCEL + timedelta(days=int(serial[0]))
        message = f"{text} is a number, as Excel keeps dates."
        return Misread(
            "date-format", message, f"If it is from Excel, write {day_} ({in_words(day_)})."
        )
    if time_without_day(text) is not None:
        message = f"“{shown(text)}” names no day, and a day belongs here."
        return Misread(NOT_DECIDED, message, "Write year-month-day, such as 2022-03-21.")
    help_ = "Write year-month-day, such as 2022-03-21."
    if days := _without_year(text):
        ways = " or ".join(f"{MARK}-{day:%m-%d}" for day in days)
        help_ = f"Write it with the year in place of {MARK}: {ways}"
    return Misread("date-format", message, help_)


def _without_year(text: str) -> tuple[date, ...]:
    """Give the days that are meant where only the year is missing, in any leap year."""
    if len(text) >= 60:
        return ()
    between = re.fullmatch(r"[0-9]{1,2}([-/.])[0-9]{1,2}", text)
    typed = take_apart(f"{text}{between[1] if between else ' '}2000")
    return typed.days[0] if typed.days else ()


def run_of_days(text: str) -> tuple[date, date] | None:
    """Give the first and the last day of days in a row, such as `March 21-25, 2022`."""
    said = plain(text[:100])
    if match := _RUN_IN_MONTH.fullmatch(said):
        month, year = month_number(match[1]), int(match[4])
        try:
            first, last = (date(year, month, int(match[n])) for n in (2, 3))
        except ValueError:
            return None
        return (first, last) if first <= last else None
    typed = take_apart(text)
    if typed.is_run and len(typed.days) == 2:
        first, last = (readings[0] for readings in typed.days)
        if all(len(readings) == 1 for readings in typed.days) and first <= last:
            return first, last
    return None


def misread_run(text: str) -> Misread:
    """Say how days in a row are written that stand otherwise in `text`."""
    typed = take_apart(text)
    run = run_of_days(text)
    if run is None:
        return _two_days(text, typed) if len(typed.days) == 2 else _day_of_a_run(text)
    wrong = next(
        ((day, n) for day, n in zip(run, typed.weekdays, strict=False) if day.weekday() != n), None
    )
    if wrong:
        before, behind = ("", f" to {run[1]}") if wrong[0] == run[0] else (f"{run[0]} to ", "")
        return wrong_weekday(WEEKDAYS[wrong[1]], wrong[0], before, behind)
    first, last = (
        f"{WEEKDAYS[day.weekday()]} {day}" if len(typed.weekdays) == 2 else f"{day}" for day in run
    )
    message = f"“{shown(text)}” is not written as a run of days."
    left = _left_over(typed, has_time=False) if typed.days else ""
    help_ = f"Write {first} to {last}{'.' if left else ''}{left}"
    better = None if left else f"{first} to {last}"
    return Misread("date-format", message, help_, better, safe=True)


def _day_of_a_run(text: str) -> Misread:
    """Say what is wrong with one of the days; what is offered replaces the whole text."""
    first, to, last = text.partition(" to ")
    if not to:
        return misread_day(text, takes_time=False)
    for part in (first, last):
        if not _BEGINS_RIGHT.fullmatch(part):
            return replace(misread_day(part, takes_time=False), better=None)
    return misread_day(text, takes_time=False)


def _two_days(text: str, typed: Typed) -> Misread:
    message = f"“{shown(text)}” names two days, and they are not written as a run."
    (first, *others), (last, *more) = typed.days
    if others or more:
        help_ = "Write each as year-month-day, such as 2021-11-01 to 2021-11-05"
        return Misread("date-format", message, help_)
    if last < first:
        message = f"The last day, {in_words(last)}, is before the first day, {in_words(first)}."
        return Misread(
            "end-before-start", message, f"If they were swapped, write {last} to {first}"
        )
    help_ = (
        f"If all days from one to the other are meant, write {first} to {last}. If only these "
        "two are meant, give each an entry of its own."
    )
    return Misread("date-format", message, help_)


def names_two_days(text: str) -> bool:
    """Tell whether a text names days in a row, or two days."""
    return run_of_days(text) is not None or len(take_apart(text).days) == 2
