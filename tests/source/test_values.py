"""Texts to values: each kind, what it refuses, and that nothing raises."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.catalogue import CATALOGUE
from sitegen.diagnostics import Source, Span
from sitegen.programme.closed_days import DayOfYear, WeekdayOfMonth
from sitegen.programme.deadline_rules import DeadlineRule, DueDay, IfClosed, NoDeadline
from sitegen.programme.kinds import (
    DAY_RUN,
    DEADLINE_RULE,
    HOURS,
    LAST_MOMENT,
    MILESTONE_DAYS,
    MOMENT,
    USUAL_WEEKDAYS,
    Weekdays,
)
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.programme.recurring import DAY_RULE, DUE_DAY, YEARS
from sitegen.source.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    in_words,
    read_time,
)
from sitegen.source.fields import Kind, Misread
from sitegen.source.values import (
    BASE_URL,
    DATE,
    DOMAIN,
    EMAIL,
    ID,
    LANGUAGE,
    PHONE,
    TEXT,
    TIME_ZONE,
    URL,
    YEAR,
    as_id,
    choice,
    whole_number,
)


class Colour(StrEnum):
    RED = "red"
    BLUE_GREEN = "blue-green"


COLOURS = {colour.value: colour for colour in Colour}


KINDS: dict[str, Kind[Any]] = {
    "text": TEXT,
    "id": ID,
    "date": DATE,
    "year": YEAR,
    "phone": PHONE,
    "email": EMAIL,
    "url": URL,
    "base_url": BASE_URL,
    "domain": DOMAIN,
    "time_zone": TIME_ZONE,
    "language": LANGUAGE,
    "choice": choice(COLOURS),
    "number": whole_number(1, 9),
    "moment": MOMENT,
    "day_run": DAY_RUN,
    "milestone": MILESTONE_DAYS,
    "hours": HOURS,
    "deadline_rule": DEADLINE_RULE,
    "day_rule": DAY_RULE,
    "due_day": DUE_DAY,
    "years": YEARS,
    "weekdays": USUAL_WEEKDAYS,
}
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

LIKE_VALUES = st.text(
    st.sampled_from("0123456789-/.: ,tomandyMFprilJuesfwk@htp\n–２é'\"%"), max_size=30
)


@each_kind
@given(text=st.text(max_size=40) | LIKE_VALUES)
@example(text="0001-01-01")
@example(text="Monday 0001-01-02")
@example(text="9999-12-32")
@example(text="Sunday 9999-12-31")
@example(text="9" * 5000)
@example(text="1-" * 5000)
@example(text="２０２２-０３-２１")
@example(text="999 weeks before start")
@example(text="first Monday of February to last")
@example(text="../../etc/passwd")
@example(text="America")
@example(text="\x00")
@example(text="0\x1f\r0")
def test_any_text_is_read_or_refused_with_a_fix(kind: Kind[Any], text: str) -> None:
    value = kind.read(text)
    if isinstance(value, Misread):
        assert value.code in CATALOGUE
        assert value.message
        assert value.help
        said = value.message + value.help
        assert len(said) < 500
        assert len(said.splitlines()) == 1


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(DAYS)
def test_every_day_comes_back_alone_and_with_its_weekday(day: date) -> None:
    weekday = WEEKDAYS[day.weekday()]
    for text in (f"{day}", f"{weekday} {day}", f"{weekday}, {day}"):
        assert DATE.read(text) == day
        assert MOMENT.read(text) == Moment(day)
        assert DAY_RUN.read(text) == DayRun(day, day)


@given(DAYS, st.integers(1, 6))
def test_every_other_weekday_is_refused_with_both_ways_out(day: date, off: int) -> None:
    weekday = WEEKDAYS[(day.weekday() + off) % 7]
    misread = DATE.read(f"{weekday} {day}")
    assert isinstance(misread, Misread)
    assert misread.code == "weekday-mismatch"
    help_ = misread.help or ""
    assert f"{WEEKDAYS[day.weekday()]} {day}" in help_
    nearest = [day + timedelta(days=n) for n in range(-6, 7)]
    meant = [d for d in nearest if WEEKDAYS[d.weekday()] == weekday]
    assert all(str(d) in help_ for d in meant)


@given(DAYS)
def test_ways_to_write_a_day_are_refused_with_the_day(day: date) -> None:
    words = in_words(day)
    weekday, month_day, year = words.split(", ")
    month, number = month_day.split(" ")
    for text in (
        words,
        words.replace(",", ""),
        f"{month_day}, {year}",
        f"{month[:3]}. {number}, {year}",
        f"{month} {number}th {year}",
        f"{number} {month.upper()} {year}",
        f"{weekday[:3]}, {month[:3]} {number} {year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}.{day.day}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%Y–%m–%d}",
        f"{day} 09:00",
        f"{day}T09:00:00Z",
        f" {day}",
        f"{day}\u00a0",
    ):
        misread = DATE.read(text)
        assert isinstance(misread, Misread), text
        assert misread.code == "date-format", text
        assert f"{day} ({words})" in (misread.help or ""), text


def test_a_date_with_two_readings_shows_both() -> None:
    misread = DATE.read("3/4/2022")
    assert isinstance(misread, Misread)
    assert misread.help == (
        "Write 2022-03-04 (Friday, March 4, 2022) or 2022-04-03 (Sunday, April 3, 2022)."
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022-02-30", "impossible-date"),
        ("2022-02-29", "impossible-date"),
        ("2022-13-01", "impossible-date"),
        ("2022-00-10", "impossible-date"),
        ("2022-01-00", "impossible-date"),
        ("1899-12-31", "impossible-date"),
        ("2100-01-01", "impossible-date"),
        ("2022-W12-1", "date-format"),
        ("2022113", "date-format"),
        ("44641", "date-format"),
        ("tomorrow", "date-format"),
        ("monday 2022-03-21", "date-format"),
        ("2022-03-21\n", "date-format"),
    ],
)
def test_days_that_are_none(text: str, code: str) -> None:
    misread = DATE.read(text)
    assert isinstance(misread, Misread)
    assert misread.code == code


def test_a_day_too_much_names_the_last_day_of_the_month() -> None:
    misread = DATE.read("2024-02-30")
    assert isinstance(misread, Misread)
    assert "29 days" in misread.message
    assert "2024-02-29" in (misread.help or "")


@given(st.times())
def test_every_minute_comes_back(at: time) -> None:
    text = f"{at:%H:%M}"
    assert read_time(text) == time(at.hour, at.minute)
    assert MOMENT.read(f"2022-03-21 {text}") == Moment(date(2022, 3, 21), read_time(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5pm", "17:00"),
        ("5 p.m.", "17:00"),
        ("5p", "17:00"),
        ("12pm", "12:00"),
        ("9:30", "09:30 (Monday, March 21, 2022, 9:30 a.m.) or 2022-03-21 21:30"),
        ("9:30 PM", "21:30"),
        ("9.30 a.m.", "09:30"),
        ("13pm", "13:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("at 5 PM", "17:00"),
    ],
)
def test_times_that_people_write_are_refused_with_what_they_mean(text: str, meant: str) -> None:
    misread = MOMENT.read(f"2022-03-21 {text}")
    assert isinstance(misread, Misread)
    assert f"2022-03-21 {meant}" in (misread.help or "")


@pytest.mark.parametrize("text", ["25:00", "24:00", "9:60", "9", "0pm", "midnight", "12 am"])
def test_times_that_are_none_or_have_two_ends_are_not_mended(text: str) -> None:
    misread = MOMENT.read(f"2022-03-21 {text}")
    assert isinstance(misread, Misread)
    assert misread.better is None
    assert "2022-03-21" in (misread.help or "")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (TEXT, "  a b \n", "a b"),
        (TEXT, "no", "no"),
        (ID, "cpss-2022-03", "cpss-2022-03"),
        (ID, "2022", "2022"),
        (YEAR, "2022", 2022),
        (YEAR, "02022", 2022),
        (PHONE, "6015550100", "601-555-0100"),
        (PHONE, "(601) 555-0100", "601-555-0100"),
        (PHONE, "+1 601 555 0100", "601-555-0100"),
        (PHONE, "601.555.0100", "601-555-0100"),
        (PHONE, "988", "988"),
        (PHONE, "(601) 555-0100 x5", "601-555-0100 ext. 5"),
        (EMAIL, "a.b+c@example.org", "a.b+c@example.org"),
        (URL, "https://example.org", "https://example.org"),
        (URL, "https://example.org/a%20b?c=d#e", "https://example.org/a%20b?c=d#e"),
        (URL, "https://example.org?c", "https://example.org?c"),
        (BASE_URL, "https://example.org", "https://example.org/"),
        (BASE_URL, "https://example.org/peer/", "https://example.org/peer/"),
        (BASE_URL, "http://localhost:8000", "http://localhost:8000/"),
        (DOMAIN, "peer.example.org", "peer.example.org"),
        (TIME_ZONE, "America/Chicago", "America/Chicago"),
        (LANGUAGE, "en", "en"),
        (LANGUAGE, "es-MX", "es-MX"),
        (choice(COLOURS), "blue-green", Colour.BLUE_GREEN),
        (DAY_RUN, "2021-11-01 to 2021-11-05", DayRun(date(2021, 11, 1), date(2021, 11, 5))),
        (MILESTONE_DAYS, "2021-12-02", Moment(date(2021, 12, 2))),
        (MILESTONE_DAYS, "2021-12-02 12:00", Moment(date(2021, 12, 2), time(12))),
        (
            MILESTONE_DAYS,
            "2021-10-18 to 2021-10-21",
            DayRun(date(2021, 10, 18), date(2021, 10, 21)),
        ),
        (MOMENT, "Friday 2023-09-29 17:00", Moment(date(2023, 9, 29), time(17))),
        (HOURS, "17:00 to 20:30", Hours(time(17), time(20, 30))),
        (DEADLINE_RULE, "28 days before start", DeadlineRule(28, "28 days before start")),
        (DEADLINE_RULE, "4 weeks before start", DeadlineRule(28, "4 weeks before start")),
        (DEADLINE_RULE, "1 day before start", DeadlineRule(1, "1 day before start")),
        (DEADLINE_RULE, "none", NoDeadline.ANY_TIME),
        (DEADLINE_RULE, "first come first served", NoDeadline.FIRST_COME),
        (LAST_MOMENT, "2022-02-21 12:00", Moment(date(2022, 2, 21), time(12))),
        (LAST_MOMENT, "none", NoDeadline.ANY_TIME),
        (LAST_MOMENT, "first come first served", NoDeadline.FIRST_COME),
        (DAY_RULE, "July 4", DayOfYear(7, 4)),
        (DAY_RULE, "February 29", DayOfYear(2, 29)),
        (DAY_RULE, "third Monday of January", WeekdayOfMonth(3, 0, 1)),
        (DAY_RULE, "last Monday of May", WeekdayOfMonth(-1, 0, 5)),
        (DUE_DAY, "June 30", DueDay(DayOfYear(6, 30), IfClosed.KEEP)),
        (
            DUE_DAY,
            "September 30 or the working day before",
            DueDay(DayOfYear(9, 30), IfClosed.PREVIOUS),
        ),
        (
            DUE_DAY,
            "last Monday of May or the working day after",
            DueDay(WeekdayOfMonth(-1, 0, 5), IfClosed.NEXT),
        ),
        (YEARS, "1 year", 1),
        (YEARS, "4 years", 4),
        (USUAL_WEEKDAYS, "Friday", Weekdays((4,), "Friday")),
        (USUAL_WEEKDAYS, "Tuesday to Friday", Weekdays((1, 2, 3, 4), "Tuesday to Friday")),
        (USUAL_WEEKDAYS, "Saturday to Monday", Weekdays((5, 6, 0), "Saturday to Monday")),
    ],
)
def test_values_that_people_write(kind: Kind[Any], text: str, value: object) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (ID, "", "id-format"),
        (ID, "CPSS", "id-format"),
        (ID, "a_b", "id-format"),
        (ID, "a--b", "id-format"),
        (ID, "-a", "id-format"),
        (ID, "a\n", "id-format"),
        (YEAR, "22", "number-range"),
        (YEAR, "2022.0", "number-format"),
        (YEAR, "２０２２", "number-format"),
        (YEAR, "9" * 5000, "number-format"),
        (whole_number(1, 9), "1_0", "number-format"),
        (whole_number(1, 9), "-1", "number-range"),
        (PHONE, "601-555-010", "phone-format"),
        (PHONE, "601-555-0100 ext. 5 or 6", "phone-format"),
        (PHONE, "+44 20 7946 0000", "phone-format"),
        (EMAIL, "maria at example.org", "email-format"),
        (EMAIL, "a@b", "email-format"),
        (EMAIL, "a@b.org\n", "email-format"),
        (URL, "http://example.org", "url-format"),
        (URL, "javascript:alert(1)", "url-format"),
        (URL, "https://example", "url-format"),
        (URL, "https://exa mple.org", "url-format"),
        (URL, 'https://example.org/"x', "url-format"),
        (BASE_URL, "https://example.org/?a", "url-format"),
        (BASE_URL, "http://example.org", "url-format"),
        (BASE_URL, "http://localhost/ x", "url-format"),
        (DOMAIN, "https://example.org", "url-format"),
        (DOMAIN, "localhost", "url-format"),
        (DOMAIN, "1.2", "url-format"),
        (TIME_ZONE, "Chicago", "time-zone"),
        (TIME_ZONE, "America", "time-zone"),
        (LANGUAGE, "English", "unknown-choice"),
        (choice(COLOURS), "Red", "unknown-choice"),
        (DAY_RUN, "2021-11-05 to 2021-11-01", "end-before-start"),
        (DAY_RUN, "2021-11-01 - 2021-11-05", "date-format"),
        (DAY_RUN, "2021-11-01 to 2021-11-31", "impossible-date"),
        (MOMENT, "2021-11-01 25:00", "time-format"),
        (MOMENT, "2021-11-01 noon", "time-format"),
        (MOMENT, "Tuesday 2021-11-01 12:00", "weekday-mismatch"),
        (HOURS, "09:00", "time-format"),
        (HOURS, "9:00 to 10:00", "time-format"),
        (HOURS, "17:00 to 17:00", "hours-out-of-order"),
        (DEADLINE_RULE, "four weeks before start", "rule-format"),
        (DEADLINE_RULE, "28 days after start", "rule-format"),
        (DAY_RULE, "February 30", "impossible-date"),
        (DAY_RULE, "fifth Monday of May", "rule-format"),
        (DUE_DAY, "February 29", "impossible-date"),
        (DUE_DAY, "June 31 or the working day before", "impossible-date"),
        (DUE_DAY, "the end of June", "rule-format"),
        (YEARS, "1 years", "rule-format"),
        (YEARS, "18 months", "rule-format"),
        (YEARS, "0 years", "number-range"),
        (YEARS, "26 years", "number-range"),
        (USUAL_WEEKDAYS, "weekdays", "rule-format"),
        (USUAL_WEEKDAYS, "Monday to", "rule-format"),
    ],
)
def test_values_that_are_refused(kind: Kind[Any], text: str, code: str) -> None:
    misread = kind.read(text)
    assert isinstance(misread, Misread)
    assert misread.code == code


@pytest.mark.parametrize(
    ("kind", "text", "fix"),
    [
        (ID, "CPSS, März 2022", "cpss-marz-2022"),
        (PHONE, "601–555–0100", "601-555-0100"),
        (URL, "http://example.org/x", "https://example.org/x"),
        (URL, "www.example.org", "https://www.example.org"),
        (DOMAIN, "https://Peer.Example.org/x", "peer.example.org"),
        (TIME_ZONE, "America/chicago", "America/Chicago"),
        (choice(COLOURS), "Blue Green", "blue-green"),
        (DAY_RUN, "2021-11-01 – 2021-11-05", "2021-11-01 to 2021-11-05"),
        (MOMENT, "2021-11-01 5 pm", "2021-11-01 17:00"),
        (HOURS, "9 am – 4:30 pm", "09:00 to 16:30"),
        (HOURS, "09:00 to 04:30", "09:00 to 16:30"),
        (DEADLINE_RULE, "4 weeks", "4 weeks before start"),
        (DUE_DAY, "Sept. 30", "September 30"),
        (DUE_DAY, "by the 30th of september", "September 30"),
        (
            DUE_DAY,
            "September 30, or the last business day before",
            "September 30 or the working day before",
        ),
        (DUE_DAY, "June 1st or next working day", "June 1 or the working day after"),
        (YEARS, "annually", "1 year"),
        (YEARS, "4", "4 years"),
        (YEARS, "every two years", "2 years"),
        (YEARS, "biennial", "2 years"),
        (YEARS, "24 months", "2 years"),
        (DATE, "2022-21-03", "2022-03-21"),
    ],
)
def test_the_fix_is_written_out_and_is_right(kind: Kind[Any], text: str, fix: str) -> None:
    misread = kind.read(text)
    assert isinstance(misread, Misread)
    assert fix in (misread.help or "")
    assert not isinstance(kind.read(fix), Misread)


@given(st.text(max_size=30))
def test_a_proposed_id_is_one(text: str) -> None:
    proposed = as_id(text)
    assert proposed == "" or ID.read(proposed) == proposed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("None", "none"),
        ("no deadline", "none"),
        ("No deadline.", "none"),
        ("there is no deadline", "none"),
        ("any time", "none"),
        ("Anytime", "none"),
        ("rolling basis", "none"),
        ("n/a", "none"),
        ("first come, first served", "first come first served"),
        ("First-come, first-served basis", "first come first served"),
        ("on a first come first served basis", "first come first served"),
    ],
)
@pytest.mark.parametrize("kind", [LAST_MOMENT, DEADLINE_RULE])
def test_other_words_for_no_deadline_are_answered_with_ours(
    kind: Kind[Any], text: str, meant: str
) -> None:
    misread = kind.read(text)
    assert isinstance(misread, Misread)
    assert (misread.code, misread.better) == ("unknown-choice", meant)
    fix = kind.fix(Span(Source("a.yaml", text), 0, len(text)), text, misread)
    assert fix is not None
    assert fix.safe is (text == "first come, first served")


@pytest.mark.parametrize("text", ["tomorrow", "2022-02-31", "March 3, 2022", "open", "soon"])
def test_what_is_no_word_for_it_is_read_as_a_date(text: str) -> None:
    assert LAST_MOMENT.read(text) == MOMENT.read(text)
