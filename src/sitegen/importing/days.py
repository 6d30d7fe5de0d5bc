"""Finds days in a line as offices write them: runs, lists, ordinals, and days without a year.

`source/typed_dates.py` reads one complete day. Here the parts of several days complete each other:
`March 21-25, 2022`, `Dec. 28 - Jan. 3, 2023`, `May 2, 3 and 9`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sitegen.importing.parts import LONGEST_LINE
from sitegen.lazy import dataclass, pattern, replace
from sitegen.programme.model import DayRun
from sitegen.programme.schedule_dates import LONGEST_RUN
from sitegen.source.day_names import (
    A_MONTH,
    A_WEEKDAY,
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    month_number,
    weekday_number,
)

_WEEKDAY = rf"(?:(?P<weekday>{A_WEEKDAY})(?![a-z])[.,]{{0,2}} ?(?:the )?)?"
_ORD = "(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?(?:of )?(?P<year>[0-9]{4})(?![0-9]))?"
_NO_CLOCK = r"(?![0-9]|:[0-9]| ?[ap]\.? ?m\b)"
_MONTH = rf"(?P<month>{A_MONTH})(?![a-z])"
_FORMS = tuple(
    pattern(rf"(?<![A-Za-z0-9/]){_WEEKDAY}{form}", re.IGNORECASE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9])",
        r"(?P<one>[0-9]{1,2})(?P<sep>[-/.])(?P<two>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
        rf"{_MONTH}\.?,? ?(?P<day>[0-9]{{1,2}}){_ORD}{_NO_CLOCK}(?: ?\((?:{A_WEEKDAY})\))?{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}}){_ORD}\.? ?(?:of )?{_MONTH}\.?{_YEAR}",
        r"(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})(?![0-9/]|%)",
    )
)
_BARE = pattern(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}){_ORD}{_NO_CLOCK}(?![/.][0-9]){_YEAR}", re.IGNORECASE
)
"""A day of the month alone, behind another day."""
_BARE_BEFORE = pattern(
    rf"(?<![0-9A-Za-z/.:-]){_WEEKDAY}(?P<day>[0-9]{{1,2}}){_ORD}"
    rf"(?= ?(?:-|to|through|and|&|,) ?(?:(?:{A_WEEKDAY}),? )?[0-9]{{1,2}}{_ORD}"
    rf"(?: ?(?:-|to|through|and|&|,) ?[0-9]{{1,2}}{_ORD})? (?:of )?(?:{A_MONTH})(?![a-z]))",
    re.IGNORECASE,
)
_UP_TO = pattern(r",? ?(?:-{1,3}|to|through|thru|until|till) ?", re.IGNORECASE)
_AND = pattern(r" ?(?:, ?(?:and|&)|,|&|\+|and) ?", re.IGNORECASE)
_ENDS = pattern(r" ?(?:$|[-,;.:()|&+\]]|and\b|to\b|through\b)", re.IGNORECASE)
_LIKE_A_DATE = pattern(
    rf"(?<![a-z])(?:{A_MONTH})(?![a-z])\.? ?[0-9]"
    rf"|[0-9](?:st|nd|rd|th)? (?:of )?(?:{A_MONTH})(?![a-z])"
    r"|(?<![0-9/.-])[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?![0-9])"
    r"|(?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])",
    re.IGNORECASE,
)
_MOST_DAYS = 60
"""Days of one list."""


def is_like_a_date(text: str) -> bool:
    """Tell whether something in a text looks as if a day was meant, read or not."""
    return _LIKE_A_DATE.search(text) is not None


@dataclass(frozen=True, slots=True)
class _One:
    """One day as far as it is typed. `numbers` are month and day, where the order is open."""

    end: int
    link: str  # how it follows the one before: "", "to" or "and"
    weekday: int | None
    year: int | None
    month: int | None
    day: int
    numbers: tuple[int, int] | None = None


class WrongDay(Exception):  # noqa: N818 - what a text says of a day, not a mistake of the program
    """A day that the calendar does not have, or not on that weekday."""

    def __init__(self, written: str, weekday: int | None = None, day: date | None = None) -> None:
        super().__init__(written)
        self.written, self.weekday, self.day = written, weekday, day


@dataclass(frozen=True, slots=True)
class Days:
    """Days that belong together, and where they stand in the text."""

    start: int
    end: int
    text: str
    parts: tuple[_One, ...]

    @property
    def has_year(self) -> bool:
        """Whether a year is printed."""
        return any(one.year is not None for one in self.parts)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays that are printed; Monday is 0."""
        return tuple(one.weekday for one in self.parts if one.weekday is not None)

    def readings(self, year: int | None = None, order: str = "") -> list[tuple[DayRun, ...]]:
        """Give each way in which the days can be meant.

        `year` is that of the first day, where none is printed. `order` is "mdy" or "dmy" where
        it is known. Raises WrongDay where there is no way at all.
        """
        ways: list[tuple[DayRun, ...]] = []
        wrong: WrongDay | None = None
        for one in (order,) if order else ("mdy", "dmy"):
            try:
                way = _runs(_dated(self.parts, year, one), self.text)
            except WrongDay as found:
                wrong = wrong or found
            else:
                ways += [] if way in ways else [way]
        if not ways and wrong:
            raise wrong
        return ways


