"""Dates against the rules and habits of their track: deadline rule, usual weekdays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, problem
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.schedules import TrainingRecord
from sitegen.programme.files.site import ClosedDaysFile
from sitegen.programme.files.tracks import TrackRecord, TracksFile
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import closed_days_of, rule_date, runs_of
from sitegen.source.values import in_words


def check_rules(records: Records) -> Iterator[Diagnostic]:
    """Yield where a training differs from what its track's rules say."""
    tracks = _tracks(records)
    closed_days = closed_days_of(records.file(ClosedDaysFile))
    for schedule in records.schedules:
        if not schedule.at.has("year", "trainings"):
            continue
        for training in schedule.trainings:
            track = tracks.get(training.track) if training.at.has("track") else None
            if track is not None:
                yield from _check_deadline(training, track, schedule.year, closed_days)
                yield from _check_weekdays(training, track, schedule.year)


def _tracks(records: Records) -> dict[str, TrackRecord]:
    file = records.file(TracksFile)
    if file is None or not file.at.has("tracks"):
        return {}
    return {track.id: track for track in file.tracks if track.at.has("id")}


def _check_deadline(
    training: TrainingRecord, track: TrackRecord, year: int, closed_days: ClosedDays
) -> Iterator[Diagnostic]:
    runs = runs_of(training)
    written = training.deadline
    if not training.at.has("deadline") or written is None or not track.at.has("deadline"):
        return
    if track.deadline is None:
        message = f"The track `{track.id}` does not say what its deadlines are called."
        help_ = "Add `deadline:` with a label and a rule to the track in content/tracks.yaml."
        yield problem("deadline-without-label", training.at.span("deadline"), message, help_)
        return
    if runs is None or not written.at.has("moment") or written.moment.day >= runs[0].first:
        return
    expected = rule_date(track.deadline, runs[0].first, year, closed_days)
    if expected is None or written.moment.day == expected or written.reason is not None:
        return
    message = (
        f"The deadline is {in_words(written.moment.day)}. The rule of the track, "
        f"{track.deadline.rule.words}, gives {in_words(expected)}: "
        f"{_difference(written.moment.day, expected)}."
    )
    exception = f"{{date: {written.moment.day}, reason: …}}"
    help_ = f"Write {expected}, or keep the date and add a reason: {exception}"
    yield problem("deadline-off-rule", written.at.span("date"), message, help_)


def _difference(written: date, expected: date) -> str:
    days = abs((written - expected).days)
    direction = "later" if written > expected else "earlier"
    return f"this is {days} day{'' if days == 1 else 's'} {direction}"


def _check_weekdays(
    training: TrainingRecord, track: TrackRecord, year: int
) -> Iterator[Diagnostic]:
    runs = runs_of(training)
    if runs is None or not track.at.has("usual_days"):
        return
    known = [u for u in track.usual_days if u.at.has("from_year", "days") and u.from_year <= year]
    if not known:
        return
    usual = max(known, key=lambda u: u.from_year).days
    for position, run in enumerate(runs):
        days = (run.first + timedelta(days=n) for n in range((run.last - run.first).days + 1))
        other = next((day for day in days if day.weekday() not in usual.numbers), None)
        if other is not None:
            span = (
                training.at.span("days", position)
                if training.days
                else training.at.span("start" if other == run.first else "end")
            )
            message = (
                f"{in_words(other)} is not one of the usual days of this track: {usual.words}."
            )
            help_ = "Check the date. If it is right, change `usual_days` of the track."
            yield problem("unusual-days", span, message, help_)
