"""JSON-LD in every state, held against schema.org, against what Google asks for, and the page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import programmes
import pytest
from linked_data import TYPES, items, parts, refusals
from programmes import CPSS, HALL, TODAY, programme, training
from test_states_everywhere import CASES

from sitegen.lazy import replace
from sitegen.programme.model import DayRun, Hours, Mode, Programme, Run
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
LATER = date(2026, 8, 1)


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def pages(of: Programme, today: date = TODAY) -> dict[str, str]:
    planned = plan(of, today=today, base_url=BASE, templates=templates())
    return {f.address: f.produce().decode() for f in planned if f.address.endswith(".html")}


@cache
def every_page() -> Mapping[str, str]:
    """Every page of an invented programme on two days, and of each state that a training has."""
    places = [HALL, replace(HALL, mode=Mode.HYBRID), replace(HALL, address=()), None]
    runs = (DayRun(date(2022, 5, 2), date(2022, 5, 3)), DayRun(date(2022, 5, 9), date(2022, 5, 9)))
    of_places = programme(
        trainings=[
            training(
                f"p{number}",
                CPSS,
                date(2022, 4 + number, 4),
                place=place,
                hours=Hours(time(9), time(16, 30)),
                cost="Free.",
            )
            for number, place in enumerate(places)
        ]
        + [training("runs", CPSS, runs[0].first, runs=tuple(map(Run, runs)), place=HALL)]
    )
    found = {
        "rich": pages(programmes.rich()),
        "later": pages(programmes.rich(), LATER),
        "places": pages(of_places),
    }
    for case in CASES:
        made = {path: data.decode() for path, data in case.files.items() if path[-4:] == "html"}
        found[str(case)] = made
    return {f"{name}: {path}": page for name, made in found.items() for path, page in made.items()}


def events() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, page in every_page().items():
        yield from ((path, item) for item in items(page) if item["@type"] == "EducationEvent")


def test_every_type_every_property_and_every_value_is_of_schema_org(tmp_path: Path) -> None:
    different = {json.dumps(one): one for page in every_page().values() for one in items(page)}
    assert {one["@type"] for one in different.values()} == set(TYPES)
    assert len(different) > 50
    assert refusals(different.values(), tmp_path) == []


@pytest.mark.parametrize(
    ("type_", "fields", "said"),
    [
        ("EducationEvent", {"courseMode": "Online"}, "'\"courseMode\"' does not exist"),
        ("EducationEvent", {"eventStatus": "https://schema.org/EventMoved"}, "not assignable"),
        ("EducationEvent", {"maximumAttendeeCapacity": "many"}, "not assignable"),
        ("EducationEvent", {"organizer": {"@type": "Offer"}}, "not assignable"),
        ("EducationEvent", {"offers": {"@type": "Offer", "startDate": "2022"}}, "startDate"),
        (
            "EducationEvent",
            {"location": {"@type": "VirtualLocation", "address": "1 Main Street"}},
            "'\"address\"' does not exist",
        ),
        ("Course", {"hasCourseInstance": [{"@type": "EducationEvent"}]}, "not assignable"),
        ("BreadcrumbList", {"itemListElement": [{"@type": "ListItem", "place": 1}]}, "place"),
    ],
)
def test_what_schema_org_does_not_know_is_found(
    type_: str, fields: dict[str, Any], said: str, tmp_path: Path
) -> None:
    item = {"@context": "https://schema.org", "@type": type_, **fields}
    (refusal,) = refusals([item], tmp_path)
    assert said in refusal


# What Google asks for: https://developers.google.com/search/docs/appearance/structured-data/event


def test_every_event_has_what_google_requires() -> None:
    for path, event in events():
        for one in (event, *event.get("subEvent", ())):
            assert one["name"], path
            assert re.match(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$", one["startDate"])
            assert ("location" in one) is ("location" in event)
            for place in parts(one.get("location")):
                for asked in {
                    "Place": ("name", "address"),
                    "VirtualLocation": ("url",),
                    "PostalAddress": (),
                }[place["@type"]]:
                    assert place[asked], path
        assert event["description"], path
        assert event["organizer"]["name"], path
        assert event["organizer"]["url"] == BASE, path


def test_a_time_has_a_time_at_both_ends_and_a_day_at_neither() -> None:
    for path, event in events():
        for one in (event, *event.get("subEvent", ())):
            ends = [one[name] for name in ("startDate", "endDate") if name in one]
            assert len({"T" in end for end in ends}) == 1, path
            assert ends == sorted(ends), path


def test_each_status_has_the_dates_that_google_asks_for() -> None:
    seen = set()
    for path, event in events():
        status = event.get("eventStatus", "").rpartition("/")[2]
        seen.add(status)
        moved = status in {"EventRescheduled", "EventPostponed"}
        assert ("previousStartDate" in event) is moved, path
        assert ("endDate" in event) is (status != "EventPostponed"), path
        if status in {"EventCancelled", "EventPostponed"}:
            assert "offers" not in event, path
    assert seen == {
        *("", "EventScheduled", "EventRescheduled"),
        *("EventPostponed", "EventCancelled"),
    }


def test_the_only_price_is_nothing_and_free_is_what_is_called_free() -> None:
    free = {path for path, event in events() if event.get("isAccessibleForFree")}
    called = {
        path
        for path, page in every_page().items()
        if ">Cost<" in page and not path.endswith("/print/index.html")
    }
    assert free == called
    for path, event in events():
        if "offers" in event:
            assert event["offers"].get("price") == (0 if path in free else None), path
            assert ("priceCurrency" in event["offers"]) is (path in free), path


@pytest.mark.parametrize(
    ("cost", "free"),
    [
        ("Free", True),
        ("free of charge.", True),
        ("Free for participants", True),
        ("Free for residents, 20 dollars for others", None),
        ("Not free", None),
        ("20 dollars", None),
        (None, None),
    ],
)
def test_only_a_cost_with_one_meaning_is_marked_up_as_free(
    cost: str | None, free: bool | None
) -> None:
    one = training("t", CPSS, date(2022, 5, 2), cost=cost)
    event, _ = items(pages(programme(trainings=[one]))["trainings/t/index.html"])
    assert event.get("isAccessibleForFree") is free


def test_every_course_and_every_crumb_has_what_google_requires() -> None:
    for path, page in every_page().items():
        for item in items(page):
            for one in parts(item):
                asked = {
                    "Course": ("name", "description", "provider"),
                    "CourseInstance": ("@id", "startDate", "endDate"),
                    "ListItem": ("position", "name", "item"),
                    "GovernmentOrganization": ("name", "url"),
                }.get(one["@type"], ())
                assert all(one.get(name) for name in asked), (path, one)


def test_every_page_that_shows_crumbs_marks_them_up_and_no_other_does() -> None:
    marked = {
        path: any(item["@type"] == "BreadcrumbList" for item in items(page))
        for path, page in every_page().items()
    }
    assert marked == {path: 'class="crumbs"' in page for path, page in every_page().items()}
    assert set(marked.values()) == {True, False}


# What is marked up is visible


def words_of(page: str) -> str:
    body = page[page.index("<body") :]
    text = re.sub(r"<script.*?</script>|<[^>]*>", " ", body, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def visible_days(page: str) -> set[str]:
    return {day[:10] for day in re.findall(r'datetime="([^"]*)"', page)}


TEXTS = ("name", "description", "telephone", "courseMode")
DAYS = ("startDate", "endDate", "previousStartDate", "validThrough")
MODES = {"Online": "Virtual", "Onsite": "Civic Hall", "Blended": "Civic Hall"}
"""The words of the invented places."""


def address_of(one: dict[str, Any]) -> list[str]:
    """The words of an address, as one text or in parts."""
    address = one.get("address", "")
    if isinstance(address, dict):
        return [words for name, words in address.items() if name != "@type"]
    return address.split(", ") if address else []


def test_what_is_marked_up_can_be_seen() -> None:
    for path, page in every_page().items():
        text, days = words_of(page), visible_days(page)
        for item in items(page):
            for one in parts(item):
                if one["@type"] == "ListItem" and f"<title>{html.escape(one['name'])}" in page:
                    continue  # the page itself
                for name in TEXTS:
                    if name in one:
                        value = MODES.get(one[name], one[name])
                        assert " ".join(value.split()) in text, (path, name)
                for name in DAYS:
                    if name in one:
                        assert one[name][:10] in days, (path, name)
                for line in address_of(one):
                    assert line in text, (path, line)


def test_every_page_that_has_an_item_has_it_as_a_data_block_of_its_own() -> None:
    for path, page in every_page().items():
        head = page[: page.index("</head>")]
        assert page.count("application/ld+json") == head.count("application/ld+json"), path
        kinds = [item["@type"] for item in items(page)]
        assert len(set(kinds)) == len(kinds), path
