"""The pages on which people subscribe to calendars: one for all tracks, and one for each track."""

from __future__ import annotations

from urllib.parse import quote

from sitegen.lazy import dataclass
from sitegen.programme.model import Track
from sitegen.site import addresses
from sitegen.site.kinds import FORM_WORDS, Address, Form
from sitegen.site.views.codes import CodeView, code_view
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import Link

_ADD_TO = (
    ("Outlook.com", "https://outlook.live.com/calendar/0/addfromweb?url={url}&name={name}"),
    ("Office 365", "https://outlook.office.com/calendar/0/addfromweb?url={url}&name={name}"),
)
"""Pages that add a calendar by its address. Their makers do not document them."""

_GOOGLE = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"
"""Where Google Calendar asks for an address. Its links that add one by themselves (`r?cid=`) are
not documented, and many sites report that they fail or add an empty calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A calendar to subscribe to: its whole address, links that open it, a copy to download.

    `paste` leads to a page on which one has to paste the address.
    """

    name: str
    url: str
    open: tuple[Link, ...]
    paste: Link
    copy: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsView:
    """The calendars of one track, or of all: `everything` first, then `parts` of it.

    `dates` leads to the page with the same dates, `others` to those of other calendars. `code`
    leads to this page.
    """

    head: HeadView
    everything: FeedView
    parts: tuple[FeedView, ...]
    dates: Link
    others: tuple[Link, ...]
    code: CodeView


def subscribe_link(track: Track | None, context: SiteContext) -> Link:
    """Link to the page that says how to subscribe to a track, or to everything (None)."""
    return context.once(_subscribe_link, track)


def _subscribe_link(track: Track | None, context: SiteContext) -> Link:
    if track is None:
        words = context.words.say("Subscribe to all dates")
        return Link(context.base.href(addresses.CALENDARS), words)
    words = context.words.say("Subscribe to {track} dates", track=track.name)
    return Link(context.base.href(addresses.subscribe(track)), words)


def calendars_view(context: SiteContext) -> CalendarsView:
    """Show the calendars with the dates of all tracks, and where those of each track are."""
    say, title = context.words.say, context.programme.site.title
    other = _feed_view(
        say("Deadlines that belong to no training"),
        say("{title}: other deadlines", title=title),
        addresses.OTHER_DEADLINES_CALENDAR,
        context,
    )
    return CalendarsView(
        head=context.head(
            say("Calendars you can subscribe to"),
            description=description(
                say(
                    "Get {trainings} and application deadlines in the calendar of your phone or "
                    "computer. New dates appear there by themselves.",
                    trainings=context.trainings,
                )
            ),
            address=addresses.CALENDARS,
            calendars=context.calendars(None),
        ),
        everything=_form_view(None, Form.EVERYTHING, context),
        parts=(*_parts(None, context), other),
        dates=Link(context.base.href(addresses.TRAININGS), say("Trainings and deadlines")),
        others=tuple(subscribe_link(track, context) for track in context.programme.tracks),
        code=code_view(addresses.CALENDARS, context),
    )


def track_calendars_view(track: Track, context: SiteContext) -> CalendarsView:
    """Show the calendars of one track."""
    address, say = addresses.subscribe(track), context.words.say
    return CalendarsView(
        head=context.head(
            say("Subscribe to {track} dates", track=track.name),
            description=description(
                say(
                    "Get the dates of {track} in the calendar of your phone or computer. "
                    "New dates and changes appear there by themselves.",
                    track=track.name,
                )
            ),
            address=address,
            section=addresses.CALENDARS,
            crumbs=(context.crumbs_home, (addresses.CALENDARS, say("Calendars"))),
            calendars=context.calendars(track),
            contacts=context.contacts(track.contacts),
        ),
        everything=_form_view(track, Form.EVERYTHING, context),
        parts=_parts(track, context),
        dates=context.track_link(track),
        others=tuple(
            subscribe_link(other, context)
            for other in (None, *context.programme.tracks)
            if other is not track
        ),
        code=code_view(address, context),
    )


def _parts(track: Track | None, context: SiteContext) -> tuple[FeedView, ...]:
    return tuple(_form_view(track, form, context) for form in (Form.TRAININGS, Form.DEADLINES))


def _form_view(track: Track | None, form: Form, context: SiteContext) -> FeedView:
    words = context.words.say(FORM_WORDS[form])
    name = f"{track.name if track else context.programme.site.title}: {words}"
    return _feed_view(words.capitalize(), name, addresses.feed(track, form), context)


def _feed_view(heading: str, name: str, address: Address, context: SiteContext) -> FeedView:
    """Show a calendar; `name` is what it is called in somebody's list of calendars."""
    base = context.base
    url = base.absolute(address)
    encoded = {"url": quote(url, safe=""), "name": quote(name, safe="")}
    return FeedView(
        name=heading,
        url=url,
        open=(
            Link(base.subscription(address), context.words.say("Apple or Outlook on this device")),
            *(Link(pattern.format(**encoded), program) for program, pattern in _ADD_TO),
        ),
        paste=Link(_GOOGLE, context.words.say("Google Calendar: paste the address there")),
        copy=Link(
            base.href(address), context.words.say("Download a copy that will not update (.ics)")
        ),
    )
