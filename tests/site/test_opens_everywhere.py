"""When applications open, in every output: before it nothing says that one can apply."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar, Event
from programmes import CPSS, deadline, programme, training
from read_pages import from_status, said_in, shown
from test_states_everywhere import tags_in

from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Moment, Opening, Programme, Status, Training
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.kinds import Form
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
OPENS, DUE = date(2022, 4, 4), date(2022, 4, 18)
NOON = Moment(OPENS, time(12))
WORDS = "Monday, April 4, 2022 at noon Central Time"
IN_UTC = "2022-04-04T17:00Z"
BEFORE, ON_THE_DAY, AFTER, CLOSED = (
    date(2022, 3, 1),
    OPENS,
    OPENS + timedelta(1),
    DUE + timedelta(1),
)
NOT_YET = (BEFORE, ON_THE_DAY)

OPENING = Opening(label=None, moment=NOON, reason="The form is ready <by then>.")
TRAINING = training("t", CPSS, date(2022, 5, 16), deadline=deadline(DUE), opens=OPENING)


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def of(*trainings: Training) -> Programme:
    rule = Rule(subject=Subject.DESIGNATION, id="adult", name="Adult")
    return programme(trainings=trainings, designations=(rule,))


def site(*trainings: Training, today: date, ledger: Ledger | None = None) -> dict[str, bytes]:
    now, ledger = of(*trainings), ledger or Ledger()
    files = plan(
        now,
        ledger=ledger,
        today=today,
        base_url=BASE,
        templates=templates(),
        other_files=calendar_files(now, ledger, today=today, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}


@cache
def on(today: date) -> dict[str, bytes]:
    """Give every file of a site with this one training, made on a day."""
    return site(TRAINING, today=today)


def about(files: dict[str, bytes]) -> dict[str, Any]:
    """JSON-LD of the training's page."""
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        files["trainings/t/index.html"].decode(),
    )
    assert found
    return json.loads(found[1])


def events(files: dict[str, bytes], path: str) -> dict[str, Event]:
    found = Calendar.from_ical(files[path]).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


ALWAYS = {
    "trainings/t/index.html",
    "trainings/t/print/index.html",
    "trainings/index.html",
    "trainings/cpss/index.html",
    "trainings/cpss/flyer/index.html",
    "years/2022/index.html",
    "index.html",
    "check/index.html",
    "designations/index.html",
    "embed/index.html",
    "embed/cpss/index.html",
}
"""Every page that shows the state of a training."""


@pytest.mark.parametrize("today", NOT_YET, ids=str)
def test_every_page_says_when_applications_open_and_none_that_one_can_apply(today: date) -> None:
    files = on(today)
    pages = {path for path, data in files.items() if b'<span class="tag ' in data}
    assert pages == ALWAYS
    for path in pages:
        assert set(tags_in(shown(files[path]))) == {f"Opens {WORDS}"}, path
    for path, data in files.items():
        if path.endswith(".html"):
            words = re.sub(r"<[^>]*>", " ", shown(data))
            assert not re.search(r"You can (?:still )?apply (?:until|for the next)", words), path


@pytest.mark.parametrize("today", [AFTER, CLOSED], ids=str)
def test_once_it_is_past_a_training_is_as_without(today: date) -> None:
    with_it, without = on(today), site(replace(TRAINING, opens=None), today=today)
    html = {path for path in without if path.endswith(".html") and not path.startswith("years/")}
    assert {path for path in html if with_it[path] != without[path]} == set()


@pytest.mark.parametrize("today", NOT_YET, ids=str)
def test_the_page_says_it_first_and_offers_how_to_apply_at_that_moment(today: date) -> None:
    files = on(today)
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        html = files[path].decode()
        begin = f"Opens {WORDS} You can apply from then until the end of Monday, April 18, 2022."
        assert from_status(files[path]).startswith(begin)
        assert f"Applications open {WORDS.replace(' Central', ' Central')}" in said_in(files[path])
        assert "How to apply" not in said_in(files[path])
        closes = "2022-04-19T05:00Z"
        (block,) = re.findall(r"<div([^>]*)>\s*<h2[^>]*>How to apply", html)
        assert block == f' data-since="{IN_UTC}" hidden data-until="{closes}"'
        assert f'<div data-until="{IN_UTC}"><dt>Applications open</dt>' in html
    assert "The form is ready &lt;by then&gt;." in files["trainings/t/index.html"].decode()
    title = re.search(r'name="description" content="([^"]*)"', html)
    page = files["trainings/t/index.html"].decode()
    assert title
    assert "You can apply from Monday, April 4, 2022 at noon on." in page


