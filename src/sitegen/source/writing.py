"""A value as it is written in YAML, so that it reads back as that value: for helps and fixes."""

from __future__ import annotations

import re

from sitegen.lazy import pattern
from sitegen.source.odd_signs import odd_signs
from sitegen.source.wording import quoted

_NEEDS_QUOTES = pattern(
    # what a plain text cannot begin with, and what ends it (YAML 1.2.2, 7.3.3)
    r"[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`]|.*:(?:\s|$)|.*\s#|\s|.*\s$"
    # marks of documents, and words that other programs write for no value
    r"|(?:---|\.\.\.)(?:\s|$)|(?:~|null|Null|NULL)$|$",
    re.DOTALL,
)
_NEEDS_QUOTES_IN_BRACKETS = pattern(r".*[,\[\]{}]|[-?:]|.*:", re.DOTALL)

_UNWRITABLE = pattern(
    "[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
"""What can stand in a value only by its number: line ends, TABs, and what nobody can see."""

_NOT_ASCII = pattern("[^\x20-\x7e]")
"""What must stand by its number where signs would be read as others."""


def written(text: str, *, in_brackets: bool = False) -> str:
    """Write the text on one line so that it reads back the same, plain where that is possible."""
    if odd_signs(text):
        return _by_number(text, _NOT_ASCII)
    if _UNWRITABLE.search(text):
        return _by_number(text, _UNWRITABLE)
    if _NEEDS_QUOTES.match(text) or (in_brackets and _NEEDS_QUOTES_IN_BRACKETS.match(text)):
        return quoted(text)
    return text


def _by_number(text: str, signs: re.Pattern[str]) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    numbers = signs.sub(lambda sign: f"\\U{ord(sign[0]):08x}", plain)
    return f'"{numbers}"'
