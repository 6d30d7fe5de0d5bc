"""Where one registers, in every output, and only while one can apply."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Any

import pytest
from case_files import small_site
from icalendar import Calendar
from programmes import CPSS, FORM, TODAY, deadline, programme, training
from read_pages import shown

from sitegen.check import check_site
from sitegen.eligible.answer import eligibility_text
from sitegen.lazy import replace
from sitegen.programme.documents import DocumentFile
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Moment, Opening, Registration, Status, Training
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

TRACKS, SCHEDULE = "content/tracks.yaml", "schedules/2022.yaml"
BASE = "https://example.org/peer-support/"
URL = "https://forms.example.org/t?a=1&b=2"
TRAINING = training(
    "t",
    CPSS,
    date(2022, 5, 16),
    deadline=deadline(date(2022, 4, 18)),
    register=Registration(url=URL),
)
OPENING = Opening(label=None, moment=Moment(date(2022, 4, 4), time(12)), reason=None)
LATER = replace(TRAINING, opens=OPENING)
SHOWN = (
    *("index.html", "trainings/t/index.html", "trainings/t/print/index.html"),
    *("trainings/cpss/index.html", "embed/index.html", "embed/cpss/index.html"),
)


def site(one: Training, today: date = TODAY) -> dict[str, bytes]:
    of = programme(trainings=(one,))
    files = plan(
        of,
        ledger=Ledger(),
        today=today,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendar_files(of, Ledger(), today=today, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}


def links(html: bytes) -> list[str]:
    """The links to where one registers that are shown now, without what is hidden until later."""
    page = re.sub(r"<(p|div) data-since=[^>]* hidden.*?</\1>", "", shown(html), flags=re.DOTALL)
    return re.findall(rf'<a [^>]*href="{re.escape(URL.replace("&", "&amp;"))}"', page)


@pytest.mark.parametrize("path", SHOWN)
def test_pages_on_which_people_act_lead_there(path: str) -> None:
    page = site(TRAINING)[path]
    assert len(set(links(page))) == 1
    # On a page that is read after the deadline it is gone.
    assert re.search(r'data-until="2022-04-19T05:00Z">\s*(<h2>|<a )', page.decode())


NOT_NOW = {
    "not yet": (LATER, TODAY),
    "after the deadline": (TRAINING, date(2022, 4, 19)),
    "under way": (TRAINING, date(2022, 5, 16)),
    "over": (TRAINING, date(2022, 5, 17)),
    **{
        status.value: (replace(TRAINING, status=status), TODAY)
        for status in (Status.FULL, Status.WAITING_LIST, Status.CANCELLED, Status.POSTPONED)
    },
}


@pytest.mark.parametrize("when", NOT_NOW)
def test_nothing_leads_there_while_one_cannot_apply(when: str) -> None:
    files = site(*NOT_NOW[when])
    for path, content in files.items():
        if path.endswith(".html"):
            assert links(content) == [], path
    (found,) = json.loads(files["trainings.json"])["trainings"]
    assert (found["can_apply"], found["register"]) == (False, None)
    assert URL not in json.dumps(about(files))


def test_once_applications_open_a_page_shows_it_by_itself() -> None:
    for path in SHOWN:
        page = site(LATER)[path].decode()
        found = re.findall(r'<(?:p|div) data-since="(\S+)" hidden data-until="(\S+)">', page)
        assert ("2022-04-04T17:00Z", "2022-04-19T05:00Z") in found, path


def about(files: dict[str, bytes]) -> dict[str, Any]:
    page = files["trainings/t/index.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    item: dict[str, Any] = json.loads(found[1])
    return item


def test_other_programs_are_told() -> None:
    (found,) = json.loads(site(TRAINING)["trainings.json"])["trainings"]
    assert found["register"] == URL
    assert about(site(TRAINING))["offers"]["url"] == URL


def told(one: Training) -> list[str]:
    found = Calendar.from_ical(site(one)["calendars/all-trainings.ics"]).walk("VEVENT")
    lines = str(found[0]["DESCRIPTION"]).splitlines()
    return [line for line in lines if URL in line]


def test_an_entry_of_a_calendar_says_when_one_can() -> None:
    until = "until Monday, April 18, 2022"
    assert told(TRAINING) == [f"Register {until}: {URL}"]
    since = "Register from Monday, April 4, 2022 at noon"
    assert told(LATER) == [f"{since} {until}: {URL}"]
    without = replace(TRAINING, deadline=None)
    assert told(without) == [f"Register until the training begins: {URL}"]
    for status in (Status.FULL, Status.WAITING_LIST, Status.CANCELLED, Status.POSTPONED):
        assert told(replace(TRAINING, status=status)) == []


def test_a_form_is_named_and_one_without_an_address_is_no_link() -> None:
    content = DocumentFile("PDF", 1000)
    form = replace(FORM, label="The form", file="form.pdf", content=content)
    files = site(replace(TRAINING, register=Registration(document=form)))
    page = shown(files["trainings/t/index.html"])
    href = "/peer-support/documents/files/form.pdf"
    assert f'<a class="button" href="{href}">Register: The form</a>' in page
    (found,) = json.loads(files["trainings.json"])["trainings"]
    assert found["register"] == f"https://example.org{href}"
    assert f"https://example.org{href}</a>" in shown(files["trainings/t/print/index.html"])
    unknown = site(replace(TRAINING, register=Registration(document=FORM)))
    assert "Register" not in shown(unknown["trainings/t/index.html"])
    assert json.loads(unknown["trainings.json"])["trainings"][0]["register"] is None


def test_staff_are_told_while_one_can() -> None:
    rule = Rule(subject=Subject.DESIGNATION, id="adult", name="Adult")
    for one, is_said in ((TRAINING, True), (LATER, False)):
        now = programme(trainings=(one,), designations=(rule,))
        said = eligibility_text(now, TODAY, {}, (CPSS.entry,))
        assert (f"register: {URL}" in said) is is_said


def test_a_track_can_say_it_for_its_trainings() -> None:
    files = small_site()
    tracks = (
        files.read[TRACKS].decode().replace("    contacts:", f"    register: {URL}\n    contacts:")
    )
    own = files.read[SCHEDULE].decode().rstrip() + "\n    register: application\n"
    for schedule, url in ((files.read[SCHEDULE], URL), (own.encode(), None)):
        changed = {**files.read, TRACKS: tracks.encode(), SCHEDULE: schedule}
        checked = check_site(replace(files, read=changed), lambda _: date(2022, 1, 15))
        assert checked.programme is not None, checked.report.diagnostics
        register = checked.programme.trainings[0].register
        assert register is not None
        assert register.url == url
        assert (register.document is None) == (url is not None)
