"""What can be wrong and where: values that every stage returns and no stage prints."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from sitegen.catalogue import CATALOGUE, Severity
from sitegen.lazy import dataclass, pattern, replace

__all__ = [
    "Diagnostic",
    "Fix",
    "Related",
    "Report",
    "Severity",
    "Source",
    "Span",
    "first_named",
    "problem",
]


_LINE_END = pattern(r"\r\n?|\n")


class Source:
    """The text of one file and where its lines begin.

    Lines end at LF, CR LF or CR and nowhere else, as in editors and on GitHub; the YAML
    parser also counts U+2028 and others, so its line numbers are not used.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        """Index of the first character of every line."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line(self, number: int) -> str:
        """Give line `number` (from 1) without its end."""
        start, end = self.line_bounds(number)
        return self.text[start:end]

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Give where line `number` (from 1) begins and where its end mark stands."""
        start = self.line_starts[number - 1]
        if number == len(self.line_starts):
            return start, len(self.text)
        end = self.line_starts[number] - 1
        return start, end - 1 if self.text[end - 1 : end + 1] == "\r\n" else end

    def line_from(self, index: int, most: int = 200) -> str:
        """Give what stands from `index` to the end of its line, at most so many characters."""
        end = _LINE_END.search(self.text, index, index + most)
        return self.text[index : end.start() if end else index + most]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a file. Lines and columns count from 1."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """Path of the file, from the site's root, with slashes."""
        return self.source.path

    @property
    def line(self) -> int:
        """Line of the first character."""
        return bisect_right(self.source.line_starts, self.start)

    @property
    def column(self) -> int:
        """Column of the first character, in characters (code points)."""
        return self.start - self.source.line_starts[self.line - 1] + 1

    @property
    def end_line(self) -> int:
        """Line in which the span ends."""
        return bisect_right(self.source.line_starts, self.end)

    @property
    def end_column(self) -> int:
        """Column behind the last character, in characters (code points)."""
        return self.end - self.source.line_starts[self.end_line - 1] + 1

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def sort_key(self) -> tuple[str, int, int]:
        """By file, then by place."""
        return (self.source.path, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains the problem."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in place of a span, which lies in the file of the diagnostic.

    A fix is `safe` where what was typed has one reading only, so that no fact can change by it:
    `sitegen fix` applies these. Others are offered, and a person decides.
    """

    span: Span
    text: str
    safe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: a sentence of fact, its exact place, and how to mend it.

    `entry` is what the programme calls the entry around the place, such as
    `CPSS Training, March 21, 2022`.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    entry: str | None = None

    def adding(self, more: str) -> Diagnostic:
        """Give the same with one more sentence of help."""
        return replace(self, help=f"{self.help} {more}" if self.help else more)


def problem(
    code: str,
    span: Span,
    message: str,
    help: str | None = None,  # noqa: A002 - the field's name in every output
    *related: Related,
    fix: Fix | None = None,
) -> Diagnostic:
    """Make the diagnostic for `code`; its severity comes from the catalogue."""
    return Diagnostic(
        code=code,
        severity=CATALOGUE[code].severity,
        message=message,
        span=span,
        help=help,
        related=related,
        fix=fix,
    )


MOST_NAMED = 20
"""Problems of one kind in one place that are named each."""


def first_named(diagnostics: Iterable[Diagnostic], most: int = MOST_NAMED) -> list[Diagnostic]:
    """Give the first of these; the last of them says how many more there are in the file."""
    rest = iter(diagnostics)
    named = list(islice(rest, most))
    more = sum(1 for _ in rest)
    if more:
        named[-1] = named[-1].adding(f"There are {more} more in this file.")
    return named


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Tell whether one of these keeps the site from being published."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in found)


class Report:
    """All diagnostics of one run, sorted by file and place, each once."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        ordered = sorted(diagnostics, key=lambda d: (d.span.sort_key, d.code, d.message))
        # Equal ones stand side by side. Comparing them costs less than hashing all.
        self.diagnostics = tuple(
            found for n, found in enumerate(ordered) if not n or found != ordered[n - 1]
        )

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Give the diagnostics of one severity, in order."""
        return tuple(d for d in self.diagnostics if d.severity is severity)

    @property
    def has_errors(self) -> bool:
        """Tell whether nothing may be published."""
        return has_errors(self.diagnostics)

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of the files with problems, sorted."""
        return tuple(dict.fromkeys(d.span.path for d in self.diagnostics))
