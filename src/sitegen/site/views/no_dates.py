"""What is said where no dates are announced: which training was last, and what one can do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from sitegen.lazy import dataclass
from sitegen.programme.model import Status, Training
from sitegen.programme.states import is_called_off
from sitegen.site.views.days import link_of
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTraining:
    """The training that was held last: what it is `called`, and a link to it by its days."""

    called: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDatesView:
    """What one knows and can do where no dates are announced.

    `last` is None where none was ever held; `check` is None where no rules say who can apply.
    """

    last: LastTraining | None
    check: Link | None


def is_dated(context: SiteContext) -> bool:
    """Tell whether any training is announced that will be held."""
    return not all(map(is_called_off, context.times.upcoming))


def no_dates_view(past: Iterable[Training], context: SiteContext) -> NoDatesView:
    """Show what to say after these `past` trainings, where nothing is ahead."""
    held = filter(_was_held, past)
    last = max(held, key=lambda one: one.period.last, default=None)
    return NoDatesView(last=_last(last, context) if last else None, check=context.check_link)


def no_dates_of_all(context: SiteContext) -> NoDatesView:
    """Show what to say after all trainings of the programme, where nothing is ahead."""
    return no_dates_view(chain.from_iterable(context.times.past_years.values()), context)


def _was_held(training: Training) -> bool:
    """Whether it was held as far as anybody knows, on days that are known."""
    is_firm = training.status is not Status.TENTATIVE and training.days is not None
    return is_firm and not is_called_off(training)


def _last(training: Training, context: SiteContext) -> LastTraining:
    days = context.words.short_days(training.period.first, training.period.last)
    return LastTraining(
        called=context.words.called(training), link=Link(link_of(training, context).href, days)
    )
