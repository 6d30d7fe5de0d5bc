"""Times at night: most often the afternoon is meant, on a clock of twelve hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.programme.files.schedules import OtherDeadlineRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import Hours, Moment
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import other_days
from sitegen.source.day_names import in_words, spoken
from sitegen.source.pieces import each_known, piece
from sitegen.source.wording import MARK

NIGHT_BEGINS, NIGHT_ENDS, EVENING_ENDS = time(22), time(6), time(21)


def check_nights(records: Records) -> Iterator[Diagnostic]:
    """Yield hours between ten in the evening and six in the morning, and other times before six.

    A deadline just before midnight is usual, and ends a day. A reason answers all of these.
    """
    for training in records.trainings:
        if _says_no_time(training):
            continue
        yield from _of_opening(training)
        yield from _of_deadline(training)
        yield from _of_hours(training)
        yield from _of_runs(training)
        yield from _of_milestones(training)
    for other in records.deadlines:
        yield from _of_other_deadline(other)


def _says_no_time(training: TrainingRecord) -> bool:
    """Tell at once that a training that was read whole has nothing that could have a time."""
    one = training
    with_time = one.opens or one.deadline or one.hours or one.milestones or one.fees
    return not (one.at.unread or with_time or one.days)


@piece
def _of_opening(training: TrainingRecord) -> Iterator[Diagnostic]:
    """Report an opening; from the beginning of a day on is usual."""
    opens = training.opens
    if opens is not None and opens.reason is None and opens.moment.at != time(0):
        name = opens.at.name_span("date")
        noun = "opening" if name.end > name.start else None
        yield from _moment(opens.moment, opens.at.span("date"), noun)


@piece
def _of_deadline(training: TrainingRecord) -> Iterator[Diagnostic]:
    deadline = training.deadline
    moment = deadline.last_moment if deadline is not None else None
    if deadline is not None and moment is not None and deadline.reason is None:
        name = deadline.at.name_span("date")
        noun = "deadline" if name.end > name.start else None
        yield from _moment(moment, deadline.at.span("date"), noun)


@piece
def _of_hours(training: TrainingRecord) -> Iterator[Diagnostic]:
    if training.reason is None and training.hours and _is_at_night(training.hours):
        yield _hours(training.hours, training.at.span("hours"))


@piece
def _of_runs(training: TrainingRecord) -> Iterator[Diagnostic]:
    if training.reason is not None:
        return
    for hours, run in each_known(training.days, lambda one: one.hours):
        if hours and _is_at_night(hours):
            yield _hours(hours, run.at.span("hours"))


@piece
def _of_milestones(training: TrainingRecord) -> Iterator[Diagnostic]:
    if training.reason is not None:
        return
    for when, span in other_days(training):
        # From the beginning of a day on is usual.
        if isinstance(when, Moment) and when.at != time(0):
            yield from _moment(when, span, "training")
    for hours, milestone in each_known(training.milestones, lambda one: one.hours):
        if hours is not None and _is_at_night(hours):
            yield _hours(hours, milestone.at.span("hours"))


@piece
def _of_other_deadline(other: OtherDeadlineRecord) -> Iterator[Diagnostic]:
    if other.reason is None:
        yield from _moment(other.moment, other.at.span("date"), "deadline")


def _is_at_night(hours: Hours) -> bool:
    return hours.opens < NIGHT_ENDS or hours.closes > NIGHT_BEGINS


def _hours(hours: Hours, span: Span) -> Diagnostic:
    message = f"These hours, {spoken(hours.opens)} to {spoken(hours.closes)}, are at night."
    help_ = "Check both times. "
    if meant := _by_day(hours):
        help_ = f"If the day is meant, write {meant.opens:%H:%M} to {meant.closes:%H:%M}. "
    help_ += f"If the night is meant, add to the training: reason: {MARK}"
    return problem("at-night", span, message, help_)


def _by_day(hours: Hours) -> Hours | None:
    """Give the hours on the other half of the day, of both or of one of their ends.

    An evening that lasts long is an evening. Of two sessions, a person has to look at each.
    """
    if hours.pause is not None or (NIGHT_ENDS <= hours.opens < EVENING_ENDS):
        return None
    opens, closes = (one.replace(hour=(one.hour + 12) % 24) for one in (hours.opens, hours.closes))
    ways = (Hours(opens, closes), Hours(opens, hours.closes), Hours(hours.opens, closes))
    return next((w for w in ways if w.opens < w.closes and not _is_at_night(w)), None)


def _moment(moment: Moment, span: Span, noun: str | None) -> Iterator[Diagnostic]:
    """Report a time before six. `noun` is the entry that has a reason; None: the moment itself."""
    at, day = moment.at, moment.day
    if at is None or at >= NIGHT_ENDS:
        return
    message = f"This time, {spoken(at)}, is at night."
    help_ = f"If the day is meant, write {day} {at.replace(hour=at.hour + 12):%H:%M}. "
    if at == time(0):
        message = "This is midnight, when the day begins."
        help_ = f"If all of the day counts, write {day} ({in_words(day)}). "
    help_ += (
        f"If the night is meant, add to the {noun}: reason: {MARK}"
        if noun
        else f"If the night is meant, write {{date: {day} {at:%H:%M}, reason: {MARK}}}"
    )
    yield problem("at-night", span, message, help_)
