"""What a line or a row says of a training, or the question that it leaves."""

from __future__ import annotations

from datetime import date

from sitegen.importing.days import Days, WrongDay
from sitegen.importing.deciding import YearContext, decide, decide_before
from sitegen.importing.entries import DATED, Entry
from sitegen.importing.said import Question, Said, Where
from sitegen.lazy import dataclass
from sitegen.programme.model import DayRun, Moment
from sitegen.programme.schedule_dates import LONGEST_RUN


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
    decided = decide(start, context, order, where)
    if isinstance(decided, Question):
        return decided
    runs = decided.runs if entry.end is None else _until(decided.runs, entry.end, order, where)
    if isinstance(runs, Question):
        return runs
    first = runs[0].first
    before = dates_before(entry, first, order, where)
    if isinstance(before, Question):
        return before
    if strange := next((one for one in entry.others if not _begins(one, first, order)), None):
        problem = f"The line has a further date, “{strange.text}”, and does not say what it is."
        help_ = "Write what it is before it, such as Deadline, or put it on a line of its own."
        return Question(where, problem, help_)
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
        year_assumed=not start.has_year,
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
    if len(runs) > 1 or runs[0].last != day:
        problem = f"The {name} has several days, {day} and others."
        return Question(where, problem, "Write only the one that counts.")
    return None


def _until(
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


def _begins(days: Days, first: date, order: str) -> bool:
    try:
        ways = days.readings(first.year, order)
    except WrongDay:
        return False
    return any(way[0].first == first for way in ways)
