"""Where a training or another date stands, in one word or a sentence too, now and later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sitegen.lazy import dataclass, replace
from sitegen.programme.dates import NamedDate
from sitegen.programme.deadline_rules import NoDeadline
from sitegen.programme.model import Deadline, Moment, OtherDeadline, Status, Training
from sitegen.programme.states import (
    CLOSES_SOON,
    WITHOUT_DEADLINE,
    State,
    is_firm_alone,
    is_upcoming,
    opens_later,
    state_of,
    state_of_deadline,
    takes_applications,
)
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import (
    Span,
    Time,
    begin_of,
    instant_of,
    span,
    time_of,
    time_of_day,
)
from sitegen.site.wording import Words, says_applying, to_say

_TAGS = {
    State.OPEN: to_say("Open"),
    State.CLOSES_SOON: to_say("Closes soon"),
    State.ANY_TIME: to_say("Apply any time"),
    State.FIRST_COME: to_say("First come, first served"),
    State.OPEN_TO_ASK: to_say("No deadline set"),
    State.OPENS_LATER: to_say("Opens {moment}"),
    State.CLOSED: to_say("Applications closed"),
    State.UNDER_WAY: to_say("Under way"),
    State.FULL: to_say("Full"),
    State.WAITING_LIST: to_say("Full, with a waiting list"),
    State.TENTATIVE: to_say("Dates not firm"),
    State.NOT_ANNOUNCED: to_say("Days not announced yet"),
    State.POSTPONED: to_say("Postponed"),
    State.CANCELLED: to_say("Cancelled"),
    State.OVER: to_say("Past"),
}

_DEADLINE_TAGS = _TAGS | {
    # What is due is open only if its office takes it already, which nobody has said.
    State.OPEN: "",
    State.TENTATIVE: to_say("Date not firm"),
}

_SENTENCES = {
    State.ANY_TIME: to_say("There is no deadline. You can apply until the training begins."),
    State.FIRST_COME: to_say(
        "There is no deadline. The places go to those who apply first, until all are taken."
    ),
    State.OPEN_TO_ASK: to_say(
        "No deadline is set for this training. Ask us if you can still apply."
    ),
    State.FULL: to_say("All places are taken. Ask us if there is a waiting list."),
    State.WAITING_LIST: to_say(
        "All places are taken. You can put your name on the waiting list: ask us."
    ),
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

BY = {False: to_say("{label}: by the end of"), True: to_say("{label}: by")}
"""The same for a deadline whose label says that it is for something else than applying."""

_FROM_THEN_UNTIL = {
    False: to_say("You can apply from then until the end of"),
    True: to_say("You can apply from then until"),
}
"""By whether there is a time of day."""

_FROM_THEN_ON: Mapping[NoDeadline | None, str] = {
    None: to_say("You can apply from then on."),
    NoDeadline.ANY_TIME: to_say(
        "You can apply from then until the training begins. There is no deadline."
    ),
    NoDeadline.FIRST_COME: to_say(
        "You can apply from then on. There is no deadline. The places go to those who apply "
        "first, until all are taken."
    ),
}
"""By how one applies where there is no deadline, or None where that is not known."""

_FIRM_ALONE = to_say("The days may still change, but the deadline is firm.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """Days that something was published for, and is not on any more."""

    was: Span


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

    One can apply from `opens` on, in UTC; None where one can already, or never. One can until
    `closes`; None where one cannot, or where no date ends it. It is over at `ends`; None where it
    is, or where nothing is known of its days.
    """

    later: tuple[StateView, ...]
    opens: str | None
    closes: str | None
    ends: str | None


def status_view(training: Training, context: SiteContext) -> StatusView:
    """Say where a training stands on the context's day, and where it will stand later."""
    return context.once(_status_view, training)


def _status_view(training: Training, context: SiteContext) -> StatusView:
    zone, today = context.programme.site.timezone, context.times.today
    turns = _turns(training, today)
    said = dict(_said_at(training, turns, context))
    times = tuple(said)[1:]
    states = [said[at] | fields for at, fields in _periods(training, times, context)]
    opens, closes = applying(training, today)
    ends = _over_on(training)
    return StatusView(
        **states[0],
        later=tuple(StateView(**fields) for fields in states[1:]),
        ends=begin_of(ends, zone) if ends is not None and ends > today else None,
        opens=instant_of(opens, zone) if opens else None,
        closes=instant_of(closes, zone) if closes else None,
    )


