"""A training in another zone than the site: its times are right, and say their zone, everywhere."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from jsonschema import Draft202012Validator
from programmes import BASE, CPSS, HALL, VIRTUAL, deadline, planned, programme, training
from read_pages import main_of, shown, words_of

from sitegen.check import check_site
from sitegen.eligible.answer import eligibility_text
from sitegen.folder import read_site_files
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    DayRun,
    Hours,
    Milestone,
    Moment,
    Opening,
    Place,
    Programme,
    Run,
    Status,
    Training,
)
from sitegen.record import recorded
from sitegen.site.calendar_files import calendar_files

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
TODAY = date(2022, 1, 3)
SITE = "America/Chicago"
EASTERN = "America/New_York"
CALENDAR = "trainings/t/t.ics"
ALL = "calendars/all-trainings-and-deadlines.ics"

AWAY = replace(HALL, id="away", name="Civic Hall of Elsewhere", timezone=EASTERN)
DAY = date(2022, 5, 16)
TRAINING = training(
    "t",
    CPSS,
    DAY,
    DAY + timedelta(4),
    place=AWAY,
    hours=Hours(time(9), time(16)),
    opens=Opening(label=None, moment=Moment(date(2022, 2, 7), time(12)), reason=None),
    deadline=deadline(date(2022, 4, 18), time(17)),
    milestones=(
        Milestone(label="Test", days=DayRun(date(2022, 5, 23), date(2022, 5, 23)), at=time(10)),
    ),
)
AT_HOME = replace(TRAINING, place=HALL)


def of(*trainings: Training, **fields: Any) -> Programme:
    rule = Rule(subject=Subject.DESIGNATION, id="adult", name="Adult")
    places = tuple({one.place.id: one.place for one in trainings if one.place}.values())
    return programme(trainings=trainings, places=places, designations=(rule,), **fields)


def made(
    now: Programme, *, today: date = TODAY, ledger: Ledger | None = None
) -> Mapping[str, bytes]:
    return planned(now, today, ledger)


@cache
def as_it_is() -> Mapping[str, bytes]:
    return made(of(TRAINING))


def site(one: Training = TRAINING) -> Mapping[str, bytes]:
    return as_it_is() if one is TRAINING else made(of(one))


# An independent reading of calendars: the zone as the file itself defines it.

Turn = tuple[datetime, datetime]


def lines_of(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def zones_in(data: bytes) -> list[str]:
    return [line[5:] for line in lines_of(data) if line.startswith("TZID:")]


def events_in(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the lines of each event, by the name with its parameters."""
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", data.decode(), re.DOTALL):
        lines = block.replace("\r\n ", "").split("\r\n")
        yield dict(line.split(":", 1) for line in lines if line)


def turns(data: bytes, uid: str) -> list[Turn]:
    """Give when an event takes place, in UTC, by the zones that stand in the file."""
    (event,) = (one for one in events_in(data) if one["UID"].startswith(f"{uid}@"))
    defined = tzical(io.StringIO("\n".join(lines_of(data))))
    ends = []
    for name in ("DTSTART", "DTEND"):
        (head,) = (one for one in event if one.startswith(f"{name};TZID="))
        zone = defined.get(head.partition("=")[2])
        assert zone is not None
        local = datetime.fromisoformat(event[head])
        assert local.tzinfo is None
        repeated = rrulestr(event["RRULE"], dtstart=local) if "RRULE" in event else [local]
        ends.append([one.replace(tzinfo=zone).astimezone(UTC) for one in repeated])
    return list(zip(*ends, strict=True))


def expected(run: DayRun, hours: Hours, zone: str) -> list[Turn]:
    days = [run.first + timedelta(n) for n in range((run.last - run.first).days + 1)]
    at = ZoneInfo(zone)
    return [
        (
            datetime.combine(day, hours.opens, at).astimezone(UTC),
            datetime.combine(day, hours.closes, at).astimezone(UTC),
        )
        for day in days
    ]


