"""A report for a terminal or a log: place, sentence, the line with a caret, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from sitegen.diagnostics import Diagnostic, Report, Severity, Span
from sitegen.lazy import dataclass
from sitegen.reports.harmless import harmless, harmless_lines

WIDEST_EXCERPT = 100
"""Columns of a source line that are shown; a longer line is cut around the place."""

MOST_SHOWN = 50
"""Problems of one file that are shown. The last line counts them all."""


@dataclass(frozen=True, slots=True)
class _Paint:
    """Escape sequences of a terminal (ECMA-48, SGR), or nothing where there is no colour."""

    on: bool

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTICE: "1;36"}
_CARET = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36"}
_STRONG, _QUIET = "1", "2"


def text_report(report: Report, outcome: str, *, colour: bool = False) -> str:
    """Write the diagnostics with their excerpts, then one line that sums up and ends in `outcome`.

    Colour repeats what the words say.
    """
    paint = _Paint(colour)
    blocks = []
    for path, found in groupby(report.diagnostics, key=lambda d: d.span.path):
        of_file = tuple(found)
        shown = _most_grave(of_file)
        blocks += ["\n".join(_block(diagnostic, paint)) for diagnostic in shown]
        if len(shown) < len(of_file):
            blocks.append(f"… and {len(of_file) - len(shown)} more in {harmless(path)}.")
    total = harmless_lines(f"{summary(report)} {outcome}".strip())
    return "\n\n".join([*blocks, paint(_STRONG, total)]) + "\n"


def _most_grave(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Give those of one file that are shown, in order; no warning takes the place of an error."""
    if len(found) <= MOST_SHOWN:
        return found
    grave = sorted(range(len(found)), key=lambda n: (list(Severity).index(found[n].severity), n))
    return [found[n] for n in sorted(grave[:MOST_SHOWN])]


def hint(report: Report, mending: str) -> str:
    """Say how to read more, where there is an error, and the command for `mending` what it can."""
    errors = report.of(Severity.ERROR)
    can_be_mended = any(one.fix is not None and one.fix.safe for one in report.diagnostics)
    more = f"What a name in brackets means: sitegen explain {errors[0].code}\n" if errors else ""
    return more + (f"To let the program write some of it: {mending}\n" if can_be_mended else "")


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


def _block(diagnostic: Diagnostic, paint: _Paint) -> Iterator[str]:
    span = diagnostic.span
    severity = paint(_COLOURS[diagnostic.severity], diagnostic.severity.value)
    message = paint(_STRONG, harmless(diagnostic.message))
    yield f"{place(span)}: {severity}: {message} {paint(_QUIET, f'[{diagnostic.code}]')}"
    yield from _excerpt(span, paint, _CARET[diagnostic.severity])
    if diagnostic.entry:
        yield f"  {paint(_QUIET, '= in:')} {harmless(diagnostic.entry)}"
    if diagnostic.help:
        yield f"  {paint(_QUIET, '= help:')} {harmless(diagnostic.help)}"
    for related in diagnostic.related:
        seen = f"{place(related.span)}: {harmless(related.message)}"
        yield f"  {paint(_QUIET, '= see')} {seen}"


def place(span: Span) -> str:
    """Write `file:line:column`, which editors and terminals turn into a link."""
    return f"{harmless(span.path)}:{span.line}:{span.column}"


def _excerpt(span: Span, paint: _Paint, colour: str) -> Iterator[str]:
    text = span.source.text
    begin, finish = span.source.line_bounds(span.line)
    is_long = finish - begin > WIDEST_EXCERPT
    first = max(begin, span.start - WIDEST_EXCERPT // 3) if is_long else begin
    last = min(finish, first + WIDEST_EXCERPT)
    if not text[first:last].strip():
        return
    before, after = ("…" if first > begin else ""), ("…" if last < finish else "")
    shown = harmless(text[first:last])
    indent = len(before) + _columns(shown[: span.start - first])
    carets = max(1, _columns(shown[span.start - first : span.end - first]))
    gutter = " " * len(str(span.line))
    bar = paint(_QUIET, "|")
    yield f"  {gutter} {bar}"
    yield f"  {paint(_QUIET, str(span.line))} {bar} {before}{shown}{after}"
    yield f"  {gutter} {bar} {' ' * indent}{paint(colour, '^' * carets)}"


_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""Marks upon other letters, and joiners."""


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
