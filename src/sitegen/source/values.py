"""The kinds of values that are written as one text: days, numbers, names, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from sitegen.languages import PageLanguage
from sitegen.lazy import pattern
from sitegen.source.dates import (
    FIRST_YEAR,
    ISO_DATE_SCHEMA,
    LAST_YEAR,
    read_date,
)
from sitegen.source.email_addresses import read_email
from sitegen.source.fields import Kind, Misread
from sitegen.source.lookalikes import lookalike, spelt_in_ascii
from sitegen.source.odd_signs import Oddity, is_in_no_value, odd_signs
from sitegen.source.phone_numbers import read_phone
from sitegen.source.same_facts import same_days_and_times
from sitegen.source.site_address import read_base_url
from sitegen.source.suggestions import closest, proposal
from sitegen.source.web_addresses import read_web_address
from sitegen.source.wording import (
    LONGEST_TO_PASTE,
    MARK,
    MARKED,
    listed,
    on_one_line,
    quoted,
    shown,
)

AN_ID = pattern("[a-z0-9]+(-[a-z0-9]+)*")
"""How an id is written: it becomes a part of addresses, for ever."""

LONGEST_ID = 80
"""Characters. With a label it makes a calendar UID, for which 255 octets are sure."""


def _text(text: str) -> str | Misread:
    if is_in_no_value(text):
        message = "The text holds a character that cannot be seen."
        return Misread("odd-character", message, _without_odd_signs(text.strip()))
    return text.strip()


def _without_odd_signs(text: str) -> str:
    """Say how a text is written that holds, spelt in quotes, what no value may hold."""
    found = odd_signs(text)
    is_lost = any(one.oddity is Oddity.LOST for one in found)
    has_lines = "\n" in text or "\r" in text
    if is_lost or not found or has_lines or len(text) > LONGEST_TO_PASTE:
        return "Write the text again, without it."
    parts, done = [], 0
    for one in found:
        parts += [text[done : one.start], one.meant or ""]
        done = one.end
    better = "".join([*parts, text[done:]]).strip()
    return f"Write {quoted(better)}" if better else "Write a text in place of it."


def _line(text: str) -> str | Misread:
    if "\n" in text.strip():
        message = "This text has several lines, and only one can be shown here."
        return Misread("one-line", message, "Write it on one line.")
    return _text(text)


def _read_id(text: str) -> str | Misread:
    if len(text) > LONGEST_ID:
        message = f"This id has {len(text)} characters. At most {LONGEST_ID} are possible."
        return Misread("id-format", message, "Write a shorter one.")
    if AN_ID.fullmatch(text):
        return text
    better = as_id(text)
    message = f"“{shown(text)}” is not made of lower-case letters, digits and single hyphens."
    if letter := lookalike(text):
        message = f"“{shown(text)}” holds {letter}."
    help_ = f"Write {better}" if better else "Write it such as training-2022-03."
    return Misread("id-format", message, help_, better or None)


def as_id(text: str) -> str:
    """Give the id that the text most likely stands for; "" where a letter would be lost."""
    return re.sub(r"[^a-z0-9]+", "-", spelt_in_ascii(text) or "").strip("-")


def whole_number(lowest: int, highest: int, example: int = 18) -> Kind[int]:
    """Give the kind of whole numbers from `lowest` to `highest`, both included."""

    def read(text: str) -> int | Misread:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            message = f"“{shown(text)}” is not a whole number."
            said = re.match(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,9})(?![0-9.,-])", text)
            digits = said[1].replace(",", "") if said else None
            if digits and isinstance(read(digits), Misread):
                digits = None
            help_ = f"Write {digits}" if digits else f"Write it in digits, such as {example}."
            return Misread("number-format", message, help_, digits)
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
        "patternErrorMessage": f"Write a whole number in digits, such as {example}.",
    }
    return Kind(f"a whole number from {lowest} to {highest}", read, schema)


Choice = TypeVar("Choice")


def choice(known: Mapping[str, Choice]) -> Kind[Choice]:
    """Give the kind of values that are one of these texts, and stand for what is beside it."""

    def read(text: str) -> Choice | Misread:
        if text in known:
            return known[text]
        message = f"“{shown(text)}” is not one of the possible values here."
        near = closest(text, known)
        help_ = proposal(text, near) if near else f"Write {listed(known)}."
        return Misread("unknown-choice", message, help_, near)

    return Kind("one of " + ", ".join(known), read, {"type": "string", "enum": list(known)})


# The last part is never a number: 1.2 is one to other programs.
_DOMAIN = pattern(r"([a-z0-9-]+\.)+([a-z]{2,}|xn--[a-z0-9-]+)")


def _read_file(text: str) -> str | Misread:
    """Read the name of a file that is published; it becomes part of an address as it is."""
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", text):
        return text
    message = f"“{shown(text)}” cannot be part of an address on the web."
    help_ = "Name the file with letters, digits, hyphens and dots only, without spaces."
    return Misread("url-format", message, help_)


def _read_domain(text: str) -> str | Misread:
    if _DOMAIN.fullmatch(text):
        return text
    message = f"“{shown(text)}” is not a name such as trainings.example.org."
    better = re.sub(r"^https?://|/.*$", "", text.strip().casefold())
    sure = _DOMAIN.fullmatch(better) and better == on_one_line(better)
    help_ = f"Write {better}" if sure else "Write it without https:// and without a path."
    return Misread("url-format", message, help_)


_SPOKEN_ZONE = pattern(
    r"(?:us )?(?:(?P<words>eastern|central|mountain|pacific|alaskan?|hawaii(?:an)?|arizona"
    r"|atlantic)(?: (?:standard|daylight))?(?: time)?(?: zone)?"
    r"|(?P<letters>[ecmph]|ak)\.?[sd]?\.?t\.?)",
    re.IGNORECASE,
)
_SPOKEN_ZONES = {
    **dict.fromkeys(("eastern", "e"), "America/New_York"),
    **dict.fromkeys(("central", "c"), "America/Chicago"),
    **dict.fromkeys(("mountain", "m"), "America/Denver"),
    **dict.fromkeys(("pacific", "p"), "America/Los_Angeles"),
    **dict.fromkeys(("alaska", "alaskan", "ak"), "America/Anchorage"),
    **dict.fromkeys(("hawaii", "hawaiian", "h"), "Pacific/Honolulu"),
    "arizona": "America/Phoenix",
    "atlantic": "America/Puerto_Rico",
}
"""Zones by what they are called in the United States, where most people know no other name."""


def _zone_called(text: str) -> str | None:
    """Give the zone that people call so, or that has its name from a city of America."""
    words = " ".join(text.replace("_", " ").split())
    if said := _SPOKEN_ZONE.fullmatch(words):
        return _SPOKEN_ZONES[(said["words"] or said["letters"]).casefold()]
    by_name = {name.casefold(): name for name in available_timezones()}
    return by_name.get(f"america/{words.replace(' ', '_').casefold()}")


def _read_time_zone(text: str) -> str | Misread:
    # Without a slash stand names that mean another zone on each machine, such as localtime.
    if text == "UTC" or re.fullmatch(
        r"(?!right/|posix/)[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){1,2}", text
    ):
        try:
            ZoneInfo(text)
        except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
            pass
        else:
            return text
    message = f"“{shown(text)}” is not the name of a time zone."
    near = _zone_called(text) or closest(shown(text), available_timezones())
    return Misread("time-zone", message, f"Write it such as {near or 'America/Chicago'}")


def _read_language(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return text
    message = f"“{shown(text)}” is not the short name of a language."
    ways = ", ".join(f"{one} for {one.name.title()}" for one in PageLanguage)
    return Misread("unknown-choice", message, f"Write {ways}.")


# A text such as 39201 or true is a number or a truth value to an editor's YAML 1.2 parser.
_ANY_PLAIN = ["string", "number", "boolean"]
_WORDS_SCHEMA = {
    "type": _ANY_PLAIN,
    "pattern": f"^(?![\\s\\S]*{MARKED})",
    "patternErrorMessage": f"Write what belongs here in place of {MARK}.",
}
TEXT: Kind[str] = Kind("a text", _text, _WORDS_SCHEMA)
LINE: Kind[str] = Kind("a text", _line, _WORDS_SCHEMA)
ID: Kind[str] = Kind(
    "an id",
    _read_id,
    {
        "type": _ANY_PLAIN,
        "pattern": f"^{AN_ID.pattern}$",
        "patternErrorMessage": "Write lower-case letters, digits and single hyphens, such as "
        "training-2022-03.",
    },
)
DATE: Kind[date] = Kind("a date", read_date, ISO_DATE_SCHEMA, same_days_and_times)
WHOLE_NUMBER = whole_number(0, 100_000)
YES_OR_NO: Kind[bool] = choice({"yes": True, "no": False})
YEAR = whole_number(FIRST_YEAR, LAST_YEAR, example=2022)
PHONE: Kind[str] = Kind("a phone number", read_phone, {"type": ["string", "number"]})
EMAIL: Kind[str] = Kind("an e-mail address", read_email, {"type": "string"})
URL: Kind[str] = Kind(
    "a web address",
    read_web_address,
    {
        "type": "string",
        "pattern": "^https://",
        "patternErrorMessage": "Write an address that begins with https://",
    },
)
_OF_AN_ADDRESS = pattern(r"[:/.@]")


def is_address(text: str) -> bool:
    """Tell whether a text that may be an id is meant as an address: no id has such signs."""
    return _OF_AN_ADDRESS.search(text) is not None


def _read_address_or_id(text: str) -> str | Misread:
    return read_web_address(text) if is_address(text) else _read_id(text)


ADDRESS_OR_ID: Kind[str] = Kind(
    "a web address, or the id of a document",
    _read_address_or_id,
    {
        "type": _ANY_PLAIN,
        "pattern": f"^(https://.*|{AN_ID.pattern})$",
        "patternErrorMessage": "Write an address that begins with https://, or the id of a "
        "document.",
    },
)
BASE_URL: Kind[str] = Kind("a web address", read_base_url, {"type": "string"})
FILE: Kind[str] = Kind("the name of a file", _read_file, {"type": _ANY_PLAIN})
DOMAIN: Kind[str] = Kind("a domain name", _read_domain, {"type": "string"})
TIME_ZONE: Kind[str] = Kind("a time zone", _read_time_zone, {"type": "string"})
LANGUAGE: Kind[str] = Kind("a language", _read_language, {"type": "string"})
