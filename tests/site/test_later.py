"""A page that is read later says what a page made later would say."""

from __future__ import annotations

import re
from datetime import UTC, date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programmes import rich

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.lazy import fields, replace
from sitegen.programme.dates import DateKind
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import (
    DayRun,
    DeadlineStatus,
    Expected,
    Milestone,
    Moment,
    Opening,
    OtherDeadline,
    Programme,
    Status,
    Training,
)
from sitegen.programme.states import state_of, takes_applications
from sitegen.settings import shipped_templates
from sitegen.site.addresses import BaseUrl
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.timetable import timetable
from sitegen.site.views.beside import status_beside
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import begin_of
from sitegen.site.views.status import (
    MoveView,
    StateView,
    StatusView,
    TagView,
    deadline_status_view,
    looks_as,
    milestone_status_view,
    status_view,
)
from sitegen.site.wording import ENGLISH

ROOT = Path(__file__).parents[2]
EVERY_STATE = ROOT / "tests/projects/every-state"
BASE = "https://example.org/peer-support/"


def real() -> Programme:
    programme = check_site(read_site_files(ROOT), lambda _: date(2022, 3, 1)).programme
    assert programme is not None
    return programme


PROGRAMMES = (real(), rich())
NOT_ANNOUNCED = [
    replace(one, runs=(), expected=when)
    for one in rich().trainings
    if one.status not in {Status.TENTATIVE, Status.POSTPONED}
    for when in (Expected(), Expected(one.year), Expected(one.year, 6))
]
CASES = [
    *((programme, one) for programme in PROGRAMMES for one in programme.trainings),
    *((rich(), one) for one in NOT_ANNOUNCED),
]


DEADLINES = tuple(
    OtherDeadline(
        id="d",
        label="D",
        moment=Moment(date(2022, 6, 1), at),
        note=None,
        contacts=(),
        status=status,
    )
    for status in DeadlineStatus
    for at in (None, time(12), time(0))
)


def context(programme: Programme, today: date) -> SiteContext:
    base = BaseUrl.of(BASE)
    return SiteContext(
        programme=programme,
        ledger=Ledger(),
        times=timetable(programme, today),
        base=base,
        markdown=MarkdownHtml(base),
        words=ENGLISH,
        language="en",
    )


def seen(training: Training, programme: Programme, today: date) -> StatusView:
    return status_view(training, context(programme, today))


def holds(state: TagView, instant: str) -> bool:
    """What the script asks of each part of a page."""
    begun = state.since is None or state.since <= instant
    return begun and (state.until is None or instant < state.until)


_OF_A_STATE = {field.name for field in fields(StateView)}


def words(state: StateView) -> dict[str, object]:
    return {
        name: v
        for name, v in ((f.name, getattr(state, f.name)) for f in fields(state))
        if name in _OF_A_STATE
    } | {
        "since": None,
        "until": None,
    }


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(0, len(CASES) - 1),
    made=st.integers(-150, 30),
    later=st.integers(0, 200),
)
def test_a_page_read_later_says_what_a_page_made_later_says(
    number: int, made: int, later: int
) -> None:
    programme, training = CASES[number]
    day = training.period.first + timedelta(made)
    read = day + timedelta(later)
    status = seen(training, programme, day)
    shown = [
        state
        for state in (status, *status.later)
        if holds(state, begin_of(read, programme.site.timezone))
    ]
    assert len(shown) == 1
    assert words(shown[0]) == words(seen(training, programme, read))


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(0, len(CASES) - 1),
    made=st.integers(0, 60),
    minutes=st.integers(-200, 5000),
    at=st.none() | st.times(),
)
def test_applications_open_at_the_moment_itself(
    number: int, made: int, minutes: int, at: time | None
) -> None:
    """A page that was made at any day before turns at that minute, in the zone of the site."""
    programme, training = CASES[number]
    day = training.period.first - timedelta(40)
    opens = Opening(label=None, moment=Moment(day, at and at.replace(second=0)), reason=None)
    training = replace(training, opens=opens)
    begins = opens.moment.begins.replace(tzinfo=ZoneInfo(programme.site.timezone))
    read = begins.astimezone(UTC) + timedelta(minutes=minutes)
    built = day - timedelta(made)
    local = read.astimezone(ZoneInfo(programme.site.timezone))
    if local.date() < built:
        return  # nobody reads a page before it is made
    status = seen(training, programme, built)
    instant = read.strftime("%Y-%m-%dT%H:%MZ")
    (shown,) = (state for state in (status, *status.later) if holds(state, instant))
    assert shown.state == looks_as(state_of(training, local.date(), local.time())).value
    assert (shown.state == "opens-later") <= (minutes < 0)
    applying = status.opens is None or status.opens <= instant
    applying &= status.closes is None or instant < status.closes
    if status.opens or status.closes:
        assert applying is takes_applications(training, local.date(), local.time())


