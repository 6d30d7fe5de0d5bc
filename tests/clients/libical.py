"""libical (GNOME, KDE), through its C interface: strict reading, its check of RFC 5546, turns."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_void_p
from datetime import UTC, date, datetime
from typing import Any

from model_events import Event, moment_in_words

LIBRARY = "libical.so.3"

_EVER = (b"19700101T000000Z", b"21000101T000000Z")


class _Time(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = (
        *((part, c_int) for part in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    )


class _Span(ctypes.Structure):
    """`struct icaltime_span`: seconds since 1970."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", c_int))


_OnTurn = CFUNCTYPE(None, c_void_p, POINTER(_Span), c_void_p)

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "icalparser_parse_string": (c_void_p, (c_char_p,)),
    "icalcomponent_free": (None, (c_void_p,)),
    "icalcomponent_isa": (c_int, (c_void_p,)),
    "icalcomponent_count_errors": (c_int, (c_void_p,)),
    "icalcomponent_as_ical_string": (c_char_p, (c_void_p,)),
    "icalcomponent_string_to_kind": (c_int, (c_char_p,)),
    "icalcomponent_get_first_component": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_next_component": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_first_property": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_next_property": (c_void_p, (c_void_p, c_int)),
    "icalcomponent_get_dtstart": (_Time, (c_void_p,)),
    "icalcomponent_get_dtend": (_Time, (c_void_p,)),
    "icalcomponent_foreach_recurrence": (None, (c_void_p, _Time, _Time, _OnTurn, c_void_p)),
    "icalproperty_string_to_kind": (c_int, (c_char_p,)),
    "icalproperty_get_value": (c_void_p, (c_void_p,)),
    "icalproperty_get_value_as_string": (c_char_p, (c_void_p,)),
    "icalvalue_get_text": (c_char_p, (c_void_p,)),
    "icalrestriction_check": (c_int, (c_void_p,)),
    "icaltime_from_string": (_Time, (c_char_p,)),
}


class LibIcal:
    """The library, loaded. Raises OSError where it is not installed."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(LIBRARY)
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(self._library, name)
            function.restype, function.argtypes = result, arguments
        self._vevent = self._library.icalcomponent_string_to_kind(b"VEVENT")

    def complaints(self, data: bytes) -> list[str]:
        """What it could not read, and what breaks the restrictions of RFC 5545 and 5546."""
        calendar = self._parsed(data)
        try:
            read_without_errors = self._library.icalcomponent_count_errors(calendar) == 0
            allowed = self._library.icalrestriction_check(calendar)
            if read_without_errors and allowed:
                return []
            text: bytes = self._library.icalcomponent_as_ical_string(calendar)
            lines = text.decode().replace("\r\n ", "").split("\r\n")
            return [line for line in lines if line.startswith("X-LIC-ERROR")] or ["refused"]
        finally:
            self._library.icalcomponent_free(calendar)

    def events(self, data: bytes) -> list[Event]:
        calendar = self._parsed(data)
        try:
            return [self._event(event) for event in self._components(calendar)]
        finally:
            self._library.icalcomponent_free(calendar)

    def _parsed(self, data: bytes) -> c_void_p:
        calendar = self._library.icalparser_parse_string(data)
        assert calendar, "libical gave up"
        return c_void_p(calendar)

    def _components(self, calendar: c_void_p) -> Iterator[c_void_p]:
        found = self._library.icalcomponent_get_first_component(calendar, self._vevent)
        while found:
            yield c_void_p(found)
            found = self._library.icalcomponent_get_next_component(calendar, self._vevent)

    def _event(self, event: c_void_p) -> Event:
        def only(name: str) -> str | None:
            values = list(self._values(event, name))
            assert len(values) <= 1, f"{name} stands {len(values)} times"
            return values[0] if values else None

        return {
            "uid": only("UID"),
            "summary": only("SUMMARY"),
            "description": only("DESCRIPTION"),
            "location": only("LOCATION"),
            "status": only("STATUS"),
            "url": only("URL"),
            "related_to": only("RELATED-TO"),
            "categories": sorted(self._values(event, "CATEGORIES")),
            "transparent": only("TRANSP") == "TRANSPARENT",
            "sequence": int(only("SEQUENCE") or "0"),
            "stamp": only("DTSTAMP"),
            "last_modified": only("LAST-MODIFIED"),
            "turns": self._turns(event),
        }

    def _values(self, event: c_void_p, name: str) -> Iterator[str]:
        kind = self._library.icalproperty_string_to_kind(name.encode())
        found = self._library.icalcomponent_get_first_property(event, kind)
        while found:
            value = self._library.icalproperty_get_value(found)
            if name in {"SUMMARY", "DESCRIPTION", "LOCATION", "UID", "CATEGORIES", "RELATED-TO"}:
                written: bytes = self._library.icalvalue_get_text(value)
            else:
                written = self._library.icalproperty_get_value_as_string(found)
            yield written.decode()
            found = self._library.icalcomponent_get_next_property(event, kind)

    def _turns(self, event: c_void_p) -> list[list[str]]:
        first = self._library.icalcomponent_get_dtstart(event)
        if first.is_date:
            last = self._library.icalcomponent_get_dtend(event)
            return [[_day(first), _day(last)]]
        spans: list[list[str]] = []

        @_OnTurn
        def on_turn(_event: c_void_p, span: Any, _data: c_void_p) -> None:
            seconds = (span.contents.start, span.contents.end)
            spans.append([moment_in_words(datetime.fromtimestamp(end, UTC)) for end in seconds])

        ever = [
            self._library.icaltime_from_string(at)
            for at in (b"19700101T000000Z", b"21000101T000000Z")
        ]
        self._library.icalcomponent_foreach_recurrence(event, *ever, on_turn, None)
        return spans


def _day(time: _Time) -> str:
    return date(time.year, time.month, time.day).isoformat()
