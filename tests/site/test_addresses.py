"""Addresses: under any base path, each a file of its own, no two the same."""

from __future__ import annotations

from datetime import date

import programmes
import pytest

from sitegen.site import addresses
from sitegen.site.addresses import BaseUrl
from sitegen.site.claims import collisions
from sitegen.site.kinds import Address


@pytest.mark.parametrize(
    ("url", "href", "absolute", "subscription"),
    [
        (
            "https://example.org/peer-support/",
            "/peer-support/trainings/",
            "https://example.org/peer-support/trainings/",
            "webcal://example.org/peer-support/trainings/",
        ),
        (
            "https://example.org",
            "/trainings/",
            "https://example.org/trainings/",
            "webcal://example.org/trainings/",
        ),
        (
            "http://127.0.0.1:8000/",
            "/trainings/",
            "http://127.0.0.1:8000/trainings/",
            "webcal://127.0.0.1:8000/trainings/",
        ),
    ],
)
def test_links_are_rooted_at_the_base(
    url: str, href: str, absolute: str, subscription: str
) -> None:
    base = BaseUrl.of(url)
    assert base.href(addresses.TRAININGS) == href
    assert base.absolute(addresses.TRAININGS) == absolute
    assert base.subscription(addresses.TRAININGS) == subscription
    assert base.href(addresses.TRAININGS, "x") == f"{href}#x"


def test_the_file_of_a_folder_is_its_index() -> None:
    assert addresses.file_of(addresses.HOME) == "index.html"
    assert addresses.file_of(Address("/x/")) == "x/index.html"
    assert addresses.file_of(addresses.NOT_FOUND) == "404.html"


def test_the_rich_programme_has_no_collision() -> None:
    assert list(collisions(programmes.rich())) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"trainings": [programmes.training("cpss", programmes.CPSS, date(2022, 3, 1))]},
            ("/trainings/cpss/", "the track cpss", "the training cpss"),
        ),
        (
            {"pages": [programmes.page("trainings", "Trainings", "")]},
            ("/trainings/", "the list of all trainings", "the page trainings"),
        ),
        (
            {"tracks": [programmes.track("past", "Past")]},
            ("/trainings/past/", "the list of past trainings", "the track past"),
        ),
        (
            {"tracks": [programmes.track("all", "All")]},
            (
                "/calendars/all-trainings-and-deadlines.ics",
                "the calendar of all trainings-and-deadlines",
                "the trainings-and-deadlines of the track all",
            ),
        ),
    ],
)
def test_what_wants_the_same_address_is_named(
    fields: dict[str, list[object]], expected: tuple[str, str, str]
) -> None:
    pair, *_ = collisions(programmes.programme(**fields))
    first, second = pair
    assert (first.address, first.stands_for, second.stands_for) == expected
    assert second.address == first.address
    assert second.record is not None
    assert second.record.id in second.stands_for
