"""Where a training stands: every status, before and after every day that matters."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.model import (
    Audience,
    DayRun,
    Deadline,
    Moment,
    OtherDeadline,
    Status,
    Track,
    Training,
)
from sitegen.programme.states import State, is_upcoming, last_day, state_of, takes_applications

DUE = date(2022, 4, 18)
START = date(2022, 5, 16)
END = date(2022, 5, 20)
DUE_DAY = Moment(DUE)

TRACK = Track(
    id="cpss",
    name="CPSS Training",
    heading="",
    audience=Audience.PEERS,
    summary="",
    purpose="",
    for_whom="",
    focus=(),
    how_to_apply="",
    any_designation=False,
    requires=(),
    contacts=(),
    documents=(),
    deadline=None,
)


def a_training(status: Status = Status.SCHEDULED, due: Moment | None = DUE_DAY) -> Training:
    return Training(
        id="t",
        track=TRACK,
        year=2022,
        runs=(DayRun(START, START), DayRun(END, END)),
        hours=None,
        place=None,
        deadline=Deadline(label="", moment=due, reason=None) if due else None,
        milestones=(),
        status=status,
        cost=None,
        capacity=None,
        language=None,
        contacts=(),
        documents=(),
        note=None,
        changes=(),
    )


LONG_BEFORE = DUE - timedelta(days=8)
SOON = DUE - timedelta(days=7)
AFTER = DUE + timedelta(days=1)
EVE = START - timedelta(days=1)
BETWEEN = START + timedelta(days=2)  # no training day, but the training is not over
GONE = END + timedelta(days=1)

SCHEDULED = {
    LONG_BEFORE: State.OPEN,
    SOON: State.CLOSES_SOON,
    DUE: State.CLOSES_SOON,
    AFTER: State.CLOSED,
    EVE: State.CLOSED,
    START: State.UNDER_WAY,
    BETWEEN: State.UNDER_WAY,
    END: State.UNDER_WAY,
    GONE: State.OVER,
}


def _always(state: State, **changed: State) -> dict[date, State]:
    days = dict.fromkeys(SCHEDULED, state) | {GONE: State.OVER}
    names = {"start": START, "between": BETWEEN, "end": END, "gone": GONE}
    return days | {names[name]: other for name, other in changed.items()}


TABLE = {
    Status.SCHEDULED: SCHEDULED,
    Status.TENTATIVE: _always(State.TENTATIVE),
    Status.FULL: _always(
        State.FULL, start=State.UNDER_WAY, between=State.UNDER_WAY, end=State.UNDER_WAY
    ),
    Status.POSTPONED: _always(State.POSTPONED),
    Status.CANCELLED: _always(State.CANCELLED, gone=State.CANCELLED),
}


@pytest.mark.parametrize(
    ("status", "today", "state"),
    [(status, today, state) for status, row in TABLE.items() for today, state in row.items()],
)
def test_state_of_each_status_on_each_day_that_matters(
    status: Status, today: date, state: State
) -> None:
    assert state_of(a_training(status), today) is state


def test_table_has_every_status() -> None:
    assert set(TABLE) == set(Status)


def test_without_a_deadline_one_has_to_ask() -> None:
    assert state_of(a_training(due=None), EVE) is State.OPEN_TO_ASK
    assert state_of(a_training(due=None), START) is State.UNDER_WAY


def test_a_deadline_at_noon_holds_its_whole_day_open() -> None:
    """A page is not rebuilt at noon; it names the hour instead."""
    assert state_of(a_training(due=Moment(DUE, time(12))), DUE) is State.CLOSES_SOON
    assert state_of(a_training(due=Moment(DUE, time(12))), AFTER) is State.CLOSED


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (Status.SCHEDULED, DUE, True),
        (Status.SCHEDULED, AFTER, False),
        (Status.TENTATIVE, DUE, True),
        (Status.TENTATIVE, AFTER, False),
        (Status.FULL, LONG_BEFORE, False),
        (Status.POSTPONED, LONG_BEFORE, False),
        (Status.CANCELLED, LONG_BEFORE, False),
    ],
)
def test_applications_are_taken_until_the_deadline_unless_the_programme_says_no(
    status: Status, today: date, expected: bool
) -> None:
    assert takes_applications(a_training(status), today) is expected


def test_a_training_is_upcoming_through_its_last_day() -> None:
    assert last_day(a_training()) == END
    assert is_upcoming(a_training(), END)
    assert not is_upcoming(a_training(), GONE)


def test_a_deadline_of_its_own_is_upcoming_through_its_day() -> None:
    renewal = OtherDeadline(
        id="renewal", label="", moment=Moment(DUE, time(9)), note=None, contacts=()
    )
    assert is_upcoming(renewal, DUE)
    assert not is_upcoming(renewal, AFTER)


@given(st.sampled_from(Status), st.dates(date(2021, 1, 1), date(2023, 12, 31)), st.booleans())
def test_over_is_exactly_not_upcoming_and_not_cancelled(
    status: Status, today: date, with_deadline: bool
) -> None:
    training = a_training(status, Moment(DUE) if with_deadline else None)
    over = not is_upcoming(training, today) and status is not Status.CANCELLED
    assert (state_of(training, today) is State.OVER) is over
