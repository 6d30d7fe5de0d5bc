"""The list of trainings that other sites show in a frame; every link leaves the frame."""

from __future__ import annotations

from datetime import date

from sitegen.lazy import dataclass
from sitegen.programme.model import Moment, Track, Training
from sitegen.programme.states import opens_later, takes_applications
from sitegen.site import addresses
from sitegen.site.views.calendars import subscribe_link
from sitegen.site.views.frame import SiteContext, description
from sitegen.site.views.parts import Link
from sitegen.site.views.rows import TrainingRow, training_row
from sitegen.site.wording import begun

_SHOWN = 6
"""So many stand in the frame; a list that is longer than a screen is not read there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """The trainings of one track, or of all, that one can apply for, now or later.

    The one for which one has to act first stands first.

    Where `trainings` is empty, `ahead` says whether there are dates at all.
    """

    title: str
    description: str
    heading: str
    trainings: tuple[TrainingRow, ...]
    ahead: bool
    links: tuple[Link, ...]


def embed_view(track: Track | None, context: SiteContext) -> EmbedView:
    """Show what one can apply for in a track, or in all of them (None)."""
    site, times, base = context.programme.site, context.times, context.base
    ahead = times.upcoming if track is None else times.tracks[track.id].upcoming
    today = times.today
    takes = sorted(
        (one for one in ahead if takes_applications(one, today) or opens_later(one, today)),
        key=lambda one: _acted_on(one, today),
    )
    say = context.words.say
    heading = say("Trainings and deadlines")
    name, about = begun(context.trainings), None
    if track is not None:
        name, heading = track.name, say("{track}: dates", track=track.name)
        about = Link(base.href(addresses.track(track)), say("More about {track}", track=name))
    all_dates = Link(base.href(addresses.TRAININGS), say("See all trainings and deadlines"))
    return EmbedView(
        title=str(
            say("{heading}, to show on other sites – {title}", heading=heading, title=site.title)
        ),
        description=description(
            say(
                "{name}: what you can apply for, and until when. A list that other sites show.",
                name=name,
            ),
            context.from_organization,
        ),
        heading=heading,
        trainings=tuple(training_row(one, context) for one in takes[:_SHOWN]),
        ahead=bool(ahead),
        links=(
            about or all_dates,
            subscribe_link(track, context),
            Link(base.href(addresses.CONTACT), say("Contact us")),
        ),
    )


def _acted_on(training: Training, today: date) -> Moment:
    """When one has to act: until the deadline, or where there is none, before the first day.

    Where one cannot apply yet, it is when one can. Where there are no days yet, the first day that
    they can be counts.
    """
    if opens := opens_later(training, today):
        return opens
    return training.deadline.moment if training.deadline else Moment(training.period.first)
