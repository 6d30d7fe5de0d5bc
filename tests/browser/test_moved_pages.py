"""A browser goes on by itself from every address that a page of the site had."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

import pytest
from chromium import Refused, Tab, chromium
from sites import REFRESH, Page, Site


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def moved(sites: list[Site]) -> list[tuple[Page, str]]:
    """Every page at an old address, with where it leads."""
    found = [(page, REFRESH.search(page.html)) for site in sites for page in site.pages]
    return [(page, urlsplit(urljoin(page.url, match[1])).path) for page, match in found if match]


def test_chromium_goes_on_from_each_with_and_without_scripts(sites: list[Site], tab: Tab) -> None:
    pages = moved(sites)
    assert {page.address for page, _ in pages} == {
        "become.html",
        "how-to-become/",
        "es/how-to-become/",
    }
    for page, new in pages:
        for scripts in (True, False):
            tab.run_scripts(scripts)
            tab.ask("Page.navigate", url=page.url)
            assert comes_to(tab, new), page
            tab.run_scripts(True)


def comes_to(tab: Tab, path: str) -> bool:
    """Wait until the window shows another page. No script is run in one that is about to go."""
    for _ in range(500):
        with suppress(Refused):  # between two pages there is none to be asked
            history = tab.ask("Page.getNavigationHistory")
            if urlsplit(history["entries"][history["currentIndex"]]["url"]).path == path:
                return True
        time.sleep(0.02)
    return False


def test_the_link_leads_to_the_same_page(sites: list[Site], tab: Tab) -> None:
    for page, new in moved(sites):
        tab.open(page.held)
        assert urlsplit(tab.run("document.querySelector('main a').href")).path == new
        assert tab.run("document.querySelector('link[rel=canonical]').href").endswith(new)
