"""What comes again, as editors write it: a day of every year, and every so many years."""

from __future__ import annotations

import calendar
import re

from sitegen.lazy import pattern
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.deadline_rules import DueDay, IfClosed
from sitegen.source.dates import MONTHS, WEEKDAYS
from sitegen.source.fields import Kind, Misread
from sitegen.source.wording import shown

_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(MONTHS)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NUMBERS = frozenset(f"{day:{width}}" for width in ("d", "02d") for day in range(100))
"""Numbers of one digit or two, also with a zero in front."""


def _read_day_rule(text: str) -> DayOfYear | WeekdayOfMonth | Misread:
    match text.split(" "):
        case [nth, weekday, "of", name] if nth in _NTH and weekday in WEEKDAYS and name in MONTHS:
            return WeekdayOfMonth(_NTH[nth], WEEKDAYS.index(weekday), MONTHS.index(name) + 1)
        case [name, number] if name in MONTHS and number in _NUMBERS:
            month, day = MONTHS.index(name) + 1, int(number)
            last = calendar.monthrange(2000, month)[1]  # a leap year: February 29 may be meant
            if 1 <= day <= last:
                return DayOfYear(month, day)
            message = f"{text} is not a day of the year."
            return Misread("impossible-date", message, f"{name} has {last} days.")
    message = f"“{shown(text)}” does not name a day of the year."
    help_ = "Write it such as January 1, third Monday of January, or last Monday of May."
    return Misread("rule-format", message, help_)


_OR_ELSE = {
    IfClosed.KEEP: "",
    IfClosed.PREVIOUS: " or the working day before",
    IfClosed.NEXT: " or the working day after",
}
"""What stands behind a day of the year, by what holds where the office is closed on it."""

_OPEN_DAY = r"(?:working|business|work|open|office|week)[ -]?days?\b"
_BEFORE = pattern(
    rf"\b(before|previous|prior|preceding|last|earlier)\b.*{_OPEN_DAY}"
    rf"|{_OPEN_DAY}.*\b(before|previous|prior|preceding|earlier)\b",
    re.IGNORECASE,
)
_AFTER = pattern(
    rf"\b(after|next|following|later)\b.*{_OPEN_DAY}|{_OPEN_DAY}.*\b(after|next|following|later)\b",
    re.IGNORECASE,
)
_MONTH_START = "|".join(month[:3] for month in MONTHS)
_A_DAY = pattern(
    rf"\b(?P<month>{_MONTH_START})[a-z]*\.? +(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<day_first>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<after>{_MONTH_START})[a-z]*",
    re.IGNORECASE,
)


def _read_due_day(text: str) -> DueDay | Misread:
    for if_closed in (IfClosed.PREVIOUS, IfClosed.NEXT, IfClosed.KEEP):
        words = _OR_ELSE[if_closed]
        found = _read_day_rule(text.removesuffix(words)) if text.endswith(words) else None
        if found == DayOfYear(2, 29):
            message = "February 29 is not a day of every year."
            return Misread("impossible-date", message, "Write February 28, or another day.")
        if isinstance(found, DayOfYear | WeekdayOfMonth):
            return DueDay(found, if_closed)
        if found is not None and found.code == "impossible-date":
            return found
    meant = _meant_due_day(text)
    message = f"“{shown(text)}” does not name a day of every year."
    help_ = f"Write `{meant}`" if meant else f"Write it such as `{_EXAMPLE}`"
    return Misread("rule-format", message, help_, meant)


_LONGEST = 80
"""Characters in which a day is looked for."""

_EXAMPLE = f"September 30{_OR_ELSE[IfClosed.PREVIOUS]}"


def _meant_due_day(text: str) -> str | None:
    """Give how a day and what holds where the office is closed are written, if both are clear."""
    found = _A_DAY.search(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    start = (found["month"] or found["after"]).title()
    month = next(month for month in MONTHS if month.startswith(start))
    if_closed = IfClosed.PREVIOUS if _BEFORE.search(text) else IfClosed.KEEP
    if_closed = IfClosed.NEXT if _AFTER.search(text) else if_closed
    meant = f"{month} {int(found['day'] or found['day_first'])}{_OR_ELSE[if_closed]}"
    return meant if isinstance(_read_due_day(meant), DueDay) else None


_MOST_YEARS = 25
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SO_MANY = pattern(
    rf"\W*(?:(?:once )?every )?(?P<number>[0-9]{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
    r"[ -]?(?P<unit>years?|yrs?|months?)?\W*",
    re.IGNORECASE,
)
_YEARLY = pattern(
    r"\W*(annual(ly)?|yearly|(every|each|once a|once every|per) year)\W*", re.IGNORECASE
)
_EVERY_OTHER = pattern(r"\W*(biennial(ly)?|every (other|second) year)\W*", re.IGNORECASE)


def _read_years(text: str) -> int | Misread:
    if (said := re.fullmatch("([0-9]{1,2}) years|(1) year", text)) and text != "1 years":
        number = int(said[1] or said[2])
        if 1 <= number <= _MOST_YEARS:
            return number
        message = f"{number} years is not between 1 and {_MOST_YEARS} years."
        return Misread("number-range", message, f"Write from 1 year to {_MOST_YEARS} years.")
    meant = _meant_years(text)
    message = f"“{shown(text)}” does not say a number of whole years."
    help_ = f"Write {meant}" if meant else "Write it such as 4 years"
    return Misread("rule-format", message, help_, meant)


def _meant_years(text: str) -> str | None:
    if _YEARLY.fullmatch(text):
        return "1 year"
    if _EVERY_OTHER.fullmatch(text):
        return "2 years"
    said = _SO_MANY.fullmatch(text)
    if said is None:
        return None
    word = said["number"].casefold()
    number = int(word) if word.isdecimal() else _NUMBER_WORDS.index(word) + 1
    if (said["unit"] or "").casefold().startswith("month"):
        if number % 12:
            return None
        number //= 12
    if not 1 <= number <= _MOST_YEARS:
        return None
    return "1 year" if number == 1 else f"{number} years"


_A_DAY_RULE = (
    f"((first|second|third|fourth|last) ({_WEEKDAY}) of ({_MONTH})|({_MONTH}) [0-9]{{1,2}})"
)
DAY_RULE = Kind(
    "a day such as third Monday of January",
    _read_day_rule,
    {
        "type": "string",
        "pattern": f"^{_A_DAY_RULE}$",
        "patternErrorMessage": "Write it such as January 1 or third Monday of January.",
    },
)
DUE_DAY = Kind(
    f"a day such as {_EXAMPLE}",
    _read_due_day,
    {
        "type": "string",
        "pattern": f"^{_A_DAY_RULE}( or the working day (before|after))?$",
        "patternErrorMessage": f"Write it such as {_EXAMPLE}.",
    },
)
YEARS = Kind(
    "a number of years such as 4 years",
    _read_years,
    {
        "type": "string",
        "pattern": "^(1 year|[0-9]{1,2} years)$",
        "patternErrorMessage": "Write it such as 4 years.",
    },
)
