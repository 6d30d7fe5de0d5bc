"""Colors as Chromium computes them: each scheme, print, chosen colors, and which colors meet."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from chromium import Tab, chromium

from sitegen.build import Settings, build_site
from sitegen.check import check_site
from sitegen.folder import read_site_files
from sitegen.programme.look.colors import Color
from sitegen.programme.look.palette import PAIRS, SHIPPED, TEXT, Palette, Scheme

ROOT = Path(__file__).parents[2]
SITES = {
    "real": (ROOT, date(2022, 3, 1)),
    "restyled": (ROOT / "tests/projects/restyled", date(2022, 2, 1)),
}

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


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line on the terminal for each."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The sites on a server: their folder and its address."""
    folder = tmp_path_factory.mktemp("www")
    for name, (root, today) in SITES.items():
        settings = Settings.of(root, folder / name, f"http://127.0.0.1/{name}/", ())
        assert build_site(settings, lambda _, day=today: day).published is not None
    serve = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with chromium() as browser:
        yield Tab(browser)


def asks(tab: Tab, media: str = "", **features: str) -> None:
    """Let the device ask for these things."""
    listed = [{"name": n.replace("_", "-"), "value": value} for n, value in features.items()]
    tab.ask("Emulation.setEmulatedMedia", media=media, features=listed)


def shown(tab: Tab) -> Palette:
    names = list(SHIPPED[Scheme.LIGHT])
    return {name: Color.of(found) for name, found in tab.run(f"({COLORS})({names})").items()}


def palette(name: str, scheme: Scheme) -> Palette:
    root, today = SITES[name]
    programme = check_site(read_site_files(root), lambda _: today).programme
    assert programme is not None
    return programme.site.look.palettes[scheme]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", SITES)
def test_pages_have_the_colors_that_were_checked(
    www: tuple[Path, str], tab: Tab, name: str, scheme: Scheme
) -> None:
    asks(tab, prefers_color_scheme=scheme)
    tab.open(f"{www[1]}/{name}/")
    assert shown(tab) == palette(name, scheme)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", SITES)
def test_more_contrast_and_print_win_over_a_site_s_own_colors(
    www: tuple[Path, str], tab: Tab, name: str, scheme: Scheme
) -> None:
    tab.open(f"{www[1]}/{name}/")
    asks(tab, prefers_color_scheme=scheme, prefers_contrast="more")
    more, usual = shown(tab), palette(name, scheme)
    assert more["quiet"] == more["line"] == usual["ink"]
    assert more["accent"] == usual["accent-strong"]
    assert more["accent-soft"] == usual["card"]
    asks(tab, "print", prefers_color_scheme=scheme)
    assert str(shown(tab)["paper"]) == "#ffffff"
    assert str(shown(tab)["ink"]) == str(shown(tab)["accent"]) == "#000000"


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("name", SITES)
def test_every_text_stands_on_a_ground_that_it_was_held_against(
    www: tuple[Path, str], tab: Tab, name: str, scheme: Scheme
) -> None:
    folder, address = www
    asks(tab, prefers_color_scheme=scheme)
    found: set[str] = set()
    for page in sorted((folder / name).rglob("*.html")):
        tab.open(f"{address}/{page.relative_to(folder).as_posix()}")
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
  getComputedStyle(link).borderBottomColor,
])"""
SYSTEM = """(() => {
  const part = document.body.appendChild(document.createElement("p"));
  part.style.color = "Canvas";
  const color = getComputedStyle(part).color;
  part.remove();
  return color;
})()"""


@pytest.mark.parametrize("scheme", Scheme)
def test_in_chosen_colors_only_the_current_page_is_marked(
    www: tuple[Path, str], tab: Tab, scheme: Scheme
) -> None:
    asks(tab, prefers_color_scheme=scheme, forced_colors="active")
    tab.open(f"{www[1]}/real/trainings/")
    canvas = tab.run(SYSTEM)
    marked = {current for current, color in tab.run(MENU) if color != canvas}
    assert marked == {"page"}
    assert tab.run("document.querySelectorAll('.masthead li a:not([aria-current])').length") > 2


@pytest.mark.parametrize("scheme", Scheme)
def test_the_logo_is_the_one_of_the_scheme(www: tuple[Path, str], tab: Tab, scheme: Scheme) -> None:
    asks(tab, prefers_color_scheme=scheme)
    tab.open(f"{www[1]}/restyled/")
    source, width, height = tab.run(
        "(({ currentSrc, width, height, naturalWidth }) => "
        "[currentSrc, width, naturalWidth && height])(document.querySelector('.logo img'))"
    )
    assert ("emblem-dark." in source) == (scheme is Scheme.DARK)
    assert (width, height) == (84, 56)
