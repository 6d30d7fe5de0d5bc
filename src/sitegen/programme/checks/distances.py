"""How far apart the dates of one training can be. Most often a year is mistyped.

No `reason` answers these: it may be left from the year before, and visitors would be told a date
that cannot be. The bounds are in `schedule_dates.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.schedules import OtherDeadlineRecord
from sitegen.programme.files.site import ClosedDaysFile
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import DayRun, Moment
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import (
    FURTHEST,
    LONGEST_RUN,
    closed_days_of,
    is_too_early,
    other_days,
    rule_date,
    too_long,
    trainings_in_year,
)
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, known, piece

TOLD_BEFORE = timedelta(days=730)
"""Before a training, the longest time in which people are told of a change. Offices plan a year."""
CLOSED_AHEAD = 2
"""Years after this one, or after the newest schedule, of which an office knows its closed days."""


def check_distances(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield where a date is further from its training than any date is, or a training too long."""
    tracks, closed_days = tracks_of(records), closed_days_of(records)
    for schedule, training, runs in trainings_in_year(records):
        position = too_long(runs)
        if position is None and _has_no_other_dates(training):
            continue
        track = tracks.get(known(training, lambda one: one.track) or "")
        yield from _deadline(training, runs, track, schedule.year, closed_days)
        if position is not None:
            yield _length(training, runs, position)
        else:
            yield from _milestones(training, runs, schedule.year)
            yield from _changes(training, runs[0].first, "the training")
    for moment, other in each_known(records.deadlines, lambda one: one.moment):
        yield from _changes(other, moment.day, "the deadline")
    yield from _closed_days(records, today)


def _has_no_other_dates(training: TrainingRecord) -> bool:
    """Tell whether a training that was read whole has its own days only."""
    at = training.at
    others = training.deadline or training.milestones or training.fees or training.changes
    return not (at.unread or others)


def _length(training: TrainingRecord, runs: tuple[DayRun, ...], position: int) -> Diagnostic:
    first, run = runs[0].first, runs[position]
    span = training.at.span("days", position, "on") if training.days else training.at.span("end")
    days = (run.last - run.first).days + 1
    message = f"These would be {days} days in a row, from {in_words(run.first)}, on."
    some = "If it is on some of these days only, give each of them in its list of days."
    if days <= LONGEST_RUN:
        days = (run.last - first).days + 1
        message = f"From its first day, {in_words(first)}, on, this would take {days} days."
        some = "Make two trainings of one that takes a year or more."
    moved = _moved(run, first.year)
    said = None
    if isinstance(moved, DayRun) and training.days and position:
        fits = runs[position - 1].last < moved.first and (moved.last - first).days < LONGEST_RUN
        said = _words(moved) if fits else None
    elif not training.days and (meant := _in_year(run.last, first.year)):
        fits = 0 <= (meant - first).days < LONGEST_RUN
        said = f"{meant} ({in_words(meant)})" if fits else None
    return _too_far(span, message, said, some)


@piece
def _deadline(
    training: TrainingRecord,
    runs: tuple[DayRun, ...],
    track: TrackRecord | None,
    year: int,
    closed_days: ClosedDays | None,
) -> Iterator[Diagnostic]:
    written, first = training.deadline, runs[0].first
    moment = written.last_moment if written is not None else None
    if written is None or moment is None:
        return
    rule = known(track, lambda one: one.deadline)
    day = moment.day
    expected = rule_date(rule, first, year, closed_days)
    if day.year >= year - 1 and is_too_early(day, first, expected):
        related = Related(f"the first day: {in_words(first)}", _first_span(training))
        message = (
            f"The deadline, {in_words(day)}, is {(first - day).days} days before the first day."
        )
        years = (first.year, day.year + 1)
        meant = next((way for y in years if (way := _meant(moment, y, first))), None)
        span = written.at.span("date")
        yield _too_far(span, message, meant, "Correct the deadline.", related)


