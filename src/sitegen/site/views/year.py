"""A year at a glance: a drawing of its dates, and the same dates as a list and as months."""

from __future__ import annotations

from calendar import SUNDAY, Calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.model import DayRun, Expected, OtherDeadline, Status, Training
from sitegen.site import addresses
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.dates import DateEntry, all_dates
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import Link
from sitegen.site.views.training import listed
from sitegen.site.views.year_drawing import (
    NARROW,
    WIDE,
    Dated,
    DrawingView,
    Shape,
    ShapeView,
    draw,
    example,
)
from sitegen.site.wording import Words, to_say

_MEANINGS = {
    Shape.TRAINING: to_say("Training"),
    Shape.NOT_FIRM: to_say("Training, dates not firm"),
    Shape.CALLED_OFF: to_say("Cancelled or postponed"),
    Shape.OPENING: to_say("Applications open"),
    Shape.DEADLINE: to_say("Deadline"),
    Shape.MILESTONE: to_say("Other date"),
}

_SHAPES = {
    DateKind.TRAINING: Shape.TRAINING,
    DateKind.OPENING: Shape.OPENING,
    DateKind.DEADLINE: Shape.DEADLINE,
    DateKind.FEE: Shape.MILESTONE,
    DateKind.MILESTONE: Shape.MILESTONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day of a month. `href` leads to the first of its dates in the list; None where none is.

    `before` and `after` name the month, for those who hear the link alone.
    """

    before: str
    number: int
    after: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """A date of the list, and the fragment by which days of the month lead to it."""

    fragment: str
    entry: DateEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaMonth:
    """A month that has dates: these in order, and its weeks from Sunday; None beside its days.

    Trainings that have no days yet stand under when they are expected, which has no weeks.
    """

    name: str
    fragment: str
    entries: tuple[AgendaEntry, ...]
    weeks: tuple[tuple[DayView | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A year: the drawing, laid out `wide` and `narrow`, and its dates by month.

    `shapes` are an example of each kind of shape that occurs, labeled with what it stands for.
    `weekdays` are their names from Sunday, short and whole. `others` are the years beside it.
    """

    head: HeadView
    year: int
    wide: DrawingView
    narrow: DrawingView
    shapes: tuple[ShapeView, ...]
    months: tuple[AgendaMonth, ...]
    weekdays: tuple[tuple[str, str], ...]
    others: tuple[Link, ...]
    subscribe: Link


def year_link(year: int, context: SiteContext) -> Link:
    """Link to a year at a glance."""
    words = context.words.say("{year} at a glance", year=year)
    return Link(context.base.href(addresses.year(year)), words)


def year_view(year: int, context: SiteContext) -> YearView:
    """Show every date of `year`, also those that are past."""
    say, rows = context.words.say, tuple(_rows(year, context))
    all_years = list(context.times.years)
    at = all_years.index(year)
    beside = [*all_years[max(at - 1, 0) : at], *all_years[at + 1 : at + 2]]
    return YearView(
        head=context.head(
            say("{year} at a glance", year=year),
            description=description(
                say(
                    "All {trainings} and deadlines of {year}: as a drawing, as a list and month "
                    "by month.",
                    trainings=context.trainings,
                    year=year,
                ),
                context.from_organization,
            ),
            address=addresses.year(year),
            section=addresses.TRAININGS,
            crumbs=(context.crumbs_home, (addresses.TRAININGS, say("Trainings and deadlines"))),
            calendars=context.calendars(None),
        ),
        year=year,
        wide=draw(rows, year, WIDE, context.words),
        narrow=draw(rows, year, NARROW, context.words),
        shapes=tuple(_legend(rows, context)),
        months=tuple(_months(year, context)),
        weekdays=tuple(
            (context.words.weekdays[number][:2].capitalize(), context.words.weekdays[number])
            for number in (6, 0, 1, 2, 3, 4, 5)
        ),
        others=tuple(year_link(other, context) for other in beside),
        subscribe=subscribe_link(None, context),
    )


def _rows(year: int, context: SiteContext) -> Iterator[tuple[str, Sequence[Dated]]]:
    """Yield what to draw: each track that has dates in the year, then the other deadlines."""
    drawn: dict[str | None, list[Dated]] = defaultdict(list)
    for one in context.times.years[year]:
        of = one.track.id if isinstance(one, Training) else None
        for dated, is_shared in _dated_of(one, context):
            if _is_in(year, dated) and not (is_shared and dated in drawn[of]):
                drawn[of].append(dated)
    for track in context.programme.tracks:
        if of_track := drawn[track.id]:
            yield str(track.name), of_track
    if others := drawn[None]:
        yield context.words.say("Other deadlines"), others


def _legend(
    rows: Iterable[tuple[str, Sequence[Dated]]], context: SiteContext
) -> Iterator[ShapeView]:
    occurring = {one.shape for _, dated in rows for one in dated}
    for shape, words in _MEANINGS.items():
        if shape in occurring:
            yield example(shape, context.words.say(words))


def _dated_of(
    dated: Training | OtherDeadline, context: SiteContext
) -> Iterator[tuple[Dated, bool]]:
    """Yield the days of it, and what one has to do when, unless it was called off.

    With each stands whether others share it: then it is drawn once.
    """
    for one in listed(dated, context):
        shape = _SHAPES[one.kind] if one.holds else Shape.CALLED_OFF
        if shape is Shape.TRAINING and dated.status is Status.TENTATIVE:
            shape = Shape.NOT_FIRM
        yield Dated(shape=shape, first=one.days.first, last=one.days.last), one.shared


def _is_in(year: int, dated: Dated) -> bool:
    return dated.first.year <= year <= dated.last.year


def _months(year: int, context: SiteContext) -> Iterator[AgendaMonth]:
    """Yield the months of the list; each date stands in the month of its first day in the year."""
    listed = sorted(_entries(year, context), key=lambda one: one.place)
    leads: dict[date, str] = {}
    for number, one in enumerate(listed, start=1):
        for day in one.days:
            leads.setdefault(day, f"date-{number}")
    numbered = enumerate(listed, start=1)
    for month, group in groupby(numbered, key=lambda one: one[1].expected or one[1].place.month):
        entries = tuple(AgendaEntry(fragment=f"date-{n}", entry=one.entry) for n, one in group)
        if isinstance(month, Expected):
            name, fragment = context.words.not_announced(month), addresses.expected_fragment(month)
            yield AgendaMonth(name=name, fragment=fragment, entries=entries, weeks=())
            continue
        yield AgendaMonth(
            name=context.words.month(date(year, month, 1)),
            fragment=f"month-{year}-{month:02}",
            entries=entries,
            weeks=tuple(_weeks(year, month, leads, context.words)),
        )


class _Listed(NamedTuple):
    """A date of the year: the day by which it is sorted, the days that are set, its entry.

    `expected` is when it will be where it has no days yet.
    """

    place: date
    days: tuple[date, ...]
    entry: DateEntry
    expected: Expected | None


def _entries(year: int, context: SiteContext) -> Iterator[_Listed]:
    """Yield the dates of the year in order, each with its own days in it."""
    for one in all_dates(context.times.years[year], context):
        days = tuple(day for run in one.runs for day in _days(run) if day.year == year)
        if days:
            yield _Listed(days[0], days if one.is_set else (), one.entry, None)
        elif one.expected is not None and one.expected.year == year:
            yield _Listed(one.moment.day, (), one.entry, one.expected)


def _days(run: DayRun) -> Iterator[date]:
    return map(date.fromordinal, range(run.first.toordinal(), run.last.toordinal() + 1))


def _weeks(
    year: int, month: int, leads: dict[date, str], words: Words
) -> Iterator[tuple[DayView | None, ...]]:
    before, after = words.around_day(date(year, month, 1))

    def view(day: date) -> DayView:
        href = f"#{leads[day]}" if day in leads else None
        return DayView(before=before, number=day.day, after=after, href=href)

    for week in Calendar(SUNDAY).monthdatescalendar(year, month):
        yield tuple(view(day) if day.month == month else None for day in week)
