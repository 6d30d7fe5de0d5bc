"""The bytes of calendars: what RFC 5545 wants, and what three independent readers make of them."""

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_calendars import (
    BASE,
    EVENINGS,
    GULFPORT,
    RENEWAL,
    SITE,
    TELLING,
    TRACK,
    TRAINING,
    URL,
    milestone,
)

from sitegen.lazy import replace
from sitegen.programme.model import DayRun, Hours, Status, Training
from sitegen.site.calendars import (
    Block,
    CalendarEvent,
    Revision,
    Sessions,
    Subscription,
    block,
    calendar,
    events_of,
    events_of_deadline,
)

TESTS = Path(__file__).parents[1]
REVISION = Revision(0, datetime(2022, 1, 10, tzinfo=UTC))
ANYTHING = [
    "a",
    " ",
    "é",
    "日",
    "😀",
    ",",
    ";",
    "\\",
    "\\n",
    "\\N",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "^",
    '"',
]

texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*ANYTHING, "BEGIN:VEVENT\r\n", "\0", "\x85"]), max_size=300).map(
        "".join
    ),
)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
runs = st.builds(
    lambda first, length: DayRun(first, first + timedelta(days=length)), days, st.integers(0, 60)
)


def blocks_of(*trainings: Training) -> list[Block]:
    return [block(event, REVISION) for one in trainings for event in events_of(one, TELLING, URL)]


def blocks_from(events: Iterable[CalendarEvent]) -> list[Block]:
    return [block(event, REVISION) for event in events]


PAGE = "https://example.org/peer-support/trainings/cpss/"
ABOUT = Subscription(
    name="CPSS trainings",
    description="Dates of CPSS trainings and their deadlines",
    url="https://example.org/peer-support/calendars/cpss.ics",
)


def whole(blocks: Iterable[Block], name: str = ABOUT.name) -> bytes:
    about = replace(ABOUT, name=name)
    return calendar(list(blocks), site=SITE, page_url=PAGE, subscription=about)


def first_event(training: Training = TRAINING) -> CalendarEvent:
    return events_of(training, TELLING, URL)[0]


def as_read(text: str) -> str:
    """What a reader may see of a text: every kind of line break as one, nothing unprintable."""
    text = text.replace("\r\n", "\n")
    for line_break in ("\r", "\x85", "\u2028", "\u2029"):
        text = text.replace(line_break, "\n")
    return "".join(c for c in text if c in "\n\t" or not (c < " " or "\x7f" <= c <= "\x9f"))


def check_lines(data: bytes) -> None:
    """RFC 5545, 3.1: CRLF, at most 75 octets, no control character, whole characters."""
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert all(octet >= 0x20 or octet == 0x09 for octet in line)
        assert 0x7F not in line
        line.decode("utf-8")


EVERYTHING = whole(
    [
        *blocks_of(TRAINING, EVENINGS, replace(TRAINING, id="off", status=Status.CANCELLED)),
        *(block(event, REVISION) for event in events_of_deadline(RENEWAL, TELLING, URL)),
    ]
)


class TestLines:
    def test_of_a_whole_calendar(self):
        check_lines(EVERYTHING)
        assert EVERYTHING.count(b"BEGIN:VEVENT\r\n") == 11

    @given(texts, texts, texts)
    @settings(max_examples=200)
    def test_of_any_text(self, summary: str, description: str, name: str):
        one = block(
            replace(first_event(), summary=summary, description=description, location=name),
            REVISION,
        )
        written = whole([one], name)
        check_lines(written)
        assert written.count(b"\r\nBEGIN:VEVENT\r\n") == 1

    @given(st.text(alphabet=st.sampled_from("a\\^,é日😀\n\t ;"), max_size=400))
    @example("a" * 66)
    @example("a" * 67)
    @example("a" * 65 + "\\\\")
    def test_are_folded_like_the_package_folds_them(self, text: str):
        event = icalendar.Event()
        event.add("summary", text)
        ours = block(replace(first_event(), summary=text), REVISION).text
        theirs: bytes = event.to_ical()
        assert ours.startswith(theirs.removesuffix(b"END:VEVENT\r\n"))


