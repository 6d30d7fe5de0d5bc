"""From a renewal to its days: which years, working days, and what is written in their place."""

from __future__ import annotations

from datetime import date

import pytest
from case_files import checked, small_site

from sitegen.programme.model import Programme

RULES = small_site().read["content/designations.yaml"].decode()
SCHEDULE = small_site().read["schedules/2022.yaml"].decode()
CLOSED = small_site().read["content/closed-days.yaml"].decode()
RULE = "every: 2 years, due: September 30 or the working day before, from: 2020"


def programme(renewal: str = RULE, schedule: str = "", closed: str = "") -> Programme:
    certification = f"""\
certification:
  name: Peer certification
  requires: tbd
  renewal: {{label: Peer renewal, {renewal}}}
"""
    result = checked(
        {
            "content/designations.yaml": f"{RULES}\n{certification}".encode(),
            "schedules/2022.yaml": f"{SCHEDULE}\n{schedule}".encode(),
            "content/closed-days.yaml": f"{CLOSED}\n{closed}".encode(),
        }
    )
    assert result.programme is not None, result.report.diagnostics
    return result.programme


def days(of: Programme) -> dict[str, date]:
    return {one.id: one.moment.day for one in of.deadlines}


def test_they_go_to_the_next_one_after_the_last_schedule() -> None:
    found = programme()
    assert days(found) == {
        "certification-renewal-2020": date(2020, 9, 30),
        "certification-renewal-2022": date(2022, 9, 30),
        "certification-renewal-2024": date(2024, 9, 30),
    }
    assert {(one.label, one.renewal_of) for one in found.deadlines} == {
        ("Peer renewal", "certification")
    }


def test_the_first_one_is_there_however_far_ahead_it_is() -> None:
    assert days(programme("every: 1 year, due: June 30, from: 2040")) == {
        "certification-renewal-2040": date(2040, 6, 30)
    }


@pytest.mark.parametrize("renewal", ["every: 4 years", "every: 4 years, due: September 30"])
def test_what_depends_on_the_certificate_has_no_days(renewal: str) -> None:
    assert days(programme(renewal)) == {}


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("September 30", date(2023, 9, 30)),  # a Saturday
        ("September 30 or the working day before", date(2023, 9, 28)),
        ("September 30 or the working day after", date(2023, 10, 2)),
    ],
)
def test_a_working_day_is_neither_a_weekend_nor_a_closed_day(due: str, day: date) -> None:
    closed = "extra_closed_days: [{date: 2023-09-29, name: Day of the Move}]"
    found = programme(f"every: 2 years, due: {due}, from: 2023", closed=closed)
    assert days(found) == {"certification-renewal-2023": day}


@pytest.mark.parametrize("day", ["2022-10-14", "2022-09-30", "2022-06-01"])
def test_a_deadline_of_the_same_certification_stands_for_the_day_that_it_is_near(day: str) -> None:
    written = f"{{id: late, label: Peer renewal, date: {day}, renewal_of: certification}}"
    found = programme(schedule=f"deadlines: [{written}]")
    assert sorted(days(found)) == [
        "certification-renewal-2020",
        "certification-renewal-2024",
        "late",
    ]


def test_one_that_is_far_from_all_of_them_stands_for_none() -> None:
    written = "{id: extra, label: Peer renewal, date: 2022-10-14, renewal_of: certification}"
    found = programme("every: 2 years, due: September 30, from: 2021", f"deadlines: [{written}]")
    assert sorted(days(found)) == [
        "certification-renewal-2021",
        "certification-renewal-2023",
        "extra",
    ]


def test_the_name_of_a_computed_day_is_enough_to_stand_for_it() -> None:
    written = (
        "{id: certification-renewal-2022, label: Peer renewal, date: 2022-10-14, reason: A flood.}"
    )
    found = programme(schedule=f"deadlines: [{written}]")
    assert days(found)["certification-renewal-2022"] == date(2022, 10, 14)
