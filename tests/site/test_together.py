"""What is said of trainings that open later, have no deadline or a firm one, and an assumed year.

Each is held alone elsewhere. Here every one meets every other, in one site with all of them.
"""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest
from icalendar import Calendar, Event
from programmes import CPSS, deadline, no_deadline, programme, training
from read_pages import from_status, main_of, said_in, words_of

from sitegen.eligible.answer import eligibility_text
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Moment, Opening, Programme, Status, Training
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
TODAY, FIRST = date(2022, 3, 1), date(2022, 6, 1)
AHEAD, PAST = Moment(date(2022, 4, 4), time(12)), Moment(date(2022, 2, 1))
OPENS = {"ahead": AHEAD, "past": PAST, "at-once": None}
DEADLINES = ("unknown", "dated", "firm", "any-time", "first-come")
STATUSES = (Status.SCHEDULED, Status.TENTATIVE, Status.FULL, Status.CANCELLED)
WORDS = "Monday, April 4, 2022 at noon Central Time"
DUE = "Monday, April 18, 2022"
AT_NOON = "2022-04-04T17:00Z"


class Told(NamedTuple):
    """What a program says of one training."""

    opens: str
    deadline: str
    status: Status
    assumed: bool

    @property
    def name(self) -> str:
        """Its id."""
        assumed = "assumed" if self.assumed else "printed"
        return f"{self.opens}-{self.deadline}-{self.status}-{assumed}"

    @property
    def waits(self) -> bool:
        """Whether one can apply later and not yet."""
        return self.opens == "ahead" and self.status in {Status.SCHEDULED, Status.TENTATIVE}

    @property
    def can_apply(self) -> bool:
        """Whether one can apply today."""
        return self.opens != "ahead" and self.status in {Status.SCHEDULED, Status.TENTATIVE}

    @property
    def state(self) -> str:
        """What its state is by the order of what counts more."""
        if self.status is not Status.SCHEDULED:
            return self.status.value
        if self.opens == "ahead":
            return "opens-later"
        by_deadline = {"unknown": "open-to-ask", "dated": "open", "firm": "open"}
        return by_deadline.get(self.deadline, self.deadline)


EVERY = [Told(*one) for one in product(OPENS, DEADLINES, STATUSES, (False, True))]
each = pytest.mark.parametrize("told", EVERY, ids=lambda one: one.name)


def made(told: Told, number: int) -> Training:
    fields: dict[str, Any] = {"status": told.status, "year_assumed": told.assumed}
    moment = OPENS[told.opens]
    if moment is not None:
        fields["opens"] = Opening(label=None, moment=moment, reason=None)
    if told.deadline in {"dated", "firm"}:
        due = deadline(date(2022, 4, 18))
        fields["deadline"] = replace(due, firm=told.deadline == "firm")
    if told.deadline == "any-time":
        fields["open_deadline"] = no_deadline()
    if told.deadline == "first-come":
        fields["open_deadline"] = no_deadline(NoDeadline.FIRST_COME)
    return training(told.name, CPSS, FIRST + timedelta(number), **fields)


def of() -> Programme:
    one = programme(trainings=[made(told, number) for number, told in enumerate(EVERY)])
    return replace(one, site=replace(one.site, other_languages=(PageLanguage("es"),)))


@cache
def site() -> dict[str, bytes]:
    files = plan(
        of(),
        ledger=Ledger(),
        today=TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendar_files(of(), Ledger(), today=TODAY, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}


@cache
def rows(path: str) -> dict[str, str]:
    """The words of each training in a list, by its id."""
    found: dict[str, str] = {}
    for item in re.findall(r"<(li|tr)\b(.*?)</\1>", main_of(site()[path]), re.DOTALL):
        name = re.search(r'/trainings/([\w-]+)/"', item[1])
        if name:
            found[name[1]] = f"{found.get(name[1], '')} {words_of(item[1])}"
    return found


@cache
def in_json() -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(site()["trainings.json"])["trainings"]}


@cache
def events(path: str) -> dict[str, Event]:
    found = Calendar.from_ical(site()[path]).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def begin(told: Told) -> str:
    """What the page of a training begins with."""
    until = f"until the end of {DUE}."
    if told.status is Status.CANCELLED:
        return "Cancelled This training is cancelled."
    if told.status is Status.FULL:
        return "Full All places are taken."
    if told.status is Status.TENTATIVE:
        if told.deadline == "firm" and told.can_apply:
            firm = "The days may still change, but the deadline is firm."
            return f"Dates not firm {firm} You can apply {until}"
        return "Dates not firm These dates may still change."
    if told.opens == "ahead":
        then = {
            "unknown": "You can apply from then on. ",
            "any-time": "You can apply from then until the training begins. There is no deadline.",
            "first-come": "You can apply from then on. There is no deadline. The places go to "
            "those who apply first, until all are taken.",
        }
        said = then.get(told.deadline, f"You can apply from then {until}")
        return f"Opens {WORDS} {said}".rstrip()
    return {
        "unknown": "No deadline set No deadline is set for this training.",
        "any-time": "Apply any time There is no deadline. You can apply until the training begins.",
        "first-come": "First come, first served There is no deadline.",
    }.get(told.deadline, f"You can apply {until}")


