"""Single signs of Markdown: escapes, references such as `&copy;`, and kinds of characters."""

from __future__ import annotations

import unicodedata

from sitegen.lazy import pattern

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
WHITESPACE = " \t\n\v\f\r"

REFERENCE = pattern(r"&(?:#(?:[Xx][0-9A-Fa-f]{1,6}|[0-9]{1,8})|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_OR_REFERENCE = pattern(rf"\\([!-/:-@\[-`{{-~])|({REFERENCE.pattern})")


def referred(reference: str) -> str | None:
    """Give what `&copy;` or `&#169;` stands for; None where it stands for nothing."""
    name = reference[1:-1]
    if not name.startswith("#"):
        from html.entities import html5  # noqa: PLC0415 - thousands of names, and few texts need one

        return html5.get(f"{name};")
    number = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
    known = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if known else "\ufffd"


def unescaped(text: str) -> str:
    """Give an address or a title as it is meant."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPED_OR_REFERENCE.sub(lambda m: m[1] or referred(m[2]) or m[2], text)


def is_space(character: str) -> bool:
    """Tell if it parts words, for emphasis."""
    return character in "\t\n\f\r" or unicodedata.category(character) == "Zs"


def is_punctuation(character: str) -> bool:
    """Tell if it is a sign, for emphasis."""
    return character in PUNCTUATION or unicodedata.category(character).startswith("P")
