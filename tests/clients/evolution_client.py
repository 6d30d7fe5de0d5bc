"""A subscription in Evolution Data Server (GNOME Calendar, Evolution), driven line by line.

Runs under the Python of the system, which has GNOME's libraries, in a session bus of its own. The
only argument is the address of the calendar. For the line "refresh" it has the server look for
changes; for the line "show" it writes all events that the server has, as JSON in one line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402

EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
AT_ONCE = GLib.MAXUINT32  # do not wait until the server has fetched the calendar


def subscribe(url: str) -> ECal.Client:
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new(None, None)
    source.set_display_name("Subscription")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_secure(False)
    address = GLib.Uri.parse(url, GLib.UriFlags.NONE)
    source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_uri(address)
    registry.commit_source_sync(source, None)
    source = registry.ref_source(source.get_uid())
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, AT_ONCE, None)
    client.set_default_timezone(ICalGLib.Timezone.get_utc_timezone())
    return client


def show(client: ECal.Client) -> list[dict[str, Any]]:
    """Give an event for each object that the server holds, and when it says that it takes place."""
    _, objects = client.get_object_list_sync("#t", None)
    turns: dict[str, list[list[str]]] = {}

    def take(event: Any, start: Any, end: Any, *_: object) -> bool:
        turns.setdefault(event.get_uid(), []).append([words(start), words(end)])
        return True

    client.generate_instances_sync(*(int(end.timestamp()) for end in EVER), None, take)
    return [shown(event, turns.get(event.get_uid(), [])) for event in objects]


def shown(event: Any, turns: list[list[str]]) -> dict[str, Any]:
    def value(kind: Any) -> str | None:
        found = event.get_first_property(kind)
        return found.get_value_as_string() if found else None

    kinds = ICalGLib.PropertyKind
    return {
        "uid": event.get_uid(),
        "summary": event.get_summary(),
        "description": event.get_description(),
        "location": event.get_location(),
        "status": value(kinds.STATUS_PROPERTY),
        "url": value(kinds.URL_PROPERTY),
        "related_to": value(kinds.RELATEDTO_PROPERTY),
        "categories": sorted(categories(event)),
        "transparent": value(kinds.TRANSP_PROPERTY) == "TRANSPARENT",
        "sequence": event.get_sequence(),
        "stamp": value(kinds.DTSTAMP_PROPERTY),
        "last_modified": value(kinds.LASTMODIFIED_PROPERTY),
        "turns": sorted(turns),
    }


def categories(event: Any) -> Iterator[str]:
    kind = ICalGLib.PropertyKind.CATEGORIES_PROPERTY
    found = event.get_first_property(kind)
    while found:
        yield found.get_categories()
        found = event.get_next_property(kind)


def words(time: Any) -> str:
    if time.is_date():
        return "{:04}-{:02}-{:02}".format(*time.get_date())
    moment = datetime.fromtimestamp(time.as_timet_with_zone(time.get_timezone()), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def main() -> None:
    client = subscribe(sys.argv[1])
    for line in sys.stdin:
        match line.strip():
            case "refresh":
                client.refresh_sync(None)
            case "show":
                print(json.dumps(show(client)), flush=True)  # noqa: T201 - the answer


main()
