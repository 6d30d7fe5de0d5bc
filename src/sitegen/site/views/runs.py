"""The days of a training, each run with what holds on it only: in full, and in short for lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from sitegen.lazy import dataclass
from sitegen.programme.model import DayRun, Hours, Run, Training
from sitegen.programme.states import is_called_off
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import PlaceView, Span, begin_of, span

_MOST_SHOWN, _SHOWN_OF_MORE = 3, 2
"""Runs in short: all of so many, and the first of more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """Days in a row: `label` is empty where they have no name.

    Where they are seen as `brief`, without weekdays, those who hear or search a page find `days`.
    `hours` and `place` are there only where they are to be said of these days. They are hidden
    from the instant `until` on, in UTC: then others are the next.
    """

    label: str
    days: Span
    brief: str = ""
    hours: str | None = None
    place: PlaceView | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortDaysView:
    """The days of a training in short: a few `runs`, and in words how many `more` there are.

    While some are over and others are to come, these are shown. `next` stands before them until the
    first of them begins, at the instant `begins` in UTC.
    """

    runs: tuple[RunView, ...]
    more: str = ""
    next: str = ""
    begins: str | None = None


def runs_in_full(training: Training, context: SiteContext) -> tuple[RunView, ...]:
    """Show all runs, each with its hours and its place where these are not the same for all."""
    hours_differ = has_own_hours(training)
    places_differ = len(training.places) > 1
    return tuple(
        RunView(
            label=run.label or "",
            days=span(run.days, context.words),
            hours=hours_in_words(
                training.hours_of(run), run.days, training.timezone_of(run), context
            )
            if hours_differ
            else None,
            place=context.place(training.place_of(run)) if places_differ else None,
        )
        for run in training.runs
    )


def has_own_hours(training: Training) -> bool:
    """Tell whether hours are said of each run, and not of the training."""
    hours = ((training.hours_of(run), training.timezone_of(run)) for run in training.runs)
    return len({one if one[0] else None for one in hours}) > 1


def hours_in_words(
    hours: Hours | None, days: DayRun | None, timezone: str | None, context: SiteContext
) -> str | None:
    """Say hours with their zone; of several days, or of those not known, that each has them."""
    if hours is None:
        return None
    zone = context.words.zone(timezone or context.programme.site.timezone)
    return context.words.hours_on(hours, days, zone)


def runs_in_short(training: Training, context: SiteContext) -> ShortDaysView:
    """Show the first runs, or once some are over, those that come next."""
    return context.once(_runs_in_short, training)


def runs_shown(training: Training, context: SiteContext) -> tuple[DayRun, ...]:
    """Give the days of the runs that `runs_in_short` shows."""
    return tuple(run.days for run in _shown(_next_runs(training, context)))


def _next_runs(training: Training, context: SiteContext) -> Sequence[Run]:
    """Give all runs, or while some are over and others are to come, these."""
    ahead = [run for run in training.runs if run.days.last >= context.times.today]
    return ahead if ahead and not is_called_off(training) else training.runs


def _shown(runs: Sequence[Run]) -> Sequence[Run]:
    return runs if len(runs) <= _MOST_SHOWN else runs[:_SHOWN_OF_MORE]


def _runs_in_short(training: Training, context: SiteContext) -> ShortDaysView:
    today, words = context.times.today, context.words
    runs = _next_runs(training, context)
    is_between = len(runs) < len(training.runs)
    shown = _shown(runs)
    more = len(runs) - len(shown)
    begins, zone = runs[0].days.first if runs else today, context.programme.site.timezone
    is_next = is_between and begins > today
    return ShortDaysView(
        runs=tuple(
            _in_short(run, training, context, is_passing=is_between and run is not runs[-1])
            for run in shown
        ),
        more=words.count("and 1 more", "and {number} more", more) if more else "",
        next=words.say("Next:") if is_next else "",
        begins=begin_of(begins, zone) if is_next else None,
    )


def _in_short(
    run: Run, training: Training, context: SiteContext, *, is_passing: bool = False
) -> RunView:
    over, zone = run.days.last + timedelta(1), context.programme.site.timezone
    place = training.place_of(run)
    elsewhere = run.place is not None and place != training.place
    return RunView(
        label=run.label or "",
        days=span(run.days, context.words),
        brief=context.words.brief(run.days.first, run.days.last),
        place=context.place(place) if elsewhere else None,
        until=begin_of(over, zone) if is_passing else None,
    )


def by_month(training: Training) -> Iterator[Sequence[Run]]:
    """Yield the runs of a training that stand together in a list: of one month, alike but for days.

    Hours are not told apart: lists do not show them.
    """

    def together(run: Run) -> tuple[object, ...]:
        first = run.days.first
        return first.year, first.month, run.label, training.place_of(run)

    for _, runs in groupby(training.runs, key=together):
        yield tuple(runs)
