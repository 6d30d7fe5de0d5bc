"""The page of one training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from markupsafe import Markup

from sitegen.lazy import dataclass
from sitegen.programme.dates import DateKind, about_dates, has_events
from sitegen.programme.model import (
    Change,
    Moment,
    Person,
    Status,
    Training,
)
from sitegen.programme.states import (
    State,
    is_called_off,
    is_opened,
    is_upcoming,
    opening_that_holds,
)
from sitegen.site import addresses
from sitegen.site.views.applying import (
    DeadlineView,
    FeeView,
    OpeningView,
    RegisterView,
    can_apply,
    deadline_view,
    fee_views,
    opening_view,
    register_view,
)
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.days import days_of, link_of, listed, planned, training_link
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.google_calendar import google_link
from sitegen.site.views.not_announced import not_announced
from sitegen.site.views.parts import (
    DocumentView,
    Link,
    PlaceView,
    Span,
    Time,
    time_of_day,
    when,
)
from sitegen.site.views.picture_facts import training_fact
from sitegen.site.views.runs import (
    RunView,
    ShortDaysView,
    has_own_hours,
    hours_in_words,
    runs_in_full,
    runs_in_short,
)
from sitegen.site.views.status import (
    StatusView,
    after_date,
    status_view,
    zone_after,
)
from sitegen.site.views.structured_data import education_event
from sitegen.site.wording import Words, says_applying, to_say


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """Another date of a training; `after` is the zone where there is a time of day, or its hours.

    What is only about a day stands in `after` as words, and `when` is empty.
    """

    label: str
    when: Span
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What changed, and on which day that was said."""

    fragment: str
    on: Time
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingView:
    """A training, everything that is published about it. `summary` says what it is for.

    `opening` is there while it is still to come. `how_to_apply`, `register`, `calendar`,
    `subscribe` and `sheet` are None once they would call to something that is no longer possible;
    `next_open` leads there to the next training of the track that one can apply for. `deadline` and
    `milestones` are left out, and `planned` stands before the days, where none of them holds. It
    stands in place of days that are not announced yet. `hours` are None where they are said of each
    of the `runs`. `place` is that of the first run, before `other_places`. `details` tells that
    `runs` say more than `short_days`. `not_announced` names what one has to ask for.
    """

    head: HeadView
    status: StatusView
    track: Link
    summary: str
    planned: str
    days: tuple[Span, ...]
    short_days: ShortDaysView
    runs: tuple[RunView, ...]
    details: bool
    year_assumed: str
    hours: str | None
    place: PlaceView
    other_places: tuple[PlaceView, ...]
    asks_for_place: bool
    opening: OpeningView | None
    deadline: DeadlineView | None
    milestones: tuple[MilestoneView, ...]
    cost: str | None
    fees: tuple[FeeView, ...]
    capacity: str | None
    language: str | None
    not_announced: str
    note: Markup | None
    how_to_apply: Markup | None
    register: RegisterView | None
    documents: tuple[DocumentView, ...]
    calendar: Link | None
    google: Link | None
    subscribe: Link | None
    sheet: Link | None
    changes: tuple[ChangeView, ...]  # newest first
    next_open: Link | None
    earlier: Link | None
    later: Link | None
    former_contacts: tuple[str, ...]


def training_view(training: Training, context: SiteContext) -> TrainingView:
    """Show one training as it stands on the context's day."""
    if has_sheet(training, context.times.today):  # which shows the same
        return context.once(_training_view, training)
    return _training_view(training, context)


def _training_view(training: Training, context: SiteContext) -> TrainingView:
    times, words, track = context.times, context.words, training.track
    state = times.state(training)
    status = status_view(training, context)
    applying = can_apply(training, context)
    note, ahead = training.note, is_upcoming(training, times.today)
    return TrainingView(
        head=_head(training, context),
        status=status,
        track=context.track_link(track),
        summary=track.summary,
        planned=planned(training, context),
        days=days_of(training, context),
        short_days=(short := runs_in_short(training, context)),
        runs=(runs := runs_in_full(training, context)),
        details=len(runs) > len(short.runs) or any(run.hours or run.place for run in runs),
        year_assumed=words.source_of_year(training),
        hours=(None if has_own_hours(training) else _same_hours(training, context)),
        place=context.place(training.places[0]),
        other_places=tuple(map(context.place, training.places[1:])),
        asks_for_place=None in training.places and ahead and not is_called_off(training),
        opening=opening_view(training, context),
        deadline=deadline_view(training, context),
        milestones=_milestone_views(training, context),
        cost=training.cost,
        fees=fee_views(training, context),
        capacity=_capacity(training, words),
        language=words.name_of(training.language) if training.language else None,
        not_announced=not_announced((training,), context)
        if has_sheet(training, times.today)
        else "",
        note=context.markdown.html(note, level=3, id_prefix="note-") if note else None,
        how_to_apply=context.how_to_apply[track.id] if applying else None,
        register=register_view(training, context),
        documents=_documents(training, context) if applying else (),
        calendar=_calendar(training, context, state),
        google=google_link(training, context),
        subscribe=subscribe_link(track, context) if ahead else None,
        sheet=_sheet(training, context) if has_sheet(training, times.today) else None,
        changes=tuple(change_views(training.changes, words)),
        next_open=None if applying else training_link(times.tracks[track.id].next_open, context),
        earlier=training_link(times.earlier.get(training.id), context),
        later=training_link(times.later.get(training.id), context),
        former_contacts=tuple(
            contact.name
            for contact in training.contacts
            if isinstance(contact, Person) and contact.former
        ),
    )


