"""The kinds of values that are written as one text: days, numbers, names, addresses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from sitegen.source.dates import (
    FIRST_YEAR,
    ISO_DATE_SCHEMA,
    LAST_YEAR,
    SEPARATORS,
    read_date,
)
from sitegen.source.fields import Kind, Misread
from sitegen.source.odd_signs import IN_NO_VALUE
from sitegen.source.same_facts import same_days_and_times
from sitegen.source.suggestions import closest
from sitegen.source.web_addresses import EMAIL_ADDRESS, WEB_ADDRESS, short_link
from sitegen.source.wording import MARK, MARKED, listed, on_one_line, shown

LONGEST_ID = 80
"""Characters. With a label it makes a calendar UID, for which 255 octets are sure."""


def _text(text: str) -> str | Misread:
    if IN_NO_VALUE.search(text):
        message = "The text holds a character that cannot be seen."
        return Misread("odd-character", message, "Delete it, or type the text again.")
    return text.strip()


def _line(text: str) -> str | Misread:
    if "\n" in text.strip():
        message = "This text has several lines, and only one can be shown here."
        return Misread("one-line", message, "Write it on one line.")
    return _text(text)


def _read_id(text: str) -> str | Misread:
    if len(text) > LONGEST_ID:
        message = f"This id has {len(text)} characters. At most {LONGEST_ID} are possible."
        return Misread("id-format", message, "Write a shorter one.")
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return text
    better = as_id(text)
    message = f"“{shown(text)}” is not made of lower-case letters, digits and single hyphens."
    help_ = f"Write {better}" if better else "Write it such as cpss-2022-03."
    return Misread("id-format", message, help_, better or None)


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
        return Misread("unknown-choice", message, help_, near)

    return Kind("one of " + ", ".join(known), read, {"type": "string", "enum": list(known)})


def _read_phone(text: str) -> str | Misread:
    number = _phone(text)
    if number is not None:
        return number
    message = f"“{shown(text)}” is not a phone number with ten digits."
    extension = re.fullmatch(r"(.*?)[ ,;]*\b(?:ext\.?|extension|x) ?[0-9]+", text, re.IGNORECASE)
    number = _phone((extension[1] if extension else text).translate(SEPARATORS))
    if number is None:
        return Misread("phone-format", message, "Write it such as 601-555-0100.")
    help_ = f"Write {number}"
    if extension:
        message = f"“{shown(text)}” has an extension, and a phone dials only the number."
        help_ += " and say the extension in `role` or `name`."
    return Misread("phone-format", message, help_, number)


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s().+-]", "", text)
    if re.fullmatch("1?[0-9]{10}", digits):
        return f"{digits[-10:-7]}-{digits[-7:-4]}-{digits[-4:]}"
    return digits if re.fullmatch("[0-9]{3}", digits) else None


def _read_email(text: str) -> str | Misread:
    if EMAIL_ADDRESS.fullmatch(text):
        return text
    message = f"“{shown(text)}” is not a complete e-mail address."
    better = re.sub(r"\s*\(?\bat\b\)?\s*", "@", text.strip(), flags=re.IGNORECASE)
    better = re.sub(r"\s*\(?\bdot\b\)?\s*", ".", better, flags=re.IGNORECASE)
    meant = better if EMAIL_ADDRESS.fullmatch(better) else None
    return Misread(
        "email-format", message, f"Write {meant or 'it such as name@example.org'}", meant
    )


def _read_url(text: str) -> str | Misread:
    if WEB_ADDRESS.fullmatch(text):
        return short_link(text) or text
    message = f"“{shown(text)}” is not a web address that begins with https://"
    better = "https://" + re.sub(r"^(https?:)?/*", "", text.strip(), flags=re.IGNORECASE)
    sure = WEB_ADDRESS.fullmatch(better) and better == on_one_line(better)
    help_ = f"Write {better}" if sure else "Write an address that begins with https://"
    return Misread("url-format", message, help_, better if sure else None)


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
    message = f"“{shown(text)}” is not a name such as peer-support.example.org."
    better = re.sub(r"^https?://|/.*$", "", text.strip().casefold())
    sure = _DOMAIN.fullmatch(better) and better == on_one_line(better)
    help_ = f"Write {better}" if sure else "Write it without https:// and without a path."
    return Misread("url-format", message, help_)


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
    near = closest(shown(text), available_timezones())
    return Misread("time-zone", message, f"Write it such as {near or 'America/Chicago'}")


def _read_language(text: str) -> str | Misread:
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        return text
    message = f"“{shown(text)}” is not the short name of a language."
    return Misread("unknown-choice", message, "Write en for English, es for Spanish.")


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
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "patternErrorMessage": "Write lower-case letters, digits and single hyphens, such as "
        "cpss-2022-03.",
    },
)
DATE: Kind[date] = Kind("a date", read_date, ISO_DATE_SCHEMA, same_days_and_times)
WHOLE_NUMBER = whole_number(0, 100_000)
YEAR = whole_number(FIRST_YEAR, LAST_YEAR, example=2022)
PHONE: Kind[str] = Kind("a phone number", _read_phone, {"type": ["string", "number"]})
EMAIL: Kind[str] = Kind("an e-mail address", _read_email, {"type": "string"})
URL: Kind[str] = Kind(
    "a web address",
    _read_url,
    {
        "type": "string",
        "pattern": "^https://",
        "patternErrorMessage": "Write an address that begins with https://",
    },
)
BASE_URL: Kind[str] = Kind("a web address", _read_base_url, {"type": "string"})
FILE: Kind[str] = Kind("the name of a file", _read_file, {"type": _ANY_PLAIN})
DOMAIN: Kind[str] = Kind("a domain name", _read_domain, {"type": "string"})
TIME_ZONE: Kind[str] = Kind("a time zone", _read_time_zone, {"type": "string"})
LANGUAGE: Kind[str] = Kind("a language", _read_language, {"type": "string"})
