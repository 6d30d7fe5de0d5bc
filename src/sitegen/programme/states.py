"""Where a training stands on a given day, and what counts as upcoming."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sitegen.programme.model import OtherDeadline, Status, Training

CLOSES_SOON = timedelta(days=7)
"""So long before its deadline, the deadline's day included, a training is said to close soon."""


class State(StrEnum):
    """What a visitor has to know first about a training."""

    OPEN = "open"
    CLOSES_SOON = "closes-soon"
    OPEN_TO_ASK = "open-to-ask"  # no deadline is published
    CLOSED = "closed"  # applications are over, the training has not begun
    UNDER_WAY = "under-way"
    FULL = "full"
    TENTATIVE = "tentative"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    OVER = "over"


APPLY_NOW = frozenset({State.OPEN, State.CLOSES_SOON, State.OPEN_TO_ASK})
"""The states in which one can apply for dates that are firm."""

_NOT_FIRM = {Status.POSTPONED: State.POSTPONED, Status.TENTATIVE: State.TENTATIVE}


def is_upcoming(dated: Training | OtherDeadline, today: date) -> bool:
    """Whether its last day, the day itself included, is not before `today`."""
    return last_day(dated) >= today


def last_day(dated: Training | OtherDeadline) -> date:
    """Last day of a training, or the day of a deadline of its own."""
    return dated.end if isinstance(dated, Training) else dated.moment.day


def state_of(training: Training, today: date) -> State:
    """State of `training` on `today` (a day in the site's zone).

    A cancelled training stays cancelled, also when its days have passed; everything else that has
    passed is over. Then comes what the programme itself says, then what the dates say.
    """
    if training.status is Status.CANCELLED:
        return State.CANCELLED
    if not is_upcoming(training, today):
        return State.OVER
    if training.status in _NOT_FIRM:
        return _NOT_FIRM[training.status]
    if training.start <= today:
        return State.UNDER_WAY
    if training.status is Status.FULL:
        return State.FULL
    return _by_deadline(training, today)


def takes_applications(training: Training, today: date) -> bool:
    """Whether one can apply on `today`, be it for dates that may still change."""
    state = state_of(training, today)
    if state is State.TENTATIVE:
        return training.deadline is None or training.deadline.moment.day >= today
    return state in APPLY_NOW


def _by_deadline(training: Training, today: date) -> State:
    """State of a training that is ahead, by its deadline, whose day belongs to it as a whole."""
    if training.deadline is None:
        return State.OPEN_TO_ASK
    left = training.deadline.moment.day - today
    if left < timedelta(0):
        return State.CLOSED
    return State.CLOSES_SOON if left <= CLOSES_SOON else State.OPEN
