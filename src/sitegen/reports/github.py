"""A report for GitHub: annotations on the lines of a pull request, and everything in a summary.

GitHub shows ten errors, ten warnings and ten notices of a step, so problems of one kind in one file
share an annotation. The summary of the job holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.diagnostics import Diagnostic, Report, Severity
from sitegen.reports.harmless import fence_around, harmless, in_markdown
from sitegen.reports.text import place, summary

MOST_ANNOTATED = 10
"""Annotations of one severity that GitHub shows of a step."""

LARGEST_SUMMARY = 1_000_000
"""Bytes. GitHub refuses a summary of more than 1 MiB."""

_NAMED_PLACES = 8


def github_annotations(report: Report) -> str:
    """Write workflow commands: at most ten for each severity, which stand for all problems."""
    return "".join(
        f"{line}\n" for severity in Severity for line in _annotations(report.of(severity))
    )


def _annotations(found: Sequence[Diagnostic]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in found:
        groups.setdefault((diagnostic.span.path, diagnostic.code), []).append(diagnostic)
    if len(found) <= MOST_ANNOTATED:
        yield from (_annotation(one, ()) for one in found)
        return
    named = list(groups.values())
    shown = named if len(named) <= MOST_ANNOTATED else named[: MOST_ANNOTATED - 1]
    yield from (_annotation(first, others) for first, *others in shown)
    if len(shown) < len(named):
        rest = [one for group in named[len(shown) :] for one in group]
        yield _annotation(rest[0], rest[1:])


def _annotation(first: Diagnostic, others: Sequence[Diagnostic]) -> str:
    span = first.span
    properties = {"file": span.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{first.entry} ({first.code})" if first.entry else first.code
    named = ",".join(
        f"{name}={_escaped(harmless(str(value)))}" for name, value in properties.items()
    )
    parts = (first.message, first.help, *_seen(first), _elsewhere(others))
    message = "\n".join(harmless(part) for part in parts if part)
    return f"::{first.severity.value} {named}::{_escaped(message, in_message=True)}"


def _seen(diagnostic: Diagnostic) -> Iterator[str]:
    """Name the other places that explain the problem; GitHub shows only one itself."""
    for related in diagnostic.related[:_NAMED_PLACES]:
        yield f"See {place(related.span)}: {related.message}"


def _elsewhere(others: Sequence[Diagnostic]) -> str | None:
    if not others:
        return None
    places = [f"{harmless(one.span.path)}:{one.span.line}" for one in others[:_NAMED_PLACES]]
    more = len(others) - len(places)
    end = f", and {more} more" if more else ""
    problems = "1 more problem" if len(others) == 1 else f"{len(others)} more problems"
    return f"{problems}: {', '.join(places)}{end}. The summary of this job shows each."


def _escaped(text: str, *, in_message: bool = False) -> str:
    """Escape what would end a value of a workflow command."""
    text = text.replace("%", "%25").replace("\n", "%0A")
    return text if in_message else text.replace(":", "%3A").replace(",", "%2C")


def github_summary(report: Report, outcome: str) -> str:
    """Write the whole report as Markdown, the gravest first, cut where it would be too large."""
    head = f"## {in_markdown(f'{summary(report)} {outcome}'.strip())}\n\n"
    parts, size = [head], len(head.encode())
    gravest_first = [one for severity in Severity for one in report.of(severity)]
    for number, diagnostic in enumerate(gravest_first):
        part = "\n".join(_section(diagnostic)) + "\n\n"
        size += len(part.encode("utf-8", errors="replace"))
        if size > LARGEST_SUMMARY:
            left = len(report.diagnostics) - number
            parts.append(f"… and {left} more. Run `sitegen check` to see them all.\n")
            break
        parts.append(part)
    return "".join(parts)


def _section(diagnostic: Diagnostic) -> Iterator[str]:
    where = in_markdown(place(diagnostic.span))
    entry = f" · {in_markdown(diagnostic.entry)}" if diagnostic.entry else ""
    yield f"**{diagnostic.severity.value.capitalize()}** · {where}{entry}  "
    yield f"{in_markdown(diagnostic.message)} ({diagnostic.code})  "
    line = harmless(diagnostic.span.source.line(diagnostic.span.line)[:200]).strip()
    if line:
        fence = fence_around(line, 3)
        yield f"\n{fence}text\n{line}\n{fence}\n"
    if diagnostic.help:
        yield f"**How to mend it:** {in_markdown(diagnostic.help)}"
    for seen in _seen(diagnostic):
        yield f"\n{in_markdown(seen)}"
