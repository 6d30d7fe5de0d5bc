"""The kinds of values that only this domain has: moments, runs of days, hours, rules."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.deadline_rules import DeadlineRule
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.source.dates import (
    ISO_DATE_SCHEMA,
    MONTHS,
    WEEKDAYS,
    in_words,
    likely_time,
    read_date,
    read_time,
)
from sitegen.source.fields import Kind, Misread
from sitegen.source.suggestions import closest
from sitegen.source.wording import shown

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Weekdays in a row (Monday is 0), and the words they were written in."""

    numbers: tuple[int, ...]
    words: str


_DATE_AND_MORE = re.compile(rf"((?:(?:{_WEEKDAY}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) +(.+)")


def _read_moment(text: str) -> Moment | Misread:
    match = _DATE_AND_MORE.fullmatch(text)
    day = read_date(match[1] if match else text)
    if isinstance(day, Misread):
        return day
    if match is None:
        return Moment(day)
    at = read_time(match[2])
    if isinstance(at, Misread):
        meant = likely_time(match[2])
        better = f"{match[1]} {meant:%H:%M}" if meant else None
        return replace(at, help=f"Write {better}", better=better) if better else at
    return Moment(day, at)


def _read_run(text: str) -> DayRun | Misread:
    first_text, to, last_text = text.partition(" to ")
    dates = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", shown(text))
    if not to and len(dates) == 2:
        message = f"“{shown(text)}” is not written as a run of days."
        better = f"{dates[0]} to {dates[1]}"
        return Misread("date-format", message, f"Write {better}", better, safe=True)
    first = read_date(first_text)
    if isinstance(first, Misread):
        return first
    last = read_date(last_text) if to else first
    if isinstance(last, Misread):
        return last
    if last < first:
        message = f"The last day, {in_words(last)}, is before the first day, {in_words(first)}."
        better = f"{last} to {first}"
        return Misread("end-before-start", message, f"If they were swapped, write {better}", better)
    return DayRun(first, last)


def _read_milestone_days(text: str) -> Moment | DayRun | Misread:
    return _read_run(text) if " to " in text else _read_moment(text)


def _read_hours(text: str) -> Hours | Misread:
    opens_text, _, closes_text = text.partition(" to ")
    opens, closes = read_time(opens_text), read_time(closes_text)
    if isinstance(opens, Misread) or isinstance(closes, Misread):
        parts = re.split(r" to | until |[-\u2010-\u2015\u2212]", shown(text))
        meant = [found for part in parts if (found := likely_time(part.strip()))]
        better = f"{meant[0]:%H:%M} to {meant[1]:%H:%M}" if len(meant) == 2 else ""
        message = f"“{shown(text)}” is not written as hours."
        help_ = f"Write {better}" if better else "Write it such as 09:00 to 16:30"
        return Misread("time-format", message, help_, better or None, safe=bool(better))
    if closes <= opens:
        message = f"The end, {closes_text}, is not after the beginning, {opens_text}."
        later = closes.replace(hour=(closes.hour + 12) % 24)
        help_ = "Times are on the 24-hour clock: 5 in the afternoon is 17:00."
        if later > opens:
            better = f"{opens:%H:%M} to {later:%H:%M}"
            help_ = f"If the afternoon is meant, write {better}"
            return Misread("hours-out-of-order", message, help_, better)
        return Misread("hours-out-of-order", message, help_)
    return Hours(opens, closes)


def _read_deadline_rule(text: str) -> DeadlineRule | Misread:
    if match := re.fullmatch(r"([0-9]{1,3}) (day|week)s? before start", text):
        return DeadlineRule(int(match[1]) * (7 if match[2] == "week" else 1), text)
    message = f"“{shown(text)}” is not a rule that can be computed."
    said = re.fullmatch(r"([0-9]{1,3})\W*(day|week)s?\b.*", text.strip(), re.IGNORECASE)
    better = f"{said[1]} {said[2].lower()}s before start" if said else None
    help_ = f"Write it such as {better or '28 days before start'}"
    return Misread("rule-format", message, help_, better)


