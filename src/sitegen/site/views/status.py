"""The first line of a training: where it stands, in one word and one sentence, now and later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sitegen.programme.model import Moment, Status, Training
from sitegen.programme.states import (
    CLOSES_SOON,
    State,
    is_upcoming,
    state_of,
    takes_applications,
)
from sitegen.site import wording
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Span, Time, begin_of, span, time_of, time_of_day

_TAGS = {
    State.OPEN: "Open",
    State.CLOSES_SOON: "Closes soon",
    State.OPEN_TO_ASK: "No deadline set",
    State.CLOSED: "Applications closed",
    State.UNDER_WAY: "Under way",
    State.FULL: "Full",
    State.TENTATIVE: "Dates not firm",
    State.POSTPONED: "Postponed",
    State.CANCELLED: "Cancelled",
    State.OVER: "Over",
}

_SENTENCES = {
    State.OPEN_TO_ASK: "No deadline is set for this training. Ask us if you can still apply.",
    State.FULL: "All places are taken. Ask us if there is a waiting list.",
    State.TENTATIVE: "These dates may still change. Ask us before you make plans.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """Days that a training was published for, and those that it is on instead."""

    was: Span
    now: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """State, its tag, and a sentence: `before`, then the date `when` (if any), then `after`.

    `moves` are the days that have moved, while that still matters. All this holds from the instant
    `since` on and before `until`, in UTC. None: from the day of the build on, and for ever.
    """

    state: str
    tag: str
    before: str
    when: Time | None
    after: str
    moves: tuple[MoveView, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView(StateView):
    """The state on the day of the build, and the states that will follow by themselves.

    One can apply until `closes`, in UTC; None where one cannot, or where no date ends it. It is
    over at `ends`; None where it is.
    """

    later: tuple[StateView, ...]
    closes: str | None
    ends: str | None


def status_view(training: Training, context: SiteContext) -> StatusView:
    """Say where a training stands on the context's day, and where it will stand later."""
    zone = context.programme.site.timezone
    today = context.times.today
    days = tuple(_turning_days(training, today, zone))
    instants = [None, *(begin_of(day, zone) for day in days), None]
    moved = tuple(MoveView(was=span(m.was), now=span(m.now)) for m in context.moves(training))
    states = [
        _state_fields(training, day, zone)
        | {"moves": moved if is_upcoming(training, day) else (), "since": since, "until": until}
        for day, since, until in zip((today, *days), instants[:-1], instants[1:], strict=True)
    ]
    shut = next((day for day in days if not takes_applications(training, day)), None)
    return StatusView(
        **states[0],
        later=tuple(StateView(**fields) for fields in states[1:]),
        ends=begin_of(training.end + timedelta(1), zone) if is_upcoming(training, today) else None,
        closes=begin_of(shut, zone) if shut and takes_applications(training, today) else None,
    )


def without_moves(status: StatusView) -> StatusView:
    """Give the same status for a date of the training that has not moved itself."""
    later = tuple(replace(state, moves=()) for state in status.later)
    return replace(status, moves=(), later=later)


def _turning_days(training: Training, today: date, zone: str) -> Iterator[date]:
    """Yield the days after `today` on which something else is said of a training by itself."""
    candidates = {training.start, training.end + timedelta(1)}
    if training.deadline is not None:
        last = training.deadline.moment.last_day
        candidates |= {last - CLOSES_SOON, last + timedelta(1)}
    said = _state_fields(training, today, zone)
    for day in sorted(day for day in candidates if day > today):
        if (following := _state_fields(training, day, zone)) != said:
            yield day
            said = following


def _state_fields(training: Training, day: date, zone: str) -> dict[str, Any]:
    state = state_of(training, day)
    before, when, after = _sentence(training, state, day, zone)
    return {
        "state": state.value,
        "tag": _TAGS[state],
        "before": before,
        "when": when,
        "after": after,
    }


def zone_after(moment: Moment, timezone: str) -> str:
    """Return " Central Time" after a time of day, nothing after a whole day."""
    return f" {wording.zone(timezone)}" if moment.at else ""


def _sentence(
    training: Training, state: State, day: date, zone: str
) -> tuple[str, Time | None, str]:
    ahead = is_upcoming(training, day)
    if state is State.CANCELLED:
        return f"This training {'is' if ahead else 'was'} cancelled.", None, ""
    if state is State.POSTPONED and ahead:
        words = "This training will not be held on the dates below. Ask us for new dates."
        return words, None, ""
    if state is State.POSTPONED:
        return "This training was postponed. It was not held on the dates below.", None, ""
    if state is State.OVER:
        return _over(training)
    if state is State.UNDER_WAY:
        return "This training is under way. Its last day is", time_of_day(training.end), "."
    if state in _SENTENCES or training.deadline is None:
        return _SENTENCES[state], None, ""
    moment = training.deadline.moment
    after = f"{zone_after(moment, zone)}."
    can = "could" if state is State.CLOSED else "can"
    end_of_day = "" if moment.at else " the end of"
    return f"You {can} apply until{end_of_day}", time_of(moment), after


def _over(training: Training) -> tuple[str, Time | None, str]:
    """Say that the days have passed, and nothing that is not known about them."""
    if training.status is Status.TENTATIVE:
        return "These dates were never firm, and they have passed.", None, ""
    return "This training is over. Its last day was", time_of_day(training.end), "."
