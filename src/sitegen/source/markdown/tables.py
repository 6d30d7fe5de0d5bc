"""Rows of tables: cells between `|`.

After https://github.github.com/gfm/#tables-extension- as GitHub reads it.
"""

from __future__ import annotations

from typing import Literal

from sitegen.lazy import pattern
from sitegen.source.markdown.written import Written

Alignment = Literal["", "left", "center", "right"]

_MARKERS = pattern(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELL = pattern(r"(?:\\[!-/:-@\[-`{-~]|[^|])+")
_END = pattern(r"\|[ \t\v\f]*")


def alignments(line: str) -> list[Alignment] | None:
    """Give how the columns are aligned; None unless this is the line below a header."""
    if not _MARKERS.fullmatch(line):
        return None
    found: list[Alignment] = []
    for start, end in cells(line):
        marker = line[start:end].strip()
        left, right = marker.startswith(":"), marker.endswith(":")
        found.append("center" if left and right else "left" if left else "right" if right else "")
    return found


def cells(line: str) -> list[tuple[int, int]]:
    """Give where the cells of a row begin and end."""
    first = _END.match(line)
    at = first.end() if first else 0
    found = []
    while at < len(line):
        cell = _CELL.match(line, at)
        end = cell.end() if cell else at
        found.append((at, end))
        pipe = _END.match(line, end)
        if pipe is None:
            break
        at = pipe.end()
    return found


def cell(text: str, start: int, end: int) -> Written:
    """Give the text of a cell. In it, a backslash stands before each `|`."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length, at = 0, start
    for piece in text[start:end].split("\\|"):
        begins = at
        words = piece if not parts else f"|{piece}"
        if parts:
            begins -= 1
        parts.append(words)
        starts.append(length)
        places.append(begins)
        length += len(words)
        at += len(piece) + 2
    return Written("".join(parts), starts, places).stripped()
