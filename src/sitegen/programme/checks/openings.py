"""From when on one can apply: before deadline and first day, and when the office is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.diagnostics import Diagnostic, Fix, Related, Span, problem
from sitegen.lazy import dataclass
from sitegen.programme.checks.closures import Closures
from sitegen.programme.checks.rules import tracks_of
from sitegen.programme.closed_days import ClosedDays
from sitegen.programme.deadline_rules import DeadlineRule
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.tracks import TrackDeadlineRecord, TrackOpeningRecord, TrackRecord
from sitegen.programme.files.training_parts import OpeningRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import Moment
from sitegen.programme.records import Records
from sitegen.programme.schedule_dates import (
    closed_days_of,
    dated_trainings,
    expected_trainings,
    rule_date,
)
from sitegen.source.dates import in_words
from sitegen.source.pieces import known, piece
from sitegen.source.wording import TO_FILL_IN

_LONGEST_OPEN = timedelta(days=366)
"""Before the first day, the longest time in which one can apply. A mistyped year gives more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """When applications for a training open, with where that is said.

    `first` is its first day; None where its days are not announced yet.
    It is `written`, or else the `rule` of the track gives it. `due` is the deadline, and `due_at`
    where that is said.
    """

    training: TrainingRecord
    first: date | None
    moment: Moment
    written: OpeningRecord | None
    rule: TrackOpeningRecord | None
    due: Moment | None
    due_at: Span | None

    @property
    def at(self) -> Span:
        """Where it is said, or the training for which a rule gives it."""
        if self.written is not None:
            return self.written.at.span("date")
        return self.training.at.span("id")

    @property
    def related(self) -> tuple[Related, ...]:
        """The rule, of what no training says itself."""
        if self.written is not None or self.rule is None:
            return ()
        return (Related("the rule", self.rule.at.span("rule")),)


def check_openings(records: Records) -> Iterator[Diagnostic]:
    """Yield where one could never apply, or where applications open on a closed day."""
    tracks, closed_days = tracks_of(records), closed_days_of(records)
    crossed: set[str] = set()
    for name, track in tracks.items():
        found = list(_check_track(track))
        yield from found
        crossed |= {name for _ in found}
    opening_later = {n for n, track in tracks.items() if known(track, lambda one: one.opens)}
    closures = Closures(closed_days or ClosedDays())
    several: list[tuple[ScheduleFile, TrainingRecord, date | None]] = [
        *((schedule, one, runs[0].first) for schedule, one, runs in dated_trainings(records)),
        *((schedule, one, None) for schedule, one, _ in expected_trainings(records)),
    ]
    for schedule, training, first in several:
        name = known(training, lambda one: one.track) or ""
        if name not in opening_later and known(training, lambda one: one.opens) is None:
            continue
        one = _opening(training, tracks.get(name), first, schedule.year, closed_days)
        if one is not None and not (name in crossed and one.written is None):
            yield from _check(one, closures)


@piece
def _check_track(track: TrackRecord) -> Iterator[Diagnostic]:
    """Say once, at the rule, that all openings of a track would be after its deadlines."""
    opens, deadline = track.opens, track.deadline
    due = deadline.rule if deadline is not None else None
    if opens is None or deadline is None or not isinstance(due, DeadlineRule):
        return
    if opens.rule.days >= due.days:
        return
    message = f"Applications would open {opens.rule}, and the deadline is {due}."
    help_ = "An opening lies before the deadline. Correct one of the two rules."
    related = Related("the deadline's rule", deadline.at.span("rule"))
    yield problem("opening-too-late", opens.at.span("rule"), message, help_, related)


def _opening(
    training: TrainingRecord,
    track: TrackRecord | None,
    first: date | None,
    year: int,
    closed_days: ClosedDays | None,
) -> _Opening | None:
    """Give the opening of a training; None where it has none, or where that could not be read."""

    def given(training: TrainingRecord) -> _Opening | None:
        written = training.opens
        rule = known(track, lambda one: one.opens)
        moment = known(written, lambda one: one.moment)
        if written is None:
            day = rule_date(rule, first, year, closed_days) if first else None
            moment = None if day is None else Moment(day)
        if moment is None:
            return None
        due_rule = known(track, lambda one: one.deadline)
        due, due_at = _due(training, due_rule, first, year, closed_days)
        return _Opening(
            training=training,
            first=first,
            moment=moment,
            written=written,
            rule=rule,
            due=due,
            due_at=due_at,
        )

    return known(training, given)


