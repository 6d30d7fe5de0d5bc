"""A report for reviewdog, which offers each fix as a suggestion that one click applies.

The format is the Reviewdog Diagnostic Format. Its columns count bytes of UTF-8, from 1. reviewdog
writes the messages into comments, where they are Markdown, and a suggestion into a fence of three.
"""

from __future__ import annotations

import json
from typing import Any

from sitegen.diagnostics import Diagnostic, Report, Severity, Span
from sitegen.reports.harmless import can_be_written, harmless, in_markdown

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTICE: "INFO"}


def rdjson_report(report: Report) -> str:
    """Write a DiagnosticResult."""
    whole = {
        "source": {"name": "sitegen"},
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
    }
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    parts = (diagnostic.message, diagnostic.help, diagnostic.entry and f"In: {diagnostic.entry}")
    whole: dict[str, Any] = {
        "message": "\n".join(in_markdown(part) for part in parts if part),
        "location": _location(diagnostic.span),
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }
    fix = diagnostic.fix
    if fix and can_be_written(fix.text) and "```" not in fix.text:
        whole["suggestions"] = [{"range": _range(fix.span), "text": fix.text}]
    if diagnostic.related:
        whole["relatedLocations"] = [
            {"message": in_markdown(related.message), "location": _location(related.span)}
            for related in diagnostic.related
        ]
    return whole


def _location(span: Span) -> dict[str, Any]:
    return {"path": harmless(span.path), "range": _range(span)}


def _range(span: Span) -> dict[str, Any]:
    return {
        "start": _position(span, span.line, span.start),
        "end": _position(span, span.end_line, span.end),
    }


def _position(span: Span, line: int, index: int) -> dict[str, int]:
    before = span.source.text[span.source.line_starts[line - 1] : index]
    return {"line": line, "column": len(before.encode("utf-8", errors="surrogatepass")) + 1}
