"""Days on which the office is closed, from rules such as "third Monday of January"."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from sitegen.lazy import dataclass

SATURDAY, SUNDAY = 5, 6


class WeekendRule(StrEnum):
    """What happens to a closed day that falls on a weekend."""

    STAYS = "a closed day on a weekend stays"
    SUNDAY_MOVES = "a closed day on Sunday moves to Monday"


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """The same day of the same month every year; February 29 falls out of common years."""

    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """Give the day in `year`, or None in a year that does not have it."""
        if self.day > calendar.monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class WeekdayOfMonth:
    """The nth (1 to 4, or -1 for the last) given weekday (Monday is 0) of a month."""

    nth: int
    weekday: int
    month: int

    def in_year(self, year: int) -> date:
        """Give the day in `year`."""
        first_weekday, length = calendar.monthrange(year, self.month)
        first = 1 + (self.weekday - first_weekday) % 7
        if self.nth > 0:
            return date(year, self.month, first + 7 * (self.nth - 1))
        return date(year, self.month, first + 7 * ((length - first) // 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A closed day that comes every year, from `from_year` on."""

    name: str
    on: DayOfYear | WeekdayOfMonth
    from_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDays:
    """The office's closed days. `extra` are single days, such as proclamations."""

    days: tuple[ClosedDay, ...] = ()
    extra: tuple[tuple[date, str], ...] = ()
    mention_only: tuple[ClosedDay, ...] = ()
    weekend_rule: WeekendRule = WeekendRule.STAYS

    def name_on(self, day: date) -> str | None:
        """Name the closed day on `day`; None where the office is open or it is a plain weekend."""
        for extra, name in self.extra:
            if extra == day:
                return name
        return self._name_among(self.days, day)

    def mentioned_on(self, day: date) -> str | None:
        """Name the day that others take off and this office does not, if it is one."""
        return self._name_among(self.mention_only, day)

    def is_open(self, day: date) -> bool:
        """Tell whether the office is open: no weekend and no closed day."""
        return day.weekday() not in {SATURDAY, SUNDAY} and self.name_on(day) is None

    def _name_among(self, days: tuple[ClosedDay, ...], day: date) -> str | None:
        # December 31 of the year before may have moved to January 1.
        years = (day.year - 1, day.year) if day.month == day.day == 1 else (day.year,)
        named = (found for year in years for found in self._in_year(days, year))
        return next((name for when, name in named if when == day), None)

    def _in_year(self, days: tuple[ClosedDay, ...], year: int) -> Iterator[tuple[date, str]]:
        for closed in days:
            when = closed.on.in_year(year)
            if when is None or (closed.from_year is not None and year < closed.from_year):
                continue
            moves = self.weekend_rule is WeekendRule.SUNDAY_MOVES and when.weekday() == SUNDAY
            yield (when + timedelta(days=1) if moves else when), closed.name
