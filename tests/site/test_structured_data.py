"""JSON-LD and trainings.json: what is known, in the forms that the standards ask for."""

from __future__ import annotations

import json
import re
from datetime import date, time
from functools import cache
from html.parser import HTMLParser
from typing import Any

import programmes
import pytest
from programmes import CPSS, HALL, TODAY, deadline, programme, training

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import DayRun, Hours, Mode, Place, Programme, Run, Status, Training
from sitegen.programme.states import is_called_off, is_upcoming
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
PAGE = f"{BASE}trainings/t/"


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def file(of: Programme, path: str, ledger: Ledger | None = None) -> str:
    files = plan(of, ledger=ledger or Ledger(), today=TODAY, base_url=BASE, templates=templates())
    (made,) = [one.produce().decode() for one in files if one.address == path]
    return made


class Scripts(HTMLParser):
    """Reads the text of script elements as a browser does: up to the first end tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside and "src" not in dict(attrs):
            assert attrs == [("type", "application/ld+json")]

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts.append(data)


def data(one: Training, ledger: Ledger | None = None) -> dict[str, Any]:
    text, _ = Scripts(file(programme(trainings=[one]), "trainings/t/index.html", ledger)).texts
    return json.loads(text)


def one_training(**fields: Any) -> Training:
    return training("t", CPSS, date(2022, 3, 7), date(2022, 3, 18), **fields)


def test_a_day_without_hours_stays_a_date() -> None:
    event = data(one_training(deadline=deadline(date(2022, 3, 4))))
    assert (event["startDate"], event["endDate"]) == ("2022-03-07", "2022-03-18")
    assert event["offers"]["validThrough"] == "2022-03-04"


def test_times_carry_the_offset_of_their_own_day() -> None:
    """Daylight saving began on March 13, 2022, between the two days."""
    hours = Hours(time(8, 30), time(17))
    event = data(one_training(hours=hours, deadline=deadline(date(2022, 3, 4), time(12))))
    assert event["startDate"] == "2022-03-07T08:30:00-06:00"
    assert event["endDate"] == "2022-03-18T17:00:00-05:00"
    assert event["offers"]["validThrough"] == "2022-03-04T12:00:00-06:00"


def test_a_deadline_at_midnight_is_a_moment() -> None:
    event = data(one_training(deadline=deadline(date(2022, 3, 4), time(0))))
    assert event["offers"]["validThrough"] == "2022-03-04T00:00:00-06:00"


RUNS = (
    DayRun(date(2022, 3, 7), date(2022, 3, 8)),
    DayRun(date(2022, 3, 14), date(2022, 3, 15)),
)


def test_several_runs_of_days_are_parts() -> None:
    event = data(one_training(runs=tuple(map(Run, RUNS))))
    assert (event["startDate"], event["endDate"]) == ("2022-03-07", "2022-03-15")
    parts = [(one["startDate"], one["endDate"]) for one in event["subEvent"]]
    assert parts == [("2022-03-07", "2022-03-08"), ("2022-03-14", "2022-03-15")]


def test_a_move_of_a_later_run_keeps_the_first_day() -> None:
    moved = DayRun(date(2022, 3, 21), date(2022, 3, 22))
    published = recorded(
        programme(trainings=[one_training(runs=(Run(RUNS[0]), Run(moved)))]),
        Ledger(),
        date(2022, 1, 1),
    )
    event = data(one_training(runs=tuple(map(Run, RUNS))), published)
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == event["startDate"] == "2022-03-07"


@pytest.mark.parametrize(
    ("place", "mode", "kinds"),
    [
        (programmes.VIRTUAL, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (HALL, "OfflineEventAttendanceMode", ["Place"]),
        (replace(HALL, mode=Mode.HYBRID), "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_where_it_is(place: Place, mode: str, kinds: list[str]) -> None:
    event = data(one_training(place=place))
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}"
    locations = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert [one["@type"] for one in locations] == kinds
    for one in locations:
        if one["@type"] == "Place":
            assert one["name"] == "Civic Hall"
            assert one["address"] == {
                "@type": "PostalAddress",
                "streetAddress": "1 Main Street",
                "addressLocality": "Jackson",
                "addressRegion": "MS",
                "postalCode": "39201",
            }
        else:
            assert one["url"] == PAGE


TOWN = {"@type": "PostalAddress", "addressLocality": "Gulfport", "addressRegion": "MS"}


@pytest.mark.parametrize(
    ("name", "typed", "address"),
    [
        ("Gulfport, MS", (), TOWN),
        (
            "West Point, MS 39773",
            (),
            TOWN | {"addressLocality": "West Point", "postalCode": "39773"},
        ),
        # Nothing is known but the name, and a name is no part of an address.
        ("Mississippi State Hospital", (), "Mississippi State Hospital"),
        ("Washington, D.C.", (), "Washington, D.C."),
        ("Jackson, MS, and Gulfport, MS", (), "Jackson, MS, and Gulfport, MS"),
        ("Room 4, MS", ("Behind the hall",), "Behind the hall"),
        (
            "Hall",
            ("1 A Street", "Room 2", "Gulfport, MS 39501-1234"),
            TOWN | {"streetAddress": "1 A Street, Room 2", "postalCode": "39501-1234"},
        ),
        ("Hall", ("1 A Street", "Berlin"), "1 A Street, Berlin"),
    ],
)
def test_a_place_always_has_an_address_from_typed_words(
    name: str, typed: tuple[str, ...], address: object
) -> None:
    place = replace(HALL, name=name, address=typed)
    assert data(one_training(place=place))["location"]["address"] == address


FREE = ("Free", "free of charge.", "Free for participants", "No cost", "At no charge", "Gratis")
NOT_SURE = ("Free for residents, $20 for others", "It was free", "$20", "0", None, "Free lunch")


@pytest.mark.parametrize("cost", FREE)
def test_what_is_free_has_a_price_of_nothing(cost: str) -> None:
    offer = data(one_training(cost=cost))["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (0, "USD")
    full = data(one_training(cost=cost, status=Status.FULL))["offers"]
    assert (full["price"], full["availability"]) == (0, "https://schema.org/SoldOut")


@pytest.mark.parametrize("cost", NOT_SURE)
def test_no_other_price_is_said(cost: str | None) -> None:
    event = data(one_training(cost=cost))
    assert "price" not in event["offers"]
    assert "isAccessibleForFree" not in event


def course_page(*costs: str | None) -> tuple[dict[str, Any], str]:
    """The data of a track's page, and the page; the last training is cancelled."""
    ahead = [
        training(f"t-{number}", CPSS, date(2022, 3, 7 + number), cost=cost)
        for number, cost in enumerate(costs)
    ]
    if ahead:
        ahead[-1] = replace(ahead[-1], status=Status.CANCELLED)
    html = file(programme(trainings=ahead), "trainings/cpss/index.html")
    return json.loads(Scripts(html).texts[0]), html


