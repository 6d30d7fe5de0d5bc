"""Deadlines and trainings on days when the office is closed, and what such days are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from sitegen.diagnostics import Diagnostic, Fix, Span, problem
from sitegen.programme.closed_days import SATURDAY, SUNDAY, ClosedDays
from sitegen.programme.files.schedules import OtherDeadlineRecord, TrainingRecord
from sitegen.programme.model import DayRun
from sitegen.source.dates import in_words

_WEEKEND = dict.fromkeys((SATURDAY, SUNDAY), "on a weekend")


class Closures:
    """What each day is to the office. Days come up often, so each is looked up once."""

    def __init__(self, closed_days: ClosedDays) -> None:
        self._closed_days = closed_days
        self.closed_day = cache(closed_days.name_on)
        self._mentioned = cache(closed_days.mentioned_on)

    def name(self, day: date) -> str | None:
        """Name the closed day or the weekend day that `day` is; None where the office is open."""
        return self.closed_day(day) or _WEEKEND.get(day.weekday())

    def remark(self, day: date) -> str:
        """Give a sentence where `day` is closed or has a name that people know; else nothing."""
        closed = self.name(day)
        if closed:
            return f" {in_words(day)}, is {closed}: the office is closed."
        mentioned = self._mentioned(day)
        return f" {in_words(day)}, is {mentioned}. The office counts as open." if mentioned else ""

    def next_open(self, day: date) -> date:
        """Give the first open day after `day`; the day itself where the office never opens."""
        days = (day + timedelta(days=n) for n in range(1, 366))
        return next((one for one in days if self._closed_days.is_open(one)), day)

    def deadline(self, day: date, at: Span) -> Iterator[Diagnostic]:
        """Warn of a deadline that is written at `at` and on which nobody is in the office."""
        closed = self.name(day)
        if closed:
            other = self.next_open(day)
            message = f"{_sentence(day, closed)} on the day of this deadline."
            help_ = (
                f"Write the next open day, {other} ({in_words(other)}), "
                f"or keep the date and add a reason: {{date: {day}, reason: …}}"
            )
            fix = Fix(at, str(other), safe=False)
            yield problem("deadline-on-closed-day", at, message, help_, fix=fix)

    def computed_deadline(self, day: date, rule: str, at: Span) -> Iterator[Diagnostic]:
        """Warn of a deadline that the track's rule puts on such a day."""
        closed = self.name(day)
        if closed:
            message = (
                f"The rule of the track, {rule}, gives a closed day: {_sentence(day, closed)}."
            )
            help_ = (
                f"Write the deadline with a reason: deadline: {{date: {self.next_open(day)}, "
                "reason: …}. Or let the rule move all of them: if_closed: next open day"
            )
            yield problem("deadline-on-closed-day", at, message, help_)

    def training(
        self, training: TrainingRecord, runs: tuple[DayRun, ...], *, weekends: bool
    ) -> Iterator[Diagnostic]:
        """Warn of the first day of a training on which the office is closed.

        Weekends count only where nothing else is known of the usual days of its track.
        """
        for position, run in enumerate(runs):
            for number in range((run.last - run.first).days + 1):
                day = run.first + timedelta(days=number)
                closed = self.name(day) if weekends else self.closed_day(day)
                if closed:
                    at = training.at
                    span = at.span("days", position) if training.days else at.span("start")
                    message = f"{_sentence(day, closed)} on this day of the training."
                    help_ = "Check the date. If it is right, add to the training: reason: …"
                    yield problem("training-on-closed-day", span, message, help_)
                    return

    def other_deadline(self, deadline: OtherDeadlineRecord) -> Iterator[Diagnostic]:
        """Warn of a deadline that belongs to no training and is on such a day."""
        if deadline.at.has("moment", "reason") and deadline.reason is None:
            day = deadline.moment.day
            closed = self.name(day)
            if closed:
                message = f"{_sentence(day, closed)} on the day of this deadline."
                help_ = "Write another day. If it is right, add to the deadline: reason: …"
                span = deadline.at.span("date")
                yield problem("deadline-on-closed-day", span, message, help_)


def _sentence(day: date, closed: str) -> str:
    return f"{in_words(day)}, is {closed}. The office is closed"
