"""Proofs of one page in Chromium: each looks at the page and says what is wrong with it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import ceil
from pathlib import Path

from chromium import Tab
from needed import TESTS, node_with, program
from sites import Page
from visitor import NO_TRACE, TRACES, asked_for

PHONE, DESK = (360, 740), (1280, 900)
"""Width and height of a small phone's screen, and of a window on a desk, in CSS pixels."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer may differ between light and dark, where only colours do.

They look at every word, and need the most time of all rules."""

WEIGHT, STYLES, SCRIPTS, REQUESTS = 15_000, 6_000, 4_000, 5
"""Budgets of a page: bytes as sent (gzip -9), of styles and scripts among them, and requests."""

LARGER = {"check/": {"bytes": 18_000, "requests": 6}}
"""The check is one page with all questions, results and rules, so that no answer leaves it."""

RESTYLED = "restyled"
"""The site with a logo, a motto and a style sheet of its own: two requests more, a taller head."""

SHEETS = {"Letter": (8.5, 11.0), "A4": (8.27, 11.69)}
"""Width and height in inches."""

NEEDS_SCRIPTS = "#check, button, [role=status], noscript"
"""What only works with scripts, so that it need not be there without them."""

Look = Callable[[Tab, Page], Iterator[str]]
"""Looks at the page that is open, and gives what is wrong."""

_FIRST_SEEN: dict[str, object] = {}
"""Where elements stood, as `looks.places` names it, and on which page that was seen first."""

_AT_THE_DESK: set[tuple[str, str]] = set()
"""Templates whose longest page Tab walked through on a desk, each with its style sheets."""

_TOLD = (
    *("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"),
    *("Audits.issueAdded", "Network.loadingFailed", "Network.webSocketCreated"),
)
_WATCH = """globalThis.refused = [];
addEventListener("securitypolicyviolation", (event) =>
  refused.push(`${event.violatedDirective} ${event.blockedURI}`));"""


def prepare(tab: Tab, page: Page) -> None:
    """Make a window ready for the pages of a site: each is fetched, and read on the site's day."""
    tab.ask("Network.setCacheDisabled", cacheDisabled=True)
    tab.before_each_page(_WATCH)
    tab.live_on(page.site.today)


def look_at(tab: Tab, page: Page) -> dict[str, list[str]]:
    """Open a page and give what each look finds wrong with it."""
    open_page(tab, page)
    return {name: list(look(tab, page)) for name, look in LOOKS.items()}


def open_page(tab: Tab, page: Page) -> None:
    """Open a page on a phone, and wait until all of it is there."""
    tab.forget()
    tab.look(*PHONE)
    tab.open(page.held)
    icon = tab.run("document.querySelector('link[rel=icon]')?.href")
    # The browser asks for the icon when everything else is there.
    for _ in range(300 if icon else 0):
        if icon in asked_for(tab):
            break
        tab.run("new Promise((done) => setTimeout(done, 10))")
    tab.run(script("looks.js"))


