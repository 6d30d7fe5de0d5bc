"""The publication ledger: what subscribers have been given, one line per calendar event.

A static site has no memory, and calendar programs decide by SEQUENCE and DTSTAMP whether an event
has changed (RFC 5545, 3.8.7.2 and 3.8.7.4). This file is that memory. `sitegen publish` keeps it
with what it has published, and `sitegen record` beside the schedules. Nobody edits it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.lazy import dataclass, field, replace
from sitegen.programme.dates import DateKind
from sitegen.programme.model import DayRun, Hours, Status
from sitegen.source.text import read_text
from sitegen.source.unfinished_merge import unfinished_merge

LARGEST_LEDGER = 500_000_000
"""Bytes: more than a million events."""

TAKE_IT_BACK = (
    "Take this file from the version that was published last. Then run sitegen record. If it is "
    "lost, make it anew of the published site with sitegen record --from FOLDER."
)

_MOST_SEQUENCE = 2**31 - 2
"""An integer of a calendar has 32 bits, and the next one must be possible (RFC 5545, 3.3.8)."""

_LAST_YEAR = 9998
"""What begins in it can end in a year that there is."""

LEDGER_PATH = "schedules/published.jsonl"
"""From the site's root. JSON Lines, sorted, so that two changes seldom meet in one line."""

CARRIED_LEDGER = "published.jsonl"
"""The address of the ledger in a publication that carries it. It holds what everybody may know."""


