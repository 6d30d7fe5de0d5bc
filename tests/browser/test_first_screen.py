"""A visitor's questions, answered on the first screen of a phone: by when, how, and with whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from chromium import Browser, Tab, chromium
from looks import PHONE, prepare, script
from sites import SITES, Page, Site

SEEN = """(() => {
  scrollTo(0, 0);
  const seen = ({ left, right, top, bottom }, one) => {
    const inside = top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    if (!inside || bottom - top < 8) return false;
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return !!at && (one.contains(at) || at.contains(one)) && looks.drawn(one);
  };
  // Each word that one can read, with where it stands.
  const read = (part) => {
    const words = [];
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (parentElement.closest("script, style, template, .away")) continue;
      for (const { index, 0: word } of data.matchAll(/\\S+/g)) {
        const range = new Range();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const boxes = [...range.getClientRects()];
        if (boxes.length && boxes.every((box) => seen(box, parentElement))) words.push(word);
      }
    }
    return words.join(" ");
  };
  const main = document.querySelector("main");
  const whole = (one) => read(one) && read(one) === one.textContent.trim().split(/\\s+/).join(" ");
  const links = [...document.querySelectorAll("a[href]")].filter((one) => read(one));
  return {
    words: read(main),
    days: [...main.querySelectorAll("time")].filter(whole).map((one) => one.dateTime.slice(0, 10)),
    inMain: links.filter((one) => main.contains(one)).map((one) => one.href),
    around: links.filter((one) => !one.closest(".crisis")).map((one) => one.href),
  };
})()"""
"""What one reads without scrolling. Words that are cut off, covered or hidden do not count."""

TALLER = """(() => {
  const height = (selector) => document.querySelector(selector)?.offsetHeight ?? 0;
  const more = (selector, usual) => Math.max(0, height(selector) - usual);
  const names = more(".crumbs", 45) + more("h1", 110) + more(".act a:not(.button)", 60)
    + more(".act p:has([href^='tel:'], [href^='mailto:'])", 60);
  return names + more("main > .lead", 90) + more(".masthead", 150);
})()"""
"""How much more the head and long names need than usual: that is not the page's fault."""

NO_DATES = ("No training dates right now", "Por ahora no hay fechas")
NOTHING_OPEN = ("No date is announced that you can apply for", "No hay anunciada ninguna fecha")
CANNOT: Mapping[str, Sequence[str]] = {
    "any-time": ("There is no deadline", "No hay fecha límite"),
    "cancelled": ("cancelled", "cancel"),
    "closed": ("You could apply until", "by", "hasta"),
    "first-come": ("There is no deadline", "No hay fecha límite"),
    "full": ("All places are taken", "Todos los lugares están ocupados"),
    "not-announced": ("not announced", "no se han anunciado", "no se anunciaron"),
    "open-to-ask": ("No deadline is set", "No se ha fijado una fecha límite"),
    "opens-later": ("Opens", "Abre"),
    "over": ("Its last day was", "have passed", "not announced", "Su último día fue", "ya pasaron"),
    "postponed": ("postponed", "will not be held", "aplaz", "no será"),
    "tentative": ("may still change", "todavía pueden cambiar"),
    "under-way": ("under way", "en curso"),
    "waiting-list": ("waiting list", "lista de espera"),
}
"""By the state of a training: what says that one cannot apply, or that no date ends it."""


@dataclass(frozen=True)
class Asked:
    """A page, and what is true of what it is about: trainings that one may apply for, in order."""

    page: Page
    trainings: Sequence[Mapping[str, Any]]
    is_training: bool = False

    def __str__(self) -> str:
        return str(self.page)


def asked(site: Site) -> Iterator[Asked]:
    """The home page, and those of tracks and trainings."""
    listed = json.loads((site.output / "trainings.json").read_text(encoding="utf-8"))["trainings"]
    for page in site.pages:
        if page.template not in {"pages/home.html", "pages/track.html", "pages/training.html"}:
            continue
        name = page.same.removeprefix("trainings/").strip("/")
        its = [one for one in listed if page.template == "pages/home.html" or one["track"] == name]
        own = [one for one in listed if one["id"] == name]
        if page.template == "pages/training.html":
            yield Asked(page, own, is_training=True)
        else:
            yield Asked(page, its)


