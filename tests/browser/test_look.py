"""Colors as Chromium computes them: each scheme, print, chosen colors, and which colors meet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Tab, chromium
from sites import SITES, Site

from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.look.colors import Color
from sitegen.programme.look.palette import PAIRS, SHIPPED, TEXT, Palette, Scheme

NAMES = ("many dates", "restyled")
"""The site with the colors that are shipped, and one with colors of its own."""

COLORS = """(names) => {
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement("canvas").getContext("2d");
  return Object.fromEntries(names.map((name) => {
    canvas.fillStyle = style.getPropertyValue(`--${name}`);
    return [name, canvas.fillStyle];
  }));
}"""

# The color of each text of the page, and that of the nearest ground behind it.
MET = """(() => {
  const met = new Set();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const part = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || part.closest("script, template, svg")) continue;
    let ground = part;
    while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
      ground = ground.parentElement;
    }
    met.add(`${getComputedStyle(part).color} on ${getComputedStyle(ground).backgroundColor}`);
  }
  return [...met];
})()"""


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def asks(tab: Tab, media: str = "", **features: str) -> None:
    """Let the device ask for these things."""
    listed = [{"name": n.replace("_", "-"), "value": value} for n, value in features.items()]
    tab.ask("Emulation.setEmulatedMedia", media=media, features=listed)


def called(sites: list[Site], name: str) -> Site:
    (site,) = [site for site in sites if site.name == name]
    return site


def shown(tab: Tab) -> Palette:
    names = list(SHIPPED[Scheme.LIGHT])
    return {name: Color.of(found) for name, found in tab.run(f"({COLORS})({names})").items()}


def palette(name: str, scheme: Scheme) -> Palette:
    root, today = SITES[name]
    programme = check_site(read_site_files(root), lambda _: today).programme
    assert programme is not None
    return programme.site.look.palettes[scheme]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", NAMES)
def test_pages_have_the_colors_that_were_checked(
    sites: list[Site], tab: Tab, name: str, scheme: Scheme
) -> None:
    asks(tab, prefers_color_scheme=scheme)
    tab.open(called(sites, name).url)
    assert shown(tab) == palette(name, scheme)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", NAMES)
def test_more_contrast_and_print_win_over_a_site_s_own_colors(
    sites: list[Site], tab: Tab, name: str, scheme: Scheme
) -> None:
    tab.open(called(sites, name).url)
    asks(tab, prefers_color_scheme=scheme, prefers_contrast="more")
    more, usual = shown(tab), palette(name, scheme)
    assert more["quiet"] == more["line"] == usual["ink"]
    assert more["accent"] == usual["accent-strong"]
    assert more["accent-soft"] == usual["card"]
    asks(tab, "print", prefers_color_scheme=scheme)
    assert str(shown(tab)["paper"]) == "#ffffff"
    assert str(shown(tab)["ink"]) == str(shown(tab)["accent"]) == "#000000"


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", NAMES)
def test_every_text_stands_on_a_ground_that_it_was_held_against(
    sites: list[Site], tab: Tab, name: str, scheme: Scheme
) -> None:
    asks(tab, prefers_color_scheme=scheme)
    found: set[str] = set()
    for page in called(sites, name).pages:
        tab.open(page.url)
        found.update(tab.run(MET))
    assert len(found) > 8
    colors = palette(name, scheme)
    texts = [pair for pair in PAIRS if pair.least >= TEXT]
    checked = {f"{rgb(colors[p.front])} on {rgb(colors[p.ground])}" for p in texts}
    assert found - checked == set()


def rgb(color: Color) -> str:
    return f"rgb({color.red}, {color.green}, {color.blue})"


MENU = """[...document.querySelectorAll(".masthead li a")].map((link) => [
  link.getAttribute("aria-current"),
  getComputedStyle(link).textDecorationLine,
])"""


@pytest.mark.parametrize("scheme", Scheme)
def test_in_chosen_colors_only_the_current_page_is_marked(
    sites: list[Site], tab: Tab, scheme: Scheme
) -> None:
    asks(tab, prefers_color_scheme=scheme, forced_colors="active")
    tab.open(f"{called(sites, 'many dates').url}trainings/")
    marked = {current for current, line in tab.run(MENU) if line == "underline"}
    assert marked == {"page"}
    assert tab.run("document.querySelectorAll('.masthead li a:not([aria-current])').length") > 2


@pytest.mark.parametrize("scheme", Scheme)
def test_the_logo_is_the_one_of_the_scheme(sites: list[Site], tab: Tab, scheme: Scheme) -> None:
    asks(tab, prefers_color_scheme=scheme)
    tab.open(called(sites, "restyled").url)
    source, width, height = tab.run(
        "(({ currentSrc, width, height, naturalWidth }) => "
        "[currentSrc, width, naturalWidth && height])(document.querySelector('.logo img'))"
    )
    assert ("emblem-dark." in source) == (scheme is Scheme.DARK)
    assert (width, height) == (84, 56)
