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
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Span, Time, begin_of, span, time_of, time_of_day
from sitegen.site.wording import Words, to_say

_TAGS = {
    State.OPEN: to_say("Open"),
    State.CLOSES_SOON: to_say("Closes soon"),
    State.OPEN_TO_ASK: to_say("No deadline set"),
    State.CLOSED: to_say("Applications closed"),
    State.UNDER_WAY: to_say("Under way"),
    State.FULL: to_say("Full"),
    State.TENTATIVE: to_say("Dates not firm"),
    State.POSTPONED: to_say("Postponed"),
    State.CANCELLED: to_say("Cancelled"),
    State.OVER: to_say("Over"),
}

_SENTENCES = {
    State.OPEN_TO_ASK: to_say(
        "No deadline is set for this training. Ask us if you can still apply."
    ),
    State.FULL: to_say("All places are taken. Ask us if there is a waiting list."),
    State.TENTATIVE: to_say("These dates may still change. Ask us before you make plans."),
}

_CALLED_OFF = {
    (State.CANCELLED, True): to_say("This training is cancelled."),
    (State.CANCELLED, False): to_say("This training was cancelled."),
    (State.POSTPONED, True): to_say(
        "This training will not be held on the dates below. Ask us for new dates."
    ),
    (State.POSTPONED, False): to_say(
        "This training was postponed. It was not held on the dates below."
    ),
}
"""By the state, and whether the days are ahead."""

_UNTIL = {
    (False, False): to_say("You can apply until the end of"),
    (False, True): to_say("You can apply until"),
    (True, False): to_say("You could apply until the end of"),
    (True, True): to_say("You could apply until"),
}
"""By whether that is past, and whether there is a time of day."""


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
    today, words = context.times.today, context.words
    days = tuple(_turning_days(training, today, context))
    instants = [None, *(begin_of(day, zone) for day in days), None]
    moved = tuple(
        MoveView(was=span(m.was, words), now=span(m.now, words)) for m in context.moves(training)
    )
    states = [
        _state_fields(training, day, context)
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


def _turning_days(training: Training, today: date, context: SiteContext) -> Iterator[date]:
    """Yield the days after `today` on which something else is said of a training by itself."""
    candidates = {training.start, training.end + timedelta(1)}
    if training.deadline is not None:
        last = training.deadline.moment.last_day
        candidates |= {last - CLOSES_SOON, last + timedelta(1)}
    said = _state_fields(training, today, context)
    for day in sorted(day for day in candidates if day > today):
        if (following := _state_fields(training, day, context)) != said:
            yield day
            said = following


def _state_fields(training: Training, day: date, context: SiteContext) -> dict[str, Any]:
    state = state_of(training, day)
    before, when, after = _sentence(training, state, day, context)
    return {
        "state": state.value,
        "tag": context.words.say(_TAGS[state]),
        "before": before,
        "when": when,
        "after": after,
    }


def zone_after(moment: Moment, context: SiteContext) -> str:
    """Return " Central Time" after a time of day, nothing after a whole day."""
    timezone = context.programme.site.timezone
    return f" {context.words.zone(timezone)}" if moment.at else ""


def _sentence(
    training: Training, state: State, day: date, context: SiteContext
) -> tuple[str, Time | None, str]:
    words = context.words
    called_off = _CALLED_OFF.get((state, is_upcoming(training, day)))
    if called_off:
        return words.say(called_off), None, ""
    if state is State.OVER:
        return _over(training, words)
    if state is State.UNDER_WAY:
        before = words.say("This training is under way. Its last day is")
        return before, time_of_day(training.end, words), "."
    if state in _SENTENCES or training.deadline is None:
        return words.say(_SENTENCES[state]), None, ""
    moment = training.deadline.moment
    before = words.say(_UNTIL[state is State.CLOSED, moment.at is not None])
    return before, time_of(moment, words), f"{zone_after(moment, context)}."


def _over(training: Training, words: Words) -> tuple[str, Time | None, str]:
    """Say that the days have passed, and nothing that is not known about them."""
    if training.status is Status.TENTATIVE:
        return words.say("These dates were never firm, and they have passed."), None, ""
    before = words.say("This training is over. Its last day was")
    return before, time_of_day(training.end, words), "."
