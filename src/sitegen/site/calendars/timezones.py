"""What a time zone's name means, for calendar programs that do not know it (VTIMEZONE)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from sitegen.kept import NOTHING, Kept, name_of
from sitegen.lazy import dataclass

if TYPE_CHECKING:
    from icalendar import TimezoneDaylight, TimezoneStandard

_LAST_YEAR = 2037
"""Rules are those in force in this year: the last one that time zone data list day by day."""

_FIRST_YEAR = 1970
_EVIDENCE = 10
"""Years in a row that make a rule; fewer could be an accident."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class _Onset:
    """A change of the offset from UTC, at the local time that held until then."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the onsets of one rule have in common, but for the day of the month."""

    month: int
    weekday: int
    at: time
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True, slots=True)
class _Regime:
    """Rules that hold from a year on, each with its day: 2 for the second, -1 for the last."""

    since: int
    rules: Mapping[_Rule, int]


@cache
def vtimezone(timezone: str, first_year: int = _LAST_YEAR, last_year: int = _LAST_YEAR) -> bytes:
    """Define an IANA zone for events from `first_year` to `last_year` (RFC 5545, 3.6.5).

    Gives a VTIMEZONE with CRLF line ends. Where the zone follows rules such as "second Sunday of
    March" it has these since the year they are in force, which is the same for all years after
    that; a zone that never changes has one observance; for other years each change is listed.
    """
    # It takes long to load, and most calendars need none of it.
    from icalendar import Timezone, vRecur, vText  # noqa: PLC0415

    regime = _regime(timezone)
    since = regime.since if regime else last_year + 1
    rules = regime.rules if regime else {}
    # The first year of rules begins with what held before them.
    begin = since if since < first_year or (since == first_year and not rules) else first_year - 1
    component = Timezone()
    component["TZID"] = vText(timezone)
    if begin < since or not rules:
        component.add_component(_observance(_new_year(timezone, begin)))
    for year in range(begin, min(since, last_year + 1)):
        for onset in _onsets(timezone, year):
            component.add_component(_observance(onset))
    if since <= last_year:
        for onset in _onsets(timezone, since):
            observance = _observance(onset)
            if ordinal := rules.get(_rule(onset)):
                day = f"{ordinal}{_WEEKDAYS[onset.local.weekday()]}"
                observance["RRULE"] = vRecur(FREQ="YEARLY", BYMONTH=onset.local.month, BYDAY=day)
            component.add_component(observance)
    written: bytes = component.to_ical()
    return written


class Zones:
    """Definitions of time zones, kept for the next run: to make one takes as long as many pages."""

    def __init__(self, kept: Kept = NOTHING, made_with: str = "") -> None:
        """Keep them in `kept`, as long as `made_with`, what they are made with, is the same."""
        self._kept = kept
        self._made_with = made_with
        self._known: dict[tuple[str, int, int], bytes] = {}

    def define(
        self, timezone: str, first_year: int = _LAST_YEAR, last_year: int = _LAST_YEAR
    ) -> bytes:
        """Define an IANA zone as `vtimezone` does."""
        asked = (timezone, first_year, last_year)
        if asked not in self._known:  # thousands of calendars ask for the same
            name = name_of("zone", f"{self._made_with} {timezone} {first_year} {last_year}")
            found = self._kept.get(name)
            if found is None:
                found = vtimezone(*asked)
                self._kept.put(name, found)
            self._known[asked] = found
        return self._known[asked]


ZONES: Final = Zones()
"""Those of this run."""


def _observance(onset: _Onset) -> TimezoneDaylight | TimezoneStandard:
    from icalendar import (  # noqa: PLC0415 - as above
        TimezoneDaylight,
        TimezoneStandard,
        vDatetime,
        vText,
        vUTCOffset,
    )

    observance = TimezoneDaylight() if onset.is_daylight else TimezoneStandard()
    observance["DTSTART"] = vDatetime(onset.local)
    observance["TZNAME"] = vText(onset.name)
    observance["TZOFFSETFROM"] = vUTCOffset(onset.before)
    observance["TZOFFSETTO"] = vUTCOffset(onset.after)
    return observance


@cache
def _regime(timezone: str) -> _Regime | None:
    """Find the rules in force, and since when; None for a zone whose changes follow no rule."""
    since = _LAST_YEAR
    rules = _possible_rules(timezone, since)
    while since > _FIRST_YEAR:
        earlier = _possible_rules(timezone, since - 1)
        common = {rule: days & earlier.get(rule, frozenset()) for rule, days in rules.items()}
        if len(earlier) != len(rules) or not all(common.values()):
            break
        since, rules = since - 1, common
    if _LAST_YEAR - since < _EVIDENCE:
        return None
    return _Regime(since, {rule: max(days) for rule, days in rules.items()})


def _possible_rules(timezone: str, year: int) -> dict[_Rule, frozenset[int]]:
    """Say what a year's changes could follow: the fourth Sunday may be the last one, too."""
    return {_rule(onset): _ordinals(onset.local) for onset in _onsets(timezone, year)}


def _rule(onset: _Onset) -> _Rule:
    local = onset.local
    return _Rule(local.month, local.weekday(), local.time(), onset.before, onset.after, onset.name)


def _ordinals(day: datetime) -> frozenset[int]:
    left = monthrange(day.year, day.month)[1] - day.day
    return frozenset({(day.day - 1) // 7 + 1, -(left // 7) - 1})


@cache
def _onsets(timezone: str, year: int) -> tuple[_Onset, ...]:
    """Every change of the offset in a year (of UTC), looked for week by week, then to the second.

    No zone has changed its clocks and changed them back within a week since 1970.
    """
    zone = ZoneInfo(timezone)
    found = []
    here, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while here < end:
        there = min(here + timedelta(weeks=1), end)
        if here.astimezone(zone).utcoffset() != there.astimezone(zone).utcoffset():
            found.append(_onset(zone, here, there))
        here = there
    return tuple(found)


def _onset(zone: ZoneInfo, earlier: datetime, later: datetime) -> _Onset:
    """Find the one change between two moments in UTC."""
    before = earlier.astimezone(zone)
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before.utcoffset():
            earlier = middle
        else:
            later = middle
    after = later.astimezone(zone)
    old, new = _offset(before), _offset(after)
    return _Onset(
        local=(later + old).replace(tzinfo=None),
        before=old,
        after=new,
        name=after.tzname() or "",
        # Not "is daylight saving time": by law that is the winter time of Ireland and Morocco.
        is_daylight=new > old and before.dst() != after.dst(),
    )


def _new_year(timezone: str, year: int) -> _Onset:
    """Say what holds when a year begins, as if it began then."""
    # Where clocks were changed at that very midnight (Nepal in 1986): what held from then on.
    local = datetime(year, 1, 1, tzinfo=ZoneInfo(timezone), fold=1)
    offset = _offset(local)
    return _Onset(
        local=local.replace(tzinfo=None, fold=0),
        before=offset,
        after=offset,
        name=local.tzname() or "",
        is_daylight=(local.dst() or timedelta(0)) > timedelta(0),
    )


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)
