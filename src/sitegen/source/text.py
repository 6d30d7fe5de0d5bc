"""Bytes of a file to its text, with every character that would mislead named at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Source, Span, problem

LARGEST_FILE = 5_000_000
"""Bytes. Ten thousand trainings with long notes are about 3 MB."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_text(path: str, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    """Decode the file at `path`; None with the reasons where its text cannot be used."""
    if len(data) > LARGEST_FILE:
        span = Span(Source(path, ""), 0, 0)
        size = f"{len(data) / 1_000_000:.1f} MB"
        message = f"The file is {size} large. At most 5 MB can be read."
        return None, [problem("file-too-large", span, message, "Split it into several files.")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error.start)]
    source = Source(path, text)
    found = list(_odd_characters(source))
    return (None if found else source), found


def _not_utf8(path: str, data: bytes, at: int) -> Diagnostic:
    source = Source(path, data.decode("utf-8", errors="replace"))
    start = len(data[:at].decode("utf-8"))
    span = Span(source, start, start + 1)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        message = "The file is saved as UTF-16. The site needs UTF-8."
        return problem("encoding", span, message, "Save the file again with the encoding UTF-8.")
    letter = data[at : at + 1].decode("windows-1252", errors="replace")
    message = "The file is not saved as UTF-8 from this character on."
    guess = "" if letter == "\ufffd" else f" It is most likely “{letter}”."
    return problem("encoding", span, message, f"Save the file with the encoding UTF-8.{guess}")


def _odd_characters(source: Source) -> Iterator[Diagnostic]:
    for match in _FORBIDDEN.finditer(source.text):
        character = match.group()
        name = "a byte order mark" if character == "\ufeff" else f"U+{ord(character):04X}"
        span = Span(source, match.start(), match.end())
        message = f"A character that cannot be seen stands here ({name})."
        yield problem("odd-character", span, message, "Delete it, or type the line again.")
