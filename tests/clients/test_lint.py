"""Every calendar file passes our own check, and the check finds every kind of mistake."""

from __future__ import annotations

import lint
import pytest
from built_site import ALL, BuiltSite

from sitegen.programme.ledger import LEDGER_PATH

SCHEDULE = "schedules/2024.yaml"
EMPTY = "calendars/nothing-planned-trainings-and-deadlines.ics"


def test_every_file_is_without_a_mistake(site: BuiltSite) -> None:
    found = {
        # A reminder belongs into what one person takes for one training.
        address: lint.complaints(data, alarms=address.startswith("trainings/"))
        for address, data in site.feeds.items()
    }
    assert {address: mistakes for address, mistakes in found.items() if mistakes} == {}


def test_a_calendar_without_events_is_a_calendar(own_site: BuiltSite) -> None:
    empty = lint.parsed(own_site.feeds[EMPTY])
    assert [part.name for part in empty.parts] == ["VTIMEZONE"]
    assert lint.complaints(own_site.feeds[EMPTY]) == []


VERY_LONG = "a label of more than two hundred and fifty-five characters " * 5


def add_milestone(site: BuiltSite, label: str) -> None:
    """Add one, before anything was published. YAML's escapes for double quotes hold in `label`."""
    (site.root / LEDGER_PATH).unlink()
    last = "      - {label: Exam, date: 2025-01-03}\n"
    site.edit(SCHEDULE, (last, f'{last}      - {{label: "{label}", date: 2025-01-04}}\n'))


def test_a_label_of_odd_characters_gives_a_good_event(own_site: BuiltSite) -> None:
    add_milestone(own_site, "Part 1; at 9, \\\\ 😀 <b>")
    own_site.build()
    assert lint.complaints(own_site.feeds[ALL]) == []
    summaries = [event.get("SUMMARY") for event in lint.parsed(own_site.feeds[ALL]).parts]
    assert any(text.startswith("Part 1\\; at 9\\, \\\\ 😀 <b>: ") for text in summaries)


@pytest.mark.parametrize("label", ["Two\\nlines", VERY_LONG], ids=["two lines", "very long"])
def test_any_label_gives_a_good_event_or_is_refused(label: str, own_site: BuiltSite) -> None:
    add_milestone(own_site, label)
    if own_site.is_accepted():
        assert lint.complaints(own_site.feeds[ALL]) == []


@pytest.mark.parametrize("character", ["\\a", "\\x7f", "\\x85", "\\u2028"])
def test_a_character_that_no_calendar_may_hold_is_refused(
    character: str, own_site: BuiltSite
) -> None:
    add_milestone(own_site, f"Part{character}1")
    assert not own_site.is_accepted()


GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Office//sitegen//EN
CALSCALE:GREGORIAN
DESCRIPTION:From the office.
X-WR-CALDESC:From the office.
NAME:Trainings
X-WR-CALNAME:Trainings
LAST-MODIFIED:20240102T000000Z
REFRESH-INTERVAL;VALUE=DURATION:PT12H
SOURCE;VALUE=URI:https://a.example/calendars/all.ics
URL:https://a.example/
X-PUBLISHED-TTL:PT12H
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:CDT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:日本語\\, and a line that is folded within a word: 日本
 語日本語
DTSTART;VALUE=DATE:20240229
DTEND;VALUE=DATE:20240301
DTSTAMP:20240101T000000Z
UID:leap-day@a.example
SEQUENCE:0
CATEGORIES:Training,Plain\\, short
DESCRIPTION:One line\\nand another
LAST-MODIFIED:20240101T000000Z
LOCATION:Gulfport\\, MS
STATUS:CANCELLED
TRANSP:TRANSPARENT
URL:https://a.example/trainings/leap-day/
END:VEVENT
BEGIN:VEVENT
SUMMARY:Evenings
DTSTART;TZID=America/Chicago:20240304T170000
DTEND;TZID=America/Chicago:20240304T203000
DTSTAMP:20240102T000000Z
UID:evenings@a.example
SEQUENCE:1
RRULE:FREQ=DAILY;COUNT=4
CATEGORIES:Training
DESCRIPTION:From 5 p.m.
LAST-MODIFIED:20240102T000000Z
RELATED-TO:leap-day@a.example
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://a.example/trainings/evenings/
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

