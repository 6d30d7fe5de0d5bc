"""Pages that list trainings and deadlines: home, all that are ahead, a track."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from markupsafe import Markup

from sitegen.lazy import dataclass, replace
from sitegen.programme.model import Expected, Moment, Page, Track, Training
from sitegen.programme.states import deadline_that_holds, is_called_off
from sitegen.site import addresses
from sitegen.site.views.apply_by import how_days_end
from sitegen.site.views.applying import FeeView, fee_view
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.chances import ChanceView, TrackChances, track_chances
from sitegen.site.views.dates import DateEntry, dates_ahead, deadlines_to_meet, postponed_deadlines
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.no_dates import NoDatesView, is_dated, no_dates_of_all, no_dates_view
from sitegen.site.views.not_announced import not_announced
from sitegen.site.views.parts import DocumentView, Link
from sitegen.site.views.picture_facts import track_fact
from sitegen.site.views.renewals import CertificationView, certification_views
from sitegen.site.views.rows import TrainingRow, postponed, training_row
from sitegen.site.views.rules import RuleView, track_rule
from sitegen.site.views.structured_data import cost_ahead, course, organization
from sitegen.site.views.year import year_link
from sitegen.site.wording import begun, said_here, to_say
from sitegen.source.fields import OwnWords

_NOT_KNOWN_YET = to_say("{name} (the requirements are not known yet)")
_NEXT_SHOWN = 3
_PAST_SHOWN = 12
"""So many of the latest past trainings stand on a track's page; the archive has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A link and a sentence about what is behind it."""

    link: Link
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page. `is_dated` tells whether any dates are announced.

    `audiences` are the tracks by whom they are for, each with its next chance to apply, under a
    heading that is empty where no track says so. `deadlines` belong to no training.
    `audience_pages` lead to the pages for one audience each.
    """

    head: HeadView
    lead: str
    is_dated: bool
    no_dates: NoDatesView
    audiences: tuple[tuple[str, tuple[TrackChances, ...]], ...]
    deadlines: tuple[DateEntry, ...]
    doors: tuple[Teaser, ...]
    audience_pages: tuple[Link, ...]
    about: str
    pages: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The dates of one month; a training under way stands in the month in which it began.

    Trainings that have no days yet stand under when they are expected, behind its last dates.
    """

    name: str
    fragment: str
    entries: tuple[DateEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingView:
    """Every date ahead, by month; `months` is empty where nothing is announced.

    `postponed` are trainings, and `postponed_deadlines` deadlines of their own, whose new days are
    not known yet. `glances` lead to the years of all
    this at a glance. `place` is that of all trainings, where they have the same; then no row says
    it. `ends` says how days of deadlines count, where there are any.
    """

    head: HeadView
    zone: str
    no_dates: NoDatesView
    place: str
    ends: str
    months: tuple[MonthView, ...]
    postponed: tuple[TrainingRow, ...]
    postponed_deadlines: tuple[DateEntry, ...]
    tracks: tuple[Link, ...]
    subscribe: Link
    past: Link
    glances: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackView:
    """A track: who it is for, what is needed, its dates, and how to apply.

    `chances` are the next chance to apply, and those that follow by themselves.
    Who enters by a designation reads what is needed `later`, to be certified. `cost`,
    `fees` and `place` are those of all trainings ahead, where they are the same: fees without when
    they are due, and then no row says the place.
    `not_announced` names what none of these says.
    """

    head: HeadView
    summary: str
    purpose: Markup
    for_whom: str
    focus: tuple[str, ...]
    designations: tuple[Link, ...]
    rule: RuleView | None
    check: Link | None
    later: tuple[CertificationView, ...]
    chances: tuple[ChanceView, ...]
    upcoming_heading: str
    upcoming: tuple[TrainingRow, ...]
    cost: str | None
    fees: tuple[FeeView, ...]
    place: str
    not_announced: str
    no_dates: NoDatesView
    how_to_apply: Markup
    documents: tuple[DocumentView, ...]
    subscribe: Link
    flyer: Link
    past: tuple[TrainingRow, ...]  # the latest first
    archive: Link | None


def _fees_ahead(track: Track, context: SiteContext) -> tuple[FeeView, ...]:
    """Show what one pays for each training that is ahead of a track; nothing where that differs."""
    ahead = _held_ahead(track, context)
    every = {tuple(replace(fee, due=None) for fee in training.fees) for training in ahead}
    (fees,) = every if len(every) == 1 else ((),)
    return tuple(fee_view(fee, None, context) for fee in fees)


def _held_ahead(track: Track, context: SiteContext) -> list[Training]:
    return [t for t in context.times.tracks[track.id].upcoming if not is_called_off(t)]


def home_view(context: SiteContext) -> HomeView:
    """Show what one can do here, and what comes next."""
    say = context.words.say
    dated = is_dated(context)
    return HomeView(
        head=context.head(
            say("Find your training and apply in time"),
            searched=context.programme.site.title,
            description=description(
                say(
                    "{trainings}, application deadlines and calendars from {organization}: who can "
                    "apply, how, and whom to ask.",
                    trainings=begun(context.trainings),
                    organization=context.organization,
                )
            ),
            address=addresses.HOME,
            calendars=context.calendars(None),
            about=(organization(context, with_address=False),),
        ),
        lead=_lead(context),
        is_dated=dated,
        no_dates=no_dates_of_all(context),
        audiences=tuple(_by_audience(context, dated=dated)),
        deadlines=deadlines_to_meet(context, _NEXT_SHOWN),
        doors=tuple(_doors(context)),
        audience_pages=context.audience_links,
        about=about_heading(context.programme.site.words.about, context),
        pages=page_teasers(context),
    )


def upcoming_view(context: SiteContext) -> UpcomingView:
    """Show every date that is not over."""
    tracks, say = context.programme.tracks, context.words.say
    months, later = tuple(_months(context)), postponed(context)
    place = _place_of_all(context.times.upcoming, context)
    return UpcomingView(
        head=context.head(
            say("Trainings and deadlines"),
            description=description(
                say(
                    "All upcoming {trainings} and deadlines, the soonest first.",
                    trainings=context.trainings,
                ),
                context.from_organization,
            ),
            address=addresses.TRAININGS,
            calendars=context.calendars(None),
        ),
        zone=_zone_of_times(context),
        no_dates=no_dates_of_all(context),
        place=place,
        ends=how_days_end(tuple(_deadlines_ahead(context)), context),
        months=tuple(map(_without_place, months)) if place else months,
        postponed=_rows_without_place(later) if place else later,
        postponed_deadlines=postponed_deadlines(context),
        tracks=tuple(context.track_link(track) for track in tracks),
        subscribe=subscribe_link(None, context),
        past=Link(context.base.href(addresses.PAST), say("Past trainings by year")),
        glances=tuple(year_link(year, context) for year in _years_ahead(context)),
    )


def track_view(track: Track, context: SiteContext) -> TrackView:
    """Show a track and its trainings."""
    programme, times = context.programme, context.times.tracks[track.id]
    today, base, say = context.times.today, context.base, context.words.say
    latest = islice(reversed(times.past), _PAST_SHOWN)
    offered = programme.designations if track.any_designation else ()
    upcoming = tuple(training_row(training, context) for training in times.upcoming)
    place = _place_of_all(times.upcoming, context) if len(upcoming) > 1 else ""
    return TrackView(
        head=context.head(
            track.name,
            description=description(f"{track.name}: {track.summary}", track.for_whom),
            address=addresses.track(track),
            section=addresses.TRAININGS,
            crumbs=context.crumbs_trainings,
            calendars=context.calendars(track),
            contacts=context.contacts(track.contacts),
            about=(course(track, context),),
            fact=track_fact(track, context),
        ),
        summary=track.summary,
        purpose=context.markdown.html(track.purpose, level=3, id_prefix="about-"),
        for_whom=track.for_whom,
        focus=track.focus,
        designations=tuple(
            Link(
                base.href(addresses.DESIGNATIONS, addresses.designation_fragment(one.id)),
                one.name if one.is_known else say(_NOT_KNOWN_YET, name=one.name),
            )
            for one in offered
            if one.until_date is None or one.until_date >= today
        ),
        rule=track_rule(track, context),
        check=context.check_link,
        later=certification_views(context) if track.any_designation else (),
        chances=track_chances(track, context).chances,
        upcoming_heading=track.heading,
        upcoming=_rows_without_place(upcoming) if place else upcoming,
        cost=cost_ahead(track, context),
        fees=_fees_ahead(track, context),
        place=place,
        not_announced=not_announced(_held_ahead(track, context), context),
        no_dates=no_dates_view(times.past, context),
        how_to_apply=context.how_to_apply[track.id],
        documents=context.documents_beside(track.documents, track),
        subscribe=subscribe_link(track, context),
        flyer=Link(base.href(addresses.flyer(track)), say("Flyer of this training, to print")),
        past=tuple(training_row(training, context) for training in latest),
        archive=(
            Link(base.href(addresses.PAST), say("All past trainings by year"))
            if times.past
            else None
        ),
    )


def _zone_of_times(context: SiteContext) -> str:
    """Name the zone of the times in the list, and say so if some are in another one."""
    zone = context.words.zone(context.programme.site.timezone)
    if not any(training.names_zones for training in context.times.upcoming):
        return zone
    return context.words.say("{zone}, unless we say otherwise", zone=zone)


def _place_of_all(trainings: Iterable[Training], context: SiteContext) -> str:
    """Give the place of all days of these trainings, where it is known and the same."""
    places = {place for training in trainings for place in training.places}
    place = places.pop() if len(places) == 1 else None
    return context.place(place).name if place else ""


def _without_place(month: MonthView) -> MonthView:
    return replace(month, entries=tuple(replace(one, place=None) for one in month.entries))


def _rows_without_place(rows: Iterable[TrainingRow]) -> tuple[TrainingRow, ...]:
    return tuple(replace(row, place=None) for row in rows)


def _deadlines_ahead(context: SiteContext) -> Iterator[Moment]:
    """Yield the deadlines in the list of all that is ahead."""
    yield from (one.moment for one in context.times.deadlines)
    for training in context.times.upcoming:
        deadline = deadline_that_holds(training)
        if deadline is not None and deadline.moment.last_day >= context.times.today:
            yield deadline.moment


def _years_ahead(context: SiteContext) -> list[int]:
    times = context.times
    days = [one.period.first for one in times.upcoming if one.days or one.expected.year]
    days += [deadline.moment.day for deadline in times.deadlines]
    return sorted({day.year for day in days})


def _months(context: SiteContext) -> Iterator[MonthView]:
    ahead = dates_ahead(context)
    for month, group in groupby(
        ahead, key=lambda one: one.expected or one.moment.day.replace(day=1)
    ):
        entries = tuple(one.entry for one in group)
        if isinstance(month, Expected):
            name, fragment = (
                begun(context.words.not_announced(month)),
                addresses.expected_fragment(month),
            )
        else:
            name, fragment = begun(context.words.month(month)), f"month-{month:%Y-%m}"
        yield MonthView(name=name, fragment=fragment, entries=entries)


def _doors(context: SiteContext) -> Iterator[Teaser]:
    say = context.words.say
    if context.check_link:
        yield Teaser(
            link=context.check_link,
            summary=say("Answer a few questions. Your answers stay on the page."),
        )
    yield Teaser(
        link=Link(context.base.href(addresses.TRAININGS), say("See all trainings and deadlines")),
        summary=say("What is coming up, the soonest first."),
    )
    for page in context.programme.pages:
        if page.id == addresses.BECOME:
            yield _page_teaser(page, context)


def _lead(context: SiteContext) -> str:
    return said_here(context.programme.site.words.lead) or context.words.say(
        "Trainings, deadlines and how to apply."
    )


def _by_audience(
    context: SiteContext, *, dated: bool
) -> Iterator[tuple[str, tuple[TrackChances, ...]]]:
    say, tracks = context.words.say, context.programme.tracks
    for one in context.programme.site.audiences:
        theirs = (track for track in tracks if track.is_for(one))
        name = one.name or say("For {audience}", audience=one.called)
        yield name, tuple(track_chances(track, context, dated=dated) for track in theirs)
    others = tuple(
        track_chances(track, context, dated=dated) for track in tracks if track.audience is None
    )
    if others:
        yield say("For everybody") if len(others) < len(tracks) else "", others


def about_heading(words: OwnWords | None, context: SiteContext) -> str:
    """Give the heading above the pages of prose."""
    return said_here(words) or context.words.say("Good to know")


def page_teasers(context: SiteContext) -> tuple[Teaser, ...]:
    """Lead to the pages of prose that have no place of their own."""
    return tuple(_page_teaser(page, context) for page in _pages_in_order(context))


def _pages_in_order(context: SiteContext) -> list[Page]:
    elsewhere = {addresses.BECOME, addresses.HELP_NOW}
    pages = (page for page in context.programme.pages if page.id not in elsewhere)
    return sorted(pages, key=lambda page: (page.order, page.id))


def _page_teaser(page: Page, context: SiteContext) -> Teaser:
    href = context.base.href(addresses.page(page))
    return Teaser(link=Link(href, page.title), summary=page.summary)
