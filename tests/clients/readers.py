"""Independent readers of calendars. Each gives the events of many files as `model_events` does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import needed
import vobject
from comparison import Found
from dateutil.rrule import rrulestr
from libical import LIBRARY, LibIcal
from model_events import Event, moment_in_words

HERE = Path(__file__).parent
Feeds = Mapping[str, bytes]


def read_with_icalendar(feeds: Feeds) -> Found:
    return {address: list(map(_from_icalendar, _parsed(data))) for address, data in feeds.items()}


def _parsed(data: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(data)
    assert not [component.errors for component in calendar.walk() if component.errors]
    return list(calendar.events)


def _from_icalendar(event: icalendar.Event) -> Event:
    def text(name: str) -> str | None:
        return str(event[name]) if name in event else None

    rule = event["RRULE"].to_ical().decode() if "RRULE" in event else None
    return {
        "uid": text("UID"),
        "summary": text("SUMMARY"),
        "description": text("DESCRIPTION"),
        "location": text("LOCATION"),
        "status": text("STATUS"),
        "url": text("URL"),
        "related_to": text("RELATED-TO"),
        "categories": sorted(event.categories),
        "transparent": text("TRANSP") == "TRANSPARENT",
        "sequence": event.sequence,
        "stamp": _basic(event.DTSTAMP),
        "last_modified": _basic(event.LAST_MODIFIED),
        "turns": _turns(event.start, event.end, rule),
    }


def read_with_vobject(feeds: Feeds) -> Found:
    return {
        address: list(
            map(_from_vobject, getattr(vobject.readOne(data.decode()), "vevent_list", []))
        )
        for address, data in feeds.items()
    }


def _from_vobject(event: Any) -> Event:
    def text(name: str) -> str | None:
        return event.getChildValue(name.lower())

    return {
        "uid": text("UID"),
        "summary": text("SUMMARY"),
        "description": text("DESCRIPTION"),
        "location": text("LOCATION"),
        "status": text("STATUS"),
        "url": text("URL"),
        "related_to": text("RELATED_TO"),
        "categories": sorted(event.categories.value),
        "transparent": text("TRANSP") == "TRANSPARENT",
        "sequence": int(text("SEQUENCE") or "0"),
        "stamp": _basic(event.dtstamp.value),
        "last_modified": _basic(event.last_modified.value),
        "turns": _turns(event.dtstart.value, event.dtend.value, text("RRULE")),
    }


def read_with_libical(feeds: Feeds) -> Found:
    library = needed.given(LibIcal, LIBRARY, "apt install libical3")
    return {address: library.events(data) for address, data in feeds.items()}


def read_with_ical_js(feeds: Feeds) -> Found:
    return _from_javascript("ical.js", feeds)


def read_with_node_ical(feeds: Feeds) -> Found:
    return _from_javascript("node-ical", feeds)


def read_with_ical(feeds: Feeds) -> Found:
    """The reader of Home Assistant, whose package is called like the format."""
    python = needed.client("ical", "python")
    return _asked([python, str(HERE / "read_with_ical.py")], feeds)


READERS = {
    "icalendar": read_with_icalendar,
    "vobject": read_with_vobject,
    "libical": read_with_libical,
    "ical.js": read_with_ical_js,
    "node-ical": read_with_node_ical,
    "ical": read_with_ical,
}


def _from_javascript(package: str, feeds: Feeds) -> Found:
    node = needed.node_with(package)
    script = HERE / f"read-with-{package.replace('.', '-')}.cjs"
    return _asked([node, str(script)], feeds)


def _asked(command: list[str], feeds: Feeds) -> Found:
    """Give the files to a program as JSON and take the events as JSON."""
    answer = subprocess.run(
        command,
        input=json.dumps({address: data.decode() for address, data in feeds.items()}),
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
    found: Found = json.loads(answer.stdout)
    return found


def _basic(moment: datetime) -> str:
    """Return "20240110T000000Z"."""
    return moment_in_words(moment).replace("-", "").replace(":", "")


def _turns(start: date, end: date, rule: str | None) -> list[list[str]]:
    """Count out a repetition, for readers that leave this to others."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        assert rule is None
        return [[start.isoformat(), end.isoformat()]]
    first, length = (
        start.replace(tzinfo=None),
        end.replace(tzinfo=None) - start.replace(tzinfo=None),
    )
    firsts = list(rrulestr(rule, dtstart=first)) if rule else [first]
    return [[_moment_at(local, start), _moment_at(local + length, start)] for local in firsts]


def _moment_at(local: datetime, like: datetime) -> str:
    return moment_in_words(local.replace(tzinfo=like.tzinfo))
