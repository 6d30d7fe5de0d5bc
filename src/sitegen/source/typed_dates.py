"""Days as people type them: every day that a text may mean, with its weekday, time and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from sitegen.lazy import dataclass, pattern
from sitegen.source.day_names import (
    A_MONTH,
    A_WEEKDAY,
    FIRST_YEAR,
    LAST_YEAR,
    month_number,
    weekday_number,
)
from sitegen.source.pasted import plain
from sitegen.source.typed_times import TIME, ZONE, Clock, clocks, zone_of

LONGEST = 300
"""Characters of a text in which a day is looked for."""

_SEP = "[-/.\u2044]"
_YEAR = "[0-9]{4}|[0-9]{2}"
_ORDINAL = "(?:st|nd|rd|th)?"
_BEGIN, _THEN, _END = "(?<![0-9])", "[-.,]{0,2} ?", r"(?![0-9:]|\.[0-9]| ?[ap]\.? ?m)"
_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (pattern(form, re.IGNORECASE), orders)
    for form, orders in (
        (rf"(?<![0-9])([0-9]{{4}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})(?![0-9])", ("ymd",)),
        (r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])", ("ymd",)),
        (
            rf"(?<![0-9])([0-9]{{1,2}}){_SEP}([0-9]{{1,2}}){_SEP}({_YEAR})(?![0-9])",
            ("mdy", "dmy"),
        ),
        (
            rf"\b({A_MONTH})[-.]{{0,2}} ?([0-9]{{1,2}}){_ORDINAL}[-,.]? ?([0-9]{{4}})(?![0-9])",
            ("mdy",),
        ),
        (
            rf"{_BEGIN}([0-9]{{1,2}}){_ORDINAL}[-.]?(?: of)? ?({A_MONTH}){_THEN}({_YEAR}){_END}",
            ("dmy",),
        ),
    )
)
_WEEK_DATE = pattern(r"(?<![0-9])([0-9]{4})-?W([0-9]{2})-?([1-7])(?![0-9])")
"""Year, week and day of ISO 8601, which some programs write."""
_WEEKDAY = pattern(rf"(?<![A-Za-z])({A_WEEKDAY})(?![A-Za-z])\.?", re.IGNORECASE)
_EDGES = pattern(
    r"^(?:(?:at|the|of)(?![A-Za-z])|[\s,;:.()\[\]'\"@-])+"
    r"|(?:(?<![A-Za-z])(?:at|the|of)|[\s,;:()\[\]'\"@-])+$",
    re.IGNORECASE,
)
_A_DAY = rf"(?:(?:{A_WEEKDAY})[.,() ]*)?"
_UP_TO = pattern(
    rf"[ ,()]*{_A_DAY}(?P<word>-|to|until|till|through|thru)[ ,]*{_A_DAY}", re.IGNORECASE
)
_SOFT = pattern(
    r"(?:on|by|due|due by|before the end of|end of|close of business|"
    r"no later than|not later than|until|till|from|starts?|begins?|ends?|date)",
    re.IGNORECASE,
)
"""Words around a day that the field itself says."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text says: its days with all their readings, and everything else in it.

    `none` is a day that the calendar does not have, and `is_run` tells that `to` or a dash
    stands between two days. `rest` is what is neither a day, a weekday, a time nor a word between
    them, as it was typed; `soft` where the field itself says it.
    """

    days: tuple[tuple[date, ...], ...]
    none: tuple[int, int, int] | None
    is_run: bool
    weekdays: tuple[int, ...]
    times: tuple[Clock, ...]
    spoken_times: str
    zone: str
    rest: str
    soft: bool


_Part = tuple[int, int, tuple[date, ...], tuple[int, int, int] | None]


def take_apart(text: str) -> Typed:
    """Find the days, the weekdays, the times and the rest of a text."""
    said = " ".join(plain(text[:LONGEST]).split())
    parts = list(_days(said))
    left = _without(said, [(start, end) for start, end, *_ in parts])
    found = list(TIME.finditer(left))
    times = clocks(found)
    if times is None:
        found, times = [], ()
    zone = ZONE.search(left, found[-1].end()) if found else None
    left = _without(left, [*(one.span() for one in found), *([zone.span()] if zone else [])])
    up_to = _UP_TO.fullmatch(left, parts[0][1], parts[1][0]) if len(parts) == 2 else None
    left = _without(left, [up_to.span("word")]) if up_to else left
    seconds = [one["second"] for one in found if one["second"] and one["second"].strip(":0.")]
    rest = [_tidy(part) for part in _WEEKDAY.sub("\0", left).split("\0")]
    rest = [part for part in (*rest, *seconds) if part]
    return Typed(
        days=tuple(readings for *_, readings, _ in parts if readings),
        none=next((none for *_, readings, none in parts if not readings), None),
        is_run=up_to is not None,
        weekdays=tuple(weekday_number(match[1]) for match in _WEEKDAY.finditer(left)),
        times=times,
        spoken_times=" or ".join(one[0].strip("T") for one in found),
        zone=zone[0] if zone else next((zone_of(one) for one in found if zone_of(one)), ""),
        rest=" ".join(rest),
        soft=all(_SOFT.fullmatch(part) for part in rest),
    )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Put a sign that nobody types in place of each span, so that places stay."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "\0" * (end - start)
    return "".join(signs)


def _tidy(part: str) -> str:
    """Give a part of the rest without the words and signs that stand between days and times."""
    return _EDGES.sub("", part)


def _days(said: str) -> Iterator[_Part]:
    """Yield each day that is typed: where, all its readings, and what no calendar has."""
    done = 0
    found = sorted(
        (match.start(), -match.end(), match, orders)
        for pattern, orders in _FORMS
        for match in pattern.finditer(said)
    )
    for start, end, match, orders in found:
        if start >= done:
            done = -end
            readings, none = _readings(match, orders)
            yield start, -end, readings, none
    for match in _WEEK_DATE.finditer(said):
        with suppress(ValueError):
            day = date.fromisocalendar(*(int(part) for part in match.groups()))
            yield match.start(), match.end(), (day,), None


def _readings(
    match: re.Match[str], orders: tuple[str, ...]
) -> tuple[tuple[date, ...], tuple[int, int, int] | None]:
    readings, none = set(), None
    for order in orders:
        parts = dict(zip(order, match.groups(), strict=True))
        year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
        month = int(parts["m"]) if parts["m"].isdecimal() else month_number(parts["m"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        try:
            readings.add(date(year, month, int(parts["d"])))
        except ValueError:
            if 1 <= month <= 12:
                none = (year, month, int(parts["d"]))
    return tuple(sorted(readings)), none


_NO_DAY = pattern(
    rf"(?:(?:early|mid|late|in|the|end|beginning|week|of|some ?time|about|around)[ -]*)*"
    rf"(?:{A_MONTH}|spring|summer|fall|autumn|winter|q[1-4]|[1-4](?:st|nd|rd|th) quarter"
    rf"|(?:first|second|third|fourth) quarter)?"
    rf"(?:[-/, ]*(?:of[-/, ]*)?(?:{A_MONTH}|spring|summer|fall|autumn|winter))?[., ]*"
    rf"(?:[0-9]{{4}})?",
    re.IGNORECASE,
)


_LATER = pattern(
    r"\b(?:(?:exact |final )?(?:dates?|days?|details?) )?(?:(?:are |is )?(?:to follow|coming soon|"
    r"to be (?:announced|confirmed|decided|determined|set)|not (?:yet )?(?:set|known|decided))|"
    r"tbd|tba|tbc)\b",
    re.IGNORECASE,
)
"""What people add to a month or a season: `spring 2023, dates to follow`."""


def time_without_day(text: str) -> str | None:
    """Give the month, season or year that a text names, as in `spring 2023`; None if it says more.

    That days are to follow is left out. A text that says only that gives "".
    """
    said = _LATER.sub("", " ".join(plain(text[:LONGEST]).split())).strip(" ,;:.()-")
    return said if _NO_DAY.fullmatch(said) else None
