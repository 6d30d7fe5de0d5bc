"""The drawing of a year as Chromium draws it, with the fonts that are there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from chromium import Tab, chromium
from sites import Page, Site

SMALLEST = 12
"""The least size of text, in CSS pixels, on the narrowest phone."""

DRAWN = """[...document.querySelectorAll(".year > svg")]
  .filter((one) => one.checkVisibility())
  .map((svg) => {
    const all = (selector) => [...svg.querySelectorAll(selector)];
    const box = (one) => {
      const { x, y, width, height } = one.getBBox();
      return [one.textContent || "shape", x, x + width, y, y + height];
    };
    const width = svg.viewBox.baseVal.width;
    return {
      width,
      size: (14 * svg.getBoundingClientRect().width) / width,
      labels: all("text").map(box),
      shapes: all("rect, circle, path.deadline").map(box),
    };
  })"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def collisions(parts: list[Any]) -> Iterator[str]:
    for number, (name, left, right, top, bottom) in enumerate(parts):
        for other, start, end, above, below in parts[:number]:
            if left < end and start < right and top < below and above < bottom:
                yield f"{name} at {left:.0f}, {top:.0f} meets {other} at {start:.0f}, {above:.0f}"


def years(sites: list[Site]) -> list[tuple[Site, Page]]:
    every = [(site, page) for site in sites for page in site.pages]
    return [(site, page) for site, page in every if re.search(r"years/\d{4}/$", page.address)]


@pytest.mark.parametrize("width", [320, 1280])
def test_labels_meet_nothing_and_can_be_read(sites: list[Site], tab: Tab, width: int) -> None:
    wrong = []
    for site, page in years(sites):
        tab.live_on(site.today)
        tab.look(width, 900)
        tab.open(page.url)
        (drawn,) = tab.run(DRAWN)
        assert drawn["size"] >= SMALLEST, page
        assert len(drawn["labels"]) > 6, page
        # Above and below its letters, a font has room that is its own.
        labels = [(text, x, end, y + 4, below - 4) for text, x, end, y, below in drawn["labels"]]
        parts = [*labels, *drawn["shapes"]]
        wrong += [f"{page}: {one}" for one in collisions(parts)]
        wrong += [
            f"{page}: {name} leaves the drawing"
            for name, left, right, *_ in drawn["labels"]
            if left < -1 or right > drawn["width"] + 1
        ]
    assert not wrong, json.dumps(wrong[:10], indent=1)
