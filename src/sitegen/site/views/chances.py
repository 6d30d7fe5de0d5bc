"""The next chance to apply for each track, and what follows it once it has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.programme.model import Moment, Status, Track, Training
from sitegen.programme.states import is_called_off, takes_applications
from sitegen.site.views.applying import OpeningView, RegisterView, opening_view
from sitegen.site.views.days import link_of
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Link, Time, instant_of, time_of
from sitegen.site.views.rows import TrainingRow, training_row
from sitegen.site.views.status import (
    BY,
    StateView,
    StatusView,
    applying,
    with_firm,
    zone_after_deadline,
)
from sitegen.site.wording import says_applying

_MOST = 3
"""So many follow one another on a page that is read later; then it leads to the track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceView:
    """What one can apply for next, from the instant `since` on and before `until`, in UTC.

    `label`, `when` and `after` say until when; `states` are those of the `training` in this time,
    and `opening` says from when on, where these do not. Where it takes a sentence, or one cannot
    apply, `when` is None. `can_apply` is true also of what opens later. `others` have the same
    deadline. Without a training there is none to apply for, or where there is `more`, the page of
    the track has it.
    """

    training: TrainingRow | None
    can_apply: bool
    others: tuple[Link, ...]
    states: tuple[StateView, ...]
    opening: OpeningView | None
    label: str
    when: Time | None
    after: str
    register: RegisterView | None
    more: bool
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChances:
    """A track, and its next chance to apply, with those that follow by themselves.

    `chances` is empty where no dates at all are announced, which is said once for all tracks. Then
    a `summary` says what the training is for.
    """

    link: Link
    summary: str | None
    chances: tuple[ChanceView, ...]


_NEVER: tuple[str, Time | None, str] = ("", None, "")


class _Window(NamedTuple):
    """From when until when one can apply for a training, in local time; None where nobody knows."""

    opens: datetime
    closes: datetime | None
    acts_by: Moment
    training: Training


class _Next(NamedTuple):
    """What comes next in a track, and whether one can apply for it, now or later.

    `others` are those for which the same holds, by the same moment.
    """

    training: Training | None
    can_apply: bool = False
    others: tuple[Training, ...] = ()


def track_chances(
    track: Track, context: SiteContext, *, dated: bool = True, most: int = _MOST
) -> TrackChances:
    """Show a track with what one can apply for next; without that unless it is `dated`.

    At `most` so many follow one another.
    """
    return TrackChances(
        link=context.track_link(track),
        summary=None if dated else track.summary,
        chances=tuple(_chances(track, context, most)) if dated else (),
    )


def _chances(track: Track, context: SiteContext, most: int) -> Iterator[ChanceView]:
    zone, since = context.programme.site.timezone, None
    following = _following(track, context)
    for next_, ends in islice(following, most):
        until = None if ends is None else instant_of(ends, zone)
        yield _chance(next_, context, since, until)
        since = until
    if next(following, None):
        yield _chance(_Next(None), context, since, None, more=True)


def _following(track: Track, context: SiteContext) -> Iterator[tuple[_Next, datetime | None]]:
    """Yield what one can apply for next, with until when that is so, and what then follows."""
    upcoming, at = context.times.tracks[track.id].upcoming, _begin(context)
    held = [one for one in upcoming if not is_called_off(one)]
    windows = list(_windows(held, context))
    next_, ends = _next(held, windows, at)
    while ends is not None:
        following, then_ends = _next(held, windows, ends)
        # What has opened by then stands there already.
        if following != next_:
            yield next_, ends
        next_, ends = following, then_ends
    yield next_, None


def _begin(context: SiteContext) -> datetime:
    return datetime.combine(context.times.today, time())


def _windows(trainings: list[Training], context: SiteContext) -> Iterator[_Window]:
    today = context.times.today
    for one in trainings:
        opens, closes = applying(one, today)
        if opens is not None or takes_applications(one, today):
            first = Moment(one.period.first)
            acts_by = one.deadline.moment if one.deadline else first
            yield _Window(opens or _begin(context), closes, acts_by, one)


