"""The events of an .ics file as lines: the days, what it is called, and where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from sitegen.importing.parts import Budget, Line, Part, Unimportable

_LONGEST = 60
"""Days in a row that a daily event may repeat."""


def ics_parts(data: bytes, zone: str) -> list[Part]:
    """Give each event as a line, in the order of the file, in local time of a zone."""
    from zoneinfo import ZoneInfo

    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        problem = "It is no calendar that can be read. Export it again as .ics."
        raise Unimportable(problem) from error
    budget = Budget()
    return [
        budget.spend(_line(number, event, ZoneInfo(zone), is_own=is_own))
        for number, (event, is_own) in enumerate(_events(calendars), 1)
        if not is_own or _own_kind(event) in _TAKEN
    ]


def _events(calendars: Any) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401 - of a library
    """Yield each event, and whether sitegen has written it."""
    for calendar in calendars:
        is_own = "//sitegen//" in str(calendar.get("PRODID", ""))
        yield from ((event, is_own) for event in calendar.walk("VEVENT"))


def _line(number: int, event: Any, zone: Any, *, is_own: bool) -> Line:  # noqa: ANN401 - as above
    summary = " ".join(str(event.get("SUMMARY", "")).split())
    place = " ".join(str(event.get("LOCATION", "")).split())
    related = event.get("RELATED-TO") or event.get("UID") or ""
    uid = str(related[0] if isinstance(related, list) else related)
    try:
        days = _days(event, zone)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return Line(f"event {number}", summary, uid=uid, problem="Its days cannot be read.")
    kind = _own_kind(event) if is_own else "Training"
    called_off = "cancelled" if str(event.get("STATUS", "")).upper() == "CANCELLED" else ""
    text = " | ".join(filter(None, [days, summary, place, called_off]))
    is_mention = kind != "Training"
    return Line(f"event {number}", text, uid=uid, problem=_repeats(event), is_mention=is_mention)


_TAKEN = ("Training", "Deadline", "Applications open")
"""The kinds of events of sitegen that are read again. Others are dates around a training."""


def _own_kind(event: Any) -> str:  # noqa: ANN401 - as above
    """Give the kind of an event that sitegen has written, which it says as the first category."""
    categories = event.get("CATEGORIES")
    return str(categories.cats[0]) if categories is not None and categories.cats else ""


def _repeats(event: Any) -> str:  # noqa: ANN401 - as above
    """Say why an event that repeats is no training: which of its days are one, nobody has said."""
    if event.get("RECURRENCE-ID") is not None:
        return "It changes one day of an event that repeats."
    if event.get("RRULE") is not None and _times_daily(event) is None:
        return "It repeats, and does not say which days are one training."
    return ""


def _times_daily(event: Any) -> int | None:  # noqa: ANN401 - as above
    """Give how many days in a row an event has that is on each of them; None where it is else."""
    rule = event.get("RRULE")
    if rule is None:
        return 1
    if isinstance(rule, list) or set(rule) - {"FREQ", "COUNT", "INTERVAL"}:
        return None
    daily = rule.get("FREQ") == ["DAILY"] and rule.get("INTERVAL", [1]) == [1]
    count = rule.get("COUNT", [0])[0]
    return count if daily and 0 < count <= _LONGEST else None


def _days(event: Any, zone: Any) -> str:  # noqa: ANN401 - as above
    """Write the days, and the hours where it has some, as the format has them."""
    start, end = event.decoded("DTSTART"), event.get("DTEND") and event.decoded("DTEND")
    if end is None and event.get("DURATION") is not None:
        end = start + event.decoded("DURATION")
    if not isinstance(start, datetime):
        last = max(start, (end or start + timedelta(days=1)) - timedelta(days=1))
        return _run(start, last)
    first, last_moment = _local(start, zone), _local(end or start, zone)
    more = timedelta(days=(_times_daily(event) or 1) - 1)
    hours = f"{first:%H:%M} to {last_moment:%H:%M}" if last_moment > first else ""
    if (last_moment - first) > timedelta(hours=20):
        hours = ""
    return " | ".join(filter(None, [_run(first.date(), last_moment.date() + more), hours]))


def _run(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def _local(moment: datetime, zone: Any) -> datetime:  # noqa: ANN401 - as above
    """Give the local time at the place: as it is written, and only UTC in the zone of the site."""
    is_utc = moment.tzinfo is not None and moment.tzname() == "UTC"
    return (moment.astimezone(zone) if is_utc else moment).replace(tzinfo=None)
