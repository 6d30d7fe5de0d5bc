"""What a line or a row says of a training, or the question that it leaves."""

from __future__ import annotations

from datetime import date

from sitegen.importing.days import Days, WrongDay
from sitegen.importing.deciding import YearContext, decide, decide_before
from sitegen.importing.entries import DATED, Entry
from sitegen.importing.said import Question, Said, Where
from sitegen.lazy import dataclass
from sitegen.programme.model import DayRun, Moment
from sitegen.programme.schedule_dates import FURTHEST, LONGEST_RUN
from sitegen.source.dates import FIRST_YEAR


@dataclass(frozen=True, slots=True)
class Before:
    """The dates before a training that an entry holds, and what was assumed for them."""

    deadline: Moment | None = None
    opens: Moment | None = None
    remarks: tuple[str, ...] = ()


def said_of(
    entry: Entry, start: Days, context: YearContext, order: str, where: Where
) -> Said | Question:
    """Give what an entry that begins on `start` says, or what a person has to decide first."""
    is_other = entry.reference is not None and (
        entry.is_other or not _begins(entry.reference, start, context, order)
    )
    if entry.reference is not None and is_other:
        entry.left.append(f"{start.text} {entry.place_words}".strip())
        entry.place, entry.place_words, entry.hours = None, "", None
        entry.more, entry.is_whole = [], False
        start = entry.reference
    decided = decide(start, context, order, where)
    if isinstance(decided, Question):
        return decided
    runs = decided.runs if entry.end is None else until(decided.runs, entry.end, order, where)
    if isinstance(runs, Question):
        return runs
    first = runs[0].first
    if entry.more and not (runs := _with_more(runs, entry, order)):
        return _further_date(entry.more[0], where)
    before = dates_before(entry, first, order, where)
    if isinstance(before, Question):
        return before
    strange = [one for one in entry.others if first not in _first_days(one, first.year, order)]
    if strange:
        return _further_date(strange[0], where)
    remarks = (decided.assumed, *before.remarks, *(f"Not taken over: {one}." for one in entry.left))
    return Said(
        where=where,
        track=entry.track,
        track_words=entry.track_words,
        runs=runs,
        is_whole=entry.is_whole,
        place=entry.place,
        place_words=entry.place_words,
        deadline=before.deadline,
        opens=before.opens,
        hours=entry.hours,
        title=entry.title,
        status=entry.status,
        year_assumed=entry.year_assumed or not start.has_year,
        remarks=tuple(filter(None, remarks)),
    )


def dates_before(entry: Entry, first: date, order: str, where: Where) -> Before | Question:
    """Give the deadline and the opening of a training that begins on `first`."""
    dates: dict[str, Moment] = {}
    remarks: list[str] = []
    for name in DATED:
        if name not in entry.dated:
            continue
        days, at = entry.dated[name]
        found = decide_before(days, first, order, where)
        if isinstance(found, Question):
            return found
        if question := _misfit(name, found.runs, first, where):
            return question
        dates[name] = Moment(found.runs[0].first, at)
        remarks += [found.assumed] if found.assumed else []
    return Before(dates.get("deadline"), dates.get("opens"), tuple(remarks))


def _misfit(name: str, runs: tuple[DayRun, ...], first: date, where: Where) -> Question | None:
    """Ask about a date that should be one day before the training, and is not."""
    day = runs[0].first
    if day > first:
        what = "deadline" if name == "deadline" else "opening"
        problem = f"The {what}, {day}, is after the first day, {first}."
        return Question(where, problem, "Look at both dates, and correct the one that is wrong.")
    if name == "deadline" and (first - day).days > FURTHEST:
        problem = f"The deadline, {day}, is more than {FURTHEST} days before {first}."
        return Question(where, problem, "Look at the years of both dates.")
    if len(runs) > 1 or runs[0].last != day:
        problem = f"The {name} has several days, {day} and others."
        return Question(where, problem, "Write only the one that counts.")
    return None


def until(
    runs: tuple[DayRun, ...], end: Days, order: str, where: Where
) -> tuple[DayRun, ...] | Question:
    """Give the days up to a last one that stands apart from the first."""
    first = runs[0].first
    context = YearContext(first.year + (_of_year(end) < (first.month, first.day)))
    last = decide(end, context, order, where)
    if isinstance(last, Question):
        return last
    if len(runs) == 1 and 0 <= (last.runs[-1].last - first).days < LONGEST_RUN:
        return (DayRun(first, last.runs[-1].last),)
    problem = f"The last day, {last.runs[-1].last}, does not fit the first day, {first}."
    return Question(where, problem, "Look at both dates, and correct the one that is wrong.")


def _of_year(days: Days) -> tuple[int, int]:
    one = days.parts[0]
    return (one.month, one.day) if one.month else (one.numbers or (12, 31))


def _begins(reference: Days, start: Days, context: YearContext, order: str) -> bool:
    """Tell whether the day by which a training is named is the first of these days."""
    year = context.year or FIRST_YEAR
    first = _first_days(reference, year, order)
    return bool(first & _first_days(start, year, order))


def _first_days(days: Days, year: int, order: str) -> set[date]:
    try:
        return {way[0].first for way in days.readings(year, order)}
    except WrongDay:
        return set()


def _with_more(runs: tuple[DayRun, ...], entry: Entry, order: str) -> tuple[DayRun, ...]:
    """Give the days with those that stand right behind them; none where they are no more of them.

    They are, where the first day is named once more, behind the track, or where all stand right
    behind the track, as lists of sitegen do.
    """
    if entry.reference is None and not entry.is_listed:
        return ()
    found = list(runs)
    for days in entry.more:
        try:
            ways = days.readings(runs[0].first.year, order)
        except WrongDay:
            return ()
        if len(ways) != 1 or ways[0][0].first <= found[-1].last:
            return ()
        found += ways[0]
    return tuple(found)


def _further_date(days: Days, where: Where) -> Question:
    problem = f"The line has a further date, “{days.text}”, and does not say what it is."
    help_ = "Write what it is before it, such as Deadline, or put it on a line of its own."
    return Question(where, problem, help_)
