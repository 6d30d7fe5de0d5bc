"""What the YAML parser stumbled over, said at the place where the mistake was made."""

from __future__ import annotations

import re
from typing import Any

import yaml

from sitegen.diagnostics import Diagnostic, Source, Span, problem


def explain(error: yaml.YAMLError, source: Source, end: int) -> Diagnostic:
    """Turn the parser's exception into a diagnostic; `end` is the last index it could see."""
    mark: Any = getattr(error, "problem_mark", None)
    context_mark: Any = getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    place = min(mark.index if mark is not None else 0, max(0, end - 1))
    if context_mark is not None and ("unexpected end of stream" in said or "quoted" in context):
        return _unclosed_quote(source, context_mark.index)
    line, start = _line_at(source, place)
    before, before_start = _line_before(source, start)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        at = start + line.index("\t")
        message = "A TAB stands in front of this line. The order of entries is shown by spaces."
        return problem("syntax", Span(source, at, at + 1), message, "Write spaces instead.")
    for text, text_start in ((line, start), (before, before_start)):
        if missing := re.match(r"\s*(?:- )?([A-Za-z_]+):(?=[^\s/])\S", text):
            at = text_start + missing.end() - 2
            message = "The space after the colon is missing."
            help_ = f"Write: {missing[1]}: {text[missing.end() - 1 :].strip()}"
            return problem("syntax", Span(source, at, at + 1), message, help_)
    if "mapping values are not allowed" in said:
        return _second_colon(source, line, start, place)
    if context_mark is not None and "flow" in context:
        return _unclosed_bracket(source, context_mark.index)
    if "cannot start any token" in said:
        sign = source.text[place]
        message = f"A value cannot start with “{sign}”."
        span = Span(source, place, place + 1)
        value = line[place - start :].strip()
        return problem("syntax", span, message, f'Put the value in quotes: "{value}".')
    message = "This line does not fit to the lines above it."
    help_ = (
        "Check that it stands exactly under the field it belongs with, and that quotes are closed."
    )
    width = max(1, len(line.strip()))
    first = start + len(line) - len(line.lstrip())
    return problem("syntax", Span(source, first, first + width), message, help_)


def _line_at(source: Source, place: int) -> tuple[str, int]:
    number = Span(source, place, place).line
    return source.line(number), source.line_starts[number - 1]


def _line_before(source: Source, start: int) -> tuple[str, int]:
    return _line_at(source, start - 1) if start else ("", 0)


def _unclosed_quote(source: Source, at: int) -> Diagnostic:
    quote = source.text[at]
    message = f"The quote {quote} that opens here is not closed."
    help_ = f"Write {quote} at the end of the text."
    return problem("syntax", Span(source, at, at + 1), message, help_)


def _unclosed_bracket(source: Source, at: int) -> Diagnostic:
    bracket = source.text[at]
    other = {"[": "]", "{": "}"}.get(bracket, "the closing bracket")
    message = f"The bracket {bracket} that opens here is not closed, or a comma is missing in it."
    help_ = f"Write {other} where it ends, and a comma between its parts."
    return problem("syntax", Span(source, at, at + 1), message, help_)


def _second_colon(source: Source, line: str, start: int, place: int) -> Diagnostic:
    name, _, value = line.partition(": ")
    if place - start > len(name) and value:
        quoted = value.strip().replace('"', '\\"')
        message = "A colon with a space after it stands inside a text."
        help_ = f'Put the text in quotes: {name.strip()}: "{quoted}"'
        return problem("syntax", Span(source, place, place + 1), message, help_)
    message = "This line stands too far to the right or to the left."
    help_ = "Line it up with the field above that it belongs with."
    first = start + len(line) - len(line.lstrip())
    return problem("syntax", Span(source, first, first + max(1, len(line.strip()))), message, help_)
