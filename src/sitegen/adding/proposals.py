"""What is proposed for a new entry: by the rules of its track, and by what the site has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sitegen.programme.collections import entries
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.kinds import DAY_RUN, FIRST_DAY, Weekdays
from sitegen.programme.model import DayRun, Expected
from sitegen.programme.records import Records
from sitegen.source.fields import Misread
from sitegen.source.pieces import each_known, known
from sitegen.source.values import as_id
from sitegen.starting.answers import training_id, unused

_LONGEST = 40


def ids(records: Records, *collections: str) -> list[str]:
    """Give the ids of these collections, in the order of the files."""
    return [name for of, name, _ in entries(records) if of in collections]


def year_of(start: str, days: Sequence[str], today: date) -> int:
    """Give the year in whose file a training stands: of its first day, or the present one."""
    found = DAY_RUN.read(days[0]) if days else FIRST_DAY.read(start)
    if isinstance(found, DayRun):
        return found.first.year
    if isinstance(found, date):
        return found.year
    known_year = found.year if isinstance(found, Expected) else None
    return known_year or today.year


def new_id(kind: type, said: dict[str, str], year: int, records: Records) -> str:
    """Give an id that nothing has yet: of the track and the month, or of the name."""
    taken = [name for _, name, _ in entries(records)]
    if kind is TrainingRecord:
        wanted = training_id(said.get("track") or "training", said.get("start", ""), year)
    else:
        wanted = as_id(said.get("name", ""))[:_LONGEST].strip("-") or "new"
    return unused(wanted, taken)


def usual_end(start: str, track: str, records: Records) -> str:
    """Give the last day by the usual days of the track; empty for one day, or where none are."""
    first = FIRST_DAY.read(start)
    if isinstance(first, Misread) or not isinstance(first, date):
        return ""
    weekdays = _usual_days(track, first.year, records)
    if weekdays is None or len(weekdays.numbers) == 1 or first.weekday() != weekdays.numbers[0]:
        return ""
    return (first + timedelta(len(weekdays.numbers) - 1)).isoformat()


def _usual_days(track: str, year: int, records: Records) -> Weekdays | None:
    for (name, usual), _ in each_known(records.tracks, lambda one: (one.id, one.usual_days)):
        lines = each_known(usual, lambda line: (line.from_year, line.days)) if name == track else ()
        held = [since for since, _ in lines if since[0] <= year]
        if held:
            return max(held, key=lambda one: one[0])[1]
    return None


def place_of_all(year: int, records: Records) -> str | None:
    """Give the place that all trainings of a year have which name none."""
    for (of, defaults), _ in each_known(records.schedules, lambda one: (one.year, one.defaults)):
        if of == year and defaults is not None:
            return known(defaults, lambda one: one.place)
    return None