ZONES = (
    *(EASTERN, SITE, "America/Denver", "America/Phoenix", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/Indiana/Knox"),
    *("Europe/London", "Pacific/Guam", "Australia/Lord_Howe"),
)
OVER_CHANGES = {
    "spring": DayRun(date(2022, 3, 7), date(2022, 3, 18)),
    "fall": DayRun(date(2022, 10, 31), date(2022, 11, 11)),
    "london-fall": DayRun(date(2022, 10, 24), date(2022, 11, 9)),
    "summer": DayRun(date(2022, 7, 4), date(2022, 7, 8)),
    "one-day": DayRun(date(2022, 11, 6), date(2022, 11, 6)),
}


@pytest.mark.parametrize("run", OVER_CHANGES.values(), ids=OVER_CHANGES)
@pytest.mark.parametrize("ours", [SITE, "America/Phoenix"])
@pytest.mark.parametrize("zone", ZONES)
def test_each_day_begins_and_ends_at_its_instant(zone: str, ours: str, run: DayRun) -> None:
    hours = Hours(time(8, 30), time(16, 15))
    place = replace(AWAY, timezone=None if zone == ours else zone)
    one = replace(TRAINING, place=place, hours=hours, runs=(Run(run),))
    now = of(one)
    now = replace(now, site=replace(now.site, timezone=ours))
    written = {
        file.address: file.produce()
        for file in calendar_files(now, Ledger(), today=TODAY, base_url=BASE)
    }
    for address in (CALENDAR, ALL):
        assert turns(written[address], "t") == expected(run, hours, zone)
        assert zones_in(written[address]) == [zone]


def test_a_calendar_defines_each_zone_that_it_refers_to_and_no_other() -> None:
    phoenix = replace(AWAY, id="phoenix", timezone="America/Phoenix")
    london = replace(AWAY, id="london", timezone="Europe/London")
    files = made(
        of(
            TRAINING,
            replace(AT_HOME, id="home", hours=None),
            replace(TRAINING, id="hot", place=phoenix),
            replace(TRAINING, id="whole-days", place=london, hours=None),
        )
    )
    assert zones_in(files[ALL]) == [EASTERN, "America/Phoenix"]
    assert zones_in(files["trainings/t/t.ics"]) == [EASTERN]
    assert zones_in(files["trainings/hot/hot.ics"]) == ["America/Phoenix"]
    assert zones_in(files["trainings/home/home.ics"]) == []
    assert zones_in(files["trainings/whole-days/whole-days.ics"]) == []
    # Deadlines and milestones are whole days, their times in words.
    assert zones_in(files["calendars/all-deadlines.ics"]) == []


# Words

HOURS = "9 a.m. to 4 p.m. Eastern Time, each day"
TEST = "Monday, May 23, 2022 at 10 a.m. Eastern Time"
DUE = "Monday, April 18, 2022 at 5 p.m. Central Time"
OPENS = "Monday, February 7, 2022 at noon Central Time"


def test_the_page_and_the_sheet_say_the_zone_of_each_time() -> None:
    for page in ("trainings/t/index.html", "trainings/t/print/index.html"):
        words = words_of(main_of(site()[page]))
        assert f"Hours {HOURS}" in words
        assert f"Test {TEST}" in words
        assert f"Apply by {DUE}" in words
        assert f"Applications open {OPENS}" in words
        assert f"Opens {OPENS} You can apply from then until {DUE}." in words


def test_lists_say_it_too() -> None:
    upcoming = words_of(main_of(site()["trainings/index.html"]))
    assert "Times are Central Time, unless we say otherwise." in upcoming
    assert "Test, 10 a.m. Eastern Time" in upcoming
    assert "Apply this day by 5 p.m. Central Time" in upcoming
    assert "Applications open, noon Central Time" in upcoming
    of_year = words_of(main_of(site()["years/2022/index.html"]))
    assert "Test, 10 a.m. Eastern Time" in of_year
    assert "Applications open, noon Central Time" in of_year
    assert f"Apply by {DUE}" in of_year
    for page in (
        "trainings/cpss/index.html",
        "trainings/cpss/flyer/index.html",
        "embed/index.html",
    ):
        by = f"{DUE}|Apply by April 18 at 5 p.m. Central Time"
        assert re.search(by, words_of(main_of(site()[page]))), page
    assert "Times are Central Time." in words_of(main_of(site(AT_HOME)["trainings/index.html"]))


TIME_OF_DAY = re.compile(r"(?<!first )\b(?:noon|midnight|\d{1,2}(?::\d\d)? [ap]\.m\.)")
WITH_ITS_ZONE = re.compile(
    r"(?: to (?:noon|\d{1,2}(?::\d\d)? [ap]\.m\.))? (?:Eastern|Central) Time"
)


def times_without_zone(words: str) -> list[str]:
    found = TIME_OF_DAY.finditer(words)
    return [
        words[max(0, one.start() - 40) : one.end() + 20]
        for one in found
        if not WITH_ITS_ZONE.match(words, one.end())
        and not re.search(r" to $", words[: one.start()])
    ]


@pytest.mark.parametrize("today", [TODAY, date(2022, 3, 1), date(2022, 4, 18), date(2022, 5, 17)])
def test_no_output_has_a_time_of_day_without_its_zone(today: date) -> None:
    seen = 0
    for address, data in made(of(TRAINING), today=today).items():
        if address.endswith(".html"):
            words = words_of(main_of(data)) if b"<main" in data else ""
            described = re.findall(r'content="([^"]*)"', data.decode())
            every = html.unescape(" | ".join((words, *described)))
        elif address.endswith(".ics"):
            every = "\n".join(lines_of(data)).replace("\\,", ",").replace("\\n", "\n")
        elif address.endswith((".atom", "changes.json")):
            every = data.decode()
        else:
            continue
        assert times_without_zone(every) == [], address
        seen += len(TIME_OF_DAY.findall(every))
    assert seen > 20


def test_a_whole_day_of_a_deadline_says_in_which_zone_it_ends() -> None:
    one = replace(TRAINING, opens=None, deadline=deadline(date(2022, 4, 18)))
    ends = "Monday, April 18, 2022, by the end of the day, Central Time"
    files = site(one)
    page = words_of(main_of(files["trainings/t/index.html"]))
    assert "until the end of Monday, April 18, 2022, Central Time." in page
    assert f"Apply by {ends}" in page
    assert "Apply by this day, Central Time" in words_of(main_of(files["trainings/index.html"]))
    assert all(
        f"Application Deadline: {ends}" in one["DESCRIPTION"].replace("\\,", ",")
        for one in events_in(files[CALENDAR])
    )
    at_home = site(replace(one, place=HALL))
    assert b"the end of the day, Central" not in b"".join(at_home.values())


def test_entries_in_calendars_say_it_in_their_titles_and_descriptions() -> None:
    events = {one["UID"].partition("@")[0]: one for one in events_in(site()[CALENDAR])}
    titles = {name: one["SUMMARY"].partition(":")[0] for name, one in events.items()}
    assert titles == {
        "t": "CPSS Training\\, Civic Hall of Elsewhere",
        "t--opens": "Applications open (at noon Central Time)",
        "t-deadline": "Application Deadline (by 5 p.m. Central Time)",
        "t-test": "Test (at 10 a.m. Eastern Time)",
    }
    for one in events.values():
        described = one["DESCRIPTION"].replace("\\,", ",")
        assert HOURS in described
        assert DUE in described
        assert OPENS in described
    assert f"Test: {TEST}" in events["t-test"]["DESCRIPTION"].replace("\\,", ",")
    midnight = replace(TRAINING, deadline=deadline(date(2022, 4, 18), time(0)))
    titles_ = [one["SUMMARY"] for one in events_in(site(midnight)[CALENDAR])]
    assert any("(by the start of the day\\, Central Time)" in one for one in titles_)


def test_in_spanish_too() -> None:
    now = of(TRAINING)
    files = made(replace(now, site=replace(now.site, other_languages=(PageLanguage.SPANISH,))))
    words = words_of(main_of(files["es/trainings/t/index.html"]))
    assert "Horario 9 a. m. a 4 p. m. hora del este, cada día" in words
    assert "lunes, 18 de abril de 2022, 5 p. m. hora del centro" in words
    assert "Test lunes, 23 de mayo de 2022, 10 a. m. hora del este" in words
    assert "hora del centro, salvo que se indique otra" in words_of(
        main_of(files["es/trainings/index.html"])
    )


def test_staff_on_the_phone_read_it_too() -> None:
    now = of(TRAINING)
    rules = [replace(CPSS.entry, any_of=None)]
    now = replace(now, tracks=(replace(CPSS, entry=rules[0]),))
    said = eligibility_text(now, TODAY, {}, rules)
    assert f"which opens {OPENS}" in said
    assert f"Application Deadline: {DUE}" in said
    at_home = replace(of(AT_HOME), tracks=now.tracks)
    assert "Central Time" not in eligibility_text(at_home, TODAY, {}, rules)


# Other programs


def test_trainings_json_has_zone_and_offset() -> None:
    file = json.loads(site()["trainings.json"])
    Draft202012Validator(
        json.loads(site()["trainings.schema.json"]),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    ).validate(file)
    (one,) = file["trainings"]
    assert (file["timezone"], one["timezone"]) == (SITE, EASTERN)
    assert one["hours"] == {
        "opens": "09:00",
        "closes": "16:00",
        "break": None,
        "begins": "2022-05-16T09:00:00-04:00",
        "ends": "2022-05-20T16:00:00-04:00",
    }
    assert one["opens"]["instant"] == "2022-02-07T12:00:00-06:00"
    assert one["deadline"]["instant"] == "2022-04-18T17:00:00-05:00"
    assert one["milestones"][0]["instant"] == "2022-05-23T10:00:00-04:00"
    off = json.loads(site(replace(TRAINING, status=Status.POSTPONED))["trainings.json"])
    assert off["trainings"][0]["hours"] == {
        "opens": "09:00",
        "closes": "16:00",
        "break": None,
        "begins": None,
        "ends": None,
    }


def about(files: dict[str, bytes], path: str = "trainings/t/index.html") -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', files[path].decode())
    assert found
    items: dict[str, Any] = json.loads(found[1])
    return items


@pytest.mark.parametrize("zone", ["America/New_York", "America/Phoenix", "Pacific/Guam"])
@pytest.mark.parametrize("run", OVER_CHANGES.values(), ids=OVER_CHANGES)
def test_structured_data_have_the_instants_of_the_place(zone: str, run: DayRun) -> None:
    one = replace(TRAINING, place=replace(AWAY, timezone=zone), runs=(Run(run),), opens=None)
    files = site(one)
    assert one.hours is not None
    first, last = (expected(run, one.hours, zone)[n] for n in (0, -1))
    for path in ("trainings/t/index.html", "trainings/cpss/index.html"):
        item = json.dumps(about(files, path))
        starts = re.findall(r'"startDate": "([^"]*)"', item)
        ends = re.findall(r'"endDate": "([^"]*)"', item)
        assert {datetime.fromisoformat(when).astimezone(UTC) for when in starts} == {first[0]}
        assert {datetime.fromisoformat(when).astimezone(UTC) for when in ends} == {last[1]}
    # The office takes applications until its own five o'clock.
    offer = re.search(r'"validThrough": "([^"]*)"', json.dumps(about(files)))
    assert offer is not None
    assert offer[1] == "2022-04-18T17:00:00-05:00"


# Later


def instants(files: dict[str, bytes], path: str) -> list[str]:
    return re.findall(r'data-(?:since|until)="([^"]*)"', files[path].decode())


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", [date(2022, 3, 13), date(2022, 11, 6)], ids=str)
def test_pages_turn_at_the_same_instants_wherever_the_training_is(zone: str, change: date) -> None:
    """The site has one day for everything, in its own zone, also when the clocks change there."""
    one = replace(
        TRAINING,
        runs=(Run(DayRun(change + timedelta(14), change + timedelta(15))),),
        opens=Opening(label=None, moment=Moment(change, time(9)), reason=None),
        deadline=deadline(change + timedelta(7), time(17)),
    )
    away = site(replace(one, place=replace(AWAY, timezone=zone)))
    at_home = site(replace(one, place=HALL))
    for path in (
        "trainings/t/index.html",
        "trainings/index.html",
        "index.html",
        "check/index.html",
    ):
        assert instants(away, path) == instants(at_home, path), path
    opens = datetime.combine(change, time(9), ZoneInfo(SITE)).astimezone(UTC)
    closed = datetime.combine(change + timedelta(8), time(), ZoneInfo(SITE)).astimezone(UTC)
    assert {f"{opens:%Y-%m-%dT%H:%MZ}", f"{closed:%Y-%m-%dT%H:%MZ}"} <= set(
        instants(away, "trainings/t/index.html")
    )


# What does not change


def test_nothing_changes_for_a_training_in_whole_days() -> None:
    whole = training("t", CPSS, DAY, DAY + timedelta(4), place=AWAY)
    away, at_home = site(whole), site(replace(whole, place=replace(AWAY, timezone=None)))
    assert {path for path in away if away[path] != at_home[path]} == {
        "trainings.json",  # the zone of the training
        "trainings/index.html",  # unless another zone is given
    }


def test_the_zone_of_a_place_is_told_to_subscribers_once() -> None:
    before = of(replace(TRAINING, place=replace(AWAY, timezone=None)))
    now = of(TRAINING)
    ledger = recorded(before, Ledger(), TODAY)
    again = recorded(now, ledger, TODAY + timedelta(1))
    later = recorded(now, again, TODAY + timedelta(2))
    sequences = {
        event.name: (event.sequence, again.events[uid].sequence, later.events[uid].sequence)
        for uid, event in ledger.events.items()
    }
    assert sequences == dict.fromkeys(("t", "t--opens", "t-deadline", "t-test"), (0, 1, 1))
    for known, expected_ in ((ledger, "1"), (again, "1"), (later, "1")):
        files = made(now, ledger=known)
        assert {one["SEQUENCE"] for one in events_in(files[CALENDAR])} == {expected_}
        assert [one["UID"] for one in events_in(files[CALENDAR])] == [
            one["UID"] for one in events_in(made(before)[CALENDAR])
        ]


# From files


@cache
def every_state() -> Programme:
    found = check_site(read_site_files(EVERY_STATE), lambda _: date(2031, 3, 5)).programme
    assert found is not None
    return found


def places_with(old: bytes, new: bytes) -> dict[str, Place]:
    files = read_site_files(EVERY_STATE)
    path = "content/places.yaml"
    assert old in files.read[path]
    read = {**files.read, path: files.read[path].replace(old, new)}
    found = check_site(replace(files, read=read), lambda _: date(2031, 3, 5)).programme
    assert found is not None
    return {place.id: place for place in found.places}


def test_a_place_has_the_zone_that_is_written_with_it() -> None:
    zones = {place.id: place.timezone for place in every_state().places}
    assert zones == {
        "online": None,
        "hall": None,
        "both": "America/Chicago",
        "long-place": "America/Phoenix",
    }
    assert every_state().timezones == (EASTERN, "America/Chicago", "America/Phoenix")


def test_the_zone_of_the_site_written_with_a_place_is_no_other_zone() -> None:
    places = places_with(b"timezone: America/Chicago", b"timezone: America/New_York")
    assert places["both"].timezone is None


def test_what_is_online_may_be_given_from_another_zone() -> None:
    places = places_with(b"mode: virtual", b"mode: virtual\n    timezone: America/Denver")
    assert places["online"].timezone == "America/Denver"
    away = site(replace(TRAINING, place=replace(VIRTUAL, timezone="America/Denver")))
    assert "9 a.m. to 4 p.m. Mountain Time" in words_of(main_of(away["trainings/t/index.html"]))


def test_the_site_of_every_state_shows_trainings_elsewhere() -> None:
    files = made(every_state(), today=date(2031, 3, 5))
    assert "9 a.m. to noon Arizona Time, each day" in shown(
        files["trainings/long-names/index.html"]
    )
    due = files["trainings/closes-today/closes-today.ics"]
    assert "(by 5 p.m. Eastern Time)" in "\n".join(lines_of(due))
    for id_, zone in (("long-names", "America/Phoenix"), ("closes-today", "America/Chicago")):
        (one,) = (one for one in every_state().trainings if one.id == id_)
        assert one.hours is not None
        found = turns(files[f"trainings/{id_}/{id_}.ics"], id_)
        assert found == expected(one.runs[0].days, one.hours, zone)


def test_a_deadline_at_midnight_says_whose_midnight_that_is() -> None:
    at_midnight = deadline(date(2022, 4, 18), time(0))
    away, at_home = (replace(one, deadline=at_midnight) for one in (TRAINING, AT_HOME))
    for one, said in ((away, "begins, Central Time"), (at_home, "begins")):
        page = planned(of(one), TODAY)["trainings/index.html"]
        assert f"<span>Apply before this day {said}</span>" in main_of(shown(page))
