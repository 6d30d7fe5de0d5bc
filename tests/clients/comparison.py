"""What every program must show, and how what it shows differs from that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import lint
from built_site import BuiltSite
from model_events import Event, model_events

Found = Mapping[str, list[Event]]
"""Files, and the events in each, by the address of the file."""


def _is_misread(reader: str, name: str, value: object) -> bool:
    """Mistakes of readers that no file can avoid, as RFC 5545 leaves no other way to write it."""
    if name == "categories":
        # They divide the list before they take the backslashes out.
        return reader in {"node-ical", "ical", "evolution"} and "," in "".join(value)
    # A backslash, escaped, and then an n: it sees an escaped n.
    return reader == "node-ical" and isinstance(value, str) and bool(re.search(r"\\[nN]", value))


def _revision(event: lint.Component) -> Event:
    return {
        "sequence": int(event.get("SEQUENCE")),
        "stamp": event.get("DTSTAMP"),
        "last_modified": event.get("LAST-MODIFIED"),
    }


def expected(site: BuiltSite) -> Found:
    """What stands in each file: what our model says, and the revision as it is written."""
    events = model_events(site)
    return {
        address: [
            {**events[uid], **_revision(event)}
            for event in lint.parsed(data).all("VEVENT")
            for uid in [event.get("UID")]
        ]
        for address, data in site.feeds.items()
    }


def differences(reader: str, read: Found, meant: Found) -> Iterator[str]:
    """Say each thing that is read otherwise than meant, in a line of its own."""
    assert list(read) == list(meant)
    for address, events in meant.items():
        found = {event["uid"]: event for event in read[address]}
        if len(found) != len(read[address]) or found.keys() != {e["uid"] for e in events}:
            yield f"{address}: {[event['uid'] for event in read[address]]}"
            continue
        for event in events:
            for name, value in event.items():
                seen = found[event["uid"]][name]
                if seen != value and not _is_misread(reader, name, value):
                    yield f"{address}, {event['uid']}: {name} is {seen!r}, not {value!r}"
