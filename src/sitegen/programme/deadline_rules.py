"""When one must have applied: a number of days before the first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sitegen.programme.closed_days import ClosedDays


class IfClosed(StrEnum):
    """What happens to a deadline on a day when the office is closed."""

    KEEP = "keep"
    NEXT = "next open day"
    PREVIOUS = "previous open day"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """So many days before the first day of the training; `words` is the rule as written."""

    days: int
    words: str


def due(rule: DeadlineRule, if_closed: IfClosed, start: date, closed_days: ClosedDays) -> date:
    """Give the day that the rule sets for a training that starts on `start`."""
    day = start - timedelta(days=rule.days)
    step = {IfClosed.KEEP: 0, IfClosed.NEXT: 1, IfClosed.PREVIOUS: -1}[if_closed]
    while step and not closed_days.is_open(day):
        day += timedelta(days=step)
    return day
