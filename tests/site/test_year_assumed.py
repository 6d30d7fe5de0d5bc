"""A year that the source of dates does not print: said wherever the dates are shown."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache

import pytest
from case_files import small_site
from icalendar import Calendar
from programmes import CPSS, TODAY, deadline, programme, track, training
from read_pages import said_in

from sitegen.check import check_site
from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Moment, OtherDeadline
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
SENTENCE = "The year is assumed: the source of these dates does not print it."
SHORT = "(year assumed)"
SHOWN = (
    *("index.html", "trainings/cpss/index.html", "trainings/cpss/flyer/index.html"),
    *("embed/index.html", "trainings/index.html", "years/2022/index.html"),
)
SCHEDULE = "schedules/2022.yaml"


@cache
def site(*, assumed: bool) -> dict[str, bytes]:
    due, own = deadline(date(2022, 4, 18)), Moment(date(2022, 6, 1))
    one = training("t", CPSS, date(2022, 5, 16), deadline=due, year_assumed=assumed)
    other = OtherDeadline(
        id="o", label="Renewal", moment=own, note=None, contacts=(), year_assumed=assumed
    )
    of = programme(trainings=[one], deadlines=(other,))
    calendars = calendar_files(of, Ledger(), today=TODAY, base_url=BASE)
    files = plan(
        of,
        ledger=Ledger(),
        today=TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendars,
    )
    return {file.address: file.produce() for file in files}


def test_the_page_and_the_sheet_say_it_in_a_sentence() -> None:
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        assert SENTENCE in said_in(site(assumed=True)[path]), path
        title = site(assumed=True)[path].decode().partition("</title>")[0]
        assert f"from Monday, May 16, 2022 {SHORT}" in title.replace(" on ", " from ")


@pytest.mark.parametrize("path", SHOWN)
def test_every_list_says_it_beside_the_days(path: str) -> None:
    assert re.search(rf"May 16, 2022[^.]*{re.escape(SHORT)}", said_in(site(assumed=True)[path])), (
        path
    )


def test_a_deadline_of_its_own_says_it_too() -> None:
    for path in ("index.html", "trainings/index.html", "years/2022/index.html"):
        said = said_in(site(assumed=True)[path])
        assert re.search(rf"June 1, 2022 [^.,]* {re.escape(SHORT)}", said), path


def test_every_entry_of_every_calendar_says_it() -> None:
    for path, content in site(assumed=True).items():
        if path.endswith(".ics"):
            for event in Calendar.from_ical(content).walk("VEVENT"):
                assert SENTENCE in str(event["DESCRIPTION"]), (path, event["UID"])


def test_other_programs_are_told() -> None:
    found = json.loads(site(assumed=True)["trainings.json"])
    assert found["trainings"][0]["year_assumed"] is True
    assert found["deadlines"][0]["year_assumed"] is True
    assert SENTENCE in site(assumed=True)["trainings/t/index.html"].decode().partition("<body")[0]


def test_staff_read_it_on_the_phone() -> None:
    any_time = track("open", "Open Training", requires=())
    one = training("t", any_time, date(2022, 5, 16), year_assumed=True)
    of = programme(trainings=[one], tracks=[any_time])
    assert f"2022 {SHORT}" in eligibility_text(of, TODAY, {}, [any_time.entry])


def test_nothing_is_said_where_the_year_is_printed() -> None:
    for path, content in site(assumed=False).items():
        if not path.endswith(".json"):
            assert b"assumed" not in content, path


@pytest.mark.parametrize(
    ("usual", "own", "assumed"),
    [
        ("", "", False),
        ("", "year_assumed: yes", True),
        ("defaults: {year_assumed: yes}", "", True),
        ("defaults: {year_assumed: yes}", "year_assumed: no", False),
        ("defaults: {place: virtual}", "", False),
    ],
)
def test_it_can_be_said_once_for_a_file(usual: str, own: str, *, assumed: bool) -> None:
    files = small_site()
    schedule = files.read[SCHEDULE].decode()
    schedule = schedule.replace("trainings:", f"{usual}\ntrainings:", 1).rstrip() + f"\n    {own}\n"
    checked = check_site(
        replace(files, read={**files.read, SCHEDULE: schedule.encode()}),
        lambda _: date(2022, 1, 15),
    )
    assert checked.programme is not None
    (one,) = checked.programme.trainings
    assert one.year_assumed is assumed