MISTAKES = [
    ("a line does not end", b"VERSION:2.0\r\n", b"VERSION:2.0\n"),
    ("a line does not end", b"VERSION:2.0\r\n", b"VERSION:2.0\r"),
    ("the last line has no end", b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
    ("an empty line", b"VERSION:2.0\r\n", b"VERSION:2.0\r\n\r\n"),
    ("byte order mark", b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR"),
    ("octets in a line", b"SUMMARY:", b"SUMMARY:" + b"x" * 70),
    ("folded within a character", "日".encode(), b"\xe6\r\n \x97\xa5"),
    ("a control character", b"SUMMARY:", b"SUMMARY:\x07"),
    ("not a content line", b"VERSION:2.0", b"VERSION 2.0"),
    ("not exactly one whole", b"END:VCALENDAR\r\n", b""),
    ("ends what did not begin", b"END:VEVENT\r\n", b"END:VALARM\r\n"),
    ("VCALENDAR may not have METHOD", b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH"),
    ("VCALENDAR may not have UID", b"VERSION:2.0", b"VERSION:2.0\r\nUID:x@y.example"),
    ("VCALENDAR has PRODID 0 times", b"PRODID:", b"X-PRODID:"),
    ("and no SOURCE", b"SOURCE;VALUE=URI:https://a.example/calendars/all.ics\r\n", b""),
    ("CALSCALE cannot be", b"CALSCALE:GREGORIAN", b"CALSCALE:JULIAN"),
    ("NAME and X-WR-CALNAME differ", b"\r\nNAME:", b"\r\nNAME:Not "),
    ("DESCRIPTION and X-WR-CALDESC differ", b"X-WR-CALDESC:", b"X-WR-CALDESC:Not "),
    ("REFRESH-INTERVAL has the parameters {}", b"INTERVAL;VALUE=DURATION", b"INTERVAL"),
    ("REFRESH-INTERVAL cannot be", b"DURATION:PT12H", b"DURATION:12:00:00"),
    ("SOURCE has the parameters {}", b"SOURCE;VALUE=URI", b"SOURCE"),
    ("URL cannot be", b"\r\nURL:https:", b"\r\nURL:http:"),
    ("LAST-MODIFIED is not that of the newest", b"LAST-MODIFIED:2", b"LAST-MODIFIED:1"),
    ("VEVENT has UID 2 times", b"TRANSP:TRANSPARENT", b"TRANSP:TRANSPARENT\r\nUID:x@y.example"),
    ("VEVENT has SEQUENCE 0 times", b"SEQUENCE:0\r\n", b""),
    ("VEVENT has DTSTAMP 0 times", b"\r\nDTSTAMP:", b"\r\nX-DTSTAMP:"),
    ("VEVENT has TRANSP 0 times", b"TRANSP:TRANSPARENT\r\n", b""),
    ("VEVENT may not have X-ALT-DESC", b"SEQUENCE:0", b"SEQUENCE:0\r\nX-ALT-DESC:<b>"),
    ("VEVENT may not have VALARM", b"TRANSP:TRANSPARENT\r\n", b"BEGIN:VALARM\r\nEND:VALARM\r\n"),
    ("TRANSP cannot be", b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE"),
    ("STATUS cannot be", b"STATUS:CANCELLED", b"STATUS:cancelled"),
    ("SEQUENCE cannot be", b"SEQUENCE:0", b"SEQUENCE:-1"),
    ("DTSTAMP cannot be", b"DTSTAMP:20240101T000000Z", b"DTSTAMP:20240101T000000"),
    ("DTSTAMP and LAST-MODIFIED differ", b"DTSTAMP:2", b"DTSTAMP:1"),
    ("LOCATION is empty", rb"LOCATION:Gulfport\, MS", b"LOCATION:"),
    ("SUMMARY is not escaped", b"SUMMARY:", b"SUMMARY:a;b"),
    ("SUMMARY is not escaped", b"SUMMARY:", b"SUMMARY:\\x"),
    ("SUMMARY has several lines", b"SUMMARY:", b"SUMMARY:a\\n"),
    ("LOCATION is not escaped", rb"LOCATION:Gulfport\, MS", b"LOCATION:Gulfport, MS"),
    ("CATEGORIES is not escaped", b"CATEGORIES:", b"CATEGORIES:,"),
    ("UID has 3", b"UID:", b"UID:" + b"x" * 50 + (b"\r\n " + b"x" * 70) * 4),
    ("2 events have the UID", b"UID:evenings@", b"UID:leap-day@"),
    ("DTEND is not after DTSTART", b"DTEND;VALUE=DATE:20240301", b"DTEND;VALUE=DATE:20240229"),
    ("not of one kind", b"DTEND;VALUE=DATE:20240301", b"DTEND:20240301"),
    ("neither a day nor a time in a zone", b"DTSTART;VALUE=DATE:", b"DTSTART:"),
    ("neither a day nor a time in a zone", b"DTSTART;VALUE=DATE:", b"DTSTART;TZID=a;VALUE=DATE:"),
    ("DTSTART cannot be", b":20240304T170000", b":2024T17"),
    ("DTSTART cannot be", b":20240304T170000", b":20240304T170000Z"),
    ("whole days are repeated", b"SEQUENCE:0", b"SEQUENCE:0\r\nRRULE:FREQ=DAILY;COUNT=2"),
    ("RRULE cannot be", b"RRULE:FREQ=DAILY", b"RRULE:FREQ=HOURLY"),
    ("America/Chicago is not defined", b"TZID:America/Chicago", b"TZID:America/Boise"),
    ("America/Boise is defined for nothing", b"TZID:America/Chicago", b"TZID:America/Boise"),
]


def test_it_finds_nothing_in_a_good_file() -> None:
    assert lint.complaints(GOOD) == []


@pytest.mark.parametrize(("complaint", "line", "instead"), MISTAKES)
def test_it_finds(complaint: str, line: bytes, instead: bytes) -> None:
    assert line in GOOD
    found = lint.complaints(GOOD.replace(line, instead, 1))
    assert any(complaint in text for text in found), found


def test_it_finds_a_zone_that_is_defined_twice() -> None:
    zone = b"BEGIN:VTIMEZONE" + GOOD.partition(b"BEGIN:VTIMEZONE")[2].partition(b"BEGIN:VEVENT")[0]
    assert "the time zone America/Chicago is defined 2 times" in lint.complaints(
        GOOD.replace(zone, zone + zone)
    )