class TestAsThePackageWrites:
    """`icalendar` is the reference: its components, filled from the same events, give our bytes."""

    @staticmethod
    def reference(event: CalendarEvent) -> bytes:
        made = icalendar.Event()
        made.add("uid", event.uid)
        made.add("dtstamp", REVISION.stamp)
        made.add("last-modified", REVISION.stamp)
        made.add("sequence", REVISION.sequence)
        made.add("summary", event.summary)
        made.add("description", event.description)
        made.add("url", event.url)
        made.add("categories", list(event.categories))
        made.add("status", event.status.value)
        made.add("transp", "TRANSPARENT")
        if event.location:
            made.add("location", event.location)
        if event.related_to:
            made.add("related-to", event.related_to)
        if isinstance(event.when, Sessions):
            zone, hours, run = ZoneInfo(event.when.timezone), event.when.hours, event.when.days
            made.add("dtstart", datetime.combine(run.first, hours.opens, zone))
            made.add("dtend", datetime.combine(run.first, hours.closes, zone))
            if run.last > run.first:
                made.add("rrule", {"freq": "daily", "count": (run.last - run.first).days + 1})
        else:
            made.add("dtstart", event.when.first)
            made.add("dtend", event.when.last + timedelta(days=1))
        written: bytes = made.to_ical()
        return written

    @pytest.mark.parametrize(
        "event",
        [
            *events_of(TRAINING, TELLING, URL),
            *events_of(EVENINGS, TELLING, URL),
            *events_of(replace(TRAINING, place=GULFPORT, status=Status.POSTPONED), TELLING, URL),
            *events_of_deadline(RENEWAL, TELLING, URL),
        ],
        ids=lambda event: event.uid,
    )
    def test_real_events(self, event: CalendarEvent):
        assert block(event, REVISION).text == self.reference(event)

    @given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"])), runs)
    def test_any_words_and_days(self, text: str, run: DayRun):
        if "\\N" in text or as_read(text) != text or text.startswith("\ufeff"):
            return  # there the package is wrong: it takes the sign for the beginning of a file
        event = replace(first_event(), summary=text, description=text, when=run)
        assert block(event, REVISION).text == self.reference(event)

    def test_the_header(self):
        made = icalendar.Calendar.from_ical(whole([]))
        assert made.to_ical() == whole([])


