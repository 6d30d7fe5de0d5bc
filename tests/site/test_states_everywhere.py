"""Every state in every output: pages, calendars, JSON, structured data, news. None contradicts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar, Event
from programmes import CPSS, deadline, programme, training
from read_pages import main_of, said_in, shown, words_of

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    Change,
    DayRun,
    DeadlineStatus,
    Milestone,
    Moment,
    OtherDeadline,
    Run,
    Status,
    Training,
)
from sitegen.programme.states import State, state_of_deadline
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.kinds import Form
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.views.status import looks_as
from sitegen.source.markdown.marks import Markdown

BASE = "https://example.org/peer-support/"
PAGE = f"{BASE}trainings/t/"
FIRST_PUBLISHED = date(2022, 1, 10)
TOLD = date(2022, 2, 10)

START, END = date(2022, 5, 16), date(2022, 5, 20)
OLD = DayRun(date(2022, 6, 6), date(2022, 6, 10))
"""Days that the moved training was published for: later, so that a stale one would still show."""

OTHER_DATES = ("April 18", "2022-04-18", "May 2,", "2022-05-02")
"""The deadline and the interviews, in words and for machines."""

SCHEDULED = training(
    "t",
    CPSS,
    START,
    END,
    deadline=deadline(date(2022, 4, 18)),
    milestones=(
        Milestone(label="Interviews", days=DayRun(date(2022, 5, 2), date(2022, 5, 2)), at=None),
    ),
)


def told(**fields: Any) -> Training:
    return replace(SCHEDULED, changes=(Change(on=TOLD, what="We told you."),), **fields)


NOW = {
    "scheduled": SCHEDULED,
    "tentative": told(status=Status.TENTATIVE),
    "full": told(status=Status.FULL),
    "waiting list": told(status=Status.WAITING_LIST),
    "moved": told(),
    "moved and recorded": told(),
    "postponed": told(status=Status.POSTPONED),
    "cancelled": told(status=Status.CANCELLED),
    "place undecided": replace(SCHEDULED, place=None),
}
BEFORE = {
    "moved": replace(SCHEDULED, runs=(Run(OLD),)),
    "moved and recorded": replace(SCHEDULED, runs=(Run(OLD),)),
    "place undecided": NOW["place undecided"],
}
"""What was published first, where it was not the scheduled training."""

TIMES = {
    "before the deadline": date(2022, 3, 1),
    "after the deadline": date(2022, 5, 1),
    "during": date(2022, 5, 18),
    "over": date(2022, 5, 21),
}

BY_DATE = ("Open", "Applications closed", "Under way", "Past")
TAGS: dict[str, tuple[str, ...]] = {
    "scheduled": BY_DATE,
    "tentative": (*["Dates not firm"] * 3, "Past"),
    "full": ("Full", "Full", "Under way", "Past"),
    "waiting list": (*["Full, with a waiting list"] * 2, "Under way", "Past"),
    "moved": BY_DATE,
    "moved and recorded": BY_DATE,
    "postponed": ("Postponed",) * 4,
    "cancelled": ("Cancelled",) * 4,
    "place undecided": BY_DATE,
}
CALLED_OFF = {"postponed", "cancelled"}
NOT_OPEN = {"Applications closed", "Dates not firm", "Full", "Full, with a waiting list"}


@dataclass(frozen=True)
class Case:
    """A state at a time."""

    state: str
    time: str

    def __str__(self) -> str:
        return f"{self.state}, {self.time}"

    @property
    def tag(self) -> str:
        return TAGS[self.state][list(TIMES).index(self.time)]

    @property
    def moved(self) -> bool:
        return self.state.startswith("moved")

    @property
    def over(self) -> bool:
        return self.time == "over"

    @property
    def can_apply(self) -> bool:
        none = {"full", "waiting list", *CALLED_OFF}
        return self.time == "before the deadline" and self.state not in none

    @property
    def files(self) -> dict[str, bytes]:
        return site(self.state, self.time)

    def text(self, path: str) -> str:
        """The words of `main` of a page."""
        return said_in(self.files[path])

    @property
    def pages(self) -> list[str]:
        """Pages that speak of the training."""
        return [p for p in self.files if p.endswith(".html") and "CPSS Training" in self.text(p)]

    def tags(self, path: str) -> list[str]:
        return tags_in(shown(self.files[path]))

    @property
    def json(self) -> dict[str, Any]:
        (one,) = json.loads(self.files["trainings.json"])["trainings"]
        return one

    @property
    def data(self) -> dict[str, Any]:
        """JSON-LD of the training's page."""
        html = self.files["trainings/t/index.html"].decode()
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
        assert found
        return json.loads(found[1])

    @property
    def feeds(self) -> dict[str, list[Event]]:
        """Events of every calendar by its path."""
        return {
            path: list(Calendar.from_ical(content).walk("VEVENT"))
            for path, content in self.files.items()
            if path.endswith(".ics")
        }

    @property
    def events(self) -> list[Event]:
        return [event for events in self.feeds.values() for event in events]


