"""Links within the site: what the check takes for a page is one, and so is every heading."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from case_files import ROOT, SMALL, report

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.ledger import Ledger
from sitegen.programme.prose import prose_of
from sitegen.programme.records import read_records
from sitegen.settings import shipped_templates
from sitegen.site.addresses import CHECK
from sitegen.site.calendar_files import calendar_files
from sitegen.site.links import Places, places_of
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

SITES = [
    pytest.param(ROOT, date(2020, 2, 1), id="real, 2020"),
    pytest.param(ROOT, date(2022, 3, 1), id="real, 2022"),
    pytest.param(ROOT, date(2026, 11, 22), id="real, after all"),
    pytest.param(SMALL, date(2022, 1, 15), id="small"),
    pytest.param(ROOT / "tests/projects/data-model", date(2021, 10, 20), id="examples"),
    pytest.param(ROOT / "tests/clients/site", date(2024, 3, 1), id="every difficulty of calendars"),
    pytest.param(ROOT / "tests/projects/every-state", date(2031, 3, 5), id="every state"),
]


WORKING_PARTS = re.compile(
    "again|back|check|error-.*|names|number|print|questions|result.*|rules|words|your-answers"
)
"""Ids by which the script of the check finds its parts. Nobody links to them."""


class Ids(HTMLParser):
    """The ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found |= {value for name, value in attrs if name == "id" and value}


def known_and_made(root: Path, today: date) -> tuple[Places, dict[str, bytes]]:
    """What the check knows of a site, and its files by address."""
    files = read_site_files(root)
    records, _ = read_records(files.read, files.others)
    programme = check_site(files, lambda _: today).programme
    assert programme is not None
    base = programme.site.base_url
    planned = plan(
        programme,
        today=today,
        base_url=base,
        templates=Templates([shipped_templates()]),
        other_files=calendar_files(programme, Ledger(), today=today, base_url=base),
    )
    made = {f"/{one.address.removesuffix('index.html')}": one.produce() for one in planned}
    # A link in a text leads to the page in the language of the page that it stands on.
    made = {address: data for address, data in made.items() if not address.startswith("/es/")}
    return places_of(records, list(prose_of(records))), made


@pytest.mark.parametrize(("root", "today"), SITES)
def test_every_page_is_known(root: Path, today: date) -> None:
    places, made = known_and_made(root, today)
    pages = {address for address in made if not address.startswith("/assets/")}
    # Nor to an address that the site had, nor to what is for hosts.
    pages -= places.moved.keys() | {f"/es{address}" for address in places.moved}
    pages = {address for address in pages if not address.startswith("/_redirects")}
    # A sheet is there while its training is ahead, so no text may lead to it.
    pages = {address for address in pages if not address.endswith("/print/")}
    assert pages - places.fragments.keys() == set()


@pytest.mark.parametrize(("root", "today"), SITES)
def test_what_is_known_is_there_or_was_or_will_be(root: Path, today: date) -> None:
    places, made = known_and_made(root, today)
    gone = {address for address in places.fragments if address not in made}
    # A page of past trainings comes with the years, a feed goes when nobody needs it, and the files
    # of documents are not planned here.
    allowed = re.compile(
        r"/documents/files/.+|/trainings/past/\d{4}/|/years/\d{4}/|/calendars/[a-z-]+\.ics|/trainings/[a-z0-9-]+/([a-z0-9-]+\.ics)?"
    )
    assert {address for address in gone if not allowed.fullmatch(address)} == set()


@pytest.mark.parametrize(("root", "today"), SITES)
def test_every_heading_and_place_of_every_page_is_known(root: Path, today: date) -> None:
    places, made = known_and_made(root, today)
    missing = []
    for address, data in made.items():
        if address.endswith(("/", ".html")) and address in places.fragments:
            ids = Ids()
            ids.feed(data.decode())
            if address == CHECK:
                ids.found = {one for one in ids.found if not WORKING_PARTS.fullmatch(one)}
            missing += [f"{address}#{one}" for one in ids.found if not places.has(address, one)]
    assert missing == []


def links(body: str) -> list[str]:
    page = f"---\ntitle: More\nsummary: More.\n---\n{body}\n".encode()
    return [d.code for d in report({"content/pages/more.md": page}).diagnostics]


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/welcome/",
        "/trainings/cpss/",
        "/trainings/cpss-2022-03/",
        "/trainings/cpss-2022-03/cpss-2022-03.ics",
        "/trainings/past/2022/",
        "/designations/#designation-adult",
        "/calendars/cpss/",
        "/calendars/cpss-trainings.ics",
        "/contact/#main",
        "#a-heading",
        "https://example.org/",
        "mailto:a@example.org",
        "tel:601-555-0100",
    ],
)
def test_links_that_lead_somewhere_are_fine(target: str) -> None:
    assert links(f"## A heading\n\nRead [what stands there]({target}).") == []


@pytest.mark.parametrize(
    "target",
    [
        "/nowhere/",
        "/trainings/cpss-2022-04/",
        "/trainings/past/1999/",
        "/designations/#designation-nobody",
        "/welcome/#nothing",
        "#another-heading",
        "nowhere",
        "../welcome",
        "/calendars/cpss-dates.ics",
    ],
)
def test_links_that_lead_nowhere_are_errors(target: str) -> None:
    assert links(f"## A heading\n\nRead [what stands there]({target}).") == ["broken-link"]


def test_a_link_to_an_entry_that_could_not_be_read_is_not_blamed() -> None:
    page = b"---\ntitle: More\nsummary: More.\n---\nSee [it](/trainings/cpss-2022-09/).\n"
    schedule = b"year: 2022\ntrainings:\n  - id: Cpss 2022 09\n    track: cpss\n    start: soon\n"
    found = report({"content/pages/more.md": page, "schedules/2022.yaml": schedule})
    assert {d.code for d in found.diagnostics} == {"id-format", "date-format"}
