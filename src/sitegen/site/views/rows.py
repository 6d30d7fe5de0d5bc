"""A training as a row of a list: its days at a glance and in full, by when to apply, its state."""

from __future__ import annotations

from sitegen.lazy import dataclass, replace
from sitegen.programme.model import Status, Training
from sitegen.site.views.apply_by import ApplyByView, apply_by
from sitegen.site.views.applying import DeadlineView, RegisterView, deadline_view, register_view
from sitegen.site.views.days import days_of, link_of, planned
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.leaves import LeafView, NameView, leaf_expected, leaves, name_view
from sitegen.site.views.parts import Link, PlaceView, Span
from sitegen.site.views.runs import ShortDaysView, runs_in_short, runs_shown
from sitegen.site.views.status import StatusView, status_view


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow:
    """A training in a list. The text of `link` is a name that no other training has.

    `track` is what it is called: by the name of its track, and by its title if it has one.
    `title` alone stands where the track is named already. `planned` stands before days on which it
    will not be held, or in place of days that are not announced yet. `apart` follows its days where
    another training of that name starts then too. `place` is None where the list says it.
    """

    link: Link
    track: str
    title: str | None
    name: NameView
    leaves: tuple[LeafView, ...]
    planned: str
    days: tuple[Span, ...]
    short_days: ShortDaysView
    apart: str
    apply_by: ApplyByView | None
    place: PlaceView | None
    status: StatusView
    deadline: DeadlineView | None
    register: RegisterView | None


def training_row(training: Training, context: SiteContext) -> TrainingRow:
    """Show a training as an item of a list."""
    return context.once(_training_row, training)


def _training_row(training: Training, context: SiteContext) -> TrainingRow:
    return TrainingRow(
        link=link_of(training, context),
        track=context.words.called(training),
        title=training.title,
        name=name_view(training, context),
        leaves=_leaves(training, context),
        planned=planned(training, context),
        days=days_of(training, context),
        short_days=runs_in_short(training, context),
        apart=context.times.after_days(training),
        apply_by=apply_by(training, context),
        place=context.place(training.place),
        status=status_view(training, context),
        deadline=deadline_view(training, context),
        register=register_view(training, context),
    )


def below_month(row: TrainingRow, month: str) -> TrainingRow:
    """Give a row for below the heading of a month: its days need not say that again."""
    leaves = tuple(replace(one, month="") if one.month == month else one for one in row.leaves)
    return replace(row, leaves=leaves)


def _leaves(training: Training, context: SiteContext) -> tuple[LeafView, ...]:
    if training.days is None:
        return (leaf_expected(training.expected, context.words),)
    before = planned(training, context).strip()
    short = runs_in_short(training, context)
    return leaves(runs_shown(training, context), short, before, context.words)


def postponed(context: SiteContext) -> tuple[TrainingRow, ...]:
    """Trainings that will be held on other days than they were planned for, not known yet."""
    return tuple(
        training_row(training, context)
        for training in context.times.upcoming
        if training.status is Status.POSTPONED
    )