def test_a_course_offers_what_one_can_apply_for_free_where_all_of_it_is() -> None:
    item, html = course_page("Free", "Free", "$5")
    assert item["offers"] == {
        "@type": "Offer",
        "url": f"{BASE}trainings/cpss/",
        "availability": "https://schema.org/InStock",
        "category": "Free",
        "price": 0,
        "priceCurrency": "USD",
    }
    assert '<span class="label">Cost:</span> Free</p>' in html, "what is marked up is shown"


@pytest.mark.parametrize("costs", [("Free", "$5", ""), ("Free", None, ""), (None, ""), ("$5", "")])
def test_a_course_says_no_price_where_not_all_is_free(costs: tuple[str | None, ...]) -> None:
    item, html = course_page(*costs)
    assert item["offers"]["availability"] == "https://schema.org/InStock"
    assert not {"price", "category"} & item["offers"].keys()
    assert ("Cost:" in html) is (costs == ("$5", ""))


@pytest.mark.parametrize("costs", [(), ("Free",)])
def test_a_course_that_nobody_can_apply_for_has_no_offer(costs: tuple[str, ...]) -> None:
    assert "offers" not in course_page(*costs)[0]


def test_without_a_deadline_the_offer_has_no_end() -> None:
    offer = data(one_training())["offers"]
    assert offer == {"@type": "Offer", "url": PAGE, "availability": "https://schema.org/InStock"}


def test_what_is_not_known_is_left_out() -> None:
    event = data(one_training(place=None))
    assert not {"location", "eventAttendanceMode", "maximumAttendeeCapacity"} & event.keys()
    assert "price" not in json.dumps(event)
    assert None not in event.values()


EVIL = "</script><script>alert(1)</script><!--<script> & \u2028 \"quoted\" 'too' \\u0041"


def test_no_text_can_leave_the_data_block() -> None:
    track = replace(CPSS, name=EVIL, summary=EVIL)
    one = training("t", track, date(2022, 3, 7), place=replace(HALL, name=EVIL))
    html = file(programme(tracks=(track,), trainings=[one]), "trainings/t/index.html")
    text, crumbs = Scripts(html).texts
    event = json.loads(text)
    assert event["name"] == event["description"] == event["location"]["name"] == EVIL
    assert json.loads(crumbs)["itemListElement"][2]["name"] == EVIL
    assert not set("<>&\u2028\u2029") & set(text + crumbs)