def tags_in(html: str) -> list[str]:
    return re.findall(r'class="tag [^"]*"[^>]*>([^<]*)<', html)


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


@cache
def site(state: str, time: str) -> dict[str, bytes]:
    """Every file of a site with this one training, after its first form was published."""
    ledger = recorded(
        programme(trainings=[BEFORE.get(state, SCHEDULED)]), Ledger(), FIRST_PUBLISHED
    )
    now, today = programme(trainings=[NOW[state]]), TIMES[time]
    if state.endswith("recorded"):
        ledger = recorded(now, ledger, TOLD)
    calendars = calendar_files(now, ledger, today=today, base_url=BASE)
    files = plan(
        now,
        ledger=ledger,
        today=today,
        base_url=BASE,
        templates=templates(),
        other_files=calendars,
    )
    return {file.address: file.produce() for file in files}


CASES = [Case(state, time) for state in NOW for time in TIMES]
every_case = pytest.mark.parametrize("case", CASES, ids=str)
LISTS = ("index.html", "trainings/index.html", "trainings/cpss/index.html")
PAST = "trainings/past/2022/index.html"


def of_the_training(path: str, case: Case) -> list[str]:
    """The tags of a page without those of a milestone itself, which stand beside its label."""
    html = shown(case.files[path])
    return tags_in(re.sub(r'<li class="date date-[^t].*?</li>', "", html, flags=re.DOTALL))


@every_case
def test_each_page_that_shows_a_state_shows_the_same_one(case: Case) -> None:
    expected = {case.tag} | ({"Moved"} if case.moved and not case.over else set())
    # What is open is said in words.
    assert set(case.tags("trainings/t/index.html")) == expected - {"Open"}
    for path in case.pages:
        assert set(of_the_training(path, case)) <= expected, path
    heading, _, first = shown(case.files["trainings/t/index.html"]).partition("</h1>")
    assert "status" not in main_of(heading + "</main>")
    assert first.lstrip().startswith('<div class="split">')
    assert words_of(first).startswith(("You can apply until", *(expected - {"Moved"})))


@every_case
def test_it_is_listed_as_coming_or_as_past_and_never_as_both(case: Case) -> None:
    home, _, track = (bool(case.tags(path)) for path in LISTS)
    assert ("CPSS Training, " in case.text(LISTS[1])) is not case.over
    # What is open needs no tag there, and what has begun is no chance any more. Of what is not
    # firm nobody can tell that it has begun.
    until = 3 if case.state == "tentative" else 2
    assert home is (case.time in tuple(TIMES)[:until] and (case.moved or case.tag in NOT_OPEN))
    tagged = case.tag != "Open" or case.moved
    assert track is (tagged and (not case.over or case.state in CALLED_OFF))
    assert (PAST in case.files) is case.over
    if case.over:
        assert case.tags(PAST) == ([case.tag] if case.state in CALLED_OFF else [])


