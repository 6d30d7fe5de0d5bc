"""Trainings whose days are not announced yet: what holds on whatever days they will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.checks.closures import Closures
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.training_parts import DeadlineRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import DayRun, Moment, Status
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import FURTHEST, closed_days_of, expected_trainings
from sitegen.source.dates import in_words
from sitegen.source.pieces import in_pieces, piece

_OF_DAYS = {
    Status.TENTATIVE: "says that its days may still change",
    Status.POSTPONED: "says that its days do not hold",
}


def check_expected(records: Records) -> Iterator[Diagnostic]:
    """Yield what cannot hold on any day on which such a training can be."""
    closures = Closures(closed_days_of(records) or ClosedDays())
    for _, training, period in expected_trainings(records):
        yield from in_pieces(
            _status(training), _deadline(training, period, closures), _opening(training, period)
        )


def check_long_expected(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a warning for each of which the time has passed in which it was expected."""
    for schedule, training, period in expected_trainings(records):
        if period.last < today or schedule.year < today.year:
            yield from _days_missing(training, schedule.year)


@piece
def _status(training: TrainingRecord) -> Iterator[Diagnostic]:
    of_days = _OF_DAYS.get(training.status)
    if of_days is not None:
        message = f"The status {training.status.value} {of_days}, and this training has no days "
        message += f"yet: `start` is {training.expected}."
        help_ = "Delete this line. The site says that the days are not announced yet."
        yield problem("status-without-days", training.at.span("status"), message, help_)


@piece
def _deadline(training: TrainingRecord, period: DayRun, closures: Closures) -> Iterator[Diagnostic]:
    written = training.deadline
    moment = written.last_moment if written is not None else None
    if written is None or moment is None:
        return
    if _is_too_late(moment, period):
        message = (
            f"The deadline, {in_words(moment.day)}, is not before {training.expected} is over."
        )
        help_ = "A deadline lies before the first day. Correct one of the two."
        related = Related("when the training is expected", training.at.span("start"))
        yield problem("deadline-after-start", written.at.span("date"), message, help_, related)
    elif _is_far(training, moment, period):
        yield _too_early(training, written, moment, period)
    elif written.reason is None:
        yield from closures.deadline(moment.day, written.at)


def _too_early(
    training: TrainingRecord, written: DeadlineRecord, moment: Moment, period: DayRun
) -> Diagnostic:
    many = (period.first - moment.day).days
    message = f"The deadline, {in_words(moment.day)}, is {many} days before {training.expected} "
    message += "begins."
    related = Related("when the training is expected", training.at.span("start"))
    span, help_ = written.at.span("date"), "Correct the deadline."
    return problem("dates-too-far-apart", span, message, help_, related)


@piece
def _opening(training: TrainingRecord, period: DayRun) -> Iterator[Diagnostic]:
    written = training.opens
    if written is not None and _is_too_late(written.moment, period):
        message = f"Applications open on {in_words(written.moment.day)}, and that is not before "
        message += f"{training.expected} is over."
        help_ = "An opening lies before the first day. Correct one of the two."
        related = Related("when the training is expected", training.at.span("start"))
        yield problem("opening-too-late", written.at.span("date"), message, help_, related)


def _is_too_late(moment: Moment, period: DayRun) -> bool:
    """Tell whether no day on which the training can begin is after this.

    What lies outside the year of the file is reported with its dates.
    """
    return moment.day >= period.last and moment.day.year == period.last.year


def _is_far(training: TrainingRecord, moment: Moment, period: DayRun) -> bool:
    return (
        training.expected is not None
        and training.expected.year is not None
        and moment.day.year >= period.first.year - 1
        and (period.first - moment.day).days > FURTHEST
    )


@piece
def _days_missing(training: TrainingRecord, year: int) -> Iterator[Diagnostic]:
    if training.status is Status.CANCELLED:
        return
    expected = training.expected
    when = f"{year}" if expected is None or expected.year is None else f"{expected}"
    message = f"{when[:1].upper()}{when[1:]} is over, and the days of this training are not here."
    help_ = "Write its days. If they are still not known, write when it is expected now. If it is "
    help_ += "not held, give it the status cancelled, and say so in its changes."
    yield problem("days-not-announced", training.at.span("start"), message, help_)
