"""Days that are not announced yet, in every output: what is known is said, no day is made up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator
from programmes import CPSS, deadline, expected_training, no_deadline, planned, programme, training
from read_pages import from_status, said_in, shown
from test_states_everywhere import tags_in

from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import LEDGER_PATH, Ledger, read_ledger, write_ledger
from sitegen.programme.model import (
    Change,
    DayRun,
    Expected,
    Milestone,
    Moment,
    Opening,
    Programme,
    Run,
    Season,
    Status,
    Training,
)
from sitegen.record import recorded

TODAY, DUE, OPENS = date(2022, 3, 1), date(2022, 5, 2), date(2022, 4, 4)
SAID, YET = "June 2022, days not announced yet", "The days of this training are not announced yet."
INTERVIEWS = DayRun(date(2022, 5, 9), date(2022, 5, 9))

BARE = expected_training("t", CPSS, 2022, 6)
DATED = replace(
    BARE,
    deadline=deadline(DUE),
    milestones=(Milestone(label="Interviews", days=INTERVIEWS, at=None),),
)
OPENING = Opening(label=None, moment=Moment(OPENS), reason=None)
EVERY = {
    "June 2022": Expected(2022, 6),
    "summer 2022": Expected(2022, Season.SUMMER),
    "2022": Expected(2022),
    "": Expected(),
}
MADE_UP = re.compile(r"2022-?06-?\d\d|2022-?12-?31|2022-?08-?31|2099|June \d\d?\b|de junio")


def of(*trainings: Training) -> Programme:
    rule = Rule(subject=Subject.DESIGNATION, id="adult", name="Adult")
    return programme(trainings=trainings, designations=(rule,))


def site(
    *trainings: Training, today: date = TODAY, ledger: Ledger | None = None
) -> Mapping[str, bytes]:
    return planned(of(*trainings), today, ledger)


def events(data: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(data).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def in_json(files: Mapping[str, bytes]) -> dict[str, Any]:
    (found,) = json.loads(files["trainings.json"])["trainings"]
    return found


LISTS = (
    *("trainings/index.html", "trainings/cpss/index.html", "trainings/cpss/flyer/index.html"),
    *("index.html", "embed/index.html", "embed/cpss/index.html", "years/2022/index.html"),
    *("trainings/t/index.html", "trainings/t/print/index.html", "check/index.html"),
    "designations/index.html",
)


def test_every_page_says_the_month_and_that_the_days_are_not_announced() -> None:
    files = site(DATED)
    for path in LISTS:
        assert SAID in said_in(files[path]), path
        assert set(tags_in(shown(files[path]))) <= {"Days not announced yet", "Past"}, path
    assert {p for p, data in files.items() if SAID.encode() in data and p.endswith("html")} == {
        *LISTS
    }


@pytest.mark.parametrize("expected", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.FULL, Status.CANCELLED])
@pytest.mark.parametrize("today", [TODAY, date(2022, 5, 3), date(2023, 1, 2)], ids=str)
def test_no_output_makes_up_a_day(expected: Expected, status: Status, today: date) -> None:
    """Only the moment at which the time is over stands in it, for the script and for schedulers."""
    one = replace(DATED, expected=expected, status=status, opens=OPENING)
    for path, data in site(one, today=today).items():
        if path.startswith("assets/") or "schema" in path:
            continue
        said = re.sub(r"data-(since|until)=\"[^\"]*\"|\"when\": \"[^\"]*\"", "", data.decode())
        assert not MADE_UP.search(said), path
        assert 'event-days"><span class="away">, </span></span>' not in said, path


@pytest.mark.parametrize(("said", "expected"), EVERY.items(), ids=EVERY)
def test_its_name_and_its_words_claim_no_more_than_is_known(said: str, expected: Expected) -> None:
    files = site(replace(BARE, expected=expected))
    page = said_in(files["trainings/t/index.html"])
    name = f"CPSS Training in {said}" if said else "CPSS Training (days not announced yet)"
    begun = f"{said[0].upper()}{said[1:]}, days not announced yet" if said else ""
    assert f"<title>{name} – " in files["trainings/t/index.html"].decode()
    assert (begun or "Days not announced yet") in page
    assert ("2022" in page) is bool(said)
    assert ("years/2022/index.html" in files) is bool(said)
    status = from_status(files["trainings/t/index.html"])
    assert status.startswith(f"Days not announced yet {YET} No deadline is set yet.")


def test_a_past_page_does_not_say_yet() -> None:
    files = site(BARE, today=date(2022, 7, 1))
    said = said_in(files["trainings/t/index.html"])
    status = from_status(files["trainings/t/index.html"])
    assert status.startswith("Days not announced The days of this training were not announced.")
    assert "yet" not in said
    assert "June 2022, days not announced" in said_in(files["trainings/past/2022/index.html"])
    assert "June 2022" not in said_in(files["trainings/index.html"])


def test_what_nothing_is_known_of_is_never_past() -> None:
    files = site(expected_training("t", CPSS, 2022), today=date(2022, 3, 1))
    some_day = replace(BARE, expected=Expected())
    later = site(some_day, today=date(2031, 1, 1))
    assert "Days not announced yet" in said_in(later["trainings/index.html"])
    assert b"data-until" not in re.sub(
        rb"<aside.*?</aside>", b"", later["trainings/t/index.html"], flags=re.DOTALL
    )
    assert "2022, days not announced yet" in said_in(files["trainings/index.html"])


def test_they_stand_behind_what_has_days_under_a_heading_of_their_own() -> None:
    several = [
        training("june", CPSS, date(2022, 6, 30)),
        replace(BARE, id="e-june"),
        training("july", CPSS, date(2022, 7, 1)),
        training("august", CPSS, date(2022, 8, 31)),
        replace(BARE, id="e-summer", expected=Expected(2022, Season.SUMMER)),
        training("december", CPSS, date(2022, 12, 5)),
        replace(BARE, id="e-year", expected=Expected(2022)),
        training("next", CPSS, date(2023, 2, 6)),
        replace(BARE, id="e-some-day", expected=Expected()),
    ]
    files = site(*reversed(several))
    headings = [
        *("June 2022", "June 2022, days not announced yet", "July 2022", "August 2022"),
        *("Summer 2022, days not announced yet", "December 2022", "2022, days not announced yet"),
        *("February 2023", "Days not announced yet"),
    ]
    found = re.findall(r"<h2 id=\"[^\"]*\">([^<]*)</h2>", files["trainings/index.html"].decode())
    assert found[: len(headings)] == headings
    rows = re.findall(r"<tr id=.*?</tr>", files["years/2022/index.html"].decode(), re.DOTALL)
    in_year = [re.search(r'/trainings/([^"/]*)/"', row) for row in rows]
    assert [found[1] for found in in_year if found] == [one.id for one in several[:7]]
    page = files["trainings/cpss/index.html"].decode()
    linked = re.findall(r'date-what"><a href="[^"]*/trainings/([^"/]*)/"', page)
    assert linked == [one.id for one in several]
    in_data = [one["id"] for one in json.loads(files["trainings.json"])["trainings"]]
    assert in_data == [one.id for one in several]


def test_two_of_one_month_have_names_of_their_own() -> None:
    files = site(BARE, replace(BARE, id="u", place=None))
    names = {
        re.search("<title>(.*?) – ", files[f"trainings/{name}/index.html"].decode())
        for name in ("t", "u")
    }
    assert len({found[1] for found in names if found}) == 2


def test_one_can_apply_until_a_deadline_that_is_known() -> None:
    files = site(DATED)
    until = f"{YET} You can apply until the end of Monday, May 2, 2022."
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        assert until in said_in(files[path]), path
        assert "How to apply" in said_in(files[path]), path
    assert until in said_in(files["index.html"])
    assert (in_json(files)["can_apply"], in_json(files)["state"]) == (True, "not-announced")
    assert in_json(files)["deadline"]["day"] == "2022-05-02"
    late = site(DATED, today=date(2022, 5, 3))
    could = f"{YET} You could apply until the end of Monday, May 2, 2022."
    assert could in said_in(late["trainings/t/index.html"])
    assert "How to apply" not in said_in(late["trainings/t/index.html"])
    assert not in_json(late)["can_apply"]


def test_before_it_opens_one_cannot() -> None:
    files = site(replace(DATED, opens=OPENING))
    page = said_in(files["trainings/t/index.html"])
    assert f"{YET} You can apply from Monday, April 4, 2022 on." in page
    assert "How to apply" not in page
    assert not in_json(files)["can_apply"]
    assert f"{YET} You can apply from Monday, April 4, 2022 on." in said_in(files["index.html"])
    opened = site(replace(DATED, opens=OPENING), today=date(2022, 4, 5))
    assert in_json(opened)["can_apply"]


def test_where_a_rule_will_say_when_it_opens_one_cannot_apply_yet() -> None:
    files = site(replace(DATED, opens_with_days=True))
    page = said_in(files["trainings/t/index.html"])
    assert f"Days not announced yet {YET} What comes next" in page
    assert "You can apply" not in page
    assert not in_json(files)["can_apply"]


def test_without_a_known_deadline_nothing_says_that_one_can_apply() -> None:
    files = site(BARE)
    assert f"{YET} No deadline is set yet." in said_in(files["trainings/t/index.html"])
    assert "How to apply" not in said_in(files["trainings/t/index.html"])
    assert not in_json(files)["can_apply"]
    assert (in_json(files)["deadline"], in_json(files)["no_deadline"]) == (None, None)
    assert "June 2022" not in said_in(files["embed/index.html"])


@pytest.mark.parametrize("how", NoDeadline)
def test_where_there_is_no_deadline_one_can_apply_at_once(how: NoDeadline) -> None:
    files = site(replace(BARE, open_deadline=no_deadline(how)))
    page = said_in(files["trainings/t/index.html"])
    assert f"Days not announced yet {YET} There is no deadline." in page
    assert "How to apply" in page
    assert in_json(files)["can_apply"]


def test_what_is_full_or_cancelled_says_so() -> None:
    full = said_in(site(replace(DATED, status=Status.FULL))["trainings/t/index.html"])
    assert "Full All places are taken." in full
    off = site(replace(DATED, status=Status.CANCELLED, changes=(Change(on=TODAY, what="Off."),)))
    page = said_in(off["trainings/t/index.html"])
    assert "Cancelled This training is cancelled." in page
    assert "May 2" not in page
    assert "<title>CPSS Training in June 2022 (cancelled) – " in (
        off["trainings/t/index.html"].decode()
    )


def test_calendars_have_what_is_dated_and_no_entry_for_its_days() -> None:
    files = site(replace(DATED, opens=OPENING))
    names = {"t--opens", "t-deadline", "t-interviews"}
    for path in ("trainings/t/t.ics", "calendars/all-trainings-and-deadlines.ics"):
        found = events(files[path])
        assert set(found) == names, path
        for one in found.values():
            assert str(one["SUMMARY"]).endswith(": CPSS Training, June 2022")
            assert f"CPSS Training: {SAID}" in str(one["DESCRIPTION"])
            assert "RELATED-TO" not in one  # what it would name is in no calendar
    assert events(files["calendars/all-trainings.ics"]) == {}
    assert "Add the dates that are known (.ics)" in said_in(files["trainings/t/index.html"])


def test_while_nothing_is_dated_it_has_no_calendar_file() -> None:
    files = site(BARE)
    assert "trainings/t/t.ics" not in files
    assert ".ics" not in files["trainings/t/index.html"].decode().partition("<main")[2]
    assert in_json(files)["calendar"] is None


@pytest.mark.parametrize("expected", EVERY.values(), ids=EVERY)
def test_trainings_json_says_what_is_known_as_its_schema_has_it(expected: Expected) -> None:
    files = site(replace(DATED, expected=expected), training("d", CPSS, date(2022, 5, 16)))
    schema = json.loads(files["trainings.schema.json"])
    Draft202012Validator(schema).validate(json.loads(files["trainings.json"]))
    both = {one["id"]: one for one in json.loads(files["trainings.json"])["trainings"]}
    assert both["d"]["expected"] is None
    assert both["t"]["days"] == both["t"]["previous_days"] == []
    part = expected.part
    assert both["t"]["expected"] == {
        "year": expected.year,
        "season": "summer" if part is Season.SUMMER else None,
        "month": part if isinstance(part, int) else None,
    }


def test_it_is_no_event_for_search_engines_and_no_instance_of_its_course() -> None:
    files = site(DATED)
    assert "EducationEvent" not in files["trainings/t/index.html"].decode()
    assert "CourseInstance" not in files["trainings/cpss/index.html"].decode()
    both = site(DATED, training("d", CPSS, date(2022, 5, 16)))["trainings/cpss/index.html"].decode()
    assert both.count('"CourseInstance"') == 1


def test_staff_read_no_day_either() -> None:
    said = eligibility_text(of(replace(DATED, opens=OPENING)), TODAY, {}, (CPSS.entry,))
    assert f"next training, which opens Monday, April 4, 2022: {SAID}, Virtual Training\n" in said
    assert not MADE_UP.search(said)


# What subscribers are told.


def published(one: Training, before: Ledger | None = None, on: date = TODAY) -> Ledger:
    """Give the ledger after `one` was published, as it is read from its file."""
    now = recorded(of(one), before or Ledger(), on)
    read, problems = read_ledger(LEDGER_PATH, write_ledger(now))
    assert not problems
    assert read == now
    return now


ANNOUNCED = replace(
    DATED,
    runs=(Run(DayRun(date(2022, 6, 6), date(2022, 6, 10))),),
    expected=Expected(),
    changes=(Change(on=date(2022, 3, 15), what="Days announced: June 6 to 10, 2022."),),
)


@pytest.mark.parametrize("one", [BARE, DATED])
def test_the_ledger_remembers_that_it_has_no_days(one: Training) -> None:
    ledger = published(one)
    own = next(event for event in ledger.events.values() if event.name == "t")
    assert (own.expected, own.digest, own.sequence) == ("June 2022", "", 0)
    assert published(one, ledger, date(2022, 3, 9)) == ledger


def test_days_that_are_announced_are_a_change_and_no_new_training_and_no_move() -> None:
    before = published(DATED)
    after = published(ANNOUNCED, before, date(2022, 3, 15))
    own = next(event for event in after.events.values() if event.name == "t")
    assert (own.expected, own.moved_from, own.sequence) == (None, None, 0)
    assert own.added == TODAY
    for ledger in (before, after):
        files = site(ANNOUNCED, today=date(2022, 3, 20), ledger=ledger)
        news = [item["content_text"] for item in json.loads(files["changes.json"])["items"]]
        assert news == ["Days announced: June 6 to 10, 2022.", "New training."]
        page = files["trainings/t/index.html"].decode()
        assert "tag-moved" not in page
        assert "EventRescheduled" not in page
        found = events(files["calendars/all-trainings.ics"])
        assert str(found["t"]["SUMMARY"]).startswith("CPSS Training")
        assert found["t"]["SEQUENCE"] == 0
    deadlines = events(site(ANNOUNCED, ledger=before)["trainings/t/t.ics"])
    assert deadlines["t-deadline"]["SEQUENCE"] == 1  # it says on which days it is now
    assert deadlines["t-deadline"]["RELATED-TO"] == deadlines["t"]["UID"]