def _turns(training: Training, today: date) -> list[datetime]:
    """Give each local time after `today` has begun at which a training may stand differently."""
    firsts = (training.days.first if training.days else None, _over_on(training))
    days = {one for one in firsts if one is not None}
    if training.deadline is not None:
        last = training.deadline.moment.last_day
        days |= {last - CLOSES_SOON, last + timedelta(1)}
    times = set(map(_begin, days))
    if training.opens is not None:
        times.add(training.opens.moment.begins)
    now = _begin(today)
    return sorted(one for one in times if one > now)


def _over_on(training: Training) -> date | None:
    """Give the day from which on it is over; None where nobody knows in which year it will be."""
    if training.days is None and training.expected.year is None:
        return None
    return training.period.last + timedelta(1)


def applying(training: Training, today: date) -> tuple[datetime | None, datetime | None]:
    """Give from when on one can apply, if not yet, and from when on no more, in local time."""
    takes, opens = takes_applications(training, today), None
    for turn in _turns(training, today):
        if takes_applications(training, turn.date(), turn.time()) is takes:
            continue
        if takes:
            return opens, turn
        takes, opens = True, turn
    return opens, None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time())


def deadline_status_view(deadline: OtherDeadline, context: SiteContext) -> DateStatusView:
    """Say where a deadline of its own stands on the context's day, and where it will later."""
    today, last = context.times.today, deadline.moment.last_day
    said, days = state_of_deadline(deadline, today), []
    for day in (last - CLOSES_SOON, last + timedelta(1)):
        if day > today and (following := state_of_deadline(deadline, day)) is not said:
            days.append(_begin(day))
            said = following
    states = []
    for at, fields in _periods(deadline, tuple(days), context):
        state = state_of_deadline(deadline, at.date())
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
    dated: Training | OtherDeadline, turns: tuple[datetime, ...], context: SiteContext
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Yield today and the `turns` at which something else is said, with from when until when."""
    words, zone = context.words, context.programme.site.timezone
    instants = [None, *(instant_of(one, zone) for one in turns), None]
    moved = tuple(MoveView(was=span(m.was, words)) for m in context.moves(dated))
    all_times = (_begin(context.times.today), *turns)
    for at, since, until in zip(all_times, instants[:-1], instants[1:], strict=True):
        moves = moved if is_upcoming(dated, at.date()) else ()
        yield at, {"moves": moves, "since": since, "until": until}


def without_moves(status: StatusView) -> StatusView:
    """Give the same status for a date of the training that has not moved itself."""
    if not any(state.moves for state in (status, *status.later)):
        return status
    later = tuple(replace(state, moves=()) for state in status.later)
    return replace(status, moves=(), later=later)


def _said_at(
    training: Training, turns: list[datetime], context: SiteContext
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Yield what is said of a training today, and at each time at which that changes by itself."""
    now = _begin(context.times.today)
    said = _state_fields(training, now, context)
    yield now, said
    for turn in turns:
        if (following := _state_fields(training, turn, context)) != said:
            yield turn, following
            said = following


def looks_as(state: State) -> State:
    """Give the state as which one is shown: style sheets, also those of owners, know what is full.

    What is said of it is its own.
    """
    return State.FULL if state is State.WAITING_LIST else state


def _state_fields(training: Training, now: datetime, context: SiteContext) -> dict[str, Any]:
    state = state_of(training, now.date(), now.time())
    before, when, after = _sentence(training, state, now, context)
    tag = _tag(training, state, context)
    if state is State.NOT_ANNOUNCED and not is_upcoming(training, now.date()):
        tag = context.words.say("Days not announced")
    return {
        "state": looks_as(state).value,
        "tag": tag,
        "before": before,
        "when": when,
        "after": after,
    }


def _tag(training: Training, state: State, context: SiteContext) -> str:
    if state is State.OPENS_LATER and training.opens is not None:
        moment = _with_zone(training.opens.moment, context)
        return context.words.say(_TAGS[state], moment=moment)
    return context.words.say(_TAGS[state])


def _with_zone(moment: Moment, context: SiteContext) -> str:
    """Return "Monday, September 20, 2027 at noon Central Time"; a whole day has no zone."""
    return f"{context.words.moment(moment)}{zone_after(moment, context)}"


def zone_after(moment: Moment, context: SiteContext, timezone: str | None = None) -> str:
    """Return " Central Time" after a time of day, nothing after a whole day.

    The zone is the site's, unless another one is given.
    """
    zone = timezone or context.programme.site.timezone
    return f" {context.words.zone(zone)}" if moment.at else ""


