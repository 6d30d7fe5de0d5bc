"""What is made for paper: one sheet, A4 or Letter, and a code that a camera can read."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from chromium import Tab, chromium
from needed import program
from sites import Page, Site

SHEETS = {"Letter": (8.5, 11.0), "A4": (8.27, 11.69)}
"""Width and height in inches."""

WITH_ROOM = {"few dates", "many dates", "no dates", "restyled"}
"""The sites in which every sheet is one: their words are as long as words are."""


SEEN = """[...document.querySelectorAll(".year-table td")].map((cell) => {
  for (const heard of cell.querySelectorAll(".away, .by")) heard.remove();
  return cell.textContent;
})"""
"""What the cells of a year's table show, without what is only heard."""


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def for_paper(site: Site) -> list[Page]:
    return [page for page in site.pages if page.address.endswith(("/print/", "/flyer/"))]


def printed(tab: Tab, page: Page, sheet: str, folder: Path) -> list[Path]:
    """The sheets as pictures in gray, 100 dots an inch, made by another program."""
    draw = program("pdftoppm", "apt install poppler-utils")
    tab.open(page.url)
    (folder / "page.pdf").write_bytes(tab.pdf(*SHEETS[sheet]))
    command = [draw, "-gray", "-r", "100", str(folder / "page.pdf"), str(folder / sheet)]
    subprocess.run(command, check=True)
    return sorted(folder.glob(f"{sheet}-*.pgm"))


def codes(picture: Path) -> list[str]:
    """What a reader of codes sees in a picture (PGM)."""
    kind, size, most, dots = picture.read_bytes().split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255")
    width, height = map(int, size.split())
    gray = memoryview(dots).cast("B", (height, width))
    found = zxingcpp.read_barcodes(gray, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]


def years(site: Site) -> list[Page]:
    return [page for page in site.pages if re.search(r"years/\d{4}/$", page.address)]


def test_a_year_of_the_programme_is_one_sheet(sites: list[Site], tab: Tab, tmp_path: Path) -> None:
    """With its drawing, each training, whom to ask, and where the page is."""
    read = program("pdftotext", "apt install poppler-utils")
    of_real_site = [site for site in sites if site.name in WITH_ROOM - {"restyled"}]
    pages = [(site, page) for site in of_real_site for page in years(site)]
    assert {page.address[-5:-1] for _, page in pages} >= {"2020", "2022"}
    for site, page in pages:
        tab.live_on(site.today)
        tab.open(page.url)
        days = tab.run(SEEN)
        assert len(days) > 5
        for sheet, size in SHEETS.items():
            (tmp_path / "page.pdf").write_bytes(tab.pdf(*size))
            command = [read, "-raw", str(tmp_path / "page.pdf"), "-"]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            assert said.count("\f") == 1, (page, sheet)
            on_paper = "".join(said.split())
            wanted = [f"{site.base_url}{page.address}", "601-359-1288", *days]
            assert [one for one in wanted if "".join(one.split()) not in on_paper] == []
            assert "Subscribe" not in on_paper


def test_every_track_has_a_flyer_and_what_is_ahead_has_a_sheet(sites: list[Site]) -> None:
    (site,) = [site for site in sites if site.name == "many dates"]
    kinds = [page.address.split("/")[-2] for page in for_paper(site)]
    assert kinds.count("flyer") == 4
    assert kinds.count("print") > 10


def test_each_is_one_sheet_with_a_code_of_its_page(
    sites: list[Site], tab: Tab, tmp_path: Path
) -> None:
    wrong = []
    for site in sites:
        tab.live_on(site.today)
        for number, page in enumerate(for_paper(site)):
            for sheet in SHEETS:
                folder = tmp_path / site.name / str(number) / sheet
                folder.mkdir(parents=True)
                pictures = printed(tab, page, sheet, folder)
                if len(pictures) > (1 if site.name in WITH_ROOM else 2):
                    wrong.append(f"{page} needs {len(pictures)} sheets of {sheet}")
                read = [text for picture in pictures for text in codes(picture)]
                about = page.address.removesuffix("print/").removesuffix("flyer/")
                if read != [f"{site.base_url}{about}"]:
                    wrong.append(f"{page} on {sheet} has the codes {read}")
    assert wrong == []


SHEETS_OF_PAGES = {
    "": 1,
    "trainings/cpss/": 2,
    "trainings/cpss-2022-05/": 1,
    "become/": 2,
    "check/": 2,
    "calendars/cpss/": 2,
    "contact/": 1,
    "help-now/": 1,
}


def test_no_sheet_is_for_what_is_of_no_use_on_paper(
    sites: list[Site], tab: Tab, tmp_path: Path
) -> None:
    """Links without an address, buttons, and calendars to subscribe to: a page is its facts."""
    read = program("pdftotext", "apt install poppler-utils")
    (site,) = (site for site in sites if site.name == "many dates")
    tab.live_on(site.today)
    found = {}
    for address in SHEETS_OF_PAGES:
        tab.look(739, 979, paper=True)
        tab.open(site.url + address)
        (tmp_path / "page.pdf").write_bytes(tab.pdf(*SHEETS["Letter"]))
        command = [read, "-raw", str(tmp_path / "page.pdf"), "-"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found[address] = said.count("\f")
        for useless in (
            "calendar.google.com/calendar/render",
            "All contacts",
            "What you can do here",
        ):
            assert useless not in said, address
        assert "601-359-1288" in said or address == "help-now/"
    assert found == SHEETS_OF_PAGES
