"""Calendar values to the bytes of iCalendar files, with the typed values of `icalendar`.

The package's components would give the same bytes (tests hold that), but take five times as long:
they fold character by character and look at every property of every event several times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol

from icalendar import vDate, vDatetime, vInt, vRecur, vText, vUri

from sitegen.lazy import dataclass, pattern
from sitegen.programme.model import DayRun, Site
from sitegen.site.calendars.events import CalendarEvent, Sessions
from sitegen.site.calendars.revisions import Revision
from sitegen.site.calendars.timezones import vtimezone

_LONGEST = 74
"""Octets in a line, without the space that begins a folded one (RFC 5545, 3.1: 75 in all)."""

_LINE_BREAK = pattern("\r\n?|[\x85\u2028\u2029]")
_UNSAFE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_REFRESH = b"PT12H"


class _Value(Protocol):
    """A typed value of the package."""

    def to_ical(self) -> bytes:
        """Write it."""


@dataclass(frozen=True, slots=True)
class Block:
    """An event as it stands in every file that has it (RFC 5545, 3.6.1: VEVENT)."""

    uid: str
    text: bytes  # lines that end with CRLF
    stamp: datetime
    sessions: Sessions | None  # where it has times of day


def block(event: CalendarEvent, revision: Revision) -> Block:
    """Write one event. Characters that no calendar may hold are left out of its texts."""
    when = event.when
    stamp = _written(vDatetime(revision.stamp))
    sessions = when if isinstance(when, Sessions) else None
    lines = (
        b"BEGIN:VEVENT",
        _text(b"SUMMARY", event.summary),
        *(_whole_days(when) if isinstance(when, DayRun) else _start_and_end(when)),
        b"DTSTAMP:" + stamp,
        _text(b"UID", event.uid),
        _line(b"SEQUENCE", vInt(revision.sequence)),
        *(_repetition(sessions) if sessions else ()),
        _folded(b"CATEGORIES:" + b",".join(map(_escaped, event.categories))),
        _text(b"DESCRIPTION", event.description),
        b"LAST-MODIFIED:" + stamp,
        *((_text(b"LOCATION", event.location),) if event.location else ()),
        *((_text(b"RELATED-TO", event.related_to),) if event.related_to else ()),
        b"STATUS:" + event.status.encode(),
        # Most subscribers do not attend: nobody's days shall look taken.
        b"TRANSP:TRANSPARENT",
        _uri(b"URL", event.url),
        b"END:VEVENT",
        b"",
    )
    return Block(event.uid, b"\r\n".join(lines), revision.stamp, sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What programs are told of a calendar that they fetch again and again from `url`."""

    name: str
    description: str
    url: str


def calendar(
    blocks: Sequence[Block], *, page_url: str, site: Site, subscription: Subscription | None
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
        _text(b"PRODID", f"-//{site.organization}//sitegen//{language}"),
        b"CALSCALE:GREGORIAN",
        *(_names(subscription) if subscription else ()),
        *_last_modified(blocks),
        *(_source(subscription) if subscription else ()),
        _uri(b"URL", page_url),
        *((b"X-PUBLISHED-TTL:" + _REFRESH,) if subscription else ()),
        b"",
    )
    return b"".join(
        (
            b"\r\n".join(lines),
            *_timezones(blocks, site),
            *(block.text for block in blocks),
            b"END:VCALENDAR\r\n",
        )
    )


def _names(subscription: Subscription) -> tuple[bytes, ...]:
    return (
        _text(b"DESCRIPTION", subscription.description),
        _text(b"X-WR-CALDESC", subscription.description),
        _text(b"NAME", subscription.name),
        _text(b"X-WR-CALNAME", subscription.name),
    )


def _source(subscription: Subscription) -> tuple[bytes, bytes]:
    return (
        b"REFRESH-INTERVAL;VALUE=DURATION:" + _REFRESH,
        _uri(b"SOURCE;VALUE=URI", subscription.url),
    )


def _last_modified(blocks: Sequence[Block]) -> Iterator[bytes]:
    if blocks:
        yield _line(b"LAST-MODIFIED", vDatetime(max(block.stamp for block in blocks)))


def _timezones(blocks: Sequence[Block], site: Site) -> Iterator[bytes]:
    """Define each zone that times of day refer to (RFC 5545, 3.2.19)."""
    years: dict[str, list[int]] = {}
    for one in blocks:
        if one.sessions:
            days = one.sessions.days
            years.setdefault(one.sessions.timezone, []).extend((days.first.year, days.last.year))
    for timezone in sorted(years):
        yield vtimezone(timezone, min(years[timezone]), max(years[timezone]))
    if not blocks:
        yield vtimezone(site.timezone)


def _whole_days(run: DayRun) -> tuple[bytes, bytes]:
    # The only place where the last day, included, becomes the end, excluded (RFC 5545, 3.6.1).
    return (
        _line(b"DTSTART;VALUE=DATE", vDate(run.first)),
        _line(b"DTEND;VALUE=DATE", vDate(run.last + timedelta(days=1))),
    )


def _start_and_end(sessions: Sessions) -> tuple[bytes, bytes]:
    """Give the hours of the first day."""
    day, hours, zone = sessions.days.first, sessions.hours, sessions.timezone.encode()
    return (
        _line(b"DTSTART;TZID=" + zone, vDatetime(datetime.combine(day, hours.opens))),
        _line(b"DTEND;TZID=" + zone, vDatetime(datetime.combine(day, hours.closes))),
    )


def _repetition(sessions: Sessions) -> Iterator[bytes]:
    """Repeat the first day on each further day of the run.

    A daily rule with a count is the one kind of repetition that all calendar programs read alike.
    One event per day would need UIDs from dates or positions, which change when a run moves or
    grows; one event from the first evening to the last would fill the nights between.
    """
    count = (sessions.days.last - sessions.days.first).days + 1
    if count > 1:
        yield _line(b"RRULE", vRecur(FREQ="DAILY", COUNT=count))


def _text(name: bytes, text: str) -> bytes:
    return _folded(b"%b:%b" % (name, _escaped(text)))


def _uri(name: bytes, uri: str) -> bytes:
    return _line(name, vUri(_UNSAFE.sub("", uri).replace("\n", "")))


def _line(name: bytes, value: _Value) -> bytes:
    return _folded(b"%b:%b" % (name, _written(value)))


def _written(value: _Value) -> bytes:
    return value.to_ical()


def _folded(line: bytes) -> bytes:
    """Fold a line between characters (RFC 5545, 3.1), and not within an escape.

    The same bytes as the package's own folding, which looks at each character and would take two
    thirds of the time of writing an event.
    """
    if len(line) <= _LONGEST:
        return line
    parts = []
    start, rest = 0, len(line) - _LONGEST
    while start < rest:
        end = start + _LONGEST
        while line[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        if line[end - 1] in b"\\^":
            end -= 1
        parts.append(line[start:end])
        start = end
    parts.append(line[start:])
    return b"\r\n ".join(parts)


def _escaped(text: str) -> bytes:
    r"""Write TEXT (RFC 5545, 3.3.11), with what a person typed unchanged.

    The package takes the two characters ``\N`` in a text for a line break.
    """
    if _UNSAFE.search(text):
        text = _UNSAFE.sub("", _LINE_BREAK.sub("\n", text))
    if "\\N" in text:
        return b"\\\\N".join(vText(part).to_ical() for part in text.split("\\N"))
    return vText(text).to_ical()