class TestHeader:
    def test_line_by_line(self):
        header = whole(blocks_of(EVENINGS)).partition(b"BEGIN:VTIMEZONE")[0].decode()
        assert header.split("\r\n") == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Mississippi Department of Mental Health//sitegen//EN",
            "CALSCALE:GREGORIAN",
            "DESCRIPTION:Dates of CPSS trainings and their deadlines",
            "X-WR-CALDESC:Dates of CPSS trainings and their deadlines",
            "NAME:CPSS trainings",
            "X-WR-CALNAME:CPSS trainings",
            "LAST-MODIFIED:20220110T000000Z",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "SOURCE;VALUE=URI:https://example.org/peer-support/calendars/cpss.ics",
            "URL:https://example.org/peer-support/trainings/cpss/",
            "X-PUBLISHED-TTL:PT12H",
            "",
        ]

    def test_a_copy_says_nothing_that_makes_a_calendar_of_it(self):
        copy = calendar(blocks_of(TRAINING), site=SITE, page_url=PAGE, subscription=None)
        check_lines(copy)
        header = copy.partition(b"BEGIN:VEVENT")[0].decode()
        assert header.split("\r\n") == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Mississippi Department of Mental Health//sitegen//EN",
            "CALSCALE:GREGORIAN",
            "LAST-MODIFIED:20220110T000000Z",
            "URL:https://example.org/peer-support/trainings/cpss/",
            "",
        ]

    def test_names_are_escaped(self):
        written = whole([], "Peers, families; and\nfriends \\ all")
        assert rb"NAME:Peers\, families\; and\nfriends \\ all" in written
        assert rb"X-WR-CALNAME:Peers\, families\; and\nfriends \\ all" in written

    def test_the_newest_change_counts(self):
        newer = Revision(1, datetime(2022, 2, 3, tzinfo=UTC))
        blocks = [*blocks_of(replace(TRAINING, id="old")), block(first_event(), newer)]
        assert b"\r\nLAST-MODIFIED:20220203T000000Z\r\nREFRESH" in whole(blocks)

    def test_addresses_cannot_break_out(self):
        event = replace(first_event(), url="https://example.org/\r\nBEGIN:VEVENT\x07")
        check_lines(block(event, REVISION).text)
        assert block(event, REVISION).text.count(b"\r\nBEGIN:VEVENT\r\n") == 0

    def test_without_events_it_is_still_a_calendar(self):
        written = whole([])
        check_lines(written)
        assert b"LAST-MODIFIED" not in written
        read = icalendar.Calendar.from_ical(written)
        assert [component.name for component in read.subcomponents] == ["VTIMEZONE"]
        assert not read.errors

    def test_zones_are_defined_only_for_times_of_day(self):
        assert b"VTIMEZONE" not in whole(blocks_of(TRAINING))
        assert whole(blocks_of(TRAINING, EVENINGS)).count(b"BEGIN:VTIMEZONE\r\n") == 1

    def test_two_events_of_one_name(self):
        with pytest.raises(ValueError, match="cpss-2022-03-deadline@peer"):
            whole(blocks_of(TRAINING, TRAINING))

    def test_what_must_not_be_there(self):
        for name in (b"METHOD", b"COMMENT", b"VALARM", b"X-ALT-DESC", b"CREATED"):
            assert name not in EVERYTHING
        assert EVERYTHING.partition(b"BEGIN:V")[0].count(b"UID") == 0


class TestDays:
    @given(runs)
    @example(DayRun(date(2024, 2, 28), date(2024, 2, 29)))
    @example(DayRun(date(2023, 2, 28), date(2023, 2, 28)))
    @example(DayRun(date(2022, 12, 31), date(2022, 12, 31)))
    @example(DayRun(date(2022, 3, 12), date(2022, 3, 14)))
    @example(DayRun(date(2022, 11, 5), date(2022, 11, 7)))
    def test_first_and_last_are_read_back(self, run: DayRun):
        text = block(replace(first_event(), when=run), REVISION).text
        assert b"DTSTART;VALUE=DATE:" in text
        assert b"DTEND;VALUE=DATE:" in text
        event = icalendar.Event.from_ical(text)
        assert DayRun(event.start, event.end - timedelta(days=1)) == run

    def test_one_day_has_no_repetition(self):
        day = DayRun(date(2022, 3, 21), date(2022, 3, 21))
        when = Sessions(day, Hours(time(9), time(12, 30)), "America/Chicago")
        text = block(replace(first_event(), when=when), REVISION).text
        assert b"DTSTART;TZID=America/Chicago:20220321T090000\r\n" in text
        assert b"DTEND;TZID=America/Chicago:20220321T123000\r\n" in text
        assert b"RRULE" not in text


def read_with_icalendar(data: bytes) -> list[dict[str, object]]:
    read = icalendar.Calendar.from_ical(data)
    assert not read.errors
    assert not [component.errors for component in read.walk() if component.errors]
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "location": str(event.get("LOCATION", "")),
            "status": str(event["STATUS"]),
            "start": event.start.isoformat()[:16],
            "end": event.end.isoformat()[:16],
        }
        for event in read.events
    ]