def test_lists_have_it_among_their_dates_and_home_beside_the_deadline() -> None:
    listed = r'<li class="date date-(\w+)".*?datetime="([^"]*)"'
    found = re.findall(listed, on(BEFORE)["trainings/index.html"].decode(), re.DOTALL)
    opening = ("opening", "2022-04-04T12:00")
    assert found == [opening, ("deadline", "2022-04-18"), ("training", "2022-05-16")]
    # The table of a year has the deadline beside the days.
    assert re.findall(listed, on(BEFORE)["years/2022/index.html"].decode(), re.DOTALL) == [opening]
    assert 'class="deadline" d="M' in on(BEFORE)["years/2022/index.html"].decode()
    until = "Apply by Monday, April 18, 2022"
    assert f"Opens {WORDS} {until}" in said_in(on(BEFORE)["index.html"])
    later = said_in(on(AFTER)["index.html"])
    assert until in later
    assert "Opens" not in later


def test_home_shows_what_is_open_before_what_opens_though_that_begins_sooner() -> None:
    other = training("a", CPSS, date(2022, 6, 6), deadline=deadline(date(2022, 4, 11)))
    home = said_in(site(TRAINING, other, today=BEFORE)["index.html"])
    assert "Apply by Monday, April 11, 2022" in home
    assert "Opens" not in home


@pytest.mark.parametrize(
    ("today", "state", "can_apply"),
    [
        (BEFORE, "opens-later", False),
        (ON_THE_DAY, "opens-later", False),
        (AFTER, "open" if (DUE - AFTER).days > 7 else "closes-soon", True),
        (CLOSED, "closed", False),
    ],
)
def test_other_programs_are_told_the_same(today: date, state: str, can_apply: bool) -> None:
    (one,) = json.loads(on(today)["trainings.json"])["trainings"]
    assert (one["state"], one["can_apply"]) == (state, can_apply)
    assert one["opens"] == {
        "label": "Applications open",
        "day": "2022-04-04",
        "time": "12:00",
        "instant": "2022-04-04T12:00:00-05:00",
    }
    offer = about(on(today)).get("offers")
    if today in NOT_YET:
        assert offer == {
            "@type": "Offer",
            "url": f"{BASE}trainings/t/",
            "validFrom": "2022-04-04T12:00:00-05:00",
            "validThrough": "2022-04-18",
        }
    elif can_apply:
        assert offer["availability"].endswith("/InStock")
        assert "validFrom" not in offer
    else:
        assert offer is None
    course = on(today)["trainings/cpss/index.html"].decode()
    assert ("InStock" in course) is can_apply


def test_calendars_have_it_as_an_entry_of_its_own_in_the_feeds_of_deadlines() -> None:
    files = on(BEFORE)
    own = events(files, "trainings/t/t.ics")
    assert set(own) == {"t", "t--opens", "t-deadline"}
    one = own["t--opens"]
    assert one["DTSTART"].dt == OPENS
    assert one["SUMMARY"] == "Applications open (at noon): CPSS Training, May 16, 2022"
    line = f"Applications open: {WORDS}"
    assert all(str(event["DESCRIPTION"]).count(line) == 1 for event in own.values())
    for of_track in ("cpss", "all"):
        for form in Form:
            there = events(files, f"calendars/{of_track}-{form}.ics")
            assert ("t--opens" in there) is (form is not Form.TRAININGS)
    # It stands in calendars whether or not it is past.
    assert events(on(CLOSED), "trainings/t/t.ics")["t--opens"].to_ical() == one.to_ical()


def test_an_entry_that_moves_stays_the_same_one() -> None:
    ledger = recorded(of(TRAINING), Ledger(), date(2022, 1, 10))
    moved = replace(TRAINING, opens=replace(OPENING, moment=Moment(date(2022, 4, 6))))
    events_ = events(site(moved, today=BEFORE, ledger=ledger), "calendars/all-deadlines.ics")
    assert events_["t--opens"]["DTSTART"].dt == date(2022, 4, 6)
    assert int(events_["t--opens"]["SEQUENCE"]) == 1
    assert ledger.events["t--opens@peer-support.example.org"].kind == "opening"


