"""The days of a training and its deadline, from what was written and the track's rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sitegen.diagnostics import Span
from sitegen.programme.about_dates import AboutRule
from sitegen.programme.closed_days import ClosedDay, ClosedDays
from sitegen.programme.deadline_rules import DeadlineRule, IfClosed, NoDeadline, due
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.site import ClosedDayRecord, ClosedDaysFile
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackOpeningRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import DayRun, Expected, Moment
from sitegen.programme.records import Records
from sitegen.source.pieces import each_known, known, whole

LONGEST_RUN = 120
"""Days in a row. A term has 16 weeks; trainings of the programme have five days."""
LONGEST_TRAINING = 365
"""Days from the first to the last one. A training in parts may go through a school year."""
FURTHEST = 300
"""Days between a training and its deadline or milestone. A mistyped year gives some 365."""


def runs_of(training: TrainingRecord) -> tuple[DayRun, ...] | None:
    """Give the training's runs of days; None where they could not be read or contradict."""
    return known(training, _runs)


def _runs(training: TrainingRecord) -> tuple[DayRun, ...] | None:
    start, end, runs = training.first_day, training.end, training.runs
    if runs or start is None:
        return runs or None
    last = end or start
    return (DayRun(start, last),) if last >= start else None


def expected_of(training: TrainingRecord) -> Expected | None:
    """Give when a training is expected whose days are not announced yet; None if they are."""
    return known(training, lambda one: None if one.runs else one.expected)


def year_of(schedule: ScheduleFile) -> int | None:
    """Give the year of a schedule; None where it could not be read or its file is called else."""
    named = year_in_name(schedule.at.source.path)
    year = known(schedule, lambda one: one.year)
    return year if named in {None, year} else None


def year_in_name(path: str) -> int | None:
    """Give the year that the name of a schedule begins with, as in `2022-cpss.yaml`."""
    match = re.match(r"schedules/([0-9]{4})", path)
    return int(match[1]) if match else None


_Dated = tuple[ScheduleFile, TrainingRecord, tuple[DayRun, ...]]


def dated_trainings(records: Records) -> Sequence[_Dated]:
    """Give every training whose days could be read, lie in the year of its schedule and can be.

    What follows from a day that was reported is not reported again.
    """
    return records.once(_dated)


def _dated(records: Records) -> Sequence[_Dated]:
    return [one for one in trainings_in_year(records) if too_long(one[2]) is None]


def trainings_in_year(records: Records) -> Sequence[_Dated]:
    """Give every training whose days could be read and lie in the year of its schedule."""
    return records.once(_in_year)


def _in_year(records: Records) -> Sequence[_Dated]:
    return list(_each_in_year(records))


def _each_in_year(records: Records) -> Iterator[_Dated]:
    for schedule in records.schedules:
        year = year_of(schedule)
        trainings = known(schedule, lambda one: one.trainings) if year is not None else None
        for training in trainings or ():
            runs = runs_of(training)
            if year is not None and runs is not None and is_in_year(runs, year):
                yield schedule, training, runs


_Expected = tuple[ScheduleFile, TrainingRecord, DayRun]


def expected_trainings(records: Records) -> Sequence[_Expected]:
    """Give every training without days that is expected in the year of its schedule.

    With it stand the first and the last day on which it can be.
    """
    return records.once(_expected)


def _expected(records: Records) -> Sequence[_Expected]:
    return [
        (schedule, training, expected.within(year))
        for schedule in records.schedules
        if (year := year_of(schedule)) is not None
        for training in known(schedule, lambda one: one.trainings) or ()
        if (expected := expected_of(training)) is not None and expected.year in {None, year}
    ]


def too_long(runs: tuple[DayRun, ...]) -> int | None:
    """Give the position of the run with which a training gets longer than any is."""
    first = runs[0].first
    if len(runs) == 1 and (runs[0].last - first).days < LONGEST_RUN:
        return None
    return next(
        (
            position
            for position, run in enumerate(runs)
            if (run.last - run.first).days >= LONGEST_RUN
            or (run.last - first).days >= LONGEST_TRAINING
        ),
        None,
    )


def is_too_early(deadline: date, first: date, expected: date | None) -> bool:
    """Tell whether a deadline is further from its training than any is, and than its rule says."""
    far = (first - deadline).days > FURTHEST
    return far and (expected is None or deadline < expected)


def is_in_year(runs: tuple[DayRun, ...], year: int) -> bool:
    """Tell whether a training begins in `year`; it may go on into the next."""
    begins = runs[0].first.year == year
    if len(runs) == 1:
        return begins and runs[0].last.year in {year, year + 1}
    return begins and all({r.first.year, r.last.year} <= {year, year + 1} for r in runs)


def other_days(training: TrainingRecord) -> Iterator[tuple[Moment | DayRun, Span]]:
    """Yield the days of milestones and fees, with where each stands; also what is about a day."""
    for moment, fee in each_known(training.fees, lambda one: one.due):
        if moment is not None:
            yield moment, fee.at.span("due")
    for said, milestone in each_known(training.milestones, lambda one: one.said()):
        for name, when in said.items():
            if not isinstance(when, AboutRule):
                yield Moment(when) if isinstance(when, date) else when, milestone.at.span(name)


def rule_date(
    rule: TrackDeadlineRecord | TrackOpeningRecord | None,
    start: date,
    year: int,
    closed_days: ClosedDays | None,
) -> date | None:
    """Give the day that a rule of a track sets; None where it has none for that year.

    None also where the rule, or the closed days that it needs, could not be read.
    """

    def given(rule: TrackDeadlineRecord | TrackOpeningRecord) -> date | None:
        of_rule, if_closed = in_force(rule, year), rule.if_closed
        if not isinstance(of_rule, DeadlineRule):
            return None
        if closed_days is None and if_closed is not IfClosed.KEEP:
            return None
        return due(of_rule, if_closed, start, closed_days or ClosedDays())

    return known(rule, given)


def no_deadline(rule: TrackDeadlineRecord | None, year: int) -> NoDeadline | None:
    """Give how one applies in a year of which a track says that there is no deadline."""

    def given(rule: TrackDeadlineRecord) -> NoDeadline | None:
        of_rule = in_force(rule, year)
        return of_rule if isinstance(of_rule, NoDeadline) else None

    return known(rule, given)


def in_force(
    rule: TrackDeadlineRecord | TrackOpeningRecord, year: int
) -> DeadlineRule | NoDeadline | None:
    """Give the rule of a track that holds in a year; None where none does."""
    return None if rule.from_year is not None and year < rule.from_year else rule.rule


def closed_days_of(records: Records) -> ClosedDays | None:
    """Give the office's closed days: none where there is no such file, None where it has errors."""
    return records.once(_closed_days_in)


def _closed_days_in(records: Records) -> ClosedDays | None:
    file = records.file(ClosedDaysFile)
    if file is None:
        return None if "content/closed-days.yaml" in records.unread else ClosedDays()
    return known(file, _closed_days)


def _closed_days(file: ClosedDaysFile) -> ClosedDays:
    return ClosedDays(
        days=tuple(_closed_day(d) for d in whole(file.closed_days)),
        extra=tuple((d.date, d.name) for d in whole(file.extra_closed_days)),
        mention_only=tuple(_closed_day(d) for d in whole(file.mention_only)),
        weekend_rule=file.weekend_rule,
    )


def _closed_day(record: ClosedDayRecord) -> ClosedDay:
    return ClosedDay(name=record.name, on=record.on, from_year=record.from_year)
