"""A report as a section of a web page, for the preview."""

from __future__ import annotations

from html import escape

from sitegen.diagnostics import Report, Severity
from sitegen.reports.harmless import harmless_lines
from sitegen.reports.text import text_report

_STYLE = (
    "margin:0;padding:1rem 1.25rem;border-bottom:.3rem solid #b3261e;background:#fff8f7;"
    "color:#1d1b1b;font:1rem/1.5 system-ui,sans-serif"
)


def html_report(report: Report, outcome: str, *, above_a_page: bool = True) -> str:
    """Write the report as one `section`; where there are errors, it shows only these."""
    errors = Report(report.of(Severity.ERROR))
    # A disk that refuses is no problem in a file: then the outcome says everything.
    text = text_report(errors, outcome) if errors.diagnostics else f"{harmless_lines(outcome)}\n"
    last = "This is the last good version of the page. " if above_a_page else ""
    why = "The newest change has problems:" if errors.diagnostics else "There is no newer one:"
    if not above_a_page:
        why = "There is no page yet:"
    return (
        f'<section aria-label="Problems in the content" style="{_STYLE}">'
        f"<p><strong>{last}{why}</strong></p>"
        f'<pre style="overflow:auto;white-space:pre-wrap">{escape(text)}</pre></section>'
    )
