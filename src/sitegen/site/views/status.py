"""Where a training or another date stands, in one word or a sentence too, now and later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sitegen.lazy import dataclass, replace
from sitegen.programme.model import Moment, OtherDeadline, Status, Training
from sitegen.programme.states import (
    CLOSES_SOON,
    State,
    is_upcoming,
    state_of,
    state_of_deadline,
    takes_applications,
)
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Span, Time, begin_of, span, time_of, time_of_day
from sitegen.site.wording import Words, says_applying, to_say

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

_DEADLINE_TAGS = _TAGS | {
    # What is due is open only if its office takes it already, which nobody has said.
    State.OPEN: "",
    State.TENTATIVE: to_say("Date not firm"),
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

_BY = {False: to_say("{label}: by the end of"), True: to_say("{label}: by")}
"""The same for a deadline whose label says that it is for something else than applying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """Days that something was published for, and those that it is on instead."""

    was: Span
    now: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """A state and its tag, which is empty where there is nothing to say.

    `moves` are the days that have moved, while that still matters. All this holds from the instant
    `since` on and before `until`, in UTC. None: from the day of the build on, and for ever.
    """

    state: str
    tag: str
    moves: tuple[MoveView, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateStatusView(TagView):
    """Where a deadline of its own or a milestone stands on the day of the build, and later."""

    later: tuple[TagView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView(TagView):
    """The state of a training in a sentence too: `before`, the date `when` (if any), `after`."""

    before: str
    when: Time | None
    after: str


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
    return context.once(_status_view, training)


def _status_view(training: Training, context: SiteContext) -> StatusView:
    zone, today = context.programme.site.timezone, context.times.today
    said = dict(_said_by_day(training, context))
    days = tuple(said)[1:]
    states = [said[day] | fields for day, fields in _periods(training, days, context)]
    shut = next((day for day in days if not takes_applications(training, day)), None)
    return StatusView(
        **states[0],
        later=tuple(StateView(**fields) for fields in states[1:]),
        ends=begin_of(training.end + timedelta(1), zone) if is_upcoming(training, today) else None,
        closes=begin_of(shut, zone) if shut and takes_applications(training, today) else None,
    )


def deadline_status_view(deadline: OtherDeadline, context: SiteContext) -> DateStatusView:
    """Say where a deadline of its own stands on the context's day, and where it will later."""
    today, last = context.times.today, deadline.moment.last_day
    said, days = state_of_deadline(deadline, today), []
    for day in (last - CLOSES_SOON, last + timedelta(1)):
        if day > today and (following := state_of_deadline(deadline, day)) is not said:
            days.append(day)
            said = following
    states = []
    for day, fields in _periods(deadline, tuple(days), context):
        state = state_of_deadline(deadline, day)
        tag = context.words.say(_DEADLINE_TAGS[state])
        states.append({"state": state.value, "tag": tag} | fields)
    return DateStatusView(**states[0], later=tuple(TagView(**fields) for fields in states[1:]))


def milestone_status_view(last_day: date, context: SiteContext) -> DateStatusView:
    """Say that a milestone is over once it is: the state of its training does not tell."""
    following = last_day + timedelta(1)
    is_over = following <= context.times.today
    since = None if is_over else begin_of(following, context.programme.site.timezone)
    tag = context.words.say(_TAGS[State.OVER])
    over = TagView(state=State.OVER.value, tag=tag, moves=(), since=since, until=None)
    return DateStatusView(
        state=State.OVER.value if is_over else State.OPEN.value,
        tag=tag if is_over else "",
        moves=(),
        since=None,
        until=since,
        later=() if is_over else (over,),
    )


def _periods(
    dated: Training | OtherDeadline, days: tuple[date, ...], context: SiteContext
) -> Iterator[tuple[date, dict[str, Any]]]:
    """Yield today and the `days` on which something else is said, with from when until when."""
    words, zone = context.words, context.programme.site.timezone
    instants = [None, *(begin_of(day, zone) for day in days), None]
    moved = tuple(
        MoveView(was=span(m.was, words), now=span(m.now, words)) for m in context.moves(dated)
    )
    all_days = (context.times.today, *days)
    for day, since, until in zip(all_days, instants[:-1], instants[1:], strict=True):
        moves = moved if is_upcoming(dated, day) else ()
        yield day, {"moves": moves, "since": since, "until": until}


def without_moves(status: StatusView) -> StatusView:
    """Give the same status for a date of the training that has not moved itself."""
    if not any(state.moves for state in (status, *status.later)):
        return status
    later = tuple(replace(state, moves=()) for state in status.later)
    return replace(status, moves=(), later=later)


def _said_by_day(training: Training, context: SiteContext) -> Iterator[tuple[date, dict[str, Any]]]:
    """Yield what is said of a training today, and on each day on which that changes by itself."""
    today = context.times.today
    candidates = {training.start, training.end + timedelta(1)}
    if training.deadline is not None:
        last = training.deadline.moment.last_day
        candidates |= {last - CLOSES_SOON, last + timedelta(1)}
    said = _state_fields(training, today, context)
    yield today, said
    for day in sorted(day for day in candidates if day > today):
        if (following := _state_fields(training, day, context)) != said:
            yield day, following
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
    moment, label = training.deadline.moment, training.deadline.label
    if says_applying(label):
        before = words.say(_UNTIL[state is State.CLOSED, moment.at is not None])
    else:
        before = words.say(_BY[moment.at is not None], label=label)
    return before, time_of(moment, words), f"{zone_after(moment, context)}."


def _over(training: Training, words: Words) -> tuple[str, Time | None, str]:
    """Say that the days have passed, and nothing that is not known about them."""
    if training.status is Status.TENTATIVE:
        return words.say("These dates were never firm, and they have passed."), None, ""
    before = words.say("This training is over. Its last day was")
    return before, time_of_day(training.end, words), "."
