"""A page of the real site, read in Chromium long after it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from chromium import Tab, chromium
from sites import Site

MADE = date(2022, 3, 1)
PAGE = "trainings/cpss-2022-05/"
SEEN = """[...document.querySelectorAll("main .status, main h2")]
  .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())"""


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


@pytest.mark.parametrize(
    ("now", "first_line", "can_apply"),
    [
        ("2022-03-01T12:00Z", "You can apply until the end of Monday, April 18, 2022.", True),
        ("2022-04-19T04:59Z", "Closes soon You can apply until the end of Monday,", True),
        ("2022-04-19T05:00Z", "Applications closed You could apply until the end of", False),
        ("2022-05-18T12:00Z", "Under way This training is under way.", False),
        ("2022-05-21T05:00Z", "Past This training has ended.", False),
    ],
)
def test_the_first_line_is_true_when_it_is_read(
    sites: list[Site], tab: Tab, now: str, first_line: str, can_apply: bool
) -> None:
    (site,) = [one for one in sites if one.today == MADE]
    tab.before_each_page(f"Date.now = () => {{ return Date.parse('{now}') }}")
    tab.open(site.url + PAGE)
    first, *others = tab.run(SEEN)
    assert first.startswith(first_line)
    assert ("How to apply" in others) == can_apply


@pytest.mark.parametrize(
    ("now", "first_line", "can_apply"),
    [
        ("2031-03-05T12:00Z", "Opens Monday, May 31, 2032 at noon Eastern Time You can", False),
        ("2032-05-31T15:59Z", "Opens Monday, May 31, 2032 at noon Eastern Time You can", False),
        ("2032-05-31T16:00Z", "You can apply until the end of Monday, August 9,", True),
        ("2032-08-10T04:00Z", "Applications closed You could apply until the end of", False),
    ],
)
def test_applications_open_at_the_minute(
    sites: list[Site], tab: Tab, now: str, first_line: str, can_apply: bool
) -> None:
    (site,) = [one for one in sites if one.name == "every state"]
    tab.before_each_page(f"Date.now = () => {{ return Date.parse('{now}') }}")
    for page in ("trainings/opens-later/", "trainings/opens-later/print/"):
        tab.open(site.url + page)
        first, *others = tab.run(SEEN)
        assert first.startswith(first_line)
        assert ("How to apply" in others) == can_apply
    tab.open(site.url + "trainings/")
    row = ".date-training:has(a[href*='/opens-later/'])"
    tags = tab.run(f"""[...document.querySelectorAll("{row} .tag")]
      .filter((one) => one.checkVisibility()).map((one) => one.textContent)""")
    # What is open needs no tag.
    assert tags == [] if can_apply else first_line.startswith(f"{tags[0]} ")


@pytest.mark.parametrize(
    ("now", "old"), [("2022-03-31T12:00Z", False), ("2022-04-01T06:00Z", True)]
)
def test_a_page_says_after_a_month_that_it_is_old(
    sites: list[Site], tab: Tab, now: str, old: bool
) -> None:
    (site,) = [one for one in sites if one.today == MADE]
    tab.before_each_page(f"Date.now = () => {{ return Date.parse('{now}') }}")
    tab.open(site.url + PAGE)
    assert tab.run("document.querySelector('aside').checkVisibility()") is old
