"""The kinds of values that are written as one text: dates, times, numbers, names, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from sitegen.source.fields import Kind, Misread
from sitegen.source.suggestions import closest
from sitegen.source.wording import listed, shown

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
_SEPARATORS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212/.", "-"))
"""Every sign that people write between the parts of a date."""


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


# Characters that no calendar and no page may hold (RFC 5545, 3.1), and line ends that only some
# programs see as such. In a file's own text they are refused earlier; quotes can still spell them.
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LONGEST_ID = 80
"""Characters. With a label it makes a calendar UID, for which 255 octets are sure."""


def _text(text: str) -> str | Misread:
    if _NOT_IN_TEXT.search(text):
        message = "The text holds a character that cannot be seen."
        return Misread("odd-character", message, "Delete it, or type the text again.")
    return text.strip()


def _line(text: str) -> str | Misread:
    if "\n" in text.strip():
        message = "This text has several lines, and only one can be shown here."
        return Misread("one-line", message, "Write it on one line.")
    return _text(text)


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
        if 1 <= day <= 12 and month <= 28:
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
    readings = sorted(set(_readings(text)))
    message = f"“{shown(text)}” is not written as a date."
    if not readings:
        help_ = "Write year-month-day, such as 2022-03-21."
        for day in _readings(f"{shown(text)} 2000"):
            help_ = f"Write the year as well, in front: year-{day:%m-%d}, such as 2022-03-21."
        return Misread("date-format", message, help_)
    if _DATED.match(text):
        message = f"“{shown(text)}” is more than a date, and only a date belongs here."
    ways = " or ".join(f"{day} ({in_words(day)})" for day in readings)
    return Misread("date-format", message, f"Write {ways}.")


def _readings(text: str) -> Iterable[date]:
    """Yield every date that the text may mean, as people write dates."""
    plain = unicodedata.normalize("NFKC", shown(text)).translate(_SEPARATORS).replace(",", " ")
    plain = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", " ".join(plain.split()))
    plain = re.sub(rf"^({_WEEKDAY})-? ", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"[ T]+[0-9]{1,2}:[0-9]{2}.*$", "", plain)  # a time that is not wanted here
    for pattern, order in _DATE_FORMS:
        if match := pattern.fullmatch(plain):
            parts = dict(zip(order, match.groups(), strict=True))
            year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
            try:
                found = date(year, _month_number(parts["m"]), int(parts["d"]))
            except ValueError:
                continue
            if FIRST_YEAR <= year <= LAST_YEAR:
                yield found


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
    return Misread("time-format", message, f"Write {meant:%H:%M}" if meant else help_)


def likely_time(text: str) -> time | None:
    """Give the time that a text most likely means: `5pm`, `9:00 a.m.`, `9:00`, `17:00`."""
    said = re.fullmatch(
        r"([0-9]{1,2})(?:[:.]([0-5][0-9]))? ?(?:([ap])\.?m\.?)?", text, re.IGNORECASE
    )
    if said is None or not (said[2] or said[3]):
        return None
    hour = int(said[1])
    if said[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if said[3].lower() == "p" else 0)
    return time(hour, int(said[2] or 0)) if hour < 24 else None


def _read_id(text: str) -> str | Misread:
    if len(text) > LONGEST_ID:
        message = f"This id has {len(text)} characters. At most {LONGEST_ID} are possible."
        return Misread("id-format", message, "Write a shorter one.")
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return text
    better = as_id(shown(text))
    message = f"“{shown(text)}” is not made of lower-case letters, digits and single hyphens."
    help_ = f"Write {better}" if better else "Write it such as cpss-2022-03."
    return Misread("id-format", message, help_)


def as_id(text: str) -> str:
    """Give the id that the text most likely stands for; "" where it holds no ASCII letter."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    ascii_letters = letters.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_letters).strip("-")


def whole_number(lowest: int, highest: int, example: int = 18) -> Kind[int]:
    """Give the kind of whole numbers from `lowest` to `highest`, both included."""

    def read(text: str) -> int | Misread:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            message = f"“{shown(text)}” is not a whole number."
            return Misread("number-format", message, f"Write it in digits, such as {example}.")
        number = int(text)
        if lowest <= number <= highest:
            return number
        message = f"{number} is not between {lowest} and {highest}."
        return Misread("number-range", message, f"Write a number from {lowest} to {highest}.")

    # The bounds hold for a number, the pattern for digits in quotes.
    schema = {
        "type": ["integer", "string"],
        "minimum": lowest,
        "maximum": highest,
        "pattern": "^-?[0-9]{1,9}$",
    }
    return Kind(f"a whole number from {lowest} to {highest}", read, schema)


Choice = TypeVar("Choice", bound=StrEnum)


