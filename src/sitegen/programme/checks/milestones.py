"""A milestone says once when it is, and of what is about a day, from which day that counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.about_dates import AboutRule, Anchor
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.training_parts import MilestoneRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import Moment
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import FURTHEST, closed_days_of, dated_trainings, rule_date
from sitegen.source.forms import absent_field
from sitegen.source.pieces import each_known, known, piece
from sitegen.source.shapes import fields_of


def check_milestones(records: Records) -> Iterator[Diagnostic]:
    """Yield what is wrong with each milestone, apart from the days themselves."""
    for training in records.trainings:
        for milestone in known(training, lambda one: one.milestones) or ():
            yield from _said_once(milestone)
            yield from _hours(milestone)
            yield from _too_far(milestone)
    yield from _without_deadline(records)


@piece
def _said_once(milestone: MilestoneRecord) -> Iterator[Diagnostic]:
    at, said = milestone.at, list(milestone.said())
    if not said:
        message = "This milestone has no `date`."
        help_ = absent_field(fields_of(MilestoneRecord)["date"], at.source.path)
        yield problem("missing-field", at.span(), message, help_)
    for name in said[1:]:
        message = f"This milestone has `{said[0]}` and `{name}`, and it is one of them."
        related = Related("the other one", at.name_span(said[0]))
        help_ = "Delete one of the two."
        yield problem("duplicate-field", at.name_span(name), message, help_, related)


@piece
def _hours(milestone: MilestoneRecord) -> Iterator[Diagnostic]:
    on, span = milestone.on, milestone.at.span("hours")
    if milestone.hours is None:
        return
    if isinstance(on, Moment) and on.at is not None:
        message = "This milestone has a time of day and hours."
        yield problem("milestone-hours", span, message, "Delete one of the two.")
    elif on is None and milestone.said():
        (name, *_) = milestone.said()
        message = f"Hours are those of a `date`, and this milestone has `{name}`."
        help_ = "Delete the hours, or say on which day it is."
        yield problem("milestone-hours", span, message, help_)


@piece
def _too_far(milestone: MilestoneRecord) -> Iterator[Diagnostic]:
    about = milestone.about
    if isinstance(about, AboutRule) and abs(about.days) > FURTHEST:
        message = f"“{about.words}” would be {abs(about.days)} days away."
        help_ = "Correct it. If it is right, say it in a note."
        yield problem("dates-too-far-apart", milestone.at.span("about"), message, help_)


def _without_deadline(records: Records) -> Iterator[Diagnostic]:
    """Yield what counts from the deadline of a training that has none."""
    tracks, closed_days = tracks_of(records), closed_days_of(records)
    for schedule, training, runs in dated_trainings(records):
        track = tracks.get(known(training, lambda one: one.track) or "")
        if track is not None and closed_days is not None:  # or else its deadline is not known
            yield from _from_deadline(training, track, runs[0].first, schedule.year, closed_days)


@piece
def _from_deadline(
    training: TrainingRecord, track: TrackRecord, first: date, year: int, closed_days: ClosedDays
) -> Iterator[Diagnostic]:
    for about, milestone in each_known(training.milestones, lambda one: one.about):
        if not isinstance(about, AboutRule) or about.anchor is not Anchor.DEADLINE:
            continue
        due: object = rule_date(track.deadline, first, year, closed_days)
        if training.deadline is not None:
            due = training.deadline.last_moment
        if due is None:
            message = "This counts from the deadline, and the training has none."
            help_ = "Let it count from the start or the end, or write the deadline of the training."
            span = milestone.at.span("about")
            yield problem("about-without-deadline", span, message, help_)