@every_case
def test_words_and_machines_agree_on_the_state(case: Case) -> None:
    first = re.search(
        r'class="status status-([\w-]+)"', case.files["trainings/t/index.html"].decode()
    )
    assert first
    assert looks_as(State(case.json["state"])).value == first[1]
    assert case.json["status"] == NOW[case.state].status
    assert case.json["url"] == case.data["url"] == PAGE
    assert case.json["calendar"] == f"{PAGE}t.ics"
    assert "trainings/t/t.ics" in case.files


@every_case
def test_one_can_apply_in_every_output_or_in_none(case: Case) -> None:
    text = case.text("trainings/t/index.html")
    assert case.json["can_apply"] is case.can_apply
    assert ("How to apply" in text) is case.can_apply
    if case.state != "tentative":
        assert any("You can apply until" in case.text(path) for path in case.pages) is (
            case.can_apply
        )
    offer = case.data.get("offers", {}).get("availability", "").rpartition("/")[2]
    assert offer == (
        "InStock" if case.can_apply else "SoldOut" if case.tag.startswith("Full") else ""
    )
    assert ("validThrough" in case.data.get("offers", {})) is case.can_apply
    assert ("Apply by Monday, April 18, 2022" in case.text("index.html")) is case.can_apply


@every_case
def test_what_is_over_calls_to_nothing(case: Case) -> None:
    if case.over:
        page = case.files["trainings/t/index.html"].decode()
        main = main_of(page)
        assert 'class="button' not in main
        assert ".ics" not in main
        for words in ("Ask us", "You can apply", "How to apply", "Moved"):
            assert words not in case.text("trainings/t/index.html"), words
            assert words not in case.text(PAST), words


STATUSES = {
    "scheduled": ("CONFIRMED", "EventScheduled", ""),
    "tentative": ("TENTATIVE", "", "dates not firm"),
    "full": ("CONFIRMED", "EventScheduled", "full"),
    "waiting list": ("CONFIRMED", "EventScheduled", "full, with a waiting list"),
    "moved": ("CONFIRMED", "EventRescheduled", ""),
    "moved and recorded": ("CONFIRMED", "EventRescheduled", ""),
    "postponed": ("CANCELLED", "EventPostponed", "POSTPONED: "),
    "cancelled": ("CANCELLED", "EventCancelled", "CANCELLED: "),
    "place undecided": ("CONFIRMED", "EventScheduled", ""),
}


@every_case
def test_calendars_and_structured_data_have_the_same_status(case: Case) -> None:
    status, term, in_title = STATUSES[case.state]
    if case.moved and case.over:
        term = "EventScheduled"  # it was held on the days that hold
    assert {str(event["STATUS"]) for event in case.events} == {status}
    assert all(in_title in event["SUMMARY"] for event in case.events)
    assert case.data.get("eventStatus", "").rpartition("/")[2] == term


@every_case
def test_each_form_of_a_feed_has_its_kinds_and_each_event_is_the_same_everywhere(
    case: Case,
) -> None:
    own = {
        str(event["UID"]).partition("@")[0]: event.to_ical()
        for event in case.feeds["trainings/t/t.ics"]
    }
    assert set(own) == {"t", "t-deadline", "t-interviews"}
    kinds = {
        Form.EVERYTHING: set(own),
        Form.TRAININGS: {"t"},
        Form.DEADLINES: {"t-deadline", "t-interviews"},
    }
    for form, uids in kinds.items():
        for track in ("cpss", "all"):
            events = case.feeds[f"calendars/{track}-{form}.ics"]
            there = {str(event["UID"]).partition("@")[0]: event.to_ical() for event in events}
            assert there == {uid: own[uid] for uid in uids}


