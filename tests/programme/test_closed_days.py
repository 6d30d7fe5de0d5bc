"""Closed days of the office: the ten of Mississippi by hand, and what moves."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from case_files import ROOT
from hypothesis import given
from hypothesis import strategies as st

from sitegen.folder import read_site_files
from sitegen.programme.closed_days import (
    ClosedDay,
    ClosedDays,
    DayOfYear,
    WeekdayOfMonth,
    WeekendRule,
)
from sitegen.programme.records import read_records
from sitegen.programme.schedule_dates import closed_days_of


def real_closed_days() -> ClosedDays:
    files = read_site_files(ROOT)
    records, _ = read_records(files.read, files.others)
    found = closed_days_of(records)
    assert found is not None
    return found


REAL = real_closed_days()


def days_of(year: int) -> dict[date, str]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(365 + calendar.isleap(year)))
    return {day: name for day in days if (name := REAL.name_on(day))}


def test_the_ten_days_of_2022() -> None:
    # Miss. Code Ann. 3-3-7, counted on a calendar of 2022. Christmas Day was a Sunday.
    assert days_of(2022) == {
        date(2022, 1, 1): "New Year's Day",
        date(2022, 1, 17): "Martin Luther King Jr. and Robert E. Lee birthdays",
        date(2022, 2, 21): "Washington's Birthday",
        date(2022, 4, 25): "Confederate Memorial Day",
        date(2022, 5, 30): "National Memorial Day and Jefferson Davis' birthday",
        date(2022, 7, 4): "Independence Day",
        date(2022, 9, 5): "Labor Day",
        date(2022, 11, 11): "Veterans Day",
        date(2022, 11, 24): "Thanksgiving Day",
        date(2022, 12, 26): "Christmas Day",
    }


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2020, date(2020, 11, 26)),
        (2021, date(2021, 7, 5)),  # July 4 was a Sunday
        (2023, date(2023, 1, 2)),  # January 1 was a Sunday
        (2020, date(2020, 7, 4)),  # a Saturday stays
        (2024, date(2024, 4, 29)),
    ],
)
def test_days_of_other_years(year: int, day: date) -> None:
    assert day in days_of(year)
    assert len(days_of(year)) == 10


@pytest.mark.parametrize("day", [date(2022, 6, 20), date(2022, 6, 19), date(2022, 10, 10)])
def test_days_that_are_only_mentioned_are_open(day: date) -> None:
    assert REAL.name_on(day) is None
    assert {d.name for d in REAL.mention_only} == {
        "Juneteenth (federal holiday)",
        "Columbus Day (federal holiday)",
    }


def test_open_is_neither_closed_nor_a_weekend() -> None:
    assert REAL.is_open(date(2022, 6, 20))
    assert not REAL.is_open(date(2022, 2, 21))
    assert not REAL.is_open(date(2022, 2, 19))
    assert not REAL.is_open(date(2022, 2, 20))
    assert REAL.name_on(date(2022, 2, 20)) is None


@given(
    st.integers(1900, 2200),
    st.integers(0, 6),
    st.integers(1, 12),
    st.sampled_from([1, 2, 3, 4, -1]),
)
def test_the_nth_weekday_of_a_month(year: int, weekday: int, month: int, nth: int) -> None:
    days = [
        date(year, month, d)
        for d in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, d).weekday() == weekday
    ]
    expected = days[-1] if nth == -1 else days[nth - 1]
    assert WeekdayOfMonth(nth, weekday, month).in_year(year) == expected


def test_a_leap_day_falls_out_of_common_years() -> None:
    leap = DayOfYear(2, 29)
    assert leap.in_year(2024) == date(2024, 2, 29)
    assert leap.in_year(2023) is None


def closed(rule: DayOfYear, weekend: WeekendRule, from_year: int | None = None) -> ClosedDays:
    day = ClosedDay(name="X", on=rule, from_year=from_year)
    return ClosedDays(days=(day,), weekend_rule=weekend)


def test_a_sunday_stays_or_moves_as_the_rule_says() -> None:
    july_4 = DayOfYear(7, 4)  # a Sunday in 2021
    stays = closed(july_4, WeekendRule.STAYS)
    assert stays.name_on(date(2021, 7, 4)) == "X"
    assert stays.is_open(date(2021, 7, 5))
    moves = closed(july_4, WeekendRule.SUNDAY_MOVES)
    assert moves.name_on(date(2021, 7, 4)) is None
    assert moves.name_on(date(2021, 7, 5)) == "X"


def test_a_sunday_at_the_end_of_the_year_moves_into_the_next() -> None:
    moves = closed(DayOfYear(12, 31), WeekendRule.SUNDAY_MOVES)
    assert date(2023, 12, 31).weekday() == 6
    assert moves.name_on(date(2024, 1, 1)) == "X"
    assert moves.name_on(date(2025, 1, 1)) is None


def test_a_day_begins_with_its_first_year() -> None:
    juneteenth = closed(DayOfYear(6, 17), WeekendRule.STAYS, from_year=2022)
    assert juneteenth.name_on(date(2022, 6, 17)) == "X"
    assert juneteenth.name_on(date(2021, 6, 17)) is None


def test_a_single_day_is_closed_once() -> None:
    once = ClosedDays(extra=((date(2022, 12, 23), "Proclamation"),))
    assert once.name_on(date(2022, 12, 23)) == "Proclamation"
    assert once.is_open(date(2021, 12, 23))
