"""Pages that are opened from disk, or under another path, have their style and lead to pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, Tab, chromium
from looks import LOOKS, open_page, prepare
from sites import SITES, Page, Site, served

from sitegen.build import build_site
from sitegen.settings import Settings


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    tab = Tab(browser)
    yield tab
    tab.close()


def build(name: str, folder: Path, *, preview: bool) -> Path:
    root, today = SITES[name]
    built = build_site(Settings.of(root, folder, None, (), preview=preview), lambda _: today)
    assert built.published is not None, built.outcome
    return folder


@pytest.fixture(scope="module", params=["every state", "restyled"])
def preview(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(request.param, tmp_path_factory.mktemp("a preview"), preview=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("restyled", tmp_path_factory.mktemp("site"), preview=False)


LOADED = """({
  sheets: [...document.styleSheets].map((sheet) => sheet.href),
  asked: document.querySelectorAll("link[rel=stylesheet]").length,
  accent: getComputedStyle(document.documentElement).getPropertyValue("--accent").trim(),
  missing: [...document.images].filter((one) => !one.naturalWidth).map((one) => one.src),
  pictures: document.images.length,
  heading: document.querySelector("h1").textContent,
})"""
TROUBLE = ("Log.entryAdded", "Runtime.exceptionThrown", "Network.loadingFailed")


def is_whole(tab: Tab) -> bool:
    """Whether the page that is open has its style, its pictures and its scripts."""
    found = tab.run(LOADED)
    assert len(found["sheets"]) == found["asked"] > 0
    assert found["accent"]
    assert found["missing"] == []
    assert tab.told(*TROUBLE) == []
    return True


WAY = (
    ("nav[aria-label=Main] a", "trainings/index.html"),
    (".site-name a", "index.html"),
    (".foot a[href*=privacy]", "privacy/index.html"),
    ("nav[aria-label=Main] a[href*=calendars]", "calendars/index.html"),
    (".page .teasers a", "calendars/"),
    (".site-name a", "index.html"),
)


def test_a_preview_is_whole_from_disk_and_its_links_lead_to_pages(preview: Path, tab: Tab) -> None:
    base = f"{preview.as_uri()}/"
    tab.open(f"{base}index.html")
    assert is_whole(tab)
    for link, expected in WAY:
        address = tab.follow(link)
        assert address.startswith(base + expected), link
        assert address.endswith(".html"), link
        assert is_whole(tab)
        assert tab.run("document.querySelector('.preview').getBoundingClientRect().height") > 20


def test_scripts_of_a_preview_run_from_disk(preview: Path, tab: Tab) -> None:
    page = preview / "check/index.html"
    if page.is_file():
        tab.open(page.as_uri())
        assert tab.run("document.getElementById('check').classList.contains('ready')")
        assert is_whole(tab)


def test_a_fragment_of_another_page_is_found_from_disk(preview: Path, tab: Tab) -> None:
    link = "a[href^='../'][href*='index.html#']"
    pages = sorted(preview.rglob("index.html"))
    tab.open(next(one for one in pages if "designations/index.html#" in one.read_text()).as_uri())
    address = tab.follow(link)
    assert tab.run("document.querySelector(':target') !== null"), address


@pytest.mark.parametrize("page", ["index.html", "trainings/index.html", "embed/index.html"])
def test_a_page_of_the_site_itself_is_whole_from_disk(site: Path, page: str, tab: Tab) -> None:
    tab.open((site / page).as_uri())
    assert is_whole(tab)


def test_the_site_works_under_another_path(site: Path, tmp_path: Path, tab: Tab) -> None:
    shutil.copytree(site, tmp_path / "elsewhere/deep")
    with served(tmp_path) as url:
        base = f"{url}elsewhere/deep/"
        tab.open(base)
        assert is_whole(tab)
        assert tab.run("document.images.length") == 1
        for link, expected in WAY:
            address = tab.follow(link)
            assert address.startswith(base + expected.removesuffix("index.html")), link
            assert address.endswith("/"), link
            assert is_whole(tab)


WITHOUT = ("light", "targets")
"""What counts requests, and what stands on the first screen of a phone, below the banner."""


@pytest.mark.parametrize(
    "page", ["index.html", "es/calendars/index.html", "embed/index.html", "404.html"]
)
def test_the_banner_looks_right(page: str, tmp_path: Path, tab: Tab) -> None:
    folder = build("every state", tmp_path / "www", preview=True)
    with served(folder) as url:
        one = Page(Site("preview", SITES["every state"][1], url, folder, url), folder / page)
        prepare(tab, one)
        open_page(tab, one)
        wrong = {name: [*look(tab, one)] for name, look in LOOKS.items() if name not in WITHOUT}
    assert not any(wrong.values()), wrong
