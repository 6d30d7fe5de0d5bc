"""What lies ahead: that something does, that it is told, and that no date of last year is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.programme.checks.telling import CALLED_OFF_IN_WORDS, line_to_paste, telling_fix
from sitegen.programme.files.schedules import OtherDeadlineRecord, ScheduleFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import CALLED_OFF, Moment, Status
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import (
    FURTHEST,
    dated_trainings,
    expected_trainings,
    other_days,
)
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, in_pieces, known, piece

LONG_BEFORE = timedelta(days=90)
"""A date so long before its training, and past already, is most likely that of the year before."""


def check_outlook(
    records: Records, published: Collection[str], today: date
) -> Iterator[Diagnostic]:
    """Yield what is odd about the days from `today` on.

    `published` are the ids of the trainings and deadlines that subscribers have: what is not told
    of these is reported with the ledger.
    """
    ruled = _tracks_with_a_rule(records)
    for schedule, training, runs in dated_trainings(records):
        last = runs[-1].last
        if last >= today and known(training, lambda one: one.id) not in published:
            yield from _not_told(training, last, today, records)
        if schedule.year > today.year:
            yield from _past_dates(training, runs[0].first, ruled, today)
    for _, training, period in expected_trainings(records):
        if known(training, lambda one: one.status) is Status.POSTPONED:
            continue  # what has no days yet cannot be
        if period.last >= today and known(training, lambda one: one.id) not in published:
            yield from _not_told(training, period.last, today, records)
    for moment, deadline in each_known(records.deadlines, lambda one: one.moment):
        if known(deadline, lambda one: one.id) not in published:
            yield from _not_told(deadline, moment.day, today, records)


def notice_nothing_upcoming(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a notice where no training lies ahead, of records in which there is no error."""
    ahead = (
        last >= today and training.status not in CALLED_OFF
        for last, training in (
            *((runs[-1].last, one) for _, one, runs in dated_trainings(records)),
            *((period.last, one) for _, one, period in expected_trainings(records)),
        )
    )
    if any(ahead):
        return
    newest = max(records.schedules, key=_year, default=None)
    span = newest.at.span("year") if newest else Span(Source("schedules", ""), 0, 0)
    message = f"No training lies ahead on {in_words(today)}."
    year = max(today.year, newest.year + 1 if newest and newest.year >= today.year else today.year)
    help_ = f"When new dates are known, write them into schedules/{year}.yaml."
    yield problem("nothing-upcoming", span, message, help_)


def _year(schedule: ScheduleFile) -> int:
    return schedule.year


@piece
def _not_told(
    dated: TrainingRecord | OtherDeadlineRecord, last: date, today: date, records: Records
) -> Iterator[Diagnostic]:
    if dated.changes or last < today:
        return
    if dated.status in CALLED_OFF:
        message = f"This {dated.noun} is {dated.status.value}, and `changes` does not say so."
        sentence = f"This {dated.noun} {CALLED_OFF_IN_WORDS[dated.status]}"
        line = line_to_paste(sentence, today)
        help_ = f"Tell people when and why. Add to the {dated.noun}: changes: [{line}]"
        fix = telling_fix(dated.at, sentence, today, records)
        yield problem("change-without-word", dated.at.span("status"), message, help_, fix=fix)


def _tracks_with_a_rule(records: Records) -> frozenset[str]:
    """Give the tracks whose rule says when a deadline must be, or may."""
    return frozenset(
        name
        for name, track in each_known(records.tracks, lambda one: one.id)
        if not known(track, lambda one: one.deadline is None or one.deadline.rule is None)
    )


def _past_dates(
    training: TrainingRecord, first: date, ruled: frozenset[str], today: date
) -> Iterator[Diagnostic]:
    """Yield the dates around a training of a coming year that are past, and long before it."""
    for day, span in in_pieces(_deadline(training, ruled), _milestones(training)):
        if day < today and LONG_BEFORE < first - day <= timedelta(days=FURTHEST):
            message = f"{in_words(day)}, is past, and the training is in {first.year}."
            help_ = "If it was copied from the year before, write the new date."
            yield problem("past-date", span, message, help_)


def _deadline(training: TrainingRecord, ruled: frozenset[str]) -> Iterator[tuple[date, Span]]:
    deadline = training.deadline
    moment = deadline.last_moment if deadline is not None else None
    if deadline is None or moment is None:
        return
    if training.track not in ruled and deadline.reason is None:
        yield moment.day, deadline.at.span("date")


def _milestones(training: TrainingRecord) -> Iterator[tuple[date, Span]]:
    for when, span in other_days(training):
        yield when.day if isinstance(when, Moment) else when.last, span
