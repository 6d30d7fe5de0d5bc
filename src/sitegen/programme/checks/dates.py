"""Dates inside one training and one schedule: order, year, first and last day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.lazy import replace
from sitegen.programme.checks.set_days import check_set_days
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import DayRun, Expected, Moment
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import dated_trainings, other_days, year_in_name, year_of
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, in_pieces, known, piece
from sitegen.source.wording import MARK, TO_FILL_IN


def check_dates(records: Records, published: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the dates of each training and each other deadline.

    `published` are the ids of the trainings that subscribers have.
    """
    yield from check_set_days(records, published)
    for schedule in records.schedules:
        year = year_of(schedule)
        yield from _check_file_name(schedule)
        for training in known(schedule, lambda one: one.trainings) or ():
            if _is_plain(training, year):
                continue
            yield from in_pieces(
                _which_days(training), _backwards(training), _out_of_order(training)
            )
            yield from _check_year(training, year)
        deadlines = known(schedule, lambda one: one.deadlines) or ()
        for moment, deadline in each_known(deadlines, lambda one: one.moment):
            yield from _outside(deadline.at.span("date"), moment.day, year, (0, 0))
    for schedule, training, runs in dated_trainings(records):
        if "deadline" not in training.at.unread and training.deadline is None:
            continue
        yield from _check_deadline(training, runs, schedule.year)


def _is_plain(training: TrainingRecord, year: int | None) -> bool:
    """Tell at once that the days are in order and in the year, and the only dates."""
    if training.at.unread or training.deadline or training.opens:
        return False
    if training.milestones or training.fees:
        return False
    start, end = training.first_day, training.end
    if start is None or year is None or training.at.written("days"):
        return False
    return start.year == year and (end is None or (start <= end and end.year <= year + 1))


@piece
def _check_file_name(schedule: ScheduleFile) -> Iterator[Diagnostic]:
    named = year_in_name(schedule.at.source.path)
    if named is not None and named != schedule.year:
        message = f"The name of the file says {named} and `year` says {schedule.year}."
        help_ = f"Write {named}, or give the file the name of its year."
        trainings = known(schedule, lambda one: one.trainings) or ()
        starts = [year for year, _ in each_known(trainings, _year_begun) if year]
        years = {year for year in (named, schedule.year) if year in starts}
        if years == {schedule.year}:
            better = re.sub(r"/[0-9]{4}", f"/{schedule.year}", schedule.at.source.path, count=1)
            message += " So do its dates."
            help_ = f"Rename it to {better}."
        elif years == {named}:
            help_ = f"Write year: {named}"
        yield problem("wrong-year", schedule.at.span("year"), message, help_)


def _year_begun(training: TrainingRecord) -> int | None:
    """Give the year of what `start` says, be it a day or not."""
    if training.first_day is not None:
        return training.first_day.year
    return training.expected.year if training.expected is not None else None


def _which_days(training: TrainingRecord) -> Iterator[Diagnostic]:
    at = training.at
    if at.written("days") and (at.written("start") or at.written("end")):
        other = "start" if at.written("start") else "end"
        message = f"`days` and `{other}` both say when the training is."
        help_ = "Delete `days`, or delete `start` and `end`."
        yield problem("days-and-start", at.span("days"), message, help_)
    elif training.start is None and not training.runs:
        message = "This training does not say on which days it is."
        help_ = f"Add this with the first day in place of {MARK}: start: {TO_FILL_IN}. "
        if at.written("days"):
            help_ = f'Write the first day in place of {MARK}: days: ["{MARK}"]. '
        help_ += "If its days are not known yet, write start: tbd"
        yield problem("days-and-start", at.span("id"), message, help_)
    elif training.expected is not None and training.end is not None:
        message = f"`start` says that the days are not known yet, and `end` is {training.end}."
        help_ = "Delete this line. If the days are known, write the first one as its start."
        related = Related("the start", at.span("start"))
        yield problem("days-and-start", at.span("end"), message, help_, related)


def _out_of_order(training: TrainingRecord) -> Iterator[Diagnostic]:
    for position, (before, after) in enumerate(pairwise(training.runs), 1):
        if after.first <= before.last:
            message = f"These days begin before {in_words(before.last)}, is over."
            help_ = "Write the days in order, each once."
            yield problem("days-out-of-order", _run_span(training, position), message, help_)


def _is_backwards(training: TrainingRecord) -> bool:
    first, last = training.first_day, training.end
    return first is not None and last is not None and last < first


