"""Words for dates: always with year and weekday, and they say the date that was meant."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import programmes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.languages import PageLanguage
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.site.wording import ENGLISH, contact, words_in

DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read(words: str, year: int | None = None) -> date:
    """Read one day back, as a person would, and check that its weekday is the right one."""
    found = re.fullmatch(r"(\w+day), (\w+) (\d+)(?:, (\d+))?", words)
    assert found, words
    weekday, month, day, own_year = found.groups()
    said = datetime.strptime(f"{month} {day} {own_year or year}", "%B %d %Y").date()  # noqa: DTZ007
    assert WEEKDAYS[said.weekday()] == weekday
    return said


@given(DATES)
def test_a_day_reads_back_with_its_weekday_and_year(d: date) -> None:
    assert read(ENGLISH.day(d)) == d


@pytest.mark.parametrize(
    ("hours", "english", "spanish"),
    [
        (1, "1 hour", "1 hora"),
        (40, "40 hours", "40 horas"),
        (1.5, "1.5 hours", "1.5 horas"),
        (0.5, "0.5 hours", "0.5 horas"),
    ],
)
def test_hours_that_are_not_whole_have_the_form_of_several(
    hours: float, english: str, spanish: str
) -> None:
    assert ENGLISH.number_of_hours(hours) == english
    assert words_in(PageLanguage.SPANISH).number_of_hours(hours) == spanish


@given(DATES, DATES)
def test_a_range_reads_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    parts = ENGLISH.days(first, last).split(" to ")
    assert read(parts[-1]) == last
    assert read(parts[0], last.year) == first
    assert len(parts) == (1 if first == last else 2)


@given(DATES, DATES)
def test_both_years_stand_where_they_differ(one: date, other: date) -> None:
    first, last = sorted((one, other))
    years = re.findall(r"\d{4}", ENGLISH.days(first, last))
    assert years == [str(year) for year in sorted({first.year, last.year})]
    assert re.findall(r"\d{4}", ENGLISH.short_days(first, last)) == years


@given(st.lists(st.tuples(DATES, DATES), min_size=1, max_size=5))
def test_runs_say_every_run(pairs: list[tuple[date, date]]) -> None:
    runs = [DayRun(*sorted(pair)) for pair in pairs]
    said = ENGLISH.runs(runs)
    assert [part.removeprefix("and ") for part in said.split("; ")] == [
        ENGLISH.days(run.first, run.last) for run in runs
    ]


@given(DATES, DATES)
def test_no_dash_stands_in_a_range(one: date, other: date) -> None:
    first, last = sorted((one, other))
    said = ENGLISH.days(first, last) + ENGLISH.short_days(first, last)
    assert not re.search("[-–—]", said)


@pytest.mark.parametrize(
    ("first", "last", "full", "short"),
    [
        (
            date(2022, 3, 21),
            date(2022, 3, 25),
            "Monday, March 21 to Friday, March 25, 2022",
            "March 21 to 25, 2022",
        ),
        (
            date(2022, 3, 30),
            date(2022, 4, 2),
            "Wednesday, March 30 to Saturday, April 2, 2022",
            "March 30 to April 2, 2022",
        ),
        (
            date(2021, 12, 30),
            date(2022, 1, 2),
            "Thursday, December 30, 2021 to Sunday, January 2, 2022",
            "December 30, 2021 to January 2, 2022",
        ),
        (date(2022, 4, 28), date(2022, 4, 28), "Thursday, April 28, 2022", "April 28, 2022"),
    ],
)
def test_ranges_as_people_write_them(first: date, last: date, full: str, short: str) -> None:
    assert ENGLISH.days(first, last) == full
    assert ENGLISH.short_days(first, last) == short


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0), "midnight"),
        (time(0, 15), "12:15 a.m."),
        (time(8, 30), "8:30 a.m."),
        (time(11, 59), "11:59 a.m."),
        (time(12), "noon"),
        (time(12, 5), "12:05 p.m."),
        (time(17), "5 p.m."),
        (time(23, 59), "11:59 p.m."),
    ],
)
def test_clock(at: time, words: str) -> None:
    assert ENGLISH.clock(at) == words


def test_moments_say_their_time() -> None:
    d = date(2021, 9, 25)
    assert ENGLISH.moment(Moment(d)) == "Saturday, September 25, 2021"
    assert ENGLISH.moment(Moment(d, time(12))) == "Saturday, September 25, 2021 at noon"
    assert "when the day starts" in ENGLISH.moment(Moment(d, time(0)))


def test_hours_zone_and_language() -> None:
    assert ENGLISH.hours(Hours(time(17), time(20, 30))) == "5 p.m. to 8:30 p.m."
    assert ENGLISH.zone("America/Chicago") == "Central Time"
    assert ENGLISH.zone("America/Argentina/Buenos_Aires") == "Buenos Aires time"
    assert ENGLISH.zone("UTC") == "UTC"
    assert ENGLISH.name_of("es-MX") == "Spanish"
    assert ENGLISH.name_of("xx") == "xx"


def test_places_and_contacts() -> None:
    assert ENGLISH.place(programmes.VIRTUAL) == "Virtual Training"
    assert ENGLISH.place(None) == "Place not announced"
    assert contact(programmes.KATHY) == "Kathy Smith, DMH Central Office, 601-359-1288"
    assert contact(programmes.CENTRAL) == "DMH Central Office, 601-359-1288"
    by_mail = programmes.person("j", "Jo", role="coordinator", email="jo@a.example")
    assert contact(by_mail) == "Jo, coordinator, DMH Central Office, jo@a.example"
