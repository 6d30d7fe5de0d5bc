"""VTIMEZONE: what two other programs make of it is what the time zone database says."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical

from sitegen.kept import Kept
from sitegen.site.calendars import timezones
from sitegen.site.calendars.timezones import Zones, vtimezone

CHICAGO = """\
BEGIN:VTIMEZONE
TZID:America/Chicago
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZNAME:CDT
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZNAME:CST
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
END:STANDARD
END:VTIMEZONE
"""

SPANS = [
    ("America/Chicago", 2022, 2022),
    ("America/Chicago", 2030, 2041),
    ("America/Chicago", 2006, 2008),  # the rules changed in 2007
    ("America/Chicago", 2005, 2005),
    ("America/Chicago", 2007, 2007),
    ("America/Phoenix", 2022, 2022),  # no changes
    ("Europe/London", 2022, 2023),  # last Sundays
    ("Europe/Dublin", 2022, 2022),  # the law says that winter is the exception
    ("Australia/Sydney", 2022, 2023),  # summer at New Year
    ("Australia/Lord_Howe", 2022, 2022),  # half an hour
    ("America/Santiago", 2022, 2023),  # Sunday after the first Saturday
    ("America/Sao_Paulo", 2018, 2022),  # given up in 2019
    ("America/Sao_Paulo", 2020, 2020),
    ("Africa/Casablanca", 2023, 2024),  # follows the moon
    ("Asia/Kolkata", 2022, 2022),
    ("Asia/Pyongyang", 2015, 2018),  # standard time itself moved, twice
    ("Asia/Kathmandu", 2022, 2022),  # standard time moved at New Year 1986
    ("Pacific/Apia", 2011, 2012),  # left out a day
    ("UTC", 2022, 2022),
]


def times(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[datetime]:
    """Local times all through the years that exist and exist once."""
    local = datetime(first_year, 1, 1)  # noqa: DTZ001 - zones are asked about local times
    while local.year <= last_year:
        early, late = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
        if early.utcoffset() == late.utcoffset():
            yield local
        local += timedelta(hours=7)


def as_dateutil(written: bytes) -> tzinfo:
    return tzical(io.StringIO(written.decode().replace("\r\n", "\n"))).get()


def as_icalendar(written: bytes) -> tzinfo:
    component = icalendar.Timezone.from_ical(written)
    assert not component.errors
    assert not [observance.errors for observance in component.subcomponents if observance.errors]
    return component.to_tz(lookup_tzid=False)


@pytest.mark.parametrize("read", [as_dateutil, as_icalendar])
@pytest.mark.parametrize(("name", "first_year", "last_year"), SPANS)
def test_readers_agree_with_the_database(read, name: str, first_year: int, last_year: int):
    zone = read(vtimezone(name, first_year, last_year))
    database = ZoneInfo(name)
    last_read = min(last_year, 2037)  # icalendar looks no further
    for local in times(database, first_year, last_read):
        assert (
            local.replace(tzinfo=zone).utcoffset() == local.replace(tzinfo=database).utcoffset()
        ), local


def test_rules_are_written_as_rules():
    assert vtimezone("America/Chicago").decode() == CHICAGO.replace("\n", "\r\n")


@pytest.mark.parametrize("years", [(2008, 2008), (2022, 2026), (2037, 2090)])
def test_it_is_the_same_for_all_years_of_the_rules(years: tuple[int, int]):
    assert vtimezone("America/Chicago", *years) == vtimezone("America/Chicago")


@pytest.mark.parametrize("name", ["America/Phoenix", "Asia/Kolkata", "UTC", "America/Sao_Paulo"])
def test_a_zone_that_does_not_change_has_one_observance(name: str):
    zone = icalendar.Timezone.from_ical(vtimezone(name, 2022, 2026))
    assert [part.name for part in zone.subcomponents] == ["STANDARD"]


@pytest.mark.parametrize("name", ["Europe/London", "Europe/Dublin", "Australia/Sydney"])
def test_summer_is_daylight_time_whatever_the_law_calls_it(name: str):
    zone = icalendar.Timezone.from_ical(vtimezone(name))
    assert sorted(part.name for part in zone.subcomponents) == ["DAYLIGHT", "STANDARD"]
    for part in zone.subcomponents:
        assert (part.TZOFFSETTO > part.TZOFFSETFROM) is (part.name == "DAYLIGHT")


@pytest.mark.parametrize(("name", "first_year", "last_year"), SPANS)
def test_it_holds_nothing_but_what_is_needed(name: str, first_year: int, last_year: int):
    written = vtimezone(name, first_year, last_year)
    assert b"COMMENT" not in written
    assert written.endswith(b"END:VTIMEZONE\r\n")
    starts = [part["DTSTART"].dt for part in icalendar.Timezone.from_ical(written).subcomponents]
    assert all(earlier < later for earlier, later in pairwise(starts))
    assert len(starts) <= 2 * (last_year - first_year + 2) + 3


def test_no_zone_of_that_name():
    with pytest.raises(KeyError):
        vtimezone("America/Nowhere")


def test_a_definition_is_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "kept")
    made = Zones(kept, "these data").define("America/Chicago")
    assert made == vtimezone("America/Chicago")

    def unwanted(*_: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr(timezones, "vtimezone", unwanted)
    assert Zones(kept, "these data").define("America/Chicago") == made
    for other in (("other data", "America/Chicago"), ("these data", "America/Denver")):
        with pytest.raises(AssertionError, match="made again"):
            Zones(kept, other[0]).define(other[1])


def test_a_damaged_definition_is_made_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    made = Zones(kept).define("America/Chicago")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(file.read_bytes().replace(b"CST", b"CDT"))
    assert Zones(kept).define("America/Chicago") == made