def test_all_trainings_as_json() -> None:
    rich = programmes.rich()
    feed = json.loads(file(rich, "trainings.json"))
    assert feed["version"] == 1
    assert feed["timezone"] == "America/Chicago"
    assert [one["id"] for one in feed["trainings"]] == [one.id for one in rich.trainings]
    (full,) = [one for one in feed["trainings"] if one["id"] == "t-all"]
    assert full["days"][2].items() >= {"first": "2022-12-29", "last": "2023-01-02"}.items()
    assert full["timezone"] == "America/Chicago"
    assert full["hours"] == {
        "opens": "17:00",
        "closes": "20:30",
        "break": None,
        "begins": "2022-11-01T17:00:00-05:00",
        "ends": "2023-01-02T20:30:00-06:00",
    }
    assert full["place"] == {
        "id": "hall",
        "name": "Civic Hall",
        "mode": "in-person",
        "address": ["1 Main Street", "Jackson, MS 39201"],
    }
    assert full["deadline"] == {
        "label": "Application Deadline",
        "day": "2022-09-25",
        "time": "12:00",
        "instant": "2022-09-25T12:00:00-05:00",
        "firm": True,
    }
    assert full["milestones"][1] == {
        "label": "Interviews",
        "first": "2022-10-18",
        "last": "2022-10-21",
        "time": None,
        "hours": None,
        "meaning": "on",
        "approximate": False,
        "instant": None,
    }
    assert full["changes"][1] == {"on": "2022-02-05", "what": "The place is set."}


def test_every_training_has_the_same_fields() -> None:
    feed = json.loads(file(programmes.rich(), "trainings.json"))
    assert len({tuple(one) for one in feed["trainings"]}) == 1


def items(html: str) -> dict[str, Any]:
    """The items of JSON-LD of a page by their type."""
    found = [json.loads(text) for text in Scripts(html).texts]
    assert all(item.pop("@context") == "https://schema.org" for item in found)
    return {item.pop("@type"): item for item in found}


def test_a_track_is_a_course_with_what_is_ahead_of_it() -> None:
    rich = programmes.rich()
    course = items(file(rich, "trainings/cpss/index.html"))["Course"]
    assert (course["name"], course["description"]) == (CPSS.name, CPSS.summary)
    assert course["provider"]["name"] == rich.site.organization
    pages = {
        f"trainings/{one.id}/index.html"
        for one in rich.trainings
        if one.track.id == "cpss" and one.days
    }
    events = {
        event["url"]: event
        for page in pages
        for event in [items(file(rich, page))["EducationEvent"]]
    }
    instances = {one["url"]: one for one in course["hasCourseInstance"]}
    held = {
        f"https://example.org/peer-support/trainings/{one.id}/"
        for one in rich.trainings
        if one.track.id == "cpss"
        and one.days
        and not is_called_off(one)
        and is_upcoming(one, programmes.TODAY)
    }
    assert instances.keys() == held
    for url, one in instances.items():
        assert (one["startDate"], one["endDate"]) == (
            events[url]["startDate"],
            events[url]["endDate"],
        )


def test_a_track_without_dates_has_no_instances() -> None:
    course = items(file(programme(trainings=[]), "trainings/cpss/index.html"))["Course"]
    assert "hasCourseInstance" not in course


def test_the_office_is_marked_up_where_it_is_shown() -> None:
    rich = programmes.rich()
    for page in ("index.html", "contact/index.html"):
        html = file(rich, page)
        office = items(html)["GovernmentOrganization"]
        assert office["name"] == rich.site.organization
        assert office["telephone"] in re.sub(r"<script.*?</script>", "", html)
    assert "address" not in items(file(rich, "index.html"))["GovernmentOrganization"]
    assert all(line in html for line in office["address"].split(", "))


def test_every_page_further_down_says_where_it_stands() -> None:
    for page in ("trainings/cpss/index.html", "trainings/past/index.html"):
        html = file(programmes.rich(), page)
        trail = items(html)["BreadcrumbList"]["itemListElement"]
        assert [one["position"] for one in trail] == list(range(1, len(trail) + 1))
        canonical = re.search(r'rel="canonical" href="([^"]*)"', html)
        assert canonical
        assert trail[-1]["item"] == canonical[1]
        shown = re.findall(r'<li><a href="([^"]*)">', html[html.index('class="crumbs"') :])
        assert [one["item"] for one in trail[:-1]] == [
            f"https://example.org{href}" for href in shown[: len(trail) - 1]
        ]
    for page in ("index.html", "trainings/index.html", "contact/index.html"):
        html = file(programmes.rich(), page)
        assert "BreadcrumbList" not in items(html)
        assert 'class="crumbs"' not in html
