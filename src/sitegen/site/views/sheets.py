"""Pages made to be printed on one sheet: one for a training, and a flyer for a track."""

from __future__ import annotations

from sitegen.lazy import dataclass
from sitegen.programme.model import Track, Training
from sitegen.programme.states import is_called_off
from sitegen.site import addresses
from sitegen.site.views.codes import CodeView, code_view
from sitegen.site.views.dates import TrainingRow, training_row
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.lists import TrackView, track_view
from sitegen.site.views.parts import Link
from sitegen.site.views.training import TrainingView, training_view
from sitegen.site.wording import says_applying

_MOST = 6
"""So many trainings have room on a flyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A training on one sheet: what its page shows, shorter, and the `code` of that page."""

    head: HeadView
    training: TrainingView
    back: Link
    code: CodeView


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerView:
    """A track on one sheet: what its page shows, shorter, and the `code` of that page.

    `trainings` are the next ones that are to be held; `more` tells whether there are others.
    """

    head: HeadView
    track: TrackView
    trainings: tuple[TrainingRow, ...]
    more: bool
    place_heading: str
    back: Link
    code: CodeView


def sheet_view(training: Training, context: SiteContext) -> SheetView:
    """Show a training on one sheet."""
    track, say = training.track, context.words.say
    name, address = context.times.name(training), addresses.training(training)
    return SheetView(
        head=context.head(
            context.words.called(training),
            title=say("{training}, to print", training=name),
            description=description(
                f"{name}.",
                say("On one sheet to print: days, place, deadline, how to apply, whom to ask."),
                context.from_organization,
            ),
            address=addresses.sheet(training),
            section=addresses.TRAININGS,
            crumbs=(
                *context.crumbs_trainings,
                (addresses.track(track), track.name),
                (address, name),
            ),
            contacts=context.contacts(training.contacts, track.contacts),
            listed=False,
        ),
        training=training_view(training, context),
        back=Link(context.base.href(address), name),
        code=code_view(address, context),
    )


def flyer_view(track: Track, context: SiteContext) -> FlyerView:
    """Show a track on one sheet, with what is ahead."""
    say = context.words.say
    ahead = context.times.tracks[track.id].upcoming
    held = [training for training in ahead if not is_called_off(training)]
    rows = tuple(training_row(one, context) for one in held[:_MOST])
    return FlyerView(
        head=context.head(
            track.name,
            title=say("{track}, flyer to print", track=track.name),
            description=description(
                say("{track} on one sheet to print.", track=track.name),
                say("The next dates and deadlines, how to apply, and whom to ask."),
                context.from_organization,
            ),
            address=addresses.flyer(track),
            section=addresses.TRAININGS,
            crumbs=(*context.crumbs_trainings, (addresses.track(track), track.name)),
            contacts=context.contacts(track.contacts),
            listed=False,
        ),
        track=track_view(track, context),
        trainings=rows,
        place_heading=_place_heading(rows, context),
        more=len(held) > _MOST,
        back=context.track_link(track),
        code=code_view(addresses.track(track), context),
    )


def _place_heading(rows: tuple[TrainingRow, ...], context: SiteContext) -> str:
    """Say of the deadlines in the list what they are for, if one applies by all of them."""
    if all(says_applying(row.deadline.called) for row in rows if row.deadline):
        return context.words.say("Place, and until when to apply")
    return context.words.say("Place and deadline")
