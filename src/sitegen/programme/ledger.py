"""The publication ledger: what subscribers have been given, one line per calendar event.

A static site has no memory, and calendar programs decide by SEQUENCE and DTSTAMP whether an event
has changed (RFC 5545, 3.8.7.2 and 3.8.7.4). This committed file is that memory. `sitegen record`
writes it; nobody edits it by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.programme.model import DayRun
from sitegen.source.text import read_text
from sitegen.source.unfinished_merge import unfinished_merge

LARGEST_LEDGER = 500_000_000
"""Bytes: more than a million events."""

_TAKE_IT_BACK = "Take this file from the version that was published last. Then run sitegen record."

LEDGER_PATH = "schedules/published.jsonl"
"""From the site's root. JSON Lines, sorted, so that two changes seldom meet in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEvent:
    """One event as subscribers have it, with the facts that are compared with the schedules."""

    uid: str
    of: str  # id of the training, or of the deadline that stands alone
    track: str | None
    kind: str
    days: DayRun
    place: str | None
    status: str
    changes: int  # how many changes had been told
    digest: str
    sequence: int
    stamp: datetime  # UTC
    added: date
    moved_from: DayRun | None = None
    gone: bool = False  # no longer in the schedules; remembered in case that it comes back


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All published events by UID, and the addresses of all published feeds."""

    events: Mapping[str, PublishedEvent] = field(default_factory=dict)
    feeds: frozenset[str] = frozenset()

    def present(self) -> Iterator[PublishedEvent]:
        """Yield the events that subscribers have now."""
        return (event for event in self.events.values() if not event.gone)


def write_ledger(ledger: Ledger) -> bytes:
    """Give the text of the file: feeds first, then events by UID, one line each."""
    lines = [_line({"feed": feed}) for feed in sorted(ledger.feeds)]
    lines += [_line(_fields(ledger.events[uid])) for uid in sorted(ledger.events)]
    return "".join(f"{line}\n" for line in lines).encode()


def read_ledger(path: str, data: bytes) -> tuple[Ledger, list[Diagnostic]]:
    """Read the file, and report each line that is not as `sitegen record` wrote it."""
    source, problems = read_text(path, data, largest=LARGEST_LEDGER)
    if source is None or problems:
        return Ledger(), problems
    merge = unfinished_merge(source, source.text)
    if merge is not None:
        message = "Two versions of this file were merged, and a line that git left is still in it."
        return Ledger(), [problem("ledger", merge.found.span, message, _TAKE_IT_BACK)]
    events: dict[str, PublishedEvent] = {}
    feeds: set[str] = set()
    found: list[Diagnostic] = []
    for start, line in _lines(source.text):
        try:
            fields = dict(json.loads(line))
            if "feed" in fields:
                feeds.add(_text(fields["feed"]))
            else:
                event = _event(fields, events)
                events[event.uid] = event
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            message = "This line is not as sitegen wrote it."
            span = Span(source, start, start + len(line))
            found.append(problem("ledger", span, message, _TAKE_IT_BACK))
    return Ledger(events=events, feeds=frozenset(feeds)), found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\r\n]+", text):
        yield match.start(), match.group()


def _line(fields: Mapping[str, object]) -> str:
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
    if event.moved_from is not None:
        fields["moved_from"] = event.moved_from.first.isoformat()
        fields["moved_from_last"] = event.moved_from.last.isoformat()
    if event.gone:
        fields["gone"] = True
    return fields


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
        track=fields["track"] and _text(fields["track"]),
        kind=_text(fields["kind"]),
        days=DayRun(
            date.fromisoformat(fields["first_day"]), date.fromisoformat(fields["last_day"])
        ),
        place=fields["place"] and _text(fields["place"]),
        status=_text(fields["status"]),
        changes=int(fields["changes"]),
        digest=_text(fields["digest"]),
        sequence=int(fields["sequence"]),
        stamp=_moment(fields["stamp"]),
        added=date.fromisoformat(fields["added"]),
        moved_from=moved
        and DayRun(date.fromisoformat(moved), date.fromisoformat(fields["moved_from_last"])),
        gone=fields.get("gone", False) is True,
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo != UTC:
        raise ValueError(text)
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
