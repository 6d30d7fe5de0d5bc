"""Bytes of a text file as text: UTF-8, UTF-16 and Windows-1252, and nothing that is no text."""

from __future__ import annotations

import codecs

from sitegen.importing.parts import Unimportable
from sitegen.lazy import pattern

_NO_TEXT = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_IS_NO_TEXT = "It is no text, and none of the kinds of files that are read here."


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text of a file, and what a person should know of how it was read."""
    text, note = _decoded(data)
    if _NO_TEXT.search(text):
        raise Unimportable(_IS_NO_TEXT)
    return text, note


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data, "utf-16")
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", errors="replace"), ""
    if guessed := _without_mark(data[:200]):
        return _utf16(data, guessed)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        note = "It is not UTF-8, so it was read as Windows-1252. Look at letters with accents."
        return data.decode("cp1252", errors="replace"), note


def _without_mark(beginning: bytes) -> str:
    """Tell UTF-16 without a mark by the zero bytes beside each plain letter."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if len(beginning) >= 4 and max(even, odd) > len(beginning) * 0.3 and min(even, odd) == 0:
        return "utf-16-be" if even else "utf-16-le"
    return ""


def _utf16(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name).removeprefix("\ufeff"), ""
    except UnicodeDecodeError as error:
        raise Unimportable(_IS_NO_TEXT) from error
