"""Deadline rules against the deadlines that the programme printed for 2022."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.programme.closed_days import (
    SATURDAY,
    SUNDAY,
    ClosedDay,
    ClosedDays,
    DayOfYear,
    WeekdayOfMonth,
    WeekendRule,
)
from sitegen.programme.deadline_rules import DeadlineRule, IfClosed, due

WASHINGTON = ClosedDay(name="Washington's Birthday", on=WeekdayOfMonth(3, 0, 2))
OFFICE = ClosedDays(days=(WASHINGTON,), weekend_rule=WeekendRule.SUNDAY_MOVES)

PRINTED = [
    # days of the rule, first day, printed deadline
    (28, date(2022, 3, 21), date(2022, 2, 23)),
    (28, date(2022, 5, 16), date(2022, 4, 18)),
    (28, date(2022, 7, 18), date(2022, 6, 20)),
    (28, date(2022, 9, 12), date(2022, 8, 15)),
    (28, date(2022, 11, 14), date(2022, 10, 17)),
    (13, date(2022, 4, 28), date(2022, 4, 15)),
    (13, date(2022, 8, 25), date(2022, 8, 12)),
    (13, date(2022, 10, 27), date(2022, 10, 14)),
    (21, date(2022, 3, 29), date(2022, 3, 22)),
    (21, date(2022, 6, 21), date(2022, 5, 31)),
    (21, date(2022, 8, 16), date(2022, 7, 26)),
    (21, date(2022, 10, 18), date(2022, 9, 27)),
    (21, date(2022, 3, 31), date(2022, 3, 10)),
    (21, date(2022, 6, 23), date(2022, 6, 2)),
    (21, date(2022, 8, 18), date(2022, 7, 28)),
    (21, date(2022, 10, 20), date(2022, 9, 29)),
]
OFF_RULE = {date(2022, 2, 23), date(2022, 3, 22)}
"""The two printed deadlines that no rule gives; each has a reason in the schedule."""


def rule(days: int) -> DeadlineRule:
    return DeadlineRule(days, f"{days} days before start")


@pytest.mark.parametrize(("days", "start", "printed"), PRINTED)
@pytest.mark.parametrize("if_closed", IfClosed)
def test_fourteen_of_sixteen_printed_deadlines_follow_the_rules(
    days: int, start: date, printed: date, if_closed: IfClosed
) -> None:
    given_day = due(rule(days), if_closed, start, OFFICE)
    assert (given_day == printed) == (printed not in OFF_RULE)


@pytest.mark.parametrize(
    ("if_closed", "day"),
    [
        (IfClosed.KEEP, date(2022, 2, 21)),
        (IfClosed.NEXT, date(2022, 2, 22)),
        (IfClosed.PREVIOUS, date(2022, 2, 18)),  # over the weekend
    ],
)
def test_a_closed_day_is_kept_or_moved(if_closed: IfClosed, day: date) -> None:
    assert due(rule(28), if_closed, date(2022, 3, 21), OFFICE) == day


STARTS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(STARTS, st.integers(0, 999), st.sampled_from(list(IfClosed)))
def test_a_moved_deadline_is_open_and_nothing_between_is(
    start: date, days: int, if_closed: IfClosed
) -> None:
    counted = start - timedelta(days=days)
    day = due(rule(days), if_closed, start, OFFICE)
    if if_closed is IfClosed.KEEP:
        assert day == counted
        return
    assert OFFICE.is_open(day)
    assert day >= counted if if_closed is IfClosed.NEXT else day <= counted
    low, high = sorted((counted, day))
    between = [low + timedelta(days=n) for n in range((high - low).days + 1)]
    assert [d for d in between if OFFICE.is_open(d)] == [day]


def test_an_office_that_never_opens_keeps_the_day() -> None:
    lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    every = tuple(
        ClosedDay(name="X", on=DayOfYear(month, day))
        for month, length in enumerate(lengths, 1)
        for day in range(1, length + 1)
    )
    start = date(2022, 3, 21)
    assert due(rule(28), IfClosed.NEXT, start, ClosedDays(days=every)) == date(2022, 2, 21)


def test_weekends_are_closed() -> None:
    friday = due(rule(1), IfClosed.PREVIOUS, date(2022, 3, 21), ClosedDays())
    assert friday == date(2022, 3, 18)
    assert {SATURDAY, SUNDAY} == {5, 6}
