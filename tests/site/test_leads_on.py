"""What is past, off or not announced says so, and leads on."""

from __future__ import annotations

import re
from datetime import date

import pytest
from programmes import CPSS, deadline, planned, programme, training
from read_pages import main_of, said_in

from sitegen.lazy import replace
from sitegen.programme.model import Status, Training

PAST = training("t", CPSS, date(2022, 3, 21), date(2022, 3, 25))
NEXT = training("n", CPSS, date(2022, 5, 16), deadline=deadline(date(2022, 4, 18)))
TODAY = date(2022, 4, 1)


def page(path: str, *trainings: Training, today: date = TODAY) -> str:
    return planned(programme(trainings=trainings), today)[f"{path}index.html"].decode()


def descriptions(html: str) -> set[str]:
    return set(re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"', html))


@pytest.mark.parametrize(
    ("status", "begins"),
    [
        (Status.SCHEDULED, "Past training: CPSS Training, March 21 to 25, 2022."),
        (Status.CANCELLED, "Cancelled: CPSS Training, March 21 to 25, 2022."),
        (Status.POSTPONED, "Postponed: CPSS Training, March 21 to 25, 2022."),
    ],
)
def test_a_search_engine_is_told_what_has_gone(status: Status, begins: str) -> None:
    (said,) = descriptions(page("trainings/t/", replace(PAST, status=status)))
    assert said.startswith(begins)


def test_what_is_ahead_is_not_said_to_be_past() -> None:
    (said,) = descriptions(page("trainings/t/", PAST, today=date(2022, 3, 25)))
    assert said.startswith("CPSS Training from Monday, March 21, 2022.")


@pytest.mark.parametrize(
    ("status", "today", "begins"),
    [
        (Status.SCHEDULED, date(2022, 4, 19), "Applications closed: CPSS Training on Monday"),
        (Status.FULL, TODAY, "Full: CPSS Training on Monday"),
        (Status.SCHEDULED, date(2022, 5, 16), "CPSS Training on Monday"),
    ],
)
def test_a_search_engine_is_not_told_to_apply_where_nobody_can(
    status: Status, today: date, begins: str
) -> None:
    (said,) = descriptions(page("trainings/n/", replace(NEXT, status=status), today=today))
    assert said.startswith(begins)
    assert "Apply by" not in said
    (open_,) = descriptions(page("trainings/n/", NEXT))
    assert "Apply by Monday, April 18, 2022." in open_


def test_a_year_that_is_past_leads_to_what_is_ahead() -> None:
    leads = "See upcoming trainings and deadlines"
    assert said_in(page("years/2022/", PAST, today=date(2022, 3, 26))).count(leads) == 1
    assert leads not in said_in(page("years/2022/", PAST, today=date(2022, 3, 25)))
    assert leads not in said_in(page("years/2022/", PAST, NEXT))


def test_a_past_training_leads_to_the_next_one_or_to_its_track() -> None:
    said = said_in(page("trainings/t/", PAST, NEXT))
    assert "You can still apply for the next one: CPSS Training on Monday, May 16, 2022" in said
    alone = page("trainings/t/", PAST)
    assert "What comes next, and what you can do now: CPSS Training" in said_in(alone)
    assert 'href="/peer-support/trainings/cpss/"' in main_of(alone).partition("<h2")[0]


def test_without_dates_pages_say_which_training_was_the_last_that_was_held() -> None:
    off = replace(NEXT, status=Status.CANCELLED)
    for path in ("", "trainings/", "trainings/cpss/"):
        said = said_in(page(path, PAST, off, today=date(2022, 6, 1)))
        assert "Everything that is ahead" not in said
        assert "No training dates right now. The last CPSS Training was March 21" in said, path
        assert said.count("No training dates right now.") == 1, path


def test_what_nobody_has_announced_is_named_once_while_it_can_be_asked_for() -> None:
    missing = "Cost, hours, what you need to take part online. Ask us."
    assert said_in(page("trainings/n/", NEXT)).count(missing) == 1
    assert said_in(page("trainings/cpss/", NEXT, replace(NEXT, id="m"))).count(missing) == 1
    told = replace(NEXT, cost="It is free.")
    assert "Hours, what you need to take part online. Ask us." in said_in(
        page("trainings/n/", told)
    )
    assert "Not announced" not in said_in(page("trainings/t/", PAST))
