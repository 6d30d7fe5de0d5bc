"""Dates in lists: a training as a row, and every kind of date ahead as an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from sitegen.lazy import dataclass, replace
from sitegen.programme.dates import DateKind, NamedDate, about_dates
from sitegen.programme.model import (
    AboutDate,
    DayRun,
    DeadlineStatus,
    Expected,
    Meaning,
    Moment,
    OtherDeadline,
    Place,
    Status,
    Training,
)
from sitegen.programme.states import (
    is_called_off,
    is_firm_alone,
    is_upcoming,
)
from sitegen.site import addresses
from sitegen.site.views.apply_by import (
    ApplyByView,
    apply_by,
    deadline_line,
    own_deadline_line,
)
from sitegen.site.views.applying import (
    deadline_after,
)
from sitegen.site.views.beside import status_beside
from sitegen.site.views.days import link_of, listed, planned
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.leaves import (
    LeafView,
    NameView,
    leaf,
    leaf_about,
    leaf_expected,
    leaf_of,
    name_view,
)
from sitegen.site.views.parts import (
    ContactView,
    Link,
    PlaceView,
    Span,
    contact_view,
    is_present,
    span,
    time_of,
    when,
)
from sitegen.site.views.runs import by_month
from sitegen.site.views.status import (
    DateStatusView,
    StatusView,
    after_date,
    deadline_status_view,
    milestone_status_view,
    status_view,
)
from sitegen.site.views.training import ChangeView, change_views
from sitegen.site.wording import filled

_ORDER_IN_A_DAY: Mapping[str, int] = {kind: number for number, kind in enumerate(DateKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry:
    """A date ahead: `kind` is that of a `DateKind`.

    At a glance one sees its `leaf`, what the training is called (`name`), and a `line` that says
    what the date is, with its time. `apply_by` stands beside the days of a training, for which
    `is_own` is true. A deadline that belongs to no training has a `label` in place of a name, and
    `after` follows its day where no line does: how it counts.

    `planned` stands before days that do not hold and are not replaced, or in place of days that are
    not announced yet. `link` leads to the training, or for a deadline of its own to
    its entry in the list of all dates, where it has its `fragment` and its `changes`. `others` are
    trainings that share it. `status` is that of the training, and `own_status` that of a deadline
    of its own or of a milestone.
    """

    kind: str
    is_own: bool
    label: str
    leaf: LeafView
    line: str
    name: NameView | None
    planned: str
    days: tuple[Span, ...]
    after: str
    apply_by: ApplyByView | None
    link: Link | None
    fragment: str | None
    place: PlaceView | None
    status: StatusView | None
    own_status: DateStatusView | None
    note: Markup | None
    contacts: tuple[ContactView, ...]
    changes: tuple[ChangeView, ...]
    others: tuple[OtherTraining, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTraining:
    """A further training that shares a date, written once for all of them, and where it stands."""

    link: Link
    name: NameView
    status: StatusView | None


class DatedEntry(NamedTuple):
    """An entry, the moment that it is sorted by, its days, or when it is expected without days.

    Those that trainings share have the same `together`, and stand once in a list.
    """

    moment: Moment
    runs: tuple[DayRun, ...]
    entry: DateEntry
    expected: Expected | None = None
    together: object = None


def dates_ahead(context: SiteContext) -> list[DatedEntry]:
    """Every training, deadline and other date that is not over, in order of date.

    What is postponed has no date; see `postponed` and `postponed_deadlines`.
    """
    return _in_order(
        [
            *(
                _own_deadline(other, context)
                for other in context.times.deadlines
                if other.status is not DeadlineStatus.POSTPONED
            ),
            *(
                entry
                for one in context.times.upcoming
                for entry in _dates_of(one, context, context.times.today)
            ),
        ]
    )


def all_dates(shown: Iterable[Training | OtherDeadline], context: SiteContext) -> list[DatedEntry]:
    """Every date of these in order, also those that are past, and the days of what is postponed."""
    entries: list[DatedEntry] = []
    for one in shown:
        if isinstance(one, OtherDeadline):
            entries.append(_own_deadline(one, context, in_list=False))
        elif one.status is Status.POSTPONED:
            entries += _own_days(one, context, date.min)
        else:
            entries += _dates_of(one, context, date.min)
    return _in_order(entries)


def postponed_deadlines(context: SiteContext) -> tuple[DateEntry, ...]:
    """Deadlines of their own that are on another day than was said, not known yet."""
    return tuple(
        _own_deadline(other, context, month=True).entry
        for other in context.times.deadlines
        if other.status is DeadlineStatus.POSTPONED
    )


def renewal_dates(certification: str, context: SiteContext) -> Iterator[DateEntry]:
    """Yield the days ahead by which a certification is renewed, soonest first."""
    for other in context.times.deadlines:
        if other.renewal_of == certification:
            yield _own_deadline(other, context, with_changes=False).entry


def deadlines_to_meet(context: SiteContext, most: int) -> tuple[DateEntry, ...]:
    """Make the soonest deadlines that belong to no training and that hold, at most so many."""
    firm = (other for other in context.times.deadlines if not is_called_off(other))
    soonest = sorted(firm, key=lambda other: other.moment)[:most]
    return tuple(
        _own_deadline(one, context, with_changes=False, month=True).entry for one in soonest
    )


def _in_order(entries: list[DatedEntry]) -> list[DatedEntry]:
    ordered = sorted(entries, key=lambda one: (one.moment, _ORDER_IN_A_DAY[one.entry.kind]))
    return _each_once(ordered) if any(one.together for one in ordered) else ordered


def _each_once(entries: Iterable[DatedEntry]) -> list[DatedEntry]:
    """Put the trainings that share a date into one entry, where it stands first.

    Its line names the zone where one of the trainings is in another one.
    """
    found: dict[object, DatedEntry] = {}
    for number, one in enumerate(entries):
        entry = one.entry
        key = one.together or number
        first = found.setdefault(key, one)
        if first is not one and entry.link is not None and entry.name is not None:
            other = OtherTraining(link=entry.link, name=entry.name, status=entry.status)
            others = (*first.entry.others, other)
            line = max(first.entry.line, entry.line, key=len)
            together = replace(first.entry, others=others, line=line)
            found[key] = first._replace(entry=together)
    return list(found.values())


def _dates_of(training: Training, context: SiteContext, since: date) -> Iterator[DatedEntry]:
    """Dates of a training from a day on; a cancelled one keeps only its own days, marked so."""
    if training.status is Status.POSTPONED:
        return
    yield from _own_days(training, context, since)
    for one in listed(training, context):
        if not one.is_own and one.last_day >= since:
            yield _around(training, one, context)
    for about in about_dates(training):
        if about.day >= since:
            yield _about(training, about, context)


def _own_days(training: Training, context: SiteContext, since: date) -> Iterator[DatedEntry]:
    """Days of a training from a day on: those of each month where they begin.

    What has a label or another place stands by itself.
    """
    words, kind = context.words, DateKind.TRAINING
    if training.days is None:
        entry = _entry(
            training,
            context,
            kind=kind,
            leaf=leaf_expected(training.expected, words),
            days=(),
        )
        yield DatedEntry(Moment(training.period.last), (), entry, training.expected)
        return
    for runs in by_month(training):
        last = runs[-1].days.last
        if last < since:
            continue
        label, days = runs[0].label, tuple(run.days for run in runs)
        # The state of the training says when the last of its days are over, and what is called off.
        is_told = last == training.days.last or is_called_off(training)
        entry = _entry(
            training,
            context,
            kind=kind,
            leaf=leaf(days, words, before=planned(training, context).strip()),
            line=label or "",
            days=tuple(span(one, words) for one in days),
            own_status=None if is_told else milestone_status_view(last, context),
            place=training.place_of(runs[0]),
        )
        yield DatedEntry(Moment(days[0].first), days, entry)


def _around(training: Training, one: NamedDate, context: SiteContext) -> DatedEntry:
    is_deadline = one.kind is DateKind.DEADLINE
    firm_alone = is_deadline and is_firm_alone(training)
    goes_on = one.kind is DateKind.OPENING or one.meaning is Meaning.FROM
    label = context.words.label(one)
    entry = _entry(
        training,
        context,
        kind=one.kind,
        leaf=leaf_of((one.days,), one.meaning, context.words),
        line=deadline_line(training, label, one.moment, context)
        if is_deadline
        else _line(one, label, context),
        beside=one.days.first,
        days=(when(one, context.words, clock=False),),
        own_status=None if goes_on else milestone_status_view(one.last_day, context),
        with_status=not firm_alone,  # that the days are not firm is not said of it
    )
    # The same time in two zones is two moments.
    zone = one.timezone if one.at or one.hours else None
    called = context.words.applying_label(label) if is_deadline else label
    together = (one.kind, called, one.moment, one.days, zone, training.year_assumed)
    return DatedEntry(one.moment, (one.days,), entry, together=together if one.shared else None)


def _line(one: NamedDate, label: str, context: SiteContext) -> str:
    """Say what a date is, at what time."""
    clock = f", {context.words.clock(one.at)}" if one.at else ""
    after = after_date(one, context)
    return filled("{label}{clock}{after}", label=label, clock=clock, after=after)


def _about(training: Training, about: AboutDate, context: SiteContext) -> DatedEntry:
    """Show what is about a day in words alone: no program takes that for a day that is set."""
    entry = _entry(
        training,
        context,
        kind=DateKind.MILESTONE,
        leaf=leaf_about(about.day, context.words),
        line=about.label,
        beside=about.day,
        days=(),
        before=context.words.about(about.day),
    )
    moment = Moment(about.day)
    together = (about, training.year_assumed) if about.shared else None
    return DatedEntry(moment, (moment.days,), entry, together=together)


def _entry(  # noqa: PLR0913 - each is one column of the list
    training: Training,
    context: SiteContext,
    *,
    kind: DateKind,
    leaf: LeafView,
    days: tuple[Span, ...],
    line: str = "",
    beside: date | None = None,
    before: str = "",
    own_status: DateStatusView | None = None,
    place: Place | None = None,
    with_status: bool = True,
) -> DateEntry:
    own_days = kind is DateKind.TRAINING
    status = status_view(training, context)
    return DateEntry(
        kind=kind,
        is_own=own_days,
        label="",
        leaf=leaf,
        line=line,
        name=name_view(training, context, beside=beside),
        apply_by=apply_by(training, context) if own_days else None,
        planned=planned(training, context) if own_days else before,
        days=days,
        after="",
        link=link_of(training, context),
        fragment=None,
        place=context.place(place if training.runs else training.place) if own_days else None,
        status=status_beside(status, kind) if with_status else None,
        own_status=own_status,
        note=None,
        contacts=(),
        changes=(),
    )


def _own_deadline(
    other: OtherDeadline,
    context: SiteContext,
    *,
    in_list: bool = True,
    with_changes: bool = True,
    month: bool = False,
) -> DatedEntry:
    """Show a deadline of its own. While it is ahead it has its place `in_list` of all dates.

    With its `month` and how it counts where it stands by itself.
    """
    fragment = addresses.deadline_fragment(other)
    href = context.base.href(addresses.TRAININGS, fragment)
    note = other.note
    ahead = is_upcoming(other, context.times.today)
    entry = DateEntry(
        kind=DateKind.DEADLINE,
        is_own=False,
        label=other.label,
        leaf=leaf(
            (other.days,), context.words, month=month, before=planned(other, context).strip()
        ),
        line=own_deadline_line(other, context, in_full=month),
        name=None,
        apply_by=None,
        planned=planned(other, context),
        days=((time_of(other.moment, context.words),),),
        after=f"{deadline_after(other.moment, context)}{context.words.of_year(other)}",
        link=Link(href, context.times.name_of_deadline(other)) if ahead else None,
        fragment=fragment if in_list else None,
        place=None,
        status=None,
        own_status=deadline_status_view(other, context),
        note=context.markdown.html(note, level=3, id_prefix=f"{fragment}-") if note else None,
        contacts=tuple(contact_view(one) for one in other.contacts if is_present(one)),
        changes=tuple(change_views(other.changes, context.words)) if with_changes else (),
    )
    return DatedEntry(other.moment, (other.days,), entry)
