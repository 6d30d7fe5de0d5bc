"""Twice as many entries with a mistake take twice the steps to check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from case_files import report
from test_many_rules import calls_of

SIZE = 80


def trainings(number: int, place: str = "virtual", more: str = "") -> bytes:
    days = [date(2022, 1, 3) + timedelta(days=7 * (i % 50)) for i in range(number)]
    return (
        "year: 2022\ntrainings:\n"
        + "".join(
            f"  - id: cpss-{i}\n    track: cpss\n    start: {day}\n    end: {day + timedelta(4)}\n"
            f"    place: {place.replace('NUMBER', str(i))}\n{more.replace('NUMBER', str(i))}"
            for i, day in enumerate(days)
        )
    ).encode()


def places(number: int) -> bytes:
    rooms = (
        f"  - {{id: room-{i}, name: 'Gulfport, Room {i}', mode: in-person}}\n"
        for i in range(number)
    )
    return ("places:\n" + "".join(rooms)).encode()


SCHEDULE, PLACES = "schedules/2022.yaml", "content/places.yaml"
MANY: dict[str, Callable[[int], dict[str, bytes]]] = {
    "places by their names": lambda n: {
        SCHEDULE: trainings(n, "'Gulfport, Room NUMBER'"),
        PLACES: places(n),
    },
    "places that are not there": lambda n: {
        SCHEDULE: trainings(n, "hall-NUMBER"),
        PLACES: places(n),
    },
    "parts of names of places": lambda n: {SCHEDULE: trainings(n, "Gulfport"), PLACES: places(n)},
    "links that lead nowhere": lambda n: {
        SCHEDULE: trainings(n, more="    note: See [the hall](/halls/NUMBER/).\n")
    },
}


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_many_take_twice_the_steps(kind: str) -> None:
    report(MANY[kind](3))  # what is prepared once
    once = calls_of(lambda: report(MANY[kind](SIZE)))
    assert calls_of(lambda: report(MANY[kind](2 * SIZE))) <= 2.4 * once