def _due(
    training: TrainingRecord,
    rule: TrackDeadlineRecord | None,
    first: date | None,
    year: int,
    closed_days: ClosedDays | None,
) -> tuple[Moment | None, Span | None]:
    """Give the deadline, and where it is said; nothing where that is not known."""
    if "deadline" in training.at.unread:
        return None, None
    written = training.deadline
    if written is not None:
        return known(written, lambda one: one.last_moment), written.at.span("date")
    day = rule_date(rule, first, year, closed_days) if first else None
    if day is None or rule is None:
        return None, None
    return Moment(day), rule.at.span("rule")


def _check(one: _Opening, closures: Closures) -> Iterator[Diagnostic]:
    day, first = one.moment.day, one.first
    in_time = one.due if first is None or (one.due and one.due.day < first) else None
    if first is not None and day >= first:
        yield _after_start(one, first)
    elif in_time is not None and one.moment.begins >= in_time.ends:
        yield _after_deadline(one, in_time)
    elif first is not None and one.written is not None and first - day > _LONGEST_OPEN:
        yield from _too_far(one, first)
    elif one.written is None or one.written.reason is None:
        yield from _closed(one, closures)


def _after_start(one: _Opening, first: date) -> Diagnostic:
    when = "on" if one.moment.day == first else "after"
    what = "Applications open" if one.written else "The track's rule lets applications open"
    message = f"{what} on {in_words(one.moment.day)}, {when} the first day of the training."
    help_ = "An opening lies before the first day. "
    help_ += "Correct one of the two." if one.written else "Correct the rule, or the training."
    related = Related(f"the first day: {in_words(first)}", _first_at(one))
    return problem("opening-too-late", one.at, message, help_, related, *one.related)


def _first_at(one: _Opening) -> Span:
    at = one.training.at
    return at.span("days", 0, "on") if one.training.days else at.span("start")


def _after_deadline(one: _Opening, due: Moment) -> Diagnostic:
    what = "Applications open" if one.written else "The track's rule lets applications open"
    message = f"{what} on {_said(one.moment)}, and the deadline is {_said(due)}."
    if one.moment.day == due.day:
        message += " Nobody could apply."
    help_ = "An opening lies before the deadline. Correct one of the two."
    related = (Related("the deadline", one.due_at),) if one.due_at is not None else ()
    return problem("opening-too-late", one.at, message, help_, *related, *one.related)


def _too_far(one: _Opening, first: date) -> Iterator[Diagnostic]:
    """Report a mistyped year; one that the file cannot have is reported with its dates."""
    day = one.moment.day
    if day.year < first.year - 1:
        return
    message = f"Applications open on {in_words(day)}, {(first - day).days} days before "
    message += "the first day."
    help_ = "Correct the day. It is never more than a year before."
    meant = _in_year(day, first.year)
    if meant is not None and meant < first:
        said = f"{_typed(Moment(meant, one.moment.at))} ({in_words(meant)})"
        help_ = f"If the year is mistyped, write {said}. {help_}"
    related = Related(f"the first day: {in_words(first)}", _first_at(one))
    yield problem("dates-too-far-apart", one.at, message, help_, related)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # February 29
        return None


def _closed(one: _Opening, closures: Closures) -> Iterator[Diagnostic]:
    """Warn of applications that open while nobody is in the office."""
    day = one.moment.day
    closed = closures.name(day)
    if not closed:
        return
    other = closures.next_open(day)
    sentence = f"{in_words(day)}, is {closed}. You are closed"
    if one.written is None and one.rule is not None:
        message = f"The rule of the track, {one.rule.rule}, gives a closed day: {sentence}."
        help_ = (
            "Let the rule of the track move all of them to the next open day. "
            f"Or add to the training: opens: {{date: {other}, reason: {TO_FILL_IN}}}"
        )
        yield problem("opening-on-closed-day", one.at, message, help_)
    elif one.written is not None:
        better = _typed(Moment(other, one.moment.at))
        reason = f"add to the opening: reason: {TO_FILL_IN}"
        if one.written.at.is_short:
            reason = f"add a reason: {{date: {_typed(one.moment)}, reason: {TO_FILL_IN}}}"
        message = f"{sentence} on the day on which applications open."
        help_ = f"Write the next open day, {better} ({in_words(other)}), or keep the date and "
        fix = Fix(one.at, better, safe=False)
        yield problem("opening-on-closed-day", one.at, message, f"{help_}{reason}", fix=fix)


def _said(moment: Moment) -> str:
    return in_words(moment.day) + (f" at {moment.at:%H:%M}" if moment.at else "")


def _typed(moment: Moment) -> str:
    return f"{moment.day}" + (f" {moment.at:%H:%M}" if moment.at else "")
