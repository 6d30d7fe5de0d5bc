"""What was found, or what differs, in the form that was asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import __version__
from sitegen.reports.harmless import harmless
from sitegen.saying import has_colour

if TYPE_CHECKING:
    from sitegen.compare import Compared
    from sitegen.diagnostics import Report


def report_in(form: str, report: Report, outcome: str, mending: str) -> str:
    """Write a report in one of the forms, and the whole of it into a job's summary on GitHub."""
    if form == "json":
        from sitegen.reports.json_report import json_report

        return json_report(report)
    if form == "sarif":
        from sitegen.reports.sarif import sarif_report

        return sarif_report(report, __version__)
    if form == "rdjson":
        from sitegen.reports.rdjson import rdjson_report

        return rdjson_report(report)
    from sitegen.reports.text import hint, text_report

    text = text_report(report, outcome, colour=form == "text" and has_colour())
    text += hint(report, mending)
    if form == "text":
        return text
    from sitegen.reports.github import github_annotations, github_summary

    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8", errors="replace") as file:
            file.write(github_summary(report, outcome))
    return github_annotations(report) + text


def comparison_in(form: str, compared: Compared) -> str:
    """Write what differs in one of the forms, or the reports of the sides with errors."""
    if form == "json":
        from sitegen.comparing.json_form import json_of

        return json_of(compared.comparison, compared.wrong)
    if compared.comparison is not None:
        from sitegen.comparing.reports import markdown_of, text_of

        return (markdown_of if form == "markdown" else text_of)(compared.comparison)
    from sitegen.reports.github import github_summary
    from sitegen.reports.text import text_report

    write = github_summary if form == "markdown" else text_report
    return "\n".join(
        write(report, f"Nothing was compared. These are the files of {harmless(name)}.")
        for name, report in compared.wrong
    )
