"""Which days are meant: the only reading that there is, or a question with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sitegen.importing.days import Days, WrongDay
from sitegen.importing.said import Question, Where
from sitegen.programme.model import DayRun
from sitegen.source.dates import WEEKDAYS, in_words
from sitegen.source.mending_dates import impossible, wrong_weekday
from sitegen.source.wording import shown

FIRST = {"mdy": "month-first", "dmy": "day-first"}
"""Values of the option that says in which order the numbers of a date stand."""


class YearContext(NamedTuple):
    """The year that is meant where none is printed, and where that is known from."""

    year: int | None = None
    origin: str = ""
    last: date | None = None  # the day before it in the file


class Decided(NamedTuple):
    """The days that are meant, and what was assumed for that."""

    runs: tuple[DayRun, ...]
    assumed: str = ""


def decide(days: Days, context: YearContext, order: str, where: Where) -> Decided | Question:
    """Give the days, where they have one reading; else the question which one is meant."""
    try:
        if not days.has_year:
            return _without_year(days, context, order, where)
        ways = days.readings(order=order)
    except WrongDay as wrong:
        return _wrong(days, wrong, where)
    return Decided(ways[0]) if len(ways) == 1 else _several(days, ways, where)


def decide_before(days: Days, start: date, order: str, where: Where) -> Decided | Question:
    """Give a day that comes before a training; without a year, the last such day."""
    if days.has_year:
        try:
            ways = days.readings(order=order)
        except WrongDay as wrong:
            return _wrong(days, wrong, where)
        near = [way for way in ways if 0 <= (start - way[0].first).days <= 365]
        if len(ways) > 1 and len(near) == 1:
            return Decided(near[0])
        return Decided(ways[0]) if len(ways) == 1 else _several(days, ways, where)
    found: list[tuple[DayRun, ...]] = []
    wrong_day: WrongDay | None = None
    for year in (start.year, start.year - 1):
        try:
            ways = days.readings(year, order)
        except WrongDay as wrong:
            wrong_day = wrong_day or wrong
        else:
            found += [way for way in ways if way[0].first <= start]
    if not found:
        return _wrong(days, wrong_day or WrongDay(days.text), where)
    nearest = max(found)
    said = f"No year is printed with “{days.text}”. {nearest[0].first.year} was assumed: then it is"
    return Decided(nearest, f"{said} {in_words(nearest[0].first)}.")


def _without_year(days: Days, context: YearContext, order: str, where: Where) -> Decided | Question:
    if context.year is None:
        problem = f"“{shown(days.text)}” has no year, and no line before or after it has one."
        return Question(where, problem, "Name the year: --year 2022, with the right one.")
    ways = days.readings(context.year, order)
    if len(ways) > 1:
        return _several(days, ways, where)
    first = ways[0][0].first
    if context.last is not None and first < context.last:
        later = _in_year(days, context.year + 1, order)
        if later:
            problem = (
                f"“{shown(days.text)}” has no year. With {context.year} it is before the line "
                "above it."
            )
            return Question(where, problem, f"Add the year: {_choices([ways[0], later])}.")
    said = f"No year is printed. {context.year} was assumed, {context.origin}: then"
    return Decided(
        ways[0],
        f"{said} {in_words(first).rpartition(',')[0]} is right"
        if days.weekdays
        else f"{said} it begins on {in_words(first)}.",
    )


def _in_year(days: Days, year: int, order: str) -> tuple[DayRun, ...] | None:
    try:
        return days.readings(year, order)[0]
    except WrongDay:
        return None


def _several(days: Days, ways: Sequence[tuple[DayRun, ...]], where: Where) -> Question:
    problem = f"“{shown(days.text)}” can be read in two ways."
    help_ = f"Write {_choices(ways)}. If it is the same in the whole file, add --dates month-first "
    return Question(where, problem, f"{help_}or --dates day-first.")


def _choices(ways: Sequence[tuple[DayRun, ...]]) -> str:
    return " or ".join(
        " and ".join(in_iso(run) + f" ({in_words(run.first)})" for run in way) for way in ways
    )


def in_iso(run: DayRun) -> str:
    """Write a run of days as the format has it."""
    return f"{run.first}" if run.first == run.last else f"{run.first} to {run.last}"


def _wrong(days: Days, wrong: WrongDay, where: Where) -> Question:
    """Say why the days cannot be: by the weekday, by the calendar, or by their order."""
    if wrong.weekday is not None and wrong.day is not None:
        misread = wrong_weekday(WEEKDAYS[wrong.weekday], wrong.day)
        return Question(where, misread.message, misread.help or "")
    if wrong.written != days.text:
        year, month, _ = (int(part) for part in wrong.written.split("-"))
        misread = impossible(wrong.written, year, month)
        return Question(where, misread.message, misread.help or "")
    problem = f"“{shown(days.text)}” is no run of days: it ends before it begins, or is too long."
    return Question(where, problem, "Write it in the file as 2022-03-21 to 2022-03-25.")