def _backwards(training: TrainingRecord) -> Iterator[Diagnostic]:
    if _is_backwards(training):
        days = [in_words(day) for day in (training.end, training.first_day) if day]
        message = f"The last day, {days[0]}, is before the first day, {days[1]}."
        related = Related("the first day", training.at.span("start"))
        help_ = "Correct one of the two. If they were swapped, swap them back."
        yield problem("end-before-start", training.at.span("end"), message, help_, related)


@piece
def _check_deadline(
    training: TrainingRecord, runs: tuple[DayRun, ...], year: int
) -> Iterator[Diagnostic]:
    written = training.deadline
    moment = written.last_moment if written is not None else None
    if written is None or moment is None:
        return
    day, first = moment.day, runs[0].first
    if day < first or day.year > year:
        return
    when = "on" if day == first else "after"
    message = f"The deadline, {in_words(day)}, is {when} the first day of the training."
    related = Related(f"the first day: {in_words(first)}", _start_span(training))
    help_ = "A deadline lies before the first day. Correct one of the two."
    yield problem("deadline-after-start", written.at.span("date"), message, help_, related)


def _start_span(training: TrainingRecord) -> Span:
    return _run_span(training, 0) if training.days else training.at.span("start")


def _run_span(training: TrainingRecord, position: int) -> Span:
    return training.at.span("days", position, "on")


def _check_year(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    """Report dates outside the year. Where the first day is, the others most likely follow it."""
    first = list(_first_day_outside(training, year))
    yield from first or in_pieces(
        _end_outside(training, year),
        _days_outside(training, year),
        _opening_outside(training, year),
        _deadline_outside(training, year),
        _milestones_outside(training, year),
    )


def _first_day_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    at = training.at
    if start := known(training, lambda one: one.first_day):
        yield from _outside(at.span("start"), start, year, (0, 0))
    elif expected := known(training, lambda one: one.expected):
        yield from _expected_outside(at.span("start"), expected, year)
    elif runs := known(training, lambda one: one.runs):
        yield from _outside(_run_span(training, 0), runs[0].first, year, (0, 0))


def _expected_outside(span: Span, expected: Expected, year: int | None) -> Iterator[Diagnostic]:
    if year is None or expected.year in {None, year}:
        return
    message = f"`start` is {expected}, and the year of this file is {year}."
    meant = replace(expected, year=year)
    help_ = f"If the year is mistyped, write `{meant}`. "
    help_ += f"If not, move the entry to schedules/{expected.year}.yaml."
    yield problem("wrong-year", span, message, help_)


def _end_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    if training.end and not _is_backwards(training):
        yield from _outside(training.at.span("end"), training.end, year, (0, 1))


def _days_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    for position, run in enumerate(training.runs):
        yield from _run_outside(_run_span(training, position), run, year, (0, 1))


def _deadline_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    moment = training.deadline.last_moment if training.deadline is not None else None
    if training.deadline is not None and moment is not None:
        span = training.deadline.at.span("date")
        yield from _outside(span, moment.day, year, (-1, 0))


def _opening_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    if training.opens is not None:
        span = training.opens.at.span("date")
        yield from _outside(span, training.opens.moment.day, year, (-1, 0))


def _milestones_outside(training: TrainingRecord, year: int | None) -> Iterator[Diagnostic]:
    for when, span in other_days(training):
        yield from _run_outside(span, _as_run(when), year, (-1, 1))


def _as_run(when: Moment | DayRun) -> DayRun:
    return when.days if isinstance(when, Moment) else when


def _run_outside(
    span: Span, run: DayRun, year: int | None, allowed: tuple[int, int]
) -> Iterator[Diagnostic]:
    """Report the first day of a run that is outside, or else its last day; never both."""
    found = list(_outside(span, run.first, year, allowed))
    yield from found or _outside(span, run.last, year, allowed)


def _outside(
    span: Span, day: date, year: int | None, allowed: tuple[int, int]
) -> Iterator[Diagnostic]:
    """Report a day whose year differs from the file's by more than `allowed` (before, after)."""
    if year is None or year + allowed[0] <= day.year <= year + allowed[1]:
        return
    message = f"{in_words(day)}, lies outside the year of this file, {year}."
    try:
        same_day = day.replace(year=year)
    except ValueError:  # February 29
        ways = ["If the year is mistyped, correct it."]
    else:
        ways = [f"If the year is mistyped, write {same_day} ({in_words(same_day)})."]
    if allowed == (0, 0):
        ways.append(f"If not, move the entry to schedules/{day.year}.yaml.")
    yield problem("wrong-year", span, message, " ".join(ways))
