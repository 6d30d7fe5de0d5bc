"""Runs of days with a name, hours or a place of their own, in every output."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from programmes import CPSS, HALL, VIRTUAL, no_deadline, training
from read_pages import said_in
from test_not_announced_everywhere import events, in_json, of, planned, site

from sitegen.eligible.answer import eligibility_text
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import DayRun, Hours, Run, Status, Training
from sitegen.record import recorded
from sitegen.source.fields import TBD, OwnWords


def run(first: tuple[int, int], last: tuple[int, int] | None = None, **own: Any) -> Run:
    return Run(DayRun(date(2022, *first), date(2022, *(last or first))), **own)


EVENING, MORNING = Hours(time(17), time(20, 30)), Hours(time(9), time(13))
RETREAT = run((5, 3), (5, 5), label=OwnWords("Retreat"), hours=MORNING, place=HALL)
TRAINING = training(
    "t",
    CPSS,
    date(2022, 3, 21),
    runs=(run((3, 21), (3, 24)), run((3, 25)), run((4, 11), (4, 14)), RETREAT, run((6, 6))),
    hours=EVENING,
    open_deadline=no_deadline(NoDeadline.ANY_TIME),
)
FEW = replace(TRAINING, runs=(TRAINING.runs[0], RETREAT, TRAINING.runs[4]))
BEFORE, BETWEEN, DURING, AFTER = (
    date(2022, 3, 1),
    date(2022, 4, 20),
    date(2022, 5, 4),
    date(2022, 6, 7),
)
CARDS = (
    "trainings/cpss/index.html",
    *("trainings/t/index.html", "trainings/t/print/index.html"),
)
TRACK = "trainings/cpss/index.html"
RETREAT_DAYS = "Tuesday, May 3 to Thursday, May 5, 2022"


def test_cards_name_the_first_of_many_runs_and_how_many_more_there_are() -> None:
    files = site(TRAINING, today=BEFORE)
    said = "Monday, March 21 to Thursday, March 24, 2022 Friday, March 25, 2022 and 3 more"
    for path in (*CARDS, "index.html", "embed/index.html", "embed/cpss/index.html"):
        assert said in said_in(files[path]), path


def test_cards_show_all_of_a_few_runs_with_their_names_and_other_places() -> None:
    files = site(FEW, today=BEFORE)
    for path in (*CARDS, "index.html", "embed/index.html"):
        assert f"Retreat: {RETREAT_DAYS}, {HALL.name} Monday, June 6, 2022" in said_in(files[path])


def test_while_it_is_under_way_cards_say_which_run_is_next() -> None:
    files = site(TRAINING, today=BETWEEN)
    for path in CARDS:
        page = said_in(files[path])
        assert f"Next: Retreat: {RETREAT_DAYS}, {HALL.name} Monday, June 6, 2022" in page, path
        assert "more" not in page[page.index("Next:") : page.index("June 6, 2022")]
    html = files[TRACK].decode()
    assert '<span data-until="2022-05-03T05:00Z">Next: </span>' in html
    # Read later, it shows what is still to come, and the last run for ever.
    assert '<span data-until="2022-05-06T05:00Z">Retreat: ' in html


def test_what_has_begun_is_not_said_to_be_next() -> None:
    files = site(TRAINING, today=DURING)
    assert "Next:" not in said_in(files[TRACK])
    assert f"Retreat: {RETREAT_DAYS}" in said_in(files[TRACK])


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_nothing_is_next_of_what_is_called_off(status: Status) -> None:
    for path, data in site(replace(TRAINING, status=status), today=BETWEEN).items():
        assert b"Next:" not in data, path


def test_the_page_and_the_sheet_say_of_each_run_what_holds_on_it() -> None:
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        page = said_in(site(TRAINING, today=BEFORE)[path])
        evening = "5 p.m. to 8:30 p.m. Central Time"
        for said in (
            f"Monday, March 21 to Thursday, March 24, 2022 {evening}, each day {VIRTUAL.name}",
            f"Friday, March 25, 2022 {evening} {VIRTUAL.name}",
            f"Retreat: {RETREAT_DAYS} 9 a.m. to 1 p.m. Central Time, each day {HALL.name}",
        ):
            assert said in page, (path, said)
        assert "Hours " not in page
        assert re.search(rf"Place {VIRTUAL.name}.*{HALL.name}.*1 Main Street", page)


def test_where_only_names_differ_hours_and_place_are_said_once() -> None:
    named = replace(TRAINING, runs=(run((3, 21)), run((3, 28), label="Test")))
    page = said_in(site(named, today=BEFORE)["trainings/t/index.html"])
    assert page.count("5 p.m. to 8:30 p.m. Central Time, each day") == 1
    assert "Days Monday, March 21, 2022 Test: Monday, March 28, 2022 Hours 5 p.m." in page


def entries(html: str) -> list[tuple[str, str]]:
    """The month and the words of each entry of a list of dates."""
    found, month = [], ""
    for part in re.split(r"(?=<h2|<li class=\"date )", html):
        words = " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<[^>]* hidden>[^<]*", "", part)).split())
        if part.startswith("<h2"):
            month = words
        elif part.startswith("<li") and "CPSS" in words:
            found.append((month, words))
    return found


def test_lists_and_years_show_runs_under_their_own_month() -> None:
    for path in ("trainings/index.html", "years/2022/index.html"):
        html = site(TRAINING, today=BEFORE)[path].decode()
        found = entries(html)
        months = [month for month, _ in found]
        assert months == ["March 2022", "April 2022", "May 2022", "June 2022"], path
        assert " Retreat " in found[2][1]
        assert f" {HALL.name}" in found[2][1]
        assert f" {VIRTUAL.name}" in found[3][1]


def test_runs_that_are_over_leave_the_list_of_what_is_ahead_and_are_over_in_the_year() -> None:
    files = site(TRAINING, today=BETWEEN)
    ahead = entries(files["trainings/index.html"].decode())
    assert [month for month, _ in ahead] == ["May 2022", "June 2022"]
    of_year = entries(files["years/2022/index.html"].decode())
    assert [" Over " in words for _, words in of_year] == [True, True, False, False]


def test_each_run_is_an_entry_of_calendars_with_its_hours_its_place_and_its_name() -> None:
    found = events(site(TRAINING, today=BEFORE)["trainings/t/t.ics"])
    assert [*found] == ["t", "t-2", "t-3", "t-4", "t-5"]
    retreat = found["t-4"]
    assert retreat["SUMMARY"] == f"CPSS Training, {HALL.name}, part 4 of 5: Retreat"
    assert retreat["LOCATION"] == f"{HALL.name}, 1 Main Street, Jackson, MS 39201"
    assert retreat["DTSTART"].dt.isoformat() == "2022-05-03T09:00:00-05:00"
    assert retreat["DTEND"].dt.isoformat() == "2022-05-03T13:00:00-05:00"
    assert retreat["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [3]}
    other = found["t-2"]
    assert other["DTSTART"].dt.isoformat() == "2022-03-25T17:00:00-05:00"
    assert other["LOCATION"] == VIRTUAL.name
    line = f"Retreat: {RETREAT_DAYS}; 9 a.m. to 1 p.m. Central Time, each day; {HALL.name}\n"
    assert all(line in one["DESCRIPTION"] for one in found.values())


def test_a_place_of_some_days_that_is_not_decided() -> None:
    one = replace(TRAINING, runs=(run((3, 21)), run((3, 28), place=TBD)))
    files = site(one, today=BEFORE)
    assert events(files["trainings/t/t.ics"])["t-2"]["LOCATION"] == "To be announced"
    page = said_in(files["trainings/t/index.html"])
    assert "Monday, March 28, 2022 Place not set yet" in page
    assert "Ask us before you plan your trip." in page
    assert in_json(files)["days"][1]["place"] is None


def test_trainings_as_json_give_each_run_whole() -> None:
    files = site(TRAINING, today=BEFORE)
    whole = json.loads(files["trainings.json"])
    Draft202012Validator(json.loads(files["trainings.schema.json"])).validate(whole)
    found = in_json(files)
    evening = {"opens": "17:00", "closes": "20:30", "break": None}
    assert found["days"][0]["hours"] == evening
    assert found["hours"] == {
        **evening,
        "begins": "2022-03-21T17:00:00-05:00",
        "ends": "2022-06-06T20:30:00-05:00",
    }
    assert {**found["days"][3], "place": found["days"][3]["place"]["id"]} == {
        "first": "2022-05-03",
        "last": "2022-05-05",
        "label": "Retreat",
        "hours": {"opens": "09:00", "closes": "13:00", "break": None},
        "timezone": "America/Chicago",
        "place": HALL.id,
    }


def test_structured_data_gives_each_run_as_a_part() -> None:
    html = site(TRAINING, today=BEFORE)["trainings/t/index.html"].decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    parts = data["subEvent"]
    assert parts[3]["name"] == "CPSS Training: Retreat"
    assert parts[3]["startDate"] == "2022-05-03T09:00:00-05:00"
    assert parts[3]["endDate"] == "2022-05-05T13:00:00-05:00"
    assert parts[3]["location"]["name"] == HALL.name
    assert parts[0]["location"]["@type"] == "VirtualLocation"
    assert [one["@type"] for one in data["location"]] == ["VirtualLocation", "Place"]
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert data["endDate"] == "2022-06-06T20:30:00-05:00"


def test_staff_read_every_place() -> None:
    said = eligibility_text(of(TRAINING), BEFORE, {}, (CPSS.entry,))
    places = f"{VIRTUAL.name} and {HALL.name}"
    assert f"Monday, March 21 to Monday, June 6, 2022, {places}\n" in said


def test_calendars_and_the_ledger_follow_what_holds_on_one_run_only() -> None:
    before = recorded(of(TRAINING), Ledger(), BEFORE)
    assert {e.name: e.place for e in before.present()} == {
        "t": "virtual",
        "t-2": "virtual",
        "t-3": "virtual",
        "t-4": "hall",
        "t-5": "virtual",
    }
    assert recorded(of(TRAINING), before, BETWEEN) == before

    def changed(**own: Any) -> set[int]:
        retreat = replace(RETREAT, **own)
        runs = (*TRAINING.runs[:3], retreat, *TRAINING.runs[4:])
        after = recorded(of(replace(TRAINING, runs=runs)), before, BETWEEN)
        assert {e.name for e in after.present()} == {e.name for e in before.present()}
        return {e.sequence for e in after.present()}

    # The description of each entry lists all runs.
    assert changed(label="Last days") == changed(hours=None) == changed(place=None) == {1}


def test_a_training_without_anything_of_its_own_is_told_as_before() -> None:
    plain: Training = replace(TRAINING, runs=tuple(Run(one.days) for one in TRAINING.runs))
    assert plain.places == (VIRTUAL,)
    description = events(site(plain, today=BEFORE)["trainings/t/t.ics"])["t"]["DESCRIPTION"]
    assert description.startswith("CPSS Training: Monday, March 21 to Thursday, March 24, 2022; ")
    assert "\n5 p.m. to 8:30 p.m. Central Time, each day\n" in description


def test_two_sessions_of_a_day_are_one_entry_and_both_are_said() -> None:
    split = Hours(time(9), time(16, 30), (time(12), time(13)))
    files = site(replace(TRAINING, runs=(run((3, 21), (3, 22)),), hours=split), today=BEFORE)
    said = "9 a.m. to noon and 1 p.m. to 4:30 p.m. Central Time, each day"
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        assert f"Hours {said}" in said_in(files[path])
    found = events(files["trainings/t/t.ics"])
    assert [*found] == ["t"]
    assert found["t"]["DTSTART"].dt.isoformat() == "2022-03-21T09:00:00-05:00"
    assert found["t"]["DTEND"].dt.isoformat() == "2022-03-21T16:30:00-05:00"
    assert f"\n{said}\n" in found["t"]["DESCRIPTION"]
    hours = {
        "opens": "09:00",
        "closes": "16:30",
        "break": {"begins": "12:00", "ends": "13:00"},
    }
    assert in_json(files)["hours"].items() >= hours.items()


def test_hours_without_a_break_are_known_to_subscribers_as_before() -> None:
    """Digests of the ledger hold how hours are written, and no entry may seem to have changed."""
    hours = Hours(time(9), time(16))
    assert str(hours) == "Hours(opens=datetime.time(9, 0), closes=datetime.time(16, 0))"


def test_spanish_pages_say_it_too() -> None:
    now = of(FEW)
    spanish = replace(now, site=replace(now.site, other_languages=(PageLanguage("es"),)))
    page = planned(spanish, BETWEEN)["es/trainings/t/index.html"].decode()
    assert '<span lang="en">Retreat</span>: ' in page
    assert "A continuación: " in page
