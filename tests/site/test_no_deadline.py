"""Trainings without a deadline: what every output says until they begin, and no date anywhere."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar
from programmes import CPSS, TODAY, no_deadline, programme, training
from read_pages import from_status, said_in

from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Change, Status, Training
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
START = date(2022, 5, 16)
TOLD = (Change(on=date(2022, 2, 1), what="We told you."),)
SENTENCES = {
    NoDeadline.ANY_TIME: "Apply any time There is no deadline. "
    "You can apply until the training begins.",
    NoDeadline.FIRST_COME: "First come, first served There is no deadline. "
    "The places go to those who apply first, until all are taken.",
}
SHOWN = {
    NoDeadline.ANY_TIME: "none",
    NoDeadline.FIRST_COME: "none (first come, first served)",
}
IN_JSON = {NoDeadline.ANY_TIME: "any-time", NoDeadline.FIRST_COME: "first-come"}
LISTS = (
    *("index.html", "trainings/cpss/index.html", "trainings/cpss/flyer/index.html"),
    *("embed/index.html", "embed/cpss/index.html"),
)

each = pytest.mark.parametrize("how", NoDeadline)


def one(how: NoDeadline, status: Status = Status.SCHEDULED) -> Training:
    of = no_deadline(how, "We have room.")
    return training("t", CPSS, START, open_deadline=of, status=status, changes=TOLD)


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


@cache
def site(
    how: NoDeadline, status: Status = Status.SCHEDULED, today: date = TODAY
) -> dict[str, bytes]:
    of = programme(trainings=[one(how, status)])
    calendars = calendar_files(of, Ledger(), today=today, base_url=BASE)
    files = plan(
        of,
        ledger=Ledger(),
        today=today,
        base_url=BASE,
        templates=templates(),
        other_files=calendars,
    )
    return {file.address: file.produce() for file in files}


def in_json(files: dict[str, bytes]) -> dict[str, Any]:
    (found,) = json.loads(files["trainings.json"])["trainings"]
    return found


def data(files: dict[str, bytes]) -> dict[str, Any]:
    html = files["trainings/t/index.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


@each
def test_its_page_and_sheet_say_so_and_how_to_apply(how: NoDeadline) -> None:
    for path in ("trainings/t/index.html", "trainings/t/print/index.html"):
        said = said_in(site(how)[path])
        assert from_status(site(how)[path]).startswith(SENTENCES[how]), path
        assert f"Deadline {SHOWN[how]}" in said, path
        assert "How to apply" in said, path
        assert "Ask us if you can still apply" not in said, path
    assert "We have room." in said_in(site(how)["trainings/t/index.html"])
    head = site(how)["trainings/t/index.html"].decode().partition("</head>")[0]
    assert f"Deadline: {SHOWN[how]}." in head


@each
def test_every_list_says_so(how: NoDeadline) -> None:
    for path in LISTS:
        said = said_in(site(how)[path])
        assert SENTENCES[how].partition(" There")[0] in said, path
        assert "Apply by" not in said, path
    for path in ("trainings/index.html", "years/2022/index.html"):
        assert SENTENCES[how].partition(" There")[0] in said_in(site(how)[path]), path
    assert SENTENCES[how] in said_in(site(how)["trainings/cpss/index.html"])
    assert SENTENCES[how] in said_in(site(how)["index.html"])
    assert "Apply by" not in said_in(site(how)["index.html"])


@each
def test_other_programs_are_told_so(how: NoDeadline) -> None:
    found = in_json(site(how))
    assert (found["state"], found["no_deadline"]) == (IN_JSON[how],) * 2
    assert found["can_apply"] is True
    assert found["deadline"] is None
    offer = data(site(how))["offers"]
    assert offer["availability"].endswith("/InStock")
    assert "validThrough" not in offer
    assert data_of_track(how)["offers"]["availability"].endswith("/InStock")


def data_of_track(how: NoDeadline) -> dict[str, Any]:
    html = site(how)["trainings/cpss/index.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


@each
@pytest.mark.parametrize("status", Status)
def test_no_calendar_has_an_entry_for_it_and_the_training_says_it(
    how: NoDeadline, status: Status
) -> None:
    for path, content in site(how, status).items():
        if path.endswith(".ics"):
            events = list(Calendar.from_ical(content).walk("VEVENT"))
            assert {str(event["UID"]).partition("@")[0] for event in events} <= {"t"}, path
            for event in events:
                holds = status not in {Status.CANCELLED, Status.POSTPONED}
                said = f"Application Deadline: {SHOWN[how]}\n" in str(event["DESCRIPTION"])
                assert said is holds, path


@each
def test_it_ends_when_the_training_begins_also_on_a_page_that_was_made_before(
    how: NoDeadline,
) -> None:
    page = site(how)["trainings/t/index.html"].decode()
    begins = "2022-05-16T05:00Z"
    assert f'data-until="{begins}">\n<h2 id="apply">How to apply' in page
    assert re.search(rf'class="status status-{IN_JSON[how]}" data-until="{begins}"', page)
    begun = site(how, today=START)
    assert from_status(begun["trainings/t/index.html"]).startswith("Under way")
    assert "How to apply" not in said_in(begun["trainings/t/index.html"])
    assert in_json(begun)["can_apply"] is False
    assert "offers" not in data(begun)


@each
def test_it_ends_when_all_places_are_taken(how: NoDeadline) -> None:
    full = site(how, Status.FULL)
    assert from_status(full["trainings/t/index.html"]).startswith("Full")
    assert in_json(full)["can_apply"] is False
    assert data(full)["offers"]["availability"].endswith("/SoldOut")


@each
@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_nothing_is_said_of_it_where_the_training_is_called_off(
    how: NoDeadline, status: Status
) -> None:
    files = site(how, status)
    assert in_json(files)["no_deadline"] is None
    assert "Deadline" not in said_in(files["trainings/t/index.html"])


@each
def test_days_that_are_not_firm_can_be_applied_for_without_a_deadline(how: NoDeadline) -> None:
    files = site(how, Status.TENTATIVE)
    assert from_status(files["trainings/t/index.html"]).startswith("Dates not firm")
    assert f"Deadline {SHOWN[how]}" in said_in(files["trainings/t/index.html"])
    assert in_json(files)["can_apply"] is True


@each
def test_staff_read_it_on_the_phone(how: NoDeadline) -> None:
    track = replace(CPSS, entry=replace(CPSS.entry, any_of=None, requires=()))
    of = programme(trainings=[replace(one(how), track=track)], tracks=[track])
    said = eligibility_text(of, TODAY, {}, [track.entry])
    assert f"  deadline: {SHOWN[how]}\n" in said


def test_a_track_without_a_name_for_it_still_says_it() -> None:
    of = replace(no_deadline(), label=None)
    nameless = programme(trainings=[training("t", CPSS, START, open_deadline=of)])
    files = plan(nameless, ledger=Ledger(), today=TODAY, base_url=BASE, templates=templates())
    (page,) = [f.produce() for f in files if f.address == "trainings/t/index.html"]
    assert "Deadline none" in said_in(page)
