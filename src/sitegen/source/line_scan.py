"""What can be seen in the lines of a YAML file before any parser reads it, and the text without it.

Spaces that are none to YAML, TABs, and the marks of an unfinished merge stop a parser at a place
that helps nobody. Here each is named, and replaced by as many spaces, so that reading can go on and
every place stays right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.diagnostics import Diagnostic, Fix, Source, Span, first_named, problem
from sitegen.lazy import dataclass, pattern
from sitegen.source.unfinished_merge import unfinished_merge

_WIDE = "\u00a0\u2007\u202f"
"""Spaces that YAML does not take for spaces, because they do not break a line."""

_SPACE_TO_PARSERS = "\t\x85\u2028\u2029"
"""Signs that the two parsers judge differently, or that would begin a line for them alone."""

_ANY = f"[ \t{_WIDE}]"
_TABS = pattern(r"(?<![ \t]) *(\t)[ \t]*+(?=[^\s#])")
_TAB_AFTER_COLON = pattern(r"(?<=:) *\t[ \t]*+(?=[^\s#])")
# In the indentation and after hyphens, or between the colon of a field and its value.
_IN_STRUCTURE = pattern(rf"{_ANY}*(?:-{_ANY}+)*(?:[\w-]+{_ANY}*:(?={_ANY}){_ANY}*)?")
_LINE = pattern(r"[^\r\n]*")
_WIDE_RUN = pattern(f"[{_WIDE}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """The text to parse, as long as the file's own, and what was found on the way.

    `lost` are the indexes at which something was taken out whose meaning is not known.
    """

    text: str
    found: tuple[Diagnostic, ...]
    lost: tuple[int, ...]


def scan_lines(source: Source, end: int, lost: Iterable[int] = ()) -> Scanned:
    """Name what would mislead a parser in the text up to index `end`, and take it out.

    At the places `lost` something was taken out before.
    """
    scan = _Scan(source, source.text[:end])
    scan.lost += lost
    scan.merge()
    scan.unseen()
    scan.tabs()
    for sign in _SPACE_TO_PARSERS:
        scan.text = scan.text.replace(sign, " ")
    return Scanned(
        text=scan.text,
        found=tuple(scan.found),
        lost=tuple(sorted(scan.lost)),
    )


class _Scan:
    """The text as it becomes free of what would mislead, and what was found so far."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.found: list[Diagnostic] = []
        self.lost: list[int] = []

    def merge(self) -> None:
        """Report an unfinished merge, and keep the first of the two versions."""
        merge = unfinished_merge(self.source, self.text)
        if merge is not None:
            self.found.append(merge.found)
            self.text = merge.text

    def unseen(self) -> None:
        """Report spaces from a web page or Word where only plain spaces show what is meant."""
        if self.text.isascii():
            return
        runs = [
            (run.start(), run.end())
            for run in _WIDE_RUN.finditer(self.text)
            if run.start() < self._structure_end(run.start())
        ]
        self.found += first_named(self._unseen(start, end) for start, end in runs)
        self._blank(at for start, end in runs for at in range(start, end))

    def _is_in_front(self, at: int) -> bool:
        """Tell whether only spaces stand before index `at` in its line."""
        return not self.text[self._line_start(at) : at].strip(" ")

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _structure_end(self, at: int) -> int:
        """Give where the value of the line around index `at` begins."""
        begin = self._line_start(at)
        structure = _IN_STRUCTURE.match(self.text, begin)
        return structure.end() if structure else begin

    def tabs(self) -> None:
        """Report TABs where they decide what belongs to what, once for the file."""
        if "\t" not in self.text:
            return
        after = _TAB_AFTER_COLON.finditer(self.text)
        self.found += first_named(self._tab_after_colon(match) for match in after)
        front = [m for m in _TABS.finditer(self.text) if self._is_in_front(m.start(1))]
        if front:
            at = front[0].start(1)
            message = "A TAB stands in front of this line. Only spaces show what belongs to what."
            more = f" TABs stand in front of {len(front) - 1} more lines." if front[1:] else ""
            span = Span(self.source, at, at + 1)
            self.found.append(problem("syntax", span, message, f"Write spaces instead.{more}"))
            self._lose_lines(match.start(1) for match in front)

    def _unseen(self, start: int, end: int) -> Diagnostic:
        message = (
            f"A sign stands here that only looks like a space (U+{ord(self.text[start]):04X}). "
            "Text from web pages and from Word holds such signs."
        )
        span = Span(self.source, start, end)
        fix = Fix(span, " " * (end - start), safe=True)
        return problem("unseen-space", span, message, "Type a plain space instead.", fix=fix)

    def _tab_after_colon(self, match: re.Match[str]) -> Diagnostic:
        span = Span(self.source, match.start(), match.end())
        message = "A TAB stands after this colon."
        help_ = "Write one plain space instead."
        return problem("tab-in-line", span, message, help_, fix=Fix(span, " ", safe=True))

    def _blank(self, places: Iterable[int]) -> None:
        signs = list(self.text)
        for at in places:
            signs[at] = " "
        self.text = "".join(signs)

    def _lose_lines(self, places: Iterable[int]) -> None:
        """Take out the lines around these places; what they meant is not known."""
        parts: list[str] = []
        done = 0
        for at in places:
            start = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
            line = _LINE.match(self.text, start)
            if line is not None and start >= done:
                parts += [self.text[done:start], " " * len(line.group())]
                done = line.end()
                self.lost.append(start)
        self.text = "".join([*parts, self.text[done:]])