@dataclass(frozen=True, slots=True)
class Times:
    """The time of day by or from which something is due, and the hours of each day of the event."""

    at: time | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEvent:
    """One event as subscribers have it, with the facts that are compared with the schedules."""

    uid: str
    of: str  # id of the training, or of the deadline that stands alone
    track: str | None
    kind: DateKind
    days: DayRun
    place: str | None
    status: str
    changes: int  # how many changes had been told
    digest: str
    sequence: int
    stamp: datetime  # UTC
    added: date
    moved_from: DayRun | None = None
    expected: str | None = None  # no event, but a training that has no days yet, and when it is
    gone: bool = False  # no longer in the schedules; remembered in case that it comes back
    times: Times | None = None  # None: recorded before times of day were remembered

    @property
    def name(self) -> str:
        """What it is called within the programme (`dates.py`)."""
        return self.uid.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """The domain of the calendars with which it was published."""
        return self.uid.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All published events by UID, the addresses of all published feeds, and titles of pages.

    `pages` are those that an editor can rename, by their addresses. `commit` is that from which it
    was published, where a publication carries its ledger.
    """

    events: Mapping[str, PublishedEvent] = field(default_factory=dict)
    feeds: frozenset[str] = frozenset()
    pages: Mapping[str, str] = field(default_factory=dict)
    commit: str | None = None

    def present(self) -> Iterator[PublishedEvent]:
        """Yield the events that subscribers have now."""
        return (event for event in self.events.values() if not event.gone)


def with_base(ledger: Ledger, base: Ledger) -> Ledger:
    """Give what people have by the ledger or by a `base`, such as what a revision of git says.

    Of a training or deadline in both, that counts of which more was told: it is the newer one.
    """
    older: set[tuple[str, bool]] = set()
    newest = {_source(event): event.changes for event in ledger.present()}
    for event in base.present():
        if event.changes < newest.get(_source(event), 0):
            older.add(_source(event))
    of_base = {uid: one for uid, one in base.events.items() if _source(one) not in older}
    replaced = {_source(event) for event in of_base.values()}
    kept = {uid: one for uid, one in ledger.events.items() if _source(one) not in replaced}
    pages = {**base.pages, **ledger.pages}
    return Ledger(events=kept | of_base, feeds=ledger.feeds | base.feeds, pages=pages)


def _source(event: PublishedEvent) -> tuple[str, bool]:
    """Give the id of what an event is of, and whether that is a training."""
    return event.of, event.track is not None


def write_ledger(ledger: Ledger) -> bytes:
    """Give the text of the file: feeds and pages first, then events by UID, one line each."""
    lines = [_line({"feed": feed}) for feed in sorted(ledger.feeds)]
    lines += [_line({"page": page, "title": ledger.pages[page]}) for page in sorted(ledger.pages)]
    lines += [_line(_fields(ledger.events[uid])) for uid in sorted(ledger.events)]
    return "".join(f"{line}\n" for line in lines).encode()


def write_carried_ledger(ledger: Ledger, commit: str | None) -> bytes:
    """Give the text of a ledger that a publication carries.

    Its first line says of which commit the publication is, and how many lines follow: what is cut
    off where a line ends would look whole.
    """
    text = write_ledger(ledger)
    first: dict[str, object] = {"lines": text.count(b"\n")}
    return f"{_line({**first, 'commit': commit} if commit else first)}\n".encode() + text


def read_ledger(path: str, data: bytes) -> tuple[Ledger, list[Diagnostic]]:
    """Read the file, and report each line that is not as `sitegen record` wrote it."""
    source, problems = read_text(path, data, largest=LARGEST_LEDGER)
    if source is None or problems:
        return Ledger(), problems
    merge = unfinished_merge(source, source.text)
    if merge is not None:
        message = "Two versions of this file were merged, and a line that git left is still in it."
        return Ledger(), [problem("ledger", merge.found.span, message, TAKE_IT_BACK)]
    if not source.text:
        return Ledger(), []
    import json  # noqa: PLC0415 - nothing is recorded yet of many sites

    events: dict[str, PublishedEvent] = {}
    places: dict[str, Span] = {}
    feeds: set[str] = set()
    pages: dict[str, str] = {}
    commit: str | None = None
    found: list[Diagnostic] = []
    for start, line in _lines(source.text):
        try:
            fields = dict(json.loads(line))
            if "feed" in fields:
                feeds.add(_text(fields["feed"]))
            elif "page" in fields:
                pages[_text(fields["page"])] = _text(fields["title"])
            elif "lines" in fields:
                commit = _first_line(fields, source.text, start)
            else:
                event = _event(fields, events)
                events[event.uid] = event
                places[event.uid] = Span(source, start, start + len(line))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            message = "This line is not as sitegen wrote it."
            span = Span(source, start, start + len(line))
            found.append(problem("ledger", span, message, TAKE_IT_BACK))
    ledger = Ledger(events=events, feeds=frozenset(feeds), pages=pages, commit=commit)
    if not found:
        found = [_incomplete(event, places[event.uid]) for event in _without_training(ledger)]
    return ledger, found


def what_is_whole(ledger: Ledger) -> Ledger:
    """Leave out each training of which the line of its own days is missing."""
    lost = {event.of for event in _without_training(ledger)}
    events = {uid: event for uid, event in ledger.events.items() if event.of not in lost}
    return replace(ledger, events=events)


def _without_training(ledger: Ledger) -> Iterator[PublishedEvent]:
    """Yield the first event of each training of which all events are there but its own days."""
    events: dict[str, PublishedEvent] = {}
    whole: set[str] = set()
    for event in ledger.present():
        if event.track is not None:
            events.setdefault(event.of, event)
            if event.kind is DateKind.TRAINING:
                whole.add(event.of)
    return (event for name, event in events.items() if name not in whole)


def _incomplete(event: PublishedEvent, place: Span) -> Diagnostic:
    message = f"A {event.kind} of the training `{event.of}` is here, and the line of the training "
    message += "itself is not. A merge may have lost it."
    return problem("ledger", place, message, TAKE_IT_BACK)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\r\n]+", text):
        yield match.start(), match.group()


def _line(fields: Mapping[str, object]) -> str:
    import json  # noqa: PLC0415 - as above

    return json.dumps(fields, ensure_ascii=False, separators=(", ", ": "))


def _fields(event: PublishedEvent) -> dict[str, object]:
    fields: dict[str, object] = {
        "uid": event.uid,
        "of": event.of,
        "track": event.track,
        "kind": event.kind,
        "first_day": event.days.first.isoformat(),
        "last_day": event.days.last.isoformat(),
        "place": event.place,
        "status": event.status,
        "changes": event.changes,
        "digest": event.digest,
        "sequence": event.sequence,
        "stamp": event.stamp.isoformat().replace("+00:00", "Z"),
        "added": event.added.isoformat(),
    }
    if event.times is not None:
        fields["at"] = f"{event.times.at:%H:%M}" if event.times.at is not None else None
        fields["hours"] = _written_hours(event.times.hours)
    if event.moved_from is not None:
        fields["moved_from"] = event.moved_from.first.isoformat()
        fields["moved_from_last"] = event.moved_from.last.isoformat()
    if event.expected is not None:
        fields["expected"] = event.expected
    if event.gone:
        fields["gone"] = True
    return fields


def _written_hours(hours: Hours | None) -> list[str] | None:
    """Write hours as the moments at which they begin and end; with a break, that is two more."""
    if hours is None:
        return None
    moments = (hours.opens, *(hours.pause or ()), hours.closes)
    return [f"{moment:%H:%M}" for moment in moments]


def _event(fields: Mapping[str, Any], known: Collection[str]) -> PublishedEvent:
    """Read one line. Raises KeyError, TypeError or ValueError where it is not as written.

    A UID of `known` cannot come again: a merge that kept both lines would count from either.
    """
    if fields["uid"] in known:
        raise ValueError(fields["uid"])
    moved = fields.get("moved_from")
    return PublishedEvent(
        uid=_text(fields["uid"]),
        of=_text(fields["of"]),
        track=_text_or_none(fields["track"]),
        kind=DateKind(fields["kind"]),
        days=_days(fields["first_day"], fields["last_day"]),
        place=_text_or_none(fields["place"]),
        status=_one_of(fields["status"], frozenset(Status)),
        changes=_number(fields["changes"]),
        digest=_text(fields["digest"]),
        sequence=_number(fields["sequence"]),
        stamp=_moment(fields["stamp"]),
        added=_day(fields["added"]),
        moved_from=None if moved is None else _days(moved, fields["moved_from_last"]),
        expected=_text_or_none(fields.get("expected")),
        gone=fields.get("gone", False) is True,
        times=_times(fields) if "at" in fields or "hours" in fields else None,
    )


def _times(fields: Mapping[str, Any]) -> Times:
    at, hours = fields["at"], fields["hours"]
    return Times(None if at is None else _time(at), None if hours is None else _hours(hours))


def _hours(moments: list[str]) -> Hours:
    opens, *pause, closes = map(_time, moments)
    if not pause:
        return Hours(opens, closes)
    begin, end = pause
    return Hours(opens, closes, (begin, end))


def _time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - local to where it is


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year > _LAST_YEAR:
        raise ValueError(text)
    return day


def _days(first: str, last: str) -> DayRun:
    days = DayRun(_day(first), _day(last))
    if days.last < days.first:
        raise ValueError(last)
    return days


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo != UTC or moment.year > _LAST_YEAR:
        raise ValueError(text)
    return moment


def _text(value: object) -> str:
    """Give a text that can be written: JSON can name halves of letters, which no file can hold."""
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()
    return value


def _first_line(fields: Mapping[str, Any], text: str, start: int) -> str | None:
    """Give the commit that the first line names. Raises ValueError where lines are missing."""
    if start or _number(fields["lines"]) != text.rstrip("\n").count("\n") or text[-1] != "\n":
        raise ValueError(fields)
    commit = _text_or_none(fields.get("commit"))
    if commit is not None and not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit):
        raise ValueError(commit)
    return commit


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _one_of(value: object, known: Collection[str]) -> str:
    if value not in known:
        raise ValueError(value)
    return _text(value)


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MOST_SEQUENCE:
        raise ValueError(value)
    return value
