"""The list of all dates in Chromium: short on a phone, heard and found in full, on two sheets."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from chromium import Tab, chromium
from looks import PHONE, SHEETS
from needed import program
from sites import Site

LIST = "trainings/"
LONGEST = 6_000
"""CSS pixels, of a whole year on a phone."""


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


@pytest.fixture
def year(sites: list[Site]) -> Site:
    """The real site on the day on which most dates are ahead."""
    (site,) = [one for one in sites if one.today == date(2022, 3, 1)]
    return site


def test_a_whole_year_is_short_on_a_phone(year: Site, tab: Tab) -> None:
    tab.live_on(year.today)
    tab.look(*PHONE)
    tab.open(year.url + LIST)
    assert tab.run("document.querySelectorAll('.date').length") > 25
    assert tab.run("document.documentElement.scrollHeight") <= LONGEST


def test_a_row_is_heard_in_full_and_once(year: Site, tab: Tab) -> None:
    tab.live_on(year.today)
    tab.look(*PHONE)
    tab.open(year.url + LIST)
    tree = tab.ask("Accessibility.getFullAXTree")["nodes"]
    heard = [
        one["name"]["value"].strip()
        for one in tree
        if one["role"]["value"] == "StaticText" and not one["ignored"]
    ]
    said = " ".join(heard)
    for full in ("Monday, April 18, 2022", "Monday, May 16", "Friday, May 20, 2022"):
        assert said.count(full) == 1, full
    # What is short is only seen.
    assert not {"Mon", "Mon–Fri"} & {*heard}
    links = [
        one["name"]["value"].replace(" ,", ",")
        for one in tree
        if one["role"]["value"] == "link" and "name" in one
    ]
    assert "CPSS Training, Monday, May 16 to Friday, May 20, 2022" in links
    assert "CPSS Training, May 16 to 20" in links
    rows = [one for one in links if one.startswith(("CPSS Tr", "Peer Br")) and ", " in one]
    assert len(set(rows)) == len(rows) > 15


@pytest.mark.parametrize("words", ["April 18, 2022", "Monday, April 18", "Apply by April"])
def test_a_search_in_the_page_finds_a_date(year: Site, tab: Tab, words: str) -> None:
    tab.live_on(year.today)
    tab.look(*PHONE)
    tab.open(year.url + LIST)
    assert tab.run(f"window.find({words!r})") is True
    place = "getSelection().getRangeAt(0).startContainer.parentElement.closest('li')?.className"
    assert "date" in tab.run(place)


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_prints_on_two_sheets(year: Site, tab: Tab, tmp_path: Path, sheet: str) -> None:
    count = program("pdfinfo", "apt install poppler-utils")
    tab.live_on(year.today)
    tab.open(year.url + LIST)
    (tmp_path / "list.pdf").write_bytes(tab.pdf(*SHEETS[sheet]))
    command = [count, str(tmp_path / "list.pdf")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    (pages,) = [line for line in said.splitlines() if line.startswith("Pages:")]
    assert int(pages.split()[1]) <= 2
