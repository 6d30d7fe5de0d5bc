"""The archive: the years that have past trainings, and the trainings of one such year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.programme.model import Training
from sitegen.site import addresses
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.lists import Teaser
from sitegen.site.views.parts import Link
from sitegen.site.views.rows import TrainingRow, below_month, training_row
from sitegen.site.views.year import upcoming_link, year_link
from sitegen.site.wording import begun


@dataclass(frozen=True, slots=True, kw_only=True)
class PastView:
    """The years that have past trainings, the latest first, with how many they have."""

    head: HeadView
    years: tuple[Teaser, ...]
    upcoming: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMonthView:
    """The past trainings that began in one month; those whose days were not announced stand apart.

    `name` says the month, or when they were expected.
    """

    name: str
    trainings: tuple[TrainingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYearView:
    """The past trainings that began in one year, by month, and that year at a glance."""

    head: HeadView
    months: tuple[PastMonthView, ...]
    glance: Link
    upcoming: Link


def past_view(context: SiteContext) -> PastView:
    """Show the years that have past trainings."""
    say = context.words.say
    return PastView(
        head=context.head(
            say("Past trainings"),
            description=description(
                begun(
                    say(
                        "Past {trainings}, year by year, from {organization}.",
                        trainings=context.trainings,
                        organization=context.organization,
                    )
                )
            ),
            address=addresses.PAST,
            section=addresses.TRAININGS,
            crumbs=context.crumbs_trainings,
        ),
        years=tuple(
            Teaser(
                link=Link(
                    context.base.href(addresses.past_year(year)),
                    say("Trainings of {year}", year=year),
                ),
                summary=context.words.count("1 training", "{number} trainings", len(past)),
            )
            for year, past in context.times.past_years.items()
        ),
        upcoming=upcoming_link(context),
    )


def past_year_view(year: int, context: SiteContext) -> PastYearView:
    """Show the past trainings that began in `year`."""
    say = context.words.say
    return PastYearView(
        head=context.head(
            say("Trainings of {year}", year=year),
            description=description(
                begun(
                    say(
                        "Past {trainings} of {year}, with their dates and places.",
                        trainings=context.trainings,
                        year=year,
                    )
                ),
                context.from_organization,
            ),
            address=addresses.past_year(year),
            section=addresses.TRAININGS,
            crumbs=(*context.crumbs_trainings, (addresses.PAST, say("Past trainings"))),
        ),
        months=tuple(_months(context.times.past_years[year], context)),
        glance=year_link(year, context),
        upcoming=upcoming_link(context),
    )


def _months(past: Iterable[Training], context: SiteContext) -> Iterator[PastMonthView]:
    words = context.words

    def named(training: Training) -> tuple[str, str]:
        if training.days is None:
            return words.not_announced(training.expected, is_past=True), ""
        first = training.days.first
        return words.month(first), words.brief_month(first)

    for (name, month), group in groupby(past, key=named):
        rows = tuple(below_month(training_row(one, context), month) for one in group)
        yield PastMonthView(name=begun(name), trainings=rows)
