"""What is the same on every page in a language: whom to call, where to go, what the site is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sitegen.programme.model import Page
from sitegen.programme.own_words import CrisisLine
from sitegen.site import addresses
from sitegen.site.kinds import Address
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.look import LogoView, PaperView, logo_view, paper_view
from sitegen.site.views.parts import Link, Time, begin_of, phone_link, time_of_day
from sitegen.site.wording import said_here
from sitegen.source.phone_numbers import texted

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"

_OLD = timedelta(days=31)
"""A site is built each day. One that is older than a month is not looked after at the moment."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a language (BCP 47), on pages in any language."""

    language: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisView:
    """Whom to call or text in a crisis; `more` leads to further ways to get help, if there is.

    `speaks` says how to be helped in other languages. `not_us` says that one does not reach them
    where visitors ask about the site.
    """

    text: str
    speaks: tuple[Said, ...]
    not_us: str
    call: Link
    message: Link
    more: Link | None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed and its media type."""

    href: str
    type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What is the same on every page. `assets` gives the link of each asset by its name.

    `feeds` are the news of changes, for feed readers. `has_address` says that the
    page of the contacts has a postal one. `as_of` is the day of the build, and from
    `old_since` on (an instant) nobody has built the site for a month. `locale` is the language with
    its territory, where that is known.
    """

    title: str
    organization: str
    language: str
    locale: str | None
    home: str
    contact_page: str
    has_address: bool
    calendars_page: str
    check: Link | None
    as_of: Time
    old_since: str
    crisis: CrisisView | None
    feeds: tuple[FeedLink, ...]
    footer: tuple[Link, ...]
    logo: LogoView | None
    paper: PaperView
    assets: Mapping[str, str]


def site_view(context: SiteContext, assets: Mapping[str, Address]) -> SiteView:
    """Show what every page has in common."""
    site, base, words = context.programme.site, context.base, context.words
    prose = sorted(context.programme.pages, key=lambda page: (page.order, page.id))
    help_now = next((page for page in prose if page.id == addresses.HELP_NOW), None)
    return SiteView(
        title=site.title,
        organization=site.organization,
        language=context.language,
        locale=_locale(context.language),
        home=base.href(addresses.HOME),
        contact_page=base.href(addresses.CONTACT),
        has_address=any(one.address for one in context.programme.offices),
        calendars_page=base.href(addresses.CALENDARS),
        check=context.check_link,
        as_of=time_of_day(context.times.today, words),
        old_since=begin_of(context.times.today + _OLD, site.timezone),
        crisis=_crisis_view(site.crisis_line, help_now, context) if site.crisis_line else None,
        feeds=(
            FeedLink(base.href(addresses.CHANGES_ATOM), ATOM, words.say("Changes (Atom)")),
            FeedLink(
                base.href(addresses.CHANGES_JSON), JSON_FEED, words.say("Changes (JSON Feed)")
            ),
        ),
        footer=(
            *(Link(base.href(addresses.page(one)), one.short_title or one.title) for one in prose),
            *(
                Link(base.href(addresses.audience(one)), one.name or one.page.title)
                for one in site.audiences
                if one.page
            ),
            Link(base.href(addresses.PAST), words.say("Past trainings")),
            Link(base.href(addresses.CHANGES), words.say("What has changed")),
            Link(base.href(addresses.ACCESSIBILITY), words.say("Accessibility")),
            Link(base.href(addresses.PRIVACY), words.say("Privacy")),
        ),
        logo=logo_view(site.look.logo, base) if site.look.logo else None,
        paper=paper_view(site.look),
        assets={name: base.href(address) for name, address in assets.items()},
    )


def _crisis_view(line: CrisisLine, help_now: Page | None, context: SiteContext) -> CrisisView:
    say, number = context.words.say, line.phone
    ours = said_here(line.not_us)
    more = context.base.href(addresses.page(help_now)) if help_now else None
    return CrisisView(
        text=line.text,
        speaks=tuple(Said(*one) for one in line.speaks.items()),
        not_us=ours or say("We are not a crisis line."),
        call=Link(phone_link(number).href, say("Call {number}", number=number)),
        message=Link(f"sms:{texted(number)}", say("Text {number}", number=number)),
        more=Link(more, say("More help")) if more else None,
    )


def _locale(language: str) -> str | None:
    """Write a language tag as Open Graph does: `en_US`, which is also its default for English."""
    name, _, territory = language.partition("-")
    if re.fullmatch("[A-Za-z]{2}", territory):
        return f"{name}_{territory.upper()}"
    return "en_US" if language == "en" else None
