"""Pages made to be printed on one sheet: one for a training, and a flyer for a track."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.lazy import dataclass
from sitegen.programme.model import Track, Training
from sitegen.site import addresses
from sitegen.site.views.applying import can_apply
from sitegen.site.views.codes import CodeView, code_view
from sitegen.site.views.frame import HeadView, SiteContext, description
from sitegen.site.views.lists import TrackView, track_view
from sitegen.site.views.on_paper import on_paper
from sitegen.site.views.parts import Link
from sitegen.site.views.rows import TrainingRow, training_row
from sitegen.site.views.training import TrainingView, training_view
from sitegen.site.wording import says_applying

_MOST = 6
"""So many trainings have room on a flyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A training on one sheet: what its page shows, shorter, and the `code` of that page."""

    head: HeadView
    training: TrainingView
    how_to_apply: Markup | None
    back: Link
    code: CodeView


@dataclass(frozen=True, slots=True, kw_only=True)
class FlyerView:
    """A track on one sheet: what its page shows, shorter, and the `code` of that page.

    `trainings` are the next ones that one can apply for, now or later; `more` tells whether there
    are others. `by_heading` is empty where each says what its deadline is for.
    """

    head: HeadView
    track: TrackView
    trainings: tuple[TrainingRow, ...]
    more: bool
    by_heading: str
    how_to_apply: Markup
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
        training=(shown := training_view(training, context)),
        how_to_apply=on_paper(shown.how_to_apply, context) if shown.how_to_apply else None,
        back=Link(context.base.href(address), name),
        code=code_view(address, context),
    )


def flyer_view(track: Track, context: SiteContext) -> FlyerView:
    """Show a track on one sheet, with what one can still apply for."""
    say = context.words.say
    ahead = context.times.tracks[track.id].upcoming
    to_come = [training for training in ahead if can_apply(training, context)]
    rows = tuple(training_row(one, context) for one in to_come[:_MOST])
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
        by_heading=_by_heading(rows, context),
        how_to_apply=on_paper(context.how_to_apply[track.id], context),
        more=len(to_come) > _MOST,
        back=context.track_link(track),
        code=code_view(addresses.track(track), context),
    )


def _by_heading(rows: tuple[TrainingRow, ...], context: SiteContext) -> str:
    """Say of the deadlines in the list what they are for, if one applies by all of them."""
    deadlines = [row.deadline for row in rows if row.deadline]
    if all(one.when and says_applying(one.called) for one in deadlines):
        return context.words.say("Apply by")
    return ""
