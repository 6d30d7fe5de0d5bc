"""How often each event has changed, and when last: from the ledger, never from a clock."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

from sitegen.lazy import dataclass
from sitegen.programme.ledger import PublishedEvent
from sitegen.programme.model import DayRun
from sitegen.site.calendars.events import CalendarEvent


@dataclass(frozen=True, slots=True)
class Revision:
    """SEQUENCE of an event, and the moment (UTC) for its DTSTAMP and LAST-MODIFIED.

    Without METHOD, DTSTAMP says when the event was last revised (RFC 5545, 3.8.7.2).
    """

    sequence: int
    stamp: datetime


def digest(event: CalendarEvent) -> str:
    """Give a short name of everything that subscribers see of the event."""
    when = event.when
    days = when if isinstance(when, DayRun) else when.days
    hours = "" if isinstance(when, DayRun) else f"{when.hours} {when.timezone}"
    parts = (
        *(str(days.first), str(days.last), hours, event.summary, event.location or ""),
        *(event.description, event.url, *event.categories, event.status, event.related_to or ""),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def revise(
    event: CalendarEvent, published: PublishedEvent | None, told: date | None, year: int
) -> Revision:
    """Give the revision of an event, whether or not its last change is in the ledger yet.

    `published` is what subscribers have; `told` is the day on which the newest change was told, and
    `year` that of the schedule. An event that nobody has yet, also where
    its training was published without days, begins at 0, at a moment that is sure
    to be past: a year before its schedule. A change that is not recorded counts one further, at a
    moment after the last one, so that every program takes it.
    """
    if published is None:
        return Revision(0, first_stamp(told, year))
    if published.expected is not None:  # with a number only where it had days before that
        stamp = first_stamp(told, year)
        later = published.stamp + timedelta(seconds=1)
        return Revision(published.sequence, max(stamp, later) if published.sequence else stamp)
    if published.digest == digest(event) and not published.gone:
        return Revision(published.sequence, published.stamp)
    later = published.stamp + timedelta(seconds=1)
    return Revision(published.sequence + 1, max(later, _midnight(told)) if told else later)


def first_stamp(told: date | None, year: int) -> datetime:
    """Give the moment of what nobody has yet: when it was told, or a year before its schedule."""
    return _midnight(told or date(year - 1, 1, 1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