def find_days(text: str, *, alone: bool = False) -> list[Days]:
    """Give the days in a text, in order, those that belong together as one.

    `alone`: the text is the cell of a column of dates, so that `3/21` is a day too.
    """
    found, at = [], 0
    text = text[:LONGEST_LINE]
    for start, first in _starts(text, alone=alone):
        if start < at:
            continue
        parts = [first, *_following(text, first)]
        if first.month is None and first.numbers is None and parts[-1].month is None:
            continue
        at = parts[-1].end
        found.append(Days(start, at, text[start:at], tuple(parts)))
    return found


def _starts(text: str, *, alone: bool) -> Iterator[tuple[int, _One]]:
    matches = [
        (match.start(), -match.end(), match)
        for form in (*_FORMS, _BARE_BEFORE)
        for match in form.finditer(text)
    ]
    for start, _, match in sorted(matches, key=lambda one: one[:2]):
        if _is_meant(match, text, alone=alone):
            yield start, _one(match, "")


def _is_meant(match: re.Match[str], text: str, *, alone: bool) -> bool:
    """Leave out `may 5`, and figures with one slash where nothing says that they are a day."""
    said = match.groupdict()
    if (said.get("month") or "") == "may" and not said.get("year"):
        return False
    if said.get("one") and not said.get("year"):
        link = _UP_TO.match(text, match.end())
        is_run = link is not None and any(
            form.match(text, link.end()) for form in (_FORMS[1], _FORMS[4])
        )
        return alone or is_run
    return True


def _one(match: re.Match[str], link: str) -> _One:
    said = match.groupdict()
    year = said.get("year")
    weekday = None if said["weekday"] is None else weekday_number(said["weekday"])
    number = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    if said.get("one"):
        numbers = (int(said["one"]), int(said["two"]))
        return _One(match.end(), link, weekday, number, None, 0, numbers)
    month = said.get("month")
    of = None if month is None else int(month) if month.isdecimal() else month_number(month)
    return _One(match.end(), link, weekday, number, of, int(said["day"]))


def _following(text: str, first: _One) -> Iterator[_One]:
    """Yield the days that a link joins to the one before."""
    last = first
    for _ in range(_MOST_DAYS):
        following = _next(text, last)
        if following is None:
            return
        yield following
        last = following


def _next(text: str, last: _One) -> _One | None:
    """Give the day that follows behind a dash, `to`, `and` or a comma; None where none does."""
    up_to = _UP_TO.match(text, last.end)
    link, word = (up_to, "to") if up_to else (_AND.match(text, last.end), "and")
    if link is None:
        return None
    for form in _FORMS:
        if (match := form.match(text, link.end())) is not None:
            is_apart = last.year is not None and link[0].strip() == ","
            return None if is_apart else _one(match, word)
    match = _BARE_BEFORE.match(text, link.end()) or _BARE.match(text, link.end())
    if match is None or last.year is not None:
        return None
    is_run = word == "to" and link[0] != " - "
    return _one(match, word) if is_run or _may_end(match, text) else None


def _may_end(match: re.Match[str], text: str) -> bool:
    """Tell whether a number is a day: its year is there, or what follows is no thing counted."""
    return bool(match.groupdict().get("year")) or _ENDS.match(text, match.end()) is not None


def _dated(parts: Sequence[_One], year: int | None, order: str) -> list[_One]:
    """Complete each day by those beside it. Raises WrongDay where no year is known."""
    known = [
        one
        if one.numbers is None
        else replace(one, month=one.numbers[order == "dmy"], day=one.numbers[order == "mdy"])
        for one in parts
    ]
    for n in range(1, len(known)):
        if known[n].month is None:
            known[n] = replace(known[n], month=known[n - 1].month)
    for n in range(len(known) - 2, -1, -1):
        if known[n].month is None:
            known[n] = replace(known[n], month=known[n + 1].month)
    return _with_years(known, year)


def _with_years(known: list[_One], year: int | None) -> list[_One]:
    if all(one.year is None for one in known):
        known[0] = replace(known[0], year=year)
    for n in range(len(known) - 2, -1, -1):
        one, later = known[n], known[n + 1]
        if one.year is None and later.year is not None:
            known[n] = replace(one, year=later.year - (_of_year(one) > _of_year(later)))
    for n in range(1, len(known)):
        one, earlier = known[n], known[n - 1]
        if one.year is None and earlier.year is not None:
            known[n] = replace(one, year=earlier.year + (_of_year(one) < _of_year(earlier)))
    return known


def _of_year(one: _One) -> tuple[int, int]:
    return one.month or 0, one.day


def _runs(known: Sequence[_One], text: str) -> tuple[DayRun, ...]:
    """Give the runs of days. Raises WrongDay where one is none, or they are not in order."""
    runs: list[DayRun] = []
    for one in known:
        day = _day(one, text)
        if runs and (one.link == "to" or day - runs[-1].last == timedelta(days=1)):
            runs[-1] = DayRun(runs[-1].first, day)
        else:
            runs.append(DayRun(day, day))
    if any(not 0 <= (run.last - run.first).days < LONGEST_RUN for run in runs):
        raise WrongDay(text)
    if any(later.first <= run.last for run, later in pairwise(runs)):
        raise WrongDay(text)
    return tuple(runs)


def _day(one: _One, text: str) -> date:
    if one.year is None or one.month is None or not FIRST_YEAR <= one.year <= LAST_YEAR:
        raise WrongDay(text)
    try:
        day = date(one.year, one.month, one.day)
    except ValueError as error:
        raise WrongDay(f"{one.year}-{one.month:02}-{one.day:02}") from error
    if one.weekday not in {None, day.weekday()}:
        raise WrongDay(f"{WEEKDAYS[one.weekday or 0]} {day}", one.weekday, day)
    return day