def choice(options: type[Choice]) -> Kind[Choice]:
    """Give the kind of values that are one of an enumeration's texts."""
    known = {option.value: option for option in options}

    def read(text: str) -> Choice | Misread:
        if text in known:
            return known[text]
        message = f"“{shown(text)}” is not one of the possible values here."
        near = closest(text, known)
        help_ = f"Did you mean `{near}`?" if near else f"Write {listed(known)}."
        return Misread("unknown-choice", message, help_)

    return Kind("one of " + ", ".join(known), read, {"type": "string", "enum": list(known)})


def _read_phone(text: str) -> str | Misread:
    number = _phone(text)
    if number is not None:
        return number
    message = f"“{shown(text)}” is not a phone number with ten digits."
    number = _phone(text.translate(_SEPARATORS))
    return Misread("phone-format", message, f"Write it such as {number or '601-359-1288'}")


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s().+-]", "", text)
    if re.fullmatch("1?[0-9]{10}", digits):
        return f"{digits[-10:-7]}-{digits[-7:-4]}-{digits[-4:]}"
    return digits if re.fullmatch("[0-9]{3}", digits) else None


def _read_email(text: str) -> str | Misread:
    if re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        return text
    message = f"“{shown(text)}” is not a complete e-mail address."
    return Misread("email-format", message, "Write it such as name@example.org")


_WEB = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?([/?#][^\s<>\"'\\^`{|}]*)?")


def _read_url(text: str) -> str | Misread:
    if _WEB.fullmatch(text):
        return text
    message = f"“{shown(text)}” is not a web address that begins with https://"
    better = "https://" + re.sub(r"^(https?:)?/*", "", text.strip(), flags=re.IGNORECASE)
    sure = _WEB.fullmatch(better) and better == shown(better)
    return Misread("url-format", message, f"Write {better if sure else 'https://…'}")


_LOCAL = re.compile(r"http://(localhost|127\.0\.0\.1)(:[0-9]+)?(/[^\s<>\"'\\^`{|}]*)?")


def _read_base_url(text: str) -> str | Misread:
    found = text if _LOCAL.fullmatch(text) else _read_url(text)
    if isinstance(found, Misread):
        return found
    if "?" in found or "#" in found:
        message = f"“{shown(text)}” is more than the address where the site begins."
        return Misread("url-format", message, "Leave out everything from ? or # on.")
    return found if found.endswith("/") else f"{found}/"


# The last part is never a number: 1.2 is one to other programs.
_DOMAIN = re.compile(r"([a-z0-9-]+\.)+([a-z]{2,}|xn--[a-z0-9-]+)")


def _read_domain(text: str) -> str | Misread:
    if _DOMAIN.fullmatch(text):
        return text
    message = f"“{shown(text)}” is not a name such as peer-support.example.org."
    better = re.sub(r"^https?://|/.*$", "", text.strip().casefold())
    sure = _DOMAIN.fullmatch(better) and better == shown(better)
    help_ = f"Write {better}" if sure else "Write it without https:// and without a path."
    return Misread("url-format", message, help_)


def _read_time_zone(text: str) -> str | Misread:
    if re.fullmatch(r"[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,2}", text):
        try:
            ZoneInfo(text)
        except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
            pass
        else:
            return text
    message = f"“{shown(text)}” is not the name of a time zone."
    near = closest(shown(text), available_timezones())
    return Misread("time-zone", message, f"Write it such as {near or 'America/Chicago'}")


def _read_language(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return text
    message = f"“{shown(text)}” is not the short name of a language."
    return Misread("unknown-choice", message, "Write en for English, es for Spanish.")


ISO_DATE_SCHEMA: Mapping[str, str] = {
    "type": "string",
    "pattern": rf"^(({'|'.join(WEEKDAYS)}),? )?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$",
    "patternErrorMessage": "Write the date as year-month-day, such as 2022-03-21.",
}

# A text such as 39201 or true is a number or a truth value to an editor's YAML 1.2 parser.
_ANY_PLAIN = ["string", "number", "boolean"]
TEXT: Kind[str] = Kind("a text", _text, {"type": _ANY_PLAIN})
LINE: Kind[str] = Kind("a text", _line, {"type": _ANY_PLAIN})
ID: Kind[str] = Kind("an id", _read_id, {"type": _ANY_PLAIN, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
DATE: Kind[date] = Kind("a date", read_date, ISO_DATE_SCHEMA)
WHOLE_NUMBER = whole_number(0, 100_000)
YEAR = whole_number(FIRST_YEAR, LAST_YEAR, example=2022)
PHONE: Kind[str] = Kind("a phone number", _read_phone, {"type": ["string", "number"]})
EMAIL: Kind[str] = Kind("an e-mail address", _read_email, {"type": "string"})
URL: Kind[str] = Kind("a web address", _read_url, {"type": "string", "pattern": "^https://"})
BASE_URL: Kind[str] = Kind("a web address", _read_base_url, {"type": "string"})
DOMAIN: Kind[str] = Kind("a domain name", _read_domain, {"type": "string"})
TIME_ZONE: Kind[str] = Kind("a time zone", _read_time_zone, {"type": "string"})
LANGUAGE: Kind[str] = Kind("a language", _read_language, {"type": "string"})
