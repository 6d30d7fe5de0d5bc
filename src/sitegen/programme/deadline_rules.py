"""When something is due: days before a training, a day of every year, or no deadline at all."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sitegen.lazy import dataclass
from sitegen.programme.closed_days import ClosedDays, DayOfYear, WeekdayOfMonth


class IfClosed(StrEnum):
    """What happens to a deadline on a day when the office is closed."""

    KEEP = "keep"
    NEXT = "next open day"
    PREVIOUS = "previous open day"


class NoDeadline(StrEnum):
    """How one applies where there is no deadline; the values are what editors write."""

    ANY_TIME = "none"
    FIRST_COME = "first come first served"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """So many days before the first day of the training; `words` is the rule as written."""

    days: int
    words: str

    def __str__(self) -> str:
        """Give the rule as written."""
        return self.words


@dataclass(frozen=True, slots=True)
class DueDay:
    """The same day of every year, and what holds where the office is closed on it."""

    on: DayOfYear | WeekdayOfMonth
    if_closed: IfClosed

    def in_year(self, year: int, closed_days: ClosedDays) -> date:
        """Give the day on which it is due in `year`."""
        day = self.on.in_year(year)
        if day is None:
            raise ValueError("a day that not every year has was not refused")
        return _open_day(day, self.if_closed, closed_days)


def due(rule: DeadlineRule, if_closed: IfClosed, start: date, closed_days: ClosedDays) -> date:
    """Give the day that the rule sets for a training that starts on `start`.

    Where the office is closed for a whole year, the day stays as the rule counts it.
    """
    return _open_day(start - timedelta(days=rule.days), if_closed, closed_days)


def _open_day(counted: date, if_closed: IfClosed, closed_days: ClosedDays) -> date:
    step = {IfClosed.KEEP: 0, IfClosed.NEXT: 1, IfClosed.PREVIOUS: -1}[if_closed]
    if step == 0:
        return counted
    days = (counted + timedelta(days=step * n) for n in range(366))
    return next((day for day in days if closed_days.is_open(day)), counted)
