"""A report as a section of a web page, for the preview."""

from __future__ import annotations

from html import escape

from sitegen.diagnostics import Report, Severity
from sitegen.reports.text import text_report

_STYLE = (
    "margin:0;padding:1rem 1.25rem;border-bottom:.3rem solid #b3261e;background:#fff8f7;"
    "color:#1d1b1b;font:1rem/1.5 system-ui,sans-serif"
)


def html_report(report: Report, outcome: str) -> str:
    """Write the report as one `section`; where there are errors, it shows only these."""
    errors = Report(report.of(Severity.ERROR))
    text = escape(text_report(errors if errors.diagnostics else report, outcome))
    return (
        f'<section aria-label="Problems in the content" style="{_STYLE}">'
        "<p><strong>This is the last good version of the page. "
        "The newest change has problems:</strong></p>"
        f'<pre style="overflow:auto;white-space:pre-wrap">{text}</pre></section>'
    )
