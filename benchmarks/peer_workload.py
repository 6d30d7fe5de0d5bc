"""Build the workload that other generators are timed on, with sitegen's own stages.

    python benchmarks/peer_workload.py DATA OUT

DATA holds site.yaml, tracks.yaml, contacts.yaml and trainings/*.yaml. OUT gets a home page, a page
and a calendar for each track and each training, and an archive page for each year. The format is
not the one that editors write, so its records are declared here. Everything else is sitegen:
reading with places, Markdown, templates, calendars, production in processes, publishing.
"""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from markupsafe import Markup

from sitegen.diagnostics import Diagnostic, Report, Source
from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.model import DayRun, Site
from sitegen.programme.own_words import CrisisLine
from sitegen.publish import publish
from sitegen.reports.text import text_report
from sitegen.site import wording
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendars import (
    Block,
    CalendarEvent,
    EventStatus,
    Revision,
    Subscription,
    block,
    calendar,
)
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.planned import PlannedFile
from sitegen.site.production import produce
from sitegen.site.rendering import Templates
from sitegen.source.fields import Field, OwnWords, Record
from sitegen.source.markdown.marks import Markdown
from sitegen.source.nodes import Mapping, Sequence
from sitegen.source.reading_records import read_record
from sitegen.source.text import read_text
from sitegen.source.yaml_reading import read_yaml

