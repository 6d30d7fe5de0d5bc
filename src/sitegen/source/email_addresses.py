"""E-mail addresses, and what people write in place of one."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.lazy import pattern
from sitegen.source.fields import Misread
from sitegen.source.lookalikes import latin, lookalike
from sitegen.source.wording import shown

EMAIL_ADDRESS = pattern(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
"""An address as HTML's own forms take it, with dots only between its parts (RFC 5322, 3.2.3)."""

_SEVERAL = pattern(r"(?<![^\s@<>,;])[^\s@<>,;]++@[^\s@<>,;]+")
_NAMED = pattern(r"[^<>@]*<\s*(?P<inner>[^<>]*?)\s*>")


def read_email(text: str) -> str | Misread:
    """Read one e-mail address; where it is none, name the sign that is wrong."""
    if EMAIL_ADDRESS.fullmatch(text):
        return text
    if len(_SEVERAL.findall(text)) > 1:
        message = f"Two addresses stand here, and one belongs here: “{shown(text)}”."
        return Misread("email-format", message, "Keep one of them.")
    message = f"“{shown(text)}” is not a complete e-mail address."
    meant, reason = text.strip(), ""
    for said, repair in _REPAIRS:
        better = repair(meant)
        if better != meant:
            words = {"letter": lookalike(meant), "sign": named_end(meant)}
            reason = reason or said.format_map(words)
            meant = better
    alone = _SEVERAL.findall(text)
    if not EMAIL_ADDRESS.fullmatch(meant) and alone and EMAIL_ADDRESS.fullmatch(alone[0]):
        meant, reason = alone[0], "more than the address stands here"
    if reason:
        message = f"“{shown(text)}” is not an e-mail address: {reason}."
    if EMAIL_ADDRESS.fullmatch(meant):
        return Misread("email-format", message, f"Write {meant}", meant)
    return Misread("email-format", message, "Write it such as name@example.org")


_SIGNS = {".": "a dot", ",": "a comma", ";": "a semicolon", ":": "a colon", "/": "a slash"}


def named_end(text: str) -> str:
    """Name the sign at the end of a text, or at its beginning where it ends with a letter."""
    sign = text.strip()[-1:] if not text.strip()[-1:].isalnum() else text.strip()[:1]
    return _SIGNS.get(sign, f"the sign {sign}")


def _replacing(what: str, by: str) -> Callable[[str], str]:
    mistake = pattern(what, re.IGNORECASE)
    return lambda text: mistake.sub(by, text)


def _unwrapped(text: str) -> str:
    found = _NAMED.fullmatch(text)
    return found["inner"] if found else text


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("it stands in pointed brackets", _unwrapped),
    ("mailto: belongs to links", _replacing(r"^mailto:\s*", "")),
    ("it holds {letter}", latin),
    ("it is written in words", _replacing(r"\s*[(\[]?\bat\b[)\]]?\s*", "@")),
    ("it is written in words", _replacing(r"\s*[(\[]?\bdot\b[)\]]?\s*", ".")),
    ("more than the address stands here", _replacing(r"\s*\([^()@]*\)$", "")),
    ("{sign} stands beside it", _replacing(r"^[\s.,;:<(\"'\[]+|[\s.,;:!?>)\"'\]/]+$", "")),
    ("it holds a comma in place of a dot", _replacing(r"[,;](?=[a-z0-9-]*\.?[a-z]{2,}$)", ".")),
    ("it holds a space", _replacing(r"\s+", "")),
    ("a sign stands twice", _replacing(r"([.@])\1+", r"\1")),
    ("a dot stands beside the sign @", _replacing(r"\.?@\.?", "@")),
)
"""What people write beside an address or in it, and the way to the address alone."""
