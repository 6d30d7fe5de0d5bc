"""Where a training stands: every status, before and after every day that matters."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.lazy import replace
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.ledger import PublishedEvent
from sitegen.programme.model import (
    DayRun,
    Deadline,
    Moment,
    OpenDeadline,
    Opening,
    OtherDeadline,
    Run,
    Status,
    Track,
    Training,
)
from sitegen.programme.states import (
    WITHOUT_DEADLINE,
    Move,
    State,
    is_called_off,
    is_upcoming,
    last_day,
    moves,
    open_deadline_that_holds,
    opens_later,
    state_of,
    takes_applications,
)

DUE = date(2022, 4, 18)
START = date(2022, 5, 16)
END = date(2022, 5, 20)
DUE_DAY = Moment(DUE)

TRACK = Track(
    id="cpss",
    name="CPSS Training",
    heading="",
    audience=None,
    summary="",
    purpose="",
    for_whom="",
    focus=(),
    how_to_apply="",
    entry=Rule(subject=Subject.TRACK, id="cpss", name=""),
    contacts=(),
    documents=(),
)


def a_training(status: Status = Status.SCHEDULED, due: Moment | None = DUE_DAY) -> Training:
    return Training(
        id="t",
        track=TRACK,
        year=2022,
        runs=(Run(DayRun(START, START)), Run(DayRun(END, END))),
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
    Status.WAITING_LIST: _always(
        State.WAITING_LIST, start=State.UNDER_WAY, between=State.UNDER_WAY, end=State.UNDER_WAY
    ),
    Status.POSTPONED: _always(State.POSTPONED, gone=State.POSTPONED),
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


@pytest.mark.parametrize("how", NoDeadline)
def test_without_a_deadline_one_can_apply_until_it_begins_or_is_full(how: NoDeadline) -> None:
    none = OpenDeadline(label=None, how=how, reason=None)
    one = replace(a_training(due=None), open_deadline=none)
    assert {state_of(one, day) for day in (LONG_BEFORE, DUE, EVE)} == {WITHOUT_DEADLINE[how]}
    assert takes_applications(one, EVE)
    assert not takes_applications(one, START)
    full = replace(one, status=Status.FULL)
    assert state_of(full, EVE) is State.FULL
    assert not takes_applications(full, EVE)
    tentative = replace(one, status=Status.TENTATIVE)
    assert takes_applications(tentative, EVE)
    assert not takes_applications(tentative, START)
    assert open_deadline_that_holds(one) is none
    assert open_deadline_that_holds(replace(one, status=Status.CANCELLED)) is None


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


OPENS = DUE - timedelta(days=20)


def that_opens(at: time | None, status: Status = Status.SCHEDULED) -> Training:
    opens = Opening(label=None, moment=Moment(OPENS, at), reason=None)
    return replace(a_training(status), opens=opens)


@pytest.mark.parametrize(
    ("at", "today", "clock", "opened"),
    [
        (None, OPENS - timedelta(1), time(23, 59), False),
        (None, OPENS, time(), True),
        (time(), OPENS - timedelta(1), time(23, 59), False),
        (time(), OPENS, time(), True),
        (time(12), OPENS, time(), False),
        (time(12), OPENS, time(11, 59), False),
        (time(12), OPENS, time(12), True),
        (time(12), OPENS + timedelta(1), time(), True),
    ],
)
def test_nobody_can_apply_before_applications_open(
    at: time | None, today: date, clock: time, opened: bool
) -> None:
    training = that_opens(at)
    expected = State.OPEN if opened else State.OPENS_LATER
    assert state_of(training, today, clock) is expected
    assert takes_applications(training, today, clock) is opened
    tentative = that_opens(at, Status.TENTATIVE)
    assert state_of(tentative, today, clock) is State.TENTATIVE
    assert takes_applications(tentative, today, clock) is opened


@pytest.mark.parametrize(
    ("status", "expected"),
    [(one, one in {Status.SCHEDULED, Status.TENTATIVE}) for one in Status],
)
def test_it_opens_later_only_where_one_can_apply_then(status: Status, expected: bool) -> None:
    training = that_opens(time(12), status)
    assert (opens_later(training, OPENS) == Moment(OPENS, time(12))) is expected
    assert opens_later(training, OPENS + timedelta(1)) is None
    assert opens_later(a_training(status), OPENS) is None


@given(
    st.sampled_from(Status),
    st.dates(date(2022, 1, 1), date(2022, 12, 31)),
    st.none() | st.times(),
)
def test_an_opening_that_is_past_changes_nothing(
    status: Status, today: date, at: time | None
) -> None:
    training, without = that_opens(at, status), a_training(status)
    if today > OPENS:
        assert state_of(training, today) is state_of(without, today)
        assert takes_applications(training, today) is takes_applications(without, today)
    elif takes_applications(training, today):
        assert (today, at or time()) == (OPENS, time())


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
def test_over_is_exactly_not_upcoming_and_not_called_off(
    status: Status, today: date, with_deadline: bool
) -> None:
    training = a_training(status, Moment(DUE) if with_deadline else None)
    over = not is_upcoming(training, today) and not is_called_off(training)
    assert (state_of(training, today) is State.OVER) is over


FIRST, SECOND = DayRun(START, START), DayRun(END, END)
EARLIER = DayRun(START - timedelta(days=7), START - timedelta(days=7))


def published(name: str, days: DayRun, moved_from: DayRun | None = None) -> PublishedEvent:
    return PublishedEvent(
        uid=f"{name}@example.org",
        of="t",
        track="cpss",
        kind="training",
        days=days,
        place=None,
        status="scheduled",
        changes=0,
        digest="",
        sequence=0,
        stamp=datetime(2022, 1, 1, tzinfo=UTC),
        added=date(2022, 1, 1),
        moved_from=moved_from,
    )


DUE_EVENT = published("t-deadline", DayRun(DUE, DUE), moved_from=EARLIER)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ()),
        ((published("t", FIRST), published("t-2", SECOND)), ()),
        ((published("t", EARLIER), published("t-2", SECOND)), (Move(EARLIER, FIRST),)),
        ((published("t", FIRST, moved_from=EARLIER),), (Move(EARLIER, FIRST),)),
        # Moved once and recorded, then moved on: the days that people have are those recorded.
        ((published("t", SECOND, moved_from=EARLIER),), (Move(SECOND, FIRST),)),
        ((published("t", FIRST), published("t-2", EARLIER)), (Move(EARLIER, SECOND),)),
        ((published("t", FIRST), DUE_EVENT), ()),
    ],
)
def test_a_training_has_moved_where_its_days_were_published_differently(
    events: tuple[PublishedEvent, ...], expected: tuple[Move, ...]
) -> None:
    assert moves(a_training(), events, LONG_BEFORE) == expected


@given(st.sampled_from(Status), st.dates(date(2022, 1, 1), date(2022, 12, 31)))
def test_where_it_has_moved_from_is_said_until_it_is_over_or_called_off(
    status: Status, today: date
) -> None:
    training = a_training(status)
    said = bool(moves(training, [published("t", EARLIER)], today))
    assert said is (is_upcoming(training, today) and not is_called_off(training))


def test_one_more_run_of_days_is_no_move() -> None:
    more = replace(a_training(), runs=tuple(map(Run, (FIRST, SECOND, DayRun(GONE, GONE)))))
    assert moves(more, [published("t", FIRST), published("t-2", SECOND)], LONG_BEFORE) == ()
