"""Deadlines and trainings on days when the office is closed, and what such days are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from sitegen.diagnostics import Diagnostic, Fix, Span, problem
from sitegen.programme.closed_days import SATURDAY, SUNDAY, ClosedDays
from sitegen.programme.files.schedules import OtherDeadlineRecord
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.model import DayRun
from sitegen.source.dates import in_words
from sitegen.source.fields import At
from sitegen.source.pieces import piece
from sitegen.source.wording import TO_FILL_IN

_WEEKEND = dict.fromkeys((SATURDAY, SUNDAY), "on a weekend")


class Closures:
    """What each day is to the office. Days come up often, so each is looked up once."""

    def __init__(self, closed_days: ClosedDays) -> None:
        self._closed_days = closed_days
        self.closed_day = cache(closed_days.name_on)
        self.name = cache(self._name)
        self._mentioned = cache(closed_days.mentioned_on)

    def _name(self, day: date) -> str | None:
        """Name the closed day or the weekend day that `day` is; None where the office is open."""
        return self.closed_day(day) or _WEEKEND.get(day.weekday())

    def remark(self, day: date) -> str:
        """Give a sentence where `day` is closed or has a name that people know; else nothing."""
        closed = self.name(day)
        if closed:
            return f" {in_words(day)}, is {closed}: you are closed."
        mentioned = self._mentioned(day)
        return f" {in_words(day)}, is {mentioned}. It counts as open." if mentioned else ""

    def next_open(self, day: date) -> date:
        """Give the first open day after `day`; the day itself where the office never opens."""
        days = (day + timedelta(days=n) for n in range(1, 366))
        return next((one for one in days if self._closed_days.is_open(one)), day)

    def deadline(self, day: date, deadline: At) -> Iterator[Diagnostic]:
        """Warn of a deadline that is written so and on which nobody is in the office."""
        closed = self.name(day)
        if closed:
            other = self.next_open(day)
            message = f"{_sentence(day, closed)} on the day of this deadline."
            help_ = (
                f"Write the next open day, {other} ({in_words(other)}), "
                f"or keep the date and {add_reason(day, deadline)}"
            )
            span = deadline.span("date")
            fix = Fix(span, str(other), safe=False)
            yield problem("deadline-on-closed-day", span, message, help_, fix=fix)

    def computed_deadline(self, day: date, rule: str, at: Span) -> Iterator[Diagnostic]:
        """Warn of a deadline that the track's rule puts on such a day."""
        closed = self.name(day)
        if closed:
            message = (
                f"The rule of the track, {rule}, gives a closed day: {_sentence(day, closed)}."
            )
            with_reason = f"{{date: {self.next_open(day)}, reason: {TO_FILL_IN}}}"
            help_ = (
                "Let the rule of the track move all of them to the next open day. "
                f"Or add to the training: deadline: {with_reason}"
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
                    span = at.span("days", position, "on") if training.days else at.span("start")
                    message = f"{_sentence(day, closed)} on this day of the training."
                    help_ = (
                        f"Check the date. If it is right, add to the training: reason: {TO_FILL_IN}"
                    )
                    yield problem("training-on-closed-day", span, message, help_)
                    return

    @piece
    def other_deadline(self, deadline: OtherDeadlineRecord) -> Iterator[Diagnostic]:
        """Warn of a deadline that belongs to no training and is on such a day."""
        if deadline.reason is None:
            day = deadline.moment.day
            closed = self.name(day)
            if closed:
                message = f"{_sentence(day, closed)} on the day of this deadline."
                help_ = (
                    f"Write another day. If it is right, add to the deadline: reason: {TO_FILL_IN}"
                )
                span = deadline.at.span("date")
                yield problem("deadline-on-closed-day", span, message, help_)


def add_reason(day: date, deadline: At) -> str:
    """Say how a deadline that stays on its `day` gets a reason."""
    if deadline.is_short:
        return f"add a reason: {{date: {day}, reason: {TO_FILL_IN}}}"
    return f"add to the deadline: reason: {TO_FILL_IN}"


def _sentence(day: date, closed: str) -> str:
    return f"{in_words(day)}, is {closed}. You are closed"
