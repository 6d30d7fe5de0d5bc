"""Times of day as people type them: what each may mean, and in which order they can follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from sitegen.lazy import dataclass, pattern
from sitegen.source.same_facts import is_on_24_hours

HALF_DAY, DAY = 12 * 60, 24 * 60
LONGEST = 16 * 60
"""Minutes between the first beginning and the last end of a day's hours."""
NIGHT_BEGINS, NIGHT_ENDS = 22 * 60, 6 * 60

ZONE = pattern(
    r"(?<![A-Za-z])(?:(?:[CEMPH][SD]?T|[CEMPH]\.(?:[SD]\.)?T\.|AK[SD]?T|UTC|GMT)(?![A-Za-z])|"
    r"(?:US )?(?:Central|Eastern|Mountain|Pacific|Alaska|Hawaii|local)"
    r"(?: (?:standard|daylight))?(?: time)?(?![A-Za-z]))",
    re.IGNORECASE,
)
"""A time zone in words or letters, anywhere behind a time."""

_OFFSET = r"Z\b|[+-](?:0[0-9]|1[0-4])(?::?[0-9]{2})?(?![0-9:])"
TIME = pattern(
    r"(?<![0-9A-SU-Z:.$#])(?:"
    r"(?P<named>(?:12(?::00)? ?)?(?:noon|midday|midnight)\b)"
    r"|(?P<iso>T)?(?P<hour>[0-9]{1,2})[:.h](?P<minute>[0-9]{2})"
    r"(?P<second>:[0-9]{2}(?:\.[0-9]+)?)?(?![0-9:]|\.[0-9])"
    rf"(?(iso)(?P<offset>{_OFFSET})?|(?(second)(?P<shift>{_OFFSET})?|))"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?|(?P<short>[ap])\b)?"
    r"|(?P<only>[0-9]{1,2})(?: ?(?P<of>[ap])\.? ?m\b\.?|(?P<by>[ap])\b)"
    r")",
    re.IGNORECASE,
)
"""A time of day that is typed as one: with minutes, with a.m. or p.m., or by its name."""
HOUR = pattern(r"(?<![0-9A-Za-z:.,$#/])[0-9]{1,2}(?![0-9A-Za-z:./%]|,[0-9])")
"""An hour alone, as in `9-5`. Only where nothing but hours can stand."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as typed: the times that it may mean, as minutes from midnight, the likelier first.

    `sure` where a.m. or p.m. need not be guessed.
    """

    options: tuple[int, ...]
    sure: bool


def clocks(found: Sequence[re.Match[str]]) -> tuple[Clock, ...] | None:
    """Read the times found in one text; None where one of them is no time."""
    unmarked = [hour for match in found if (hour := _unmarked_hour(match))]
    sure = is_on_24_hours(unmarked, others_marked=len(unmarked) < len(found))
    read = [_clock(match, sure=sure) for match in found]
    return None if None in read else tuple(one for one in read if one)


def _unmarked_hour(match: re.Match[str]) -> str | None:
    if match.re.pattern == HOUR.pattern:
        return match[0]
    return None if _half(match) else match["hour"]


def zone_of(match: re.Match[str]) -> str:
    """Give the difference from UTC that stands behind a time, as in `17:00:00-05:00`."""
    return match["offset"] or match["shift"] or ""


def _half(match: re.Match[str]) -> str:
    return (match["half"] or match["short"] or match["of"] or match["by"] or "").casefold()


def _clock(match: re.Match[str], *, sure: bool) -> Clock | None:
    if match.re.pattern == HOUR.pattern:
        return _at(int(match[0]) * 60, sure=sure) if int(match[0]) < 24 else None
    if match["named"]:
        is_midnight = match["named"].casefold().endswith("midnight")
        return Clock((0 if is_midnight else HALF_DAY,), sure=not is_midnight)
    hour, minute = int(match["hour"] or match["only"]), int(match["minute"] or 0)
    if minute > 59 or hour > 23:
        return None
    half = _half(match)
    if half and 1 <= hour <= 12:
        return Clock((hour % 12 * 60 + minute + (HALF_DAY if half == "p" else 0),), sure=True)
    return _at(hour * 60 + minute, sure=sure and not half)


def _at(minutes: int, *, sure: bool) -> Clock:
    """Give a time of which only the figures are known: on either half of the day, if not sure."""
    if sure or minutes >= HALF_DAY + 60 or minutes < 60:
        return Clock((minutes,), sure=sure)
    options = (minutes % HALF_DAY, minutes % HALF_DAY + HALF_DAY)
    return Clock(tuple(sorted(options, key=_is_at_night)), sure=False)


def _is_at_night(minutes: int) -> tuple[bool, int]:
    return not NIGHT_ENDS <= minutes < NIGHT_BEGINS, minutes


def in_order(given: Sequence[Clock]) -> list[tuple[int, ...]]:
    """Give the ways in which the times follow each other, as minutes from midnight.

    Each is the next that is possible. Minutes beyond a day are those of the next one. What
    happens by day comes first, and what is shorter.
    """
    ways = set()
    for first in given[0].options:
        way = [first]
        for clock in given[1:]:
            way.append(min(_next(minutes, way[-1]) for minutes in clock.options))
        if way[-1] - first <= LONGEST:
            ways.add(tuple(way))
    return sorted(ways, key=lambda way: (_is_partly_at_night(way), way[-1] - way[0], way))


def _next(minutes: int, before: int) -> int:
    return before + ((minutes - before - 1) % DAY) + 1


def _is_partly_at_night(way: Sequence[int]) -> bool:
    return way[0] < NIGHT_ENDS or way[-1] > NIGHT_BEGINS


def as_time(minutes: int) -> time:
    """Give the time of day so many minutes after midnight."""
    return time(minutes % DAY // 60, minutes % 60)
