"""A report for a terminal or a log: place, sentence, the line with a caret, and how to mend it."""

from __future__ import annotations

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
    return f"{span.path}:{span.line}:{span.column}"


def _excerpt(span: Span) -> Iterator[str]:
    line = span.source.line(span.line)
    if not line.strip():
        return
    start = span.column - 1
    width = max(1, min(span.end - span.start, len(line) - start))
    first = max(0, start - WIDEST_EXCERPT // 3) if len(line) > WIDEST_EXCERPT else 0
    shown = line[first : first + WIDEST_EXCERPT].replace("\t", " ")
    width = min(width, max(1, len(shown) - (start - first)))
    before, after = ("…" if first else ""), ("…" if first + WIDEST_EXCERPT < len(line) else "")
    gutter = " " * len(str(span.line))
    yield f"  {gutter} |"
    yield f"  {span.line} | {before}{shown}{after}"
    yield f"  {gutter} | {' ' * (start - first + len(before))}{'^' * width}"