def has_sheet(training: Training, today: date) -> bool:
    """Tell whether a training has a sheet to print: while it is ahead, and not called off."""
    return is_upcoming(training, today) and not is_called_off(training)


def _milestone_views(training: Training, context: SiteContext) -> tuple[MilestoneView, ...]:
    """Show the other dates in order, those that are about a day among them."""
    words = context.words
    views = [
        (
            one.moment,
            MilestoneView(label=one.label, when=when(one, words), after=after_date(one, context)),
        )
        for one in listed(training, context)
        if one.kind is DateKind.MILESTONE
    ]
    views += [
        (Moment(one.day), MilestoneView(label=one.label, when=(), after=words.about(one.day)))
        for one in about_dates(training)
    ]
    return tuple(view for _, view in sorted(views, key=itemgetter(0)))


def _sheet(training: Training, context: SiteContext) -> Link:
    words = context.words.say("This training on one sheet, to print")
    return Link(context.base.href(addresses.sheet(training)), words)


def change_views(changes: Sequence[Change], words: Words) -> Iterator[ChangeView]:
    """Show what was told, the newest first."""
    for number in range(len(changes), 0, -1):
        change = changes[number - 1]
        fragment = addresses.change_fragment(number)
        yield ChangeView(fragment=fragment, on=time_of_day(change.on, words), what=change.what)


def _head(training: Training, context: SiteContext) -> HeadView:
    track, words = training.track, context.words
    name = link_of(training, context).text
    event = education_event(training, context)
    return context.head(
        words.called(training),
        title=name,
        searched=context.times.searched_name(training),
        description=description(*_said_in_short(training, context)),
        address=addresses.training(training),
        section=addresses.TRAININGS,
        crumbs=(*context.crumbs_trainings, (addresses.track(track), track.name)),
        calendars=context.calendars(track),
        contacts=context.contacts(training.contacts, track.contacts),
        about=() if event is None else (event,),
        fact=training_fact(training, context),
    )


def _said_in_short(training: Training, context: SiteContext) -> Iterator[str]:
    """Yield the sentences of the description; the first says if nobody can go there any more."""
    words, days = context.words, training.days
    name = link_of(training, context).text
    places = (f"{words.place(place)}." for place in training.places)
    if is_called_off(training) or not is_upcoming(training, context.times.today):
        if days is not None:
            short = words.short_days(days.first, days.last)
            name = f"{words.called(training)}, {short}{context.times.after_days(training)}"
        yield words.say(_GONE.get(training.status, _PAST), training=name)
        yield from places
        yield words.say("See what comes next.")
        return
    state = context.times.state(training)
    closed = _CLOSED.get(state)
    yield words.say(closed, training=name) if closed else f"{name}."
    if days is not None and days.first != days.last:
        yield words.say("The last day is {day}.", day=words.day(days.last))
    if not closed and state is not State.UNDER_WAY:
        yield _opens(training, context)
        if deadline := deadline_view(training, context):
            yield _in_short(deadline, training, context)
    yield from places
    yield words.say("See what comes next.") if closed else training.track.summary


_PAST = to_say("Past training: {training}.")
_GONE = {
    Status.CANCELLED: to_say("Cancelled: {training}."),
    Status.POSTPONED: to_say("Postponed: {training}."),
}
_CLOSED = {
    State.CLOSED: to_say("Applications closed: {training}."),
    State.FULL: to_say("Full: {training}."),
}
"""How descriptions for search engines begin, so that nobody plans with what has gone."""


def _opens(training: Training, context: SiteContext) -> str:
    """Say from when on one can apply, while that is still to come."""
    opens = opening_that_holds(training)
    if opens is None or is_opened(training, context.times.today):
        return ""
    moment = f"{context.words.moment(opens.moment)}{_zone_apart(training, opens.moment, context)}"
    return context.words.say("You can apply from {moment} on.", moment=moment)


def _in_short(deadline: DeadlineView, training: Training, context: SiteContext) -> str:
    if deadline.when is None or training.deadline is None:
        return f"{deadline.label}: {deadline.after}."
    colon = "" if says_applying(deadline.called) else ":"
    zone = _zone_apart(training, training.deadline.moment, context)
    return f"{deadline.label}{colon} {deadline.when.words}{zone}."


def _zone_apart(training: Training, moment: Moment, context: SiteContext) -> str:
    """Name the zone of an application's time where the training has another one."""
    return zone_after(moment, context) if training.names_zones else ""


def _same_hours(training: Training, context: SiteContext) -> str | None:
    """Say the hours of a training that has the same on all of its days."""
    hours, zone = training.hours, training.timezone
    if training.runs:
        hours, zone = training.hours_of(training.runs[0]), training.timezone_of(training.runs[0])
    return hours_in_words(hours, training.days, zone, context)


def _capacity(training: Training, words: Words) -> str | None:
    if training.capacity is None:
        return None
    if training.capacity_from is not None:
        lowest, highest = training.capacity_from, training.capacity
        return words.say("{lowest} to {highest} people", lowest=lowest, highest=highest)
    return words.count("1 person", "{number} people", training.capacity)


def _documents(training: Training, context: SiteContext) -> tuple[DocumentView, ...]:
    documents = training.documents or training.track.documents
    return context.documents_beside(documents, training.track, training.contacts)


def _calendar(training: Training, context: SiteContext, state: State) -> Link | None:
    if state is State.OVER or is_called_off(training) or not has_events(training):
        return None
    href, say = context.base.href(addresses.training_calendar(training)), context.words.say
    if training.days is None:
        return Link(href, say("Add the dates that are known (.ics)"))
    return Link(href, say("Add this training (.ics)"))
