"""A report for a terminal or a log: place, sentence, the line with a caret, and how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Report, Severity, Span

WIDEST_EXCERPT = 100
"""Columns of a source line that are shown; a longer line is cut around the place."""


def text_report(report: Report, outcome: str) -> str:
    """Write every diagnostic with its excerpt, then one line that sums up and ends in `outcome`."""
    blocks = ["\n".join(_block(diagnostic)) for diagnostic in report.diagnostics]
    return "\n\n".join([*blocks, f"{summary(report)} {outcome}".strip()]) + "\n"


def summary(report: Report) -> str:
    """Count what was found, as in `3 problems in 2 files, 1 warning.`."""
    problems = len(report.of(Severity.ERROR))
    counts = [
        _count(problems, "problem") if problems else "No problems",
        *(
            _count(len(found), noun)
            for noun, found in (
                ("warning", report.of(Severity.WARNING)),
                ("notice", report.of(Severity.NOTICE)),
            )
            if found
        ),
    ]
    if problems:
        files = {d.span.path for d in report.of(Severity.ERROR)}
        counts[0] += f" in {_count(len(files), 'file')}"
    return ", ".join(counts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _block(diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    severity = diagnostic.severity.value
    yield f"{_place(span)}: {severity}: {diagnostic.message} [{diagnostic.code}]"
    yield from _excerpt(span)
    if diagnostic.help:
        yield f"  = help: {diagnostic.help}"
    for related in diagnostic.related:
        yield f"  = see {_place(related.span)}: {related.message}"


def _place(span: Span) -> str:
    return f"{_harmless(span.path)}:{span.line}:{span.column}"


def _excerpt(span: Span) -> Iterator[str]:
    text = span.source.text
    begin, finish = span.source.line_bounds(span.line)
    is_long = finish - begin > WIDEST_EXCERPT
    first = max(begin, span.start - WIDEST_EXCERPT // 3) if is_long else begin
    last = min(finish, first + WIDEST_EXCERPT)
    if not text[first:last].strip():
        return
    before, after = ("…" if first > begin else ""), ("…" if last < finish else "")
    indent = len(before) + _columns(text[first : span.start])
    carets = max(1, _columns(text[span.start : min(span.end, last)]))
    gutter = " " * len(str(span.line))
    yield f"  {gutter} |"
    yield f"  {span.line} | {before}{_harmless(text[first:last])}{after}"
    yield f"  {gutter} | {' ' * indent}{'^' * carets}"


_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal obeys instead of showing them, or cannot be written at all."""


_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""Marks upon other letters, and joiners."""


def _harmless(text: str) -> str:
    return _ACTING.sub("\ufffd", text.replace("\t", " "))


def _columns(text: str) -> int:
    """Count the columns that a terminal uses: two for wide letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(c) in _WITHOUT_WIDTH
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
