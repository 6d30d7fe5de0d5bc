"""Dates against the rules and habits of their track: deadline rule, usual weekdays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Related, problem
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.schedules import TrainingRecord
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackRecord, TracksFile
from sitegen.programme.kinds import Weekdays
from sitegen.programme.model import DayRun
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import closed_days_of, dated_trainings, rule_date
from sitegen.source.dates import in_words


def check_rules(records: Records) -> Iterator[Diagnostic]:
    """Yield where a training differs from what its track's rules say."""
    tracks = _tracks(records)
    closed_days = closed_days_of(records)
    for schedule, training, runs in dated_trainings(records):
        track = tracks.get(training.track) if training.at.has("track") else None
        if track is not None:
            yield from _check_deadline(training, runs, track, schedule.year, closed_days)
            yield from _check_weekdays(training, runs, track, schedule.year)
    yield from _check_labels(records, tracks)


def _tracks(records: Records) -> dict[str, TrackRecord]:
    """Give the tracks by id, without ids that stand twice: which one is meant is not clear."""
    file = records.file(TracksFile)
    tracks = [t for t in file.tracks if t.at.has("id")] if file and file.at.has("tracks") else []
    times = Counter(track.id for track in tracks)
    return {track.id: track for track in tracks if times[track.id] == 1}


def _check_labels(records: Records, tracks: Mapping[str, TrackRecord]) -> Iterator[Diagnostic]:
    """Yield an error for each track without a deadline of which a training has one."""
    silent = {name for name, t in tracks.items() if t.at.has("deadline") and t.deadline is None}
    for schedule in records.schedules:
        for training in schedule.trainings if schedule.at.has("trainings") else ():
            if not training.at.has("track", "deadline") or training.deadline is None:
                continue
            if training.track in silent:
                silent.remove(training.track)
                message = (
                    f"The track `{training.track}` does not say what its deadlines are called."
                )
                help_ = "Add deadline: with a label and a rule to the track in content/tracks.yaml."
                span = training.at.span("deadline")
                yield problem("deadline-without-label", span, message, help_)


def _check_deadline(
    training: TrainingRecord,
    runs: tuple[DayRun, ...],
    track: TrackRecord,
    year: int,
    closed_days: ClosedDays | None,
) -> Iterator[Diagnostic]:
    written, rule = training.deadline, track.deadline
    if not training.at.has("deadline") or not track.at.has("deadline"):
        return
    if written is None and rule is not None:
        yield from _check_computed(training, runs[0].first, rule, year, closed_days)
    if written is None or rule is None or not written.at.has("moment", "reason"):
        return
    day, first = written.moment.day, runs[0].first
    if day >= first or day.year < year - 1 or written.reason is not None:
        return  # reported with the dates, or explained
    expected = rule_date(rule, first, year, closed_days)
    if expected is None or day == expected:
        return
    message = (
        f"The deadline is {in_words(day)}. The rule of the track, {rule.rule.words}, "
        f"gives {in_words(expected)}: {_difference(day, expected)}."
    )
    exception = f"{{date: {day}, reason: …}}"
    help_ = f"Write {expected}, or keep the date and add a reason: {exception}"
    yield problem("deadline-off-rule", written.at.span("date"), message, help_)


def _check_computed(
    training: TrainingRecord,
    first: date,
    rule: TrackDeadlineRecord,
    year: int,
    closed_days: ClosedDays | None,
) -> Iterator[Diagnostic]:
    due = rule_date(rule, first, year, closed_days)
    if due is not None and due >= first:
        message = (
            f"The track's rule puts the deadline on {in_words(due)}, when the training begins."
        )
        help_ = "Write a deadline that is earlier, with a reason, or change the rule."
        related = Related("the rule", rule.at.span("rule"))
        yield problem("deadline-after-start", training.at.span("id"), message, help_, related)


def _difference(written: date, expected: date) -> str:
    days = abs((written - expected).days)
    direction = "later" if written > expected else "earlier"
    return f"this is {days} day{'' if days == 1 else 's'} {direction}"


def _check_weekdays(
    training: TrainingRecord, runs: tuple[DayRun, ...], track: TrackRecord, year: int
) -> Iterator[Diagnostic]:
    usual = _usual_days(track, year)
    if usual is None:
        return
    for position, run in enumerate(runs):
        length = min((run.last - run.first).days + 1, 7)
        days = (run.first + timedelta(days=n) for n in range(length))
        other = next((day for day in days if day.weekday() not in usual.numbers), None)
        if other is not None:
            span = (
                training.at.span("days", position)
                if training.days
                else training.at.span("start" if other == run.first else "end")
            )
            message = (
                f"{in_words(other)}, is not one of the usual days of this track: {usual.words}."
            )
            help_ = "Check the date. If it is right, change `usual_days` of the track."
            yield problem("unusual-days", span, message, help_)
            return


def _usual_days(track: TrackRecord, year: int) -> Weekdays | None:
    """Give the weekdays of the track in `year`; None where there are none or one is unread."""
    if not track.at.has_all_of("usual_days"):
        return None
    if not all(line.at.has("from_year", "days") for line in track.usual_days):
        return None
    known = [line for line in track.usual_days if line.from_year <= year]
    return max(known, key=lambda line: line.from_year).days if known else None
