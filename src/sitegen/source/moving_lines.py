"""Lines of a file that are moved to where they belong: what is said of them, and the edits."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import dataclass, field
from sitegen.source.edits import Edit
from sitegen.source.written_lines import Line


@dataclass(slots=True)
class Meant:
    """What was found: reports, edits, and places at which something is missing.

    `remarks` counts the reports of remarks: nothing else need be wrong there.
    """

    found: list[Diagnostic] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    remarks: int = 0


class Moving:
    """The lines of one file, and what was found so far."""

    def __init__(self, source: Source, lines: list[Line], end: int) -> None:
        self.source = source
        self.lines = lines
        self.end = end
        self.meant = Meant()

    def _shift(self, start: int, end: int, by: int, *, below: bool = False) -> str:
        """Move the lines from `start` to `end` to the right, or left; give the words that do it."""
        starts = [line for line in self._starts(start, end) if self._has_words(line)]
        for at in starts:
            self._edit(at, at if by > 0 else at - by, " " * max(by, 0))
        return _move(by, len(starts), below=below)

    def _next_line(self, line: Line) -> int:
        starts = self.source.line_starts
        number = Span(self.source, line.start, line.start).line
        return starts[number] if number < len(starts) else self.end

    def _starts(self, start: int, end: int) -> Iterator[int]:
        number = Span(self.source, start, start).line
        starts = self.source.line_starts
        while number <= len(starts) and starts[number - 1] < end:
            yield starts[number - 1]
            number += 1

    def _has_words(self, start: int) -> bool:
        return bool(self.source.line_from(start).strip())

    def _last_line(self, n: int) -> int:
        """Give where the text before line `n` ends, without the remarks in front of that."""
        if n >= len(self.lines):
            return self.end
        at = self.lines[n].start
        while at:
            number = Span(self.source, at - 1, at - 1).line
            words = self.source.line(number).strip()
            if words and not words.startswith("#"):
                return at
            at = self.source.line_starts[number - 1]
        return at

    def _words(self, line: Line) -> Span:
        return Span(self.source, line.start + line.column, line.end)

    def _say(self, n: int, message: str, help_: str) -> None:
        self._add(self._words(self.lines[n]), message, help_)

    def _add(self, span: Span, message: str, help_: str) -> None:
        self.meant.found.append(problem("syntax", span, message, help_))

    def _edit(self, start: int, end: int, text: str) -> None:
        self.meant.edits.append(Edit(start, end, text))


def _move(by: int, lines: int, *, below: bool) -> str:
    """Say how to move `lines` lines to the right, or to the left."""
    some = spaces(abs(by))
    more = "the line below it" if lines == 2 else f"the {lines - 1} lines below it"
    if below:
        which = "the line below it" if lines == 1 else f"the {lines} lines below it"
    else:
        which = "this line" if lines == 1 else f"this line and of {more}"
    if by > 0:
        return f"Put {some} in front of {which}."
    return f"Delete {some} at the beginning of {which}."


def spaces(count: int) -> str:
    """Say how many spaces."""
    return "1 space" if count == 1 else f"{count} spaces"
