"""Bytes of a file to its text, with every character that would mislead named at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from sitegen.diagnostics import Diagnostic, Source, Span, problem

LARGEST_FILE = 5_000_000
"""Bytes. Ten thousand trainings with long notes are about 3 MB."""

MOST_NAMED = 20
"""Odd characters of one file that are named each; the last one says how many more there are."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+"
)

_CONFLICT = re.compile(r"(?:^|(?<=\r))<{7}(?= )", re.MULTILINE)


def read_text(
    path: str, data: bytes, *, largest: int = LARGEST_FILE
) -> tuple[Source | None, list[Diagnostic]]:
    """Decode the file at `path`; None with the reasons where its text cannot be used."""
    if len(data) > largest:
        span = Span(Source(path, ""), 0, 0)
        size = f"{len(data) / 1_000_000:.1f} MB"
        message = f"The file has {size}. At most 5 MB can be read."
        return None, [problem("file-too-large", span, message, "Split it into several files.")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    if _is_utf16(data):
        return None, [_utf16(path)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error.start)]
    source = Source(path, text)
    found = list(_odd_characters(source))
    return (None if found else source), found


def _is_utf16(data: bytes) -> bool:
    """Tell by its mark, or by a NUL in nearly every second place of its beginning."""
    begin = data[:200]
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or begin.count(0) > len(begin) // 3


def _utf16(path: str) -> Diagnostic:
    message = "The file is saved as UTF-16, or is no text at all. The site needs UTF-8."
    help_ = "Save the file again with the encoding UTF-8."
    return problem("encoding", Span(Source(path, ""), 0, 0), message, help_)


def _not_utf8(path: str, data: bytes, at: int) -> Diagnostic:
    source = Source(path, data.decode("utf-8", errors="replace"))
    start = len(data[:at].decode("utf-8"))
    letter = data[at : at + 1].decode("windows-1252", errors="replace")
    message = "The file is not saved as UTF-8. This is the first character that cannot be read."
    guess = "" if letter == "\ufffd" else f" It is most likely “{letter}”."
    help_ = f"Save the file again with the encoding UTF-8.{guess}"
    return problem("encoding", Span(source, start, start + 1), message, help_)


def _odd_characters(source: Source) -> Iterator[Diagnostic]:
    matches = _FORBIDDEN.finditer(source.text)
    named = list(islice(matches, MOST_NAMED))
    more = sum(1 for _ in matches)
    for number, match in enumerate(named, 1):
        character = match.group()[0]
        name = "a byte order mark" if character == "\ufeff" else f"U+{ord(character):04X}"
        message = f"A character that cannot be seen stands here ({name})."
        help_ = "Delete it, or type the line again."
        if more and number == MOST_NAMED:
            help_ += f" There are {more} more in this file."
        yield problem("odd-character", Span(source, match.start(), match.end()), message, help_)


def unfinished_merge(source: Source) -> Diagnostic | None:
    """Report the lines that git leaves where two versions of a file contradict each other."""
    found = _CONFLICT.search(source.text) if "<<<<<<< " in source.text else None
    if found is None:
        return None
    message = "Two versions of this file were merged, and both are still in it."
    help_ = (
        "Keep the lines that are right. Delete the others, and the lines that begin with "
        "<<<<<<<, ======= and >>>>>>>."
    )
    return problem("syntax", Span(source, found.start(), found.end()), message, help_)
