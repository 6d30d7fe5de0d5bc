"""The first line of a training: where it stands, in one word and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.programme.model import Moment, Status, Training
from sitegen.programme.states import State, is_upcoming
from sitegen.site import wording
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Span, Time, span, time_of, time_of_day

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
class StatusView:
    """State, its tag, and a sentence: `before`, then the date `when` (if any), then `after`.

    `moves` are the days that have moved, while that still matters.
    """

    state: str
    tag: str
    before: str
    when: Time | None
    after: str
    moves: tuple[MoveView, ...]


def status_view(training: Training, context: SiteContext) -> StatusView:
    """Say where a training stands on the context's day."""
    state = context.times.state(training)
    before, when, after = _sentence(training, state, context)
    return StatusView(
        state=state.value,
        tag=_TAGS[state],
        before=before,
        when=when,
        after=after,
        moves=tuple(
            MoveView(was=span(move.was), now=span(move.now)) for move in context.moves(training)
        ),
    )


def zone_after(moment: Moment, timezone: str) -> str:
    """Return " Central Time" after a time of day, nothing after a whole day."""
    return f" {wording.zone(timezone)}" if moment.at else ""


def _sentence(
    training: Training, state: State, context: SiteContext
) -> tuple[str, Time | None, str]:
    ahead = is_upcoming(training, context.times.today)
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
    after = f"{zone_after(moment, context.programme.site.timezone)}."
    can = "could" if state is State.CLOSED else "can"
    end_of_day = "" if moment.at else " the end of"
    return f"You {can} apply until{end_of_day}", time_of(moment), after


def _over(training: Training) -> tuple[str, Time | None, str]:
    """Say that the days have passed, and nothing that is not known about them."""
    if training.status is Status.TENTATIVE:
        return "These dates were never firm, and they have passed.", None, ""
    return "This training is over. Its last day was", time_of_day(training.end), "."
