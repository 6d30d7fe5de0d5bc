"""The kinds of values that are written as one text: dates, times, numbers, names, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from sitegen.source.fields import Kind, Misread
from sitegen.source.suggestions import closest, listed

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

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATED = re.compile(rf"(?:({'|'.join(WEEKDAYS)}),? )?([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_SEPARATORS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212/.", "-"))
"""Every sign that people write between the parts of a date."""


def in_words(day: date) -> str:
    """Write `Monday, March 21, 2022`, so that an editor notices a wrong day."""
    return f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def _text(text: str) -> str:
    return text


def read_date(text: str) -> date | Misread:
    """Read `2022-03-21` or `Monday 2022-03-21`; the weekday must be that of the date.

    Only ASCII digits in this form: `date.fromisoformat` also takes `20220321` and
    `2022-W12-1`, which no editor means.
    """
    match = _DATED.fullmatch(text)
    if match is None:
        return _not_a_date(text)
    year, month, day = (int(part) for part in match[2].split("-"))
    try:
        found = date(year, month, day)
    except ValueError:
        return _impossible(match[2], year, month)
    if match[1] and match[1] != WEEKDAYS[found.weekday()]:
        return _wrong_weekday(match[1], found)
    return found


def _impossible(written: str, year: int, month: int) -> Misread:
    if not 1 <= month <= 12:
        return Misread(
            "impossible-date",
            f"{written} has month {month:02d}. Months are 01 to 12.",
            "Write year-month-day, such as 2022-03-21.",
        )
    if year < 1:
        return Misread("impossible-date", f"{written} has no year.", "Write the year in full.")
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
    readings = sorted(set(_readings(text)))
    message = f"“{_short(text)}” is not written as a date."
    if not readings:
        return Misread("date-format", message, "Write year-month-day, such as 2022-03-21.")
    ways = " or ".join(f"{day} ({in_words(day)})" for day in readings)
    return Misread("date-format", message, f"Write {ways}.")


def _readings(text: str) -> Iterable[date]:
    """Yield every date that the text may mean, as people write dates."""
    plain = " ".join(text.translate(_SEPARATORS).replace(",", " ").split())
    plain = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", plain)
    weekday = "|".join(f"{name}|{name[:3]}" for name in WEEKDAYS)
    plain = re.sub(rf"^({weekday})-? ", "", plain, flags=re.IGNORECASE)
    month = "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in MONTHS)
    forms: tuple[tuple[str, str], ...] = (
        (r"([0-9]{4})-?([0-9]{1,2})-?([0-9]{1,2})", "ymd"),
        (r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", "mdy"),
        (r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", "dmy"),
        (rf"({month})-? ([0-9]{{1,2}}) ([0-9]{{4}})", "mdy"),
        (rf"([0-9]{{1,2}}) ({month})-? ([0-9]{{4}})", "dmy"),
    )
    for pattern, order in forms:
        if match := re.fullmatch(pattern, plain, flags=re.IGNORECASE):
            parts = dict(zip(order, match.groups(), strict=True))
            try:
                yield date(int(parts["y"]), _month_number(parts["m"]), int(parts["d"]))
            except ValueError:
                continue


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].casefold() == text[:3].casefold())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def read_time(text: str) -> time | Misread:
    """Read `17:00`, a time of day on the 24-hour clock."""
    match = _CLOCK.fullmatch(text)
    if match:
        return time(int(match[1]), int(match[2]))
    message = f"“{_short(text)}” is not written as a time."
    said = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap])\.?m\.?", text, re.IGNORECASE)
    if said and 1 <= int(said[1]) <= 12:
        hour = int(said[1]) % 12 + (12 if said[3].lower() == "p" else 0)
        return Misread("time-format", message, f"Write {hour:02d}:{said[2] or '00'}.")
    if re.fullmatch(r"[0-9]:[0-5][0-9]", text):
        return Misread("time-format", message, f"Write 0{text}.")
    return Misread("time-format", message, "Write hours and minutes, such as 09:00 or 17:30.")


def _read_id(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    message = f"“{_short(text)}” is not made of lower-case letters, digits and single hyphens."
    return Misread("id-format", message, f"Write {better}." if better else None)


def _read_yes_no(text: str) -> bool | Misread:
    answer = text.casefold()
    if answer in {"yes", "true"}:
        return True
    if answer in {"no", "false"}:
        return False
    return Misread("yes-or-no", f"“{_short(text)}” is neither yes nor no.", "Write yes or no.")


def whole_number(lowest: int, highest: int) -> Kind[int]:
    """Give the kind of whole numbers from `lowest` to `highest`, both included."""

    def read(text: str) -> int | Misread:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            message = f"“{_short(text)}” is not a whole number."
            return Misread("number-format", message, "Write it in digits, such as 18.")
        number = int(text)
        if lowest <= number <= highest:
            return number
        message = f"{number} is not between {lowest} and {highest}."
        return Misread("number-range", message)

    schema = {"type": "integer", "minimum": lowest, "maximum": highest}
    return Kind(f"a whole number from {lowest} to {highest}", read, schema)


Choice = TypeVar("Choice", bound=StrEnum)


def choice(options: type[Choice]) -> Kind[Choice]:
    """Give the kind of values that are one of an enumeration's texts."""
    known = {option.value: option for option in options}

    def read(text: str) -> Choice | Misread:
        if text in known:
            return known[text]
        message = f"“{_short(text)}” is not one of the possible values here."
        near = closest(text, known)
        help_ = f"Did you mean `{near}`?" if near else f"Write {listed(known)}."
        return Misread("unknown-choice", message, help_)

    return Kind("one of " + ", ".join(known), read, {"type": "string", "enum": list(known)})