def unanswered(tab: Tab, ask: Asked) -> list[str]:
    """The questions that the page, which is open, does not answer on the first screen."""
    tab.look(*PHONE)
    tab.look(PHONE[0], PHONE[1] + round(tab.run(TALLER)))
    seen = tab.run(SEEN)
    answers = {
        "by when": any(_by_when(ask, seen)),
        "how": any(_how(ask, seen)),
        "with whom": any(_with_whom(ask, seen)),
    }
    return [question for question, answer in answers.items() if not answer]


def _by_when(ask: Asked, seen: Mapping[str, Any]) -> Iterator[bool]:
    can_apply = [one for one in ask.trainings if one["can_apply"]]
    if ask.is_training or can_apply:
        for one in can_apply or ask.trainings:
            yield _says_state(one, seen)
        return
    ahead = [one for one in ask.trainings if one["state"] != "over"]
    yield any(_says_state(one, seen) for one in ahead)
    yield any(words in seen["words"] for words in (*NO_DATES, *NOTHING_OPEN))


def _says_state(training: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Whether one reads by when to apply, or why that is not said."""
    due = training["deadline"]
    if training["can_apply"] and due and training["state"] != "tentative":
        return due["day"] in seen["days"]
    said = CANNOT[training["state"]]
    return any(words.casefold() in seen["words"].casefold() for words in said)


def _how(ask: Asked, seen: Mapping[str, Any]) -> Iterator[bool]:
    """A way to apply, or where one cannot, a way on: to another training, a calendar, a contact."""
    pages = f"{ask.page.site.url}(es/)?(trainings/[^/]+/|calendars/|check/)"
    here = re.escape(ask.page.url)
    for link in seen["inMain"]:
        if ask.is_training and all(one["can_apply"] for one in ask.trainings):
            yield link.endswith("#apply")
        else:
            yield re.match(pages, link) is not None and re.fullmatch(here, link) is None


def _with_whom(ask: Asked, seen: Mapping[str, Any]) -> Iterator[bool]:
    # The menu of the home page is what one looks at there.
    for link in seen["inMain" if ask.trainings and ask.is_training else "around"]:
        yield link.startswith(("tel:", "mailto:")) or link.endswith(("#contact", "contact/"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def opened(browser: Browser, page: Page) -> Tab:
    tab = Tab(browser)
    prepare(tab, page)
    return tab


def open_page(tab: Tab, page: Page) -> None:
    tab.look(*PHONE)
    tab.open(page.url)
    tab.run(script("looks.js"))


@pytest.mark.parametrize("name", SITES)
def test_by_when_how_and_with_whom_is_read_on_the_first_screen(
    sites: list[Site], browser: Browser, name: str
) -> None:
    (site,) = [one for one in sites if one.name == name]
    questions = list(asked(site))
    tab = opened(browser, site.pages[0])
    wrong = []
    for ask in questions:
        open_page(tab, ask.page)
        if missing := unanswered(tab, ask):
            wrong.append(f"{ask}: {missing}")
    tab.close()
    assert len({ask.page.template for ask in questions}) == 3
    assert wrong == []


def test_what_stands_below_is_covered_or_is_hidden_is_no_answer(
    sites: list[Site], browser: Browser
) -> None:
    (site,) = [one for one in sites if one.name == "many dates"]
    open_ones = ("", "trainings/cpss/", "trainings/cpss-2022-05/")
    tab = opened(browser, site.pages[0])
    by_address = {ask.page.address: ask for ask in asked(site)}
    for address in open_ones:
        ask = by_address[address]
        for style in ("margin-top: 740px", "visibility: hidden", "text-indent: -999px"):
            open_page(tab, ask.page)
            tab.run(f"document.querySelector('main').style = '{style}'")
            assert unanswered(tab, ask)[:1] == ["by when"], (address, style)
        open_page(tab, ask.page)
        tab.run("document.querySelectorAll('main a').forEach((one) => one.removeAttribute('href'))")
        assert "how" in unanswered(tab, ask)
    tab.close()