@every_case
def test_days_are_the_same_in_every_output(case: Case) -> None:
    days = {"first": str(START), "last": str(END)}
    starts = {str(e["DTSTART"].dt) for e in case.events if str(e["UID"]).startswith("t@")}
    assert starts == {str(START)}
    assert case.data["startDate"] == str(START)
    if case.state == "postponed":
        assert case.json["days"] == []
        assert case.json["previous_days"] == [days]
        assert "endDate" not in case.data
    else:
        assert [{"first": one["first"], "last": one["last"]} for one in case.json["days"]] == [days]
        assert case.data["endDate"] == str(END)


@every_case
def test_a_date_that_does_not_hold_is_nowhere(case: Case) -> None:
    """The deadline and the interviews are called off with their training."""
    texts = {path: case.text(path) for path in case.pages}
    texts["trainings.json"] = json.dumps(case.json)
    texts["JSON-LD"] = json.dumps(case.data)
    found = {path for path, text in texts.items() if any(one in text for one in OTHER_DATES)}
    assert bool(found) is (case.state not in CALLED_OFF)


@every_case
def test_postponed_days_are_said_to_be_planned_only(case: Case) -> None:
    day = "Monday, May 16"
    for path in case.pages:
        text = case.text(path)
        if case.state == "postponed":
            assert text.count(day) == len(re.findall(f"lanned for {day}", text)), path
        else:
            assert "lanned for" not in text
    if case.state == "postponed" and not case.over:
        listed = case.text("trainings/index.html")
        assert listed.index("Postponed: no new days yet") < listed.index(day)
        assert ">May 2022</h2>" not in case.files["trainings/index.html"].decode()


@every_case
def test_old_days_of_a_move_are_said_to_be_old_only(case: Case) -> None:
    old = "Monday, June 6 to Friday, June 10, 2022"
    shown = {path for path in case.pages if "June" in case.text(path)}
    if not case.moved or case.over:
        assert shown == set()
        assert "2022-06" not in json.dumps([case.json, case.data])
        return
    assert "trainings/t/index.html" in shown
    for path in shown:
        text = case.text(path)
        assert text.count(old) == text.count(f"Moved The old days were {old}."), path
        assert text.count("June") == 2 * text.count(old), path
    assert case.json["previous_days"] == [{"first": str(OLD.first), "last": str(OLD.last)}]
    assert case.data["previousStartDate"] == str(OLD.first)
    assert all(event["DTSTART"].dt < OLD.first for event in case.events)


def test_it_is_the_training_that_has_moved_and_not_its_deadline() -> None:
    html = shown(Case("moved", "before the deadline").files["trainings/index.html"])
    tags = {
        kind: tags_in(item)
        for kind, item in re.findall(r'<li class="date date-(\w+)"(.*?)</li>', html, re.DOTALL)
    }
    assert tags == {"training": ["Moved"], "deadline": [], "milestone": []}


@every_case
def test_calendar_programs_are_told_of_what_has_changed(case: Case) -> None:
    changed = case.state not in {"scheduled", "place undecided"}
    first = {int(e["SEQUENCE"]) for e in case.events if str(e["UID"]).startswith("t@")}
    assert first == {int(changed)}
    for event in case.events:
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        newest = TOLD if int(event["SEQUENCE"]) else date(2021, 1, 1)
        assert event["DTSTAMP"].dt.date() == newest


@every_case
def test_the_place_is_the_same_in_every_output(case: Case) -> None:
    undecided = case.state == "place undecided"
    locations = {str(event["LOCATION"]) for event in case.events if "LOCATION" in event}
    assert locations == {"To be announced" if undecided else "Virtual Training"}
    assert (case.json["place"] is None) is undecided
    assert ("location" in case.data) is not undecided
    assert ("eventAttendanceMode" in case.data) is not undecided
    for path in case.pages:
        wrong = "Virtual" if undecided else "Place not announced"
        assert wrong not in case.text(path), path
    if not undecided:
        assert case.data["location"] == {"@type": "VirtualLocation", "url": PAGE}


