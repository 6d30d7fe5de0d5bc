"""What every program must show: the events of a site as our model has them, in comparable words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from built_site import BuiltSite

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.model import DayRun, OtherDeadline, Training
from sitegen.site import addresses
from sitegen.site.calendars import CalendarEvent, Sessions, Telling, events_of, events_of_deadline

Event = Mapping[str, Any]
"""An event in values that JSON has, so that programs in any language can give the same.

`turns` holds a pair of start and end for each time that it takes place: days, the end not
included, or moments in UTC.
"""

Source = Training | OtherDeadline

YEARS_KEPT = 2  # before the current one, unless a site says otherwise
FORMS = {
    "trainings-and-deadlines": {"Training", "Applications open", "Deadline", "Important date"},
    "trainings": {"Training"},
    "deadlines": {"Applications open", "Deadline", "Important date"},
}
"""The forms of a feed by the end of its address, and the kinds of events in each."""


def model_events(site: BuiltSite) -> dict[str, Event]:
    """All events of a site by UID."""
    found = [event for _, events in _sources(site) for event in events]
    by_uid = {event.uid: _in_words(event) for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def feeds_hold(site: BuiltSite) -> dict[str, set[str]]:
    """UIDs that each calendar must hold, no more and no fewer, by the address of the calendar."""
    sources = list(_sources(site))
    return {
        address: {
            event.uid
            for source, events in sources
            for event in events
            if _belongs(source, event, address, site.today)
        }
        for address in site.feeds
    }


def _belongs(source: Source, event: CalendarEvent, address: str, today: date) -> bool:
    name = address.rpartition("/")[2].removesuffix(".ics")
    if address.startswith("trainings/"):
        return source.id == name
    last = source.period.last if isinstance(source, Training) else source.moment.day
    if last.year < today.year - YEARS_KEPT:
        return False
    if name == "other-deadlines":
        return isinstance(source, OtherDeadline)
    form = next(form for form in FORMS if name.endswith(f"-{form}"))
    track = source.track.id if isinstance(source, Training) else None
    return name.removesuffix(f"-{form}") in {"all", track} and event.categories[0] in FORMS[form]


def _sources(site: BuiltSite) -> Iterator[tuple[Source, tuple[CalendarEvent, ...]]]:
    checked = check_site(read_site_files(site.root), lambda _: site.today)
    programme = checked.programme
    assert programme is not None, [found.message for found in checked.report.diagnostics]
    base = addresses.BaseUrl.of(programme.site.base_url)
    telling = Telling.of(programme.site, base)
    for training in programme.trainings:
        page = base.absolute(addresses.training(training))
        yield training, events_of(training, telling, page)
    for deadline in programme.deadlines:
        page = base.absolute(addresses.TRAININGS)
        url = f"{page}#{addresses.deadline_fragment(deadline)}"
        yield deadline, events_of_deadline(deadline, telling, url)


def _in_words(event: CalendarEvent) -> Event:
    return {
        "uid": event.uid,
        "summary": event.summary,
        "description": event.description,
        "location": event.location,
        "status": event.status.value,
        "url": event.url,
        "categories": sorted(event.categories),
        "related_to": event.related_to,
        "transparent": True,
        "turns": _turns(event.when),
    }


def _turns(when: DayRun | Sessions) -> list[list[str]]:
    if isinstance(when, DayRun):
        return [[when.first.isoformat(), (when.last + timedelta(days=1)).isoformat()]]
    zone = ZoneInfo(when.timezone)
    length = (when.days.last - when.days.first).days + 1
    return [
        [
            moment_in_words(datetime.combine(day, at, zone))
            for at in (when.hours.opens, when.hours.closes)
        ]
        for day in (when.days.first + timedelta(days=number) for number in range(length))
    ]


def moment_in_words(moment: datetime) -> str:
    """Return "2024-03-10T22:00:00Z"."""
    assert moment.tzinfo is not None, "a moment without a time zone is not known"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
