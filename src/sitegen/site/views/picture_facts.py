"""What the picture for links says of a training or a track: by when to apply, and its days.

Others show it as it was weeks ago. So a deadline stays in it until the training is past, and
nothing says "open" or "closes soon".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.programme.model import Status, Track, Training
from sitegen.programme.states import State, opens_later
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.link_pictures import (
    CALLED_OFF,
    DEADLINE,
    NO_FACT,
    LinkPictureView,
    PictureFact,
)
from sitegen.site.views.status import zone_after, zone_after_deadline
from sitegen.site.wording import to_say

_INSTEAD: Mapping[State, str] = {
    State.CANCELLED: to_say("Cancelled"),
    State.POSTPONED: to_say("Postponed"),
    State.FULL: to_say("Full"),
    State.WAITING_LIST: to_say("Full, with a waiting list"),
}
"""States in which a deadline would mislead."""

_BESIDE: Mapping[State, str] = {
    State.TENTATIVE: to_say("Dates not firm"),
    State.ANY_TIME: to_say("There is no deadline."),
    State.FIRST_COME: to_say("First come, first served"),
}

_MOST_RUNS = 2


def training_picture(training: Training, context: SiteContext) -> LinkPictureView | None:
    """Give the picture for links to a training."""
    return context.link_picture(context.words.called(training), training_fact(training, context))


def training_fact(training: Training, context: SiteContext) -> PictureFact:
    """Say of a training by when one applies, or what its state is where that says more."""
    say, state, days = context.words.say, context.times.state(training), _days(training, context)
    if state in _INSTEAD:
        return PictureFact(fact=say(_INSTEAD[state]), tone=CALLED_OFF, lines=(days,))
    lines = tuple(_beside(training, state, context))
    if state is State.OVER:
        return PictureFact(label=say("Past training"), fact=days, lines=lines)
    if training.deadline is None:
        return PictureFact(fact=days, lines=lines)
    moment, label = training.deadline.moment, training.deadline.label
    return PictureFact(
        label=context.words.applying_label(label),
        fact=f"{context.words.moment(moment)}{zone_after_deadline(training, moment, context)}",
        tone=DEADLINE,
        lines=(days, *lines),
    )


def track_fact(track: Track, context: SiteContext) -> PictureFact:
    """Say of a track by when one applies next; nothing where nobody knows."""
    following = context.times.tracks[track.id].next_to_act_on
    return NO_FACT if following is None else training_fact(following, context)


def _days(training: Training, context: SiteContext) -> str:
    """Give the days, or when they are expected. Of many runs there is room for the ends only."""
    words, days, runs = context.words, training.days, training.runs
    if days is None:
        return words.expected(training.expected)
    said = words.runs([run.days for run in runs]) if len(runs) <= _MOST_RUNS else ""
    return f"{said or words.days(days.first, days.last)}{words.of_year(training)}"


def _beside(training: Training, state: State, context: SiteContext) -> Iterator[str]:
    words, opens = context.words, opens_later(training, context.times.today)
    if state in _BESIDE:
        yield words.say(_BESIDE[state])
    elif training.status is Status.TENTATIVE:  # also once it is past
        yield words.say(_BESIDE[State.TENTATIVE])
    if opens is not None:
        moment = f"{words.moment(opens)}{zone_after(opens, context)}"
        yield words.say("You can apply from {moment} on.", moment=moment)
