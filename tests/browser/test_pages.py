"""Every page in Chromium: accessible, fit for phones, keyboards and paper, quiet, and light."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from chromium import Tab, chromium
from looks import LOOKS, look_at, prepare
from needed import node_with, program
from sites import Page, Site, distinct

from sitegen.programme.model import Mode, Status
from sitegen.programme.states import State

Found = dict[str, list[str]]


@pytest.fixture(scope="module")
def found(sites: list[Site]) -> Found:
    """What each look finds wrong with any page."""
    node_with("axe-core")
    program("pdftotext", "apt install poppler-utils")
    pages = distinct(sites)
    browsers = os.cpu_count() or 1
    with ThreadPoolExecutor(browsers) as threads:
        parts = threads.map(seen, [pages[first::browsers] for first in range(browsers)])
        said = [one for part in parts for one in part]
    assert len(said) == len(pages)
    return {
        look: [f"{page} {what}" for page, found in said for what in found[look]] for look in LOOKS
    }


def seen(pages: Iterable[Page]) -> list[tuple[Page, Found]]:
    """Look at pages in one browser, those of a site in one window."""
    said = []
    with chromium() as browser:
        tabs: dict[str, Tab] = {}
        for page in pages:
            if page.site.name not in tabs:
                tabs[page.site.name] = Tab(browser)
                prepare(tabs[page.site.name], page)
            said.append((page, look_at(tabs[page.site.name], page)))
    return said


@pytest.mark.parametrize("look", LOOKS)
def test_every_page(found: Found, look: str) -> None:
    assert found[look] == []


def test_there_is_something_to_look_at(sites: list[Site]) -> None:
    assert len(sites) == 5
    for site in sites:
        assert len(site.pages) > (12 if site.name == "restyled" else 40), site.name
        assert {page.address for page in site.pages} >= {"", "trainings/", "check/", "404.html"}


def test_every_state_occurs(sites: list[Site]) -> None:
    (site,) = [site for site in sites if site.name == "every state"]
    trainings = json.loads((site.output / "trainings.json").read_text(encoding="utf-8"))[
        "trainings"
    ]
    assert {one["state"] for one in trainings} == set(State)
    assert {one["status"] for one in trainings} == set(Status)
    assert {one["place"]["mode"] for one in trainings if one["place"]} == set(Mode)
    words = " ".join(page.html for page in site.pages)
    for tag in (
        "Moved",
        "Place not announced",
        "No training dates right now",
        "<dd>Spanish",
        "Contact at the time",
        "Room for",
    ):
        assert tag in words, tag