@each
def test_its_page_and_its_sheet_say_all_of_it(told: Told) -> None:
    paths = [f"trainings/{told.name}/index.html"]
    if told.status is not Status.CANCELLED:
        paths.append(f"trainings/{told.name}/print/index.html")
    for path in paths:
        said = said_in(site()[path])
        assert from_status(site()[path]).startswith(begin(told)), path
        assert ("How to apply" in said) is told.can_apply, path
        holds = told.status is not Status.CANCELLED
        assert (f"Applications open {WORDS}" in said) is (holds and told.opens == "ahead"), path
        none = {"any-time": "none", "first-come": "none (first come, first served)"}
        if told.deadline in none:
            assert (f"Deadline {none[told.deadline]}" in said) is holds, path
        firm = told.status is Status.TENTATIVE and told.deadline == "firm"
        assert ("by the end of the day (firm)" in said) is firm, path
        assert ("The year is assumed" in said) is told.assumed, path


@each
def test_what_waits_is_shown_at_the_moment_itself(told: Told) -> None:
    html = main_of(site()[f"trainings/{told.name}/index.html"])
    assert (f'<div data-since="{AT_NOON}" hidden' in html) is told.waits
    firm = re.search(r"<p [^>]*>[^\n]*but the deadline is firm", html)
    if told.waits and told.status is Status.TENTATIVE and told.deadline == "firm":
        assert firm
        assert f'data-since="{AT_NOON}" hidden' in firm[0]


@each
@pytest.mark.parametrize("path", ["trainings/cpss/index.html", "trainings/index.html"])
def test_lists_say_the_same(told: Told, path: str) -> None:
    if told.name not in rows(path):
        pytest.fail(f"{told.name} is not in {path}")
    row = rows(path)[told.name]
    tag = begin(told).split(" You ")[0].split(" There ")[0].split(" The ")[0].split(" This ")[0]
    tag = tag.split(" These ")[0].split(" All ")[0].split(" No deadline is")[0]
    # What is open needs no tag: it says by when to apply.
    assert ("Apply by" if tag.startswith("You can apply") else tag) in row
    assert ("(year assumed)" in row) is told.assumed
    if not told.can_apply:
        assert "You can" not in row


@each
def test_other_programs_are_told_the_same(told: Told) -> None:
    one, holds = in_json()[told.name], told.status is not Status.CANCELLED
    assert (one["state"], one["can_apply"]) == (told.state, told.can_apply)
    assert one["year_assumed"] is told.assumed
    assert (one["opens"] is not None) is (holds and told.opens != "at-once")
    without = told.deadline if told.deadline in {"any-time", "first-come"} else None
    assert one["no_deadline"] == (without if holds else None)
    assert (one["deadline"] is not None) is (holds and told.deadline in {"dated", "firm"})
    if one["deadline"]:
        firm = told.deadline == "firm" or told.status is not Status.TENTATIVE
        assert one["deadline"]["firm"] is firm


@each
def test_search_engines_are_told_the_same(told: Told) -> None:
    html = site()[f"trainings/{told.name}/index.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    item = json.loads(found[1])
    offer = item.get("offers", {})
    assert ("InStock" in offer.get("availability", "")) is told.can_apply
    assert ("validFrom" in offer) is told.waits
    until = told.deadline in {"dated", "firm"} and (told.can_apply or told.waits)
    assert ("validThrough" in offer) is until
    assert ("The year is assumed" in item["description"]) is told.assumed


@each
def test_calendars_have_an_entry_for_each_day_that_is_known_and_no_other(told: Told) -> None:
    own = events(f"trainings/{told.name}/{told.name}.ics")
    names = {told.name}
    names |= {f"{told.name}--opens"} if told.opens != "at-once" else set()
    names |= {f"{told.name}-deadline"} if told.deadline in {"dated", "firm"} else set()
    assert set(own) == names
    status = {Status.TENTATIVE: "TENTATIVE", Status.CANCELLED: "CANCELLED"}.get(told.status)
    for name, event in own.items():
        firm_alone = name.endswith("-deadline") and told.deadline == "firm"
        firm_alone &= told.status is Status.TENTATIVE
        assert event["STATUS"] == ("CONFIRMED" if firm_alone else status or "CONFIRMED"), name
        assert ("The year is assumed" in event["DESCRIPTION"]) is told.assumed, name
        feed = events("calendars/all-trainings-and-deadlines.ics")
        assert feed[name].to_ical() == event.to_ical()


@each
def test_pages_in_another_language_say_it_in_that_language(told: Told) -> None:
    html = site()[f"es/trainings/{told.name}/index.html"].decode()
    said = said_in(html)
    for english in ("Opens ", "Applications open", "There is no", "You can", "year is assumed"):
        assert english not in said
    assert ("El año" in said) is told.assumed


@pytest.mark.parametrize("how", NoDeadline)
def test_staff_on_the_phone_are_told_when_it_opens_and_that_it_has_no_deadline(
    how: NoDeadline,
) -> None:
    track = replace(CPSS, entry=replace(CPSS.entry, any_of=None, requires=()))
    opens = Opening(label=None, moment=AHEAD, reason=None)
    fields = {"open_deadline": no_deadline(how), "opens": opens, "year_assumed": True}
    one = training("t", track, FIRST, **fields)
    said = eligibility_text(programme(trainings=[one], tracks=[track]), TODAY, {}, [track.entry])
    days = "Wednesday, June 1, 2022 (year assumed), Virtual Training"
    assert f"  next training, which opens Monday, April 4, 2022 at noon: {days}\n" in said
    assert "  deadline: none" in said
