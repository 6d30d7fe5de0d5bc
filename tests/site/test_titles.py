"""A title of a training follows the name of its track, in every output."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from icalendar import Calendar
from programmes import BASE, CPSS, TODAY, deadline, planned, programme, training
from read_pages import said_in

from sitegen.build import build_site
from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Change, Training
from sitegen.record import recorded
from sitegen.settings import Settings
from sitegen.site.calendar_files import calendar_files

ROOT = Path(__file__).parents[2]
NAME = "CPSS Training, Cohort 108"
TRAINING = training(
    "t",
    CPSS,
    date(2022, 5, 16),
    title="Cohort 108",
    deadline=deadline(date(2022, 4, 18)),
    changes=(Change(on=date(2022, 2, 1), what="The room is another one."),),
)
SHOWN = {
    *("index.html", "trainings/index.html", "trainings/t/index.html"),
    *("trainings/t/print/index.html", "trainings/cpss/index.html", "years/2022/index.html"),
    *("embed/index.html", "embed/cpss/index.html", "changes/index.html"),
}
"""Every page of today that names the training."""


def site(*trainings: Training, today: date = TODAY) -> Mapping[str, bytes]:
    return planned(programme(trainings=trainings), today)


def test_every_page_that_names_the_training_names_it_whole() -> None:
    files = site(TRAINING)
    assert {path for path in SHOWN if NAME not in said_in(files[path])} == set()
    page = files["trainings/t/index.html"].decode()
    assert f"<title>{NAME} on Monday, May 16, 2022" in page
    assert re.search(rf"<h1>{NAME}<", page)


def test_a_flyer_says_it_above_the_days() -> None:
    said = said_in(site(TRAINING)["trainings/cpss/flyer/index.html"])
    assert "Cohort 108 Monday, May 16, 2022" in said


def test_so_it_is_once_it_is_past() -> None:
    files = site(TRAINING, today=date(2022, 6, 1))
    for path in ("trainings/t/index.html", "past/index.html", "past/2022/index.html"):
        if path in files:
            assert NAME in said_in(files[path]), path


def test_without_a_title_nothing_is_added() -> None:
    files = site(replace(TRAINING, title=None))
    assert "CPSS Training, Monday, May 16, 2022" in said_in(files["trainings/index.html"])
    (found,) = json.loads(files["trainings.json"])["trainings"]
    assert (found["name"], found["title"]) == ("CPSS Training", None)


def test_calendars_say_it_and_the_entry_is_the_same_one() -> None:
    found = Calendar.from_ical(site(TRAINING)["calendars/all-trainings-and-deadlines.ics"])
    entries = {str(e["UID"]).partition("@")[0]: str(e["SUMMARY"]) for e in found.walk("VEVENT")}
    assert entries == {
        "t": f"{NAME} (virtual)",
        "t-deadline": f"Application Deadline: {NAME}, May 16, 2022",
    }


def test_subscribers_are_given_another_title_once() -> None:
    before = programme(trainings=(replace(TRAINING, title="Cohort 107"),))
    after = programme(trainings=(TRAINING,))
    ledger = Ledger()
    calendar = "calendars/all-trainings-and-deadlines.ics"
    for of, sequence in ((before, 0), (after, 1)):
        ledger = recorded(of, ledger, TODAY)
        files = {
            file.address: file.produce()
            for file in calendar_files(of, ledger, today=TODAY, base_url=BASE)
        }
        events = Calendar.from_ical(files[calendar]).walk("VEVENT")
        assert {int(e["SEQUENCE"]) for e in events} == {sequence}


def test_other_programs_have_both() -> None:
    (found,) = json.loads(site(TRAINING)["trainings.json"])["trainings"]
    assert (found["id"], found["name"], found["title"]) == ("t", NAME, "Cohort 108")
    page = site(TRAINING)["trainings/t/index.html"].decode()
    about = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert about
    assert json.loads(about[1])["name"] == NAME
    feed = json.loads(site(TRAINING)["changes.json"])
    assert feed["items"][0]["title"] == f"{NAME} on Monday, May 16, 2022"


def test_the_place_tells_apart_only_what_the_titles_do_not() -> None:
    other = replace(TRAINING, id="u", title="Cohort 109")
    files = site(TRAINING, other)
    assert "(t)" not in said_in(files["trainings/index.html"])
    files = site(TRAINING, replace(other, title=TRAINING.title))
    assert f"{NAME}, Monday, May 16, 2022, Virtual Training (u)" in said_in(
        files["trainings/index.html"]
    )


def test_staff_are_told() -> None:
    rule = Rule(subject=Subject.DESIGNATION, id="adult", name="Adult")
    of = programme(trainings=(TRAINING,), designations=(rule,))
    said = eligibility_text(of, TODAY, {}, (CPSS.entry,))
    assert "next open training: Cohort 108, Monday, May 16, 2022" in said


def test_pages_in_another_language_mark_the_title(tmp_path: Path) -> None:
    built = build_site(
        Settings.of(ROOT / "tests/projects/every-state", tmp_path, None, ()),
        lambda _: date(2031, 3, 5),
    )
    assert built.published is not None
    page = (tmp_path / "es/trainings/with-steps/index.html").read_text(encoding="utf-8")
    said = '<span lang="en">Example Training</span>, <span lang="en">Cohort 108</span>'
    assert f"<h1>{said}" in page
