"""How one attends, in every output that names a place: nobody thinks that they must travel."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from icalendar import Calendar
from programmes import HALL, TODAY, VIRTUAL, programme, rich

from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Mode, Place
from sitegen.settings import shipped_templates
from sitegen.site.calendar_files import calendar_files
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.wording import ENGLISH, words_in

BASE = "https://example.org/peer-support/"
HARBOR = replace(HALL, id="harbor", name="Harbor House", mode=Mode.HYBRID)
ROOM = replace(VIRTUAL, id="room", name="Blue Room")
NAMED = {
    "in both ways": (HARBOR, " (in person or online)", " (en persona o en línea)"),
    "only online": (ROOM, " (online)", " (en línea)"),
}
"""A place whose name does not say how one attends, and what must follow it in each language."""

ENGLISH_PAGES = {
    "a training": "trainings/t-open/index.html",
    "a past training": "trainings/t-over/index.html",
    "a cancelled training": "trainings/t-cancelled/index.html",
    "home": "index.html",
    "all trainings": "trainings/index.html",
    "a track": "trainings/cpss/index.html",
    "past trainings": "trainings/past/2020/index.html",
    "a year": "years/2022/index.html",
    "a sheet": "trainings/t-open/print/index.html",
    "a flyer": "trainings/cpss/flyer/index.html",
    "a frame": "embed/index.html",
    "a frame of a track": "embed/cpss/index.html",
}
EVERY_KIND = {
    **ENGLISH_PAGES,
    **{f"{kind} in Spanish": f"es/{path}" for kind, path in ENGLISH_PAGES.items()},
    "news": "changes/index.html",
    "the news as Atom": "changes.atom",
    "the news as JSON": "changes.json",
    "the trainings as JSON": "trainings.json",
    "a calendar": "calendars/cpss-trainings.ics",
    "a calendar of deadlines": "calendars/cpss-deadlines.ics",
    "the calendar of a training": "trainings/t-all/t-all.ics",
}


@cache
def site(case: str) -> Mapping[str, bytes]:
    """Every file of a site in two languages whose trainings are all at one place, but for one."""
    place, *_ = NAMED[case]
    whole = rich()
    trainings = [
        # Another one on the same day: what tells them apart is the place.
        one if one.id == "twin-a" else replace(one, place=place)
        for one in whole.trainings
        if one.id != "twin-c"
    ]
    told = whole.trainings[-1].changes or next(t.changes for t in whole.trainings if t.changes)
    trainings = [replace(t, changes=told) if t.id == "twin-b" else t for t in trainings]
    two = programme(
        **{
            name: getattr(whole, name)
            for name in ("people", "documents", "tracks", "designations", "pages", "deadlines")
        },
        site=replace(whole.site, other_languages=(PageLanguage.SPANISH,)),
        places=(VIRTUAL, place),
        trainings=trainings,
    )
    files = plan(
        two,
        today=TODAY,
        base_url=BASE,
        templates=Templates([shipped_templates()]),
        other_files=calendar_files(two, Ledger(), today=TODAY, base_url=BASE),
    )
    return {file.address: file.produce() for file in files}


def words_of(page: str) -> str:
    """What a page says, its title and its attributes included, without inline tags."""
    return html.unescape(re.sub(r"</?(span|strong|time|a)\b[^>]*>", "", page))


def naming(case: str) -> Iterator[tuple[str, str]]:
    """Yield each file that names the place, as text: lines of calendars are unfolded."""
    place, *_ = NAMED[case]
    for path, content in site(case).items():
        text = content.decode(errors="replace").replace("\r\n ", "")
        if place.name in text:
            yield path, text


@pytest.mark.parametrize("case", NAMED)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_each_kind_of_output_is_among_those_that_are_looked_at(kind: str, case: str) -> None:
    assert EVERY_KIND[kind] in dict(naming(case))


@pytest.mark.parametrize("case", NAMED)
def test_each_page_and_feed_says_it_right_after_the_name(case: str) -> None:
    place, english, spanish = NAMED[case]
    looked_at = 0
    for path, text in naming(case):
        if path.endswith((".ics", "trainings.json")):
            continue
        # Data for machines has a term for it; see below. The link leads to the building's website.
        said = re.sub(r'<script type="application/ld\+json">.*?</script>', "", text)
        said = words_of(said).replace(f"Website of {place.name}", "")
        said = said.replace(f"Sitio web de {place.name}", "")
        after = spanish if path.startswith("es/") else english
        for part in said.split(place.name)[1:]:
            assert part.startswith(after), (path, part[:60])
            looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("case", NAMED)
def test_each_line_of_a_calendar_says_it_with_the_name(case: str) -> None:
    place, english, _ = NAMED[case]
    looked_at = 0
    for path, text in naming(case):
        if path.endswith(".ics"):
            for event in Calendar.from_ical(text).walk("VEVENT"):
                lines = [
                    line
                    for name in ("SUMMARY", "LOCATION", "DESCRIPTION")
                    for line in str(event.get(name, "")).splitlines()
                    if place.name in line and not line.startswith("Website of")
                ]
                looked_at += len(lines)
                assert all(english.strip(" ()") in line for line in lines), (path, lines)
    assert looked_at > 20


def test_a_calendar_entry_of_a_training_says_it_in_title_location_and_text() -> None:
    text = site("in both ways")["trainings/t-open/t-open.ics"]
    event, *_ = (
        event
        for event in Calendar.from_ical(text).walk("VEVENT")
        if event["UID"].startswith("t-open@")
    )
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert "Harbor House (in person or online)" in event[name] or (
            # The address may stand between the two.
            "Harbor House" in event[name] and "in person or online" in event[name]
        ), name


def items(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object in JSON, at any depth."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from items(one)


def linked_data(case: str) -> Iterator[dict[str, Any]]:
    for _, text in naming(case):
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
            yield from items(json.loads(block))


def test_machines_are_told_that_one_can_attend_in_both_ways() -> None:
    events = [one for one in linked_data("in both ways") if one["@type"] == "EducationEvent"]
    assert len(events) > 20
    for event in events:
        if event["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode"):
            assert "twin-a" in event["url"]
            continue
        assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
        on_site, online = event["location"]
        assert (on_site["@type"], on_site["name"]) == ("Place", "Harbor House")
        assert online["@type"] == "VirtualLocation"
        assert online["url"].startswith(f"{BASE}")
    rows = json.loads(site("in both ways")["trainings.json"])["trainings"]
    assert {row["place"]["mode"] for row in rows if row["id"] != "twin-a"} == {"hybrid"}


def test_a_course_says_that_its_next_runs_are_held_in_both_ways() -> None:
    courses = [
        json.loads(block)
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>',
            site("in both ways")["trainings/cpss/index.html"].decode(),
        )
    ]
    (course,) = (one for one in courses if one["@type"] == "Course")
    assert {run["courseMode"] for run in course["hasCourseInstance"]} == {"Blended"}


def place(name: str, mode: Mode) -> Place:
    return replace(HALL, name=name, mode=mode)


@pytest.mark.parametrize(
    ("name", "mode", "english", "spanish"),
    [
        ("Gulfport, MS", Mode.IN_PERSON, "Gulfport, MS", "Gulfport, MS"),
        (
            "Gulfport, MS",
            Mode.HYBRID,
            "Gulfport, MS (in person or online)",
            "Gulfport, MS (en persona o en línea)",
        ),
        # Whatever its name says: that there is a choice is not in "Online".
        ("Online", Mode.HYBRID, "Online (in person or online)", "Online (en persona o en línea)"),
        ("Virtual", Mode.VIRTUAL, "Virtual", "Virtual"),
        ("Virtual Training", Mode.VIRTUAL, "Virtual Training", "Virtual Training"),
        ("Aula en línea", Mode.VIRTUAL, "Aula en línea", "Aula en línea"),
        ("On-line classroom", Mode.VIRTUAL, "On-line classroom", "On-line classroom"),
        ("Zoom", Mode.VIRTUAL, "Zoom (online)", "Zoom (en línea)"),
        ("Central Office", Mode.VIRTUAL, "Central Office (online)", "Central Office (en línea)"),
    ],
)
def test_a_place_is_said_with_how_one_attends(
    name: str, mode: Mode, english: str, spanish: str
) -> None:
    assert ENGLISH.place(place(name, mode)) == english
    assert words_in(PageLanguage.SPANISH).place(place(name, mode)) == spanish