@every_case
def test_news_are_the_same_on_the_page_and_in_both_feeds(case: Case) -> None:
    a = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(case.files["changes.atom"]).findall(f"{a}entry")
    atom = [(e.findtext(f"{a}title"), e.findtext(f"{a}content")) for e in entries]
    items = json.loads(case.files["changes.json"])["items"]
    assert [(item["title"], item["content_text"]) for item in items] == atom
    name = {
        "postponed": "CPSS Training planned for Monday, May 16, 2022 (postponed)",
        "cancelled": "CPSS Training from Monday, May 16, 2022 (cancelled)",
    }.get(case.state, "CPSS Training from Monday, May 16, 2022")
    news = [(name, change.what) for change in NOW[case.state].changes]
    assert atom == [*news, (name, "New training.")]
    text = case.text("changes/index.html")
    for title, what in atom:
        assert f"{title} {what}" in text


@every_case
def test_names_in_titles_and_links_say_that_it_is_called_off(case: Case) -> None:
    page = case.files["trainings/t/index.html"].decode()
    title = re.search("<title>(.*?)</title>", page)
    assert title
    assert (f"({case.state})" in title[1]) is (case.state in CALLED_OFF)


def test_the_table_has_every_status() -> None:
    assert {one.status for one in NOW.values()} == set(Status)


# Deadlines that belong to no training.

DUE = date(2022, 5, 16)
WAS_DUE = date(2022, 6, 20)
RENEWAL = OtherDeadline(
    id="d",
    label="Renewal due",
    moment=Moment(DUE, time(17)),
    note=Markdown("The day of *receipt* counts. See [us](/contact/)."),
    contacts=(),
)
THEN = {"open": date(2022, 3, 1), "soon": date(2022, 5, 16), "over": date(2022, 5, 17)}


def told_of_it(**fields: Any) -> OtherDeadline:
    return replace(RENEWAL, changes=(Change(on=TOLD, what="We told you."),), **fields)


DEADLINES = {
    "scheduled": (RENEWAL, RENEWAL, ("", "Closes soon", "Past")),
    "tentative": (
        RENEWAL,
        told_of_it(status=DeadlineStatus.TENTATIVE),
        (*["Date not firm"] * 2, "Past"),
    ),
    "moved": (
        replace(RENEWAL, moment=Moment(WAS_DUE)),
        told_of_it(),
        ("Moved", "Moved Closes soon", "Past"),
    ),
    "postponed": (RENEWAL, told_of_it(status=DeadlineStatus.POSTPONED), ("Postponed",) * 3),
    "cancelled": (RENEWAL, told_of_it(status=DeadlineStatus.CANCELLED), ("Cancelled",) * 3),
}
"""What was published, what is written now, and the tags before, on and after the day."""

every_deadline = pytest.mark.parametrize("state", DEADLINES)


@cache
def deadline_site(state: str, then: str) -> dict[str, bytes]:
    before, now, _ = DEADLINES[state]
    ledger = recorded(programme(deadlines=[before]), Ledger(), FIRST_PUBLISHED)
    written = programme(deadlines=[now])
    calendars = calendar_files(written, ledger, today=THEN[then], base_url=BASE)
    files = plan(
        written,
        ledger=ledger,
        today=THEN[then],
        base_url=BASE,
        templates=templates(),
        other_files=calendars,
    )
    return {file.address: file.produce() for file in files}


def tags_of_it(state: str, then: str, path: str) -> list[str]:
    """The tags of each entry of the deadline on a page."""
    html = shown(deadline_site(state, then)[path])
    entries = re.findall(r">Renewal due[^<]*<(.*?)</li>", html, re.DOTALL)
    return [" ".join(tags_in(entry)) for entry in entries]


