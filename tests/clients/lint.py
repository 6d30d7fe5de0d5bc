"""Our own check of calendar files, octet by octet: RFC 5545, RFC 7986, and what programs need.

It shares no code with the writer and uses no calendar package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
LONGEST_UID = 255  # octets that every program must be able to keep (RFC 5545, 3.8.4.7)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line, unfolded."""

    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Give the value of the first property of that name, "" where there is none."""
        return next((one.value for one in self.properties if one.name == name), "")

    def all(self, name: str) -> list[Component]:
        return [part for part in self.parts if part.name == name]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which properties a component has: once each, at most once each, and any number of times."""

    once: frozenset[str]
    at_most_once: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OF_SUBSCRIPTIONS = _names(
    "NAME X-WR-CALNAME DESCRIPTION X-WR-CALDESC REFRESH-INTERVAL X-PUBLISHED-TTL SOURCE"
)
"""A file has all of these, or is a copy of events: Outlook opens a new calendar for any of them."""

_RULES = {
    # No METHOD and no UID: a feed is not a message, and vdirsyncer takes a file with a UID for
    # one event.
    "VCALENDAR": _Rule(
        once=_names("VERSION PRODID CALSCALE URL"),
        at_most_once=_names("LAST-MODIFIED COLOR") | _OF_SUBSCRIPTIONS,
        parts=_names("VTIMEZONE VEVENT"),
    ),
    "VEVENT": _Rule(
        once=_names(
            "UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION URL CATEGORIES "
            "STATUS TRANSP"
        ),
        at_most_once=_names("LOCATION RELATED-TO RRULE"),
        parts=_names("VALARM"),
    ),
    "VALARM": _Rule(once=_names("ACTION TRIGGER DESCRIPTION")),
    "VTIMEZONE": _Rule(once=_names("TZID"), parts=_names("STANDARD DAYLIGHT")),
    "STANDARD": _Rule(
        once=_names("DTSTART TZOFFSETFROM TZOFFSETTO TZNAME"),
        at_most_once=_names("RRULE"),
    ),
}
_RULES["DAYLIGHT"] = _RULES["STANDARD"]

_TEXTS = _names(
    "PRODID NAME X-WR-CALNAME DESCRIPTION X-WR-CALDESC UID SUMMARY LOCATION CATEGORIES RELATED-TO "
    "TZID TZNAME"
)
_DAY, _LOCAL, _UTC = r"[0-9]{8}", r"[0-9]{8}T[0-9]{6}", r"[0-9]{8}T[0-9]{6}Z"
_VALUES = {
    "VERSION": r"2\.0",
    "CALSCALE": "GREGORIAN",
    "REFRESH-INTERVAL": r"P(?:[0-9]+D|T[0-9]+H)",
    "X-PUBLISHED-TTL": r"P(?:[0-9]+D|T[0-9]+H)",
    "SOURCE": r"https://[!-~]+\.ics",
    "URL": r"https://[!-~]+",
    "DTSTAMP": _UTC,
    "LAST-MODIFIED": _UTC,
    "SEQUENCE": r"[0-9]+",
    "STATUS": "CONFIRMED|TENTATIVE|CANCELLED",
    # Nobody's days shall look taken.
    "TRANSP": "TRANSPARENT",
    "RRULE": r"FREQ=DAILY;COUNT=(?:[2-9]|[1-9]\d+)|FREQ=YEARLY;BYDAY=-?[1-5][A-Z]{2};BYMONTH=\d+",
    "TZOFFSETFROM": r"[+-][0-9]{4}",
    "TZOFFSETTO": r"[+-][0-9]{4}",
    "ACTION": "DISPLAY",
}
# The types that have no default, and those that follow from DTSTART (checked with it).
_PARAMETERS = {"REFRESH-INTERVAL": {"VALUE": "DURATION"}, "SOURCE": {"VALUE": "URI"}}

_CONTENT_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+))*):(?P<value>.*)',
    re.DOTALL,
)
_ESCAPED_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_ESCAPED_LIST = re.compile(r"(?:[^\\;,]|\\[\\;,nN])+(?:,(?:[^\\;,]|\\[\\;,nN])+)*")


class NotACalendar(Exception):  # noqa: N818 - says what is wrong, not that something is
    """Lines that do not make up components."""


def complaints(data: bytes, *, alarms: bool = False) -> list[str]:
    """Everything that is wrong with a calendar file. `alarms`: it may have reminders."""
    found = list(_about_lines(data))
    try:
        calendar = parsed(data)
    except (NotACalendar, UnicodeDecodeError) as error:
        return [*found, str(error)]
    found += _about_component(calendar, alarms=alarms)
    found += _about_header(calendar)
    for event in calendar.all("VEVENT"):
        found += (f"{event.get('UID')}: {text}" for text in _about_event(event))
    found += _about_names(calendar)
    return found