@cache
def script(name: str) -> str:
    """A script of this folder, to run in a page."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def axe() -> str:
    """Axe, to run in a page."""
    node_with("axe-core")
    return script(str(TESTS / "node_modules/axe-core/axe.min.js")) + ";0"


def quiet(tab: Tab, page: Page) -> Iterator[str]:
    """Nothing is asked of another server, refused, missing, said on the console, or stored."""
    for url in asked_for(tab):
        if not url.startswith(page.site.url):
            yield f"asks for {url}"
    for answer in tab.told("Network.responseReceived"):
        if answer["response"]["status"] != 200:
            yield f"gets {answer['response']['status']} for {answer['response']['url']}"
    for told in tab.told(*_TOLD):
        yield f"tells {json.dumps(told)[:400]}"
    yield from (f"is refused {what}" for what in tab.run("refused"))
    traces = tab.ask("Network.getCookies") | tab.run(TRACES)
    yield from (f"stores {name}" for name, found in traces.items() if found != NO_TRACE[name])


def light(tab: Tab, page: Page) -> Iterator[str]:
    """A page weighs little and needs few requests. `quiet` finds what comes from elsewhere."""
    sent = []
    asked: set[str] = set()
    kinds = {"Stylesheet": 0, "Script": 0}
    for request in tab.told("Network.requestWillBeSent"):
        url = request["request"]["url"]
        file = page.site.file(url)
        # Asked again, as for the icon by a window that is busy, it comes from the cache.
        if file is not None and file.is_file() and url not in asked:
            asked.add(url)
            # The host's headers are the same for every page, and not counted.
            size = len(gzip.compress(file.read_bytes(), 9, mtime=0))
            sent.append((file.name, size))
            kinds[request["type"]] = kinds.get(request["type"], 0) + size
    for what, size, most in (
        ("bytes", sum(size for _, size in sent), WEIGHT),
        ("bytes of styles", kinds["Stylesheet"], STYLES),
        ("bytes of scripts", kinds["Script"], SCRIPTS),
        ("requests", len(sent), REQUESTS),
    ):
        allowed = LARGER.get(page.same, {}).get(what, most)
        allowed += 2 if what == "requests" and page.site.name == RESTYLED else 0
        if size > allowed:
            yield f"needs {size} {what}, and {allowed} are allowed: {sent}"


def accessible(tab: Tab, page: Page) -> Iterator[str]:
    """Axe finds nothing on a phone and on a desk, light and dark, with all details open."""
    tab.run(axe())
    tab.run("looks.openDetails(true)")
    new = shows_a_new_place(tab, page)
    yield from violations(tab, new=new)
    if tab.run("looks.readLater()"):
        later = _violations(tab, AXE_TAGS, without=() if new else ABOUT_COLOURS)
        yield from (f"when read later: {one}" for one in later)
        tab.run("looks.readNow()")


def shows_a_new_place(tab: Tab, page: object) -> bool:
    """Whether any element of the page stands where none stood on a page that was looked at before.

    Elements with the same tags, classes and states, within the same ones, have the same colours,
    and the keyboard reaches them in the same way.
    """
    seen = [_FIRST_SEEN.setdefault(place, page) for place in tab.run("looks.places()")]
    return page in seen


def violations(tab: Tab, *, new: bool) -> Iterator[str]:
    """What axe finds in the page that is open, in which `axe` has run.

    Where no element stands as none did before, all but colours is asked on a phone. Else what
    depends on colours is asked in all four looks, the rest at both widths.
    """
    for size, dark, rules in (
        (PHONE, False, AXE_TAGS),
        (PHONE, True, ABOUT_COLOURS),
        (DESK, False, ABOUT_COLOURS),
        (DESK, True, AXE_TAGS),
    )[: 4 if new else 1]:
        tab.look(*size, dark=dark)
        scheme = "dark" if dark else "light"
        for one in _violations(tab, rules, without=() if new else ABOUT_COLOURS):
            yield f"at {size[0]} pixels, {scheme}: {one}"


def _violations(tab: Tab, rules: list[str], *, without: Iterable[str] = ()) -> list[str]:
    left_out = {rule: {"enabled": False} for rule in without}
    options = {
        "resultTypes": ["violations"],
        "runOnly": rules,
        "rules": left_out,
        "preload": False,
    }
    return tab.run(
        f"axe.run(document, {json.dumps(options)}).then(({{ violations }}) => violations.map("
        "(one) => `${one.id} at ${one.nodes.slice(0, 3).map((node) => node.target)}`))"
    )


def narrow(tab: Tab, _page: Page) -> Iterator[str]:
    """Nothing scrolls sideways or is cut off at 320 pixels, with spaced or with large text."""
    tab.look(320, PHONE[1])
    tab.run("looks.openDetails(true)")
    yield from (f"at 320 pixels: {one}" for one in tab.run("looks.misfits()"))
    tab.run("looks.spaceText(true)")
    yield from (f"with text spacing: {one}" for one in tab.run("looks.misfits()"))
    tab.run("looks.spaceText(false)")
    tab.text_size(32)
    yield from (f"with text of 200%: {one}" for one in tab.run("looks.misfits()"))
    if tab.run("looks.readLater()"):
        yield from (f"when read later: {one}" for one in tab.run("looks.misfits()"))
        tab.run("looks.readNow()")
    tab.text_size(16)


def targets(tab: Tab, page: Page) -> Iterator[str]:
    """What one has to hit is large; the lines for a crisis are on the first screen of a phone.

    What stands in a frame is a part of another site's page, and has no such lines.
    """
    for size in (PHONE, DESK):
        tab.look(*size)
        yield from (f"at {size[0]} pixels: {one}" for one in tab.run("looks.small(44)"))
    tab.look(*PHONE)
    if not page.same.startswith("embed/"):
        # The real site's head is held to be short. Beside a switch of languages a long name has two
        # lines; other sites have longer words in their menu, and in the line for a crisis.
        of_programme = page.site.name in ("few dates", "many dates", "no dates")
        yield from tab.run(f"looks.below({220 if of_programme else 280})")


def keyboard(tab: Tab, page: Page) -> Iterator[str]:
    """Tab reaches each link, button and field once, in order, and the focus is always seen.

    On a phone in each page with an element that stands as none did before; on a desk in the dark,
    where pages of a template are alike, in one with these style sheets, and there on a phone, too.
    """
    tab.run("looks.openDetails(true)")
    alike = (page.template, tab.run("looks.styles()"))
    first = page.site.longest[page.template] == page and alike not in _AT_THE_DESK
    if first:
        _AT_THE_DESK.add(alike)
    if first or shows_a_new_place(tab, page):
        for size, dark in ((PHONE, False), (DESK, True))[: 1 + first]:
            tab.look(*size, dark=dark)
            names = tab.run("looks.startWalk()")
            for problem in _walk(tab, names):
                yield f"at {size[0]} pixels: {problem}"
    tab.run("looks.openDetails(false)")


def _walk(tab: Tab, names: list[str]) -> Iterator[str]:
    due = 0
    for _ in range(len(names) + 20):
        tab.press("Tab")
        step = tab.run("looks.step()")
        if step is None or (due == len(names) and step["number"] == 0):
            break  # after the last stop comes the window of the browser, or the page anew
        yield from (f"{step['name']} {wrong}" for wrong in step["wrong"])
        if step["number"] < 0:
            continue
        if step["number"] != due:
            yield f"after {due} stops comes {step['name']}, and not {(*names, 'the end')[due]}"
            return
        due += 1
    if due < len(names):
        yield f"{names[due]} is not reached"


def without_scripts(tab: Tab, page: Page) -> Iterator[str]:
    """A page has the same words and links without scripts, and no control that is dead."""
    tab.look(*DESK)
    said = f"['words', 'links'].map((of) => looks[of](document.body, {json.dumps(NEEDS_SCRIPTS)}))"
    tab.run("looks.openDetails(true)")
    words, links = tab.run(said)
    tab.run_scripts(False)
    tab.open(page.held)
    tab.run(script("looks.js"))
    tab.run("looks.openDetails(true)")
    words_without, links_without = tab.run(said)
    dead = tab.run(
        "[...document.querySelectorAll('button, input, select, textarea')]"
        ".filter(looks.drawn).map(looks.name)"
    )
    tab.run_scripts(True)
    if words != words_without:
        yield f"says other words: {_difference(words, words_without)}"
    if links != links_without:
        yield f"leads elsewhere: {_difference(links, links_without)}"
    yield from (f"has a dead control: {one}" for one in dead)


def _difference(one: list[str], other: list[str]) -> str:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"“{' '.join(one[same : same + 12])}”, without “{' '.join(other[same : same + 12])}”"


def paper(tab: Tab, _page: Page) -> Iterator[str]:
    """A page prints whole, on no more sheets than its text needs, none of them blank or nearly."""
    for name, (width, height) in SHEETS.items():
        # Chromium's own margins are 0.4 inches.
        tab.look(int((width - 0.8) * 96), int((height - 0.8) * 96), paper=True)
        yield from (f"on {name}: {one}" for one in tab.run("looks.misfits()"))
        wanted = tab.run("looks.printed()")
        # Half a sheet may stay free, so that what belongs together stands together; of more than
        # ten sheets, two or three lines of each.
        text = tab.run("document.documentElement.scrollHeight") / ((height - 0.8) * 96)
        most = ceil(text + max(0.5, text / 20))
        yield from (f"on {name}: {one}" for one in _sheets(tab.pdf(width, height), wanted, most))
    tab.look(*PHONE)


def _sheets(pdf: bytes, wanted: list[str], most: int) -> Iterator[str]:
    """Look at the sheets, read by another program: it leaves out what is beyond their edges."""
    reader = program("pdftotext", "apt install poppler-utils")
    # In the order of drawing, so that a word on two lines of a column is not taken apart.
    read = subprocess.run([reader, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    *sheets, _ = read.stdout.decode().split("\f")
    if len(sheets) > most:
        yield f"needs {len(sheets)} sheets"
    for number, sheet in enumerate(sheets, start=1):
        if len(sheet.split()) < 10:
            yield f"sheet {number} is nearly blank: “{' '.join(sheet.split())}”"
    printed = "".join("".join(sheets).split())
    yield from (f"lacks “{word}”" for word in wanted if word not in printed)


LOOKS: dict[str, Look] = {
    look.__name__: look
    for look in (quiet, light, accessible, narrow, targets, keyboard, paper, without_scripts)
}
"""In this order: the first two are about how the page was loaded, the last one loads it again."""
