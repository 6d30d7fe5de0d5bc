"""A year at a glance: a drawing of its dates, and the same dates as a table and as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind
from sitegen.programme.model import (
    DayRun,
    Moment,
    OtherDeadline,
    Run,
    Status,
    Training,
)
from sitegen.programme.states import deadline_that_holds, is_upcoming
from sitegen.site import addresses
from sitegen.site.views.apply_by import how_days_end
from sitegen.site.views.applying import deadline_view
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.dates import DatedEntry, DateEntry, all_dates
from sitegen.site.views.days import link_of, listed, planned
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import Link, PlaceView, Span, Time, begin_of, span
from sitegen.site.views.status import StatusView, status_view
from sitegen.site.views.year_drawing import (
    NARROW,
    WIDE,
    DrawingView,
    ShapeView,
    draw,
    example,
)
from sitegen.site.views.year_lines import Chain, Dated, Shape, short_day
from sitegen.site.wording import Words, begun, says_applying, to_say

_MEANINGS = {
    Shape.OPENING: to_say("Applications open"),
    Shape.DEADLINE: to_say("Deadline"),
    Shape.TRAINING: to_say("Training"),
    Shape.NOT_FIRM: to_say("Training, dates not firm"),
    Shape.CALLED_OFF: to_say("Cancelled or postponed"),
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
class AsOfView:
    """The day of the build, marked in the drawing: "Today" until the instant `until`, in UTC.

    On a page that is read later, its mark is called by the day, `later`.
    """

    until: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    """By when one applies. `label` is there where it is the deadline for something else.

    `year` follows the day for those who hear it, `after` for all: a zone, or that it is firm. Where
    there is no deadline, `when` is None and `after` says so.
    """

    label: str
    when: Time | None
    year: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysView:
    """Days without a gap: in full for those who hear them, and `brief` for those who see them.

    One day is seen in full but for its `year`, and `brief` is empty.
    """

    days: Span
    year: str
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsView:
    """Days of a training that are alike but for the days, with what only holds on them."""

    label: str
    days: tuple[DaysView, ...]
    place: PlaceView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOfYear:
    """A training as a row of the table. The first row of a month has its `fragment`.

    `when` it begins follows what it is `called`, for those who hear the link alone: its days stand
    beside it.
    `planned` stands before days that do not hold, or in place of days that are not announced yet.
    `apart` follows its days where another one of its name starts then, or the year is assumed.
    """

    fragment: str | None
    href: str
    called: str
    when: str
    status: StatusView
    due: DueView | None
    planned: str
    runs: tuple[RunsView, ...]
    apart: str
    place: PlaceView


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """Dates of a month that stand in no row of the table, which may have its `fragment`, too."""

    name: str
    fragment: str | None
    entries: tuple[DateEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """A year: the drawing, laid out `wide` and `narrow`, its trainings, and its other dates.

    `shapes` are an example of each kind of shape that occurs, labeled with what it stands for.
    `today` is None where the day of the build lies in another year. Where all trainings are past,
    it leads to what is `upcoming`. `others` are the years beside it. `deadlines` tells that
    something is known of the deadline of a training. `ends` says how days of deadlines count, where
    there are any. `address` is where the page is, for those who have it on paper.
    """

    head: HeadView
    year: int
    wide: DrawingView
    narrow: DrawingView
    shapes: tuple[ShapeView, ...]
    today: AsOfView | None
    trainings: tuple[TrainingOfYear, ...]
    deadlines: bool
    ends: str
    months: tuple[MonthView, ...]
    upcoming: Link | None
    others: tuple[Link, ...]
    subscribe: Link
    address: str


def year_link(year: int, context: SiteContext) -> Link:
    """Link to a year at a glance."""
    words = context.words.say("{year} at a glance", year=year)
    return Link(context.base.href(addresses.year(year)), words)


def upcoming_link(context: SiteContext) -> Link:
    """Link to all that is ahead."""
    words = context.words.say("See upcoming trainings and deadlines")
    return Link(context.base.href(addresses.TRAININGS), words)


def year_view(year: int, context: SiteContext) -> YearView:
    """Show every date of `year`, also those that are past."""
    say, rows = context.words.say, tuple(_rows(year, context))
    all_years = list(context.times.years)
    at = all_years.index(year)
    beside = [*all_years[max(at - 1, 0) : at], *all_years[at + 1 : at + 2]]
    as_of = day_of_drawing(context)
    wide, narrow = (
        draw(rows, year, layout, context.words, as_of=as_of) for layout in (WIDE, NARROW)
    )
    return YearView(
        head=context.head(
            say("{year} at a glance", year=year),
            description=description(
                say(
                    "All {trainings} and deadlines of {year}: as a drawing and as a list.",
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
        wide=wide,
        narrow=narrow,
        shapes=tuple(_legend(wide, context)),
        today=None if wide.today_box is None or as_of is None else _today(as_of, context),
        trainings=(trainings := tuple(_trainings(year, context))),
        deadlines=any(one.due for one in trainings),
        ends=how_days_end(tuple(_deadlines(year, context)), context),
        months=tuple(_months(year, {one.fragment for one in trainings}, context)),
        upcoming=None if _is_ahead(year, context) else upcoming_link(context),
        others=tuple(year_link(other, context) for other in beside),
        subscribe=subscribe_link(None, context),
        address=context.base.absolute(addresses.year(year)),
    )


def _deadlines(year: int, context: SiteContext) -> Iterator[Moment]:
    """Yield the deadlines that the table and the list below it show."""
    for one in context.times.years[year]:
        if isinstance(one, OtherDeadline):
            yield one.moment
        elif _begin(one, year) is not None and (due := deadline_that_holds(one)) is not None:
            yield due.moment


def _is_ahead(year: int, context: SiteContext) -> bool:
    """Whether a training of the year is not past yet."""
    of_year, today = context.times.years[year], context.times.today
    return any(isinstance(one, Training) and is_upcoming(one, today) for one in of_year)


def day_of_drawing(context: SiteContext) -> date | None:
    """Give the day that a drawing shows: the printed day of the build, and what is past on it.

    It shows no more of the day than that, so pages do not count as changed by it (`turns.py`).
    """
    return context.times.today


def _today(as_of: date, context: SiteContext) -> AsOfView:
    return AsOfView(
        until=begin_of(as_of + timedelta(1), context.programme.site.timezone),
        later=short_day(as_of, context.words),
    )


def _rows(year: int, context: SiteContext) -> Iterator[tuple[str, Sequence[Chain]]]:
    """Yield what to draw: each track that has dates in the year, then the other deadlines."""
    drawn: dict[str | None, list[Chain]] = defaultdict(list)
    shared: set[tuple[str, Dated]] = set()
    for one in context.times.years[year]:
        of = one.track.id if isinstance(one, Training) else None
        chain = []
        for dated, is_shared in _dated_of(one, context):
            if is_shared and of is not None:
                if (of, dated) in shared:
                    continue
                shared.add((of, dated))
            chain.append(dated)
        if any(dated.first.year <= year <= dated.last.year for dated in chain):
            drawn[of].append(chain)
    for track in context.programme.tracks:
        if of_track := drawn[track.id]:
            yield str(track.name), of_track
    if others := drawn[None]:
        yield context.words.say("Other deadlines"), others


def _legend(drawing: DrawingView, context: SiteContext) -> Iterator[ShapeView]:
    drawn = [one for row in drawing.rows for one in row.shapes]
    occurring = {one.shape for one in drawn}
    for shape, words in _MEANINGS.items():
        if shape in occurring:
            yield example(shape, context.words.say(words))
    if any(one.past for one in drawn):
        yield example(Shape.TRAINING, context.words.say("Past"), past=True)


def _dated_of(
    dated: Training | OtherDeadline, context: SiteContext
) -> Iterator[tuple[Dated, bool]]:
    """Yield the days of it, and what one has to do when, unless it was called off.

    With each stands whether it is drawn only once for all who share it. A deadline is drawn for
    each training, joined to its days.
    """
    for one in listed(dated, context):
        shape = _SHAPES[one.kind] if one.holds else Shape.CALLED_OFF
        if shape is Shape.TRAINING and dated.status is Status.TENTATIVE:
            shape = Shape.NOT_FIRM
        once = one.shared and one.kind is not DateKind.DEADLINE
        yield Dated(shape=shape, first=one.days.first, last=one.days.last), once


def _trainings(year: int, context: SiteContext) -> Iterator[TrainingOfYear]:
    """Yield the trainings of the year in order of their first day in it, else of their deadline."""
    found = [
        (begin, number, one)
        for number, one in enumerate(context.times.years[year])
        if isinstance(one, Training) and (begin := _begin(one, year)) is not None
    ]
    months: set[str] = set()
    for begin, _, one in sorted(found):
        is_expected = one.days is None and one.expected.year == year
        fragment = addresses.expected_fragment(one.expected) if is_expected else _month(begin)
        yield _training(one, year, None if fragment in months else fragment, context)
        months.add(fragment)


def _begin(training: Training, year: int) -> date | None:
    """Give the day by which a training is sorted among those of a year; None for none in it."""
    if training.days is None and training.expected.year == year:
        return training.period.last
    due = deadline_that_holds(training)
    runs = [*(run.days for run in training.runs), *((due.moment.days,) if due else ())]
    inside = (run for run in runs if run.first.year <= year <= run.last.year)
    return next((max(run.first, date(year, 1, 1)) for run in inside), None)


def _month(day: date) -> str:
    return f"month-{day.year}-{day.month:02}"


def _training(
    training: Training, year: int, fragment: str | None, context: SiteContext
) -> TrainingOfYear:
    runs = tuple(_runs(training, year, context))
    before, apart = planned(training, context), context.times.after_days(training)
    first = training.runs[0].days.first if training.runs else None
    begins = context.words.brief(first, first, year) if first else ""
    return TrainingOfYear(
        fragment=fragment,
        href=link_of(training, context).href,
        called=context.words.called(training),
        when=f"{before}{begins}{apart}",
        status=status_view(training, context),
        due=_due(training, year, context),
        planned=before,
        runs=runs,
        apart=apart,
        place=context.place(training.place),
    )


def _due(training: Training, year: int, context: SiteContext) -> DueView | None:
    deadline, holds = deadline_view(training, context), deadline_that_holds(training)
    if deadline is None:
        return None
    if deadline.when is None or holds is None:
        return DueView(label=deadline.label, when=None, year="", after=deadline.after)
    usual = context.words.say(", by the end of the day")  # said once, above the table
    moment, said = holds.moment, deadline.when.words
    day, rest = _without_year(moment.day, year, context.words) if moment.at is None else (said, "")
    return DueView(
        label="" if says_applying(holds.label) else holds.label,
        when=Time(deadline.when.iso, day),
        year=rest,
        after=deadline.after.removeprefix(usual) + context.words.of_year(training),
    )


def _runs(training: Training, year: int, context: SiteContext) -> Iterator[RunsView]:
    """Yield the days of a training; those that are alike stand together."""

    def alike(run: Run) -> tuple[object, ...]:
        return run.label, training.place_of(run)

    for _, group in groupby(training.runs, key=alike):
        runs = tuple(group)
        place = training.place_of(runs[0])
        yield RunsView(
            label=runs[0].label or "",
            days=tuple(_days(run.days, year, context.words) for run in runs),
            place=None if place == training.place else context.place(place),
        )


def _days(run: DayRun, year: int, words: Words) -> DaysView:
    """Say days of a year: "Thursday, April 28" or "May 16–20" is what one sees of it."""
    first, last = run.first, run.last
    full = span(run, words)
    if first == last:
        day, rest = _without_year(first, year, words)
        return DaysView(days=(Time(full[0].iso, day),), year=rest, brief="")
    return DaysView(days=full, year="", brief=words.brief(first, last, year))


def _without_year(day: date, year: int, words: Words) -> tuple[str, str]:
    """Say "Monday, April 18" of a day of the year, and what follows in full: ", 2022"."""
    full, brief = words.day(day), words.weekday_and_day(day)
    at = len(brief) if day.year == year and full.startswith(brief) else len(full)
    return full[:at], full[at:]


class _Listed(NamedTuple):
    """A date that stands in no row of the table, and its first day in the year."""

    day: date
    entry: DateEntry


def _months(year: int, taken: Container[str | None], context: SiteContext) -> Iterator[MonthView]:
    """Yield the months of the other dates; each stands in that of its first day in the year."""
    trainings = [one for one in context.times.years[year] if isinstance(one, Training)]
    deadlines = [one for one in context.times.years[year] if isinstance(one, OtherDeadline)]
    in_table = {DateKind.TRAINING, DateKind.DEADLINE}
    dates = [one for one in all_dates(trainings, context) if one.entry.kind not in in_table]
    dates += all_dates(deadlines, context)
    found = sorted(_listed_in(year, dates), key=lambda one: one.day)
    for (_, month), group in groupby(found, key=lambda one: (one.day.year, one.day.month)):
        first = date(year, month, 1)
        yield MonthView(
            name=begun(context.words.month(first)),
            fragment=None if _month(first) in taken else _month(first),
            entries=tuple(one.entry for one in group),
        )


def _listed_in(year: int, dates: Iterable[DatedEntry]) -> Iterator[_Listed]:
    for one in dates:
        for run in one.runs:
            if run.first.year <= year <= run.last.year:
                yield _Listed(max(run.first, date(year, 1, 1)), one.entry)
                break
