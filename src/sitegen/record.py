"""Bring the publication ledger up to date: what subscribers are given from now on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sitegen.check import Clock, check_site
from sitegen.diagnostics import Report
from sitegen.folder import read_site_files
from sitegen.last_known import with_last_known_ledger
from sitegen.lazy import dataclass, replace
from sitegen.programme.dates import DateKind, NamedDate, dates_of
from sitegen.programme.ledger import LEDGER_PATH, Ledger, PublishedEvent, Times, write_ledger
from sitegen.programme.model import DayRun, OtherDeadline, Programme, Run, Training
from sitegen.site.addresses import BaseUrl, feeds
from sitegen.site.calendar_files import all_events, told_on
from sitegen.site.calendars import CalendarEvent, digest, first_stamp, revise
from sitegen.site.gone import named
from sitegen.writing import replace_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of recording. `changed` counts new and changed events; None: nothing written."""

    report: Report
    changed: int | None


def record_site(root: Path, clock: Clock, on: date | None) -> Recorded:
    """Write the ledger of the site at `root`; what is new was published on `on` (None: today).

    Nothing is written where the content has problems. Raises OSError where the disk fails, and
    UnsafePath where the ledger is a link.
    """
    files = with_last_known_ledger(read_site_files(root))
    checked = check_site(files, clock)
    if checked.programme is None:
        return Recorded(report=checked.report, changed=None)
    ledger = recorded(checked.programme, checked.ledger, on or checked.today)
    text = write_ledger(ledger)
    # Without a change it only removes what a killed run has left.
    is_there = (root / LEDGER_PATH).is_file()
    replace_files(root, {} if is_there and text == files.ledger else {LEDGER_PATH: text})
    return Recorded(report=checked.report, changed=count_changed(checked.ledger, ledger))


def count_changed(before: Ledger, after: Ledger) -> int:
    """Count the events that are new, or have changed for subscribers.

    With other times, an event has another digest. So a ledger that begins to remember them says
    nothing new.
    """
    known = {uid: replace(event, times=None) for uid, event in before.events.items()}
    return sum(replace(one, times=None) != known.get(uid) for uid, one in after.events.items())


def recorded(programme: Programme, ledger: Ledger, on: date, base_url: str | None = None) -> Ledger:
    """Give the ledger after the programme as it is now was published on `on`, at its address."""
    base = BaseUrl.of(base_url or programme.site.base_url)
    gone = {uid: replace(event, gone=True) for uid, event in ledger.events.items()}
    return Ledger(
        events=gone
        | {
            event.uid: _published(source, event, ledger.events.get(event.uid), on)
            for source, events in all_events(programme, base)
            for event in events
        }
        | {event.uid: event for event in _without_days(programme, ledger, on)},
        feeds=ledger.feeds | {address for address, _ in feeds(programme)},
        pages={**ledger.pages, **named(programme)},
    )


def _without_days(programme: Programme, ledger: Ledger, on: date) -> Iterator[PublishedEvent]:
    """Yield what is remembered of each training that has no days, and so no event of its own."""
    for training in programme.trainings:
        if training.days is None:
            uid = f"{training.id}@{programme.site.calendar_domain}"
            before = ledger.events.get(uid)
            had_days = before is not None and before.expected is None
            stamp = first_stamp(*told_on(training))
            yield PublishedEvent(
                uid=uid,
                of=training.id,
                track=training.track.id,
                kind=DateKind.TRAINING,
                days=training.period,
                place=training.place.id if training.place else None,
                status=training.status.value,
                changes=len(training.changes),
                digest="",
                # With which number its days will come: one that nobody has yet.
                sequence=before.sequence + had_days if before else 0,
                stamp=max(stamp, before.stamp) if before and before.sequence + had_days else stamp,
                added=before.added if before else on,
                expected=str(training.expected),
                times=Times(None, training.hours),
            )


def _place(training: Training, run: Run | None) -> str | None:
    """Give the id of where it is on the days of a run, or on the whole."""
    place = training.place_of(run) if run else training.place
    return place.id if place else None


def _times(source: Training | OtherDeadline, of: NamedDate) -> Times:
    hours = source.hours_of(of.run) if of.run and isinstance(source, Training) else of.hours
    return Times(of.at, hours)


def _published(
    source: Training | OtherDeadline,
    event: CalendarEvent,
    before: PublishedEvent | None,
    on: date,
) -> PublishedEvent:
    training = source if isinstance(source, Training) else None
    days = event.when if isinstance(event.when, DayRun) else event.when.days
    name = event.uid.rpartition("@")[0]
    of = next(one for one in dates_of(source) if one.name == name)
    # Exactly what a build gives to subscribers, whether it comes before or after the recording.
    revision = revise(event, before, *told_on(source))
    moved_from = None
    if before is not None and before.expected is None:
        moved_from = before.moved_from if before.days == days else before.days
    return PublishedEvent(
        uid=event.uid,
        of=source.id,
        track=training.track.id if training else None,
        kind=event.kind,
        days=days,
        place=_place(training, of.run) if training else None,
        status=source.status.value,
        changes=len(source.changes),
        digest=digest(event),
        sequence=revision.sequence,
        stamp=revision.stamp,
        added=before.added if before else on,
        moved_from=moved_from,
        times=_times(source, of),
    )