TEMPLATES = Path(__file__).parent / "lean"
REVISION = Revision(0, datetime(2026, 1, 1, tzinfo=UTC))
ABOUT = Field(help="As the workload says.")
Text = Annotated[OwnWords, ABOUT]
Prose = Annotated[Markdown, ABOUT]
Day = Annotated[date, ABOUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord(Record):
    noun: ClassVar[str] = "site"
    title: Text
    base_url: Text
    as_of: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord(Record):
    noun: ClassVar[str] = "track"
    id: Text
    title: Text
    deadline_kind: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord(Record):
    noun: ClassVar[str] = "contact"
    name: Text
    phone: Text
    email: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord(Record):
    noun: ClassVar[str] = "training"
    id: Text
    track: Text
    title: Text
    start: Day
    end: Day
    format: Text
    location: Text
    deadline_kind: Text
    deadline: Day
    contact: Text
    notes: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A training as pages show it."""

    record: TrainingRecord
    title: str
    track: str
    track_title: str
    href: str
    format: str
    location: str
    start: str
    start_iso: str
    end: str
    end_iso: str
    deadline_kind: str
    deadline: str
    deadline_iso: str
    contact: ContactRecord


R = TypeVar("R", bound=Record)


class Reading:
    """Reads files, and stops with a report where one cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def items(self, path: Path, kind: type[R]) -> Iterator[R]:
        """Yield the records of a file that is a list, or entries by name, or one record."""
        source, found = read_text(path.relative_to(self.root).as_posix(), path.read_bytes())
        self.found += found
        node, found = read_yaml(source or Source("", ""))
        self.found += found
        match node:
            case Sequence(items=nodes):
                pass
            case Mapping(fields=fields) if isinstance(fields[0][1], Mapping):
                nodes = tuple(value for _, value in fields)
            case _:
                nodes = (node,) if node else ()
        for item in nodes:
            record, found = read_record(kind, source or Source("", ""), item)
            self.found += found
            if record is not None:
                yield record

    def stop_on_problems(self) -> None:
        if self.found:
            sys.exit(text_report(Report(self.found), "Nothing was published."))


class Workload:
    """The pages and calendars of the workload, planned from its records."""

    def __init__(self, data: Path) -> None:
        reading = Reading(data)
        (self.site,) = reading.items(data / "site.yaml", SiteRecord)
        self.tracks = list(reading.items(data / "tracks.yaml", TrackRecord))
        contacts = list(reading.items(data / "contacts.yaml", ContactRecord))
        by_id = {f"c{number}": contact for number, contact in enumerate(contacts)}
        titles = {track.id: track.title for track in self.tracks}
        records = [
            record
            for path in sorted((data / "trainings").glob("*.yaml"))
            for record in reading.items(path, TrainingRecord)
        ]
        reading.stop_on_problems()
        records.sort(key=lambda r: (r.start, r.id))
        self.rows = [
            _row(record, titles[record.track], by_id[record.contact]) for record in records
        ]
        self.base = BaseUrl.of(self.site.base_url)
        self.markdown = MarkdownHtml(self.base)
        self.templates = Templates([TEMPLATES])
        self.years = sorted({record.start.year for record in records})
        self.blocks: dict[str, tuple[Block, ...]] = {}
        self.calendar_site = _calendar_site(self.site)

    def planned(self) -> Iterator[PlannedFile]:
        page, upcoming = self._page, [r for r in self.rows if r.record.start >= self.site.as_of]
        title = self.site.title
        yield page("", "home", title=title, tracks=self.tracks, upcoming=upcoming[:10])
        of_track: dict[str, list[Row]] = defaultdict(list)
        of_year: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            of_track[row.track].append(row)
            of_year[row.record.start.year].append(row)
        for track in self.tracks:
            coming = [row for row in upcoming if row.track == track.id]
            yield page(f"{track.id}/", "track", title=track.title, upcoming=coming)
            rows = of_track[track.id]
            yield self._calendar(f"{track.id}/calendar.ics", track.title, rows, track.id)
            yield from self._trainings(rows)
        for year, rows in of_year.items():
            yield page(f"archive/{year}/", "archive", title=str(year), rows=rows)

    def _trainings(self, rows: list[Row]) -> Iterator[PlannedFile]:
        for before, row, after in zip([None, *rows[:-1]], rows, [*rows[1:], None], strict=True):
            make = partial(self._training, before, row, after)
            beside = (before, row, after)
            yield PlannedFile(
                address=f"{row.href[1:]}index.html",
                produce=make,
                made_of=tuple(one.record.id for one in beside if one is not None),
            )
            yield self._calendar(f"{row.href[1:]}calendar.ics", row.title, [row], row.track)

    def _training(self, before: Row | None, row: Row, after: Row | None) -> bytes:
        notes: Markup = self.markdown.html(row.record.notes)
        return self.templates.render(
            "training.html",
            title=row.title,
            row=row,
            notes=notes,
            before=before,
            after=after,
            years=self.years,
        ).encode()

    def _page(self, address: str, template: str, **values: object) -> PlannedFile:
        def make() -> bytes:
            return self.templates.render(f"{template}.html", years=self.years, **values).encode()

        return PlannedFile(address=f"{address}index.html", produce=make)

    def _calendar(self, address: str, name: str, rows: list[Row], track: str) -> PlannedFile:
        def make() -> bytes:
            return calendar(
                [one for row in rows for one in self._blocks_of(row)],
                page_url=self.base.origin,
                site=self.calendar_site,
                subscription=Subscription(
                    name=name, description=name, url=f"{self.base.origin}/{address}"
                ),
            )

        return PlannedFile(address=address, produce=make, shares=f"calendars of {track}")

    def _blocks_of(self, row: Row) -> tuple[Block, ...]:
        if row.href not in self.blocks:
            self.blocks[row.href] = tuple(
                block(event, REVISION) for event in _events(row, self.base.origin)
            )
        return self.blocks[row.href]


def _row(record: TrainingRecord, track_title: str, contact: ContactRecord) -> Row:
    return Row(
        record=record,
        title=record.title,
        track=record.track,
        track_title=track_title,
        href=f"/{record.track}/{record.id}/",
        format=record.format,
        location=record.location,
        start=wording.ENGLISH.day(record.start),
        start_iso=record.start.isoformat(),
        end=wording.ENGLISH.day(record.end),
        end_iso=record.end.isoformat(),
        deadline_kind=record.deadline_kind.title(),
        deadline=wording.ENGLISH.day(record.deadline),
        deadline_iso=record.deadline.isoformat(),
        contact=contact,
    )


def _events(row: Row, origin: str) -> Iterator[CalendarEvent]:
    record = row.record

    def event(uid: str, kind: DateKind, run: DayRun, summary: str, text: str) -> CalendarEvent:
        return CalendarEvent(
            uid=f"{record.track}/{record.id}{uid}@example.org",
            kind=kind,
            when=run,
            summary=summary,
            location=record.location if kind is DateKind.TRAINING else None,
            description=text,
            url=f"{origin}{row.href}",
            categories=(kind.value.title(), row.track_title),
            status=EventStatus.CONFIRMED,
            related_to=None,
        )

    days = DayRun(record.start, record.end)
    yield event("", DateKind.TRAINING, days, record.title, record.notes)
    due = DayRun(record.deadline, record.deadline)
    summary = f"{row.deadline_kind} deadline: {record.title}"
    yield event("-deadline", DateKind.DEADLINE, due, summary, row.deadline)


def _calendar_site(site: SiteRecord) -> Site:
    return Site(
        title=site.title,
        organization=site.title,
        short_name=site.title,
        base_url=site.base_url,
        calendar_domain="example.org",
        timezone="America/Chicago",
        language="en",
        contacts=(),
        crisis_line=CrisisLine(text=OwnWords(), phone=""),
    )


def main() -> None:
    gc.disable()
    data, out = (Path(argument) for argument in sys.argv[1:3])
    publish(produce(list(Workload(data).planned())), out)


if __name__ == "__main__":
    main()
