"""What one pays for a training, and until when, in every output."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest
from icalendar import Calendar
from programmes import CPSS, TODAY, deadline, planned, programme, training
from read_pages import said_in

from sitegen.lazy import replace
from sitegen.programme.amounts import FREE, Amount
from sitegen.programme.kinds import AMOUNT
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import DayRun, Fee, Moment, Run, Status, Training
from sitegen.record import recorded

NOON = Moment(date(2022, 5, 2), time(12))
FEES = (
    Fee(label="Training", amount=Amount(125_000, "USD"), due=NOON),
    Fee(label="Training", amount=Amount(4_050, "CAD"), due=Moment(date(2022, 6, 1))),
    Fee(label="Exam", amount=FREE, due=None),
)
TRAINING = training("t", CPSS, date(2022, 5, 16), deadline=deadline(date(2022, 4, 18)), fees=FEES)
WORDS = (
    "Fees Training: $1,250, pay by Monday, May 2, 2022 at noon Central Time "
    "Training: 40.50 CAD, pay by Wednesday, June 1, 2022, by the end of the day Exam: free"
)


def site(one: Training, today: date = TODAY) -> Mapping[str, bytes]:
    return planned(programme(trainings=(one,)), today)


@pytest.mark.parametrize("path", ["trainings/t/index.html", "trainings/t/print/index.html"])
def test_a_training_says_them(path: str) -> None:
    assert WORDS in said_in(site(TRAINING)[path])


def test_a_track_says_what_all_of_its_trainings_ahead_cost() -> None:
    path = "trainings/cpss/index.html"
    said = said_in(site(TRAINING)[path])
    assert "Fees: Training: $1,250 Training: 40.50 CAD Exam: free" in said
    dearer = replace(FEES[0], amount=Amount(1, "USD"))
    other = replace(TRAINING, id="u", runs=(Run(DayRun(date(2022, 8, 1), date(2022, 8, 1))),))
    for fees, is_said in ((FEES, True), ((dearer,), False), ((), False)):
        both = programme(trainings=(TRAINING, replace(other, fees=fees)))
        assert ("Fees:" in said_in(planned(both)[path])) is is_said


@pytest.mark.parametrize("path", ["trainings/index.html", "years/2022/index.html"])
def test_when_they_are_due_is_a_date_like_others(path: str) -> None:
    said = said_in(site(TRAINING)[path])
    first, noon = "By Monday, May 2, 2022 By 2 Mon", "$1,250 due (Training), noon Central Time"
    second = "By Wednesday, June 1, 2022 By 1 Wed"
    row = [first, noon, "Monday, May 16, 2022", second, "40.50 CAD"]
    if path.startswith("years"):
        # The days of trainings stand in a table of their own.
        row.remove("Monday, May 16, 2022")
    places = [said.index(one) for one in row]
    assert places == sorted(places)
    assert "free" not in said
    if path.startswith("years"):
        past = said_in(site(TRAINING, date(2022, 5, 3))[path])
        assert f"{noon} Past" in past


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_of_what_is_called_off_nothing_is_due(status: Status) -> None:
    files = site(replace(TRAINING, status=status))
    assert "pay by" not in said_in(files["trainings/t/index.html"])
    assert "due (" not in said_in(files["years/2022/index.html"])
    (found,) = json.loads(files["trainings.json"])["trainings"]
    assert [one["due"] for one in found["fees"]] == [None, None, None]


def events(files: dict[str, bytes], form: str) -> dict[str, Any]:
    found = Calendar.from_ical(files[f"calendars/all-{form}.ics"]).walk("VEVENT")
    return {str(one["UID"]).partition("@")[0]: one for one in found}


def test_calendars_have_what_is_due_and_each_entry_says_what_it_costs() -> None:
    files = site(TRAINING)
    found = events(files, "deadlines")
    assert set(found) == {"t-deadline", "t--due-training", "t--due-training--2"}
    title = "$1,250 due (Training) (by noon): CPSS Training, May 16, 2022"
    assert str(found["t--due-training"]["SUMMARY"]) == title
    for one in events(files, "trainings-and-deadlines").values():
        for line in ("Fee: $1,250 (Training)", "Fee: 40.50 CAD (Training)", "Fee: free (Exam)"):
            assert line in str(one["DESCRIPTION"]).splitlines()
    assert set(events(files, "trainings")) == {"t"}


def test_subscribers_are_given_another_amount_once() -> None:
    ledger = recorded(programme(trainings=(TRAINING,)), Ledger(), TODAY)
    assert {one.sequence for one in ledger.events.values()} == {0}
    dearer = replace(TRAINING, fees=(replace(FEES[0], amount=Amount(130_000, "USD")), *FEES[1:]))
    for _ in range(2):
        ledger = recorded(programme(trainings=(dearer,)), ledger, TODAY)
        assert {one.sequence for one in ledger.events.values()} == {1}


def test_a_training_without_fees_is_as_before() -> None:
    free = replace(TRAINING, fees=(), cost="Free")
    assert "Fees" not in said_in(site(free)["trainings/t/index.html"])


def test_other_programs_have_numbers() -> None:
    (found,) = json.loads(site(TRAINING)["trainings.json"])["trainings"]
    day = {"day": "2022-05-02", "time": "12:00", "instant": "2022-05-02T12:00:00-05:00"}
    assert found["fees"] == [
        {"for": "Training", "amount": 1250, "currency": "USD", "due": day},
        {
            "for": "Training",
            "amount": 40.5,
            "currency": "CAD",
            "due": {"day": "2022-06-01", "time": None, "instant": None},
        },
        {"for": "Exam", "amount": 0, "currency": None, "due": None},
    ]


def about(one: Training) -> dict[str, Any]:
    page = site(one)["trainings/t/index.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    item: dict[str, Any] = json.loads(found[1])
    return item


def test_search_engines_are_told_prices_and_never_a_sum() -> None:
    several = about(TRAINING)
    assert "isAccessibleForFree" not in several
    assert "price" not in several["offers"]
    prices = [(one["name"], one["price"]) for one in several["offers"]["priceSpecification"]]
    assert prices == [("Training", 1250), ("Training", 40.5), ("Exam", 0)]
    one = about(replace(TRAINING, fees=FEES[:1]))
    assert (one["offers"]["price"], one["offers"]["priceCurrency"]) == (1250, "USD")
    free = about(replace(TRAINING, fees=FEES[2:]))
    assert free["isAccessibleForFree"] is True
    assert free["offers"]["price"] == 0
    # Words that say free do not outweigh an amount.
    assert "isAccessibleForFree" not in about(replace(TRAINING, cost="Free"))


READ = {
    "150 USD": Amount(15_000, "USD"),
    "$150": Amount(15_000, "USD"),
    "$1,250.50": Amount(125_050, "USD"),
    "99.90 EUR": Amount(9_990, "EUR"),
    "free": FREE,
}
BETTER = {
    "USD 150": "150 USD",
    "150 dollars": "150 USD",
    "150usd": "150 USD",
    "150$": "150 USD",
    "US$150": "150 USD",
    "€150": "150 EUR",
    "150 pounds": "150 GBP",
    "150.5 USD": "150.50 USD",
    "0": "free",
    "$0": "free",
    "0.00 EUR": "free",
    "No cost": "free",
}


@pytest.mark.parametrize("written", READ)
def test_amounts_are_read(written: str) -> None:
    assert AMOUNT.read(written) == READ[written]


@pytest.mark.parametrize("written", BETTER)
def test_amounts_in_other_forms_are_answered(written: str) -> None:
    found = AMOUNT.read(written)
    assert not isinstance(found, Amount)
    assert found.better == BETTER[written]


@pytest.mark.parametrize("written", ["150", "150 USB", "150,00 EUR", "$5-$10", "-5 USD", "$", ""])
def test_nothing_is_guessed(written: str) -> None:
    found = AMOUNT.read(written)
    assert not isinstance(found, Amount)
    assert found.better is None
