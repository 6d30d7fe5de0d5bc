"""Many reports on the dates of one schedule that have one cause: it is said once.

A file that was begun as a copy of the year before has every date in the wrong year, or on a wrong
day of the week. Who reads that sixteen times does not learn why.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sitegen.diagnostics import Diagnostic, Related, Span, problem
from sitegen.programme.checks.rules import MANY, tracks_of
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.tracks import TrackRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import runs_of
from sitegen.source.dates import read_date
from sitegen.source.pieces import is_known, known

_OF_THE_WEEKDAY = frozenset(
    {
        *("unusual-days", "training-on-closed-day"),
        *("deadline-on-closed-day", "opening-on-closed-day"),
    }
)
"""What is said of a date that was taken from another year: there it is another weekday."""


def by_cause(found: Iterable[Diagnostic], records: Records) -> Iterator[Diagnostic]:
    """Yield what was found of dates; what has one cause in a schedule is yielded once, with it."""
    by_path: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_path.setdefault(one.span.path, []).append(one)
    if not by_path:
        return
    days = _days_of_years(records)
    tracks = tracks_of(records)
    for schedule in records.schedules:
        of_file = by_path.pop(schedule.at.source.path, [])
        if len(of_file) < MANY:
            yield from of_file
            continue
        of_file = list(_other_year(of_file, schedule))
        trainings = _Trainings(schedule)
        of_file = list(_copied_days(of_file, schedule, trainings, days))
        of_file = list(_other_weekdays(of_file, trainings, tracks))
        yield from _computed_on_closed_days(of_file, trainings, tracks)
    for rest in by_path.values():
        yield from rest


class _Trainings:
    """The trainings of a schedule by where they are written."""

    def __init__(self, schedule: ScheduleFile) -> None:
        self._all = known(schedule, lambda one: one.trainings) or ()
        self._starts = [one.at.node.start for one in self._all]

    def at(self, span: Span) -> TrainingRecord | None:
        """Give the training in which a place lies."""
        number = bisect_right(self._starts, span.start)
        found = self._all[number - 1] if number else None
        return found if found is not None and span.start <= found.at.node.end else None


def _other_year(found: Sequence[Diagnostic], schedule: ScheduleFile) -> Iterator[Diagnostic]:
    """Say once that the dates of a file lie in another year, if many lie in the same one."""
    by_year: dict[int, list[Diagnostic]] = {}
    for one in found:
        day = read_date(one.span.typed[:10]) if one.code == "wrong-year" else None
        if isinstance(day, date):
            by_year.setdefault(day.year, []).append(one)
    many = {year: of_year for year, of_year in by_year.items() if len(of_year) >= MANY}
    for year, of_year in many.items():
        message = (
            f"{len(of_year)} dates of this file lie in {year}, and its year is {schedule.year}."
        )
        help_ = f"If they were copied from {year}, write the dates of {schedule.year}. "
        help_ += "If they are right, change the year, and the name of the file."
        related = [Related("lies in another year", one.span) for one in of_year[:MANY]]
        yield problem("wrong-year", schedule.at.span("year"), message, help_, *related)
    told = {id(one) for of_year in many.values() for one in of_year}
    yield from (one for one in found if id(one) not in told)


_Days = dict[tuple[str, int, int], list[ScheduleFile]]


def _days_of_years(records: Records) -> _Days:
    """Give by track and day of the year the schedules with a training that begins then."""
    days: _Days = {}
    for schedule in records.schedules:
        for training in known(schedule, lambda one: one.trainings) or ():
            for day in _first_day(training):
                days.setdefault((training.track, day.month, day.day), []).append(schedule)
    return days


def _first_day(training: TrainingRecord) -> Iterator[date]:
    runs = runs_of(training)
    if runs and is_known(training, lambda one: one.track):
        yield runs[0].first


def _copied_days(
    found: Sequence[Diagnostic], schedule: ScheduleFile, trainings: _Trainings, days: _Days
) -> Iterator[Diagnostic]:
    """Say once that the days of trainings are those of another year with its number changed."""
    of_others: dict[str, list[Diagnostic]] = {}
    others: dict[str, ScheduleFile] = {}
    for one in found:
        training = trainings.at(one.span) if one.code in _OF_THE_WEEKDAY else None
        if training is None:
            continue
        for day in _first_day(training):
            for other in days[training.track, day.month, day.day]:
                year = known(other, lambda one: one.year)
                if other is not schedule and year not in {None, day.year}:
                    others[other.at.source.path] = other
                    of_others.setdefault(other.at.source.path, []).append(one)
    path = max(of_others, key=lambda name: len(of_others[name]), default="")
    told = of_others.get(path, [])
    if len(told) < MANY:
        yield from found
        return
    year = others[path].year
    many = len(
        {training.at.node.start for one in told if (training := trainings.at(one.span)) is not None}
    )
    message = (
        f"{many} trainings are on the same days of the year as in {year}. "
        f"In {schedule.year} these are other days of the week."
    )
    help_ = f"If the file was begun as a copy of {path}, write the dates of {schedule.year}."
    help_ += " If the days of a training are right, say why in its reason."
    related = [Related("an unusual day", one.span) for one in told[:MANY]]
    yield problem("unusual-days", schedule.at.span("year"), message, help_, *related)
    left_out = {id(one) for one in told}
    yield from (one for one in found if id(one) not in left_out)


def _other_weekdays(
    found: Sequence[Diagnostic], trainings: _Trainings, tracks: Mapping[str, TrackRecord]
) -> Iterator[Diagnostic]:
    """Say once, at a track, that many of its trainings in a file are on other weekdays."""
    by_track: dict[str, list[Diagnostic]] = {}
    for one in found:
        training = trainings.at(one.span) if one.code == "unusual-days" else None
        if training is None:
            yield one
        else:
            by_track.setdefault(training.track, []).append(one)
    for name, of_track in by_track.items():
        if len(of_track) < MANY:
            yield from of_track
            continue
        file = of_track[0].span.path
        message = f"{len(of_track)} trainings of this track are on other days than these in {file}."
        help_ = "If the track has other days now, write a line of its own for them. "
        help_ += "If not, correct the dates."
        related = [Related("an unusual day", one.span) for one in of_track[:MANY]]
        yield problem("unusual-days", tracks[name].at.span("usual_days"), message, help_, *related)


def _computed_on_closed_days(
    found: Sequence[Diagnostic], trainings: _Trainings, tracks: Mapping[str, TrackRecord]
) -> Iterator[Diagnostic]:
    """Say once, at its rule, that a track's rule gives closed days for many trainings of a file."""
    by_rule: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in found:
        training = trainings.at(one.span) if one.code in _COMPUTED else None
        if training is None or one.span != training.at.span("id"):
            yield one
        else:
            by_rule.setdefault((training.track, one.code), []).append(one)
    for (name, code), of_rule in by_rule.items():
        track = tracks[name]
        rule = track.opens if code == "opening-on-closed-day" else track.deadline
        if len(of_rule) < MANY or rule is None:
            yield from of_rule
            continue
        message = f"This rule gives a closed day for {len(of_rule)} trainings of one year."
        # A rule that stands alone has no line to which another could be added.
        with_it = f"{{rule: {rule.rule}, if_closed: next open day}}"
        help_ = f"Write {with_it}" if rule.at.is_short else "Add: if_closed: next open day"
        related = [Related(_COMPUTED[code], one.span) for one in of_rule[:MANY]]
        yield problem(code, rule.at.span("rule"), message, help_, *related)


_COMPUTED = {
    "deadline-on-closed-day": "its deadline is on a closed day",
    "opening-on-closed-day": "its applications open on a closed day",
}
"""What the rule of a track can put on a closed day, and what is said of a training with it."""
