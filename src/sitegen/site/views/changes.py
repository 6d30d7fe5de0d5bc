"""What was added, moved or cancelled, the newest first: a page, and feeds with the same entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from sitegen.lazy import dataclass
from sitegen.programme.model import OtherDeadline, Training
from sitegen.programme.states import is_upcoming
from sitegen.site import addresses
from sitegen.site.kinds import Address
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.parts import Link, Time, time_of_day

LATEST = 100
"""So many entries stand on the page and in the feeds; each training's page keeps its own."""

_TAG_YEAR = 2020
"""A tag has a year in it (RFC 4151, 2.1). It is a part of every id, so it must never change."""

_NEVER = f"{_TAG_YEAR}-01-01T00:00:00Z"
"""When a feed without entries was updated last: Atom wants a moment, and there is none. Validators
warn of one before feeds were invented, so it is the first moment of which ids speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """One thing that subscribers were told.

    `id` never changes (RFC 4151), `updated` is the start of the day `on` in the site's zone
    (RFC 3339), and `url` leads to the words themselves.
    """

    id: str
    on: Time
    updated: str
    link: Link
    url: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """The newest changes; `news` is empty while nothing has been published."""

    head: HeadView
    news: tuple[NewsView, ...]
    feeds: tuple[Link, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomView:
    """The same as a feed (RFC 4287): whole URLs, and `updated` as its newest entry says."""

    id: str
    title: str
    author: str
    language: str
    url: str
    page_url: str
    updated: str
    news: tuple[NewsView, ...]


def changes_view(context: SiteContext) -> ChangesView:
    """Show the newest changes."""
    base, say = context.base, context.words.say
    return ChangesView(
        head=context.head(
            say("What has changed"),
            description=description(
                say("New dates, and dates that were moved or cancelled, the newest first."),
                context.from_organization,
            ),
            address=addresses.CHANGES,
        ),
        news=news(context),
        feeds=(
            Link(base.href(addresses.CHANGES_ATOM), say("Changes as an Atom feed")),
            Link(base.href(addresses.CHANGES_JSON), say("Changes as a JSON Feed")),
        ),
        subscribe=Link(base.href(addresses.CALENDARS), say("Get the dates in your calendar")),
    )


def atom_view(context: SiteContext) -> AtomView:
    """Give the feed of the newest changes."""
    site, base = context.programme.site, context.base
    entries = news(context)
    return AtomView(
        id=f"tag:{site.calendar_domain},{_TAG_YEAR}:changes",
        title=feed_title(context),
        author=site.organization,
        language=site.language,
        url=base.absolute(addresses.CHANGES_ATOM),
        page_url=base.absolute(addresses.CHANGES),
        updated=entries[0].updated if entries else _NEVER,
        news=entries,
    )


def feed_title(context: SiteContext) -> str:
    """Name the feeds of changes."""
    name = context.words.say("What has changed")
    return f"{name} – {context.programme.site.title}"


def last_news(context: SiteContext) -> date | None:
    """Give the day of the newest change."""
    newest = max(_told(context), default=None, key=lambda told: told.on)
    return newest.on if newest else None


def news(context: SiteContext) -> tuple[NewsView, ...]:
    """Give the newest changes, the newest first."""
    latest = sorted(_told(context), key=lambda told: told.number, reverse=True)
    latest.sort(key=lambda told: told.source.id)
    latest.sort(key=lambda told: told.on, reverse=True)
    return tuple(_news_view(told, context) for told in islice(latest, LATEST))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A change of a training or deadline by its number, or that it was new (0)."""

    source: Training | OtherDeadline
    number: int
    on: date
    what: str


def _told(context: SiteContext) -> Iterator[_Told]:
    say = context.words.say
    for source in context.programme.dated:
        new = say("New training.") if isinstance(source, Training) else say("New date.")
        yield from _added(source, new, context)
        for number, change in enumerate(source.changes, start=1):
            yield _Told(source=source, number=number, on=change.on, what=change.what)


def _added(source: Training | OtherDeadline, what: str, context: SiteContext) -> Iterator[_Told]:
    """Yield that something was new, unless it was over when it was recorded first."""
    added = min((event.added for event in context.published.get(source.id, ())), default=None)
    if added is not None and is_upcoming(source, added):
        yield _Told(source=source, number=0, on=added, what=what)


def _news_view(told: _Told, context: SiteContext) -> NewsView:
    site, base = context.programme.site, context.base
    name, address, fragment = _subject(told, context)
    midnight = datetime.combine(told.on, time(), ZoneInfo(site.timezone))
    kind = addresses.change_fragment(told.number) if told.number else "new"
    return NewsView(
        id=f"tag:{site.calendar_domain},{_TAG_YEAR}:{told.source.id}/{kind}",
        on=time_of_day(told.on, context.words),
        updated=midnight.isoformat(),
        link=Link(base.href(address), name),
        url=base.absolute(address) + (f"#{fragment}" if fragment else ""),
        what=told.what,
    )


def _subject(told: _Told, context: SiteContext) -> tuple[str, Address, str]:
    """Give the name of what changed, its page, and the fragment where the change stands there."""
    if isinstance(told.source, Training):
        fragment = addresses.change_fragment(told.number) if told.number else ""
        return context.times.name(told.source), addresses.training(told.source), fragment
    name = context.times.name_of_deadline(told.source)
    # Its entry in the list of all dates is there as long as it is ahead, and then in that of its
    # year, together with what was told.
    if is_upcoming(told.source, context.times.today):
        return name, addresses.TRAININGS, addresses.deadline_fragment(told.source)
    return name, addresses.year(told.source.moment.day.year), ""
