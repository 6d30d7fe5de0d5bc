"""Markdown files that begin with fields between two lines of three hyphens."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import pattern
from sitegen.source.unfinished_merge import unfinished_merge

_HYPHENS = pattern(r"(?:\A|(?<=[\r\n]))---[ \t]*(?:\r\n?|\n|\Z)")


class Split(NamedTuple):
    """Where the fields of a page end (None: it has none), and where its Markdown begins."""

    fields_end: int | None
    body_start: int
    found: list[Diagnostic]


def split_page(source: Source) -> Split:
    """Find the two parts of a page, and what is wrong with how they come apart."""
    opening = _HYPHENS.match(source.text)
    closing = _HYPHENS.search(source.text, opening.end()) if opening else None
    if opening is None and (merge := unfinished_merge(source, source.text, markdown=True)):
        return Split(None, 0, [merge.found])
    if opening is None or closing is None:
        return Split(None, 0, [_no_fields(source, closed=opening is None)])
    if not source.text[opening.end() : closing.start()].strip():
        message = "No fields stand between the two lines of hyphens."
        help_ = "Write title: and summary: between them, each on a line of its own."
        found = [problem("missing-front-matter", Span(source, 0, 3), message, help_)]
        return Split(None, closing.end(), found)
    merge = unfinished_merge(source, source.text, closing.end(), markdown=True)
    if merge is not None and unfinished_merge(source, source.text[: closing.start()]):
        merge = unfinished_merge(source, source.text, markdown=True)  # both parts hold its marks
    found = [] if merge is None else [merge.found]
    return Split(closing.start(), closing.end(), found)


def _no_fields(source: Source, *, closed: bool) -> Diagnostic:
    if closed:
        message = "The page does not begin with its fields."
        help_ = "Begin with a line ---, then title: and summary:, then a line ---."
    else:
        message = "The fields at the top of the page have no end."
        help_ = "Write a line --- below the last field."
    return problem("missing-front-matter", Span(source, 0, 0), message, help_)
