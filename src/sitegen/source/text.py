"""Bytes of a file to its text, with every character that would mislead named at its place."""

from __future__ import annotations

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import pattern
from sitegen.source.odd_sign_reports import report_odd_signs

LARGEST_FILE = 5_000_000
"""Bytes. Ten thousand trainings with long notes are about 3 MB."""

_UNDECODED = pattern("[\udc80-\udcff]")


def read_text(
    path: str, data: bytes, *, largest: int = LARGEST_FILE
) -> tuple[Source | None, list[Diagnostic]]:
    """Decode the file at `path`; None with the reason where it is no text that can be used.

    Bytes that are no UTF-8 are reported and read as they most likely were meant.
    """
    if len(data) > largest:
        return None, [too_large(path, len(data), largest, "Split it into several files.")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    if _is_utf16(data):
        return None, [_utf16(path)]
    text = data.decode("utf-8", errors="surrogateescape")
    found: list[Diagnostic] = []
    places: list[int] = []
    if not text.isascii() and _UNDECODED.search(text):
        places = [match.start() for match in _UNDECODED.finditer(text)]
        text = _UNDECODED.sub(lambda match: _letter(match.group()), text)
        found.append(_not_utf8(Source(path, text), places))
    source = Source(path, text)
    return source, found + report_odd_signs(source, frozenset(places))


def too_large(path: str, size: int, largest: int, help_: str) -> Diagnostic:
    """Say that a file has more bytes than can be used."""
    most = f"{largest / 1_000_000:g} MB"
    message = f"The file has {size / 1_000_000:.1f} MB. At most {most} can be read."
    return problem("file-too-large", Span(Source(path, ""), 0, 0), message, help_)


def _is_utf16(data: bytes) -> bool:
    """Tell by its mark, or by a NUL in nearly every second place of its beginning."""
    begin = data[:200]
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or begin.count(0) > len(begin) // 3


def _utf16(path: str) -> Diagnostic:
    message = "The file is saved as UTF-16, or is no text at all. The site needs UTF-8."
    help_ = "Save the file again with the encoding UTF-8."
    return problem("encoding", Span(Source(path, ""), 0, 0), message, help_)


def _letter(byte: str) -> str:
    """Give what a byte that is no UTF-8 would be in Windows-1252, the usual other encoding."""
    return bytes([ord(byte) - 0xDC00]).decode("windows-1252", errors="replace")


def _not_utf8(source: Source, places: list[int]) -> Diagnostic:
    first = places[0]
    letter = source.text[first]
    message = "The file is not saved as UTF-8. This is the first character that cannot be read."
    help_ = "Save the file again with the encoding UTF-8."
    if letter != "\ufffd":
        help_ += f" It is most likely “{letter}”."
    if places[1:]:
        help_ += f" There are {len(places) - 1} more such characters in this file."
    return problem("encoding", Span(source, first, first + 1), message, help_)
