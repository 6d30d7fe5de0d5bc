"""Events of calendars as `ical` (Home Assistant) reads them. Takes and gives JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event


def read(text: str) -> list[Mapping[str, Any]]:
    calendar = IcsCalendarStream.calendar_from_ics(text)
    turns: dict[str, list[list[str]]] = {}
    for turn in calendar.timeline_tz(UTC):
        turns.setdefault(turn.uid, []).append([_words(turn.start), _words(turn.end)])
    return [_event(event, turns[event.uid]) for event in calendar.events]


def _event(event: Event, turns: list[list[str]]) -> Mapping[str, Any]:
    return {
        "uid": event.uid,
        "summary": event.summary,
        "description": event.description,
        "location": event.location,
        "status": event.status,
        "url": str(event.url),
        "related_to": event.related_to[0].uid if event.related_to else None,
        "categories": sorted(event.categories),
        "transparent": event.transparency == "TRANSPARENT",
        "sequence": event.sequence,
        "stamp": _basic(event.dtstamp),
        "last_modified": _basic(event.last_modified),
        "turns": turns,
    }


def _words(when: date) -> str:
    if isinstance(when, datetime):
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return when.isoformat()


def _basic(when: date | datetime | None) -> str | None:
    return None if when is None else _words(when).replace("-", "").replace(":", "")


feeds = json.load(sys.stdin)
json.dump({address: read(text) for address, text in feeds.items()}, sys.stdout)
