"""Values of iCalendar properties as text, and the lines that hold them (RFC 5545, 3.1 and 3.3).

They are the bytes that the package `icalendar` gives: tests hold that. It makes an object of each
value, and looks at its parameters several times, of which events here have none.
"""

from __future__ import annotations

from datetime import date, datetime

from sitegen.lazy import pattern

_LONGEST = 74
"""Octets in a line, without the space that begins a folded one (RFC 5545, 3.1: 75 in all)."""

_LINE_BREAK = pattern("\r\n?|[\x85\u2028\u2029]")
_UNSAFE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def text(name: bytes, words: str) -> bytes:
    """Give the line of a property that is TEXT."""
    return folded(b"%b:%b" % (name, escaped(words)))


def uri(name: bytes, address: str) -> bytes:
    """Give the line of a property that is an address."""
    if _UNSAFE.search(address) or "\n" in address:
        address = _UNSAFE.sub("", address).replace("\n", "")
    return folded(b"%b:%b" % (name, address.encode()))


def day(value: date) -> bytes:
    """Give a DATE (3.3.4)."""
    return value.isoformat()[:10].replace("-", "").encode()


def moment(value: datetime) -> bytes:
    """Give a DATE-TIME (3.3.5): in UTC where it says so, else at a local time."""
    written = value.isoformat()[:19].replace("-", "").replace(":", "").encode()
    return written + b"Z" if value.tzinfo else written


def escaped(words: str) -> bytes:
    """Write TEXT (3.3.11), without the characters that no calendar may hold."""
    if _UNSAFE.search(words):
        words = _UNSAFE.sub("", _LINE_BREAK.sub("\n", words))
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return words.replace("\n", "\\n").encode()


def folded(line: bytes) -> bytes:
    """Fold a line between characters (3.1), and not within an escape."""
    if len(line) <= _LONGEST:
        return line
    parts = []
    start, rest = 0, len(line) - _LONGEST
    while start < rest:
        end = start + _LONGEST
        while line[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        if line[end - 1] in b"\\^":
            end -= 1
        parts.append(line[start:end])
        start = end
    parts.append(line[start:])
    return b"\r\n ".join(parts)
