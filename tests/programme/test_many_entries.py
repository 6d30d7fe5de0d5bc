"""Twice as many entries with a mistake take twice the steps to check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from case_files import report
from test_many_rules import calls_of

from sitegen.programme.checks.former_names import Names

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


def one_training(name: str, capacity: int) -> bytes:
    return (
        f"  - id: {name}\n    track: cpss\n    start: 2022-12-05\n    end: 2022-12-09\n"
        f"    place: virtual\n    capacity: {capacity}\n"
    ).encode()


def places(number: int) -> bytes:
    rooms = (
        f"  - {{id: room-{i}, name: 'Gulfport, Room {i}', mode: in-person}}\n"
        for i in range(number)
    )
    return ("places:\n" + "".join(rooms)).encode()


def people(number: int) -> bytes:
    left = (
        f"  - {{id: jo-{i}, name: Jo {i}-Smith, office: central, status: former}}\n"
        for i in range(number)
    )
    office = "offices:\n  - {id: central, name: Central Office, phone: 601-555-0100}\n"
    return (f"{office}people:\n" + "".join(left)).encode()


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
    "people who have left": lambda n: {
        SCHEDULE: trainings(n, more="    note: Ask Jo NUMBER-Smith, or Dr. NUMBER-Smith.\n"),
        "content/contacts.yaml": people(n),
    },
    "schedules that are copies": lambda n: {
        f"schedules/2022 ({i}).yaml": trainings(3) for i in range(1, n + 1)
    },
    "schedules that differ in one entry": lambda n: {
        f"schedules/2022 ({i}).yaml": trainings(3) + one_training(f"other-{i}", i)
        for i in range(1, n + 1)
    },
    "files that are not there": lambda n: {
        "content/documents.yaml": b"documents:\n"
        + b"".join(
            b"  - {id: d-%d, label: Form %d, file: form-%d.pdf}\n" % (i, i, i) for i in range(n)
        ),
        **{f"content/files/form-x{i}.pdf": b"%PDF-1.7" for i in range(n)},
    },
}


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_many_take_twice_the_steps(kind: str) -> None:
    report(MANY[kind](3))  # what is prepared once
    once = calls_of(lambda: report(MANY[kind](SIZE)))
    assert calls_of(lambda: report(MANY[kind](2 * SIZE))) <= 2.4 * once


def test_many_names_are_looked_for_in_one_pass() -> None:
    """The words of a text are gone through once, and few names are tried at each."""
    tried: list[object] = []

    class Counted(Names):
        def _named(self, words, number):
            for one in super()._named(words, number):
                tried.append(one)
                yield one

    people = [f"Jo {i}-Smith" for i in range(SIZE)]
    text = "\n".join(f"Ask {name}, or Dr. {i}-Smith." for i, name in enumerate(people))
    found = list(Counted(people).found_in(text))
    assert len(found) == 2 * SIZE
    assert len(tried) == 2 * SIZE