@every_deadline
@pytest.mark.parametrize("then", THEN)
def test_each_page_says_the_same_of_a_deadline(state: str, then: str) -> None:
    tag = DEADLINES[state][2][list(THEN).index(then)]
    ahead = then != "over"
    assert tags_of_it(state, then, "years/2022/index.html") == [tag]
    assert tags_of_it(state, then, "trainings/index.html") == [tag] * ahead
    held = ahead and state not in CALLED_OFF
    assert tags_of_it(state, then, "index.html") == [tag] * held


@every_deadline
def test_what_people_were_told_of_a_deadline_stands_with_it_and_in_the_news(state: str) -> None:
    files = deadline_site(state, "open")
    changes = [change.what for change in DEADLINES[state][1].changes]
    for path in ("trainings/index.html", "years/2022/index.html", "changes/index.html"):
        assert files[path].decode().count("We told you.") == len(changes), path
    items = json.loads(files["changes.json"])["items"]
    name = "Renewal due" + (f" ({state})" if state in CALLED_OFF else "")
    assert [(one["title"], one["content_text"]) for one in items] == [
        *((name, what) for what in changes),
        (name, "New date."),
    ]
    assert {one["url"] for one in items} == {f"{BASE}trainings/#deadline-d"}
    past = json.loads(deadline_site(state, "over")["changes.json"])["items"]
    assert {one["url"] for one in past} == {f"{BASE}years/2022/"}


@every_deadline
def test_calendars_say_how_a_deadline_stands(state: str) -> None:
    files = deadline_site(state, "open")
    found = [
        event
        for path, content in files.items()
        if path.endswith(".ics")
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]
    assert len(found) == 3
    assert len({event.to_ical() for event in found}) == 1
    event = found[0]
    status, _, in_title = STATUSES[state]
    assert str(event["STATUS"]) == status
    assert in_title.replace("dates", "date") in event["SUMMARY"]
    assert event["DTSTART"].dt == DUE
    assert int(event["SEQUENCE"]) == (state != "scheduled")
    assert event["DTSTAMP"].dt.date() == (date(2021, 1, 1) if state == "scheduled" else TOLD)
    assert f"The day of receipt counts. See us ({BASE}contact/)." in event["DESCRIPTION"]


@every_deadline
@pytest.mark.parametrize("then", THEN)
def test_the_json_says_how_a_deadline_stands(state: str, then: str) -> None:
    (one,) = json.loads(deadline_site(state, then)["trainings.json"])["deadlines"]
    by_date = {"open": "open", "soon": "closes-soon", "over": "over"}[then]
    fixed = state in CALLED_OFF or (state == "tentative" and then != "over")
    assert one["state"] == (state if fixed else by_date)
    assert one["status"] == DEADLINES[state][1].status
    assert one["day"] == (None if state == "postponed" else str(DUE))
    moved = [str(WAS_DUE)] if state == "moved" and then != "over" else []
    assert one["previous_days"] == ([str(DUE)] if state == "postponed" else moved)


def test_a_postponed_deadline_is_said_to_be_planned_only() -> None:
    files = deadline_site("postponed", "open")
    listed = files["trainings/index.html"].decode()
    assert listed.index("Postponed: no new days yet") < listed.index("Was planned for <time")
    assert "May 2022</h2>" not in listed
    for path in ("trainings/index.html", "years/2022/index.html"):
        text = re.sub(r"<[^>]*>", "", files[path].decode())
        assert text.count("Monday, May 16") == text.count("Was planned for Monday, May 16"), path


def test_a_deadline_at_the_start_of_a_day_is_over_on_it() -> None:
    early = replace(RENEWAL, moment=Moment(DUE, time(0)))
    assert state_of_deadline(early, DUE - timedelta(1)) is State.CLOSES_SOON
    assert state_of_deadline(early, DUE) is State.OVER


def test_the_table_of_deadlines_has_every_status() -> None:
    assert {now.status for _, now, _ in DEADLINES.values()} == set(DeadlineStatus)
