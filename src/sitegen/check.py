"""The first half of a build: read everything, check everything, join what holds together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Report, Source, Span, problem
from sitegen.folder import SiteFiles
from sitegen.programme.checks import check
from sitegen.programme.collections import entries
from sitegen.programme.files.site import SiteFile
from sitegen.programme.joining import join
from sitegen.programme.model import Page, Programme, Track
from sitegen.programme.records import Records, read_records
from sitegen.site.addresses import Claim, collisions

Clock = Callable[[str], date]
"""Gives today's date in an IANA time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a site's files say: the programme, or None where an error was found."""

    programme: Programme | None
    report: Report
    today: date


def check_site(files: SiteFiles, clock: Clock) -> Checked:
    """Read and check the files; every problem of every file is in the report."""
    records, found = read_records(files.read, files.others)
    today = clock(_time_zone(records))
    found += check(records, today)
    report = Report(found)
    if report.has_errors:
        return Checked(programme=None, report=report, today=today)
    programme = join(records)
    report = Report([*found, *_collisions(programme, records)])
    return Checked(programme=None if report.has_errors else programme, report=report, today=today)


def _time_zone(records: Records) -> str:
    site = records.file(SiteFile)
    return site.timezone if site is not None and site.at.has("timezone") else "UTC"


def _collisions(programme: Programme, records: Records) -> Iterator[Diagnostic]:
    places = {(collection, name): at.span("id") for collection, name, at in entries(records)}
    pages = {page.id: Span(page.fields.at.source, 0, 3) for page in records.pages}
    nowhere = Span(Source("content", ""), 0, 0)

    def place(claim: Claim) -> Span:
        record = claim.record
        if record is None:
            return nowhere
        if isinstance(record, Page):
            return pages[record.id]
        collection = "track" if isinstance(record, Track) else "event"
        return places[collection, record.id]

    for first, second in collisions(programme):
        message = f"{second.stands_for.capitalize()} would have the address {second.address}."
        related = Related(first.stands_for, place(first))
        help_ = f"This is the address of {first.stands_for}. Choose another id."
        yield problem("duplicate-address", place(second), message, help_, related)
