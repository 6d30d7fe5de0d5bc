"""Dates, times, places and contacts in the words that pages and calendars show.

A date always has its year and its weekday, a range says "to" (screen readers skip a dash). The
words are written out here: the machine's locale must not change what is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sitegen.programme.model import DayRun, Hours, Moment, Office, Person, Place
from sitegen.source.dates import MONTHS, WEEKDAYS

_ZONES = {
    "America/New_York": "Eastern Time",
    "America/Detroit": "Eastern Time",
    "America/Chicago": "Central Time",
    "America/Denver": "Mountain Time",
    "America/Boise": "Mountain Time",
    "America/Phoenix": "Arizona Time",
    "America/Los_Angeles": "Pacific Time",
    "America/Anchorage": "Alaska Time",
    "America/Puerto_Rico": "Atlantic Time",
    "Pacific/Honolulu": "Hawaii Time",
}
_LANGUAGES = {
    "ar": "Arabic",
    "ase": "American Sign Language",
    "cho": "Choctaw",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ht": "Haitian Creole",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}

NO_PLACE = "Place not set yet"


def day(d: date) -> str:
    """Return "Monday, March 21, 2022"."""
    return f"{_weekday_and_day(d)}, {d.year}"


def days(first: date, last: date) -> str:
    """Return "Monday, March 21 to Friday, March 25, 2022"; one day as `day` says it."""
    return " to ".join(ends(first, last))


def ends(first: date, last: date) -> tuple[str, ...]:
    """Words of the first and the last day; one item for one day, both years where they differ."""
    if first == last:
        return (day(first),)
    return (_weekday_and_day(first) if first.year == last.year else day(first), day(last))


def short_days(first: date, last: date) -> str:
    """Return "March 21 to 25, 2022": only where the full date with its weekdays is beside it."""
    if first == last:
        return f"{_month_and_day(first)}, {first.year}"
    if first.year != last.year:
        return f"{_month_and_day(first)}, {first.year} to {_month_and_day(last)}, {last.year}"
    if first.month != last.month:
        return f"{_month_and_day(first)} to {_month_and_day(last)}, {last.year}"
    return f"{_month_and_day(first)} to {last.day}, {last.year}"


def runs(day_runs: Sequence[DayRun]) -> str:
    """Join the runs as `days` says each: "…, 2021; …, 2021; and …, 2021"."""
    said = [days(run.first, run.last) for run in day_runs]
    return said[0] if len(said) == 1 else "; ".join([*said[:-1], f"and {said[-1]}"])


def month(d: date) -> str:
    """Return "March 2022"."""
    return f"{MONTHS[d.month - 1]} {d.year}"


def clock(t: time) -> str:
    """Return "8:30 a.m.", "5 p.m.", "noon" or "midnight" (the start of the day)."""
    if t.minute == 0 and t.hour in {0, 12}:
        return "noon" if t.hour else "midnight"
    hour = t.hour % 12 or 12
    minutes = f":{t.minute:02}" if t.minute else ""
    return f"{hour}{minutes} {'a.m.' if t.hour < 12 else 'p.m.'}"


def moment(m: Moment) -> str:
    """Return "Monday, April 18, 2022" or "Monday, April 18, 2022 at noon"."""
    if m.at is None:
        return day(m.day)
    if m.at == time(0):
        return f"{day(m.day)} at midnight, when the day starts"
    return f"{day(m.day)} at {clock(m.at)}"


def hours(h: Hours) -> str:
    """Return "8:30 a.m. to 5 p.m."."""
    return f"{clock(h.opens)} to {clock(h.closes)}"


def zone(timezone: str) -> str:
    """Name people use for an IANA zone: "Central Time", or "Berlin time" where none is known."""
    city = timezone.rpartition("/")[2].replace("_", " ")
    return _ZONES.get(timezone, city if city == "UTC" else f"{city} time")


def language(tag: str) -> str:
    """English name of a BCP 47 language tag, by its first part; the tag itself where unknown."""
    return _LANGUAGES.get(tag.partition("-")[0].lower(), tag)


def place(p: Place | None) -> str:
    """Name of the place, or that it is not set yet."""
    return NO_PLACE if p is None else p.name


def contact(c: Person | Office) -> str:
    """Return "Kathy Smith, DMH Central Office, 601-359-1288": who, where, and how to reach them."""
    if isinstance(c, Office):
        return ", ".join(part for part in (c.name, c.phone or c.email) if part)
    reach = c.phone or c.email or c.office.phone or c.office.email
    return ", ".join(part for part in (c.name, c.role, c.office.name, reach) if part)


def _month_and_day(d: date) -> str:
    return f"{MONTHS[d.month - 1]} {d.day}"


def _weekday_and_day(d: date) -> str:
    return f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}"
