"""The next chance to apply, for each track: on the home page, and on that about becoming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programmes import CPSS, deadline, expected_training, no_deadline, planned, programme, training
from read_pages import said_in, shown, words_of
from test_later import context, holds, real
from test_states_everywhere import tags_in

from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.model import Moment, Opening, Programme, Status, Training
from sitegen.programme.states import takes_applications
from sitegen.site.views.chances import ChanceView, track_chances
from sitegen.site.views.parts import begin_of

MARCH = date(2022, 3, 1)
FIRST = training("a", CPSS, date(2022, 5, 16), deadline=deadline(date(2022, 4, 18)))
SECOND = training("b", CPSS, date(2022, 7, 18), deadline=deadline(date(2022, 6, 20)))
CHICAGO = "America/Chicago"
WEEK = timedelta(7)
NONE = "No date is announced that you can apply for."


def chances(now: Programme, today: date) -> tuple[ChanceView, ...]:
    return track_chances(now.tracks[0], context(now, today)).chances


def at(found: tuple[ChanceView, ...], read: date) -> ChanceView:
    """The one that a page shows on a day."""
    (one,) = (one for one in found if holds_on(one, read))
    return one


def holds_on(one: ChanceView, read: date) -> bool:
    instant = begin_of(read, CHICAGO)
    return (one.since is None or one.since <= instant) and (
        one.until is None or instant < one.until
    )


def home(*trainings: Training, today: date = MARCH) -> str:
    return said_in(planned(programme(trainings=trainings), today)["index.html"])


def test_on_march_1_2022_home_and_the_page_on_becoming_show_april_18() -> None:
    files = planned(real(), MARCH)
    for path in ("index.html", "become/index.html"):
        said = said_in(files[path])
        by = said.partition("Next chance to apply")[2]
        row = by[by.index("CPSS Training") :]
        assert row.startswith(
            "CPSS Training Apply by Monday, April 18, 2022 "
            "CPSS Training, Monday, May 16 to Friday, May 20, 2022, Virtual Training"
        ), path
    said = said_in(files["index.html"])
    rows = [said.index(f"{track.name} Apply by") for track in real().tracks]
    peers, supervisors = said.index("For peers"), said.index("For supervisors")
    assert peers < rows[0] < rows[2] < supervisors < rows[1] < rows[3]


def test_days_are_seen_in_brief_and_heard_and_found_in_full() -> None:
    page = planned(real(), MARCH)["index.html"].decode()
    (link,) = re.findall(r'<a href="[^"]*/trainings/cpss-2022-05/">(.*?)</a>', page)
    assert re.sub(r'<span class="away">.*?</span>', "", link, flags=re.DOTALL) == (
        '<span aria-hidden="true">May 16–\N{WORD JOINER}20, 2022</span>'
    )
    heard = re.sub(r'<span aria-hidden="true">.*?</span>', "", link)
    assert words_of(heard) == "CPSS Training, Monday, May 16 to Friday, May 20, 2022"


def test_who_reads_the_rules_is_told_by_when_to_apply_for_what_they_open() -> None:
    said = said_in(planned(real(), MARCH)["designations/index.html"])
    assert "Next chance to apply CPSS Training Apply by Monday, April 18, 2022 " in said
    assert "Apply by" not in said.replace("Apply by Monday, April 18, 2022", "")


def test_what_has_closed_stands_there_only_where_nothing_else_is() -> None:
    late = date(2022, 4, 19)
    assert "July 18" in home(FIRST, SECOND, today=late)
    assert "May 16" not in home(FIRST, SECOND, today=late)
    said = home(FIRST, today=late)
    assert "Applications closed You could apply until the end of Monday, April 18, 2022." in said
    assert "Apply by" not in said
    assert NONE in home(FIRST, today=date(2022, 5, 16))


def test_a_track_that_is_closed_says_what_one_can_still_do() -> None:
    def track(*trainings: Training, today: date) -> str:
        return said_in(planned(programme(trainings=trainings), today)["trainings/cpss/index.html"])

    late = date(2022, 4, 19)
    assert "You can still:" in track(FIRST, today=late)
    assert "You can still:" in track(replace(FIRST, status=Status.FULL), today=MARCH)
    assert "You can still:" not in track(FIRST, SECOND, today=late)
    assert "You can still:" not in track(FIRST, today=MARCH)


def test_a_waiting_list_is_better_than_nothing() -> None:
    full = replace(FIRST, status=Status.FULL)
    waiting = replace(SECOND, status=Status.WAITING_LIST)
    said = home(full, waiting)
    assert "You can put your name on the waiting list: ask us." in said
    assert "May 16" not in said
    open_one = training("c", CPSS, date(2022, 9, 12), deadline=deadline(date(2022, 8, 15)))
    assert "September 12" in home(full, waiting, open_one)


def test_what_one_has_to_act_on_first_comes_first() -> None:
    sooner = training("c", CPSS, date(2022, 9, 12), deadline=deadline(date(2022, 4, 11)))
    assert "Monday, April 11, 2022" in home(FIRST, sooner)
    assert "April 18" not in home(FIRST, sooner)


def test_trainings_with_the_same_deadline_stand_together() -> None:
    also = replace(FIRST, id="c", title="Evenings")
    said = home(FIRST, also, SECOND)
    assert "CPSS Training, Monday, May 16, 2022" in said
    assert "Evenings on Monday, May 16, 2022" in said
    assert said.count("Apply by") == 1


def test_what_is_firm_stands_before_what_is_not_and_not_beside_it() -> None:
    also = replace(FIRST, id="c", title="Evenings")
    said = home(replace(FIRST, status=Status.TENTATIVE), also)
    assert "Evenings, Monday, May 16, 2022" in said
    assert "CPSS Training, Monday" not in said
    assert "Dates not firm" not in said


def test_dates_that_are_not_firm_say_so_and_when_one_can_apply() -> None:
    opening = Opening(label="Registration opens", moment=Moment(date(2022, 4, 4)), reason=None)
    files = planned(
        programme(trainings=(replace(FIRST, status=Status.TENTATIVE, opens=opening),)), MARCH
    )
    assert tags_in(shown(files["index.html"])) == ["Dates not firm"]
    said = said_in(files["index.html"])
    assert "Registration opens: Monday, April 4, 2022" in said
    assert "Apply by Monday, April 18, 2022" in said


def test_a_deadline_for_something_else_keeps_its_name() -> None:
    due = deadline(date(2022, 4, 18), time(12))
    fee = replace(FIRST, deadline=replace(due, label="Payment of the fee"))
    assert "Payment of the fee: by Monday, April 18, 2022 at noon Central Time" in home(fee)
    form = replace(FIRST, deadline=replace(due, label="Form Deadline"))
    assert "Apply by Monday, April 18, 2022 at noon Central Time" in home(form)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_where_nothing_is_held_that_is_said_once(status: Status) -> None:
    for said in (home(), home(replace(FIRST, status=status))):
        assert said.count("No training dates right now.") == 1
        assert NONE not in said
        assert CPSS.summary in said


def test_the_page_on_becoming_says_so_too() -> None:
    said = said_in(planned(real(), date(2026, 11, 26))["become/index.html"])
    assert NONE in said
    assert "Next chance to apply" not in said_in(planned(real(), MARCH)["scholarships/index.html"])


Drawn = tuple[int, int | NoDeadline | None, int | None, Status, bool]
IN_A_TRACK = st.lists(
    st.tuples(
        st.integers(0, 120),  # the first day
        st.sampled_from([None, 7, 21, 40, *NoDeadline]),
        st.sampled_from([None, 5, 30, 50]),  # the opening is so many days before
        st.sampled_from([*Status]),
        st.booleans(),  # days are announced
    ),
    max_size=6,
)


def trainings_of(drawn: list[Drawn]) -> Iterator[Training]:
    for number, (start, due, opens, status, announced) in enumerate(drawn):
        day = date(2022, 3, 1) + timedelta(start)
        fields: dict[str, Any] = {
            "status": status,
            "deadline": deadline(day - timedelta(due)) if isinstance(due, int) else None,
            "opens": None
            if opens is None
            else Opening(label=None, moment=Moment(day - timedelta(opens), time(12)), reason=None),
        }
        if isinstance(due, NoDeadline):
            fields["open_deadline"] = no_deadline(due)
        if announced:
            yield training(f"t{number}", CPSS, day, **fields)
        elif status is not Status.POSTPONED and status is not Status.TENTATIVE:
            yield expected_training(f"t{number}", CPSS, day.year, day.month, **fields)


@settings(max_examples=200, deadline=None)
@given(IN_A_TRACK, st.integers(0, 100), st.integers(0, 100))
def test_a_page_read_later_shows_the_chance_that_a_page_made_later_shows(
    drawn: list[Drawn],
    made: int,
    later: int,
) -> None:
    trainings = tuple(trainings_of(drawn))
    day = date(2022, 2, 1) + timedelta(made)
    read = day + timedelta(later)
    now = programme(trainings=trainings)
    seen, fresh = at(chances(now, day), read), at(chances(now, read), read)
    if seen.more:
        return
    assert (seen.training and seen.training.link) == (fresh.training and fresh.training.link)
    assert (seen.label, seen.when, seen.after) == (fresh.label, fresh.when, fresh.after)
    said = [(one.tag, one.before) for one in seen.states if holds(one, begin_of(read, CHICAGO))]
    assert said == [(one.tag, one.before) for one in fresh.states[:1]]


def test_the_page_of_a_track_leads_from_its_last_chance_to_its_own_list() -> None:
    begin = date(2022, 5, 16)
    many = [
        training(f"t{n}", CPSS, begin + n * WEEK, deadline=deadline(begin + (n - 2) * WEEK))
        for n in range(5)
    ]
    html = planned(programme(trainings=many), MARCH)["trainings/cpss/index.html"].decode()
    assert "is on the page of this training" not in html
    act, _, listed = html.partition('id="dates"')
    assert "What comes next is in the list of dates below." in act
    assert "You can still:" not in act  # there is something ahead
    assert listed.count("Apply by") >= len(many)


@settings(max_examples=200, deadline=None)
@given(IN_A_TRACK, st.integers(0, 150))
def test_no_deadline_that_one_can_meet_is_before_the_one_shown(
    drawn: list[Drawn], made: int
) -> None:
    trainings = tuple(trainings_of(drawn))
    day = date(2022, 2, 1) + timedelta(made)
    now = programme(trainings=trainings)
    takes = {
        context(now, day).times.name(one): one for one in trainings if takes_applications(one, day)
    }
    first = chances(now, day)[0]
    if takes:
        assert first.training is not None
        chosen = takes[first.training.link.text]
        dues = [one.deadline.moment for one in takes.values() if one.deadline]
        assert chosen.deadline is None or chosen.deadline.moment == min(dues)
