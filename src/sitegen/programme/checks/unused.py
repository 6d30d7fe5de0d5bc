"""What stands in the files and appears nowhere on the site.

People, offices and documents are not looked at: the pages of contacts and of documents show all.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.programme.eligibility.file import DesignationsFile
from sitegen.programme.files.site import DocumentsFile, PlacesFile, SiteFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.records import PUBLISHED, Records


def notice_unused(records: Records) -> Iterator[Diagnostic]:
    """Yield a notice for each audience, place, entry rule and file that nothing names.

    The records hold no error, so everything that names something is known.
    """
    yield from _tracks(records)
    yield from _audiences(records)
    yield from _places(records)
    yield from _rules(records)
    yield from _files(records)


def _tracks(records: Records) -> Iterator[Diagnostic]:
    file = records.file(TracksFile)
    used = {training.track for schedule in records.schedules for training in schedule.trainings}
    for track in file.tracks if file and records.schedules else ():
        if track.id not in used:
            message = (
                f"No schedule has a training of the track `{track.id}`. Its page has no dates."
            )
            help_ = "Keep it for later, or write its trainings into a schedule."
            yield problem("unused", track.at.span("id"), message, help_)


def _audiences(records: Records) -> Iterator[Diagnostic]:
    site, tracks = records.file(SiteFile), records.file(TracksFile)
    used = {track.audience for track in tracks.tracks} if tracks else set()
    for audience in site.audiences if site else ():
        if audience.id not in used:
            message = f"No track is for `{audience.id}`, so the site does not show this audience."
            help_ = "Keep it for later, or delete it."
            yield problem("unused", audience.at.span("id"), message, help_)


def _places(records: Records) -> Iterator[Diagnostic]:
    file = records.file(PlacesFile)
    if file is None:
        return
    used = {training.place for schedule in records.schedules for training in schedule.trainings}
    used |= {run.place for training in records.trainings for run in training.days}
    used |= {schedule.defaults.place for schedule in records.schedules if schedule.defaults}
    for place in file.places:
        if place.id not in used:
            message = f"No training is held at `{place.id}`, so the site does not show this place."
            help_ = "Keep it for later, or delete it."
            yield problem("unused", place.at.span("id"), message, help_)


def _rules(records: Records) -> Iterator[Diagnostic]:
    rules, tracks = records.file(DesignationsFile), records.file(TracksFile)
    if rules is None or tracks is None:
        return
    used = {track.entry for track in tracks.tracks}
    for name in rules.track_entry:
        if name not in used:
            message = f"No track has the entry rule `{name}`."
            help_ = "Name it in the track that it is for, or delete the rule."
            yield problem("unused", rules.at.name_span("track_entry", name), message, help_)


def _files(records: Records) -> Iterator[Diagnostic]:
    documents = records.file(DocumentsFile)
    used = {document.file for document in documents.documents} if documents else set()
    used |= _pictures(records)
    for path in sorted(records.published_files):
        name = path.removeprefix(PUBLISHED)
        if name not in used:
            message = f"No document names the file {path}, so the site does not publish it."
            help_ = "Name it in a document of content/documents.yaml, or delete the file."
            yield problem("unused", Span(Source(path, ""), 0, 0), message, help_)


def _pictures(records: Records) -> set[str | None]:
    site = records.file(SiteFile)
    logo = site.look.logo if site and site.look else None
    return {logo.file, logo.dark} if logo else set()