def read_with_vobject(data: bytes) -> list[dict[str, object]]:
    vobject = pytest.importorskip("vobject", reason="pip install vobject")
    read = vobject.readOne(data.decode())
    return [
        {
            "uid": event.uid.value,
            "summary": event.summary.value,
            "description": event.description.value,
            "location": event.location.value if hasattr(event, "location") else "",
            "status": event.status.value,
            "start": event.dtstart.value.isoformat()[:16],
            "end": event.dtend.value.isoformat()[:16],
        }
        for event in getattr(read, "vevent_list", [])
    ]


READ_WITH_ICAL_JS = """
const module_ = require('ical.js');
const ICAL = module_.default || module_;
const calendars = JSON.parse(require('fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(calendars.map(text => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    const sessions = [];
    if (!event.startDate.isDate) {
      const turns = event.iterator();
      for (let turn = turns.next(); turn; turn = turns.next()) sessions.push(turn.toUnixTime());
    }
    return {
      uid: event.uid, summary: event.summary, description: event.description,
      location: event.location || '', status: component.getFirstPropertyValue('status'),
      start: event.startDate.toString().slice(0, 16),
      end: event.endDate.toString().slice(0, 16), sessions,
    };
  });
})));
"""


def read_all_with_ical_js(calendars: list[bytes]) -> list[list[dict[str, object]]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: https://nodejs.org")
    found = subprocess.run(
        [node, "-e", "require.resolve('ical.js')"], cwd=TESTS, check=False, capture_output=True
    )
    if found.returncode:
        pytest.skip("ical.js is not installed: npm ci --prefix tests")
    answer = subprocess.run(
        [node, "-e", READ_WITH_ICAL_JS],
        cwd=TESTS,
        check=True,
        capture_output=True,
        input=json.dumps([data.decode() for data in calendars]),
        text=True,
    )
    read: list[list[dict[str, object]]] = json.loads(answer.stdout)
    return read


def read_with_ical_js(data: bytes) -> list[dict[str, object]]:
    return [
        {name: value for name, value in event.items() if name != "sessions"}
        for event in read_all_with_ical_js([data])[0]
    ]


READERS = [read_with_icalendar, read_with_vobject, read_with_ical_js]


def as_written(event: CalendarEvent) -> dict[str, object]:
    when = event.when
    if isinstance(when, Sessions):
        start, end = (
            datetime.combine(when.days.first, at).isoformat()[:16]
            for at in (when.hours.opens, when.hours.closes)
        )
    else:
        start, end = when.first.isoformat(), (when.last + timedelta(days=1)).isoformat()
    return {
        "uid": event.uid,
        "summary": as_read(event.summary),
        "description": as_read(event.description),
        "location": as_read(event.location or ""),
        "status": event.status.value,
        "start": start,
        "end": end,
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning:vobject")
@pytest.mark.parametrize("read", READERS, ids=lambda reader: reader.__name__[10:])
class TestReaders:
    def test_see_what_the_programme_says(self, read):
        events = [*events_of(TRAINING, TELLING, URL), *events_of(EVENINGS, TELLING, URL)]
        assert read(whole(blocks_from(events))) == [as_written(event) for event in events]

    def test_see_nothing_in_an_empty_calendar(self, read):
        assert read(whole([])) == []

    @pytest.mark.parametrize(
        "text",
        [
            "a, b; c \\ d",
            "two\nlines\n\nand three",
            "typed \\n and \\N and \\\\N stay, and so does \\",
            "日本語 é 😀" * 30,
            "x" * 300,
            "BEGIN:VEVENT\nEND:VCALENDAR",
            "a\0b\x07c\x1b[31m",
            "one\r\ntwo\rthree\u2028four\x85five",
            '"quoted": <b>not</b> &amp; escaped',
            "a\tb",
        ],
    )
    def test_see_every_character(self, read, text: str):
        track = replace(TRACK, name=text, for_whom=text)
        training = replace(
            TRAINING, track=track, place=replace(GULFPORT, name=text), milestones=(milestone(text),)
        )
        events = events_of(training, TELLING, URL)
        assert read(whole(blocks_from(events), text)) == [as_written(event) for event in events]


class TestIcalJs:
    @given(st.lists(texts, min_size=20, max_size=40))
    @settings(max_examples=10, deadline=None)
    def test_any_text_comes_back(self, several: list[str]):
        events = [
            replace(first_event(), uid=f"{n}", summary=text, description=f"{text}.")
            for n, text in enumerate(several)
        ]
        (read,) = read_all_with_ical_js([whole(blocks_from(events))])
        assert [(e["summary"], e["description"]) for e in read] == [
            (as_read(text), as_read(f"{text}.")) for text in several
        ]

    @pytest.mark.parametrize(
        "zone", ["America/Chicago", "Europe/Dublin", "Asia/Kolkata", "America/Santiago", "UTC"]
    )
    @pytest.mark.parametrize(
        "first", [date(2022, 3, 10), date(2022, 11, 3), date(2006, 4, 1), date(2022, 9, 8)]
    )
    def test_sessions_keep_their_local_time_over_a_change_of_the_clocks(
        self, zone: str, first: date
    ):
        run = DayRun(first, first + timedelta(days=6))
        when = Sessions(run, Hours(time(17), time(20, 30)), zone)
        (read,) = read_all_with_ical_js(
            [whole([block(replace(first_event(), when=when), REVISION)])]
        )
        expected = [
            datetime.combine(first + timedelta(days=n), time(17), ZoneInfo(zone)).timestamp()
            for n in range(7)
        ]
        assert read[0]["sessions"] == expected


WITHOUT_A_CLOCK = """
import datetime

def forbidden(*_args, **_keywords):
    raise AssertionError("something that differs each time was asked for")

class Datetime(datetime.datetime):
    now = utcnow = today = forbidden

class Date(datetime.date):
    today = forbidden

datetime.datetime, datetime.date = Datetime, Date
import os, pickle, random, sys, time, uuid
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendars import Revision, Telling, block, calendar, events_of

revision = Revision(0, datetime.datetime(2022, 1, 10, tzinfo=datetime.UTC))
time.time = time.localtime = uuid.uuid1 = uuid.uuid4 = os.urandom = random.random = forbidden
trainings, site, base, url, page, about = pickle.load(sys.stdin.buffer)
telling = Telling.of(site, base)
blocks = [block(event, revision) for one in trainings for event in events_of(one, telling, url)]
sys.stdout.buffer.write(calendar(blocks, site=site, page_url=page, subscription=about))
"""


class TestTheSameEachTime:
    @pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
    def test_elsewhere_and_without_a_clock_or_chance(self, zone: str):
        trainings = (TRAINING, EVENINGS)
        answer = subprocess.run(
            [sys.executable, "-c", WITHOUT_A_CLOCK],
            input=pickle.dumps((trainings, SITE, BASE, URL, PAGE, ABOUT)),
            env={
                **os.environ,
                "PYTHONPATH": str(TESTS.parent / "src"),
                "PYTHONHASHSEED": str(len(zone)),
                "TZ": zone,
                "LC_ALL": "C",
            },
            capture_output=True,
            check=False,
        )
        assert answer.stderr == b""
        assert answer.stdout == whole(blocks_of(*trainings))

    def test_again(self):
        assert whole(blocks_of(TRAINING, EVENINGS)) == whole(blocks_of(TRAINING, EVENINGS))

    def test_one_training_more_leaves_the_others_alone(self):
        more = replace(TRAINING, id="cpss-2022-05", year=2023)
        assert blocks_of(TRAINING, more, EVENINGS) == [
            *blocks_of(TRAINING),
            *blocks_of(more),
            *blocks_of(EVENINGS),
        ]

    def test_a_block_is_the_same_in_every_file(self):
        for one in blocks_of(TRAINING, EVENINGS):
            assert one.text in whole([one])
            assert one.text in EVERYTHING