def _read_day_rule(text: str) -> DayOfYear | WeekdayOfMonth | Misread:
    if match := re.fullmatch(rf"(first|second|third|fourth|last) ({_WEEKDAY}) of ({_MONTH})", text):
        nth = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}[match[1]]
        return WeekdayOfMonth(nth, WEEKDAYS.index(match[2]), MONTHS.index(match[3]) + 1)
    if match := re.fullmatch(rf"({_MONTH}) ([0-9]{{1,2}})", text):
        month, day = MONTHS.index(match[1]) + 1, int(match[2])
        try:
            date(2000, month, day)  # a leap year: February 29 may be meant
        except ValueError:
            last = calendar.monthrange(2000, month)[1]
            message = f"{text} is not a day of the year."
            return Misread("impossible-date", message, f"{match[1]} has {last} days.")
        return DayOfYear(month, day)
    message = f"“{shown(text)}” does not name a day of the year."
    help_ = "Write it such as January 1, third Monday of January, or last Monday of May."
    return Misread("rule-format", message, help_)


def _read_weekdays(text: str) -> Weekdays | Misread:
    first_text, _, last_text = text.partition(" to ")
    for name in (first_text, last_text or first_text):
        if name not in WEEKDAYS:
            near = closest(name, WEEKDAYS)
            help_ = f"Did you mean {near}?" if near else "Write it such as Monday to Friday."
            better = text.replace(name, near) if near else None
            return Misread("rule-format", f"“{shown(name)}” is not a weekday.", help_, better)
    first, last = WEEKDAYS.index(first_text), WEEKDAYS.index(last_text or first_text)
    return Weekdays(tuple((first + n) % 7 for n in range((last - first) % 7 + 1)), text)


_DAY = ISO_DATE_SCHEMA["pattern"].removeprefix("^").removesuffix("$")
_MOMENT_ERROR = (
    "Write year-month-day, such as 2022-03-21, and a time, such as 12:00, if it matters."
)
MOMENT = Kind(
    "a date, with or without a time",
    _read_moment,
    {
        "type": "string",
        "pattern": f"^{_DAY}( +[0-9]{{2}}:[0-9]{{2}})?$",
        "patternErrorMessage": _MOMENT_ERROR,
    },
)
DAY_RUN = Kind(
    "a day, or days such as 2021-11-01 to 2021-11-05",
    _read_run,
    {
        "type": "string",
        "pattern": f"^{_DAY}( to {_DAY})?$",
        "patternErrorMessage": "Write days such as 2021-11-01 to 2021-11-05.",
    },
)
MILESTONE_DAYS: Kind[Moment | DayRun] = Kind(
    "a day, a day and a time, or a run of days",
    _read_milestone_days,
    {
        "type": "string",
        "pattern": f"^{_DAY}( to {_DAY}| +[0-9]{{2}}:[0-9]{{2}})?$",
        "patternErrorMessage": "Write a day such as 2021-10-18, or days such as "
        "2021-10-18 to 2021-10-21.",
    },
)
HOURS = Kind(
    "hours such as 09:00 to 16:30",
    _read_hours,
    {
        "type": "string",
        "pattern": "^[0-9]{2}:[0-9]{2} to [0-9]{2}:[0-9]{2}$",
        "patternErrorMessage": "Write hours such as 09:00 to 16:30.",
    },
)
DEADLINE_RULE = Kind(
    "a rule such as 28 days before start",
    _read_deadline_rule,
    {
        "type": "string",
        "pattern": "^[0-9]{1,3} (day|week)s? before start$",
        "patternErrorMessage": "Write it such as 28 days before start.",
    },
)
DAY_RULE = Kind(
    "a day such as third Monday of January",
    _read_day_rule,
    {
        "type": "string",
        "pattern": f"^((first|second|third|fourth|last) ({_WEEKDAY}) of ({_MONTH})"
        f"|({_MONTH}) [0-9]{{1,2}})$",
        "patternErrorMessage": "Write it such as January 1 or third Monday of January.",
    },
)
USUAL_WEEKDAYS = Kind(
    "weekdays such as Monday to Friday",
    _read_weekdays,
    {
        "type": "string",
        "pattern": f"^({_WEEKDAY})( to ({_WEEKDAY}))?$",
        "patternErrorMessage": "Write it such as Monday to Friday.",
    },
)