def test_a_name_of_its_own_stands_everywhere() -> None:
    named = replace(TRAINING, opens=replace(OPENING, label="Registration opens"))
    files = site(named, today=BEFORE)
    for path in ("trainings/t/index.html", "trainings/index.html"):
        assert "Registration opens" in said_in(files[path])
        assert "Applications open" not in said_in(files[path])
    opening = events(files, "trainings/t/t.ics")["t--opens"]
    assert str(opening["SUMMARY"]).startswith("Registration opens (at noon)")
    (one,) = json.loads(files["trainings.json"])["trainings"]
    assert one["opens"]["label"] == "Registration opens"


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_what_is_called_off_has_none_that_holds(status: Status) -> None:
    files = site(replace(TRAINING, status=status), today=BEFORE)
    for path, data in files.items():
        if path.endswith((".html", ".json")) and path != "trainings.schema.json":
            assert "2022-04-04" not in data.decode(), path
            assert "April 4" not in data.decode(), path
    assert str(events(files, "trainings/t/t.ics")["t--opens"]["STATUS"]) == "CANCELLED"


def test_what_the_office_says_comes_first_and_how_to_apply_waits_all_the_same() -> None:
    firm, full = (
        site(replace(TRAINING, status=one), today=BEFORE) for one in (Status.TENTATIVE, Status.FULL)
    )
    for files, tag in ((firm, "Dates not firm"), (full, "Full")):
        assert set(tags_in(shown(files["trainings/t/index.html"]))) == {tag}
        assert "How to apply" not in said_in(files["trainings/t/index.html"])
        (one,) = json.loads(files["trainings.json"])["trainings"]
        assert one["can_apply"] is False
    assert f'data-since="{IN_UTC}" hidden' in firm["trainings/t/index.html"].decode()
    assert "How to apply" not in full["trainings/t/index.html"].decode()


def test_without_a_deadline_it_says_from_when_on_only() -> None:
    files = site(replace(TRAINING, deadline=None), today=BEFORE)
    assert from_status(files["trainings/t/index.html"]).startswith(
        f"Opens {WORDS} You can apply from then on."
    )
    assert "validThrough" not in about(files)["offers"]


def test_the_next_one_to_apply_for_is_that_which_is_open_and_else_that_which_opens_next() -> None:
    later = training("b", CPSS, date(2022, 4, 25), opens=replace(OPENING, moment=Moment(DUE)))
    files = site(TRAINING, later, today=BEFORE)
    for path in ("trainings/cpss/index.html", "check/index.html"):
        assert said_in(files[path]).count("CPSS Training") > 0
        first = tags_in(shown(files[path]))[0]
        assert first == f"Opens {WORDS}", path
    frame = tags_in(shown(files["embed/index.html"]))
    assert frame == [f"Opens {WORDS}", "Opens Monday, April 18, 2022"]
    now_open = training("c", CPSS, date(2022, 9, 5), deadline=deadline(date(2022, 8, 1)))
    files = site(TRAINING, later, now_open, today=BEFORE)
    assert "Apply by Monday, August 1, 2022" in said_in(files["trainings/cpss/index.html"])
    assert tags_in(shown(files["check/index.html"])) == []
    assert "Apply by Monday, August 1, 2022" in said_in(files["check/index.html"])


def test_staff_on_the_phone_are_told_when_it_opens() -> None:
    for today, expected in (
        (
            BEFORE,
            (
                "next training, which opens Monday, April 4, 2022 at noon: Monday, May 16, 2022, "
                "Virtual Training"
            ),
        ),
        (AFTER, "next open training: Monday, May 16, 2022, Virtual Training"),
    ):
        now = of(TRAINING)
        said = eligibility_text(now, today, {}, (CPSS.entry,))
        assert f"  {expected}\n" in said, said


def test_a_page_in_another_language_says_it_too() -> None:
    from sitegen.languages import PageLanguage  # noqa: PLC0415 - only here

    now = of(TRAINING)
    spanish = replace(now, site=replace(now.site, other_languages=(PageLanguage("es"),)))
    files = {
        file.address: file.produce
        for file in plan(spanish, today=BEFORE, base_url=BASE, templates=templates())
    }
    html = files["es/trainings/t/index.html"]().decode()
    assert "Se abre el lunes, 4 de abril de 2022, mediodía" in html
    assert "Applications open" not in html
