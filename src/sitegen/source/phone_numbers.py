"""Phone numbers of the United States, with an extension or without, and what people write for one.

An extension is written `601-555-0100 ext. 4`, and is shown so.
"""

from __future__ import annotations

import re

from sitegen.lazy import pattern
from sitegen.source.fields import Misread
from sitegen.source.wording import shown

_EXTENSION = pattern(
    r"(?P<number>.*?[0-9)])[\s,;]*(?:\bextension|\bextn?\b|(?<=[0-9])ext|\bx|(?<=[0-9])x|#)"
    r"[.:=]?\s*(?P<extension>[0-9]{1,6})",
    re.IGNORECASE,
)
_PREFIX = pattern(r"(?:tel|phone|call)\s*[.:]?\s*(?=[0-9(+])", re.IGNORECASE)
_SEPARATORS = pattern(r"[\s().+/\u2010-\u2015\u2212-]")
_TAPPED = pattern(r"[\s().+-]")
_BETWEEN = pattern(r"(?<!\s)\s*+(?:\bor\b|\band\b|[/,;&|])\s*", re.IGNORECASE)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS_AND_LIKE = pattern(r"[0-9OoIl().+ -]+")


def read_phone(text: str) -> str | Misread:
    """Read a number as `601-555-0100`, `601-555-0100 ext. 4` or `988`."""
    number = _whole(text, _TAPPED)
    if number is not None:
        return number
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) > 1 and all(_whole(part, _SEPARATORS) for part in parts):
        message = f"Two numbers stand here, and one belongs here: “{shown(text)}”."
        return Misread("phone-format", message, "Keep one of them.")
    message = f"“{shown(text)}” is not a phone number with ten digits."
    for said, meant in _readings(text):
        found = _whole(meant, _SEPARATORS)
        if found is not None:
            message = said.format(text=shown(text))
            return Misread("phone-format", message, f"Write {found}", found)
    example = "601-555-0100 ext. 4" if re.search(r"ext|x ?[0-9]", text) else "601-555-0100"
    return Misread("phone-format", message, f"Write it such as {example}")


def dialled(number: str) -> str:
    """Give what a link dials: the digits that are shown, with a pause before the extension.

    RFC 3966 has `;ext=4`, which Android takes for more digits to dial. Every phone knows the pause.
    """
    extension = number.partition(" ext. ")[2]
    return f"{texted(number)},{extension}" if extension else texted(number)


def texted(number: str) -> str:
    """Give where a text message goes: the digits without an extension, which is only dialled."""
    return re.sub("[^0-9+]", "", number.partition(" ext. ")[0])


def _readings(text: str) -> tuple[tuple[str, str], ...]:
    """Give what the text may mean, each with the words that say so; what fits best comes first."""
    like = text.translate(_LIKE_DIGITS) if _DIGITS_AND_LIKE.fullmatch(text) else ""
    bare = _PREFIX.sub("", text)
    before, *rest = re.split(r"(?<!\s)(?:\s++\(?(?=[A-Za-z])|\s*+,\s*)", bare, maxsplit=1)
    if re.search("[0-9]", "".join(rest)):
        before = ""  # the digits behind it may be an extension
    keys = re.sub("[^0-9]", "", re.sub(r"\s", "", text).upper().translate(_KEYS))
    spelt = _spelt(keys) if not re.search("[0-9]{3}[^0-9]*[0-9]{3}[^0-9]*[0-9]{4}", text) else ""
    return (
        ("“{text}” is not a phone number with ten digits.", text),
        ("“{text}” has a letter in place of a digit.", like),
        ("“{text}” is more than a phone number.", bare),
        ("“{text}” is more than a phone number.", before),
        (
            "“{text}” has letters in place of digits. They are read from the keys of a phone.",
            spelt,
        ),
    )


def _spelt(digits: str) -> str:
    """Give ten digits, also where a word is longer: phones pass over the rest."""
    return digits[: 11 if digits.startswith("1") else 10]


def _whole(text: str, between: re.Pattern[str]) -> str | None:
    may_have_one = "#" in text or "x" in text.lower()
    match = _EXTENSION.fullmatch(text) if may_have_one else None
    digits = between.sub("", match["number"] if match else text)
    if re.fullmatch("1?[0-9]{10}", digits):
        number = f"{digits[-10:-7]}-{digits[-7:-4]}-{digits[-4:]}"
        return f"{number} ext. {match['extension']}" if match else number
    return digits if re.fullmatch("[0-9]{3}", digits) and not match else None
