"""A report as JSON for other programs. Fields are only ever added; `version` names the format."""

from __future__ import annotations

import json
from typing import Any

from sitegen.diagnostics import Diagnostic, Fix, Report, Severity, Span
from sitegen.reports.harmless import can_be_written, harmless

VERSION = 1


def json_report(report: Report) -> str:
    """Write the whole report. Lines and columns count from 1, columns in characters."""
    counts = {f"{severity.value}s": len(report.of(severity)) for severity in Severity}
    whole = {
        "version": VERSION,
        "counts": counts,
        "problems": [_problem(diagnostic) for diagnostic in report.diagnostics],
    }
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _problem(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        **_place(diagnostic.span),
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": harmless(diagnostic.message),
        "help": _shown(diagnostic.help),
        "entry": _shown(diagnostic.entry),
        "related": [
            {**_place(related.span), "message": harmless(related.message)}
            for related in diagnostic.related
        ],
        "fix": _fix(diagnostic.fix),
    }


def _shown(text: str | None) -> str | None:
    return None if text is None else harmless(text)


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": harmless(span.path),
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None or not can_be_written(fix.text):
        return None
    return {**_place(fix.span), "text": fix.text, "safe": fix.safe}
