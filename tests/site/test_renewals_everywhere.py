"""How certifications are renewed, in every output of the site that shows every state."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from icalendar import Calendar
from read_pages import said_in

from sitegen.check import Checked, check_site
from sitegen.eligible.answer import eligibility_text
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.deadline_rules import DueDay, IfClosed
from sitegen.programme.model import Change, DayRun, Moment, Programme, Renewal
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.kinds import Form
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.wording import ENGLISH

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
TODAY = date(2031, 3, 5)
BASE = "https://example.org/examplia/"
UID = "certification-renewal-2034"
TERM = "Every 4 years, by September 30 or the working day before."
SINCE_CERTIFIED = "Every 2 years, counted from the day on the certificate."
DAY = "Friday, September 29, 2034"


@cache
def now() -> Checked:
    return check_site(read_site_files(EVERY_STATE), lambda _: TODAY)


def programme() -> Programme:
    found = now().programme
    assert found is not None
    return found


@cache
def site(today: date = TODAY) -> dict[str, bytes]:
    ledger = now().ledger
    files = plan(
        programme(),
        ledger=ledger,
        today=today,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendar_files(programme(), ledger, today=today, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}


def events(path: str) -> dict[str, object]:
    found = Calendar.from_ical(site()[path]).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def test_all_of_it_stands_beside_its_certification() -> None:
    text = said_in(site(TODAY)["designations/index.html"])
    first, second = text.split("Needed later: ")[1:]
    assert first.startswith("Examplian certification")
    assert f"Renewal of the certification {TERM} The next dates {DAY}, by the end of" in first
    assert (
        "What you must show Continuing education: 40 hours of which Ethics: 3 hours "
        "of which Cultural humility: 1 hour Work with peers: 1000 hours Cost: $50 "
        "Send the form before that day." in first
    )
    assert "What you need for it: Application for Example Training" in first
    assert second.startswith("Helper certification")
    assert f"Renewal of the certification {SINCE_CERTIFIED}" in second
    assert "The next dates" not in second


@pytest.mark.parametrize("path", ["check/index.html", "trainings/example/index.html"])
def test_how_often_stands_where_one_reads_of_the_certification(path: str) -> None:
    assert f"Renewal of the certification: {TERM}" in said_in(site(TODAY)[path])
    assert f"Renewal of the certification: {SINCE_CERTIFIED}" in said_in(site(TODAY)[path])


def test_its_next_day_is_a_deadline_as_any_other() -> None:
    for path in ("trainings/index.html", "years/2034/index.html"):
        due = f"{DAY} 29 Fri Renewal of the certification"
        assert due in said_in(site(TODAY)[path])
    assert f'id="deadline-{UID}"' in site()["trainings/index.html"].decode()
    for path in ("designations/index.html", "years/2034/index.html"):
        assert f'/trainings/#deadline-{UID}"' in site()[path].decode()


@pytest.mark.parametrize(
    "path",
    [
        "calendars/other-deadlines.ics",
        f"calendars/all-{Form.DEADLINES}.ics",
        f"calendars/all-{Form.EVERYTHING}.ics",
    ],
)
def test_calendars_have_it_under_a_name_for_ever(path: str) -> None:
    event = events(path)[UID]
    assert event["DTSTART"].dt == date(2034, 9, 29)  # type: ignore[index]
    assert event["SUMMARY"] == "Renewal of the certification"  # type: ignore[index]


def test_the_ledger_holds_it_and_a_rule_that_stays_is_told_to_nobody() -> None:
    ledger = recorded(programme(), now().ledger, TODAY)
    event = ledger.events[f"{UID}@examplia.example.org"]
    assert (event.of, event.days.first, event.changes) == (UID, date(2034, 9, 29), 0)
    assert recorded(programme(), ledger, date(2031, 4, 5)) == ledger


def test_a_written_day_stands_for_the_computed_one_of_its_year() -> None:
    days = {one.id: one.moment.day for one in programme().deadlines if one.renewal_of}
    assert days == {"renewal-past": date(2030, 9, 30), UID: date(2034, 9, 29)}
    in_time = said_in(site(date(2030, 9, 30))["designations/index.html"])
    assert "The next dates Monday, September 30, 2030, by the end of the day" in in_time
    late = said_in(site(date(2035, 1, 1))["designations/index.html"])
    assert TERM in late
    assert "The next dates" not in late


def test_other_programs_have_it_as_data() -> None:
    data = json.loads(site()["trainings.json"])
    first, second = data["credentials"]
    assert first["url"] == f"{BASE}designations/#certification"
    assert (first["renewal"]["valid_for"], first["renewal"]["term"]) == ("P4Y", TERM)
    assert [one["hours"] for one in first["renewal"]["hours"]] == [40, 1000]
    assert [one["hours"] for one in first["renewal"]["hours"][0]["including"]] == [3, 1]
    assert (second["id"], second["renewal"]["hours"]) == ("helpers", [])
    due = {one["id"]: one["renewal_of"] for one in data["deadlines"]}
    assert (due[UID], due["renewal"]) == ("certification", None)


def test_search_engines_are_told_how_long_it_is_valid() -> None:
    html = site()["designations/index.html"].decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    items = [json.loads(one) for one in found]
    kept = [one for one in items if one["@type"] == "EducationalOccupationalCredential"]
    assert [(one["name"], one["validFor"]) for one in kept] == [
        ("Examplian certification", "P4Y"),
        ("Helper certification", "P2Y"),
    ]
    fragments = {one["url"].partition("#")[2] for one in kept}
    assert all(f'id="{fragment}"' in html for fragment in fragments)


def test_staff_on_the_phone_read_it_too() -> None:
    rules = tuple(one.rule for one in programme().certifications)
    said = eligibility_text(programme(), TODAY, {}, rules)
    assert f"  Renewal of the certification: {TERM}\n  next: {DAY}\n" in said
    assert (
        "  to show: 40 hours of Continuing education (3 hours of Ethics and 1 hour of Cultural "
        "humility among them)\n  to show: 1000 hours of Work with peers\n  cost: $50\n" in said
    )
    assert f"  Renewal of the certification: {SINCE_CERTIFIED}\n\n" in said


def test_in_another_language_only_the_words_of_the_office_stay() -> None:
    html = site()["es/designations/index.html"].decode()
    assert "Cada 4 años, hasta el 30 de septiembre o el día hábil anterior." in html
    assert '<span lang="en">Continuing education</span>: 40 horas' in html


@pytest.mark.parametrize(
    ("every", "due", "from_year", "term"),
    [
        (1, DueDay(DayOfYear(12, 31), IfClosed.KEEP), None, "Every year, by December 31."),
        (
            2,
            DueDay(WeekdayOfMonth(-1, 0, 5), IfClosed.NEXT),
            2030,
            "Every 2 years, by the last Monday of May or the working day after.",
        ),
        (
            3,
            DueDay(DayOfYear(6, 30), IfClosed.KEEP),
            None,
            "Every 3 years, by June 30. The year depends on the certificate.",
        ),
    ],
)
def test_what_depends_on_the_certificate_is_said(
    every: int, due: DueDay, from_year: int | None, term: str
) -> None:
    renewal = programme().certifications[0].renewal
    assert isinstance(renewal, Renewal)
    assert ENGLISH.renewal_term(replace(renewal, every=every, due=due, from_year=from_year)) == term


def test_another_day_for_it_is_the_same_entry_moved() -> None:
    ledger = recorded(programme(), now().ledger, TODAY)
    told = (Change(on=date(2031, 4, 1), what="The day is September 28."),)
    moved = replace(
        programme(),
        deadlines=tuple(
            replace(one, moment=Moment(date(2034, 9, 28)), changes=told) if one.id == UID else one
            for one in programme().deadlines
        ),
    )
    after = recorded(moved, ledger, date(2031, 4, 1)).events[f"{UID}@examplia.example.org"]
    assert (after.sequence, after.moved_from) == (1, DayRun(date(2034, 9, 29), date(2034, 9, 29)))