@piece
def _milestones(
    training: TrainingRecord, runs: tuple[DayRun, ...], year: int
) -> Iterator[Diagnostic]:
    """Report milestones; those outside the years of the file are reported with its dates."""
    first, last = runs[0].first, runs[-1].last
    for when, span in other_days(training):
        begin, end = (when.day, when.day) if isinstance(when, Moment) else (when.first, when.last)
        before, after = (first - end).days, (begin - last).days
        is_near = max(before, after) <= FURTHEST and (end - begin).days < LONGEST_RUN
        if is_near or not year - 1 <= begin.year <= end.year <= year + 1:
            continue
        if (end - begin).days >= LONGEST_RUN:
            message = f"These would be {(end - begin).days + 1} days in a row."
            yield _too_far(span, message, None, "Correct one of the two days.")
            continue
        days = f"{before} days before" if before > after else f"{after} days after"
        message = f"{in_words(begin)}, is {days} the training."
        years = (first.year, last.year)
        ways = [_moved(when, year) for year in years]
        near = next((w for w in ways if w and _is_near(w, first, last)), None)
        help_ = "If it is right, move it to the deadlines in the schedule of its year."
        yield _too_far(span, message, None if near is None else _words(near), help_)


@piece
def _changes(
    dated: TrainingRecord | OtherDeadlineRecord, first: date, what: str
) -> Iterator[Diagnostic]:
    """Report what was told years before. What is still to come is reported with the changes."""
    for on, change in each_known(dated.changes, lambda one: one.on):
        if on < first - TOLD_BEFORE:
            message = f"{in_words(on)}, is {(first - on).days} days before {what}."
            meant = _in_year(on, first.year)
            said = f"{meant} ({in_words(meant)})" if meant else None
            span = change.at.span("on")
            yield _too_far(span, message, said, "Write the day on which people were told.")


def _closed_days(records: Records, today: date) -> Iterator[Diagnostic]:
    years = (year for year, _ in each_known(records.schedules, lambda one: one.year))
    newest = max(today.year, *years, 0) + CLOSED_AHEAD
    extras = records.read(ClosedDaysFile, lambda file: file.extra_closed_days)
    for day, extra in each_known(extras, lambda one: one.date):
        if day.year > newest:
            message = f"{in_words(day)}, is after {newest}. No schedule is near it."
            meant = _in_year(day, today.year)
            said = f"{meant} ({in_words(meant)})" if meant else None
            span = extra.at.span("date")
            yield _too_far(span, message, said, "The single closed days are known for a few years.")


def _too_far(
    span: Span, message: str, meant: str | None, otherwise: str, *related: Related
) -> Diagnostic:
    help_ = f"If the year is mistyped, write {meant}. " if meant else ""
    return problem("dates-too-far-apart", span, message, help_ + otherwise, *related)


def _meant(moment: Moment, year: int, first: date) -> str | None:
    """Give the deadline in that year, if it lies before the first day and is near enough."""
    moved = _moved(moment, year)
    if not isinstance(moved, Moment) or not 0 < (first - moved.day).days <= FURTHEST:
        return None
    return _words(moved)


def _words(when: Moment | DayRun) -> str:
    if isinstance(when, DayRun):
        days = f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"
        return f"{days} ({in_words(when.first)})"
    time = f" {when.at:%H:%M}" if when.at else ""
    return f"{when.day}{time} ({in_words(when.day)})"


def _moved(when: Moment | DayRun, year: int) -> Moment | DayRun | None:
    """Give the same days in another year."""
    if isinstance(when, Moment):
        day = _in_year(when.day, year)
        return Moment(day, when.at) if day else None
    first = _in_year(when.first, year)
    return DayRun(first, first + (when.last - when.first)) if first else None


def _is_near(when: Moment | DayRun, first: date, last: date) -> bool:
    day = when.day if isinstance(when, Moment) else when.first
    return (day - first).days >= -FURTHEST and (day - last).days <= FURTHEST


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # February 29
        return None


def _first_span(training: TrainingRecord) -> Span:
    return training.at.span("days", 0, "on") if training.days else training.at.span("start")
