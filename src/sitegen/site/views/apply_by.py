"""By when one applies, or what else is due, in the few words of a row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time, timedelta

from sitegen.lazy import dataclass
from sitegen.programme.model import Moment, OtherDeadline, Status, Training
from sitegen.programme.states import State, deadline_that_holds, is_upcoming
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import begin_of
from sitegen.site.views.status import status_view, with_firm, zone_after, zone_after_deadline
from sitegen.site.wording import filled, says_applying, to_say

_FULL = {Status.FULL, Status.WAITING_LIST}

_THIS_DAY = {
    True: to_say("Apply by this day"),
    False: to_say("{label}: by this day"),
}
_THIS_DAY_BY = {
    True: to_say("Apply this day by {clock}"),
    False: to_say("{label}: this day by {clock}"),
}
_BEFORE_THIS_DAY = {
    True: to_say("Apply before this day begins"),
    False: to_say("{label}: before this day begins"),
}
"""Beside the day. By whether one applies by it, as `says_applying` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyByView:
    """By when one applies for a training, to stand beside its days: "Apply by April 18".

    It is hidden from the instant `until` on, in UTC; None where it is then said to be closed.
    """

    words: str
    until: str | None


def apply_by(training: Training, context: SiteContext) -> ApplyByView | None:
    """Say by when one applies, while that is ahead; of what is full, its state says enough."""
    deadline, words, today = deadline_that_holds(training), context.words, context.times.today
    if deadline is None or training.status in _FULL or not is_upcoming(training, today):
        return None
    moment = deadline.moment
    if moment.last_day < today:
        return None
    year = training.period.first.year
    day = words.at(moment, words.brief(moment.day, moment.day, year))
    day = f"{day}{zone_after_deadline(training, moment, context)}"
    if says_applying(deadline.label):
        said = words.say("Apply by {day}", day=day)
    else:
        said = words.say("{label}: by {day}", label=deadline.label, day=day)
    over = begin_of(moment.last_day + timedelta(1), context.programme.site.timezone)
    closes = any(one.state == State.CLOSED for one in status_view(training, context).later)
    return ApplyByView(words=with_firm(said, training, context), until=None if closes else over)


def deadline_line(training: Training, label: str, moment: Moment, context: SiteContext) -> str:
    """Say what one has to do by the day that stands beside it."""
    applies, words = says_applying(label), context.words
    if moment.at is None:
        zone = zone_after_deadline(training, moment, context)
        said = words.say(_THIS_DAY[applies], label=label)
    elif moment.at == time():
        # Whose midnight that is needs to be said only where whose day it is does.
        zone = zone_after_deadline(training, Moment(moment.day), context)
        said = words.say(_BEFORE_THIS_DAY[applies], label=label)
    else:
        clock = words.clock(moment.at)
        zone = zone_after(moment, context)
        said = words.say(_THIS_DAY_BY[applies], label=label, clock=clock)
    return with_firm(filled("{said}{zone}", said=said, zone=zone), training, context)


def own_deadline_line(other: OtherDeadline, context: SiteContext, *, in_full: bool) -> str:
    """Say until when on its day a deadline counts that belongs to no training.

    A whole day is said only `in_full`, where nothing above the list says it.
    """
    moment, say = other.moment, context.words.say
    if moment.at is None:
        said = say("By the end of the day") if in_full else ""
    elif moment.at == time():
        said = say("Before this day begins")
    else:
        said = say("By {clock}", clock=context.words.clock(moment.at)) + zone_after(moment, context)
    return f"{said}{context.words.of_year(other)}".strip()


def how_days_end(moments: Collection[Moment], context: SiteContext) -> str:
    """Say that a deadline lasts as long as its day, where one of these has no time."""
    say = context.words.say
    if all(moment.at for moment in moments):
        return ""
    if any(moment.at for moment in moments):
        return say("A deadline lasts until the end of its day, unless a time is given.")
    return say("A deadline lasts until the end of its day.")
