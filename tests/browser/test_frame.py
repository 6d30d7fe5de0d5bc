"""What stands around every page, on a phone: it is short, and everything in it can be hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Tab, chromium
from looks import PHONE, script
from sites import Page, Site

from sitegen.languages import PageLanguage
from sitegen.site.wording import words_in

HEIGHT_OF_HOME = 3_500
"""On March 1, 2022, with four kinds of training and their dates."""

LINES_FOR_A_CRISIS = 90
"""Two lines of words, and what dials: 44 pixels."""

NOT_MARKED = """[...document.querySelectorAll(".crumbs li")].slice(1, 2).map((crumb) => {
  const to = crumb.querySelector("a").href;
  const marked = [...document.querySelectorAll("nav[aria-label=Main] a[aria-current]")];
  return marked.some((one) => one.href === to) ? "" : to;
}).filter(Boolean)"""

LOW = """[...document.querySelectorAll(".crisis a, header a:not(.site-name a), footer a")]
  .filter((one) => looks.drawn(one) && one.getBoundingClientRect().height < 44).map(looks.name)"""


HEIGHTS_OF_TAPS = "[...document.querySelectorAll('.crisis a')].map((one) => one.offsetHeight)"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def opened(tab: Tab, site: Site, address: str) -> Tab:
    tab.live_on(site.today)
    tab.look(*PHONE)
    tab.open(site.url + address)
    return tab


def real(sites: list[Site], name: str = "many dates") -> Site:
    return next(one for one in sites if one.name == name)


def one_of_each(site: Site) -> list[Page]:
    return [page for page in site.longest.values() if not page.address.startswith("embed/")]


def top(tab: Tab, what: str) -> float:
    return float(tab.run(f"document.querySelector({what!r}).getBoundingClientRect().top"))


def height(tab: Tab, what: str) -> float:
    return float(tab.run(f"document.querySelector({what!r}).offsetHeight"))


def test_home_is_short(sites: list[Site], tab: Tab) -> None:
    opened(tab, real(sites), "")
    assert height(tab, "html") <= HEIGHT_OF_HOME


def test_what_a_page_says_begins_near_the_top(sites: list[Site], tab: Tab) -> None:
    for page in one_of_each(real(sites)):
        opened(tab, page.site, page.address)
        assert top(tab, "main > :first-child") <= 220, page
        assert height(tab, ".crisis") <= LINES_FOR_A_CRISIS, page


def test_lines_for_a_crisis_are_as_short_in_spanish(sites: list[Site], tab: Tab) -> None:
    """Its buttons have longer words, and what stands beside them must not be broken for it."""
    opened(tab, real(sites), "")
    spanish = words_in(PageLanguage.SPANISH).say
    for number, words in enumerate(("Call {number}", "Text {number}", "More help")):
        said = spanish(words, number="988")
        tab.run(f"document.querySelectorAll('.crisis a')[{number}].textContent = {said!r}")
    assert height(tab, ".crisis") <= LINES_FOR_A_CRISIS
    for width in (PHONE[0], 320):
        tab.look(width, PHONE[1])
        assert tab.run(HEIGHTS_OF_TAPS) == [44, 44, 44]


def test_in_place_of_the_breadcrumbs_the_menu_says_where_one_is(
    sites: list[Site], tab: Tab
) -> None:
    led = 0
    for page in one_of_each(real(sites)):
        opened(tab, page.site, page.address)
        led += tab.run("document.querySelectorAll('.crumbs').length")
        assert tab.run(NOT_MARKED) == [], page
    assert led > 3


def test_everything_around_a_page_is_large_enough_to_hit(sites: list[Site], tab: Tab) -> None:
    for site in (real(sites), real(sites, "every state")):
        opened(tab, site, "contact/")
        tab.run(script("looks.js"))
        assert tab.run(LOW) == []


def test_the_switch_of_languages_stands_beside_the_name(sites: list[Site], tab: Tab) -> None:
    for address in ("", "es/", "es/trainings/long-names/"):
        opened(tab, real(sites, "every state"), address)
        links = ".languages a:not([aria-current])"
        assert top(tab, links) < top(tab, ".site-owner")
        name, link = (
            tab.run(f"document.querySelector({what!r}).getBoundingClientRect().toJSON()")
            for what in (".site-name a", links)
        )
        assert name["right"] <= link["left"], address


def test_the_page_for_a_crisis_dials_and_leads_to_no_office(sites: list[Site], tab: Tab) -> None:
    opened(tab, real(sites), "help-now/")
    wide = tab.run("""[...document.querySelectorAll("main .button")].map((one) =>
      [one.getAttribute("href"), one.offsetWidth >= 140, one.offsetHeight >= 44])""")
    assert wide == [["tel:988", True, True], ["sms:988", True, True]]
    numbers = tab.run("""[...document.querySelectorAll("a[href^='tel:']")]
      .map((one) => one.getAttribute("href"))""")
    assert set(numbers) == {"tel:988", "tel:911"}
