"""The days of a training and its deadline, from what was written and the track's rule."""

from __future__ import annotations

from datetime import date

from sitegen.programme.closed_days import ClosedDay, ClosedDays
from sitegen.programme.deadline_rules import due
from sitegen.programme.files.schedules import TrainingRecord
from sitegen.programme.files.site import ClosedDayRecord, ClosedDaysFile
from sitegen.programme.files.tracks import TrackDeadlineRecord
from sitegen.programme.model import DayRun


def runs_of(training: TrainingRecord) -> tuple[DayRun, ...] | None:
    """Give the training's runs of days; None where they could not be read or contradict."""
    if not training.at.has("start", "end", "days"):
        return None
    if training.days:
        return training.days
    if training.start is None:
        return None
    last = training.end or training.start
    return (DayRun(training.start, last),) if last >= training.start else None


def rule_date(
    rule: TrackDeadlineRecord | None, start: date, year: int, closed_days: ClosedDays
) -> date | None:
    """Give the deadline that a track's rule sets; None where it has none for that year."""
    if rule is None or not rule.at.has("rule", "if_closed", "from_year"):
        return None
    if rule.from_year is not None and year < rule.from_year:
        return None
    return due(rule.rule, rule.if_closed, start, closed_days)


def closed_days_of(file: ClosedDaysFile | None) -> ClosedDays:
    """Give the office's closed days; none where there is no such file."""
    if file is None or file.at.unread:
        return ClosedDays()
    return ClosedDays(
        days=tuple(_closed_day(d) for d in file.closed_days if not d.at.unread),
        extra=tuple((d.date, d.name) for d in file.extra_closed_days if not d.at.unread),
        mention_only=tuple(_closed_day(d) for d in file.mention_only if not d.at.unread),
        weekend_rule=file.weekend_rule,
    )


def _closed_day(record: ClosedDayRecord) -> ClosedDay:
    return ClosedDay(name=record.name, on=record.on, from_year=record.from_year)
