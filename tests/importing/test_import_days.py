"""Days as offices write them in lines, read into a made-up site."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import imported_text, yaml_of

from sitegen.importing.days import WrongDay, find_days
from sitegen.programme.model import DayRun

MEADOW = "  place: meadow"
MARCH = ["  start: 2033-03-21", "  end: 2033-03-25"]
APRIL = ["  deadline: 2033-04-18", "  year_assumed: yes"]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("March 21-25, 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("March 21 – 25, 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("March 21\u201425, 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("Mar. 21st through 25th, 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("21-25 March 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("the 21st of March 2033", "start: 2033-03-21\n"),
        ("Monday, March 21, 2033", "start: 2033-03-21\n"),
        ("Mon., March 21 to Fri., March 25, 2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("Sept. 12-16, 2033", "start: 2033-09-12\n  end: 2033-09-16\n"),
        ("March 30 - April 2, 2033", "start: 2033-03-30\n  end: 2033-04-02\n"),
        ("Dec. 28 – Jan. 3, 2034", "start: 2033-12-28\n  end: 2034-01-03\n"),
        ("Dec. 28, 2033 until Jan. 3", "start: 2033-12-28\n  end: 2034-01-03\n"),
        ("3/21/2033", "start: 2033-03-21\n"),
        ("3/21-3/25/2033", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("3/21/33 - 3/25/33", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("21.3.2033", "start: 2033-03-21\n"),
        ("2033-03-21 to 2033-03-25", "start: 2033-03-21\n  end: 2033-03-25\n"),
        ("Fri 3/4/2033", "start: 2033-03-04\n"),
        ("May 2, 3 and 9, 2033", "days: [2033-05-02 to 2033-05-03, 2033-05-09]\n"),
        (
            "November 1-4, 7-10 and 14-17, 2033",
            "days: [2033-11-01 to 2033-11-04, 2033-11-07 to 2033-11-10, 2033-11-14 to ",
        ),
        ("\u00a0 March\u00a021,\u00a02033\u200b", "start: 2033-03-21\n"),
        ("Ｍａｒｃｈ 21, 2033", "start: 2033-03-21\n"),
    ],
)
def test_days_are_read(
    typed: str, days: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(capsys, tmp_path, f"Puppy Courses\n\n\u2022 {typed} – Dog meadow\n")
    assert found["not_decided"] == []
    (text,) = yaml_of(found)
    assert days in text
    assert "place: meadow\n" in text


@pytest.mark.parametrize(
    ("typed", "problem", "help_"),
    [
        (
            "3/4/2033",
            "“3/4/2033” can be read in two ways.",
            "Write 2033-03-04 (Friday, March 4, 2033) or 2033-04-03 (Sunday, April 3, 2033).",
        ),
        (
            "Monday, March 22, 2033",
            "March 22, 2033, is a Tuesday, not a Monday.",
            "If the date is right, write: Tuesday 2033-03-22.",
        ),
        (
            "February 30, 2033",
            "2033-02-30 is not a day. February 2033 has 28 days.",
            "The last day is 2033-02-28",
        ),
        ("March 25-21, 2033", "“March 25-21, 2033” is no run of days", ""),
        ("March 21", "“March 21” has no year", "Name the year: --year"),
        ("March 21, 2033 | June 2, 2033", "The line has a further date, “June 2, 2033”", ""),
        (
            "March 21, 2033 (Deadline: March 23, 2033)",
            "The deadline, 2033-03-23, is after the first day, 2033-03-21.",
            "",
        ),
    ],
)
def test_what_is_not_clear_is_asked_and_not_taken_over(
    typed: str, problem: str, help_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(capsys, tmp_path, f"Puppy Courses\n{typed}\n")
    assert found["new"] == []
    (question,) = found["not_decided"]
    assert question["problem"].startswith(problem)
    assert question["help"].startswith(help_)


def test_a_sentence_about_a_deadline_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nMay 9, 2033\nPlease note the deadline for March is Feb. 21, 2033.\n"
    found = imported_text(capsys, tmp_path, text)
    assert "deadline:" not in yaml_of(found)[0]
    assert len(found["not_understood"]) == 1


def test_a_list_as_it_stands_in_an_e_mail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Date: Tue, 4 Jan 2033 10:12\n\nhere are the dates for the Puppy Course:\n\n"
        "1. March 21 - 25, 2033, 9am - 4pm, Dog meadow\n"
        "2) May 2-3 (Dog Meadow), register by April 18\n"
        "3. December 29, 2033 - January 2, 2034 @ Dog meadow. Deadline is November 30.\n"
        "4. Tues Nov 8 and Thurs Nov 10, 2033 -- TBA\n"
    )
    found = imported_text(capsys, tmp_path, text)
    assert [text.splitlines()[2:] for text in yaml_of(found)] == [
        [*MARCH, "  hours: 09:00 to 16:00", MEADOW],
        ["  start: 2033-05-02", "  end: 2033-05-03", MEADOW, *APRIL],
        ["  days: [2033-11-08, 2033-11-10]", "  place: tbd"],
        ["  start: 2033-12-29", "  end: 2034-01-02", MEADOW, "  deadline: 2033-11-30"],
    ]
    assert [one["text"][:5] for one in found["not_understood"]] == ["Date:"]


def test_a_training_on_several_lines_each_with_a_label(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "PUPPY COURSE TRAINING SCHEDULE 2033\n\nWhen: March 21-25\nWhere: Dog meadow\n"
        "Registration deadline: March 7\n\nDate: May 2\nLocation: TBA\nTime: 9 am to noon\n"
    )
    first, second = yaml_of(imported_text(capsys, tmp_path, text))
    assert first.splitlines()[2:] == [
        *(*MARCH, MEADOW, "  deadline: 2033-03-07", "  year_assumed: yes")
    ]
    assert second.splitlines()[2:] == [
        *("  start: 2033-05-02", "  hours: 09:00 to 12:00", "  place: tbd", "  year_assumed: yes")
    ]


def test_deadlines_that_stand_before_their_trainings_are_theirs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "Puppy Courses\nDeadline: March 14, 2033\nMarch 21, 2033\n"
        "Deadline: March 18, 2033\nApril 4, 2033\nDeadline: May 2, 2033\n"
    )
    found = imported_text(capsys, tmp_path, text)
    assert [one.splitlines()[2:] for one in yaml_of(found)] == [
        ["  start: 2033-03-21", "  deadline: 2033-03-14"],
        ["  start: 2033-04-04", "  deadline: 2033-03-18"],
    ]
    assert [one["text"] for one in found["not_understood"]] == ["Deadline: May 2, 2033"]


def test_a_last_day_on_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nStart: March 21, 2033\nEnd: March 25, 2033\nPlace: Dog meadow\n"
    (new,) = yaml_of(imported_text(capsys, tmp_path, text))
    assert new.splitlines()[2:] == [*MARCH, MEADOW]


@pytest.mark.parametrize(
    "line",
    [
        "Updated: March 4, 2033",
        "Posted on March 4, 2033",
        "Last day: March 4, 2033",
        "We meet before March 4, 2033 to talk.",
        "Puppy Course | March 4, 2033 | March 6, 2033",
    ],
)
def test_a_date_that_is_something_else_is_no_training(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(capsys, tmp_path, f"Puppy Courses\n{line}\n")
    assert found["new"] == []
    assert len(found["not_understood"] + found["not_decided"] + found["waiting"]) == 1


def test_lines_that_a_mail_has_broken_are_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nMarch 21-25, 2033 – Dog meadow (Application\nDeadline: March 7, 2033)\n"
    (new,) = yaml_of(imported_text(capsys, tmp_path, text))
    assert new.splitlines()[2:] == [*MARCH, MEADOW, "  deadline: 2033-03-07"]


def test_an_order_that_a_person_names_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\n3/4/2033\n"
    (month,) = yaml_of(imported_text(capsys, tmp_path, text, "--dates", "month-first"))
    (day,) = yaml_of(imported_text(capsys, tmp_path, text, "--dates", "day-first"))
    assert "start: 2033-03-04\n" in month
    assert "start: 2033-04-03\n" in day


def test_a_year_comes_from_a_heading_from_the_line_before_or_from_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_heading = imported_text(capsys, tmp_path, "2033 Puppy Courses\nMarch 21\nMay 9\n")
    assert [text.splitlines()[2] for text in yaml_of(by_heading)] == [
        "  start: 2033-03-21",
        "  start: 2033-05-09",
    ]
    by_person = imported_text(capsys, tmp_path, "Puppy Courses\nMarch 21\n", "--year", "2034")
    assert "start: 2034-03-21\n" in yaml_of(by_person)[0]
    assert "as you said" in by_person["new"][0]["remarks"][0]


def test_without_a_year_a_day_before_the_line_above_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported_text(capsys, tmp_path, "Puppy Courses\nNovember 7, 2033\nJanuary 9\n")
    (question,) = found["not_decided"]
    assert "With 2033 it is before the line above it." in question["problem"]
    assert "2033-01-09" in question["help"]
    assert "2034-01-09 (Monday, January 9, 2034)" in question["help"]


def test_a_deadline_without_a_year_is_the_last_such_day_before_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nJanuary 10, 2033 (apply by December 6)\n"
    (new,) = imported_text(capsys, tmp_path, text)["new"]
    assert "deadline: 2032-12-06\n" in new["yaml"]
    said = "No year is printed with “December 6”. 2032 was assumed: then it is Monday, December 6, "
    assert new["remarks"] == [f"{said}2032."]


def test_a_deadline_on_the_next_line_belongs_to_the_training_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Puppy Courses\nMarch 21, 2033\nVaccination Proof Due: March 14, 2033, 5 p.m.\n"
    assert "deadline: 2033-03-14 17:00\n" in yaml_of(imported_text(capsys, tmp_path, text))[0]


DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(first=DAYS, more=st.integers(0, 30), form=st.sampled_from(["long", "short", "iso", "us"]))
def test_each_run_of_days_is_read_as_it_was_written(first: date, more: int, form: str) -> None:
    last = first + timedelta(days=more)
    forms = {
        "long": "%A, %B {0.day}, %Y",
        "short": "%b. {0.day} %Y",
        "iso": "%Y-%m-%d",
        "us": "%a {0.month}/{0.day}/%Y",
    }
    written = [day.strftime(forms[form].format(day)) for day in (first, last)]
    text = f"On {written[0]} to {written[1]} at noon"
    (days,) = find_days(text)
    assert days.readings() == [(DayRun(first, last),)]


@given(st.text(alphabet="0123456789/-., MarchJunetoandth:", max_size=60))
def test_whatever_stands_in_a_line_is_days_or_a_reason(text: str) -> None:
    for days in find_days(text, alone=True):
        assert text[days.start : days.end] == days.text
        try:
            ways = days.readings(2033)
        except WrongDay:
            continue
        assert ways
        for way in ways:
            assert all(run.first <= run.last for run in way)