def zone_after_deadline(training: Training, moment: Moment, context: SiteContext) -> str:
    """Return the same for a deadline. Where the training has another zone, so does a whole day.

    It ends with a day, and readers may not know whose.
    """
    if moment.at is None and training.names_zones:
        return f", {context.words.zone(context.programme.site.timezone)}"
    return zone_after(moment, context)


def with_firm(said: str, training: Training, context: SiteContext) -> str:
    """Add to what is said of the deadline of a training that it is firm, where its days are not."""
    return context.words.say("{after} (firm)", after=said) if is_firm_alone(training) else said


def after_date(one: NamedDate, context: SiteContext) -> str:
    """Say what follows a date: the zone of its time, or its hours."""
    words, hours = context.words, one.hours
    if hours is None:
        return zone_after(one.moment, context, one.timezone)
    zone = words.zone(one.timezone or context.programme.site.timezone)
    return f", {words.hours_on(hours, one.days, zone)}"


def _sentence(
    training: Training, state: State, now: datetime, context: SiteContext
) -> tuple[str, Time | None, str]:
    words = context.words
    called_off = _CALLED_OFF.get((state, is_upcoming(training, now.date())))
    if called_off:
        return words.say(called_off), None, ""
    if state is State.NOT_ANNOUNCED:
        return _without_days(training, now, context)
    if state is State.OVER and training.days is not None:
        return _over(training, training.days.last, words)
    if state is State.UNDER_WAY and training.days is not None:
        before = words.say("This training is under way. Its last day is")
        return before, time_of_day(training.days.last, words), "."
    if state is State.OPENS_LATER:
        return _from_then(training, context)
    firm = is_firm_alone(training) and takes_applications(training, now.date(), now.time())
    if training.deadline is None or (state in _SENTENCES and not firm):
        return words.say(_SENTENCES[state]), None, ""
    first = words.say(_FIRM_ALONE) if firm else ""
    return _until(training, training.deadline, first, context, is_past=state is State.CLOSED)


def _until(
    training: Training, deadline: Deadline, first: str, context: SiteContext, *, is_past: bool
) -> tuple[str, Time, str]:
    """Say until when one can apply, or could, behind a `first` sentence."""
    moment, words = deadline.moment, context.words
    if says_applying(deadline.label):
        before = words.say(_UNTIL[is_past, moment.at is not None])
    else:
        before = words.say(BY[moment.at is not None], label=deadline.label)
    before = f"{first} {before}" if first else before
    return before, time_of(moment, words), f"{zone_after_deadline(training, moment, context)}."


def _without_days(
    training: Training, now: datetime, context: SiteContext
) -> tuple[str, Time | None, str]:
    """Say that the days are not announced, and whether one can apply already."""
    say, today, deadline = context.words.say, now.date(), training.deadline
    if not is_upcoming(training, today):
        return say("The days of this training were not announced."), None, ""
    first = say("The days of this training are not announced yet.")
    takes = takes_applications(training, today, now.time())
    if takes and training.open_deadline is not None:
        how = say(_SENTENCES[WITHOUT_DEADLINE[training.open_deadline.how]])
        return f"{first} {how}", None, ""
    if deadline is not None and (takes or deadline.moment.last_day < today):
        return _until(training, deadline, first, context, is_past=not takes)
    if opens := opens_later(training, today):
        then = say("You can apply from {moment} on.", moment=_with_zone(opens, context))
        return f"{first} {then}", None, ""
    if deadline is None and training.open_deadline is None:
        none_yet = say("No deadline is set yet.")
        return f"{first} {none_yet}", None, ""
    return first, None, ""


def _from_then(training: Training, context: SiteContext) -> tuple[str, Time | None, str]:
    """Say until when one can apply from an opening on, which stands before."""
    words, deadline, without = context.words, training.deadline, training.open_deadline
    if deadline is None:
        how = without.how if without is not None else None
        return words.say(_FROM_THEN_ON[how]), None, ""
    moment, label = deadline.moment, deadline.label
    before = words.say(_FROM_THEN_UNTIL[moment.at is not None])
    if not says_applying(label):
        by = words.say(BY[moment.at is not None], label=label)
        before = f"{words.say(_FROM_THEN_ON[None])} {by}"
    return before, time_of(moment, words), f"{zone_after_deadline(training, moment, context)}."


def _over(training: Training, last: date, words: Words) -> tuple[str, Time | None, str]:
    """Say that the days have passed, and nothing that is not known about them."""
    if training.status is Status.TENTATIVE:
        return words.say("These dates were never firm, and they have passed."), None, ""
    before = words.say("This training has ended. Its last day was")
    return before, time_of_day(last, words), "."
