"""The law of `sitegen fix`: all that was typed of days and times is written, or nothing is mended.

Days, times, hours and runs are typed in every way that people have. What each says is known here,
so that the law is not held with the eyes of the program that reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.diagnostics import Source, Span
from sitegen.programme.kinds import DAY_RUN, HOURS, MILESTONE_DAYS, MOMENT
from sitegen.programme.model import DayRun, Hours, Moment
from sitegen.source.dates import WEEKDAYS
from sitegen.source.fields import Kind, Misread
from sitegen.source.values import DATE, ID, PHONE, whole_number

KINDS: tuple[Kind[Any], ...] = (DATE, MOMENT, DAY_RUN, MILESTONE_DAYS, HOURS)


def mended(kind: Kind[Any], typed: str) -> str | None:
    """Give what `sitegen fix` would write in place of a text; None where it leaves it alone."""
    value = kind.read(typed)
    if not isinstance(value, Misread):
        return None
    fix = kind.fix(Span(Source("file", typed), 0, len(typed)), typed, value)
    return fix.text if fix and fix.safe else None


@dataclass(frozen=True)
class Said:
    """A text, and what it says for sure: None where a reader would have to guess."""

    text: str
    value: object


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
DAY_FORMS = (
    "{0:%Y-%m-%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%b}. {0.day} {0.year}",
    "{0.day} {0:%B} {0.year}",
    "the {0.day}th of {0:%B}, {0.year}",
)
US_FORMS = (
    "{0.month}/{0.day}/{0.year}",
    "{0.month}-{0.day}-{0.year}",
    "{0.month}.{0.day}.{0.year}",
)
WEEKDAY_FORMS = ("{0:%A} {1}", "{0:%A}, {1}", "{0:%a}. {1}", "{1} ({0:%A})", "{1}, {0:%a}")


@st.composite
def days(draw: st.DrawFn) -> Said:
    """A day in figures or in words, with its weekday or without.

    Where day and month can be exchanged, a weekday says which is which, if it fits only one.
    """
    day = draw(DAYS)
    text, readings = draw(st.sampled_from(DAY_FORMS)).format(day), {day}
    if draw(st.booleans()):
        text = draw(st.sampled_from(US_FORMS)).format(day)
        readings |= {date(day.year, day.day, day.month)} if day.day <= 12 else set()
    if has_weekday := draw(st.booleans()):
        text = draw(st.sampled_from(WEEKDAY_FORMS)).format(day, text)
        readings = {one for one in readings if one.weekday() == day.weekday()}
    value = day if len(readings) == 1 else None
    if not has_weekday and draw(st.integers(0, 9)) == 0:
        text, value = f"{day.month}/{day.day}/{day:%y}", None
    return Said(text, value)


@st.composite
def times(draw: st.DrawFn) -> Said:
    """A time of day on either clock, also one of which half of the day is not said."""
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from((0, 15, 30, 45))))
    hour = at.hour % 12 or 12
    half = draw(st.sampled_from(("am", "a.m.", " AM", " a.m."))).replace(
        "a", "p" if at.hour >= 12 else "a"
    )
    half = half.replace("A", "P" if at.hour >= 12 else "A")
    text, value = draw(
        st.sampled_from(
            [
                (f"{at:%H:%M}", at),
                (f"{hour}:{at:%M}{half}", at),
                (f"{hour}{half}", time(at.hour)),
                (f"{at:%H:%M}:00", at),
                # With two figures it is as the format has it. What it says stays as it is.
                (f"{hour}:{at:%M}", time(hour, at.minute) if hour >= 10 else None),
                ("noon", time(12)),
                ("midnight", None),
            ]
        )
    )
    return Said(text, value)


REMARKS = st.sampled_from(
    ("(extended)", "CT", "or later", "?", "by mail", "17", "Room 2022", "²", "*", "EST", "-05:00")
)


@st.composite
def moments(draw: st.DrawFn) -> Said:
    """A day, most often with a time, and sometimes with more."""
    day = draw(days())
    text, value = day.text, day.value
    if draw(st.integers(0, 3)):
        at = draw(times())
        text += draw(st.sampled_from((" ", " at ", ", ", "T", "  "))) + at.text
        # On which day midnight is, would be a guess. time(0) is no other time than that.
        value = (day.value, at.value) if day.value and at.value not in {None, time(0)} else None
    elif value:
        value = (value, None)
    if draw(st.integers(0, 2)) == 0:
        text, value = f"{text} {draw(REMARKS)}", None
    if draw(st.integers(0, 5)) == 0:
        text, value = f"{draw(st.sampled_from(('by', 'on', 'before', 'not')))} {text}", None
    return Said(text, value)


@given(moments())
def test_a_moment_is_mended_with_all_that_it_says_or_not_at_all(said: Said) -> None:
    after = mended(MOMENT, said.text)
    if after is None:
        return
    assert said.value is not None, f"{said.text} -> {after}"
    day, at = said.value  # type: ignore[misc]
    assert MOMENT.read(after) == Moment(day, at), said.text
    typed_weekday = any(name[:3] in said.text for name in WEEKDAYS)
    assert typed_weekday == any(name in after for name in WEEKDAYS), f"{said.text} -> {after}"


@given(moments())
def test_a_day_never_loses_a_time_that_stands_with_it(said: Said) -> None:
    after = mended(DATE, said.text)
    if after is not None:
        assert said.value is not None, f"{said.text} -> {after}"
        day, at = said.value  # type: ignore[misc]
        assert at is None, f"{said.text} -> {after}"
        assert DATE.read(after) == day


@given(
    days(), st.sampled_from((" to ", " - ", " – ", " until ", ", ", " and ", " or ", " ")), days()
)
def test_a_run_of_days_is_mended_only_where_it_is_one(first: Said, sign: str, last: Said) -> None:
    for kind in (DAY_RUN, MILESTONE_DAYS, DATE, MOMENT):
        after = mended(kind, f"{first.text}{sign}{last.text}")
        if after is not None:
            assert sign.strip() in {"to", "-", "–", "until"}
            assert kind in (DAY_RUN, MILESTONE_DAYS)
            assert kind.read(after) == DayRun(first.value, last.value)  # type: ignore[arg-type]


@given(
    times(),
    st.sampled_from((" to ", "-", " – ", " until ", " and ")),
    times(),
    st.none()
    | st.sampled_from((", 1-4", " and 13:00 to 16:00", " CT", " (Monday)", " with lunch")),
)
def test_hours_are_mended_with_both_ends_and_without_a_guess(
    opens: Said, sign: str, closes: Said, more: str | None
) -> None:
    typed = f"{opens.text}{sign}{closes.text}{more or ''}"
    after = mended(HOURS, typed)
    if after is not None:
        assert more is None, typed
        assert sign != " and ", typed
        first, last = (
            on_24_hours(one) if one.value is None and is_24_hours(other.text) else one.value
            for one, other in ((opens, closes), (closes, opens))
        )
        assert first is not None, typed
        assert last is not None, typed
        assert HOURS.read(after) == Hours(first, last)  # type: ignore[arg-type]


def is_24_hours(text: str) -> bool:
    """Tell whether only the clock of 24 hours shows such a time: `09:00`, `16:30`."""
    return re.fullmatch("(0[0-9]|1[3-9]|2[0-3]):[0-9]{2}(:00)?", text) is not None


def on_24_hours(said: Said) -> time | None:
    """Give the time of `9:00` beside such a time. Before six it is a guess even then."""
    match = re.fullmatch("([6-9]|1[0-2]):([0-9]{2})", said.text)
    return time(int(match[1]), int(match[2])) if match else None


TYPED = st.text(st.sampled_from("0123456789-/.: ,toamp()MFprilJuesfwk–２²*?T"), max_size=30)
DIGITS = st.lists(
    st.sampled_from(("2022-04-18", "17:00", "5 pm", "to", "9", "-", "CT", "²", "Mon"))
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
@given(typed=TYPED | DIGITS.map(" ".join))
def test_no_digit_is_lost_or_made_whatever_is_typed(kind: Kind[Any], typed: str) -> None:
    """Held without a parser: each number that is written stands in what was typed, one for one."""
    after = mended(kind, typed)
    if after is None:
        return
    assert mended(kind, after) is None
    numbers = [int(n) for n in re.findall("[0-9]+", after)]
    left = [int(n) for n in re.findall(r"\d+", re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1 \2 \3", typed))]
    for number in left:
        same = next((n for n in numbers if n == number or n % 12 == number % 12), None)
        assert same is not None, f"{typed} -> {after}"
        numbers.remove(same)
    assert set(numbers) <= {0, 12} | set(range(1, 13)), f"{typed} -> {after}"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (MOMENT, "4/18/2022 5:00"),
        (MOMENT, "2022-04-18 9:00"),
        (MOMENT, "2022-04-18 midnight"),
        (MOMENT, "2022-04-18 17:00 CT"),
        (MOMENT, "2022-04-18T17:00Z"),
        (MOMENT, "3/21/22"),
        (MOMENT, "2022-04-18 23:59:59"),
        (MOMENT, "2022-04-18 or 2022-04-20"),
        (DATE, "2022-03-21T09:00:00"),
        (DATE, "2022-03-21 5 pm"),
        (DATE, "2022-03-21 (tentative)"),
        (DATE, "2022-03-21²"),
        (DATE, "3/21/2022 to 3/25/2022"),
        (DATE, "2022-W12-1"),
        (DAY_RUN, "2021-11-01, 2021-11-05"),
        (DAY_RUN, "2021-11-01 2021-11-05"),
        (DAY_RUN, "3/13/2022 and 3/15/2022"),
        (HOURS, "1:00-5:00"),
        (HOURS, "9:00 to 4:30"),
        (HOURS, "9-5"),
        (HOURS, "1-5 pm"),
        (HOURS, "9:00 to 12:00 and 1:00 to 4:00"),
        (HOURS, "9 am to 12 pm, 1 pm to 4 pm"),
        (HOURS, "9:00-16:30 CT"),
        (HOURS, "7:00 to 9:00"),
        (HOURS, "Monday to Friday 9am-5pm"),
        (HOURS, "9 AM - 12 PM / 1 PM - 4 PM"),
        (MOMENT, "18 Apr 22"),
        (whole_number(1, 300), "20²"),
        (PHONE, "601-555-0100¹"),
        (ID, "CPSS 2022"),
    ],
)
def test_what_would_lose_or_guess_something_stays(kind: Kind[Any], typed: str) -> None:
    assert isinstance(kind.read(typed), Misread)
    assert mended(kind, typed) is None


@pytest.mark.parametrize(
    ("kind", "typed", "after"),
    [
        (MOMENT, "4/18/2022 5:00 PM", "2022-04-18 17:00"),
        (MOMENT, "2022-04-18T17:00", "2022-04-18 17:00"),
        (MOMENT, "April 18, 2022 17:00", "2022-04-18 17:00"),
        (MOMENT, "Mon, April 18th, 2022 at 5 p.m.", "Monday 2022-04-18 17:00"),
        (MOMENT, "2022-04-18 (Monday)", "Monday 2022-04-18"),
        (MOMENT, "Friday 3/4/2022 noon", "Friday 2022-03-04 12:00"),
        (DATE, "20220321", "2022-03-21"),
        (DAY_RUN, "11/13/2021 - 11/15/2021", "2021-11-13 to 2021-11-15"),
        (DAY_RUN, "Mon 2021-11-01 – Fri 2021-11-05", "Monday 2021-11-01 to Friday 2021-11-05"),
        (HOURS, "9 a.m. - 4:30 p.m.", "09:00 to 16:30"),
        (HOURS, "9am-noon", "09:00 to 12:00"),
        (HOURS, "9:00-16:30", "09:00 to 16:30"),
    ],
)
def test_what_has_one_reading_is_mended_in_full(kind: Kind[Any], typed: str, after: str) -> None:
    assert mended(kind, typed) == after
    assert not isinstance(kind.read(after), Misread)
