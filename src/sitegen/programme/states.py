"""Where a training or a deadline stands on a given day, and what counts as upcoming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sitegen.lazy import dataclass
from sitegen.programme.dates import dates_of
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.ledger import PublishedEvent
from sitegen.programme.model import (
    CALLED_OFF,
    NO_PLACES,
    DayRun,
    Deadline,
    DeadlineStatus,
    Moment,
    OpenDeadline,
    Opening,
    OtherDeadline,
    Status,
    Training,
)

_DAY_BEGINS = time()

CLOSES_SOON = timedelta(days=7)
"""So long before its deadline, the deadline's day included, a training is said to close soon."""


class State(StrEnum):
    """What a visitor has to know first about a training, or about a deadline of its own."""

    OPEN = "open"
    CLOSES_SOON = "closes-soon"
    ANY_TIME = "any-time"  # there is no deadline
    FIRST_COME = "first-come"  # there is no deadline, and whoever applies first has a place
    OPEN_TO_ASK = "open-to-ask"  # whether there is a deadline is not known
    OPENS_LATER = "opens-later"  # one can apply from a moment on that is still to come
    CLOSED = "closed"  # applications are over, the training has not begun
    UNDER_WAY = "under-way"
    FULL = "full"
    WAITING_LIST = "waiting-list"
    TENTATIVE = "tentative"
    NOT_ANNOUNCED = "not-announced"  # its days are not known yet
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    OVER = "over"


WITHOUT_DEADLINE: Mapping[NoDeadline, State] = {
    NoDeadline.ANY_TIME: State.ANY_TIME,
    NoDeadline.FIRST_COME: State.FIRST_COME,
}
"""The state of a training that one can apply for until it begins."""

APPLY_NOW = frozenset(
    {State.OPEN, State.CLOSES_SOON, State.OPEN_TO_ASK, *WITHOUT_DEADLINE.values()}
)
"""The states in which one can apply for dates that are firm."""


@dataclass(frozen=True, slots=True)
class Move:
    """Days that something was published for, and the days that it is on instead."""

    was: DayRun
    now: DayRun


def is_upcoming(dated: Training | OtherDeadline, today: date) -> bool:
    """Whether its last day, the day itself included, is not before `today`."""
    return last_day(dated) >= today


def last_day(dated: Training | OtherDeadline) -> date:
    """Last day of a training, or the last day on which one can meet a deadline of its own.

    Where days are not announced yet, it is the last one that they can be.
    """
    return dated.period.last if isinstance(dated, Training) else dated.moment.last_day


def state_of(training: Training, today: date, at: time = _DAY_BEGINS) -> State:
    """State of `training` on `today` at a time of it, in the site's zone.

    A page is made for the beginning of a day: what opens at an hour of it is still to come.
    What was called off stays so, also when its days have passed; everything else that has passed
    is over, as far as its days were announced. Then comes what the programme itself says, then what
    the dates say.
    """
    if is_called_off(training):
        return State(training.status)
    if training.days is None:
        is_full = training.status is Status.FULL and is_upcoming(training, today)
        return State.FULL if is_full else State.NOT_ANNOUNCED
    if not is_upcoming(training, today):
        return State.OVER
    if training.status is Status.TENTATIVE:
        return State.TENTATIVE
    if training.days.first <= today:
        return State.UNDER_WAY
    if training.status in NO_PLACES:
        return State(training.status)
    if not is_opened(training, today, at):
        return State.OPENS_LATER
    return _by_deadline(training, today)


def state_of_deadline(deadline: OtherDeadline, today: date) -> State:
    """State of a deadline that belongs to no training, by the same order as `state_of`."""
    if is_called_off(deadline):
        return State(deadline.status)
    if not is_upcoming(deadline, today):
        return State.OVER
    if deadline.status is DeadlineStatus.TENTATIVE:
        return State.TENTATIVE
    soon = deadline.moment.last_day - today <= CLOSES_SOON
    return State.CLOSES_SOON if soon else State.OPEN


def is_called_off(dated: Training | OtherDeadline) -> bool:
    """Whether its days do not hold, and with them the other dates of a training."""
    return dated.status in CALLED_OFF


def open_deadline_that_holds(training: Training) -> OpenDeadline | None:
    """Give that there is no deadline; None where there is one, or for what is called off."""
    return None if is_called_off(training) else training.open_deadline


def deadline_that_holds(training: Training) -> Deadline | None:
    """Give the deadline by which one applies; None for a training that is called off."""
    return None if is_called_off(training) else training.deadline


def is_firm_alone(training: Training) -> bool:
    """Whether its deadline is firm while its days are not."""
    deadline = training.deadline
    return training.status is Status.TENTATIVE and deadline is not None and deadline.firm


def opening_that_holds(training: Training) -> Opening | None:
    """Give from when on one can apply; None where that is at once, or it is called off."""
    return None if is_called_off(training) else training.opens


def is_opened(training: Training, today: date, at: time = _DAY_BEGINS) -> bool:
    """Whether nothing keeps one from applying any more that `opens` says, or will say."""
    opens = training.opens
    if opens is None:
        return not training.opens_with_days
    return opens.moment.begins <= datetime.combine(today, at)


def opens_later(training: Training, today: date) -> Moment | None:
    """Give from when on one can apply; None where one can on `today` already, or never will."""
    if training.opens is None or is_opened(training, today):
        return None
    moment = training.opens.moment
    begins = moment.begins
    return moment if takes_applications(training, begins.date(), begins.time()) else None


def moves(
    dated: Training | OtherDeadline, published: Iterable[PublishedEvent], today: date
) -> tuple[Move, ...]:
    """Give the days that differ from those that were published before, in order.

    `published` are the events of it that subscribers have. A change counts whether or not it is
    recorded yet. There are none once it is over or called off: then its state says more than where
    its days came from.
    """
    if is_called_off(dated) or not is_upcoming(dated, today):
        return ()
    events = {event.name: event for event in published}
    found = []
    for one in dates_of(dated):
        event = events.get(one.name)
        if event is not None and one.is_own and event.expected is None:
            was = event.moved_from if event.days == one.days else event.days
            if was is not None:
                found.append(Move(was, one.days))
    return tuple(found)


def takes_applications(training: Training, today: date, at: time = _DAY_BEGINS) -> bool:
    """Whether one can apply on `today` at a time of it, be it for dates that may still change.

    For days that are not announced yet one can where it is known until when.
    """
    state, deadline = state_of(training, today, at), training.deadline
    in_time = deadline is None or deadline.moment.last_day >= today
    if state is State.TENTATIVE and training.days is not None:
        return in_time and training.days.first > today and is_opened(training, today, at)
    if state is State.NOT_ANNOUNCED:
        is_known = deadline is not None or training.open_deadline is not None
        is_ahead = is_upcoming(training, today)
        return is_known and in_time and is_ahead and is_opened(training, today, at)
    return state in APPLY_NOW


def _by_deadline(training: Training, today: date) -> State:
    """State of a training that is ahead, by its deadline, whose day belongs to it as a whole."""
    if training.deadline is None:
        without = training.open_deadline
        return State.OPEN_TO_ASK if without is None else WITHOUT_DEADLINE[without.how]
    left = training.deadline.moment.last_day - today
    if left < timedelta(0):
        return State.CLOSED
    return State.CLOSES_SOON if left <= CLOSES_SOON else State.OPEN
