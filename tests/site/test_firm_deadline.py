"""Days that are not firm do not make a firm deadline tentative, in any output."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache

import pytest
from icalendar import Calendar, Event
from programmes import CPSS, TODAY, deadline, programme, training
from read_pages import from_status, said_in

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Status
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
SENTENCE = (
    "Dates not firm The days may still change, but the deadline is firm. "
    "You can apply until the end of Monday, April 18, 2022."
)
FIRM = r"Apply by April 18 \(firm\)|Monday, April 18, 2022, by the end of the day \(firm\)"
LISTS = ("index.html", "trainings/cpss/index.html", "trainings/cpss/flyer/index.html")
AGENDAS = ("trainings/index.html", "years/2022/index.html")


@cache
def site(*, firm: bool, status: Status = Status.TENTATIVE, today: date = TODAY) -> dict[str, bytes]:
    due = replace(deadline(date(2022, 4, 18)), firm=firm)
    one = training("t", CPSS, date(2022, 5, 16), date(2022, 5, 20), deadline=due, status=status)
    of = programme(trainings=[one])
    calendars = calendar_files(of, Ledger(), today=today, base_url=BASE)
    files = plan(
        of,
        ledger=Ledger(),
        today=today,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendars,
    )
    return {file.address: file.produce() for file in files}


def events(files: dict[str, bytes]) -> dict[str, Event]:
    found = Calendar.from_ical(files["calendars/all-trainings-and-deadlines.ics"]).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def test_its_own_entry_in_calendars_is_sure_and_that_of_the_days_is_not() -> None:
    found = events(site(firm=True))
    assert found["t"]["STATUS"] == "TENTATIVE"
    assert "(dates not firm)" in found["t"]["SUMMARY"]
    assert found["t-deadline"]["STATUS"] == "CONFIRMED"
    assert "not firm" not in found["t-deadline"]["SUMMARY"]
    told = "This deadline is firm. The days of the training may still change.\n"
    assert str(found["t-deadline"]["DESCRIPTION"]).startswith(told)


def test_without_the_word_the_deadline_is_as_sure_as_the_days() -> None:
    files = site(firm=False)
    assert {str(one["STATUS"]) for one in events(files).values()} == {"TENTATIVE"}
    for path in ("trainings/t/index.html", *LISTS, *AGENDAS):
        assert "(firm)" not in said_in(files[path]), path
    (found,) = json.loads(files["trainings.json"])["trainings"]
    assert found["deadline"]["firm"] is False


def test_pages_say_it_of_the_deadline_and_not_of_the_days() -> None:
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        said = said_in(site(firm=True)[path])
        assert from_status(site(firm=True)[path]).startswith(SENTENCE), path
        assert "Monday, April 18, 2022, by the end of the day (firm)" in said, path
    for path in LISTS[1:]:
        assert re.search(FIRM, said_in(site(firm=True)[path])), path
    home = said_in(site(firm=True)[LISTS[0]])
    assert "Dates not firm Apply by Monday, April 18, 2022 (firm)" in home


@pytest.mark.parametrize("path", AGENDAS)
def test_among_all_dates_the_deadline_is_not_marked_as_open(path: str) -> None:
    said = said_in(site(firm=True)[path])
    assert said.count("Dates not firm") == 1  # of the days
    if path.startswith("years"):
        assert "Apply by Monday, April 18, 2022 (firm)" in said
    else:
        assert "May 16 –\N{WORD JOINER} to 20 Apply by this day (firm)" in said


def test_other_programs_are_told() -> None:
    (found,) = json.loads(site(firm=True)["trainings.json"])["trainings"]
    assert found["deadline"]["firm"] is True
    assert (found["state"], found["can_apply"]) == ("tentative", True)


def test_once_it_is_past_one_can_no_longer_apply() -> None:
    after = site(firm=True, today=date(2022, 4, 19))
    said = said_in(after["trainings/t/index.html"])
    assert "Dates not firm These dates may still change." in said
    assert "How to apply" not in said
    assert "the deadline is firm" in site(firm=True)["trainings/t/index.html"].decode()


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.TENTATIVE])
def test_it_says_nothing_more_where_the_days_are_firm(status: Status) -> None:
    marked, plain = site(firm=True, status=status), site(firm=False, status=status)
    assert marked == plain