@given(
    deadline=st.sampled_from(DEADLINES),
    made=st.integers(-30, 10),
    later=st.integers(0, 60),
)
def test_so_does_a_deadline_of_its_own(deadline: OtherDeadline, made: int, later: int) -> None:
    day = deadline.moment.day + timedelta(made)
    read = day + timedelta(later)
    status = deadline_status_view(deadline, context(PROGRAMMES[1], day))
    (shown,) = (one for one in (status, *status.later) if holds(one, begins(read)))
    then = deadline_status_view(deadline, context(PROGRAMMES[1], read))
    assert (shown.state, shown.tag) == (then.state, then.tag)


@settings(max_examples=300, deadline=None)
@given(
    number=st.integers(0, len(CASES) - 1),
    made=st.integers(-150, 30),
    later=st.integers(0, 200),
    kind=st.sampled_from(DateKind),
    moves=st.booleans(),
)
def test_so_does_what_stands_beside_a_date(
    number: int, made: int, later: int, kind: DateKind, moves: bool
) -> None:
    programme, training = CASES[number]
    day = training.period.first + timedelta(made)
    read = day + timedelta(later)
    instant = begin_of(read, programme.site.timezone)

    def said(built: date) -> tuple[list[str], bool]:
        status = seen(training, programme, built)
        if moves:
            status = replace(with_move(status), later=tuple(map(with_move, status.later)))
        beside = status_beside(status, kind)
        shown = [one for one in ((beside, *beside.later) if beside else ()) if holds(one, instant)]
        return [one.tag for one in shown if one.tag], any(one.moves for one in shown)

    (found, has_moved), (fresh, moved) = said(day), said(read)
    assert has_moved is moved
    if seen(training, programme, read).state in {"under-way", "over"}:
        # That one can no longer apply is as true then, and which days these are the row says.
        closed = {"Applications closed", "Full", "Full, with a waiting list"}
        assert set(found) <= {*fresh, *closed}
    else:
        assert found == fresh


def with_move(state: Any) -> Any:
    """The same of a training whose days have moved, which matters until it is over."""
    return state if state.state == "over" else replace(state, moves=(MoveView(was=()),))


@given(first=st.integers(-10, 10), length=st.integers(0, 5), later=st.integers(0, 30))
def test_so_does_a_milestone(first: int, length: int, later: int) -> None:
    made = date(2022, 6, 1)
    begin, read = made + timedelta(first), made + timedelta(later)
    milestone = Milestone(label="M", days=DayRun(begin, begin + timedelta(length)), at=None)
    status = milestone_status_view(milestone.days.last, context(PROGRAMMES[1], made))
    (shown,) = (one for one in (status, *status.later) if holds(one, begins(read)))
    assert (shown.tag == "Past") is (milestone.days.last < read)


def begins(day: date) -> str:
    return begin_of(day, PROGRAMMES[1].site.timezone)


@pytest.mark.parametrize(("programme", "training"), CASES, ids=lambda one: getattr(one, "id", ""))
def test_one_can_apply_until_the_page_says_so(programme: Programme, training: Training) -> None:
    """How to apply is shown as long as a page made then would show it."""
    for before in range(-2, 90):
        day = training.period.first - timedelta(before)
        now = seen(training, programme, day)
        tomorrow = begin_of(day + timedelta(1), programme.site.timezone)
        if now.closes is not None and now.closes <= tomorrow:
            assert seen(training, programme, day + timedelta(1)).closes is None


def test_a_day_begins_in_the_zone_of_the_site() -> None:
    assert begin_of(date(2022, 4, 19), "America/Chicago") == "2022-04-19T05:00Z"
    assert begin_of(date(2022, 1, 19), "America/Chicago") == "2022-01-19T06:00Z"


@pytest.mark.parametrize("language", ["", "es/"])
def test_every_page_says_from_day_31_on_that_it_is_old(language: str) -> None:
    today = date(2031, 3, 5)
    programme = check_site(read_site_files(EVERY_STATE), lambda _: today).programme
    assert programme is not None
    files = plan(programme, today=today, base_url=BASE, templates=Templates([shipped_templates()]))
    words = {
        "": ("This page is from Wednesday, March 5, 2031.", "This list is from Wednesday, March 5"),
        "es/": ("Esta página es del miércoles, 5 de marzo", "Esta lista es del miércoles, 5 de"),
    }
    since, looked_at = '[^>]* data-since="2031-04-05T04:00Z"', 0
    for file in files:
        if file.address.endswith(".html") and (file.address.startswith("es/") is bool(language)):
            html = file.produce().decode()
            old = re.findall(f'<(aside class="box"|p class="quiet"){since} hidden>\\s*(.*)', html)
            (said,) = [text.removeprefix("<p>") for _, text in old]
            assert said.startswith(words[language][file.address.startswith(f"{language}embed/")])
            looked_at += 1
    assert looked_at > 40
