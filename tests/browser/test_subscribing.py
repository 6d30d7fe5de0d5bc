"""The page to subscribe on and the list of dates, used in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Tab, chromium
from sites import Site

GO_TO_GOOGLE = """(async () => {
  const link = document.querySelector(".copy-first");
  link.click();
  for (let turn = 0; turn < 9; turn++) await null;
  const ways = link.closest(".ways");
  return [
    ways.querySelector("code").textContent,
    ways.querySelector(".copied").textContent,
    String(getSelection()),
    window.copied,
  ];
})()"""


@pytest.fixture
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


@pytest.fixture
def site(sites: list[Site]) -> Site:
    return next(one for one in sites if one.name == "every state")


def clipboard(answer: str) -> str:
    write = f"(text) => {{ window.copied = text; return Promise.{answer}() }}"
    return f"Object.defineProperty(navigator, 'clipboard', {{value: {{writeText: {write}}}}})"


def test_the_way_to_google_copies_the_address_first(site: Site, tab: Tab) -> None:
    tab.before_each_page(clipboard("resolve"))
    tab.open(site.url + "calendars/")
    address, said, selected, copied = tab.run(GO_TO_GOOGLE)
    assert copied == address
    assert (said, selected) == ("Copied", "")


def test_where_nothing_can_be_copied_the_address_is_selected(site: Site, tab: Tab) -> None:
    tab.before_each_page(clipboard("reject"))
    tab.open(site.url + "calendars/")
    address, said, selected, _ = tab.run(GO_TO_GOOGLE)
    assert selected.strip() == address
    assert said.startswith("The address is selected.")
    assert tab.run("document.querySelector('.ways code').checkVisibility()")
    assert tab.run("location.href") == site.url + "calendars/"


@pytest.mark.parametrize(
    ("now", "tags"),
    [
        ("2031-03-05T12:00Z", []),
        ("2031-03-24T04:00Z", ["Closes soon"]),
        ("2031-04-01T03:59Z", ["Closes soon"]),
        ("2031-04-01T04:00Z", ["Past"]),
    ],
)
def test_a_deadline_of_its_own_becomes_past_on_a_page_read_later(
    site: Site, tab: Tab, now: str, tags: list[str]
) -> None:
    tab.before_each_page(f"Date.now = () => {{ return Date.parse('{now}') }}")
    tab.open(site.url + "trainings/")
    seen = """[...document.querySelectorAll("#deadline-renewal-early .tag")]
      .filter((one) => one.checkVisibility()).map((one) => one.textContent)"""
    assert tab.run(seen) == tags
