"""What stands for a training in lists and links: its name, its days, and its other dates."""

from __future__ import annotations

from sitegen.programme.dates import NamedDate, listed_dates
from sitegen.programme.model import OtherDeadline, Status, Training
from sitegen.programme.states import is_upcoming
from sitegen.site import addresses
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Link, Span, span


def training_link(training: Training | None, context: SiteContext) -> Link | None:
    """Link to a training by the name that only it has; None for none."""
    return None if training is None else link_of(training, context)


def link_of(training: Training, context: SiteContext) -> Link:
    """Link to a training by the name that only it has."""
    return context.once(_link, training)


def _link(training: Training, context: SiteContext) -> Link:
    return Link(context.base.href(addresses.training(training)), context.times.name(training))


def listed(dated: Training | OtherDeadline, context: SiteContext) -> tuple[NamedDate, ...]:
    """Give what pages list of something dated: all dates, or only the own ones of what is off."""
    return context.once(_listed, dated)


def _listed(dated: Training | OtherDeadline, _: SiteContext) -> tuple[NamedDate, ...]:
    return tuple(listed_dates(dated))


def days_of(training: Training, context: SiteContext) -> tuple[Span, ...]:
    """Show the days of a training, one run after the other."""
    return context.once(_days, training)


def _days(training: Training, context: SiteContext) -> tuple[Span, ...]:
    return tuple(span(run.days, context.words) for run in training.runs)


def planned(dated: Training | OtherDeadline, context: SiteContext) -> str:
    """Words before days that do not hold and are not replaced; nothing before days that hold.

    Where the days are not announced yet, the words stand in their place.
    """
    if isinstance(dated, Training) and dated.days is None:
        is_past = not is_upcoming(dated, context.times.today)
        return context.words.not_announced(dated.expected, is_past=is_past)
    if dated.status != Status.POSTPONED:
        return ""
    return context.words.say("Was planned for") + " "