def _next(
    held: list[Training], windows: list[_Window], at: datetime
) -> tuple[_Next, datetime | None]:
    """Give what one can apply for next, as it stands at a local time, and until when that holds.

    That is what one can apply for already, by whatever one has to act on first; else what opens
    next; else what one can at least ask about; else nothing, for good.
    """
    later = [one for one in windows if one.opens > at]
    now = [one for one in windows if one.opens <= at and (one.closes is None or one.closes > at)]
    if now:
        acts_by = min(one.acts_by for one in now)
        chosen = [one for one in now if one.acts_by == acts_by]
        ends = [one.opens for one in later if one.acts_by <= acts_by]
        ends += [one.closes for one in chosen if one.closes]
        return _together(chosen), min(ends, default=None)
    if later:
        opens = min(one.opens for one in later)
        first = [one for one in later if one.opens == opens]
        return _together([one for one in first if one.acts_by == first[0].acts_by]), opens
    ahead = [(one, _asked_until(one)) for one in held if _asked_until(one) > at]
    # A waiting list is better than nothing.
    ahead.sort(key=lambda one: (one[0].status is not Status.WAITING_LIST, one[1]))
    return (_Next(ahead[0][0]), ahead[0][1]) if ahead else (_Next(None), None)


def _together(windows: list[_Window]) -> _Next:
    """Put together those of which the same is said, what is firm before all else."""
    trainings = sorted((one.training for one in windows), key=_not_firm)
    first, *others = trainings
    return _Next(
        first,
        can_apply=True,
        others=tuple(one for one in others if _not_firm(one) == _not_firm(first)),
    )


def _not_firm(training: Training) -> tuple[bool, bool]:
    """Tell what keeps a training from being firm, in an order in which what is firm comes first."""
    return training.status is Status.TENTATIVE, training.days is None


def _asked_until(training: Training) -> datetime:
    """Give until when one can at least ask about a training: until it begins.

    Whether one has begun whose days are not known or not firm, nobody can tell before it is over.
    """
    if training.days is not None and training.status is not Status.TENTATIVE:
        return datetime.combine(training.days.first, time())
    return datetime.combine(training.period.last, time()) + timedelta(1)


def _chance(
    next_: _Next,
    context: SiteContext,
    since: str | None,
    until: str | None,
    *,
    more: bool = False,
) -> ChanceView:
    training = next_.training
    row = training_row(training, context) if training else None
    label, when, after = _until(training, context) if training and next_.can_apply else _NEVER
    return ChanceView(
        training=row,
        can_apply=next_.can_apply,
        others=tuple(link_of(one, context) for one in next_.others),
        states=tuple(_states_within(row.status, since, until)) if row else (),
        opening=_opening(training, context) if training and when else None,
        label=label,
        when=when,
        after=after,
        register=row.register if row and next_.can_apply else None,
        more=more,
        since=since,
        until=until,
    )


def _states_within(status: StatusView, since: str | None, until: str | None) -> Iterator[StateView]:
    """Yield the states that hold at some time from `since` on and before `until`."""
    for state in (status, *status.later):
        is_before = since is not None and state.until is not None and state.until <= since
        is_after = until is not None and state.since is not None and state.since >= until
        if not is_before and not is_after:
            yield state


def _opening(training: Training, context: SiteContext) -> OpeningView | None:
    """Show from when on one can apply, where the state of the training says something else."""
    is_told = training.status is not Status.TENTATIVE
    return None if is_told else opening_view(training, context)


def _until(training: Training, context: SiteContext) -> tuple[str, Time | None, str]:
    """Say until when one can apply, in the same words whatever the form is called."""
    if training.deadline is None or training.days is None:
        return _NEVER
    say, moment, label = context.words.say, training.deadline.moment, training.deadline.label
    if says_applying(label):
        before = say("Apply by")
    else:
        before = say(BY[moment.at is not None], label=label)
    after = with_firm(zone_after_deadline(training, moment, context), training, context)
    return before, time_of(moment, context.words), after