def parsed(data: bytes) -> Component:
    """Unfold the lines and build the tree. Raises NotACalendar, UnicodeDecodeError."""
    lines = data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    top = Component("")
    open_ones = [top]
    for line in lines:
        match = _CONTENT_LINE.fullmatch(line)
        if match is None:
            raise NotACalendar(f"not a content line: {line!r}")
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            open_ones[-1].parts.append(Component(value))
            open_ones.append(open_ones[-1].parts[-1])
        elif name == "END":
            if open_ones.pop().name != value or not open_ones:
                raise NotACalendar(f"ends what did not begin: {line!r}")
        else:
            written = re.findall(r';([A-Z0-9-]+)=("[^"]*"|[^;:]+)', match["parameters"])
            open_ones[-1].properties.append(Property(name, dict(written), value))
    if len(open_ones) != 1 or top.properties or [part.name for part in top.parts] != ["VCALENDAR"]:
        raise NotACalendar("not exactly one whole VCALENDAR")
    return top.parts[0]


def _about_lines(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n"):
        yield "the last line has no end"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line does not end with CRLF"
    if data.startswith(b"\xef\xbb\xbf"):
        yield "a byte order mark"
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        if len(line) > LONGEST_LINE:
            yield f"{len(line)} octets in a line: {line!r}"
        if not line.strip():
            yield "an empty line"
        if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line):
            yield f"a control character: {line!r}"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"folded within a character: {line!r}"


def _about_component(component: Component, *, alarms: bool) -> Iterator[str]:
    rule = _RULES[component.name]
    counts = Counter(one.name for one in component.properties)
    for name in sorted(rule.once):
        if counts[name] != 1:
            yield f"{component.name} has {name} {counts[name]} times"
    for name, count in sorted(counts.items()):
        if name in rule.at_most_once and count > 1:
            yield f"{component.name} has {name} {count} times"
        if name not in rule.once | rule.at_most_once:
            yield f"{component.name} may not have {name}"
    for one in component.properties:
        yield from _about_property(one)
    for part in component.parts:
        if part.name in rule.parts and (alarms or part.name != "VALARM"):
            yield from _about_component(part, alarms=alarms)
        else:
            yield f"{component.name} may not have {part.name}"


def _about_property(one: Property) -> Iterator[str]:
    if not one.value:
        yield f"{one.name} is empty"
    if one.name in _TEXTS:
        form = _ESCAPED_LIST if one.name == "CATEGORIES" else _ESCAPED_TEXT
        if not form.fullmatch(one.value):
            yield f"{one.name} is not escaped: {one.value}"
    pattern = _VALUES.get(one.name)
    if pattern and not re.fullmatch(pattern, one.value):
        yield f"{one.name} cannot be {one.value}"
    if one.name not in {"DTSTART", "DTEND"} and dict(one.parameters) != _PARAMETERS.get(
        one.name, {}
    ):
        yield f"{one.name} has the parameters {dict(one.parameters)}"


def _about_header(calendar: Component) -> Iterator[str]:
    for official, older in (
        ("NAME", "X-WR-CALNAME"),
        ("DESCRIPTION", "X-WR-CALDESC"),
        ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    ):
        if calendar.get(official) != calendar.get(older):
            yield f"{official} and {older} differ"
    given = {one.name for one in calendar.properties} & _OF_SUBSCRIPTIONS
    if given and given != _OF_SUBSCRIPTIONS:
        yield f"VCALENDAR has {min(given)} and no {min(_OF_SUBSCRIPTIONS - given)}"
    newest = max((event.get("LAST-MODIFIED") for event in calendar.all("VEVENT")), default="")
    if calendar.get("LAST-MODIFIED") != newest:
        yield "LAST-MODIFIED is not that of the newest event"
    if not calendar.parts:
        yield "VCALENDAR is empty"


def _about_event(event: Component) -> Iterator[str]:
    if event.get("DTSTAMP") != event.get("LAST-MODIFIED"):
        yield "DTSTAMP and LAST-MODIFIED differ"
    if len(event.get("UID").encode()) > LONGEST_UID:
        yield f"UID has {len(event.get('UID').encode())} octets"
    if r"\n" in event.get("SUMMARY").replace(r"\\", ""):
        yield "SUMMARY has several lines"
    ends = [one for one in event.properties if one.name in {"DTSTART", "DTEND"}]
    if len({tuple(end.parameters.items()) for end in ends}) > 1:
        yield "DTSTART and DTEND are not of one kind"
    for end in ends:
        whole_day = dict(end.parameters) == {"VALUE": "DATE"}
        if not whole_day and set(end.parameters) != {"TZID"}:
            yield f"{end.name} is neither a day nor a time in a zone"
        if not re.fullmatch(_DAY if whole_day else _LOCAL, end.value):
            yield f"{end.name} cannot be {end.value}"
        if whole_day and event.get("RRULE"):
            yield "whole days are repeated"
    if event.get("DTEND") <= event.get("DTSTART"):
        yield "DTEND is not after DTSTART"


def _about_names(calendar: Component) -> Iterator[str]:
    events = calendar.all("VEVENT")
    for uid, count in Counter(event.get("UID") for event in events).items():
        if count > 1:
            yield f"{count} events have the UID {uid}"
    zones = Counter(zone.get("TZID") for zone in calendar.all("VTIMEZONE"))
    used = {
        one.parameters["TZID"]
        for event in events
        for one in event.properties
        if "TZID" in one.parameters
    }
    for zone in sorted(used - zones.keys()):
        yield f"the time zone {zone} is not defined"
    for zone, count in zones.items():
        if count > 1:
            yield f"the time zone {zone} is defined {count} times"
        # Without events, it is the component that a calendar must have.
        if events and zone not in used:
            yield f"the time zone {zone} is defined for nothing"
