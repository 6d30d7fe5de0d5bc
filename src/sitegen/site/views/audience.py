"""The page for one audience: the trainings that are made for it, apart from all others."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.model import Track
from sitegen.programme.own_words import Audience
from sitegen.site import addresses
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.lists import Teaser, about_heading, page_teasers
from sitegen.site.views.parts import Link
from sitegen.site.views.rows import TrainingRow, training_row


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceTrack:
    """A track for an audience, its trainings ahead, and the page that says how to apply."""

    link: Link
    summary: str
    for_whom: str
    upcoming: tuple[TrainingRow, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceView:
    """What one audience needs. `about` is the heading above the pages of prose."""

    head: HeadView
    summary: str
    tracks: tuple[AudienceTrack, ...]
    about: str
    pages: tuple[Teaser, ...]


def audience_view(audience: Audience, context: SiteContext) -> AudienceView:
    """Show an audience its trainings alone."""
    page = audience.page
    if page is None:
        raise ValueError(f"{audience.id} has no page")
    return AudienceView(
        head=context.head(
            page.title,
            description=description(page.summary, context.from_organization),
            address=addresses.audience(audience),
        ),
        summary=page.summary,
        tracks=tuple(
            _audience_track(track, context)
            for track in context.programme.tracks
            if track.is_for(audience)
        ),
        about=about_heading(page.about, context),
        pages=page_teasers(context),
    )


def _audience_track(track: Track, context: SiteContext) -> AudienceTrack:
    upcoming = context.times.tracks[track.id].upcoming
    return AudienceTrack(
        link=context.track_link(track),
        summary=track.summary,
        for_whom=track.for_whom,
        upcoming=tuple(training_row(one, context) for one in upcoming),
        subscribe=subscribe_link(track, context),
    )