def _read_phone(text: str) -> str | Misread:
    digits = re.sub(r"[\s().+-]", "", text)
    if digits.isascii() and digits.isdecimal():
        digits = digits.removeprefix("1") if len(digits) == 11 else digits
        if len(digits) == 10:
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        if len(digits) == 3:
            return digits
    message = f"“{_short(text)}” is not a phone number with ten digits."
    return Misread("phone-format", message, "Write it such as 601-359-1288.")


def _read_email(text: str) -> str | Misread:
    if re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        return text
    message = f"“{_short(text)}” is not a complete e-mail address."
    return Misread("email-format", message, "Write it such as name@example.org.")


_WEB = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[^\s<>\"'\\^`{|}]*)?")


def _read_url(text: str) -> str | Misread:
    if _WEB.fullmatch(text):
        return text
    message = f"“{_short(text)}” is not a complete web address."
    better = re.sub(r"^(http:)?//|^(?=www\.)", "https://", text)
    sure = better != text and _WEB.fullmatch(better)
    return Misread("url-format", message, f"Write {better}." if sure else "Start with https://.")


def _read_base_url(text: str) -> str | Misread:
    local = re.fullmatch(r"http://(localhost|127\.0\.0\.1)(:[0-9]+)?(/.*)?", text)
    found = text if local else _read_url(text)
    if isinstance(found, Misread):
        return found
    if "?" in found or "#" in found:
        message = f"“{_short(text)}” is more than the address where the site begins."
        return Misread("url-format", message, "Leave out everything from ? or # on.")
    return found if found.endswith("/") else f"{found}/"


def _read_domain(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text):
        return text
    message = f"“{_short(text)}” is not a name such as peer-support.example.org."
    return Misread("url-format", message, "Write it without https:// and without a path.")


def _read_time_zone(text: str) -> str | Misread:
    try:
        ZoneInfo(text)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError, below
        pass
    except KeyError:
        pass
    else:
        return text
    message = f"“{_short(text)}” is not the name of a time zone."
    return Misread("time-zone", message, "Write it such as America/Chicago.")


def _read_language(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return text
    message = f"“{_short(text)}” is not the short name of a language."
    return Misread("unknown-choice", message, "Write en for English, es for Spanish.")


ISO_DATE_SCHEMA = {
    "type": "string",
    "pattern": rf"^(({'|'.join(WEEKDAYS)}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$",
    "patternErrorMessage": "Write the date as year-month-day, such as 2022-03-21.",
}

# A text such as 39201 or yes is a number or a truth value to an editor's YAML 1.2 parser.
TEXT: Kind[str] = Kind("a text", _text, {"type": ["string", "number", "boolean"]})
ID: Kind[str] = Kind(
    "an id", _read_id, {"type": ["string", "integer"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
)
DATE: Kind[date] = Kind("a date", read_date, ISO_DATE_SCHEMA)
YES_NO: Kind[bool] = Kind("yes or no", _read_yes_no, {"enum": ["yes", "no", True, False]})
WHOLE_NUMBER = whole_number(0, 100_000)
YEAR = whole_number(1900, 2200)
PHONE: Kind[str] = Kind("a phone number", _read_phone, {"type": ["string", "number"]})
EMAIL: Kind[str] = Kind("an e-mail address", _read_email, {"type": "string"})
URL: Kind[str] = Kind("a web address", _read_url, {"type": "string", "pattern": "^https://"})
BASE_URL: Kind[str] = Kind("a web address", _read_base_url, {"type": "string"})
DOMAIN: Kind[str] = Kind("a domain name", _read_domain, {"type": "string"})
TIME_ZONE: Kind[str] = Kind("a time zone", _read_time_zone, {"type": "string"})
LANGUAGE: Kind[str] = Kind("a language", _read_language, {"type": "string"})
