"""Dates against the rules and habits of their track: deadline rule, usual weekdays, closed days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from sitegen.diagnostics import Diagnostic, Fix, Related, problem
from sitegen.lazy import dataclass
from sitegen.programme.checks.closures import Closures, add_reason
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackRecord
from sitegen.programme.files.training_parts import DeadlineRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.kinds import Weekdays
from sitegen.programme.model import DayRun
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import (
    closed_days_of,
    dated_trainings,
    is_too_early,
    rule_date,
)
from sitegen.source.dates import in_words
from sitegen.source.pieces import each_known, in_pieces, known, piece, whole
from sitegen.source.wording import TO_FILL_IN

MANY = 5
"""Trainings of a track that are unusual in the same way: it is said once, at the track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OffRule:
    """A deadline that is not where the rule puts it, and no reason is given."""

    training: TrainingRecord
    deadline: DeadlineRecord
    day: date
    rule: TrackDeadlineRecord
    expected: date

    @property
    def days(self) -> int:
        """Days later than the rule; fewer than none is earlier."""
        return (self.day - self.expected).days


def check_rules(records: Records) -> Iterator[Diagnostic]:
    """Yield where a training differs from what its track's rules and the office's days say."""
    tracks = tracks_of(records)
    closed_days = closed_days_of(records)
    closures = Closures(closed_days or ClosedDays())
    off_rule: dict[tuple[str, int], list[_OffRule]] = {}
    right: set[Hashable] = set()
    for schedule, training, runs in dated_trainings(records):
        track = tracks.get(known(training, lambda one: one.track) or "")
        if track is None:
            continue
        days = _days_alone(training, runs, track, schedule.year)
        if days in right:
            continue
        nothing = True
        for one in in_pieces(
            _deadline(training, runs, track, schedule.year, closed_days, closures),
            _check_days(training, runs, track, schedule.year, closures),
        ):
            nothing = False
            if isinstance(one, _OffRule):
                off_rule.setdefault((track.id, one.days), []).append(one)
            else:
                yield one
        if nothing and days is not None:
            right.add(days)
    for same in off_rule.values():
        yield from _off_rule(same, closures)
    for deadline in records.deadlines:
        yield from closures.other_deadline(deadline)


def _days_alone(
    training: TrainingRecord, runs: tuple[DayRun, ...], track: TrackRecord, year: int
) -> Hashable:
    """Give what decides about a training that says no more than its days; None if it says more."""
    if training.at.unread or training.deadline or training.reason or len(runs) > 1:
        return None
    return track.id, year, runs[0].first, runs[0].last


def tracks_of(records: Records) -> Mapping[str, TrackRecord]:
    """Give the tracks by id, without ids that stand twice: which one is meant is not clear."""
    return records.once(_tracks)


def _tracks(records: Records) -> Mapping[str, TrackRecord]:
    tracks = list(each_known(records.tracks, lambda one: one.id))
    times = Counter(name for name, _ in tracks)
    return {name: track for name, track in tracks if times[name] == 1}


@piece
def _deadline(  # noqa: PLR0913, PLR0917 - what a deadline follows from
    training: TrainingRecord,
    runs: tuple[DayRun, ...],
    track: TrackRecord,
    year: int,
    closed_days: ClosedDays | None,
    closures: Closures,
) -> Iterator[Diagnostic | _OffRule]:
    written, rule = training.deadline, track.deadline
    first = runs[0].first
    expected = rule_date(rule, first, year, closed_days)
    if written is None:
        if rule is not None and expected is not None:
            yield from _computed(training, first, rule, expected, closures)
        return
    moment = written.last_moment
    if moment is None:
        return  # that there is no deadline is nothing to compare
    day = moment.day
    is_wrong = day >= first or day.year < year - 1 or is_too_early(day, first, expected)
    if is_wrong or written.reason is not None:
        return  # reported with the dates, or explained
    if rule is not None and expected is not None and day != expected:
        yield _OffRule(training=training, deadline=written, day=day, rule=rule, expected=expected)
    else:
        yield from closures.deadline(day, written.at)


