"""Calendar values to the bytes of iCalendar files.

The components of the package `icalendar` would give the same bytes: tests hold that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.programme.model import DayRun, Site
from sitegen.site.calendars.events import CalendarEvent, Sessions
from sitegen.site.calendars.revisions import Revision
from sitegen.site.calendars.timezones import ZONES, Zones
from sitegen.site.calendars.values import day, escaped, folded, moment, text, uri

_REFRESH = b"PT12H"


_repeated = lru_cache(maxsize=512)(text)
"""Lines that many events have alike."""


@lru_cache(maxsize=512)
def _categories(words: tuple[str, ...]) -> bytes:
    return folded(b"CATEGORIES:" + b",".join(map(escaped, words)))


class Block(NamedTuple):
    """An event as it stands in every file that has it (RFC 5545, 3.6.1: VEVENT)."""

    uid: str
    text: bytes  # lines that end with CRLF
    stamp: bytes  # all of the same length, so that their order is that of time
    hours: tuple[str, int, int] | None  # where it has times of day: their zone, and from which year
    # to which


def block(event: CalendarEvent, revision: Revision) -> Block:
    """Write one event. Characters that no calendar may hold are left out of its texts."""
    when = event.when
    stamp = moment(revision.stamp)
    sessions = when if isinstance(when, Sessions) else None
    lines = (
        b"BEGIN:VEVENT",
        text(b"SUMMARY", event.summary),
        *(_whole_days(when) if isinstance(when, DayRun) else _start_and_end(when)),
        b"DTSTAMP:" + stamp,
        text(b"UID", event.uid),
        b"SEQUENCE:%d" % revision.sequence,
        *(_repetition(sessions) if sessions else ()),
        _categories(event.categories),
        text(b"DESCRIPTION", event.description),
        b"LAST-MODIFIED:" + stamp,
        *((_repeated(b"LOCATION", event.location),) if event.location else ()),
        *((text(b"RELATED-TO", event.related_to),) if event.related_to else ()),
        b"STATUS:" + event.status.encode(),
        # Most subscribers do not attend: nobody's days shall look taken.
        b"TRANSP:TRANSPARENT",
        uri(b"URL", event.url),
        b"END:VEVENT",
        b"",
    )
    return Block(event.uid, b"\r\n".join(lines), stamp, _hours(sessions) if sessions else None)


def _hours(sessions: Sessions) -> tuple[str, int, int]:
    return sessions.timezone, sessions.days.first.year, sessions.days.last.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What programs are told of a calendar that they fetch again and again from `url`."""

    name: str
    description: str
    url: str


def calendar(
    blocks: Sequence[Block],
    *,
    page_url: str,
    site: Site,
    subscription: Subscription | None,
    zones: Zones = ZONES,
) -> bytes:
    """Write a calendar of these events, in their order. `page_url` is the page about it.

    A copy of events has no `subscription`: where a file says what it is called or how often to
    fetch it, Outlook opens a new calendar for it, instead of adding its events to somebody's own
    (MS-OXCICAL: X-WR-CALNAME must be left out where a file is a single appointment).

    A calendar without events has the site's time zone in it, because there must be something
    (RFC 5545, 3.6); so a subscription can be kept while nothing is planned. Raises ValueError where
    two events have the same UID: most programs would show one of them only.
    """
    if len({block.uid for block in blocks}) < len(blocks):
        uids = sorted(block.uid for block in blocks)
        twice = next(uid for uid, following in pairwise(uids) if uid == following)
        raise ValueError(f"Two events of the calendar of {page_url} have the UID {twice}.")
    language = site.language.partition("-")[0].upper()
    lines = (
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        _repeated(b"PRODID", f"-//{site.organization}//sitegen//{language}"),
        b"CALSCALE:GREGORIAN",
        *(_names(subscription) if subscription else ()),
        *_last_modified(blocks),
        *(_source(subscription) if subscription else ()),
        uri(b"URL", page_url),
        *((b"X-PUBLISHED-TTL:" + _REFRESH,) if subscription else ()),
        b"",
    )
    return b"".join(
        (
            b"\r\n".join(lines),
            *_timezones(blocks, site, zones),
            *(block.text for block in blocks),
            b"END:VCALENDAR\r\n",
        )
    )


def _names(subscription: Subscription) -> tuple[bytes, ...]:
    return (
        text(b"DESCRIPTION", subscription.description),
        text(b"X-WR-CALDESC", subscription.description),
        text(b"NAME", subscription.name),
        text(b"X-WR-CALNAME", subscription.name),
    )


def _source(subscription: Subscription) -> tuple[bytes, bytes]:
    return (
        b"REFRESH-INTERVAL;VALUE=DURATION:" + _REFRESH,
        uri(b"SOURCE;VALUE=URI", subscription.url),
    )


def _last_modified(blocks: Sequence[Block]) -> Iterator[bytes]:
    if blocks:
        yield b"LAST-MODIFIED:" + max(block.stamp for block in blocks)


def _timezones(blocks: Sequence[Block], site: Site, zones: Zones) -> Iterator[bytes]:
    """Define each zone that times of day refer to (RFC 5545, 3.2.19)."""
    years: dict[str, list[int]] = {}
    for one in blocks:
        if one.hours:
            timezone, first, last = one.hours
            years.setdefault(timezone, []).extend((first, last))
    for timezone in sorted(years):
        yield zones.define(timezone, min(years[timezone]), max(years[timezone]))
    if not blocks:
        yield zones.define(site.timezone)


def _whole_days(run: DayRun) -> tuple[bytes, bytes]:
    # The only place where the last day, included, becomes the end, excluded (RFC 5545, 3.6.1).
    return (
        b"DTSTART;VALUE=DATE:" + day(run.first),
        b"DTEND;VALUE=DATE:" + day(run.last + timedelta(days=1)),
    )


def _start_and_end(sessions: Sessions) -> tuple[bytes, bytes]:
    """Give the hours of the first day."""
    first, hours, zone = sessions.days.first, sessions.hours, sessions.timezone.encode()
    opens, closes = datetime.combine(first, hours.opens), datetime.combine(first, hours.closes)
    return (
        folded(b"DTSTART;TZID=%b:%b" % (zone, moment(opens))),
        folded(b"DTEND;TZID=%b:%b" % (zone, moment(closes))),
    )


def _repetition(sessions: Sessions) -> Iterator[bytes]:
    """Repeat the first day on each further day of the run.

    A daily rule with a count is the one kind of repetition that all calendar programs read alike.
    One event per day would need UIDs from dates or positions, which change when a run moves or
    grows; one event from the first evening to the last would fill the nights between.
    """
    count = (sessions.days.last - sessions.days.first).days + 1
    if count > 1:
        yield b"RRULE:FREQ=DAILY;COUNT=%d" % count
