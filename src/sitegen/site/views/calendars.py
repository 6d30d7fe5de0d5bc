"""The page of the calendars, and the part of other pages that offers one."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.programme.model import Track
from sitegen.site import addresses
from sitegen.site.addresses import Address
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """A calendar: how to subscribe (`webcal:`), its whole address, and a copy to download."""

    name: str
    subscribe: Link
    url: str
    copy: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsView:
    """Every calendar, the one with everything first."""

    head: HeadView
    everything: CalendarView
    tracks: tuple[CalendarView, ...]


def all_calendar(context: SiteContext) -> CalendarView:
    """Calendar of everything."""
    return _calendar("all trainings and deadlines", addresses.ALL_CALENDAR, context)


def track_calendar(track: Track, context: SiteContext) -> CalendarView:
    """Calendar of one track."""
    return _calendar(track.name, addresses.track_calendar(track), context)


def calendars_view(context: SiteContext) -> CalendarsView:
    """Show every calendar and how to subscribe."""
    return CalendarsView(
        head=context.head(
            "Calendars you can subscribe to",
            description=description(
                "Get peer support trainings and application deadlines in the calendar of your "
                "phone or computer. New dates appear there by themselves."
            ),
            address=addresses.CALENDARS,
            calendars=tuple(context.track_calendar(track) for track in context.programme.tracks),
        ),
        everything=all_calendar(context),
        tracks=tuple(track_calendar(track, context) for track in context.programme.tracks),
    )


def _calendar(name: str, address: Address, context: SiteContext) -> CalendarView:
    base = context.base
    return CalendarView(
        name=name,
        subscribe=Link(base.subscription(address), f"Subscribe to {name}"),
        url=base.absolute(address),
        copy=Link(base.href(address), f"Download a copy of {name} (.ics)"),
    )