def _computed(
    training: TrainingRecord,
    first: date,
    rule: TrackDeadlineRecord,
    due: date,
    closures: Closures,
) -> Iterator[Diagnostic]:
    if due < first:
        yield from closures.computed_deadline(due, str(rule.rule), training.at.span("id"))
        return
    message = f"The track's rule puts the deadline on {in_words(due)}, when the training begins."
    help_ = "Write a deadline that is earlier, with a reason, or change the rule."
    related = Related("the rule", rule.at.span("rule"))
    yield problem("deadline-after-start", training.at.span("id"), message, help_, related)


def _off_rule(same: list[_OffRule], closures: Closures) -> Iterator[Diagnostic]:
    """Report each deadline, or once that the rule has changed where many are off by as much."""
    if len(same) >= MANY:
        rule = same[0].rule
        message = (
            f"{len(same)} deadlines of this track are {_difference(same[0].days)} than its rule, "
            f"{rule.rule}, gives."
        )
        help_ = "If the rule has changed, correct it here. If not, correct the deadlines."
        places = [
            Related(_called(one.training), one.deadline.at.span("date")) for one in same[:MANY]
        ]
        yield problem("deadline-off-rule", rule.at.span("rule"), message, help_, *places)
        return
    for one in same:
        if not one.training.at.written("deadline"):
            yield _shared_off_rule(one)
            continue
        day = one.day
        message = (
            f"The deadline is {in_words(day)}. The rule of the track, {one.rule.rule}, "
            f"gives {in_words(one.expected)}: this is {_difference(one.days)}."
            f"{closures.remark(day)}{closures.remark(one.expected)}"
        )
        reason = add_reason(day, one.deadline.at)
        help_ = f"Write {one.expected}, or keep the date and {reason}"
        span = one.deadline.at.span("date")
        fix = Fix(span, str(one.expected), safe=False)
        yield problem("deadline-off-rule", span, message, help_, fix=fix)


def _shared_off_rule(one: _OffRule) -> Diagnostic:
    """Report a deadline of several trainings, in the same words whichever of them is off."""
    message = (
        f"Several trainings share this deadline, {in_words(one.day)}. The rule of the track, "
        f"{one.rule.rule}, does not give it for each of them."
    )
    help_ = f"If it is right, {add_reason(one.day, one.deadline.at)}"
    return problem("deadline-off-rule", one.deadline.at.span("date"), message, help_)


def _called(training: TrainingRecord) -> str:
    name = known(training, lambda one: one.id)
    return f"`{name}`" if name is not None else "this one"


def _difference(days: int) -> str:
    counted = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{counted} {'later' if days > 0 else 'earlier'}"


@piece
def _check_days(
    training: TrainingRecord,
    runs: tuple[DayRun, ...],
    track: TrackRecord,
    year: int,
    closures: Closures,
) -> Iterator[Diagnostic]:
    """Report the first unusual weekday, or else the first day on which the office is closed."""
    if training.reason is not None:
        return
    usual = known(track, partial(_usual_days, year))
    unusual = list(_unusual_days(training, runs, usual)) if usual else []
    yield from unusual
    has_habits = track.at.written("usual_days")
    if not unusual and (usual or not has_habits):
        yield from closures.training(training, runs, weekends=not has_habits)


def _unusual_days(
    training: TrainingRecord, runs: tuple[DayRun, ...], usual: Weekdays
) -> Iterator[Diagnostic]:
    for position, run in enumerate(runs):
        length = min((run.last - run.first).days + 1, 7)
        days = (run.first + timedelta(days=n) for n in range(length))
        other = next((day for day in days if day.weekday() not in usual.numbers), None)
        if other is not None:
            span = (
                training.at.span("days", position, "on")
                if training.days
                else training.at.span("start" if other == run.first else "end")
            )
            message = (
                f"{in_words(other)}, is not one of the usual days of this track: {usual.words}."
            )
            help_ = (
                "If the track has other days now, change its usual days. "
                f"Check the date. If it is right, add to the training: reason: {TO_FILL_IN}"
            )
            yield problem("unusual-days", span, message, help_)
            return


def _usual_days(year: int, track: TrackRecord) -> Weekdays | None:
    """Give the weekdays of the track in `year`; None where there are none."""
    lines = [(line.from_year, line.days) for line in whole(track.usual_days)]
    begun = [line for line in lines if line[0] <= year]
    return max(begun, key=lambda line: line[0])[1] if begun else None
